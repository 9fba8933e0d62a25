/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-thing"

#include "config.h"

#include "vd-affordances.h"

#include <string.h>

static const VdAffordance affordances[] = {
  { "Identity", "identity", VD_OPEN, .read = vd_read_identity },
  { "Pair", "pair", VD_OPEN, .invoke = vd_pair },
  { "Claim", "claim", VD_OPEN, .invoke = vd_claim },
  { "ChangePassword", "change-password", VD_OWNER, .invoke = vd_change_password },
  { "FactoryReset", "factory-reset", VD_OWNER, .invoke = vd_factory_reset },
  { "Support", "support", VD_OPEN, .read = vd_read_support },
  { "SecurityContact", "security-contact", VD_OPEN, .read = vd_read_contact },
  { "Software", "software", VD_OWNER, .read = vd_read_software },
  { "CheckForUpdate", "check-for-update", VD_OWNER, .invoke = vd_check_for_update },
  { "InstallUpdate", "install-update", VD_OWNER, .invoke = vd_install_update },
  { "AutomaticUpdates", "automatic-updates", VD_OWNER, .read = vd_read_automatic,
    .write = vd_write_automatic },
  { "PersonalData", "personal-data", VD_OWNER, .read = vd_read_personal_data },
  { "Erase", "erase", VD_OWNER, .invoke = vd_erase },
  { "NextKey", "next-key", VD_OPEN, .read = vd_read_next_key },
  { "Access", "access", VD_OWNER, .read = vd_read_access },
  { "Identify", "identify", VD_OWNER, .invoke = vd_identify },
};

const VdAffordance *
vd_affordances (size_t *n_affordances)
{
  *n_affordances = G_N_ELEMENTS (affordances);

  return affordances;
}

const VdAffordance *
vd_affordance_at (const char *path)
{
  for (size_t i = 0; i < G_N_ELEMENTS (affordances); i++)
    {
      if (path[0] == '/' && g_str_equal (path + 1, affordances[i].name))
        return &affordances[i];
    }

  return NULL;
}

static void
add_form (VdDevice *self,
          JsonArray *forms,
          const VdAffordance *affordance,
          const char *operation)
{
  const char *elsewhere = vd_faults_get (self->faults, "forms");
  g_autofree char *path = g_strconcat ("/", affordance->name, NULL);
  JsonObject *form = json_object_new ();
  JsonArray *operations = json_array_new ();
  JsonArray *security = json_array_new ();

  json_array_add_string_element (operations, operation);
  json_array_add_string_element (security,
                                 affordance->who == VD_OWNER ? "owner" : "open");
  json_object_set_string_member (form, "href", elsewhere != NULL ? elsewhere : path);
  json_object_set_string_member (form, "contentType", "application/json");
  json_object_set_array_member (form, "op", operations);
  json_object_set_array_member (form, "security", security);
  json_array_add_object_element (forms, form);
}

static void
add_affordance (VdDevice *self, JsonObject *thing, const VdAffordance *affordance)
{
  const char *group = affordance->invoke != NULL ? "actions" : "properties";
  g_autofree char *type = g_strconcat ("ds:", affordance->type, NULL);
  JsonObject *object = json_object_new ();
  JsonArray *forms = json_array_new ();

  json_object_set_string_member (object, "@type", type);
  if (affordance->invoke != NULL)
    add_form (self, forms, affordance, "invokeaction");
  else
    json_object_set_string_member (object, "type", "object");
  if (affordance->read != NULL)
    add_form (self, forms, affordance, "readproperty");
  if (affordance->write != NULL)
    add_form (self, forms, affordance, "writeproperty");
  if (affordance->read != NULL && affordance->write == NULL)
    json_object_set_boolean_member (object, "readOnly", TRUE);
  json_object_set_array_member (object, "forms", forms);
  json_object_set_object_member (json_object_get_object_member (thing, group),
                                 affordance->name, object);
}

static JsonObject *
make_scheme (const char *scheme)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "scheme", scheme);
  if (g_str_equal (scheme, "basic"))
    json_object_set_string_member (object, "in", "header");

  return object;
}

static void
add_head (VdDevice *self, JsonObject *thing)
{
  JsonArray *contexts = json_array_new ();
  JsonArray *security = json_array_new ();
  JsonObject *prefix = json_object_new ();
  JsonObject *schemes = json_object_new ();

  json_object_set_string_member (prefix, "ds",
                                 "https://doorstep.github.io/ns/profile/1#");
  json_array_add_string_element (contexts, "https://www.w3.org/2022/wot/td/v1.1");
  json_array_add_object_element (contexts, prefix);
  json_object_set_object_member (schemes, "owner", make_scheme ("basic"));
  json_object_set_object_member (schemes, "open", make_scheme ("nosec"));
  json_array_add_string_element (security, "owner");

  json_object_set_array_member (thing, "@context", contexts);
  json_object_set_string_member (thing, "@type", "ds:Device");
  json_object_set_string_member (thing, "id",
                                 vd_faults_has (self->faults, "two-names")
                                     ? "urn:uuid:00000000-0000-4000-8000-000000000000"
                                     : self->factory->id);
  json_object_set_string_member (
      thing, "title", json_object_get_string_member (self->personality, "title"));
  json_object_set_object_member (thing, "securityDefinitions", schemes);
  json_object_set_array_member (thing, "security", security);
  json_object_set_object_member (thing, "properties", json_object_new ());
  json_object_set_object_member (thing, "actions", json_object_new ());
}

/* §5. */
JsonObject *
vd_thing_description (VdDevice *self)
{
  JsonObject *thing = json_object_new ();

  add_head (self, thing);
  for (size_t i = 0; i < G_N_ELEMENTS (affordances); i++)
    {
      if (!vd_faults_is (self->faults, "without", affordances[i].type))
        add_affordance (self, thing, &affordances[i]);
    }

  return thing;
}
