/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-credential"

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-credential.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsCredential) credential = ds_credential_from_text (text, &error);
  g_autoptr (DsCredential) again = NULL;
  g_autoptr (DsSecret) written = NULL;

  if (credential == NULL)
    {
      g_assert_true (error != NULL && error->domain == DS_ERROR);
      return 0;
    }

  written = ds_credential_to_text (credential);
  again = ds_credential_from_text (ds_secret_get_text (written), &error);
  g_assert_no_error (error);
  g_assert_true (ds_credential_equal (credential, again));
  g_assert_cmpstr (text, ==, ds_secret_get_text (written));
  return 0;
}
