/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "drivers/ds-driver.h"
#include "drivers/profile/ds-profile-driver.h"
#include "drivers/profile/ds-profile-session.h"
#include "ds-test.h"
#include "ds-tls-server.h"

#include <string.h>

/* A device that says word for word what a test has it say. */

#define ONE(type) "\"" type "\":{\"@type\":\"ds:" type "\",\"forms\":[{\"href\":\"/" type "\"}]}"
#define DESCRIPTION                                                                          \
  "{\"@context\":[\"https://www.w3.org/2022/wot/td/v1.1\","                                  \
  "{\"ds\":\"https://doorstep.github.io/ns/profile/1#\"}],\"@type\":\"ds:Device\","          \
  "\"properties\":{" ONE ("Identity") "," ONE ("Support") "," ONE ("SecurityContact") ","    \
  ONE ("Software") "," ONE ("PersonalData") "," ONE ("Access") "},"                          \
  "\"actions\":{" ONE ("Pair") "," ONE ("Claim") "," ONE ("ChangePassword") ","              \
  ONE ("FactoryReset") "," ONE ("Identify") "}}"

static const DsDriver *driver = &ds_profile_driver;

typedef struct
{
  const char *description; /* the status with which it gives it */
  const char *answer;      /* to everything else, from the status on */
  const char *body;
} Words;

static bool
answer (DsTlsServer *server,
        GIOStream *stream,
        const char *request,
        gpointer user_data)
{
  const Words *words = user_data;
  bool first = g_str_has_prefix (request, "GET " DS_PROFILE_TD_PATH " ");
  const char *body = first ? DESCRIPTION : words->body;
  g_autofree char *text =
    g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s",
                     first ? words->description : words->answer, strlen (body), body);

  return ds_tls_server_write (server, stream, text);
}

static DsTarget *
target_at (GInetSocketAddress *address)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();

  g_ptr_array_add (addresses, address);
  return ds_target_new (NULL, addresses);
}

static void
assert_rejects (DexFuture *future,
                DsError code)
{
  g_autoptr (GError) error = ds_test_await_error (future);

  g_assert_error (error, DS_ERROR, (int) code);
}

/* For how long it wants to be left alone is told as it is, and nonsense is not told. */
static void
test_wait_for_ever (void)
{
  static const struct { const char *body; unsigned int seconds; } rows[] = {
    { "{\"waitSeconds\":5}", 5 },
    { "{\"waitSeconds\":86400}", 86400 },
    { "{\"waitSeconds\":86401}", 0 },
    { "{\"waitSeconds\":4294967297}", 0 },
    { "{\"waitSeconds\":-1}", 0 },
    { "{\"waitSeconds\":1.5}", 0 },
    { "{\"waitSeconds\":\"5\"}", 0 },
    { "[5]", 0 },
    { "", 0 },
  };
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Words words = { "200 OK", "429 Wait\r\nContent-Type: application/json", rows[i].body };
      g_autoptr (DsTlsServer) device = ds_tls_server_new (certificate, answer, &words);
      g_autoptr (DsTarget) target = target_at (ds_tls_server_get_address (device));

      g_test_message ("%s", rows[i].body);
      ds_target_set_retry_after (target, 7);
      assert_rejects (driver->inspect (target), DS_ERROR_WAIT);
      g_assert_cmpuint (ds_target_get_retry_after (target), ==, rows[i].seconds);
    }
}

/* It has shown a key, so nobody asks it in the open what it means. */
static void
test_description_of_what_is_not_there (void)
{
  Words words = { "404 Not Found", "429 Wait", "{}" };
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (DsTlsServer) device = ds_tls_server_new (certificate, answer, &words);
  g_autoptr (DsTarget) target = target_at (ds_tls_server_get_address (device));

  assert_rejects (driver->inspect (target), DS_ERROR_BAD_ANSWER);
  g_assert_cmpuint (ds_tls_server_count_accepted (device), ==, 1);
}

static gboolean
refuse_in_the_open (GThreadedSocketService *service,
                    GSocketConnection *connection,
                    GObject *source,
                    unsigned int *n_asked)
{
  static const char text[] = "HTTP/1.1 400 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  char byte;

  g_atomic_int_inc ((int *) n_asked);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                             strlen (text), NULL, NULL, NULL);
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), &byte, 1, NULL,
                       NULL);
  return TRUE;
}

/* What speaks HTTP there and answers nobody is no device that lost its encryption. */
static void
test_something_else_in_the_open (void)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (DsTarget) target = NULL;
  unsigned int n_asked = 0;
  uint16_t port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

  g_signal_connect (service, "run", G_CALLBACK (refuse_in_the_open), &n_asked);
  address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  target = target_at (G_INET_SOCKET_ADDRESS (address));
  assert_rejects (driver->inspect (target), DS_ERROR_BAD_ANSWER);
  g_assert_cmpint (g_atomic_int_get ((int *) &n_asked), ==, 2);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

static DsCredential *
credential_without (const char *field)
{
  static const char *const fields[][2] = {
    { DS_PROFILE_FIELD_PASSWORD, "abcdefghijklmnop" },
    { DS_PROFILE_FIELD_PIN, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
  };
  DsCredential *credential = ds_credential_new ("profile");

  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (DsSecret) secret = ds_secret_new_text (fields[i][1]);

      if (g_strcmp0 (fields[i][0], field) != 0)
        ds_credential_set (credential, fields[i][0], secret);
    }
  return credential;
}

/* Half of what the keyring had is not the same as a device that knows us no more: that
 * would end with the other half being thrown away. */
static void
test_half_a_credential (void)
{
  static const char *const fields[] = { DS_PROFILE_FIELD_PASSWORD, DS_PROFILE_FIELD_PIN };
  Words words = { "200 OK", "401 No", "{}" };
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (DsTlsServer) device = ds_tls_server_new (certificate, answer, &words);
  g_autoptr (DsTarget) target = target_at (ds_tls_server_get_address (device));
  g_autoptr (DsCredential) whole = credential_without (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (DsCredential) half = credential_without (fields[i]);

      assert_rejects (driver->check_in (target, half), DS_ERROR_KEYRING_UNREADABLE);
      assert_rejects (driver->settle (target, half), DS_ERROR_KEYRING_UNREADABLE);
      assert_rejects (driver->release (target, half), DS_ERROR_KEYRING_UNREADABLE);
    }
  g_assert_cmpuint (ds_tls_server_count_accepted (device), ==, 0);
  assert_rejects (driver->check_in (target, whole), DS_ERROR_KEY_CHANGED);
}

static DsCredential *
credential_for (GTlsCertificate *certificate)
{
  DsCredential *credential = credential_without (NULL);
  g_autoptr (DsSecret) secret = NULL;
  g_autofree char *text = NULL;
  DsPin pin;

  g_assert_true (ds_pin_from_certificate (certificate, &pin, NULL, NULL));
  text = ds_pin_to_text (&pin);
  secret = ds_secret_new_text (text);
  ds_credential_set (credential, DS_PROFILE_FIELD_PIN, secret);
  return credential;
}

/* A claim that was perhaps made is made again only where the device has said that it was
 * not: not where it has said nothing of it. */
static void
test_claim_that_is_not_known_of (void)
{
  Words words = { "200 OK", "503 Busy", "{}" };
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (DsTlsServer) device = ds_tls_server_new (certificate, answer, &words);
  g_autoptr (DsTarget) target = target_at (ds_tls_server_get_address (device));
  g_autoptr (DsCredential) pending = credential_for (certificate);
  g_autoptr (DsSecret) text = ds_secret_new_text ("AAAAAAAAAAAAAAAAAAAAAA");
  g_autofree char *request = NULL;

  ds_credential_set (pending, DS_PROFILE_FIELD_REQUEST, text);
  ds_credential_set (pending, DS_PROFILE_FIELD_TOKEN, text);
  assert_rejects (driver->settle (target, pending), DS_ERROR_BUSY);
  request = ds_tls_server_dup_request (device);
  g_assert_true (g_str_has_prefix (request, "GET /Software "));
}

/* A device that did what was asked need not talk about it. */
static void
test_done_without_a_word (void)
{
  static const struct { const char *answer; bool is_done; DsError error; } rows[] = {
    { "204 No Content", true, 0 },
    { "202 Accepted\r\nContent-Type: application/json", false, DS_ERROR_BAD_ANSWER },
    { "200 OK", false, DS_ERROR_BAD_ANSWER },
    { "401 No", false, DS_ERROR_NOT_OURS },
    { "500 No", false, DS_ERROR_BAD_ANSWER },
  };
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (DsCredential) credential = credential_for (certificate);

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Words words = { "200 OK", rows[i].answer, "" };
      g_autoptr (DsTlsServer) device = ds_tls_server_new (certificate, answer, &words);
      g_autoptr (DsTarget) target = target_at (ds_tls_server_get_address (device));

      g_test_message ("%s", rows[i].answer);
      if (rows[i].is_done)
        ds_test_await (driver->make_noticed (target, credential));
      else
        assert_rejects (driver->make_noticed (target, credential), rows[i].error);
    }
}

/* What is not a name of its data is not asked for, and all of it at once is not either. */
static void
test_erasing_what_is_no_data (void)
{
  static const char *const none[] = { NULL };
  static const char *const path[] = { "recordings", "../faces", NULL };
  const char *many[66] = { NULL };
  const char *const *const rows[] = { none, path, many };
  Words words = { "200 OK", "204 No Content", "" };
  g_autoptr (GTlsCertificate) certificate = ds_tls_certificate_new (NULL);
  g_autoptr (DsTlsServer) device = ds_tls_server_new (certificate, answer, &words);
  g_autoptr (DsTarget) target = target_at (ds_tls_server_get_address (device));
  g_autoptr (DsCredential) credential = credential_for (certificate);

  for (size_t i = 0; i < 65; i++)
    many[i] = "recordings";
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_rejects (driver->erase (target, credential, rows[i]), DS_ERROR_NOT_FOUND);
  g_assert_cmpuint (ds_tls_server_count_accepted (device), ==, 0);
  many[64] = NULL;
  assert_rejects (driver->erase (target, credential, many), DS_ERROR_BAD_ANSWER);
  g_assert_cmpuint (ds_tls_server_count_accepted (device), >, 0);
}

/* What it announces itself as. */
static void
test_announcements (void)
{
  static const struct { const char *type; const char *txt[5]; } rows[] = {
    { "_wot._tcp", { "type=Thing", "scheme=https", "id=a", "td=/x" } },
    { "_http._tcp", { "type=Thing", "scheme=https", "id=a", "td=/x" } },
    { "_wot._tcp", { "type=Directory", "scheme=https", "id=a", "td=/x" } },
    { "_wot._tcp", { "scheme=https", "id=a", "td=/x" } },
    { "_wot._tcp", { "type=Thing", "scheme=http", "id=a", "td=/x" } },
    { "_wot._tcp", { "type=Thing", "id=a", "td=/x" } },
    { "_wot._tcp", { "type=Thing", "scheme=https", "td=/x" } },
    { "_wot._tcp", { "type=Thing", "scheme=https", "id=", "td=/x" } },
    { "_wot._tcp", { "type=Thing", "scheme=https", "id=../a", "td=/x" } },
    { "_wot._tcp", { "type=Thing", "scheme=https", "id=a" } },
    { "_wot._tcp", { "type=Thing", "scheme=https", "id=a", "td=x" } },
    { "_wot._tcp", { "type=Thing", "scheme=https", "id=a", "td=/x y" } },
    { "_wot._tcp", { "type=Thing", "scheme=https", "id=a", "td=https://192.0.2.1/x" } },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsAnnouncement) announcement =
        ds_announcement_new ("Lamp", rows[i].type, "lamp.local", 2, NULL, rows[i].txt);
      g_autoptr (DsMatch) match = driver->match (announcement);

      g_test_message ("%zu", i);
      g_assert_true ((match != NULL) == (i == 0));
    }
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

#define ADD(path, func) ds_test_add_fiber ("/profile/answers/" path, func)
  ADD ("wait-for-ever", test_wait_for_ever);
  ADD ("description-of-what-is-not-there", test_description_of_what_is_not_there);
  ADD ("something-else-in-the-open", test_something_else_in_the_open);
  ADD ("half-a-credential", test_half_a_credential);
  ADD ("claim-that-is-not-known-of", test_claim_that_is_not_known_of);
  ADD ("done-without-a-word", test_done_without_a_word);
  ADD ("erasing-what-is-no-data", test_erasing_what_is_no_data);
  ADD ("announcements", test_announcements);
  return g_test_run ();
}
