/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-catalogue-format"

#include "config.h"

#include "ds-catalogue-format.h"

#include "ds-product.h"

#include <string.h>

/* A key for @name, which comes after what sort of key it is. */
static char *
make_key (const char *sort,
          const char *name)
{
  g_autofree char *folded = ds_product_fold (name, NULL);

  return *folded != '\0' ? g_strconcat (sort, folded, NULL) : NULL;
}

/**
 * ds_catalogue_key_maker:
 * @name: (nullable): a name of a maker
 *
 * Returns: (transfer full) (nullable): the key
 */
char *
ds_catalogue_key_maker (const char *name)
{
  return make_key ("k", name);
}

/**
 * ds_catalogue_key_model:
 * @maker: (nullable): the maker's name, as the catalogue has it
 * @model: (nullable): a name of the model
 *
 * Returns: (transfer full) (nullable): the key
 */
char *
ds_catalogue_key_model (const char *maker,
                        const char *model)
{
  g_autofree char *before = make_key ("n", maker);
  g_autofree char *sort = NULL;

  if (before == NULL)
    return NULL;

  sort = g_strconcat (before, "/", NULL);
  return make_key (sort, model);
}

/**
 * ds_catalogue_key_homekit:
 * @model: (nullable): the model in a HomeKit announcement
 *
 * Returns: (transfer full) (nullable): the key
 */
char *
ds_catalogue_key_homekit (const char *model)
{
  return make_key ("h", model);
}

/**
 * ds_catalogue_key_dnssd:
 * @type: (nullable): a type of service, such as "_hue._tcp"
 *
 * Returns: (transfer full) (nullable): the key
 */
char *
ds_catalogue_key_dnssd (const char *type)
{
  return make_key ("d", type);
}

/**
 * ds_catalogue_key_matter:
 * @vendor: Matter's number of the maker
 * @product: the maker's number of the product
 *
 * Returns: (transfer full): the key
 */
char *
ds_catalogue_key_matter (uint16_t vendor,
                         uint16_t product)
{
  return g_strdup_printf ("m%04x%04x", vendor, product);
}

/**
 * ds_catalogue_key_matter_vendor:
 * @vendor: Matter's number of the maker
 *
 * Returns: (transfer full): the key
 */
char *
ds_catalogue_key_matter_vendor (uint16_t vendor)
{
  return g_strdup_printf ("m%04x", vendor);
}
