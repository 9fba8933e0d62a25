/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-print"

#include "config.h"

#include "ds-print-care.h"

#include "core/ds-clock.h"
#include "core/ds-json-write.h"
#include "core/ds-sensor.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>

/*
 * JSON
 */

/* False where there is nothing to tell, and null was told. */
static bool
begin (JsonBuilder *builder,
       const char *name,
       bool known)
{
  json_builder_set_member_name (builder, name);
  if (known)
    json_builder_begin_object (builder);
  else
    json_builder_add_null_value (builder);

  return known;
}

static void
add_update (JsonBuilder *builder,
            const DsUpdate *update)
{
  if (!begin (builder, "update", update != NULL))
    return;

  ds_json_add_text (builder, "state", ds_update_state_get_nick (update->state));
  ds_json_add_text (builder, "version", update->version);
  ds_json_add_flag (builder, "security", update->security);
  ds_json_add_text (builder, "notes", update->notes);
  ds_json_add_text (builder, "notesUrl", update->notes_url);
  ds_json_add_number (builder, "size", update->size, update->size > 0);
  ds_json_add_number (builder, "downtimeSeconds", update->downtime, update->version != NULL);
  ds_json_add_number (builder, "progress", update->progress, update->progress >= 0);
  ds_json_add_text (builder, "failure", update->state == DS_UPDATE_FAILED
                    ? ds_update_failure_get_nick (update->failure) : NULL);
  ds_json_add_time (builder, "checkedAt", update->checked_at);
  ds_json_add_text (builder, "automatic", ds_automatic_updates_get_nick (update->automatic));
  json_builder_end_object (builder);
}

static void
add_support (JsonBuilder *builder,
             const DsSupport *support)
{
  if (!begin (builder, "support", support != NULL))
    return;

  ds_json_add_flag (builder, "makerNamesNoDate", support->no_date);
  ds_json_add_time (builder, "endsAt", support->ends_at);
  ds_json_add_time (builder, "soldSince", support->sold_since);
  ds_json_add_time (builder, "lastUpdated", support->last_updated);
  ds_json_add_text (builder, "rule", support->rule);
  ds_json_add_text (builder, "source", support->source);
  json_builder_end_object (builder);
}

static void
add_contact (JsonBuilder *builder,
             const DsContact *contact)
{
  if (!begin (builder, "securityContact", contact != NULL))
    return;

  ds_json_add_texts (builder, "links", (const char * const *) contact->links);
  ds_json_add_text (builder, "policy", contact->policy);
  ds_json_add_number (builder, "acknowledgedWithinDays", contact->acknowledged_days,
                      contact->acknowledged_days > 0);
  ds_json_add_time (builder, "expiresAt", contact->expires_at);
  json_builder_end_object (builder);
}

static void
add_item (JsonBuilder *builder,
          const DsPersonalData *item)
{
  json_builder_begin_object (builder);
  ds_json_add_text (builder, "id", item->id);
  ds_json_add_text (builder, "title", item->title);
  ds_json_add_text (builder, "where", item->with_maker ? "maker" : "device");
  ds_json_add_text (builder, "why", item->why);
  ds_json_add_text (builder, "kept", item->kept);
  ds_json_add_flag (builder, "stored", item->stored);
  ds_json_add_flag (builder, "erasable", item->erasable);
  ds_json_add_text (builder, "howTo", item->how_to);
  ds_json_add_text (builder, "howToUrl", item->how_to_url);
  json_builder_end_object (builder);
}

static void
add_service (JsonBuilder *builder,
             const DsService *service)
{
  json_builder_begin_object (builder);
  ds_json_add_text (builder, "title", service->title);
  ds_json_add_text (builder, "protocol", service->protocol);
  ds_json_add_number (builder, "port", service->port, service->port != 0);
  ds_json_add_flag (builder, "encrypted", service->encrypted);
  ds_json_add_text (builder, "login", ds_login_get_nick (service->login));
  json_builder_end_object (builder);
}

static void
add_lists (JsonBuilder *builder,
           DsDevice *device)
{
  GPtrArray *data = ds_device_get_personal_data (device);
  GPtrArray *services = ds_device_get_services (device);

  json_builder_set_member_name (builder, "personalData");
  if (data == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_begin_array (builder);
  for (unsigned int i = 0; data != NULL && i < data->len; i++)
    add_item (builder, data->pdata[i]);
  if (data != NULL)
    json_builder_end_array (builder);

  json_builder_set_member_name (builder, "services");
  if (services == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_begin_array (builder);
  for (unsigned int i = 0; services != NULL && i < services->len; i++)
    add_service (builder, services->pdata[i]);
  if (services != NULL)
    json_builder_end_array (builder);
}

static void
add_sensors (JsonBuilder *builder,
             const char * const *sensors)
{
  if (sensors != NULL)
    ds_json_add_texts (builder, "sensors", sensors);
  else
    ds_json_add_text (builder, "sensors", NULL);
}

static void
add_weaknesses (JsonBuilder *builder,
                unsigned int weaknesses)
{
  static const struct
  {
    unsigned int  weakness;
    const char   *nick;
  } all[] = {
    { DS_WEAKNESS_NO_LOGIN, "no-login" },
    { DS_WEAKNESS_PASSWORD, "weak-password" },
    { DS_WEAKNESS_UNCOVERED, "uncovered" },
    { DS_WEAKNESS_OLD_PASSWORD, "old-password" },
    { DS_WEAKNESS_ANYONE_PRINTS, "anyone-prints" },
    { DS_WEAKNESS_PLAIN_PRINTING, "plain-printing" },
  };

  json_builder_set_member_name (builder, "weaknesses");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (weaknesses & all[i].weakness)
        json_builder_add_string_value (builder, all[i].nick);
    }
  json_builder_end_array (builder);
}

void
ds_print_add_care (JsonBuilder *builder,
                   DsDevice *device)
{
  add_update (builder, ds_device_get_update (device));
  add_support (builder, ds_device_get_support (device));
  add_contact (builder, ds_device_get_contact (device));
  add_lists (builder, device);
  add_sensors (builder, ds_device_get_sensors (device));
  ds_json_add_text (builder, "cloud", ds_device_get_cloud (device));
  add_weaknesses (builder, ds_device_get_weaknesses (device));
  ds_json_add_time (builder, "keyRenewedAt", ds_device_get_key_renewed_at (device));
  ds_json_add_text (builder, "ownPage", ds_device_get_admin_page (device));
}

/*
 * Rows
 */

static void
list_date (GPtrArray *rows,
           const char *title,
           int64_t seconds)
{
  g_autofree char *text = seconds > 0 ? ds_clock_dup_date (seconds) : NULL;

  ds_print_list_text (rows, title, text);
}

static const char *
describe_automatic (DsAutomaticUpdates mode)
{
  switch (mode)
    {
    case DS_AUTOMATIC_OFF:
      return _("off");
    case DS_AUTOMATIC_ASK:
      return _("asks first");
    case DS_AUTOMATIC_ON:
      return _("on");
    case DS_AUTOMATIC_UNKNOWN:
    default:
      return NULL;
    }
}

static void
list_update (GPtrArray *rows,
             const DsUpdate *update)
{
  if (update->state != DS_UPDATE_NONE)
    ds_print_list_text (rows, update->security ? _("Security update") : _("Update"), update->version);
  ds_print_list_text (rows, _("What is new"), update->state != DS_UPDATE_NONE ? update->notes : NULL);
  ds_print_list_text (rows, _("Automatic updates"), describe_automatic (update->automatic));
  list_date (rows, _("Looked for updates on"), update->checked_at);
}

void
ds_print_list_care (GPtrArray *rows,
                    DsDevice *device)
{
  const DsUpdate *update = ds_device_get_update (device);
  const DsContact *contact = ds_device_get_contact (device);
  const char * const *sensors = ds_device_get_sensors (device);
  GPtrArray *data = ds_device_get_personal_data (device);
  GPtrArray *services = ds_device_get_services (device);

  if (update != NULL)
    list_update (rows, update);
  for (unsigned int i = 0; contact != NULL && contact->links[i] != NULL; i++)
    ds_print_list_text (rows, _("Report security problems to"), contact->links[i]);
  for (unsigned int i = 0; data != NULL && i < data->len; i++)
    ds_print_list_text (rows, _("Keeps about people"), ((DsPersonalData *) data->pdata[i])->title);
  for (unsigned int i = 0; sensors != NULL && sensors[i] != NULL; i++)
    ds_print_list_text (rows, _("Could observe people with"), ds_sensor_get_title (sensors[i]));
  for (unsigned int i = 0; services != NULL && i < services->len; i++)
    ds_print_list_text (rows, _("Other way in"), ((DsService *) services->pdata[i])->title);
  ds_print_list_text (rows, _("Who can print"), ds_device_get_printing_advice (device));
  /* Translators: a line of details; the address of a web page of the device follows. */
  ds_print_list_text (rows, _("Its own page"), ds_device_get_admin_page (device));
}
