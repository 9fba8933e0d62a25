/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/homekit/ds-hap-payload.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_code (DsSecret *code)
{
  g_autoptr (DsSecret) again = NULL;

  g_assert_cmpuint (strlen (ds_secret_get_text (code)), ==, strlen ("XXX-XX-XXX"));
  again = ds_hap_code_parse (ds_secret_get_text (code), NULL);
  g_assert_nonnull (again);
  g_assert_true (ds_secret_equal (code, again));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (DsHapPayload) payload = ds_hap_payload_parse (text, NULL);
  g_autoptr (DsSecret) code = ds_hap_code_parse (text, NULL);

  if (payload != NULL)
    {
      check_code (payload->code);
      g_assert_cmpuint (payload->category, <=, UINT8_MAX);
      g_assert_true (ds_secret_equal (payload->code, code));
    }
  if (code != NULL)
    check_code (code);
  ds_hap_payload_matches ("ABCD", text, "MtEzNQ==");
  ds_hap_payload_matches ("ABCD", "C3:1C:6B:9F:34:2E", text);

  return 0;
}
