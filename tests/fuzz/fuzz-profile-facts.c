/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-text.h"
#include "drivers/profile/ds-profile-facts.h"
#include "drivers/profile/ds-profile-message.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The same object as the answer of each property. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (JsonNode) root = ds_profile_json_parse ((const char *) data, size, false, NULL);
  g_autoptr (DsFacts) facts = ds_facts_new ();
  g_autoptr (DsProfileIdentity) identity = NULL;
  g_autoptr (DsProfileShared) shared = NULL;
  JsonObject *object;

  if (root == NULL)
    return 0;

  object = json_node_get_object (root);
  identity = ds_profile_read_identity (object, NULL);
  shared = ds_profile_read_shared (object, NULL);
  ds_profile_read_software (object, facts, NULL);
  ds_profile_read_automatic (object, facts, NULL);
  ds_profile_read_support (object, facts, NULL);
  ds_profile_read_contact (object, facts, NULL);
  ds_profile_read_personal_data (object, facts, NULL);
  ds_profile_read_access (object, facts, NULL);

  g_assert_true (facts->software_version == NULL || ds_text_is_clean (facts->software_version));
  g_assert_true (identity == NULL || identity->maker == NULL || ds_text_is_clean (identity->maker));

  return 0;
}
