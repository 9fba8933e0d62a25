/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-keyring"

#include "config.h"

#include "ds-keyring-calls.h"

#include "core/ds-future.h"
#include "ds-keyring-question.h"
#include "ds-keyring-turn.h"

#include <libsecret/secret.h>

#define SERVICE_NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"

static const SecretSchema schema = {
  "io.github.doorstep.Device",
  SECRET_SCHEMA_NONE,
  {
    { "device", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "slot", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static const char *const slot_names[DS_N_SLOTS] = { "pending", "current", "previous" };

void
ds_keyring_entry_free (DsKeyringEntry *self)
{
  g_free (self->device_id);
  g_clear_object (&self->item);
  g_free (self);
}

bool
ds_keyring_entries_any_locked (GPtrArray *entries)
{
  for (unsigned int i = 0; i < entries->len; i++)
    if (((DsKeyringEntry *) g_ptr_array_index (entries, i))->locked)
      return true;

  return false;
}

/* With copies of its own: libsecret keeps the table until it is done, which after
 * a cancel is later than the caller is. */
static GHashTable *
make_attributes (const char *device_id,
                 int slot)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  if (device_id != NULL)
    g_hash_table_insert (attributes, (gpointer) "device", g_strdup (device_id));
  if (slot >= 0)
    g_hash_table_insert (attributes, (gpointer) "slot", g_strdup (slot_names[slot]));

  return attributes;
}

/* An entry of ours, or %NULL for one of someone else: libsecret's file does not
 * keep the schema's name, so that a shared file may hold anything. */
static DsKeyringEntry *
read_entry (SecretRetrievable *item)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *device_id = g_hash_table_lookup (attributes, "device");
  const char *slot = g_hash_table_lookup (attributes, "slot");
  DsKeyringEntry *entry;

  if (device_id == NULL || slot == NULL)
    return NULL;

  for (int i = 0; i < DS_N_SLOTS; i++)
    if (g_str_equal (slot, slot_names[i]))
      {
        entry = g_new0 (DsKeyringEntry, 1);
        entry->device_id = g_strdup (device_id);
        entry->slot = (DsSlot) i;
        entry->item = g_object_ref (G_OBJECT (item));
        /* Only a service locks entries; a file is open or does not open. */
        entry->locked = SECRET_IS_ITEM (item) && secret_item_get_locked (SECRET_ITEM (item));
        return entry;
      }

  return NULL;
}

/* libsecret has no public way to ask which of its two back-ends it took; this is
 * how it chooses. */
static bool
is_file (void)
{
  const char *chosen = g_getenv ("SECRET_BACKEND");

  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ||
         g_getenv ("SNAP_NAME") != NULL ||
         (chosen != NULL && chosen[0] != '\0' && !g_str_equal (chosen, "service"));
}

/* The turn ends when libsecret is done, not when nobody waits for it any more: a
 * cancelled call may still be reading or writing. */
static void
end_turn (void)
{
  if (is_file ())
    ds_keyring_turn_give ();
}

/* What is read, and how. */
typedef struct
{
  char *device_id;
  int   slot;
  bool  whole; /* the secret, and not only that there is one */
} Reading;

static void
reading_free (Reading *self)
{
  g_free (self->device_id);
  g_free (self);
}

static void search_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data);
static void lookup_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data);

static DexFuture *
begin_reading (const Reading *reading)
{
  g_autoptr (GHashTable) attributes = make_attributes (reading->device_id, reading->slot);
  DexPromise *promise = dex_promise_new_cancellable ();

  /* libsecret reads the entries that it found all at once, and when that is cancelled,
   * ends the search once for each of them, which GIO finds critical. So a search is not
   * cancelled but comes in by itself, and asks the person nothing. */
  if (reading->whole)
    secret_password_lookupv (&schema, attributes, dex_promise_get_cancellable (promise), lookup_cb,
                             dex_ref (promise));
  else
    secret_password_searchv (&schema, attributes, SECRET_SEARCH_ALL, NULL, search_cb,
                             dex_ref (promise));
  return DEX_FUTURE (promise);
}

static DexFuture *
reading_fiber (gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!ds_keyring_turn_take (&error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return begin_reading (data);
}

/* Takes @reading. */
static DexFuture *
read_in_turn (Reading *reading)
{
  DexFuture *future;

  if (is_file ())
    return ds_fiber_spawn (reading_fiber, reading, (GDestroyNotify) reading_free);

  future = begin_reading (reading);
  reading_free (reading);
  return future;
}

static void
search_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  g_autolist (SecretRetrievable) items = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  GError *error = NULL;

  items = secret_password_search_finish (result, &error);
  end_turn ();
  if (error != NULL)
    {
      dex_promise_reject (promise, error);
      return;
    }

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_keyring_entry_free);
  for (GList *l = items; l != NULL; l = l->next)
    {
      DsKeyringEntry *entry = read_entry (l->data);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  dex_promise_resolve_boxed (promise, G_TYPE_PTR_ARRAY, g_steal_pointer (&entries));
}

DexFuture *
ds_keyring_call_search (const char *device_id,
                        int slot)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->device_id = g_strdup (device_id);
  reading->slot = slot;
  return read_in_turn (reading);
}

static void
lookup_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  DsSecret *text = NULL;
  GError *error = NULL;
  char *password;

  /* libsecret gives its own locked memory, which it wipes. */
  password = secret_password_lookup_nonpageable_finish (result, &error);
  end_turn ();
  if (error != NULL)
    {
      dex_promise_reject (promise, error);
      return;
    }

  if (password != NULL)
    text = ds_secret_new_text (password);
  g_clear_pointer (&password, secret_password_free);
  dex_promise_resolve_boxed (promise, DS_TYPE_SECRET, text);
}

DexFuture *
ds_keyring_call_lookup (const char *device_id,
                        DsSlot slot)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->device_id = g_strdup (device_id);
  reading->slot = (int) slot;
  reading->whole = true;
  return read_in_turn (reading);
}

/*
 * The service, and where new entries go
 */

static void
service_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  GError *error = NULL;
  SecretService *service = secret_service_get_finish (result, &error);

  ds_promise_finish (user_data, service, error);
}

/* The same object that the password calls use, or %NULL where they use a file:
 * there is nothing to unlock then. */
static SecretService *
await_service (GError **error)
{
  DexPromise *promise;

  if (is_file ())
    return NULL;

  promise = dex_promise_new_cancellable ();
  secret_service_get (SECRET_SERVICE_NONE, dex_promise_get_cancellable (promise),
                      service_cb, dex_ref (promise));
  return dex_await_object (DEX_FUTURE (promise), error);
}

static void
collection_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  GError *error = NULL;
  SecretCollection *collection = secret_collection_for_alias_finish (result, &error);

  ds_promise_finish (user_data, collection, error);
}

/* libsecret (0.21) owns the keyring that it has found twice while it tells of it, and when
 * that is cancelled gives it back twice, which GObject finds critical. So this comes in by
 * itself, too. */
static SecretCollection *
await_default_collection (SecretService *service,
                          GError **error)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL,
                               collection_cb, dex_ref (promise));
  return dex_await_object (DEX_FUTURE (promise), error);
}

/* Has the service ask the person where that is needed for new entries; %NULL otherwise. */
static DexFuture *
begin_asking (SecretService *service,
              SecretCollection *collection)
{
  const char *paths[2] = { NULL };

  if (collection == NULL)
    return ds_keyring_ask_for_default (G_DBUS_PROXY (service));
  if (!secret_collection_get_locked (collection))
    return NULL;

  paths[0] = g_dbus_proxy_get_object_path (G_DBUS_PROXY (collection));
  return ds_keyring_ask_to_open (G_DBUS_PROXY (service), paths);
}

/* Resolves to how many keyrings were opened or made; to none where nothing was to be done.
 * Where the person closes the question it rejects as libsecret does. */
static DexFuture *
open_default_fiber (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  DexFuture *asked = NULL;
  int n_opened;

  service = await_service (&error);
  if (service != NULL)
    collection = await_default_collection (service, &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (service != NULL)
    asked = begin_asking (service, collection);
  if (asked == NULL)
    return dex_future_new_for_int (0);

  n_opened = dex_await_int (asked, &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (n_opened == 0)
    return dex_future_new_reject (SECRET_ERROR, SECRET_ERROR_IS_LOCKED,
                                  "The question for the keyring's password was closed");
  return dex_future_new_for_int (n_opened);
}

/*
 * Changes
 */

/* Another program's change of libsecret's file came between; each try reads the
 * file anew. */
#define MAX_TRIES 10

typedef struct
{
  char     *device_id;
  DsSlot    slot;
  char     *label;
  DsSecret *text; /* NULL: the entry is cleared */
} Change;

static void
change_free (Change *self)
{
  g_free (self->device_id);
  g_free (self->label);
  g_clear_pointer (&self->text, ds_secret_unref);
  g_free (self);
}

static void
store_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  gboolean stored = secret_password_store_finish (result, &error);

  end_turn ();
  if (stored)
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

static void
clear_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  gboolean cleared = secret_password_clear_finish (result, &error);

  end_turn ();
  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve_boolean (promise, cleared);
}

static DexFuture *
begin_change (Change *change)
{
  g_autoptr (GHashTable) attributes = make_attributes (change->device_id, (int) change->slot);
  DexPromise *promise = dex_promise_new_cancellable ();
  GCancellable *cancellable = dex_promise_get_cancellable (promise);

  if (change->text != NULL)
    secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, change->label,
                            ds_secret_get_text (change->text), cancellable,
                            store_cb, dex_ref (promise));
  else
    secret_password_clearv (&schema, attributes, cancellable, clear_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static DexFuture *
change_fiber (gpointer data)
{
  Change *change = data;

  for (unsigned int i = 1; true; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean changed;

      if (is_file () && !ds_keyring_turn_take (&error))
        return dex_future_new_for_error (g_steal_pointer (&error));
      /* libsecret would ask as well, but see ds-keyring-question.c. */
      if (change->text != NULL && !is_file ())
        dex_await_int (ds_keyring_call_unlock_default (), &error);
      if (error != NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));

      changed = dex_await_boolean (begin_change (change), &error);
      if (error == NULL)
        return dex_future_new_for_boolean (changed);
      if (i == MAX_TRIES || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
        return dex_future_new_for_error (g_steal_pointer (&error));
    }
}

DexFuture *
ds_keyring_call_store (const char *device_id,
                       DsSlot slot,
                       const char *label,
                       DsSecret *text)
{
  Change *change = g_new0 (Change, 1);

  change->device_id = g_strdup (device_id);
  change->slot = slot;
  change->label = g_strdup (label);
  change->text = ds_secret_ref (text);
  return ds_fiber_spawn (change_fiber, change, (GDestroyNotify) change_free);
}

DexFuture *
ds_keyring_call_clear (const char *device_id,
                       DsSlot slot)
{
  Change *change = g_new0 (Change, 1);

  change->device_id = g_strdup (device_id);
  change->slot = slot;
  return ds_fiber_spawn (change_fiber, change, (GDestroyNotify) change_free);
}

static DexFuture *
has_default_fiber (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;

  service = await_service (&error);
  if (service != NULL)
    collection = await_default_collection (service, &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_for_boolean (service == NULL || collection != NULL);
}

DexFuture *
ds_keyring_call_has_default (void)
{
  return ds_fiber_spawn (has_default_fiber, NULL, NULL);
}

static DexFuture *
default_is_locked_fiber (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;

  service = await_service (&error);
  if (service != NULL)
    collection = await_default_collection (service, &error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* Without a default keyring the first entry will make one. */
  return dex_future_new_for_boolean (collection != NULL &&
                                     secret_collection_get_locked (collection));
}

DexFuture *
ds_keyring_call_default_is_locked (void)
{
  return ds_fiber_spawn (default_is_locked_fiber, NULL, NULL);
}

DexFuture *
ds_keyring_call_unlock (GPtrArray *entries)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) locked = NULL;
  SecretService *service = NULL;

  for (unsigned int i = 0; i < entries->len; i++)
    {
      DsKeyringEntry *entry = g_ptr_array_index (entries, i);

      if (!entry->locked)
        continue;
      service = secret_item_get_service (entry->item);
      g_strv_builder_add (paths, g_dbus_proxy_get_object_path (G_DBUS_PROXY (entry->item)));
    }
  dex_return_error_if_fail (service != NULL);

  locked = g_strv_builder_end (paths);
  return ds_keyring_ask_to_open (G_DBUS_PROXY (service), (const char * const *) locked);
}

DexFuture *
ds_keyring_call_unlock_default (void)
{
  return ds_fiber_spawn (open_default_fiber, NULL, NULL);
}
