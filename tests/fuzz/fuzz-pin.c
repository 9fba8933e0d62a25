/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-pin.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* A certificate, a key, or the text of a pin. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = ds_pin_get_key (data, size, &error);
  DsPin pin;

  g_assert_true ((key == NULL) == ds_error_is (error, DS_ERROR_BAD_ANSWER));
  if (ds_pin_from_key (data, size, &pin, NULL))
    {
      g_autofree char *written = ds_pin_to_text (&pin);
      DsPin again;

      g_assert_true (ds_pin_from_text (written, &again));
      g_assert_true (ds_pin_equal (&pin, &again));
    }
  if (ds_pin_from_text (text, &pin))
    {
      g_autofree char *written = ds_pin_to_text (&pin);

      g_assert_cmpstr (written, ==, text);
    }
  return 0;
}
