/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-future.h"
#include "drivers/profile/ds-profile-driver.h"
#include "ds-profile-test.h"
#include "trust/ds-kdf.h"
#include "trust/ds-p256.h"

#include <stdio.h>

/* The proof of the profile against what it cannot do without: a TLS handshake with
 * the same device, the PBKDF2 that the device asks for, and the multiplications of
 * both sides, one after the other as in the proof. In turns; the shortest of each, since whatever
 * else a computer does only makes a conversation between two programs longer. */

#define REPETITIONS 50
#define ITERATIONS  20000 /* of the virtual device */
/* x × P, w0 × M, w0 × N, x × …, w1 × …; and the device's y × P, w0 × N, w0 × M,
 * y × …, y × L */
#define MULTIPLICATIONS 10
#define LIMIT           1.5

static bool failed;

/* Tests print what is for debugging, which would be measured, too. */
static void
say_nothing (const char *domain,
             GLogLevelFlags level,
             const char *message,
             gpointer user_data)
{
}

static gboolean
accept_any (GTlsConnection *connection,
            GTlsCertificate *certificate,
            GTlsCertificateFlags problems,
            gpointer user_data)
{
  return TRUE;
}

static void
shake_hands (ProfileDevice *device)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) plain = NULL;
  g_autoptr (GIOStream) tls = NULL;
  g_autoptr (GError) error = NULL;

  address = g_inet_socket_address_new_from_string ("127.0.0.1", device->port);
  plain = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_assert_no_error (error);
  tls = g_tls_client_connection_new (G_IO_STREAM (plain), G_SOCKET_CONNECTABLE (address), &error);
  g_assert_no_error (error);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any), NULL);
  g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, &error);
  g_assert_no_error (error);
  g_io_stream_close (G_IO_STREAM (plain), NULL, NULL);
}

static void
stretch (void)
{
  static const uint8_t code[] = "12345678901";
  static const uint8_t salt[32] = { 1 };
  uint8_t out[80];

  g_assert_true (ds_pbkdf2_sha256 (code, sizeof code, salt, sizeof salt, ITERATIONS, out,
                                   sizeof out));
}

static void
multiply (DsP256 *curve)
{
  g_autoptr (BIGNUM) scalar = ds_p256_scalar_random (curve);
  g_autoptr (EC_POINT) point = ds_p256_multiply (curve, NULL, scalar);

  for (int i = 1; i < MULTIPLICATIONS; i++)
    {
      g_autoptr (EC_POINT) next = ds_p256_multiply (curve, point, scalar);

      g_assert_nonnull (next);
    }
}

static int64_t
measure_floor (ProfileDevice *device)
{
  g_autoptr (DsP256) curve = ds_p256_new ();
  int64_t begin = g_get_monotonic_time ();

  shake_hands (device);
  stretch ();
  multiply (curve);
  return g_get_monotonic_time () - begin;
}

static int64_t
measure_proof (ProfileDevice *device)
{
  g_autoptr (DsTarget) target = profile_device_target (device);
  g_autoptr (DsSecret) code = profile_device_code (device);
  g_autoptr (DsProof) proof = NULL;
  g_autoptr (GError) error = NULL;
  int64_t begin = g_get_monotonic_time ();

  proof = dex_await_object (ds_profile_driver.prove (target, code), &error);
  g_assert_no_error (error);
  return g_get_monotonic_time () - begin;
}

static void
measure (void)
{
  g_autoptr (ProfileDevice) device = profile_device_new ("plug", NULL);
  int64_t least = INT64_MAX;
  int64_t proof = INT64_MAX;
  double ratio;

  g_log_set_default_handler (say_nothing, NULL);
  /* What is loaded and looked up once is not measured. */
  measure_floor (device);
  measure_proof (device);
  for (int i = 0; i < REPETITIONS; i++)
    {
      least = MIN (least, measure_floor (device));
      proof = MIN (proof, measure_proof (device));
    }

  ratio = (double) proof / (double) least;
  printf ("# the proof takes %.1f ms, its floor %.1f ms\n", (double) proof / 1000,
          (double) least / 1000);
  printf ("bench: profile-pairing-against-floor %.3f %.1f\n", ratio, LIMIT);
  failed = ratio > LIMIT;
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  ds_test_add_fiber ("/bench/profile-pairing", measure);
  return g_test_run () != 0 || failed;
}
