/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/homekit/ds-hap-frame.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const uint8_t key[DS_CHACHA20_KEY_SIZE] = { 1, 2, 3 };

/* What this computer seals, an accessory with the same keys opens, however it is
 * cut. */
static void
check_round_trip (const uint8_t *data,
                  size_t         size,
                  size_t         piece)
{
  g_autoptr (DsHapFrame) sender = ds_hap_frame_new (key, key);
  g_autoptr (DsHapFrame) receiver = ds_hap_frame_new (key, key);
  g_autoptr (GByteArray) sealed = g_byte_array_new ();
  g_autoptr (GByteArray) plain = g_byte_array_new ();

  g_assert_true (ds_hap_frame_seal (sender, data, size, sealed, NULL));
  for (size_t at = 0; at < sealed->len; at += piece)
    g_assert_true (ds_hap_frame_open (receiver, sealed->data + at,
                                      MIN (piece, sealed->len - at), plain, NULL));

  g_assert_false (ds_hap_frame_is_amid (receiver));
  g_assert_cmpmem (data, size, plain->data, plain->len);
}

static void
open_garbage (const uint8_t *data,
              size_t         size)
{
  g_autoptr (DsHapFrame) frame = ds_hap_frame_new (key, key);
  g_autoptr (GByteArray) plain = g_byte_array_new ();

  if (!ds_hap_frame_open (frame, data, size, plain, NULL))
    g_assert_false (ds_hap_frame_open (frame, data, size, plain, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  open_garbage (data, size);
  if (size > 1)
    check_round_trip (data + 1, size - 1, 1 + (size_t) data[0] * 8);

  return 0;
}
