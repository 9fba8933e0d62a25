/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-json"

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-json.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static const DsJsonLimits limits = {
  .max_bytes = 1 << 16,
  .max_depth = 16,
  .max_string = 256,
  .max_values = 1000,
  .max_entries = 500,
};

/* What is accepted is still the same after json-glib wrote it and it was read
 * again. (Written, a string may be longer in bytes than the text was.) */
static void
read_again (JsonNode *node)
{
  DsJsonLimits wide = { 1 << 24, 16, 256, 1000 };
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) again = ds_json_parse (text, strlen (text), &wide, &error);
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  text_again = json_to_string (again, FALSE);
  g_assert_cmpstr (text, ==, text_again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ds_json_parse ((const char *) data, size, &limits, &error);

  if (node == NULL)
    g_assert_true (ds_error_is (error, DS_ERROR_BAD_ANSWER));
  else
    read_again (node);
  return 0;
}
