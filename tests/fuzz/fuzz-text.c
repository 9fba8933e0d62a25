/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-text"

#include "config.h"

#include "core/ds-text.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  unsigned int max_chars = size > 0 ? data[0] : 0;
  g_autofree char *clean = ds_text_clean ((const char *) data, size, max_chars);
  g_autofree char *again = ds_text_clean (clean, strlen (clean), max_chars);

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (clean, -1), <=, max_chars);
  g_assert_cmpstr (clean, ==, again);
  g_assert_true (ds_text_is_clean (clean));
  return 0;
}
