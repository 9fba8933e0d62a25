/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-device"

#include "config.h"

#include "vd-device.h"

#include "vd-clock.h"
#include "vd-password.h"

#include <glib/gstdio.h>

#define KEY_FILE "key.pem"
#define NEXT_KEY_FILE "next-key.pem"

static VdKey *
open_key (VdDevice *self, const char *name, GError **error)
{
  g_autofree char *path = vd_store_get_path (self->store, name);

  return vd_key_open (path, error);
}

static bool
open_next_key (VdDevice *self, GError **error)
{
  if (vd_store_get_int (self->store, "nextKeyNotBefore") == 0)
    return true;
  self->next_key = open_key (self, NEXT_KEY_FILE, error);

  return self->next_key != NULL;
}

VdDevice *
vd_device_new (const char *folder,
               JsonObject *personality,
               VdFaults *faults,
               GError **error)
{
  g_autoptr (VdDevice) self = g_new0 (VdDevice, 1);
  const char *code = g_getenv ("DS_DEVICE_CODE");

  self->folder = g_strdup (folder);
  self->personality = json_object_ref (personality);
  self->faults = faults;
  self->store = vd_store_open (folder, faults, error);
  if (self->store == NULL)
    return NULL;
  self->factory = vd_factory_open (folder, code, error);
  if (self->factory == NULL)
    return NULL;
  self->proof = vd_proof_new (self->factory, self->store, faults);

  if (vd_faults_has (faults, "forgets-owner"))
    json_object_set_boolean_member (vd_store_get (self->store), "claimed", FALSE);
  if (vd_store_get_bool (self->store, "resetting"))
    vd_device_finish_reset (self);
  if (self->key == NULL)
    self->key = open_key (
        self, vd_faults_has (faults, "changed-key") ? "other-key.pem" : KEY_FILE, error);
  if (self->key == NULL || !open_next_key (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
vd_device_free (VdDevice *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_object (&self->server);
  g_clear_pointer (&self->proof, vd_proof_free);
  g_clear_pointer (&self->key, vd_key_free);
  g_clear_pointer (&self->next_key, vd_key_free);
  g_clear_pointer (&self->factory, vd_factory_free);
  g_clear_pointer (&self->store, vd_store_free);
  g_clear_pointer (&self->personality, json_object_unref);
  g_free (self->update);
  g_free (self->folder);
  g_free (self);
}

bool
vd_device_is_claimed (VdDevice *self)
{
  return vd_store_get_bool (self->store, "claimed");
}

bool
vd_device_use_key_file (VdDevice *self, const char *name, GError **error)
{
  VdKey *key = open_key (self, name, error);

  if (key == NULL)
    return false;
  g_clear_pointer (&self->key, vd_key_free);
  self->key = key;

  return true;
}

static void
remove_file (VdDevice *self, const char *name)
{
  g_autofree char *path = vd_store_get_path (self->store, name);

  g_unlink (path);
}

/* What is left to do after the mark was written; also done at the next start. */
void
vd_device_finish_reset (VdDevice *self)
{
  static const char *const lost[] = { "claimed",          "claimId",  "claimToken",
                                      "changeId",         "erased",   "automatic",
                                      "nextKeyNotBefore", "resetting" };
  g_autoptr (GError) error = NULL;

  remove_file (self, KEY_FILE);
  remove_file (self, NEXT_KEY_FILE);
  g_clear_pointer (&self->next_key, vd_key_free);
  vd_proof_forget (self->proof);
  vd_password_forget (self->store);
  for (size_t i = 0; i < G_N_ELEMENTS (lost); i++)
    json_object_remove_member (vd_store_get (self->store), lost[i]);
  json_object_set_int_member (vd_store_get (self->store), "tries", 0);
  if (!vd_device_use_key_file (self, KEY_FILE, &error))
    g_error ("%s", error->message);
  vd_store_keep (self->store, "reset");
}

void
vd_device_reset (VdDevice *self)
{
  json_object_set_boolean_member (vd_store_get (self->store), "resetting", TRUE);
  vd_store_keep (self->store, "reset-mark");
  vd_device_finish_reset (self);
}

bool
vd_device_announce_key (VdDevice *self, int64_t not_before, GError **error)
{
  json_object_set_int_member (vd_store_get (self->store), "nextKeyNotBefore", not_before);
  g_clear_pointer (&self->next_key, vd_key_free);
  if (!open_next_key (self, error))
    return false;
  vd_store_keep (self->store, "key");

  return true;
}

void
vd_device_withdraw_key (VdDevice *self)
{
  remove_file (self, NEXT_KEY_FILE);
  g_clear_pointer (&self->next_key, vd_key_free);
  json_object_remove_member (vd_store_get (self->store), "nextKeyNotBefore");
  vd_store_keep (self->store, "key");
}

bool
vd_device_roll_key (VdDevice *self, GError **error)
{
  g_autofree char *from = vd_store_get_path (self->store, NEXT_KEY_FILE);
  g_autofree char *to = vd_store_get_path (self->store, KEY_FILE);
  bool early = vd_clock_now () < vd_store_get_int (self->store, "nextKeyNotBefore");

  if (self->next_key == NULL || (early && !vd_faults_has (self->faults, "early-roll")))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   "no key was announced for now");
      return false;
    }
  if (g_rename (from, to) != 0)
    g_error ("%s cannot be renamed", from);
  g_clear_pointer (&self->next_key, vd_key_free);
  json_object_remove_member (vd_store_get (self->store), "nextKeyNotBefore");
  vd_store_keep (self->store, "key");

  return vd_device_use_key_file (self, KEY_FILE, error);
}

/* Borrowed: a part of what the device is like, which it must have. */
JsonObject *
vd_device_get_part (VdDevice *self, const char *name)
{
  return json_object_get_object_member (self->personality, name);
}
