/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device"

#include "config.h"

#include "ds-device-private.h"

#include "core/ds-json.h"

#include <string.h>

/* What names the product beside maker and model. Some devices announce it only until
 * they are set up, so it is kept with the row. */

static const DsJsonLimits limits = {
  .max_bytes = 1024,
  .max_depth = 2,
  .max_string = 256,
  .max_values = 16,
};

static void
read_product (const char *text,
              uint16_t *vendor,
              uint16_t *product)
{
  g_autoptr (JsonNode) root = ds_json_parse (text, strlen (text), &limits, NULL);
  int64_t vendor_id = 0;
  int64_t product_id = 0;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
      !ds_json_get_int (json_node_get_object (root), "matterVendor", 0, UINT16_MAX, &vendor_id,
                        NULL) ||
      !ds_json_get_int (json_node_get_object (root), "matterProduct", 0, UINT16_MAX, &product_id,
                        NULL))
    return;

  *vendor = (uint16_t) vendor_id;
  *product = (uint16_t) product_id;
}

void
_ds_device_get_matter_ids (DsDevice *self,
                           uint16_t *vendor,
                           uint16_t *product)
{
  *vendor = 0;
  *product = 0;
  if (self->match != NULL && self->match->matter_vendor != 0)
    {
      *vendor = self->match->matter_vendor;
      *product = self->match->matter_product;
    }
  else if (self->record != NULL && self->record->product != NULL)
    {
      read_product (self->record->product, vendor, product);
    }
}

void
_ds_device_keep_product (DsDevice *self,
                         DsDeviceRecord *record)
{
  uint16_t vendor;
  uint16_t product;

  _ds_device_get_matter_ids (self, &vendor, &product);
  if (vendor == 0)
    return;

  g_free (record->product);
  record->product = g_strdup_printf ("{\"matterVendor\": %u, \"matterProduct\": %u}", vendor,
                                     product);
}
