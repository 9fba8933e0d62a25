/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-details"

#include "config.h"

#include "core/ds-error.h"
#include "home/ds-details.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (DsFacts) facts = ds_facts_new ();
  g_autoptr (DsFacts) again = ds_facts_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  if (!ds_details_from_text (text, facts, &error))
    {
      g_assert_true (ds_error_is (error, DS_ERROR_BAD_ANSWER));
      return 0;
    }

  written = ds_details_to_text (facts);
  g_assert_true (ds_details_from_text (written, again, &error));
  rewritten = ds_details_to_text (again);
  g_assert_cmpstr (written, ==, rewritten);
  return 0;
}
