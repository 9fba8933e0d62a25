/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-text.h"
#include "drivers/printer/ds-printer-ipp.h"

#include "ds-printer-test.h"
#include "ds-test.h"

#include <string.h>

/* Takes @ipp. */
static DsFacts *
read_back (ipp_t *ipp,
           GError **error)
{
  g_autoptr (ipp_t) owned = ipp;
  g_autoptr (GBytes) bytes = ds_printer_test_bytes (owned);

  return ds_printer_read_answer (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static DsFacts *
read_fine (ipp_t *ipp)
{
  g_autoptr (GError) error = NULL;
  DsFacts *facts = read_back (ipp, &error);

  g_assert_no_error (error);
  return facts;
}

static void
assert_refused (ipp_t *ipp,
                DsError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_back (ipp, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, DS_ERROR, (int) code);
}

static void
drop (ipp_t *ipp,
      const char *name)
{
  ippDeleteAttribute (ipp, ippFindAttribute (ipp, name, IPP_TAG_ZERO));
}

static void
test_a_printer_says_who_it_is (void)
{
  g_autoptr (DsFacts) facts = read_fine (ds_printer_test_answer ());

  g_assert_cmpstr (facts->key, ==, DS_PRINTER_TEST_UUID);
  g_assert_cmpstr (facts->name, ==, "Study printer");
  g_assert_cmpstr (facts->maker, ==, "Example");
  g_assert_cmpstr (facts->model, ==, "LaserPrint 100");
  g_assert_cmpstr (facts->serial, ==, "X42");
  g_assert_cmpstr (facts->software_version, ==, "4.7.1");
  g_assert_cmpstr (facts->admin_page, ==, "https://study.local:8631/");
  g_assert_cmpint (facts->kind, ==, DS_KIND_PRINTER);
  g_assert_cmpuint (facts->weaknesses, ==, DS_WEAKNESS_ANYONE_PRINTS);
}

static void
test_several_pieces_of_software_are_told_apart (void)
{
  static const char * const names[] = { "Engine", "Fax" };
  static const char * const versions[] = { "2.1", "1.7", "0.3", "12", "and so on" };
  ipp_t *ipp = ds_printer_test_answer ();
  g_autoptr (DsFacts) facts = NULL;

  drop (ipp, "printer-firmware-name");
  drop (ipp, "printer-firmware-string-version");
  ippAddStrings (ipp, IPP_TAG_PRINTER, IPP_TAG_NAME, "printer-firmware-name", 2, NULL, names);
  ippAddStrings (ipp, IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-firmware-string-version", 5, NULL,
                 versions);
  facts = read_fine (ipp);
  g_assert_cmpstr (facts->software_version, ==, "Engine 2.1, Fax 1.7, 0.3, 12");
}

static void
test_what_is_not_told_is_not_made_up (void)
{
  ipp_t *ipp = ippNew ();
  g_autoptr (DsFacts) facts = NULL;

  ippSetRequestId (ipp, 1);
  ippSetStatusCode (ipp, IPP_STATUS_OK);
  ippAddString (ipp, IPP_TAG_OPERATION, IPP_TAG_CHARSET, "attributes-charset", NULL, "utf-8");
  ippAddOutOfBand (ipp, IPP_TAG_PRINTER, IPP_TAG_UNKNOWN, "printer-make-and-model");
  ippAddOutOfBand (ipp, IPP_TAG_PRINTER, IPP_TAG_NOVALUE, "printer-firmware-string-version");
  facts = read_fine (ipp);
  g_assert_null (facts->key);
  g_assert_null (facts->maker);
  g_assert_null (facts->model);
  g_assert_null (facts->software_version);
  g_assert_null (facts->admin_page);
  g_assert_cmpuint (facts->weaknesses, ==, 0);
}

/* A row: what the printer says of its addresses, and what follows from it. */
typedef struct
{
  const char   *name;
  const char   *who[3];
  const char   *how[3];
  unsigned int  weaknesses;
} Openness;

static const Openness openness[] = {
  { "password", { "basic", "digest" }, { "tls", "tls" }, 0 },
  { "anyone-over-one-of-two", { "basic", "none" }, { "tls", "tls" }, DS_WEAKNESS_ANYONE_PRINTS },
  { "a-mere-name", { "requesting-user-name" }, { "tls" }, DS_WEAKNESS_ANYONE_PRINTS },
  { "never-covered", { "none" }, { "none" },
    DS_WEAKNESS_ANYONE_PRINTS | DS_WEAKNESS_PLAIN_PRINTING },
  { "covered-for-who-wants", { "certificate", "oauth" }, { "none", "tls" }, 0 },
  { "words-of-tomorrow", { "palm" }, { "quantum" }, 0 },
};

static void
test_who_may_print (gconstpointer data)
{
  const Openness *row = data;
  ipp_t *ipp = ds_printer_test_answer ();
  g_autoptr (DsFacts) facts = NULL;

  drop (ipp, "uri-authentication-supported");
  drop (ipp, "uri-security-supported");
  ippAddStrings (ipp, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "uri-authentication-supported",
                 row->who[1] != NULL ? 2 : 1, NULL, row->who);
  ippAddStrings (ipp, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "uri-security-supported",
                 row->how[1] != NULL ? 2 : 1, NULL, row->how);
  facts = read_fine (ipp);
  g_assert_cmpuint (facts->weaknesses, ==, row->weaknesses);
}

static void
test_hostile_text_is_cleaned (void)
{
  ipp_t *ipp = ds_printer_test_answer ();
  g_autofree char *longest = g_strnfill (1000, 'x');
  g_autoptr (DsFacts) facts = NULL;

  drop (ipp, "printer-info");
  drop (ipp, "printer-firmware-string-version");
  drop (ipp, "printer-serial-number");
  ippAddString (ipp, IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-info", NULL,
                "Print\n\xe2\x80\xae<b>er\xff");
  ippAddString (ipp, IPP_TAG_PRINTER, IPP_TAG_TEXT, "printer-firmware-string-version", NULL,
                longest);
  facts = read_fine (ipp);
  g_assert_true (ds_text_is_clean (facts->name));
  g_assert_cmpuint (g_utf8_strlen (facts->software_version, -1), <=, 200);
}

static void
test_wrong_types_are_refused (void)
{
  static const char * const names[] = { "printer-uuid", "printer-make-and-model",
                                        "printer-firmware-string-version",
                                        "uri-authentication-supported", "printer-more-info" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    {
      ipp_t *number = ds_printer_test_answer ();
      ipp_t *octets = ds_printer_test_answer ();
      ipp_t *elsewhere = ds_printer_test_answer ();

      drop (number, names[i]);
      ippAddInteger (number, IPP_TAG_PRINTER, IPP_TAG_INTEGER, names[i], 7);
      assert_refused (number, DS_ERROR_BAD_ANSWER);

      drop (octets, names[i]);
      ippAddOctetString (octets, IPP_TAG_PRINTER, names[i], "\0\1\2", 3);
      assert_refused (octets, DS_ERROR_BAD_ANSWER);

      drop (elsewhere, names[i]);
      ippAddString (elsewhere, IPP_TAG_JOB, IPP_TAG_TEXT, names[i], NULL, "none");
      assert_refused (elsewhere, DS_ERROR_BAD_ANSWER);
    }
}

static void
test_errors_of_printers (void)
{
  static const struct
  {
    ipp_status_t status;
    DsError      code;
  } rows[] = {
    { IPP_STATUS_ERROR_NOT_AUTHORIZED, DS_ERROR_UNSUPPORTED },
    { IPP_STATUS_ERROR_FORBIDDEN, DS_ERROR_UNSUPPORTED },
    { IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED, DS_ERROR_UNSUPPORTED },
    { IPP_STATUS_ERROR_BUSY, DS_ERROR_BUSY },
    { IPP_STATUS_ERROR_NOT_FOUND, DS_ERROR_BAD_ANSWER },
    { IPP_STATUS_REDIRECTION_OTHER_SITE, DS_ERROR_BAD_ANSWER },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ipp_t *ipp = ds_printer_test_answer ();

      ippSetStatusCode (ipp, rows[i].status);
      assert_refused (ipp, rows[i].code);
    }
}

static void
test_an_answer_to_another_question_is_refused (void)
{
  ipp_t *ipp = ds_printer_test_answer ();

  ippSetRequestId (ipp, 2);
  assert_refused (ipp, DS_ERROR_BAD_ANSWER);
}

/* Cut anywhere, or with one byte more. */
static void
test_truncated_answers_are_refused (void)
{
  g_autoptr (ipp_t) ipp = ds_printer_test_answer ();
  g_autoptr (GBytes) bytes = ds_printer_test_bytes (ipp);
  size_t length = g_bytes_get_size (bytes);
  g_autofree uint8_t *longer = g_malloc0 (length + 1);

  memcpy (longer, g_bytes_get_data (bytes, NULL), length);
  for (size_t i = 0; i <= length + 1; i++)
    {
      g_autofree uint8_t *exact = g_memdup2 (longer, MAX (i, 1));
      g_autoptr (DsFacts) facts = NULL;

      if (i == length)
        continue;
      facts = ds_printer_read_answer (exact, MIN (i, length + 1), NULL);
      g_assert_null (facts);
    }
}

/* Takes @body; gives it a head, and an end unless @open. */
static bool
is_read (GByteArray *body,
         bool open)
{
  static const uint8_t head[] = { 2, 0, 0, 0, 0, 0, 0, 1, 1 };
  static const uint8_t end = 3;
  g_autoptr (DsFacts) facts = NULL;

  g_byte_array_prepend (body, head, sizeof head);
  if (!open)
    g_byte_array_append (body, &end, 1);
  facts = ds_printer_read_answer (body->data, body->len, NULL);
  g_byte_array_unref (body);
  return facts != NULL;
}

static GByteArray *
repeat (const char *bytes,
        size_t length,
        unsigned int times)
{
  GByteArray *body = g_byte_array_new ();

  for (unsigned int i = 0; i < times; i++)
    g_byte_array_append (body, (const uint8_t *) bytes, (unsigned int) length);
  return body;
}

static void
test_giant_answers_are_refused (void)
{
  /* A "begin collection" without a name; a keyword "a" with the value "b". */
  static const char collection[] = "\x34\0\0\0\0";
  static const char keyword[] = "\x44\0\1a\0\1b";
  static const char lie[] = "\x44\0\1a\x7f\xff";

  g_assert_false (is_read (repeat (collection, 5, 13000), true));
  g_assert_false (is_read (repeat (collection, 5, 9), false));
  g_assert_false (is_read (repeat (keyword, 7, 9000), false));
  g_assert_false (is_read (repeat (keyword, 7, 10000), false));
  g_assert_false (is_read (repeat (lie, 6, 1), false));
  g_assert_false (is_read (repeat ("\x37\0\0\0\0", 5, 1), false));
  g_assert_true (is_read (g_byte_array_new (), false));
}

static bool
holds (GBytes *bytes,
       const char *word)
{
  size_t length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (size_t i = 0; i + strlen (word) <= length; i++)
    {
      if (memcmp (data + i, word, strlen (word)) == 0)
        return true;
    }
  return false;
}

static void
test_the_question_names_nobody (void)
{
  static const uint8_t head[] = { 1, 1, 0, 0x0b, 0, 0, 0, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ds_printer_write_question ("ipps://192.0.2.7:631/ipp/print", &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), sizeof head, head, sizeof head);
  g_assert_true (holds (bytes, "ipps://192.0.2.7:631/ipp/print"));
  g_assert_true (holds (bytes, "uri-authentication-supported"));
  g_assert_false (holds (bytes, "requesting-user-name"));
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/printer-ipp/a-printer-says-who-it-is", test_a_printer_says_who_it_is);
  g_test_add_func ("/printer-ipp/several-pieces-of-software-are-told-apart",
                   test_several_pieces_of_software_are_told_apart);
  g_test_add_func ("/printer-ipp/what-is-not-told-is-not-made-up",
                   test_what_is_not_told_is_not_made_up);
  for (unsigned int i = 0; i < G_N_ELEMENTS (openness); i++)
    {
      g_autofree char *path = g_strconcat ("/printer-ipp/who-may-print/", openness[i].name, NULL);

      g_test_add_data_func (path, &openness[i], test_who_may_print);
    }
  g_test_add_func ("/printer-ipp/hostile-text-is-cleaned", test_hostile_text_is_cleaned);
  g_test_add_func ("/printer-ipp/wrong-types-are-refused", test_wrong_types_are_refused);
  g_test_add_func ("/printer-ipp/errors-of-printers", test_errors_of_printers);
  g_test_add_func ("/printer-ipp/an-answer-to-another-question-is-refused",
                   test_an_answer_to_another_question_is_refused);
  g_test_add_func ("/printer-ipp/truncated-answers-are-refused",
                   test_truncated_answers_are_refused);
  g_test_add_func ("/printer-ipp/giant-answers-are-refused", test_giant_answers_are_refused);
  g_test_add_func ("/printer-ipp/the-question-names-nobody", test_the_question_names_nobody);
  return g_test_run ();
}
