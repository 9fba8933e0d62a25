/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-catalogue"

#include "config.h"

#include "support/ds-catalogue.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  static const DsProductKey keys[] = {
    { .maker = "Hausgerät", .model = "Lamp 1" },
    { .homekit_model = "HGL2MX" },
    { .matter_vendor = 0xfff1, .matter_product = 1 },
    { .dnssd_type = "_hausgeraet._tcp" },
  };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DsCatalogue) catalogue = ds_catalogue_new (bytes, NULL);

  if (catalogue == NULL)
    return 0;

  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (DsProduct) product = ds_catalogue_find (catalogue, &keys[i]);
    }
  g_ptr_array_unref (ds_catalogue_complete (catalogue, "l", 10));
  return 0;
}
