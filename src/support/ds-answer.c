/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-answer"

#include "config.h"

#include "ds-answer.h"

#include "core/ds-error.h"
#include "core/ds-json-text.h"
#include "core/ds-link.h"

#include <string.h>

#define MAX_CONTACTS 8
#define MAX_TEXT     1024
#define MAX_SECONDS  INT64_C (253402300799) /* the end of the year 9999 */

static const DsJsonLimits limits = {
  .max_bytes = 32 * 1024,
  .max_depth = 4,
  .max_string = 4096,
  .max_values = 64,
};

G_DEFINE_BOXED_TYPE (DsAnswer, ds_answer, ds_answer_copy, ds_answer_free)

/**
 * ds_answer_new:
 * @kind: what was asked
 * @publisher: whose website it is, for people
 * @url: where exactly
 * @today: the day on which it was asked
 *
 * Returns: (transfer full): an answer that says nothing
 */
DsAnswer *
ds_answer_new (DsSourceKind kind,
               const char *publisher,
               const char *url,
               DsDate today)
{
  DsAnswer *self = g_new0 (DsAnswer, 1);

  self->source.kind = kind;
  self->source.reach = kind == DS_SOURCE_ENDOFLIFE ? DS_REACH_SECOND_HAND : DS_REACH_DIRECT;
  self->source.publisher = g_strdup (publisher);
  self->source.url = g_strdup (url);
  self->source.read_on = today;
  return self;
}

/**
 * ds_answer_copy:
 * @self: an answer
 *
 * Returns: (transfer full): the same, with texts of its own
 */
DsAnswer *
ds_answer_copy (const DsAnswer *self)
{
  DsAnswer *copy = g_new0 (DsAnswer, 1);

  ds_source_init_copy (&copy->source, &self->source);
  copy->claim = self->claim != NULL ? ds_support_claim_copy (self->claim) : NULL;
  copy->contacts = g_strdupv (self->contacts);
  copy->policy = g_strdup (self->policy);
  copy->expires_at = self->expires_at;
  copy->newest_version = g_strdup (self->newest_version);
  copy->notes = g_strdup (self->notes);
  copy->help = g_strdup (self->help);
  copy->website = g_strdup (self->website);
  copy->reset_steps = g_strdup (self->reset_steps);
  copy->signer = g_strdup (self->signer);
  return copy;
}

/**
 * ds_answer_free:
 * @self: (transfer full) (nullable): an answer
 */
void
ds_answer_free (DsAnswer *self)
{
  if (self == NULL)
    return;

  ds_source_clear (&self->source);
  g_clear_pointer (&self->claim, ds_support_claim_free);
  g_strfreev (self->contacts);
  g_free (self->policy);
  g_free (self->newest_version);
  g_free (self->notes);
  g_free (self->help);
  g_free (self->website);
  g_free (self->reset_steps);
  g_free (self->signer);
  g_free (self);
}

/* What is not known is left out. */
static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
add_claim (JsonObject *object,
           const DsSupportClaim *claim)
{
  g_autofree char *date = ds_date_to_iso (claim->date);
  g_autofree char *stated = ds_date_to_iso (claim->source.stated_on);

  add_text (object, "rule", ds_support_rule_get_nick (claim->rule));
  add_text (object, "date", date);
  add_text (object, "stated", stated);
}

static void
add_contacts (JsonObject *object,
              char **contacts)
{
  JsonArray *array = json_array_new ();

  for (unsigned int i = 0; contacts[i] != NULL; i++)
    json_array_add_string_element (array, contacts[i]);
  json_object_set_array_member (object, "contacts", array);
}

/**
 * ds_answer_to_json:
 * @self: an answer
 *
 * Returns: (transfer full): what it says, for ds_answer_read_json()
 */
char *
ds_answer_to_json (const DsAnswer *self)
{
  g_autoptr (JsonNode) root = json_node_alloc ();
  g_autoptr (JsonObject) object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  if (self->claim != NULL)
    add_claim (object, self->claim);
  if (self->contacts != NULL)
    add_contacts (object, self->contacts);
  if (self->expires_at > 0)
    json_object_set_int_member (object, "expires", self->expires_at);
  add_text (object, "policy", self->policy);
  add_text (object, "newestVersion", self->newest_version);
  add_text (object, "notes", self->notes);
  add_text (object, "help", self->help);
  add_text (object, "website", self->website);
  add_text (object, "resetSteps", self->reset_steps);
  add_text (object, "signer", self->signer);
  json_node_init_object (root, object);
  return json_to_string (root, FALSE);
}

/**
 * ds_answer_equal:
 * @a: an answer
 * @b: an answer
 *
 * Returns: whether both say the same, with the same source
 */
bool
ds_answer_equal (const DsAnswer *a,
                 const DsAnswer *b)
{
  g_autofree char *a_text = ds_answer_to_json (a);
  g_autofree char *b_text = ds_answer_to_json (b);

  return ds_source_equal (&a->source, &b->source) && g_str_equal (a_text, b_text);
}

/**
 * ds_answer_expire:
 * @self: an answer
 * @now: Unix seconds in UTC
 *
 * Whoever could be told of a security problem until a day that is over may not be
 * there any more (RFC 9116, section 2.5.5): the contacts go.
 */
void
ds_answer_expire (DsAnswer *self,
                  int64_t now)
{
  g_return_if_fail (self != NULL);

  if (self->expires_at == 0 || self->expires_at > now)
    return;

  g_clear_pointer (&self->contacts, g_strfreev);
  g_clear_pointer (&self->policy, g_free);
}

/**
 * ds_answers_new:
 *
 * Returns: (transfer full) (element-type DsAnswer): an empty list
 */
GPtrArray *
ds_answers_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ds_answer_free);
}

static bool
refuse (const char *name,
        GError **error)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "“%s” is malformed", name);
  return false;
}

static bool
read_claim (DsAnswer *self,
            JsonObject *object,
            GError **error)
{
  const char *rule = NULL;
  const char *date = NULL;
  const char *stated = NULL;
  g_autoptr (DsSupportClaim) claim = NULL;

  if (!ds_json_get_string (object, "rule", &rule, error) ||
      !ds_json_get_string (object, "date", &date, error) ||
      !ds_json_get_string (object, "stated", &stated, error))
    return false;
  if (rule == NULL)
    return true;

  claim = ds_support_claim_new (self->source.kind, DS_SUPPORT_NO_DATE);
  ds_source_clear (&claim->source);
  ds_source_init_copy (&claim->source, &self->source);
  if (!ds_support_rule_from_nick (rule, &claim->rule))
    return refuse ("rule", error);
  if (date != NULL && !ds_date_parse (date, &claim->date))
    return refuse ("date", error);
  if (stated != NULL && !ds_date_parse (stated, &claim->source.stated_on))
    return refuse ("stated", error);

  self->claim = g_steal_pointer (&claim);
  return true;
}

static bool
read_contacts (DsAnswer *self,
               JsonObject *object,
               GError **error)
{
  g_autoptr (GStrvBuilder) contacts = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (!ds_json_get_array (object, "contacts", &array, error))
    return false;
  if (array == NULL)
    return true;
  if (json_array_get_length (array) == 0 || json_array_get_length (array) > MAX_CONTACTS)
    return refuse ("contacts", error);

  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      const char *contact = json_array_get_string_element (array, i);

      if (!ds_link_is_contact (contact))
        return refuse ("contacts", error);
      g_strv_builder_add (contacts, contact);
    }

  self->contacts = g_strv_builder_end (contacts);
  return true;
}

static bool
read_object (DsAnswer *self,
             JsonObject *object,
             GError **error)
{
  return read_claim (self, object, error) && read_contacts (self, object, error) &&
         ds_json_get_int (object, "expires", 0, MAX_SECONDS, &self->expires_at, error) &&
         ds_json_take_link (object, "policy", ds_link_is_web, &self->policy, error) &&
         ds_json_take_text (object, "newestVersion", MAX_TEXT, &self->newest_version, error) &&
         ds_json_take_link (object, "notes", ds_link_is_web, &self->notes, error) &&
         ds_json_take_link (object, "help", ds_link_is_web, &self->help, error) &&
         ds_json_take_link (object, "website", ds_link_is_web, &self->website, error) &&
         ds_json_take_text (object, "resetSteps", MAX_TEXT, &self->reset_steps, error) &&
         ds_json_take_text (object, "signer", MAX_TEXT, &self->signer, error);
}

/**
 * ds_answer_read_json:
 * @self: an answer that says nothing
 * @json: what ds_answer_to_json() gave
 * @error: where to put an error
 *
 * Lets @self say what is in a file.
 *
 * Returns: whether it could be read; if not, %DS_ERROR_BAD_ANSWER, and @self is
 *   only good for ds_answer_free()
 */
bool
ds_answer_read_json (DsAnswer *self,
                     const char *json,
                     GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL && json != NULL, false);

  root = ds_json_parse (json, strlen (json), &limits, error);
  if (root == NULL)
    return false;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return refuse ("answer", error);

  return read_object (self, json_node_get_object (root), error);
}
