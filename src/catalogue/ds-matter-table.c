/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-matter-table"

#include "config.h"

#include "ds-matter-table.h"

#include "core/ds-error.h"
#include "core/ds-kind.h"
#include "core/ds-text.h"
#include "ds-record.h"
#include "support/ds-catalogue-format.h"
#include "support/ds-catalogue-record.h"
#include "support/ds-product.h"

#include <string.h>

/* What the types of the Matter Device Library are to a person. */
static const struct
{
  unsigned int type;
  DsKind       kind;
} kinds[] = {
  { 0x000A, DS_KIND_LOCK },       { 0x000E, DS_KIND_HUB },        { 0x0015, DS_KIND_SENSOR },
  { 0x0022, DS_KIND_SPEAKER },    { 0x0023, DS_KIND_TELEVISION }, { 0x0028, DS_KIND_TELEVISION },
  { 0x002B, DS_KIND_APPLIANCE },  { 0x002C, DS_KIND_SENSOR },     { 0x002D, DS_KIND_APPLIANCE },
  { 0x0070, DS_KIND_APPLIANCE },  { 0x0072, DS_KIND_APPLIANCE },  { 0x0073, DS_KIND_APPLIANCE },
  { 0x0074, DS_KIND_APPLIANCE },  { 0x0075, DS_KIND_APPLIANCE },  { 0x0076, DS_KIND_SENSOR },
  { 0x0100, DS_KIND_LAMP },       { 0x0101, DS_KIND_LAMP },       { 0x0106, DS_KIND_SENSOR },
  { 0x0107, DS_KIND_SENSOR },     { 0x010A, DS_KIND_PLUG },       { 0x010B, DS_KIND_PLUG },
  { 0x010C, DS_KIND_LAMP },       { 0x010D, DS_KIND_LAMP },       { 0x0301, DS_KIND_THERMOSTAT },
  { 0x0302, DS_KIND_SENSOR },     { 0x0305, DS_KIND_SENSOR },     { 0x0306, DS_KIND_SENSOR },
  { 0x0307, DS_KIND_SENSOR },     { 0x0850, DS_KIND_SENSOR },
};

static DsKind
get_kind (guint64 type)
{
  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].type == type)
        return kinds[i].kind;
    }

  return DS_KIND_UNKNOWN;
}

static bool
read_number (const char *text,
             uint16_t *number)
{
  guint64 value = 0;

  if (!g_str_has_prefix (text, "0x") ||
      !g_ascii_string_to_unsigned (text + 2, 16, 0, G_MAXUINT16, &value, NULL))
    return false;

  *number = (uint16_t) value;
  return true;
}

static bool
add_vendor (DsCatalogueWriter *writer,
            char **fields,
            GError **error)
{
  g_autofree char *vendor_key = NULL;
  g_autofree char *name = NULL;
  uint16_t vendor;
  uint32_t number;

  if (g_strv_length (fields) != 3 || !read_number (fields[0], &vendor))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "not number, name and home page");
      return false;
    }

  vendor_key = ds_catalogue_key_matter_vendor (vendor);
  if (ds_catalogue_writer_find (writer, vendor_key) != DS_CATALOGUE_NONE)
    return true; /* A maker's file says more. */

  name = ds_catalogue_key_maker (fields[1]);
  number = name != NULL ? ds_catalogue_writer_find (writer, name) : DS_CATALOGUE_NONE;
  if (number == DS_CATALOGUE_NONE)
    {
      g_autoptr (GByteArray) record = NULL;

      number = ds_catalogue_writer_get_next (writer);
      record = ds_record_new_plain (fields[1], "", DS_KIND_UNKNOWN, fields[2], number);
      if (!ds_catalogue_writer_add (writer, fields[1], record, error) ||
          !ds_catalogue_writer_add_key (writer, g_steal_pointer (&name), false, number, error))
        return false;
      ds_catalogue_writer_add_name (writer, fields[1], number);
    }

  return ds_catalogue_writer_add_key (writer, g_steal_pointer (&vendor_key), false, number, error);
}

static bool
add_model (DsCatalogueWriter *writer,
           char **fields,
           GError **error)
{
  g_autofree char *vendor_key = NULL;
  g_autofree char *key = NULL;
  g_autofree char *name = NULL;
  const char *maker;
  guint64 type;
  uint16_t vendor;
  uint16_t product;
  uint32_t maker_number;
  uint32_t number;

  if (g_strv_length (fields) != 4 || !read_number (fields[0], &vendor) || !read_number (fields[1], &product) ||
      !g_ascii_string_to_unsigned (fields[2], 10, 0, G_MAXUINT32, &type, NULL))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "not vendor, product, type and name");
      return false;
    }

  vendor_key = ds_catalogue_key_matter_vendor (vendor);
  maker_number = ds_catalogue_writer_find (writer, vendor_key);
  maker = ds_catalogue_writer_peek_maker (writer, maker_number);
  if (maker == NULL)
    {
      g_set_error (error, DS_ERROR, DS_ERROR_FAILED, "there is no vendor %s", fields[0]);
      return false;
    }

  key = ds_catalogue_key_matter (vendor, product);
  if (ds_catalogue_writer_find (writer, key) != DS_CATALOGUE_NONE)
    return true; /* A maker's file says more. */

  /* Many products have one and the same name: to a person they are one. */
  name = ds_catalogue_key_model (maker, fields[3]);
  number = name != NULL ? ds_catalogue_writer_find (writer, name) : DS_CATALOGUE_NONE;
  if (number == DS_CATALOGUE_NONE)
    {
      g_autofree char *title = g_strdup_printf ("%s %s", maker, fields[3]);

      g_autoptr (GByteArray) record = NULL;

      number = ds_catalogue_writer_get_next (writer);
      record = ds_record_new_plain (maker, fields[3], get_kind (type), "", maker_number);
      if (!ds_catalogue_writer_add (writer, maker, record, error) ||
          !ds_catalogue_writer_add_key (writer, g_steal_pointer (&name), false, number, error))
        return false;
      ds_catalogue_writer_add_name (writer, title, number);
    }

  return ds_catalogue_writer_add_key (writer, g_steal_pointer (&key), false, number, error);
}

/* Lines of fields with tabulators between; those with a # before are comments. */
static bool
add_lines (DsCatalogueWriter *writer,
           const char *text,
           bool (*add) (DsCatalogueWriter *writer, char **fields, GError **error),
           GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (unsigned int i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      if (!ds_text_is_clean (fields[0]) || !add (writer, fields, error))
        {
          g_prefix_error (error, "line %u: ", i + 1);
          return false;
        }
    }

  return true;
}

/**
 * ds_matter_table_add_vendors:
 * @writer: a writer
 * @text: the table of vendors
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
bool
ds_matter_table_add_vendors (DsCatalogueWriter *writer,
                             const char *text,
                             GError **error)
{
  return add_lines (writer, text, add_vendor, error);
}

/**
 * ds_matter_table_add_models:
 * @writer: a writer
 * @text: the table of products
 * @error: return location for an error
 *
 * Returns: whether it could be read, and every vendor is known
 */
bool
ds_matter_table_add_models (DsCatalogueWriter *writer,
                            const char *text,
                            GError **error)
{
  return add_lines (writer, text, add_model, error);
}
