/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-maker-file"

#include "config.h"

#include "ds-maker-file.h"

#include "core/ds-error.h"
#include "core/ds-json.h"
#include "core/ds-text.h"
#include "ds-record.h"
#include "support/ds-catalogue-format.h"
#include "support/ds-catalogue-record.h"
#include "support/ds-product.h"

#include <string.h>

static const DsJsonLimits limits = {
  .max_bytes = 4 * 1024 * 1024,
  .max_depth = 12,
  .max_string = 1600,
  .max_values = 500 * 1000,
};

static const char * const rule_starts[] = { "purchase", "launch", "last-sold", NULL };

/* A file as it is read. The first thing that is wrong stays in @error; what is read
 * after it is of no use, and does no harm. */
typedef struct
{
  DsCatalogueWriter *writer;
  JsonObject        *sources;
  JsonObject        *policies;
  GPtrArray         *used; /* of char: the sources to which a record refers */
  const char        *maker;
  uint32_t           maker_number;
  GError            *error;
} Reader;

static void G_GNUC_PRINTF (2, 3)
complain (Reader *self,
          const char *format,
          ...)
{
  va_list arguments;

  if (self->error != NULL)
    return;

  va_start (arguments, format);
  self->error = g_error_new_valist (DS_ERROR, DS_ERROR_FAILED, format, arguments);
  va_end (arguments);
}

/* "" where it is absent. */
static const char *
get_string (Reader *self,
            JsonObject *object,
            const char *name)
{
  const char *string = NULL;

  if (self->error == NULL)
    ds_json_get_string (object, name, &string, &self->error);

  return string != NULL ? string : "";
}

static bool
get_flag (Reader *self,
          JsonObject *object,
          const char *name)
{
  bool flag = false;

  if (self->error == NULL)
    ds_json_get_bool (object, name, &flag, &self->error);

  return flag;
}

static uint32_t
get_count (Reader *self,
           JsonObject *object,
           const char *name,
           int64_t max)
{
  int64_t count = 0;

  if (self->error == NULL)
    ds_json_get_int (object, name, 0, max, &count, &self->error);

  return (uint32_t) count;
}

/* NULL where it is absent. */
static JsonObject *
get_object (Reader *self,
            JsonObject *object,
            const char *name)
{
  JsonObject *value = NULL;

  if (self->error == NULL && object != NULL)
    ds_json_get_object (object, name, &value, &self->error);

  return value;
}

static JsonArray *
get_array (Reader *self,
           JsonObject *object,
           const char *name)
{
  JsonArray *value = NULL;

  if (self->error == NULL && object != NULL)
    ds_json_get_array (object, name, &value, &self->error);

  return value;
}

static unsigned int
get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static JsonObject *
get_element_object (Reader *self,
                    JsonArray *array,
                    unsigned int i)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  complain (self, "not an object in a list");
  return NULL;
}

static const char *
get_element_string (Reader *self,
                    JsonArray *array,
                    unsigned int i)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);

  complain (self, "not a string in a list");
  return "";
}

/* As a number, 0 where it is absent or null. */
static uint32_t
get_date (Reader *self,
          JsonObject *object,
          const char *name)
{
  DsDate date = DS_DATE_NONE;
  const char *text;

  if (!json_object_has_member (object, name) || json_object_get_null_member (object, name))
    return 0;

  text = get_string (self, object, name);
  if (!ds_date_parse_partial (text, &date))
    complain (self, "there is no day “%s”", text);

  return ds_catalogue_write_date (date);
}

/* Puts the number of the source to which an object refers. */
static void
put_source (Reader *self,
            JsonObject *object,
            GByteArray *record)
{
  const char *reference = get_string (self, object, "source");
  unsigned int number;

  if (!g_ptr_array_find_with_equal_func (self->used, reference, g_str_equal, &number))
    {
      number = self->used->len;
      g_ptr_array_add (self->used, g_strdup (reference));
    }
  ds_record_put_number (record, number);
}

/* Puts the sources that were referred to. */
static void
put_sources (Reader *self,
             GByteArray *record)
{
  ds_record_put_number (record, self->used->len);
  for (unsigned int i = 0; i < self->used->len; i++)
    {
      const char *reference = g_ptr_array_index (self->used, i);
      JsonObject *source = get_object (self, self->sources, reference);
      DsReach reach = DS_REACH_SECOND_HAND;

      if (source == NULL)
        {
          complain (self, "there is no source “%s”", reference);
          return;
        }
      if (!ds_reach_from_nick (get_string (self, source, "reach"), &reach))
        complain (self, "the source “%s” was not reached in any known way", reference);

      ds_record_put_string (record, get_string (self, source, "publisher"));
      ds_record_put_string (record, get_string (self, source, "url"));
      ds_record_put_number (record, reach);
      ds_record_put_number (record, get_date (self, source, "stated"));
      ds_record_put_number (record, get_date (self, source, "read"));
      ds_record_put_number (record, get_date (self, source, "checked"));
    }
}

static void
put_text (Reader *self,
          JsonObject *object,
          GByteArray *record)
{
  g_autoptr (GList) languages = object != NULL ? json_object_get_members (object) : NULL;

  ds_record_put_number (record, g_list_length (languages));
  for (GList *l = languages; l != NULL; l = l->next)
    {
      ds_record_put_string (record, l->data);
      ds_record_put_string (record, get_string (self, object, l->data));
    }
}

static void
put_steps (Reader *self,
           JsonObject *object,
           GByteArray *record)
{
  JsonArray *steps = get_array (self, object, "steps");

  ds_record_put_number (record, get_length (steps));
  for (unsigned int i = 0; i < get_length (steps); i++)
    put_text (self, get_element_object (self, steps, i), record);
}

static DsSupportRule
read_rule (Reader *self,
           JsonObject *claim,
           const char *end)
{
  static const DsSupportRule rules[] = {
    DS_SUPPORT_YEARS_FROM_PURCHASE, DS_SUPPORT_YEARS_FROM_LAUNCH, DS_SUPPORT_YEARS_FROM_LAST_SOLD
  };
  JsonObject *rule = get_object (self, claim, "rule");
  int start = -1;

  if (get_flag (self, claim, "ended"))
    return DS_SUPPORT_ENDED;
  if (rule == NULL)
    return g_str_equal (end, "tba") ? DS_SUPPORT_NO_DATE : DS_SUPPORT_UNTIL;

  start = ds_text_find (rule_starts, get_string (self, rule, "from"));
  if (start < 0)
    complain (self, "a rule from no known day on");

  return rules[MAX (start, 0)];
}

/* @product: what it is about, for its days; NULL for a maker. */
static void
put_claim (Reader *self,
           JsonObject *claim,
           JsonObject *product,
           GByteArray *record)
{
  const char *end = get_string (self, claim, "end_of_security_support");
  DsSupportRule rule = read_rule (self, claim, end);
  JsonObject *years = get_object (self, claim, "rule");
  uint32_t since = 0;
  uint32_t date = 0;

  if (product != NULL && rule == DS_SUPPORT_YEARS_FROM_LAUNCH)
    since = get_date (self, product, "general_availability");
  else if (product != NULL && rule == DS_SUPPORT_YEARS_FROM_LAST_SOLD)
    since = get_date (self, product, "end_of_sales");
  if (rule == DS_SUPPORT_UNTIL || rule == DS_SUPPORT_ENDED)
    date = get_date (self, claim, "end_of_security_support");
  if (rule == DS_SUPPORT_UNTIL && date == 0)
    complain (self, "a statement about support that says nothing");

  ds_record_put_number (record, rule);
  ds_record_put_number (record, get_flag (self, claim, "at_least"));
  ds_record_put_number (record, date);
  ds_record_put_number (record, years != NULL ? 12 * get_count (self, years, "years", 30) : 0);
  ds_record_put_number (record, since);
  ds_record_put_number (record, get_flag (self, claim, "contested"));
  put_source (self, claim, record);
}

static void
put_support (Reader *self,
             JsonObject *object,
             JsonObject *product,
             GByteArray *record)
{
  JsonArray *claims = get_array (self, object, "support");

  ds_record_put_number (record, get_length (claims));
  for (unsigned int i = 0; i < get_length (claims); i++)
    {
      JsonNode *node = json_array_get_element (claims, i);
      JsonObject *claim;

      claim = JSON_NODE_HOLDS_VALUE (node)
                  ? get_object (self, self->policies, get_element_string (self, claims, i))
                  : get_element_object (self, claims, i);
      if (claim == NULL)
        complain (self, "there is no such policy");
      else
        put_claim (self, claim, product, record);
    }
}

static void
put_contact (Reader *self,
             JsonObject *contact,
             GByteArray *record)
{
  ds_record_put_string (record, get_string (self, contact, "report"));
  ds_record_put_string (record, get_string (self, contact, "policy"));
  ds_record_put_number (record, get_count (self, contact, "answer_days", 365));
  put_source (self, contact, record);
}

static void
put_account (Reader *self,
             JsonObject *account,
             GByteArray *record)
{
  bool closes = g_str_equal (get_string (self, account, "purpose"), "close");
  JsonArray *countries = get_array (self, account, "countries");

  ds_record_put_number (record, closes ? DS_ACCOUNT_CLOSE : DS_ACCOUNT_PRIVACY);
  ds_record_put_string (record, get_string (self, account, "url"));
  ds_record_put_string (record, get_string (self, account, "contact"));
  ds_record_put_number (record, get_length (countries));
  for (unsigned int i = 0; i < get_length (countries); i++)
    ds_record_put_string (record, get_element_string (self, countries, i));
  put_steps (self, account, record);
  put_source (self, account, record);
}

static void
put_guide (Reader *self,
           JsonObject *guide,
           GByteArray *record)
{
  put_steps (self, guide, record);
  put_source (self, guide, record);
}

static void
put_advisory (Reader *self,
              JsonObject *advisory,
              GByteArray *record)
{
  bool recalled = g_str_equal (get_string (self, advisory, "kind"), "recall");

  ds_record_put_number (record, recalled ? DS_ADVISORY_RECALL : DS_ADVISORY_NOTICE);
  ds_record_put_number (record, get_date (self, advisory, "date"));
  put_text (self, get_object (self, advisory, "title"), record);
  ds_record_put_string (record, get_string (self, advisory, "url"));
  put_source (self, advisory, record);
}

/* The list that @object, which may be NULL, has under @name. */
static void
put_list (Reader *self,
          JsonObject *object,
          const char *name,
          void (*put) (Reader *self, JsonObject *entry, GByteArray *record),
          GByteArray *record)
{
  JsonArray *list = get_array (self, object, name);

  ds_record_put_number (record, get_length (list));
  for (unsigned int i = 0; i < get_length (list); i++)
    {
      JsonObject *entry = get_element_object (self, list, i);

      if (entry != NULL)
        put (self, entry, record);
    }
}

/* Adds a record: of @product, or where that is NULL of the maker. */
static void
add_record (Reader *self,
            JsonObject *maker,
            JsonObject *product)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();
  g_autoptr (GByteArray) lists = g_byte_array_new ();
  JsonObject *object = product != NULL ? product : maker;
  JsonObject *only_maker = product != NULL ? NULL : maker;

  ds_record_put_string (record, self->maker);
  ds_record_put_string (record, product != NULL ? get_string (self, product, "model") : "");
  ds_record_put_string (record, get_string (self, object, "kind"));
  ds_record_put_string (record, get_string (self, object, "homepage"));
  ds_record_put_string (record, get_string (self, object, "endoflife"));
  ds_record_put_number (record, self->maker_number);
  ds_record_put_number (record, get_date (self, object, "general_availability"));
  ds_record_put_number (record, get_date (self, object, "end_of_sales"));

  /* The sources come first; which ones there are is known last. */
  g_ptr_array_set_size (self->used, 0);
  put_support (self, object, product, lists);
  put_list (self, only_maker, "contacts", put_contact, lists);
  put_list (self, only_maker, "accounts", put_account, lists);
  put_list (self, product, "erase", put_guide, lists);
  put_list (self, product, "reset", put_guide, lists);
  put_list (self, product, "advisories", put_advisory, lists);
  put_sources (self, record);
  g_byte_array_append (record, lists->data, lists->len);
  if (self->error == NULL)
    ds_catalogue_writer_add (self->writer, self->maker, record, &self->error);
}

static void
add_key (Reader *self,
         char *key,
         bool pattern,
         uint32_t product)
{
  if (self->error == NULL)
    ds_catalogue_writer_add_key (self->writer, key, pattern, product, &self->error);
  else
    g_free (key);
}

/* "0x100B" */
static uint16_t
read_matter_number (Reader *self,
                    const char *text)
{
  guint64 number = 0;

  if (!g_str_has_prefix (text, "0x") || strlen (text) < 6 ||
      !g_ascii_string_to_unsigned (text + 2, 16, 1, G_MAXUINT16, &number, NULL))
    complain (self, "“%s” is no number of Matter’s", text);

  return (uint16_t) number;
}

static void
add_model (Reader *self,
           const char *model,
           uint32_t product)
{
  add_key (self, ds_catalogue_key_model (self->maker, model), g_str_has_suffix (model, "*"), product);
}

static void
add_homekit (Reader *self,
             const char *model,
             uint32_t product)
{
  add_key (self, ds_catalogue_key_homekit (model), g_str_has_suffix (model, "*"), product);
}

static void
add_dnssd (Reader *self,
           const char *type,
           uint32_t product)
{
  add_key (self, ds_catalogue_key_dnssd (type), false, product);
}

static void
add_matter_vendor (Reader *self,
                   const char *vendor,
                   uint32_t product)
{
  add_key (self, ds_catalogue_key_matter_vendor (read_matter_number (self, vendor)), false, product);
}

/* "0x100B:0x0002" */
static void
add_matter (Reader *self,
            const char *pair,
            uint32_t product)
{
  g_auto (GStrv) numbers = g_strsplit (pair, ":", 2);

  if (g_strv_length (numbers) != 2)
    complain (self, "“%s” is no pair of Matter’s numbers", pair);
  else
    add_key (self,
             ds_catalogue_key_matter (read_matter_number (self, numbers[0]),
                                      read_matter_number (self, numbers[1])),
             false, product);
}

static void
add_name (Reader *self,
          const char *name,
          uint32_t product)
{
  add_key (self, ds_catalogue_key_maker (name), false, product);
  ds_catalogue_writer_add_name (self->writer, name, product);
}

static void
add_each (Reader *self,
          JsonObject *object,
          const char *name,
          uint32_t product,
          void (*add) (Reader *self, const char *key, uint32_t product))
{
  JsonArray *keys = get_array (self, object, name);

  for (unsigned int i = 0; i < get_length (keys); i++)
    add (self, get_element_string (self, keys, i), product);
}

static void
add_maker (Reader *self,
           JsonObject *maker)
{
  JsonObject *match = get_object (self, maker, "match");
  uint32_t number = ds_catalogue_writer_get_next (self->writer);

  self->maker_number = number;
  add_record (self, maker, NULL);
  add_name (self, self->maker, number);
  add_each (self, maker, "names", number, add_name);
  add_each (self, match, "homekit", number, add_homekit);
  add_each (self, match, "dnssd", number, add_dnssd);
  add_each (self, match, "matter_vendors", number, add_matter_vendor);
}

static void
add_product (Reader *self,
             JsonObject *maker,
             JsonObject *product)
{
  JsonObject *match = get_object (self, product, "match");
  uint32_t number = ds_catalogue_writer_get_next (self->writer);
  const char *model = get_string (self, product, "model");
  g_autofree char *title = g_strdup_printf ("%s %s", self->maker, model);

  add_record (self, maker, product);
  add_model (self, model, number);
  ds_catalogue_writer_add_name (self->writer, title, number);
  add_each (self, match, "models", number, add_model);
  add_each (self, match, "homekit", number, add_homekit);
  add_each (self, match, "matter", number, add_matter);
  if (self->error != NULL)
    g_prefix_error (&self->error, "%s: ", model);
}

/**
 * ds_maker_file_add:
 * @writer: a writer
 * @text: a maker's file
 * @length: how many bytes
 * @error: return location for an error
 *
 * Returns: whether it could be read, and none of its keys was there already
 */
bool
ds_maker_file_add (DsCatalogueWriter *writer,
                   const char *text,
                   size_t length,
                   GError **error)
{
  g_autoptr (JsonNode) node = ds_json_parse (text, length, &limits, error);
  g_autoptr (GPtrArray) used = g_ptr_array_new_with_free_func (g_free);
  Reader self = { .writer = writer, .used = used };
  JsonObject *maker;
  JsonArray *products;

  if (node == NULL)
    return false;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "this is no maker’s file");
      return false;
    }

  maker = json_node_get_object (node);
  self.maker = get_string (&self, maker, "maker");
  self.sources = get_object (&self, maker, "sources");
  self.policies = get_object (&self, maker, "policies");
  add_maker (&self, maker);
  products = get_array (&self, maker, "products");
  for (unsigned int i = 0; i < get_length (products) && self.error == NULL; i++)
    {
      JsonObject *product = get_element_object (&self, products, i);

      if (product != NULL)
        add_product (&self, maker, product);
    }

  if (self.error != NULL)
    g_propagate_error (error, self.error);

  return self.error == NULL;
}
