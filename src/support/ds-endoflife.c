/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-endoflife"

#include "config.h"

#include "ds-endoflife.h"

#include "core/ds-error.h"
#include "core/ds-json.h"

static const DsJsonLimits limits = {
  .max_bytes = DS_ENDOFLIFE_MAX_BYTES,
  .max_depth = 12,
  .max_string = 4096,
  .max_values = 32768,
};

static bool
refuse (const char *why,
        GError **error)
{
  g_set_error_literal (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR, why);
  return false;
}

/* (transfer none) (nullable) */
static JsonObject *
find_release (JsonArray *releases,
              const char *name)
{
  for (unsigned int i = 0; releases != NULL && i < json_array_get_length (releases); i++)
    {
      JsonNode *node = json_array_get_element (releases, i);
      const char *found = NULL;

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          ds_json_get_string (json_node_get_object (node), "name", &found, NULL) &&
          g_strcmp0 (found, name) == 0)
        return json_node_get_object (node);
    }

  return NULL;
}

/* A day, or null, or nothing at all. */
static bool
read_day (JsonObject *release,
          const char *name,
          DsDate *day)
{
  const char *text = NULL;

  if (!json_object_has_member (release, name) || json_object_get_null_member (release, name))
    return true;

  return ds_json_get_string (release, name, &text, NULL) && ds_date_parse (text, day);
}

/* No date with "false" only means that nobody has announced an end. */
static bool
read_release (JsonObject *release,
              DsSupportClaim *claim,
              GError **error)
{
  bool is_over = false;

  if (!json_object_has_member (release, "isEol") ||
      !ds_json_get_bool (release, "isEol", &is_over, NULL))
    return refuse ("A release does not say whether it is looked after", error);
  if (!read_day (release, "eolFrom", &claim->date))
    return refuse ("“eolFrom” is no day", error);

  if (is_over)
    claim->rule = DS_SUPPORT_ENDED;
  else
    claim->rule = ds_date_is_set (claim->date) ? DS_SUPPORT_UNTIL : DS_SUPPORT_NO_DATE;
  return true;
}

/* The object called "result" is the product. (transfer none) (nullable) */
static JsonObject *
open_product (JsonNode *root,
              const char *name)
{
  JsonObject *product = NULL;
  const char *found = NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) &&
      ds_json_get_object (json_node_get_object (root), "result", &product, NULL) &&
      product != NULL && ds_json_get_string (product, "name", &found, NULL) &&
      g_strcmp0 (found, name) == 0)
    return product;

  return NULL;
}

/**
 * ds_endoflife_parse:
 * @document: what `/api/v1/products/PRODUCT` answers
 * @product: that name
 * @release: the release that stands for a model
 * @today: the day on which it was read
 * @error: where to put an error
 *
 * Reads what endoflife.date (version 1 of its API) says of one model. It is its
 * editors' reading of the maker's page, so always second-hand.
 *
 * Returns: (transfer full) (nullable): the claim, or %NULL with
 *   %DS_ERROR_WEBSITE_UNCLEAR or, where it does not know the release,
 *   %DS_ERROR_WEBSITE_WITHOUT
 */
DsSupportClaim *
ds_endoflife_parse (GBytes *document,
                    const char *product,
                    const char *release,
                    DsDate today,
                    GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (DsSupportClaim) claim = NULL;
  JsonArray *releases = NULL;
  JsonObject *object;
  size_t length;
  const char *text;

  g_return_val_if_fail (document != NULL && product != NULL && release != NULL, NULL);

  text = g_bytes_get_data (document, &length);
  root = ds_json_parse (text != NULL ? text : "", length, &limits, NULL);
  object = open_product (root, product);
  if (object == NULL || !ds_json_get_array (object, "releases", &releases, NULL))
    {
      refuse ("That is no such product", error);
      return NULL;
    }

  object = find_release (releases, release);
  if (object == NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_WEBSITE_WITHOUT, "It does not know the model");
      return NULL;
    }

  claim = ds_support_claim_new (DS_SOURCE_ENDOFLIFE, DS_SUPPORT_NO_DATE);
  claim->source.reach = DS_REACH_SECOND_HAND;
  claim->source.publisher = g_strdup ("endoflife.date");
  claim->source.url = g_strdup_printf ("%s/%s", DS_ENDOFLIFE_URL, product);
  claim->source.read_on = today;
  return read_release (object, claim, error) ? g_steal_pointer (&claim) : NULL;
}
