/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/printer/ds-printer-check-in.h"
#include "drivers/printer/ds-printer-driver.h"

#include "ds-printer-test.h"
#include "ds-test.h"
#include "trust/ds-pin.h"

#include <string.h>

typedef struct
{
  GTlsCertificate *certificate;
  GBytes          *answer;
  DsTlsServer     *server;
  DsTarget        *target;
} Fixture;

static void
fixture_clear (Fixture *self)
{
  g_clear_object (&self->target);
  g_clear_pointer (&self->server, ds_tls_server_free);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_object (&self->certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* Takes @answer. */
static void
fixture_init (Fixture *self,
              bool covered,
              GBytes *answer)
{
  self->answer = answer;
  self->certificate = covered ? ds_tls_certificate_new (NULL) : NULL;
  self->server = ds_printer_test_serve (self->certificate, self->answer);
  self->target = ds_printer_test_target (self->server, covered ? "ipps:/ipp/print"
                                                               : "ipp:/ipp/print");
}

static GBytes *
sound_answer (void)
{
  g_autoptr (ipp_t) ipp = ds_printer_test_answer ();

  return ds_printer_test_bytes (ipp);
}

static DsFacts *
visit (DsTarget *target)
{
  g_autoptr (GError) error = NULL;
  DsFacts *facts = dex_await_boxed (ds_printer_driver.check_in (target, NULL), &error);

  g_assert_no_error (error);
  return facts;
}

static void
assert_visit_fails (DsTarget *target,
                    DsError code)
{
  g_autoptr (GError) error = ds_test_await_error (ds_printer_driver.check_in (target, NULL));

  g_test_message ("%s", error->message);
  g_assert_error (error, DS_ERROR, (int) code);
}

static void
test_the_first_visit_remembers_the_key (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (DsFacts) again = NULL;

  fixture_init (&f, true, sound_answer ());
  facts = visit (f.target);
  g_assert_cmpstr (facts->software_version, ==, "4.7.1");
  g_assert_cmpuint (strlen (facts->pin), ==, 43);
  g_assert_true (ds_target_get_reached (f.target) == ds_tls_server_get_address (f.server));

  ds_target_set_pin (f.target, facts->pin);
  again = visit (f.target);
  g_assert_cmpstr (again->pin, ==, facts->pin);
}

static void
test_a_certificate_tells_where_the_maker_describes_it (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GTlsCertificate) described =
    ds_tls_certificate_new_described ("https://printers.example/laserprint");
  g_autoptr (DsFacts) before = NULL;
  g_autoptr (DsFacts) facts = NULL;

  fixture_init (&f, true, sound_answer ());
  before = visit (f.target);
  g_assert_null (before->mud_url);

  ds_tls_server_set_certificate (f.server, described);
  facts = visit (f.target);
  g_assert_cmpstr (facts->mud_url, ==, "https://printers.example/laserprint");
  g_assert_cmpstr (facts->mud_signer, ==, "MBgxFjAUBgNVBAMMDUV4YW1wbGUgV29ya3M="); /* CN=Example Works */
}

static void
test_another_key_gets_not_a_byte (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (GTlsCertificate) other = ds_tls_certificate_new (NULL);
  size_t sent;

  fixture_init (&f, true, sound_answer ());
  facts = visit (f.target);
  ds_target_set_pin (f.target, facts->pin);
  sent = ds_tls_server_count_bytes (f.server);

  ds_tls_server_set_certificate (f.server, other);
  assert_visit_fails (f.target, DS_ERROR_KEY_CHANGED);
  g_assert_cmpuint (ds_tls_server_count_bytes (f.server), ==, sent);
}

static void
test_a_key_that_cannot_be_read_lets_nobody_in (void)
{
  g_auto (Fixture) f = { NULL };

  fixture_init (&f, true, sound_answer ());
  ds_target_set_pin (f.target, "damaged");
  assert_visit_fails (f.target, DS_ERROR_KEY_CHANGED);
  g_assert_cmpuint (ds_tls_server_count_accepted (f.server), ==, 0);
}

static void
test_a_printer_without_encryption_is_asked_as_it_is (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (DsFacts) facts = NULL;

  fixture_init (&f, false, sound_answer ());
  facts = visit (f.target);
  g_assert_cmpstr (facts->model, ==, "LaserPrint 100");
  g_assert_null (facts->pin);
}

/* An attacker announces the printer anew, without "TLS". */
static void
test_nobody_talks_a_known_printer_out_of_encryption (void)
{
  g_auto (Fixture) real = { NULL };
  g_auto (Fixture) fake = { NULL };
  g_autoptr (DsFacts) facts = NULL;

  fixture_init (&real, true, sound_answer ());
  facts = visit (real.target);

  fixture_init (&fake, false, sound_answer ());
  ds_target_set_pin (fake.target, facts->pin);
  assert_visit_fails (fake.target, DS_ERROR_BAD_ANSWER);
  g_assert_cmpuint (ds_tls_server_count_requests (fake.server), ==, 0);
}

static void
test_another_printer_at_the_address_is_not_taken_for_it (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  g_autoptr (DsTarget) target = NULL;

  fixture_init (&f, true, sound_answer ());
  g_ptr_array_add (addresses, ds_tls_server_get_address (f.server));
  target = ds_target_new ("00000000-0000-4000-8000-000000000001", addresses);
  assert_visit_fails (target, DS_ERROR_UNREACHABLE);
}

static void
test_the_next_address_is_tried (void)
{
  g_auto (Fixture) gone = { NULL };
  g_auto (Fixture) f = { NULL };
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DsFacts) facts = NULL;

  fixture_init (&gone, true, sound_answer ());
  fixture_init (&f, true, sound_answer ());
  g_ptr_array_add (addresses, g_object_ref (ds_tls_server_get_address (gone.server)));
  g_ptr_array_add (addresses, g_object_ref (ds_tls_server_get_address (f.server)));
  g_clear_pointer (&gone.server, ds_tls_server_free);
  target = ds_target_new (DS_PRINTER_TEST_UUID, addresses);
  facts = visit (target);
  g_assert_true (ds_target_get_reached (target) == addresses->pdata[1]);
}

/* Whoever answers nonsense at one address does not hide who answers at the other. */
static void
test_another_key_at_any_address_is_told (void)
{
  g_auto (Fixture) nonsense = { NULL };
  g_auto (Fixture) other = { NULL };
  g_autoptr (GTlsCertificate) known = ds_tls_certificate_new (NULL);
  g_autofree char *pin = NULL;
  DsPin bytes;

  fixture_init (&nonsense, false, sound_answer ());
  fixture_init (&other, true, sound_answer ());
  g_assert_true (ds_pin_from_certificate (known, &bytes, NULL, NULL));
  pin = ds_pin_to_text (&bytes);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
      g_autoptr (DsTarget) target = NULL;

      g_ptr_array_add (addresses, ds_tls_server_get_address (i ? other.server : nonsense.server));
      g_ptr_array_add (addresses, ds_tls_server_get_address (i ? nonsense.server : other.server));
      target = ds_target_new (DS_PRINTER_TEST_UUID, addresses);
      ds_target_set_pin (target, pin);
      assert_visit_fails (target, DS_ERROR_KEY_CHANGED);
    }
}

static void
test_a_page_elsewhere_is_not_told (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (ipp_t) ipp = ds_printer_test_answer ();
  g_autoptr (DsFacts) facts = NULL;

  ippDeleteAttribute (ipp, ippFindAttribute (ipp, "printer-more-info", IPP_TAG_ZERO));
  ippAddString (ipp, IPP_TAG_PRINTER, IPP_TAG_URI, "printer-more-info", NULL,
                "https://evil.example/login");
  fixture_init (&f, true, ds_printer_test_bytes (ipp));
  facts = visit (f.target);
  g_assert_cmpstr (facts->admin_page, ==, "https://127.0.0.1/login");
}

static void
test_an_announced_page_fills_the_gap (void)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (ipp_t) ipp = ds_printer_test_answer ();
  g_autoptr (DsFacts) facts = NULL;

  ippDeleteAttribute (ipp, ippFindAttribute (ipp, "printer-more-info", IPP_TAG_ZERO));
  fixture_init (&f, true, ds_printer_test_bytes (ipp));
  ds_target_set_path (f.target, "ipps:/ipp/print https://study.local:8631/");
  facts = visit (f.target);
  g_assert_cmpstr (facts->admin_page, ==, "https://study.local:8631/");
}

/* What a hostile printer answers: a row of raw bytes each. */
static void
test_hostile_answers (void)
{
  g_autoptr (ipp_t) ipp = ds_printer_test_answer ();
  g_autoptr (GBytes) sound = ds_printer_test_bytes (ipp);
  g_autofree char *giant = g_strnfill (65537, 'x');
  g_autofree char *deep = g_strnfill (60000, '4');
  GBytes *answers[] = {
    g_bytes_new_static ("", 0),
    g_bytes_new_static ("<html>", 6),
    g_bytes_new_from_bytes (sound, 0, g_bytes_get_size (sound) / 2),
    g_bytes_new (giant, 65537),
    g_bytes_new (deep, 60000),
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_auto (Fixture) f = { NULL };

      fixture_init (&f, true, answers[i]);
      assert_visit_fails (f.target, DS_ERROR_BAD_ANSWER);
    }
}

typedef struct
{
  const char *head;
  GBytes     *body;
} Page;

static bool
answer_with_page (DsTlsServer *server,
                  GIOStream *stream,
                  const char *request,
                  gpointer user_data)
{
  const Page *page = user_data;
  size_t length;
  const void *bytes = g_bytes_get_data (page->body, &length);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n",
                                           page->head, length);

  return ds_tls_server_write (server, stream, head) &&
         g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, length, NULL,
                                    NULL, NULL);
}

/* A page that is not what was asked for is no answer, whatever stands in it. */
static void
test_an_answer_that_is_called_something_else (void)
{
  static const char *const heads[] = {
    "404 Not Found\r\nContent-Type: application/ipp", "200 OK\r\nContent-Type: text/html", "200 OK",
  };
  g_autoptr (GBytes) sound = sound_answer ();
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      Page page = { heads[i], sound };
      g_autoptr (DsTlsServer) server = ds_tls_server_new (certificate, answer_with_page, &page);
      g_autoptr (DsTarget) target = ds_printer_test_target (server, "ipps:/ipp/print");

      assert_visit_fails (target, DS_ERROR_BAD_ANSWER);
    }
}

static void
test_the_question_is_ipp_and_names_nobody (void)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *request = NULL;
  g_autoptr (DsFacts) facts = NULL;

  fixture_init (&f, true, sound_answer ());
  facts = visit (f.target);
  request = ds_tls_server_dup_request (f.server);
  g_assert_true (g_str_has_prefix (request, "POST /ipp/print HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "Content-Type: application/ipp\r\n"));
  g_assert_null (strstr (request, "Authorization"));
}

static void
test_a_printer_nowhere_is_not_reached (void)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  g_autoptr (DsTarget) target = ds_target_new (DS_PRINTER_TEST_UUID, addresses);

  assert_visit_fails (target, DS_ERROR_UNREACHABLE);
}

static bool
stay_silent (DsTlsServer *server,
             GIOStream *stream,
             const char *request,
             gpointer user_data)
{
  while (!ds_tls_server_is_ending (server))
    ds_tls_server_pause (server, 20);
  return false;
}

/* Who picks up at the first addresses and then says nothing leaves the last one its share:
 * if they took all the time, the visit would be over before its turn. Where everyone is
 * silent, that is told. */
static void
test_silent_addresses_leave_time_for_the_last (void)
{
  static const DsPrinterPace shared = { .address = 3000, .visit = 3000 };
  static const DsPrinterPace short_one = { .address = 500, .visit = 600 * 1000 };
  g_auto (Fixture) f = { NULL };
  g_autoptr (DsTlsServer) silent = NULL;
  g_autoptr (DsTlsServer) mute = NULL;
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DsTarget) alone = NULL;
  g_autoptr (DsFacts) facts = NULL;

  fixture_init (&f, true, sound_answer ());
  silent = ds_tls_server_new (f.certificate, stay_silent, NULL);
  mute = ds_tls_server_new (f.certificate, stay_silent, NULL);
  g_ptr_array_add (addresses, ds_tls_server_get_address (silent));
  g_ptr_array_add (addresses, ds_tls_server_get_address (mute));
  g_ptr_array_add (addresses, ds_tls_server_get_address (f.server));
  target = ds_target_new (DS_PRINTER_TEST_UUID, addresses);
  ds_target_set_path (target, "ipps:/ipp/print");

  ds_printer_pace_set (&shared);
  facts = visit (target);
  g_assert_cmpuint (ds_tls_server_count_requests (silent), ==, 1);
  g_assert_cmpuint (ds_tls_server_count_requests (mute), ==, 1);
  g_assert_true (ds_target_get_reached (target) == ds_tls_server_get_address (f.server));

  ds_printer_pace_set (&short_one);
  alone = ds_printer_test_target (silent, "ipps:/ipp/print");
  assert_visit_fails (alone, DS_ERROR_TIMED_OUT);
  ds_printer_pace_set (NULL);
}

static void
test_a_visit_that_is_not_wanted_any_more_ends (void)
{
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (DsTlsServer) server = ds_tls_server_new (certificate, stay_silent, NULL);
  g_autoptr (DsTarget) target = ds_printer_test_target (server, NULL);
  DexFuture *future = ds_printer_driver.check_in (target, NULL);

  while (ds_tls_server_count_requests (server) == 0)
    ds_test_sleep (10);
  g_assert_true (dex_future_is_pending (future));
  dex_unref (future);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/printer-check-in/the-first-visit-remembers-the-key",
                     test_the_first_visit_remembers_the_key);
  ds_test_add_fiber ("/printer-check-in/a-certificate-tells-where-the-maker-describes-it",
                     test_a_certificate_tells_where_the_maker_describes_it);
  ds_test_add_fiber ("/printer-check-in/another-key-gets-not-a-byte",
                     test_another_key_gets_not_a_byte);
  ds_test_add_fiber ("/printer-check-in/a-key-that-cannot-be-read-lets-nobody-in",
                     test_a_key_that_cannot_be_read_lets_nobody_in);
  ds_test_add_fiber ("/printer-check-in/a-printer-without-encryption-is-asked-as-it-is",
                     test_a_printer_without_encryption_is_asked_as_it_is);
  ds_test_add_fiber ("/printer-check-in/nobody-talks-a-known-printer-out-of-encryption",
                     test_nobody_talks_a_known_printer_out_of_encryption);
  ds_test_add_fiber ("/printer-check-in/another-printer-at-the-address-is-not-taken-for-it",
                     test_another_printer_at_the_address_is_not_taken_for_it);
  ds_test_add_fiber ("/printer-check-in/the-next-address-is-tried", test_the_next_address_is_tried);
  ds_test_add_fiber ("/printer-check-in/another-key-at-any-address-is-told", test_another_key_at_any_address_is_told);
  ds_test_add_fiber ("/printer-check-in/a-page-elsewhere-is-not-told",
                     test_a_page_elsewhere_is_not_told);
  ds_test_add_fiber ("/printer-check-in/an-announced-page-fills-the-gap",
                     test_an_announced_page_fills_the_gap);
  ds_test_add_fiber ("/printer-check-in/hostile-answers", test_hostile_answers);
  ds_test_add_fiber ("/printer-check-in/an-answer-that-is-called-something-else",
                     test_an_answer_that_is_called_something_else);
  ds_test_add_fiber ("/printer-check-in/the-question-is-ipp-and-names-nobody",
                     test_the_question_is_ipp_and_names_nobody);
  ds_test_add_fiber ("/printer-check-in/a-printer-nowhere-is-not-reached",
                     test_a_printer_nowhere_is_not_reached);
  ds_test_add_fiber ("/printer-check-in/silent-addresses-leave-time-for-the-last",
                     test_silent_addresses_leave_time_for_the_last);
  ds_test_add_fiber ("/printer-check-in/a-visit-that-is-not-wanted-any-more-ends",
                     test_a_visit_that_is_not_wanted_any_more_ends);
  return g_test_run ();
}
