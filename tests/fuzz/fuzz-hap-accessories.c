/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-text.h"
#include "drivers/homekit/ds-hap-accessories.h"
#include "drivers/homekit/ds-hap-characteristics.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_clean (const char *text)
{
  if (text != NULL)
    g_assert_true (*text != '\0' && ds_text_is_clean (text));
}

static void
check_facts (const DsFacts *facts)
{
  check_clean (facts->name);
  check_clean (facts->maker);
  check_clean (facts->model);
  check_clean (facts->serial);
  check_clean (facts->hardware_version);
  check_clean (facts->software_version);
  check_clean (facts->staged_version);
  g_assert_cmpuint (facts->accessories->len, <, DS_HAP_MAX_ACCESSORIES);

  for (unsigned int i = 0; i < facts->accessories->len; i++)
    {
      const DsAccessory *accessory = facts->accessories->pdata[i];

      check_clean (accessory->name);
      check_clean (accessory->maker);
      check_clean (accessory->model);
      check_clean (accessory->serial);
      check_clean (accessory->software_version);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *json = (const char *) data;
  DsHapValueId id = { 1, 2 };
  g_autoptr (DsFacts) facts = ds_hap_accessories_parse (json, size, 0, &id, NULL);

  if (facts != NULL)
    check_facts (facts);

  ds_hap_characteristics_check (id, 207, json, size, NULL);
  ds_hap_characteristics_check (id, 400, json, size, NULL);

  return 0;
}
