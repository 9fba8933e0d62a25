/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/homekit/ds-hap-http.h"

#include "core/ds-error.h"

#include <string.h>

#define OK_HEAD "HTTP/1.1 200 OK\r\n"

static void
append_message (GString      *story,
                DsHapMessage *message)
{
  gsize length;
  const char *body = g_bytes_get_data (message->body, &length);

  g_string_append_printf (story, "%s%u,%s,", message->is_event ? "event " : "",
                          message->status,
                          message->content_type != NULL ? message->content_type : "-");
  if (length > 0)
    g_string_append_len (story, body, length);
  g_string_append_c (story, '|');
  ds_hap_message_free (message);
}

/* What is read from @text, cut after @first bytes and then into pieces of
 * @piece: "status,type,body|" for each message, and how it ended. */
static char *
read_text (const char *text,
           size_t      length,
           size_t      first,
           size_t      piece,
           size_t      max_body)
{
  g_autoptr (DsHapHttp) http = ds_hap_http_new (max_body);
  g_autoptr (GError) error = NULL;
  GString *story = g_string_new (NULL);
  DsHapMessage *message;
  size_t part = first;

  for (size_t at = 0; at < length && error == NULL; at += part, part = piece)
    {
      part = MIN (part, length - at);
      {
        g_autofree char *copy = g_memdup2 (text + at, part); /* so that overruns show */

        ds_hap_http_feed (http, copy, part, &error);
      }
      while ((message = ds_hap_http_pop (http)) != NULL)
        append_message (story, message);
    }

  if (error != NULL)
    {
      g_assert_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER);
      g_assert_false (ds_hap_http_feed (http, OK_HEAD, strlen (OK_HEAD), NULL));
      g_string_append (story, "refused");
    }
  else if (ds_hap_http_is_amid (http))
    g_string_append (story, "amid");

  return g_string_free_and_steal (story);
}

/* ... and it is the same however it is cut: whole, byte by byte, and in two at
 * every place. */
static void
assert_reads_bytes (const char *text,
                    size_t      length,
                    const char *expected)
{
  g_autofree char *whole = read_text (text, length, length, length, 1000);
  g_autofree char *bytes = read_text (text, length, 1, 1, 1000);

  g_assert_cmpstr (whole, ==, expected);
  g_assert_cmpstr (bytes, ==, expected);
  for (size_t at = 1; at < MIN (length, 2000); at++)
    {
      g_autofree char *halves = read_text (text, length, at, length, 1000);

      g_assert_cmpstr (halves, ==, expected);
    }
}

static void
assert_reads (const char *text,
              const char *expected)
{
  assert_reads_bytes (text, strlen (text), expected);
}

static void
assert_refused (const char *text)
{
  assert_reads (text, "refused");
}

/*
 * What accessories send
 */

static void
test_usual_answers (void)
{
  assert_reads (OK_HEAD "Content-Type: application/pairing+tlv8\r\nContent-Length: 3\r\n\r\nabc",
                "200,application/pairing+tlv8,abc|");
  assert_reads (OK_HEAD "content-type:Application/HAP+JSON ; charset=utf-8\r\n"
                "CONTENT-LENGTH:\t2 \r\n\r\n{}",
                "200,application/hap+json,{}|");
  assert_reads (OK_HEAD "Content-Length: 0\r\n\r\n", "200,-,|");
  assert_reads ("HTTP/1.1 204 No Content\r\n\r\n", "204,-,|");
  assert_reads ("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", "204,-,|");
  assert_reads ("HTTP/1.1 207 Multi-Status\r\nContent-Length: 1\r\n\r\nx", "207,-,x|");
  assert_reads ("HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", "200,-,x|");
}

static void
test_errors_without_a_body (void)
{
  assert_reads ("HTTP/1.1 470 Connection Authorization Required\r\n\r\n", "470,-,|");
  assert_reads ("HTTP/1.1 400 Bad Request\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
                "400,-,|204,-,|");
}

static void
test_events_between_answers (void)
{
  assert_reads ("EVENT/1.0 200 OK\r\nContent-Length: 1\r\n\r\ne"
                "HTTP/1.1 204 No Content\r\n\r\n"
                "EVENT/1.0 200 OK\r\nContent-Length: 2\r\n\r\nee"
                OK_HEAD "Content-Length: 1\r\n\r\nx" "HTTP/1.1 2",
                "event 200,-,e|204,-,|event 200,-,ee|200,-,x|amid");
}

static void
test_chunks (void)
{
  assert_reads (OK_HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n00a;a=b\r\n, world!!!\r\n"
                "0\r\n\r\n" "HTTP/1.1 204 No Content\r\n\r\n",
                "200,-,hello, world!!!|204,-,|");
  assert_reads (OK_HEAD "transfer-encoding: Chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n", "200,-,|");
}

static void
test_connection_closes_anywhere (void)
{
  const char *text = OK_HEAD "Content-Length: 3\r\n\r\nabc";

  for (size_t length = 1; length < strlen (text); length++)
    assert_reads_bytes (text, length, "amid");
  assert_reads ("", "");
}

/*
 * What an attacker sends
 */

static void
test_no_length (void)
{
  assert_refused (OK_HEAD "\r\n");
  assert_refused ("HTTP/1.1 207 Multi-Status\r\n\r\n");
  assert_refused ("EVENT/1.0 200 OK\r\n\r\n");
  assert_refused ("HTTP/1.1 302 Found\r\n\r\n");
}

static void
test_two_lengths (void)
{
  assert_refused (OK_HEAD "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab");
  assert_refused (OK_HEAD "Content-Length: 1\r\nContent-Length: 1\r\n\r\na");
  assert_refused (OK_HEAD "Content-Length: 1, 1\r\n\r\na");
  assert_refused (OK_HEAD "Content-Length: 0\r\nContent-Length: 2\r\n\r\nab");
}

static void
test_odd_lengths (void)
{
  static const char * const odd[] = {
    "", "-1", "+1", "0x1", "1 1", "1.0", "one", "1001", "18446744073709551617",
    "99999999999999999999999999999999",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *text = g_strdup_printf (OK_HEAD "Content-Length: %s\r\n\r\n", odd[i]);

      assert_refused (text);
    }
}

static void
test_length_and_chunks (void)
{
  assert_refused (OK_HEAD "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  assert_refused (OK_HEAD "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n");
}

static void
test_odd_encodings (void)
{
  assert_refused (OK_HEAD "Transfer-Encoding: gzip\r\n\r\n");
  assert_refused (OK_HEAD "Transfer-Encoding: gzip, chunked\r\n\r\n");
  assert_refused (OK_HEAD "Transfer-Encoding: identity\r\nContent-Length: 1\r\n\r\na");
  assert_refused (OK_HEAD "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n");
}

static void
test_odd_chunks (void)
{
  static const char * const odd[] = {
    "\r\n", "x\r\n", "-1\r\n", " 1\r\n", "0x1\r\n", "123456789\r\n", "ffffffff\r\n", "3e9\r\n",
    "1\r\nab\r\n", "1 2\r\n", "1;\x01\r\n", "1\na\r\n", "0\r\n bad\r\n\r\n",
    /* One, to who counts in 64 bits or takes as many zeroes as there are. */
    "10000000000000001\r\na\r\n0\r\n\r\n", "000000001\r\na\r\n0\r\n\r\n",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *text = g_strdup_printf (OK_HEAD "Transfer-Encoding: chunked\r\n\r\n%s",
                                               odd[i]);

      assert_refused (text);
    }
}

static void
test_many_chunks_add_up (void)
{
  g_autoptr (GString) text = g_string_new (OK_HEAD "Transfer-Encoding: chunked\r\n\r\n");

  for (unsigned int i = 0; i < 1001; i++)
    g_string_append (text, "1\r\nx\r\n");
  assert_refused (text->str);
}

static void
test_endless_chunk_line (void)
{
  g_autoptr (GString) text = g_string_new (OK_HEAD "Transfer-Encoding: chunked\r\n\r\n1;");

  for (unsigned int i = 0; i < 200; i++)
    g_string_append_c (text, 'x');
  assert_refused (text->str);
}

static void
test_body_where_none_may_be (void)
{
  assert_refused ("HTTP/1.1 204 No Content\r\nContent-Length: 1\r\n\r\nx");
  assert_refused ("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
}

/* What a reader that stopped at the wrong place would take for an answer. */
static void
test_smuggled_second_answer (void)
{
  assert_reads ("HTTP/1.1 400 Bad Request\r\n\r\nsecret" OK_HEAD "Content-Length: 0\r\n\r\n",
                "400,-,|refused");
  assert_reads (OK_HEAD "Content-Length: 1\r\n\r\nxx" OK_HEAD, "200,-,x|refused");
}

static void
test_odd_status_lines (void)
{
  static const char * const odd[] = {
    "HTTP/1.0 200 OK", "HTTP/2 200 OK", "http/1.1 200 OK", "HTTP/1.1  200 OK", "HTTP/1.1 20 OK",
    "HTTP/1.1 2000 OK", "HTTP/1.1 -20 OK", "HTTP/1.1 100 Continue", "HTTP/1.1 101 Switching",
    "HTTP/1.1 600 X", "HTTP/1.1 099 X", "EVENT/1.1 200 OK", "", " ", "HTTP/1.1", "HTTP/1.1 200\tOK",
    "HTTP/1.1 200 O\x01K",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s\r\nContent-Length: 0\r\n\r\n", odd[i]);

      assert_refused (text);
    }
}

static void
test_odd_headers (void)
{
  static const char * const odd[] = {
    "Content-Length : 0", " Content-Length: 0", "\tfolded", ": value", "No colon", "A b: c",
    "A: \x01", "A: \x7f", "(A): b", "A\x80: b", "Content-Type: a\r\nContent-Type: a",
    "X: a\r\n folded", "X: a\r\n\tfolded",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *text = g_strdup_printf (OK_HEAD "%s\r\nContent-Length: 0\r\n\r\n", odd[i]);

      assert_refused (text);
    }
}

static void
test_lone_cr_lone_lf_and_nul (void)
{
  static const char nul[] = OK_HEAD "X: a\0b\r\nContent-Length: 0\r\n\r\n";

  assert_refused ("HTTP/1.1 200 OK\nContent-Length: 0\n\n");
  assert_refused ("HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n");
  assert_refused (OK_HEAD "Content-Length: 0\n\r\n");
  assert_refused (OK_HEAD "X: a\rContent-Length: 0\r\n\r\n");
  assert_refused (OK_HEAD "Content-Length: 0\r\r\n\r\n");
  assert_reads_bytes (nul, sizeof (nul) - 1, "refused");
}

static void
test_too_many_headers (void)
{
  g_autoptr (GString) text = g_string_new (OK_HEAD "Content-Length: 0\r\n");

  for (unsigned int i = 1; i < DS_HAP_HTTP_MAX_HEADERS; i++)
    g_string_append (text, "A: b\r\n");
  {
    g_autofree char *fits = g_strconcat (text->str, "\r\n", NULL);

    assert_reads (fits, "200,-,|");
  }

  g_string_append (text, "A: b\r\n\r\n");
  assert_refused (text->str);
}

/* The bounds are those of one message, not of a long connection. */
static void
test_many_messages_with_many_headers (void)
{
  g_autoptr (GString) one = g_string_new (OK_HEAD "Content-Length: 0\r\n");
  g_autofree char *two = NULL;

  for (unsigned int i = 0; i < 40; i++)
    {
      g_autofree char *value = g_strnfill (300, 'x');

      g_string_append_printf (one, "X: %s\r\n", value);
    }
  g_string_append (one, "\r\n");

  two = g_strconcat (one->str, one->str, NULL);
  assert_reads (two, "200,-,|200,-,|");
}

/* Ten MiB, in the pieces that a socket gives: it must be given up early. */
static void
test_header_of_ten_megabytes (void)
{
  g_autoptr (DsHapHttp) http = ds_hap_http_new (DS_HAP_HTTP_MAX_BODY);
  g_autofree char *piece = g_strnfill (4096, 'x');
  unsigned int pieces = 0;

  g_assert_true (ds_hap_http_feed (http, OK_HEAD "X: ", strlen (OK_HEAD "X: "), NULL));
  while (ds_hap_http_feed (http, piece, 4096, NULL))
    pieces++;
  g_assert_cmpuint (pieces, <, 4);
}

static void
test_many_short_headers (void)
{
  g_autoptr (GString) text = g_string_new (OK_HEAD "Content-Length: 0\r\n");

  for (unsigned int i = 0; i < 20; i++)
    {
      g_autofree char *value = g_strnfill (1000, 'x');

      g_string_append_printf (text, "X: %s\r\n", value);
    }
  g_string_append (text, "\r\n");
  {
    g_autofree char *whole = read_text (text->str, text->len, text->len, text->len, 10);
    g_autofree char *bytes = read_text (text->str, text->len, 1, 1, 10);

    g_assert_cmpstr (whole, ==, "refused");
    g_assert_cmpstr (bytes, ==, "refused");
  }
}

/* To the byte: what fits is read, and one more is refused. */
static void
test_longest_header (void)
{
  const char *end = "\r\nContent-Length: 0\r\n\r\n";
  size_t room = DS_HAP_HTTP_MAX_HEAD - strlen (OK_HEAD "X: ") - strlen (end);

  for (size_t over = 0; over < 2; over++)
    {
      g_autofree char *value = g_strnfill (room + over, 'x');
      g_autofree char *text = g_strconcat (OK_HEAD "X: ", value, end, NULL);
      g_autofree char *whole = read_text (text, strlen (text), strlen (text), strlen (text), 10);

      g_assert_cmpstr (whole, ==, over == 0 ? "200,-,|" : "refused");
    }
}

static void
test_promise_of_a_megabyte_takes_no_memory (void)
{
  g_autoptr (DsHapHttp) http = ds_hap_http_new (DS_HAP_HTTP_MAX_BODY);
  const char *text = OK_HEAD "Content-Length: 1048576\r\n\r\n";
  g_autofree char *piece = g_strnfill (65536, 'x');
  DsHapMessage *message;

  g_assert_true (ds_hap_http_feed (http, text, strlen (text), NULL));
  for (unsigned int i = 0; i < 16; i++)
    {
      g_assert_null (ds_hap_http_pop (http));
      g_assert_true (ds_hap_http_feed (http, piece, 65536, NULL));
    }

  message = ds_hap_http_pop (http);
  g_assert_cmpuint (g_bytes_get_size (message->body), ==, 1048576);
  ds_hap_message_free (message);
}

/*
 * Requests
 */

static void
assert_written (GBytes     *request,
                const char *expected)
{
  g_assert_cmpmem (g_bytes_get_data (request, NULL), g_bytes_get_size (request),
                   expected, strlen (expected));
  g_bytes_unref (request);
}

static void
test_requests (void)
{
  assert_written (ds_hap_http_request ("GET", "/accessories", "192.0.2.7:80", NULL, NULL, 0),
                  "GET /accessories HTTP/1.1\r\nHost: 192.0.2.7:80\r\n\r\n");
  assert_written (ds_hap_http_request ("POST", "/identify", "[fe80::1]:80", NULL, NULL, 0),
                  "POST /identify HTTP/1.1\r\nHost: [fe80::1]:80\r\nContent-Length: 0\r\n\r\n");
  assert_written (ds_hap_http_request ("POST", "/pair-setup", "a:1", DS_HAP_TYPE_TLV, "ab", 2),
                  "POST /pair-setup HTTP/1.1\r\nHost: a:1\r\n"
                  "Content-Type: application/pairing+tlv8\r\nContent-Length: 2\r\n\r\nab");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hap-http/usual-answers", test_usual_answers);
  g_test_add_func ("/hap-http/errors-without-a-body", test_errors_without_a_body);
  g_test_add_func ("/hap-http/events", test_events_between_answers);
  g_test_add_func ("/hap-http/chunks", test_chunks);
  g_test_add_func ("/hap-http/closes-anywhere", test_connection_closes_anywhere);
  g_test_add_func ("/hap-http/no-length", test_no_length);
  g_test_add_func ("/hap-http/two-lengths", test_two_lengths);
  g_test_add_func ("/hap-http/odd-lengths", test_odd_lengths);
  g_test_add_func ("/hap-http/length-and-chunks", test_length_and_chunks);
  g_test_add_func ("/hap-http/odd-encodings", test_odd_encodings);
  g_test_add_func ("/hap-http/odd-chunks", test_odd_chunks);
  g_test_add_func ("/hap-http/many-chunks", test_many_chunks_add_up);
  g_test_add_func ("/hap-http/endless-chunk-line", test_endless_chunk_line);
  g_test_add_func ("/hap-http/unexpected-body", test_body_where_none_may_be);
  g_test_add_func ("/hap-http/smuggled-answer", test_smuggled_second_answer);
  g_test_add_func ("/hap-http/odd-status-lines", test_odd_status_lines);
  g_test_add_func ("/hap-http/odd-headers", test_odd_headers);
  g_test_add_func ("/hap-http/lone-cr-lf-nul", test_lone_cr_lone_lf_and_nul);
  g_test_add_func ("/hap-http/too-many-headers", test_too_many_headers);
  g_test_add_func ("/hap-http/many-messages", test_many_messages_with_many_headers);
  g_test_add_func ("/hap-http/ten-megabytes", test_header_of_ten_megabytes);
  g_test_add_func ("/hap-http/longest-header", test_longest_header);
  g_test_add_func ("/hap-http/many-short-headers", test_many_short_headers);
  g_test_add_func ("/hap-http/promised-megabyte", test_promise_of_a_megabyte_takes_no_memory);
  g_test_add_func ("/hap-http/requests", test_requests);

  return g_test_run ();
}
