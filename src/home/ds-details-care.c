/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-details"

#include "config.h"

#include "ds-details-care.h"

#include "core/ds-json.h"
#include "ds-fields.h"

#define MAX_NUMBER (INT64_C (1) << 53)

static const DsField update_fields[] = {
  DS_TEXT_FIELD (DsUpdate, "version", version),
  DS_TEXT_FIELD (DsUpdate, "notes", notes),
  DS_TEXT_FIELD (DsUpdate, "notesUrl", notes_url),
  DS_FLAG_FIELD (DsUpdate, "security", security),
  DS_NUMBER_FIELD (DsUpdate, "size", size, MAX_NUMBER),
  DS_NUMBER_FIELD (DsUpdate, "downtime", downtime, MAX_NUMBER),
  DS_NUMBER_FIELD (DsUpdate, "checkedAt", checked_at, DS_DETAILS_MAX_TIME),
  { NULL },
};

static const DsField support_fields[] = {
  DS_FLAG_FIELD (DsSupport, "noDate", no_date),
  DS_NUMBER_FIELD (DsSupport, "endsAt", ends_at, DS_DETAILS_MAX_TIME),
  DS_NUMBER_FIELD (DsSupport, "soldSince", sold_since, DS_DETAILS_MAX_TIME),
  DS_NUMBER_FIELD (DsSupport, "lastUpdated", last_updated, DS_DETAILS_MAX_TIME),
  DS_TEXT_FIELD (DsSupport, "rule", rule),
  DS_TEXT_FIELD (DsSupport, "source", source),
  { NULL },
};

static const DsField contact_fields[] = {
  DS_TEXTS_FIELD (DsContact, "links", links),
  DS_TEXT_FIELD (DsContact, "policy", policy),
  DS_NUMBER_FIELD (DsContact, "acknowledgedDays", acknowledged_days, MAX_NUMBER),
  DS_NUMBER_FIELD (DsContact, "expiresAt", expires_at, DS_DETAILS_MAX_TIME),
  { NULL },
};

static const DsField item_fields[] = {
  DS_TEXT_FIELD (DsPersonalData, "id", id),
  DS_TEXT_FIELD (DsPersonalData, "title", title),
  DS_TEXT_FIELD (DsPersonalData, "why", why),
  DS_TEXT_FIELD (DsPersonalData, "kept", kept),
  DS_TEXT_FIELD (DsPersonalData, "howTo", how_to),
  DS_TEXT_FIELD (DsPersonalData, "howToUrl", how_to_url),
  DS_FLAG_FIELD (DsPersonalData, "withMaker", with_maker),
  DS_FLAG_FIELD (DsPersonalData, "stored", stored),
  DS_FLAG_FIELD (DsPersonalData, "erasable", erasable),
  { NULL },
};

static const DsField service_fields[] = {
  DS_TEXT_FIELD (DsService, "title", title),
  DS_TEXT_FIELD (DsService, "protocol", protocol),
  DS_FLAG_FIELD (DsService, "encrypted", encrypted),
  { NULL },
};

static const DsField facts_fields[] = {
  DS_TEXTS_FIELD (DsFacts, "sensors", sensors),
  DS_TEXT_FIELD (DsFacts, "cloud", cloud),
  DS_TEXT_FIELD (DsFacts, "mudUrl", mud_url),
  DS_TEXT_FIELD (DsFacts, "mudSigner", mud_signer),
  DS_TEXT_FIELD (DsFacts, "pin", pin),
  DS_TEXT_FIELD (DsFacts, "adminPage", admin_page),
  DS_NUMBER_FIELD (DsFacts, "keyRenewedAt", key_renewed_at, DS_DETAILS_MAX_TIME),
  { NULL },
};

/*
 * Writing
 */

static void
add_update (JsonBuilder *builder,
            gconstpointer data)
{
  const DsUpdate *update = data;

  ds_fields_add (builder, update, update_fields);
  ds_fields_add_text (builder, "state", ds_update_state_get_nick (update->state));
  ds_fields_add_text (builder, "failure", ds_update_failure_get_nick (update->failure));
  ds_fields_add_text (builder, "automatic", ds_automatic_updates_get_nick (update->automatic));
  /* One more than it is, so that 0 is not told. */
  ds_fields_add_number (builder, "progress", update->progress + 1);
}

static void
add_support (JsonBuilder *builder,
             gconstpointer data)
{
  ds_fields_add (builder, data, support_fields);
}

static void
add_contact (JsonBuilder *builder,
             gconstpointer data)
{
  ds_fields_add (builder, data, contact_fields);
}

static void
add_item (JsonBuilder *builder,
          gconstpointer data)
{
  ds_fields_add (builder, data, item_fields);
}

static void
add_service (JsonBuilder *builder,
             gconstpointer data)
{
  const DsService *service = data;

  ds_fields_add (builder, service, service_fields);
  ds_fields_add_number (builder, "port", service->port);
  ds_fields_add_text (builder, "login", ds_login_get_nick (service->login));
}

/**
 * ds_details_add_care:
 * @builder: inside an object
 * @facts: what a device says of itself
 *
 * Adds the members that ds_details_read_care() reads.
 */
void
ds_details_add_care (JsonBuilder *builder,
                     const DsFacts *facts)
{
  ds_fields_add_object (builder, "update", facts->update, add_update);
  ds_fields_add_object (builder, "support", facts->support, add_support);
  ds_fields_add_object (builder, "contact", facts->contact, add_contact);
  ds_fields_add_list (builder, "personalData", facts->personal_data, add_item);
  ds_fields_add_list (builder, "services", facts->services, add_service);
  ds_fields_add (builder, facts, facts_fields);
  ds_fields_add_number (builder, "weaknesses", facts->weaknesses);
}

/*
 * Reading
 */

static void *
read_update (JsonObject *object,
             GError **error)
{
  g_autoptr (DsUpdate) update = ds_update_new ();
  const char *state = NULL;
  const char *failure = NULL;
  const char *automatic = NULL;
  int64_t progress = 0;

  if (!ds_fields_read (object, update, update_fields, error) ||
      !ds_json_get_string (object, "state", &state, error) ||
      !ds_json_get_string (object, "failure", &failure, error) ||
      !ds_json_get_string (object, "automatic", &automatic, error) ||
      !ds_json_get_int (object, "progress", 0, 101, &progress, error))
    return NULL;

  update->state = ds_update_state_from_nick (state);
  update->failure = ds_update_failure_from_nick (failure);
  update->automatic = ds_automatic_updates_from_nick (automatic);
  update->progress = (int) progress - 1;
  return g_steal_pointer (&update);
}

static void *
read_support (JsonObject *object,
              GError **error)
{
  g_autoptr (DsSupport) support = ds_support_new ();

  return ds_fields_read (object, support, support_fields, error) ? g_steal_pointer (&support) : NULL;
}

static void *
read_contact (JsonObject *object,
              GError **error)
{
  g_autoptr (DsContact) contact = ds_contact_new ();

  return ds_fields_read (object, contact, contact_fields, error) ? g_steal_pointer (&contact) : NULL;
}

static void *
read_item (JsonObject *object,
           GError **error)
{
  g_autoptr (DsPersonalData) item = ds_personal_data_new ();

  return ds_fields_read (object, item, item_fields, error) ? g_steal_pointer (&item) : NULL;
}

static void *
read_service (JsonObject *object,
              GError **error)
{
  g_autoptr (DsService) service = ds_service_new ();
  const char *login = NULL;
  int64_t port = 0;

  if (!ds_fields_read (object, service, service_fields, error) ||
      !ds_json_get_int (object, "port", 0, UINT16_MAX, &port, error) ||
      !ds_json_get_string (object, "login", &login, error))
    return NULL;

  service->port = (uint16_t) port;
  service->login = ds_login_from_nick (login);
  return g_steal_pointer (&service);
}

/**
 * ds_details_read_care:
 * @object: a record's details
 * @facts: new facts, which are filled
 * @error: return location for a #GError
 *
 * Returns: false with DS_ERROR_BAD_ANSWER where @object breaks the form
 */
bool
ds_details_read_care (JsonObject *object,
                      DsFacts *facts,
                      GError **error)
{
  int64_t weaknesses = 0;

  if (!ds_fields_read_object (object, "update", read_update, &facts->update, error) ||
      !ds_fields_read_object (object, "support", read_support, &facts->support, error) ||
      !ds_fields_read_object (object, "contact", read_contact, &facts->contact, error) ||
      !ds_fields_read_list (object, "personalData", read_item,
                            (GDestroyNotify) ds_personal_data_free, &facts->personal_data, error) ||
      !ds_fields_read_list (object, "services", read_service, (GDestroyNotify) ds_service_free,
                            &facts->services, error) ||
      !ds_fields_read (object, facts, facts_fields, error) ||
      !ds_json_get_int (object, "weaknesses", 0, INT32_MAX, &weaknesses, error))
    return false;

  facts->weaknesses = (unsigned int) weaknesses;
  return true;
}
