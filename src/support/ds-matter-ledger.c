/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-matter-ledger"

#include "config.h"

#include "ds-matter-ledger.h"

#include "core/ds-error.h"
#include "core/ds-json-text.h"
#include "core/ds-link.h"

#define MAX_TEXT     512
#define MAX_VERSIONS 1024

static const DsJsonLimits limits = {
  .max_bytes = DS_MATTER_LEDGER_MAX_BYTES,
  .max_depth = 8,
  .max_string = 4096,
  .max_values = 4096,
};

/**
 * ds_matter_model_free:
 * @self: (transfer full) (nullable): a model
 */
void
ds_matter_model_free (DsMatterModel *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->support_page);
  g_free (self->product_page);
  g_free (self->reset_steps);
  g_free (self);
}

/**
 * ds_matter_version_free:
 * @self: (transfer full) (nullable): a version
 */
void
ds_matter_version_free (DsMatterVersion *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->notes);
  g_free (self);
}

/* The one object that an answer of the ledger is about, or NULL with an error. */
static JsonObject *
open_answer (GBytes *document,
             const char *name,
             JsonNode **root,
             GError **error)
{
  size_t length;
  const char *text = g_bytes_get_data (document, &length);
  JsonObject *object = NULL;

  *root = ds_json_parse (text != NULL ? text : "", length, &limits, error);
  if (*root != NULL && JSON_NODE_HOLDS_OBJECT (*root) &&
      ds_json_get_object (json_node_get_object (*root), name, &object, error) && object != NULL)
    return object;

  if (error != NULL && *error == NULL)
    g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "“%s” is missing", name);
  return NULL;
}

/* That it is an answer to our question, and not to another. */
static bool
is_about (JsonObject *object,
          const char *name,
          int64_t wanted,
          GError **error)
{
  int64_t found = -1;

  if (!ds_json_get_int (object, name, 0, G_MAXUINT32, &found, error))
    return false;
  if (found == wanted)
    return true;

  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "“%s” is another one", name);
  return false;
}

static void
blame_website (GError **error,
               GError *cause)
{
  g_set_error_literal (error, DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR,
                       cause != NULL ? cause->message : "That is no answer");
  g_clear_error (&cause);
}

/**
 * ds_matter_model_parse:
 * @document: what `/dcl/model/models/VENDOR/PRODUCT` answers
 * @vendor: the vendor id
 * @product: the product id
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the model, or %NULL with
 *   %DS_ERROR_WEBSITE_UNCLEAR
 */
DsMatterModel *
ds_matter_model_parse (GBytes *document,
                       uint16_t vendor,
                       uint16_t product,
                       GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (DsMatterModel) self = g_new0 (DsMatterModel, 1);
  GError *cause = NULL;
  JsonObject *model;

  g_return_val_if_fail (document != NULL, NULL);

  model = open_answer (document, "model", &root, &cause);
  if (model != NULL && is_about (model, "vid", vendor, &cause) &&
      is_about (model, "pid", product, &cause) &&
      ds_json_take_text (model, "productName", MAX_TEXT, &self->name, &cause) &&
      ds_json_take_link (model, "supportUrl", ds_link_is_web, &self->support_page, &cause) &&
      ds_json_take_link (model, "productUrl", ds_link_is_web, &self->product_page, &cause) &&
      ds_json_take_text (model, "factoryResetStepsInstruction", MAX_TEXT, &self->reset_steps,
                         &cause))
    return g_steal_pointer (&self);

  blame_website (error, cause);
  return NULL;
}

static int
compare_falling (gconstpointer a,
                 gconstpointer b)
{
  uint32_t first = *(const uint32_t *) a;
  uint32_t second = *(const uint32_t *) b;

  return (first < second) - (first > second);
}

static bool
read_numbers (JsonArray *array,
              GArray *numbers,
              GError **error)
{
  if (array == NULL || json_array_get_length (array) > MAX_VERSIONS)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "There is no list of versions");
      return false;
    }

  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      int64_t value = -1;
      uint32_t number;

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
        value = json_node_get_int (node);
      if (value < 0 || value > G_MAXUINT32)
        {
          g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "That is no version");
          return false;
        }
      number = (uint32_t) value;
      g_array_append_val (numbers, number);
    }

  g_array_sort (numbers, compare_falling);
  return true;
}

/**
 * ds_matter_versions_parse:
 * @document: what `/dcl/model/versions/VENDOR/PRODUCT` answers
 * @error: where to put an error
 *
 * Returns: (transfer full) (element-type uint32_t) (nullable): the numbers of all
 *   versions, highest first, or %NULL with %DS_ERROR_WEBSITE_UNCLEAR
 */
GArray *
ds_matter_versions_parse (GBytes *document,
                          GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  GError *cause = NULL;
  JsonArray *array = NULL;
  JsonObject *versions;

  g_return_val_if_fail (document != NULL, NULL);

  versions = open_answer (document, "modelVersions", &root, &cause);
  if (versions != NULL && ds_json_get_array (versions, "softwareVersions", &array, &cause) &&
      read_numbers (array, numbers, &cause))
    return g_steal_pointer (&numbers);

  blame_website (error, cause);
  return NULL;
}

/**
 * ds_matter_version_parse:
 * @document: what `/dcl/model/versions/VENDOR/PRODUCT/NUMBER` answers
 * @number: that number
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the version, or %NULL with
 *   %DS_ERROR_WEBSITE_UNCLEAR
 */
DsMatterVersion *
ds_matter_version_parse (GBytes *document,
                         uint32_t number,
                         GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (DsMatterVersion) self = g_new0 (DsMatterVersion, 1);
  GError *cause = NULL;
  JsonObject *version;

  g_return_val_if_fail (document != NULL, NULL);

  self->number = number;
  version = open_answer (document, "modelVersion", &root, &cause);
  if (version != NULL && is_about (version, "softwareVersion", number, &cause) &&
      ds_json_take_text (version, "softwareVersionString", MAX_TEXT, &self->name, &cause) &&
      ds_json_take_link (version, "releaseNotesUrl", ds_link_is_web, &self->notes, &cause) &&
      ds_json_get_bool (version, "softwareVersionValid", &self->is_valid, &cause) &&
      self->name != NULL)
    return g_steal_pointer (&self);

  blame_website (error, cause);
  return NULL;
}

/**
 * ds_matter_vendor_parse:
 * @document: what `/dcl/vendorinfo/vendors/VENDOR` answers
 * @vendor: the vendor id
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the maker's website over HTTPS; %NULL where
 *   the ledger names none, or with %DS_ERROR_WEBSITE_UNCLEAR
 */
char *
ds_matter_vendor_parse (GBytes *document,
                        uint16_t vendor,
                        GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *website = NULL;
  GError *cause = NULL;
  JsonObject *info;

  g_return_val_if_fail (document != NULL, NULL);

  info = open_answer (document, "vendorInfo", &root, &cause);
  if (info != NULL && is_about (info, "vendorID", vendor, &cause) &&
      ds_json_take_link (info, "vendorLandingPageURL", ds_link_is_web, &website, &cause))
    return g_steal_pointer (&website);

  blame_website (error, cause);
  return NULL;
}
