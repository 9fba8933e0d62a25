/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/profile/ds-profile-code.h"
#include "drivers/profile/ds-profile-message.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (DsProfileCode) code = ds_profile_code_parse (text, NULL);
  g_autoptr (GBytes) bytes = ds_profile_base64_decode (text);

  if (code != NULL)
    {
      g_autoptr (DsSecret) written = ds_profile_code_to_text (code);
      g_autoptr (DsProfileCode) again = ds_profile_code_parse (ds_secret_get_text (written), NULL);

      g_assert_nonnull (again);
      g_assert_true (ds_secret_equal (code->digits, again->digits));
      g_assert_cmpuint (strlen (ds_secret_get_text (code->digits)), ==, DS_PROFILE_CODE_DIGITS);
    }
  if (bytes != NULL)
    {
      g_autofree char *encoded = ds_profile_base64_encode (g_bytes_get_data (bytes, NULL),
                                                           g_bytes_get_size (bytes));

      g_assert_cmpstr (encoded, ==, text);
    }

  return 0;
}
