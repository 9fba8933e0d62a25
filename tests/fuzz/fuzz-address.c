/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-address"

#include "config.h"

#include "core/ds-address.h"
#include "core/ds-error.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *typed = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsAddress) address = ds_address_parse (typed, &error);
  g_autoptr (DsAddress) again = NULL;
  g_autofree char *written = NULL;

  if (address == NULL)
    {
      g_assert_true (ds_error_is (error, DS_ERROR_BAD_ADDRESS));
      return 0;
    }

  written = ds_address_to_string (address->host, address->port);
  again = ds_address_parse (written, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->host, ==, address->host);
  g_assert_cmpuint (again->port, ==, address->port);
  return 0;
}
