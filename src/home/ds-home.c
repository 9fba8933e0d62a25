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
  PROP_CATALOGUE_EDITION,
} DsHomeProperty;

static GParamSpec *properties[PROP_CATALOGUE_EDITION + 1];

G_DEFINE_FINAL_TYPE (DsHome, ds_home, G_TYPE_OBJECT)

static void
ds_home_finalize (GObject *object)
{
  DsHome *self = DS_HOME (object);

  g_clear_object (&self->folder);
  g_clear_object (&self->storage);
  g_clear_object (&self->keyring);
  g_clear_object (&self->discovery);
  g_clear_object (&self->locks);
  g_clear_object (&self->web);
  g_clear_pointer (&self->anchors, g_free);
  g_clear_pointer (&self->days, ds_day_watch_free);
  g_clear_pointer (&self->pauses, g_hash_table_unref);
  g_clear_pointer (&self->hosts, ds_host_table_free);
  g_clear_pointer (&self->by_identity, g_hash_table_unref);
  g_clear_pointer (&self->orphans, g_hash_table_unref);
  g_clear_pointer (&self->sightings, g_ptr_array_unref);
  g_clear_object (&self->devices);
  g_clear_object (&self->ignored);
  g_clear_pointer (&self->catalogue, ds_catalogue_unref);
  dex_clear (&self->stopping);
  dex_clear (&self->idle);
  dex_clear (&self->opened);
  dex_clear (&self->loaded);
  dex_clear (&self->listed);
  dex_clear (&self->compared);
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
    case PROP_CATALOGUE_EDITION:
      g_value_set_uint (value, ds_home_get_catalogue_edition (self, NULL));
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

  properties[PROP_CATALOGUE_EDITION] =
    g_param_spec_uint ("catalogue-edition", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ds_home_init (DsHome *self)
{
  self->devices = g_list_store_new (DS_TYPE_DEVICE);
  self->ignored = g_list_store_new (DS_TYPE_DEVICE);
  self->hosts = ds_host_table_new (_ds_home_speaker_changed, self);
  self->sightings = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_identity = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->orphans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->onboardings = g_ptr_array_new ();
  self->stopping = dex_promise_new ();
  self->today = ds_today_now (DS_DATE_NONE);
}

/* From now on, what was not seen is not there. */
static void
tell_searched (DsHome *self)
{
  GListModel *devices = G_LIST_MODEL (self->devices);
  gboolean searched = ds_discovery_get_settled (self->discovery);

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      _ds_device_set_searched (device, searched);
    }
}

static void
on_discovery_notify (GObject *discovery,
                     GParamSpec *pspec,
                     DsHome *self)
{
  if (g_str_equal (pspec->name, "state"))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISCOVERY_STATE]);
    }
  else if (g_str_equal (pspec->name, "settled"))
    {
      tell_searched (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTLED]);
    }
}

static void
on_keyring_notify (GObject *keyring,
                   GParamSpec *pspec,
                   DsHome *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_STATE]);
  if (ds_keyring_get_state (self->keyring) == DS_KEYRING_READY)
    _ds_home_end_all_open (self);
}

/**
 * ds_home_new:
 * @folder: (nullable): where the data file lives; %NULL for the person's data
 *   folder
 *
 * Makes a home that is not started.
 *
 * Returns: (transfer full): a new #DsHome
 */
DsHome *
ds_home_new (GFile *folder)
{
  DsHome *self = g_object_new (DS_TYPE_HOME, NULL);
  g_autofree const char **types = ds_driver_service_types ();
  g_autofree char *path = NULL;

  if (folder != NULL)
    path = g_file_get_path (folder);
  else
    path = g_build_filename (g_get_user_data_dir (), "doorstep", NULL);

  self->folder = g_file_new_for_path (path);
  self->storage = ds_storage_new (self->folder);
  self->keyring = ds_keyring_new ();
  self->discovery = ds_discovery_new (types, ds_driver_identify);

  _ds_home_watch_sightings (self);
  g_signal_connect_object (self->discovery, "notify", G_CALLBACK (on_discovery_notify), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->keyring, "notify::state", G_CALLBACK (on_keyring_notify), self,
                           G_CONNECT_DEFAULT);
  return self;
}

void
_ds_home_set_storage_error (DsHome *self,
                            const GError *error)
{
  g_clear_error (&self->storage_error);
  self->storage_error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORAGE_ERROR]);
}

void
_ds_home_notify_catalogue (DsHome *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CATALOGUE_EDITION]);
}

/*
 * Start and stop
 */

static void
open_storage (DsHome *self)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (DexFuture) loaded = g_steal_pointer (&self->loaded);
  g_autoptr (GError) error = NULL;
  const char *copy;

  if (dex_await (g_steal_pointer (&self->opened), &error))
    records = dex_await_boxed (g_steal_pointer (&loaded), &error);
  if (records == NULL)
    {
      error = ds_error_adopt (g_steal_pointer (&error));
      /* Whatever it is that stands where the folder should be. */
      if (!ds_error_is_storage (error))
        error->code = DS_ERROR_STORAGE_READ_ONLY;
      _ds_home_set_storage_error (self, error);
      return;
    }

  copy = ds_storage_get_damaged_copy (self->storage);
  if (copy != NULL)
    {
      error = g_error_new (DS_ERROR, DS_ERROR_STORAGE_DAMAGED, "The damaged file is now %s", copy);
      ds_error_set_kept (error, copy);
    }
  else if (ds_storage_get_read_only (self->storage))
    error = g_error_new (DS_ERROR, (int) ds_storage_get_obstacle (self->storage),
                         "%s cannot be written", g_file_peek_path (self->folder));
  if (error != NULL)
    _ds_home_set_storage_error (self, error);

  _ds_home_read_day (self);
  self->storage_open = TRUE;
  _ds_home_add_records (self, records);
  _ds_home_read_answers (self);
  _ds_home_watch_others (self);
  _ds_home_watch_days (self);
}

/* Only shown, not stored: another start may find the keys again. */
static void
note_lost_keys (DsHome *self,
                const char * const *ids)
{
  GListModel *devices = G_LIST_MODEL (self->devices);
  unsigned int n_devices = g_list_model_get_n_items (devices);
  g_autoptr (GError) lost = g_error_new_literal (DS_ERROR, DS_ERROR_KEYRING_UNREADABLE,
                                                 "The keyring has no keys for this device");

  for (unsigned int i = 0; i < n_devices; i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      if (ds_device_get_state (device) == DS_DEVICE_SET_UP &&
          device->trouble == NULL &&
          !g_strv_contains (ids, ds_device_get_id (device)))
        _ds_device_set_attention (device, lost);
    }
}

static void
find_orphans (DsHome *self,
              const char * const *ids)
{
  GListModel *devices = G_LIST_MODEL (self->devices);
  unsigned int n_devices = g_list_model_get_n_items (devices);

  for (unsigned int i = 0; ids[i] != NULL; i++)
    g_hash_table_add (self->orphans, g_strdup (ids[i]));
  for (unsigned int i = 0; i < n_devices; i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      if (_ds_home_has_set_up_row (device))
        g_hash_table_remove (self->orphans, ds_device_get_id (device));
    }
}

/* Holds what is stored against whose keys there are. */
static void
compare_keys (DsHome *self)
{
  static const char * const none[] = { NULL };
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;

  ids = dex_await_boxed (ds_keyring_list (self->keyring), &error);
  if (ids == NULL && !ds_error_is (error, DS_ERROR_KEYRING_UNREADABLE))
    return;

  note_lost_keys (self, ids != NULL ? (const char * const *) ids : none);
  if (ids != NULL)
    find_orphans (self, (const char * const *) ids);
}

/* Nobody waits for this: the list is there before. */
static DexFuture *
open_keyring_fiber (gpointer data)
{
  DsVerb *verb = data;
  DsHome *self = verb->home;
  g_autoptr (GError) error = NULL;

  /* What is wrong with the keyring is a property. */
  if (!dex_await (ds_keyring_probe (self->keyring), &error) &&
      !ds_error_is (error, DS_ERROR_KEYRING_UNREADABLE))
    return dex_future_new_true ();

  compare_keys (self);
  _ds_home_end_all_open (self);
  return dex_future_new_true ();
}

/* Where there is no catalogue, less is known; that is all. */
static void
open_catalogue (DsHome *self)
{
  g_autoptr (GError) error = NULL;

  if (!dex_await (_ds_home_open_catalogue (self), &error) && !ds_error_is_cancelled (error))
    g_info ("There is no catalogue: %s", error->message);
}

static DexFuture *
open_fiber (gpointer data)
{
  DsVerb *verb = data;
  DsHome *self = verb->home;

  open_catalogue (self);
  open_storage (self);
  return dex_future_new_true ();
}

static DexFuture *
start_fiber (gpointer data)
{
  DsVerb *verb = data;
  DsHome *self = verb->home;
  GError *error = NULL;

  /* Only where the home is stopped before it is open. */
  if (!dex_await (ds_home_open (self), &error))
    return dex_future_new_for_error (error);

  ds_discovery_start (self->discovery);
  dex_clear (&self->compared);
  self->compared = _ds_verb_run (_ds_verb_new (self, NULL), open_keyring_fiber);
  ds_future_forget (dex_ref (self->compared), "Opening the keyring");
  return dex_future_new_true ();
}

/**
 * ds_home_open:
 * @self: a home
 *
 * Opens storage, and lists what is stored. Nothing is asked of the network or of the
 * keyring yet. To open it again changes nothing.
 *
 * Returns: (transfer full): a future that resolves to true once the stored
 *   devices are in the list; trouble is a property, not a rejection
 */
DexFuture *
ds_home_open (DsHome *self)
{
  dex_return_error_if_fail (DS_IS_HOME (self));

  if (self->listed == NULL)
    {
      /* Asked for before anything else, so that a thread reads while the caller goes on. */
      self->opened = ds_storage_open (self->storage);
      self->loaded = ds_device_table_load (self->storage);
      self->listed = _ds_verb_run (_ds_verb_new (self, NULL), open_fiber);
    }

  return dex_ref (self->listed);
}

/**
 * ds_home_start:
 * @self: a home
 *
 * Opens storage and keyring, ends what a kill left open, starts discovery.
 *
 * Returns: (transfer full): a future that resolves to true once the stored
 *   devices are in the list; trouble is a property, not a rejection
 */
DexFuture *
ds_home_start (DsHome *self)
{
  dex_return_error_if_fail (DS_IS_HOME (self));

  if (self->pauses == NULL)
    self->pauses = _ds_home_new_pauses ();
  return _ds_verb_run (_ds_verb_new (self, NULL), start_fiber);
}

/**
 * ds_home_wait_for_keys:
 * @self: a home that was started
 *
 * The list is there before it is known whose keys the keyring has lost. Nobody is asked for
 * a password.
 *
 * Returns: (transfer full): a future that resolves to true once each device whose keys are
 *   gone says so, or the keyring cannot tell
 */
DexFuture *
ds_home_wait_for_keys (DsHome *self)
{
  dex_return_error_if_fail (DS_IS_HOME (self));

  return self->compared != NULL ? dex_ref (self->compared) : dex_future_new_true ();
}

static DexFuture *
stop_fiber (gpointer data)
{
  DsHome *self = data;
  g_autoptr (GPtrArray) running = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (unsigned int i = 0; i < self->onboardings->len; i++)
    g_ptr_array_add (running, g_object_ref (g_ptr_array_index (self->onboardings, i)));
  for (unsigned int i = 0; i < running->len; i++)
    dex_await (ds_onboarding_cancel (g_ptr_array_index (running, i)), NULL);

  if (dex_future_is_pending (DEX_FUTURE (self->stopping)))
    dex_promise_reject (self->stopping,
                        g_error_new_literal (DS_ERROR, DS_ERROR_CANCELLED, "Doorstep is closing"));
  if (self->n_verbs > 0)
    {
      dex_clear (&self->idle);
      self->idle = dex_promise_new ();
      dex_await (dex_ref (DEX_FUTURE (self->idle)), NULL);
    }

  g_clear_pointer (&self->pauses, g_hash_table_unref);
  g_clear_object (&self->locks);
  g_clear_pointer (&self->days, ds_day_watch_free);
  ds_discovery_stop (self->discovery);
  /* Whoever lets a home stop has shown what was in the way, all the time. A process that is
   * killed may not have: the next one says it again. */
  if (self->storage_open)
    dex_await (ds_storage_note_told (self->storage), NULL);
  self->storage_open = FALSE;
  if (!dex_await (ds_storage_close (self->storage), &error))
    g_message ("The data file was not closed: %s", error->message);
  return dex_future_new_true ();
}

/**
 * ds_home_stop:
 * @self: a home
 *
 * Cancels what runs and settles it where that can be done. A stopped home is
 * not started again.
 *
 * Returns: (transfer full): a future that resolves to true when nothing runs
 *   any more
 */
DexFuture *
ds_home_stop (DsHome *self)
{
  dex_return_error_if_fail (DS_IS_HOME (self));

  return ds_fiber_spawn (stop_fiber, g_object_ref (self), g_object_unref);
}

/*
 * What everyone may ask
 */

/**
 * ds_home_get_devices:
 * @self: a home
 *
 * Returns: (transfer none): a #GListModel of #DsDevice, in no order that matters
 */
GListModel *
ds_home_get_devices (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), NULL);

  return G_LIST_MODEL (self->devices);
}

/**
 * ds_home_get_ignored:
 * @self: a home
 *
 * Returns: (transfer none): a #GListModel of the #DsDevice that the person does
 *   not want to see, in no order that matters
 */
GListModel *
ds_home_get_ignored (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), NULL);

  return G_LIST_MODEL (self->ignored);
}

static DsDevice *
find_in (DsHome *self,
         GListStore *list,
         const char *id)
{
  GListModel *devices = G_LIST_MODEL (list);
  DsDevice *found = NULL;
  unsigned int n_found = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      if (g_str_equal (ds_device_get_id (device), id) ||
          device == g_hash_table_lookup (self->by_identity, id))
        return device;
      if (*id == '\0' ||
          (!g_str_has_prefix (ds_device_get_id (device), id) &&
           g_strcmp0 (ds_device_get_name (device), id) != 0))
        continue;

      found = device;
      n_found++;
    }

  return n_found == 1 ? found : NULL;
}

/**
 * ds_home_find:
 * @self: a home
 * @id: an id, the beginning of one, a device's exact name, or "driver:key"
 *
 * Returns: (transfer none) (nullable): the one device that is meant; %NULL where
 *   there is none or more than one
 */
DsDevice *
ds_home_find (DsHome *self,
              const char *id)
{
  g_return_val_if_fail (DS_IS_HOME (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return find_in (self, self->devices, id);
}

/**
 * ds_home_find_ignored:
 * @self: a home
 * @id: see ds_home_find()
 *
 * Returns: (transfer none) (nullable): the one ignored device that is meant
 */
DsDevice *
ds_home_find_ignored (DsHome *self,
                      const char *id)
{
  g_return_val_if_fail (DS_IS_HOME (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return find_in (self, self->ignored, id);
}

/**
 * ds_home_get_discovery_state:
 * @self: a home
 *
 * Returns: how the search for devices stands
 */
DsDiscoveryState
ds_home_get_discovery_state (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), DS_DISCOVERY_STOPPED);

  return ds_discovery_get_state (self->discovery);
}

/**
 * ds_home_get_settled:
 * @self: a home
 *
 * Returns: whether what is on the network now is in the list
 */
gboolean
ds_home_get_settled (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), FALSE);

  return ds_discovery_get_settled (self->discovery);
}

/**
 * ds_home_get_keyring_state:
 * @self: a home
 *
 * Returns: whether the keyring can be used
 */
DsKeyringState
ds_home_get_keyring_state (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), DS_KEYRING_UNKNOWN);

  return ds_keyring_get_state (self->keyring);
}

/**
 * ds_home_get_storage_error:
 * @self: a home
 *
 * Returns: (transfer none) (nullable): what is wrong with the data file
 */
const GError *
ds_home_get_storage_error (DsHome *self)
{
  g_return_val_if_fail (DS_IS_HOME (self), NULL);

  return self->storage_error;
}

/**
 * ds_home_search_again:
 * @self: a home
 *
 * Forgets what was announced and asks anew.
 */
void
ds_home_search_again (DsHome *self)
{
  g_return_if_fail (DS_IS_HOME (self));

  ds_discovery_restart (self->discovery);
  _ds_home_end_all_open (self);
}

/**
 * ds_home_begin_set_up:
 * @self: a home
 * @device: one of its devices
 *
 * Returns: (transfer full): a set-up that waits for its code
 */
DsOnboarding *
ds_home_begin_set_up (DsHome *self,
                      DsDevice *device)
{
  g_return_val_if_fail (DS_IS_HOME (self), NULL);
  g_return_val_if_fail (DS_IS_DEVICE (device), NULL);

  return _ds_onboarding_new (self, device);
}
