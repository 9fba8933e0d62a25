/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The codecs of HomeKit keep secrets in GLib's blocks. The linker leads their calls of
 * g_free() to here, where each block is looked at as it is given back: none may still
 * hold a byte string that was declared secret. What GLib gives back by itself, registers
 * and the stack are not seen here; tests/trust/test-wipe.c looks at OpenSSL's blocks.
 */

#include "config.h"

#include "drivers/homekit/ds-hap-frame.h"
#include "drivers/homekit/ds-hap-pairing.h"

#include <malloc.h>
#include <string.h>

#define SECRET "the only place where this may be found"

static unsigned int n_leaks;
static unsigned int n_freed;

static void
look (const void *block)
{
  size_t size = block != NULL ? malloc_usable_size ((void *) block) : 0;

  n_freed += block != NULL;
  n_leaks += block != NULL && memmem (block, size, SECRET, 32) != NULL;
}

void __real_g_free (void *block);
void __real_g_free_sized (void *block, size_t size);
void __wrap_g_free (void *block);
void __wrap_g_free_sized (void *block, size_t size);

void
__wrap_g_free (void *block)
{
  look (block);
  __real_g_free (block);
}

void
__wrap_g_free_sized (void *block,
                     size_t size)
{
  look (block);
  __real_g_free_sized (block, size);
}

static void
begin (void)
{
  n_leaks = 0;
  n_freed = 0;
}

static void
assert_wiped (void)
{
  g_assert_cmpuint (n_freed, >, 0);
  g_assert_cmpuint (n_leaks, ==, 0);
}

/* The eye itself: a block that nobody wipes is seen. */
static void
test_watcher (void)
{
  char *block = g_strdup (SECRET);

  begin ();
  g_free (block);
  g_assert_cmpuint (n_leaks, ==, 1);
}

static void
test_message_leaves_nothing (void)
{
  g_autoptr (DsHapTlvWriter) writer = ds_hap_tlv_writer_new ();
  const uint8_t *data;
  size_t length;
  DsHapTlv *message;

  ds_hap_tlv_writer_add (writer, DS_HAP_TLV_PROOF, SECRET, strlen (SECRET));
  data = ds_hap_tlv_writer_get_data (writer, &length);
  message = ds_hap_tlv_parse (data, length, NULL);
  g_assert_nonnull (message);

  begin ();
  ds_hap_tlv_free (message);
  assert_wiped ();
}

static void
test_session_leaves_nothing (void)
{
  DsHapFrame *session = ds_hap_frame_new ((const uint8_t *) SECRET, (const uint8_t *) SECRET);

  begin ();
  ds_hap_frame_free (session);
  assert_wiped ();
}

static void
test_opened_message_leaves_nothing (void)
{
  static const uint8_t key[DS_CHACHA20_KEY_SIZE] = { 1 };
  g_autoptr (DsHapTlvWriter) inner = ds_hap_tlv_writer_new ();
  g_autoptr (DsHapTlvWriter) outer = ds_hap_tlv_writer_new ();
  g_autoptr (DsHapTlv) message = NULL;
  const uint8_t *data;
  size_t length;
  DsHapTlv *opened;

  ds_hap_tlv_writer_add (inner, DS_HAP_TLV_PROOF, SECRET, strlen (SECRET));
  g_assert_true (ds_hap_pairing_seal (outer, key, "PS-Msg06", inner));
  data = ds_hap_tlv_writer_get_data (outer, &length);
  message = ds_hap_tlv_parse (data, length, NULL);

  begin ();
  opened = ds_hap_pairing_open (message, key, "PS-Msg06", NULL);
  g_assert_true (ds_hap_tlv_has (opened, DS_HAP_TLV_PROOF));
  ds_hap_tlv_free (opened);
  assert_wiped ();
}

int
main (int argc,
      char **argv)
{
  /* What an earlier block left in a new one is nobody's fault. */
  mallopt (M_PERTURB, 0x55);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/homekit/wipe/watcher", test_watcher);
  g_test_add_func ("/homekit/wipe/message", test_message_leaves_nothing);
  g_test_add_func ("/homekit/wipe/session", test_session_leaves_nothing);
  g_test_add_func ("/homekit/wipe/opened-message", test_opened_message_leaves_nothing);

  return g_test_run ();
}
