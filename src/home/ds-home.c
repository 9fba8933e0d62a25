/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/ds-driver.h"
#include "ds-onboarding-private.h"
#include "storage/ds-device-table.h"

typedef enum {
  PROP_DISCOVERY_STATE = 1,
  PROP_SETTLED,
  PROP_KEYRING_STATE,
  PROP_STORAGE_ERROR,
} DsHomeProperty;

static GParamSpec *properties[PROP_STORAGE_ERROR + 1];

G_DEFINE_FINAL_TYPE (DsHome, ds_home, G_TYPE_OBJECT)

static void
ds_home_finalize (GObject *object)
{
  DsHome *self = DS_HOME (object);

  g_clear_object (&self->folder);
  g_clear_object (&self->storage);
  g_clear_object (&self->keyring);
  g_clear_object (&self->discovery);
  g_clear_pointer (&self->by_identity, g_hash_table_unref);
  g_clear_object (&self->devices);
  g_clear_pointer (&self->onboardings, g_ptr_array_unref);
  g_clear_error (&self->storage_error);

  G_OBJECT_CLASS (ds_home_parent_class)->finalize (object);
}

static void
ds_home_get_property (GObject *object,
                      unsigned int property_id,
                      GValue *value,
                      GParamSpec *pspec)
{
  DsHome *self = DS_HOME (object);

  switch ((DsHomeProperty) property_id)
    {
    case PROP_DISCOVERY_STATE:
      g_value_set_enum (value, (int) ds_home_get_discovery_state (self));
      break;
    case PROP_SETTLED:
      g_value_set_boolean (value, ds_home_get_settled (self));
      break;
    case PROP_KEYRING_STATE:
      g_value_set_enum (value, (int) ds_home_get_keyring_state (self));
      break;
    case PROP_STORAGE_ERROR:
      g_value_set_boxed (value, self->storage_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ds_home_class_init (DsHomeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ds_home_finalize;
  object_class->get_property = ds_home_get_property;

  properties[PROP_DISCOVERY_STATE] =
    g_param_spec_enum ("discovery-state", NULL, NULL, DS_TYPE_DISCOVERY_STATE,
                       DS_DISCOVERY_STOPPED, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SETTLED] =
    g_param_spec_boolean ("settled", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_KEYRING_STATE] =
    g_param_spec_enum ("keyring-state", NULL, NULL, DS_TYPE_KEYRING_STATE,
                       DS_KEYRING_UNKNOWN, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STORAGE_ERROR] =
    g_param_spec_boxed ("storage-error", NULL, NULL, G_TYPE_ERROR,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ds_home_init (DsHome *self)
{
  self->devices = g_list_store_new (DS_TYPE_DEVICE);
  self->by_identity = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->onboardings = g_ptr_array_new ();
}

DsHome *
ds_home_new (GFile *folder)
{
  DsHome *self = g_object_new (DS_TYPE_HOME, NULL);

  g_set_object (&self->folder, folder);
  return self;
}

DexFuture *
ds_home_start (DsHome *self)
{
  return dex_future_new_true ();
}

DexFuture *
ds_home_stop (DsHome *self)
{
  return dex_future_new_true ();
}

GListModel *
ds_home_get_devices (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), NULL);

  return G_LIST_MODEL (self->devices);
}

DsDevice *
ds_home_find (DsHome *self,
              const char *id)
{
  return NULL;
}

DsDiscoveryState
ds_home_get_discovery_state (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), DS_DISCOVERY_STOPPED);

  return DS_DISCOVERY_STOPPED;
}

gboolean
ds_home_get_settled (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), FALSE);

  return FALSE;
}

DsKeyringState
ds_home_get_keyring_state (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), DS_KEYRING_UNKNOWN);

  return DS_KEYRING_UNKNOWN;
}

const GError *
ds_home_get_storage_error (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), NULL);

  return self->storage_error;
}

void ds_home_search_again (DsHome *self) {}
DsOnboarding *ds_home_begin_set_up (DsHome *self, DsDevice *device) { return _ds_onboarding_new (self, device); }
#define LATER(name, ...) DexFuture *name (DsHome *self, ##__VA_ARGS__) { return dex_future_new_reject (DS_ERROR, DS_ERROR_FAILED, "Comes with the next commit"); }
LATER (ds_home_unlock_keyring)
LATER (ds_home_add_address, const char *typed)
LATER (ds_home_check, DsDevice *device)
LATER (ds_home_make_noticed, DsDevice *device)
LATER (ds_home_rename, DsDevice *device, const char *name, const char *room)
LATER (ds_home_remove, DsDevice *device)
LATER (ds_home_forget, DsDevice *device)
LATER (ds_home_remove_access, DsDevice *device, const char *access_id)
LATER (ds_home_diagnose)
