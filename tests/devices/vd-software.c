/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-software"

#include "config.h"

#include "vd-affordances.h"

#include "vd-clock.h"
#include "vd-server.h"

#define STEP 20 /* of 100, each tick */

static JsonObject *
get_available (VdDevice *device)
{
  JsonObject *software = vd_device_get_part (device, "software");
  JsonObject *available;

  if (!json_object_has_member (software, "available"))
    return NULL;
  available = json_object_get_object_member (software, "available");

  return g_strcmp0 (json_object_get_string_member (available, "version"),
                    vd_store_get_string (device->store, "version"))
                 == 0
             ? NULL
             : available;
}

/* What runs now. */
const char *
vd_software_version (VdDevice *device)
{
  const char *kept = vd_store_get_string (device->store, "version");

  return kept != NULL ? kept
                      : json_object_get_string_member (
                            vd_device_get_part (device, "software"), "version");
}

/* What it is doing now, or what it knows from the maker. */
static const char *
get_state (VdDevice *device)
{
  if (device->update != NULL)
    return device->update;
  if (vd_store_get_int (device->store, "lastChecked") == 0
      && !json_object_get_boolean_member_with_default (
          vd_device_get_part (device, "software"), "checked", TRUE))
    return "unknown";

  return get_available (device) != NULL ? "available" : "up-to-date";
}

static bool
is_moving (VdDevice *device)
{
  return g_str_equal (get_state (device), "downloading")
         || g_str_equal (get_state (device), "installing");
}

/* §7.2. */
bool
vd_read_software (VdDevice *device, JsonObject *request, VdReply *reply)
{
  JsonObject *body = vd_reply_begin (reply);
  const char *state = get_state (device);
  JsonObject *available = get_available (device);
  int64_t checked = vd_store_get_int (device->store, "lastChecked");
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (checked);
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");

  json_object_set_string_member (body, "version", vd_software_version (device));
  json_object_set_string_member (body, "state", state);
  if (available != NULL && !g_str_equal (state, "up-to-date")
      && !g_str_equal (state, "unknown"))
    json_object_set_object_member (body, "available", json_object_ref (available));
  if (is_moving (device))
    json_object_set_int_member (body, "progress", device->progress);
  if (g_str_equal (state, "failed"))
    json_object_set_string_member (body, "failure",
                                   vd_faults_get (device->faults, "failed-update"));
  if (checked > 0)
    json_object_set_string_member (body, "lastChecked", text);

  return true;
}

static void
finish (VdDevice *device)
{
  const char *version = json_object_get_string_member (get_available (device), "version");
  bool lying = vd_faults_has (device->faults, "lying-update");

  vd_server_rest (device, 4 * device->tick);
  g_set_str (&device->update, lying ? "up-to-date" : NULL);
  if (lying)
    return;
  json_object_set_string_member (vd_store_get (device->store), "version", version);
  vd_store_keep (device->store, "software");
}

static gboolean
on_tick (gpointer user_data)
{
  VdDevice *device = user_data;
  bool installing = g_str_equal (device->update, "installing");

  /* Even when it was mended: only a new request begins it anew. */
  if (device->stuck)
    return G_SOURCE_CONTINUE;
  device->progress += STEP;
  device->stuck = installing && device->progress >= 40
                  && vd_faults_has (device->faults, "stuck-update");
  if (device->stuck || device->progress < 100)
    return G_SOURCE_CONTINUE;

  device->progress = 0;
  if (!installing && vd_faults_has (device->faults, "endless-update"))
    return G_SOURCE_CONTINUE;
  if (!installing)
    {
      g_set_str (&device->update, "installing");
      return G_SOURCE_CONTINUE;
    }
  device->tick_id = 0;
  if (vd_faults_has (device->faults, "failed-update"))
    g_set_str (&device->update, "failed");
  else
    finish (device);

  return G_SOURCE_REMOVE;
}

void
vd_software_set_tick (VdDevice *device, unsigned int milliseconds)
{
  device->tick = milliseconds;
  if (device->tick_id == 0)
    return;
  g_source_remove (device->tick_id);
  device->tick_id = g_timeout_add (device->tick, on_tick, device);
}

static void
start (VdDevice *device)
{
  g_clear_handle_id (&device->tick_id, g_source_remove);
  device->progress = 0;
  device->stuck = false;
  g_set_str (&device->update, "downloading");
  device->tick_id = g_timeout_add (device->tick, on_tick, device);
}

static bool
accept_it (VdReply *reply)
{
  vd_reply_begin (reply);
  reply->status = 202;

  return true;
}

bool
vd_check_for_update (VdDevice *device, JsonObject *request, VdReply *reply)
{
  const char *mode = vd_store_get_string (device->store, "automatic");

  if (is_moving (device))
    return accept_it (reply);
  json_object_set_int_member (vd_store_get (device->store), "lastChecked",
                              vd_clock_now ());
  vd_store_keep (device->store, "checked");
  g_clear_pointer (&device->update, g_free);
  if (g_strcmp0 (mode, "on") == 0 && get_available (device) != NULL)
    start (device);

  return accept_it (reply);
}

bool
vd_install_update (VdDevice *device, JsonObject *request, VdReply *reply)
{
  JsonObject *available = get_available (device);
  const char *version;

  if (!vd_request_string (request, "version", &version, reply))
    return false;
  if (available == NULL || g_str_equal (get_state (device), "unknown")
      || !g_str_equal (json_object_get_string_member (available, "version"), version))
    return vd_reply_refuse (reply, "no-such-update");
  /* One that has stopped moving is begun anew. */
  if (!is_moving (device) || device->stuck)
    start (device);

  return accept_it (reply);
}

bool
vd_read_automatic (VdDevice *device, JsonObject *request, VdReply *reply)
{
  const char *mode = vd_store_get_string (device->store, "automatic");

  json_object_set_string_member (vd_reply_begin (reply), "mode",
                                 mode != NULL ? mode : "ask");

  return true;
}

bool
vd_write_automatic (VdDevice *device, JsonObject *request, VdReply *reply)
{
  const char *mode;

  if (!vd_request_string (request, "mode", &mode, reply))
    return false;
  if (!g_strv_contains ((const char *const[]) { "on", "off", "ask", NULL }, mode))
    return vd_reply_refuse (reply, "malformed");
  json_object_set_string_member (vd_store_get (device->store), "automatic", mode);
  vd_store_keep (device->store, "automatic");
  vd_reply_begin (reply);

  return true;
}
