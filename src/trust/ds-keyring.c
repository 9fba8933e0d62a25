/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-keyring"

#include "config.h"

#include "ds-keyring-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-crypto.h"
#include "ds-keyring-calls.h"
#include "ds-keyring-error.h"

#include <glib/gi18n-lib.h>

/* D-Bus would wait 25 seconds for an answer and two minutes for a start. */
#define MACHINE_MS (10 * 1000)

/* A person who has to think of a password, and to type it twice. */
#define PERSON_MS (120 * 1000)

G_DEFINE_FINAL_TYPE (DsKeyring, ds_keyring, G_TYPE_OBJECT)

typedef enum {
  PROP_STATE = 1,
} DsKeyringProperty;

static GParamSpec *properties[PROP_STATE + 1];

/* What one call works on. */
typedef struct
{
  DsKeyring *self;
  char *device_id;
  DsSlot slot;
  char *label;
  DsCredential *credential;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->self);
  g_clear_pointer (&call->device_id, g_free);
  g_clear_pointer (&call->label, g_free);
  g_clear_pointer (&call->credential, ds_credential_unref);
  g_free (call);
}

static Call *
call_new (DsKeyring *self,
          const char *device_id,
          DsSlot slot,
          const char *label,
          DsCredential *credential)
{
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (self);
  call->device_id = g_strdup (device_id);
  call->slot = slot;
  call->label = g_strdup (label);
  call->credential = credential != NULL ? ds_credential_ref (credential) : NULL;
  return call;
}

static void
set_state (DsKeyring *self,
           DsKeyringState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Every call ends here, so that the state follows what really happened. */
static DexFuture *
reject (DsKeyring *self,
        GError *error)
{
  set_state (self, ds_keyring_state_for_error (error));
  return dex_future_new_for_error (error);
}

static DexFuture *
resolve_true (DsKeyring *self)
{
  set_state (self, DS_KEYRING_READY);
  return dex_future_new_true ();
}

/* The entries of one slot, or of all; NULL with an adopted error. */
static GPtrArray *
await_entries (DsKeyring *self,
               const char *device_id,
               int slot,
               GError **error)
{
  GPtrArray *entries;
  GError *local_error = NULL;

  entries = dex_await_boxed (ds_future_within (ds_keyring_call_search (device_id, slot),
                                               self->machine_ms),
                             &local_error);
  if (local_error != NULL)
    g_propagate_error (error, ds_keyring_adopt_error (local_error, false));

  return entries;
}

/* All of our entries. In libsecret's file each entry is encrypted by itself, and
 * after a change of the master key the old ones stay in it for ever: a search
 * for everything fails then, but a search by slot finds the new ones. */
static GPtrArray *
await_all_entries (DsKeyring *self,
                   GError **error)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) whole_error = NULL;

  all = await_entries (self, NULL, -1, &whole_error);
  if (all != NULL)
    return g_steal_pointer (&all);

  if (ds_error_is (whole_error, DS_ERROR_KEYRING_UNREADABLE))
    {
      all = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_keyring_entry_free);
      for (int slot = 0; slot < DS_N_SLOTS; slot++)
        {
          g_autoptr (GPtrArray) entries = await_entries (self, NULL, slot, error);

          if (entries == NULL)
            return NULL;
          g_ptr_array_extend_and_steal (all, g_steal_pointer (&entries));
        }
      if (all->len > 0)
        return g_steal_pointer (&all);
    }

  g_propagate_error (error, g_steal_pointer (&whole_error));
  return NULL;
}

/* A keyring that shows nothing may be an empty one, a closed one, or a file
 * whose key has changed. Gives the error that says which; NOT_FOUND if empty. */
static GError *
await_reason_for_nothing (DsKeyring *self)
{
  g_autoptr (GPtrArray) all = NULL;
  GError *error = NULL;
  gboolean locked;

  all = await_entries (self, NULL, -1, &error);
  if (error != NULL)
    return error;

  locked = dex_await_boolean (ds_future_within (ds_keyring_call_default_is_locked (),
                                                self->machine_ms),
                              &error);
  if (error != NULL)
    return ds_keyring_adopt_error (error, false);
  if (locked)
    return g_error_new_literal (DS_ERROR, DS_ERROR_KEYRING_LOCKED, "The keyring is locked");

  return g_error_new_literal (DS_ERROR, DS_ERROR_NOT_FOUND, "The keyring has no such entry");
}

/* NULL when the keyring can be used right now. */
static GError *
await_trouble (DsKeyring *self)
{
  g_autoptr (GPtrArray) all = NULL;
  GError *error = NULL;

  all = await_all_entries (self, &error);
  if (error != NULL)
    return error;
  if (ds_keyring_entries_any_locked (all))
    return g_error_new_literal (DS_ERROR, DS_ERROR_KEYRING_LOCKED, "The keyring is locked");
  if (all->len > 0)
    return NULL;

  error = await_reason_for_nothing (self);
  if (ds_error_is (error, DS_ERROR_NOT_FOUND))
    g_clear_error (&error);

  return error;
}

static DexFuture *
probe_fiber (gpointer data)
{
  Call *call = data;
  GError *error = await_trouble (call->self);

  return error != NULL ? reject (call->self, error) : resolve_true (call->self);
}

/**
 * ds_keyring_probe:
 * @self: a keyring
 *
 * Looks whether the keyring is there and open, without asking the person.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_KEYRING_LOCKED, %DS_ERROR_KEYRING_MISSING or
 *   %DS_ERROR_KEYRING_UNREADABLE
 */
DexFuture *
ds_keyring_probe (DsKeyring *self)
{
  dex_return_error_if_fail (DS_IS_KEYRING (self));

  return ds_fiber_spawn (probe_fiber, call_new (self, NULL, 0, NULL, NULL), call_free);
}

/* Has the keyring ask the person: for our entries, or, while it holds none of
 * them, for the place where the first one would go. Services differ in whether
 * opening nothing asks for something, so nothing is never asked for. */
static void
await_person (DsKeyring *self,
              GError **error)
{
  g_autoptr (GPtrArray) all = await_all_entries (self, error);
  GError *local_error = NULL;
  DexFuture *future;

  if (all == NULL)
    return;

  future = ds_keyring_entries_any_locked (all) ? ds_keyring_call_unlock (all)
                                               : ds_keyring_call_unlock_default ();
  dex_await (ds_future_within (future, self->person_ms), &local_error);
  if (local_error != NULL)
    g_propagate_error (error, _ds_keyring_adopt_answer (self, local_error));
}

static DexFuture *
unlock_fiber (gpointer data)
{
  Call *call = data;
  DsKeyring *self = call->self;
  GError *error = await_trouble (self);

  if (!ds_error_is (error, DS_ERROR_KEYRING_LOCKED))
    return error != NULL ? reject (self, error) : resolve_true (self);

  g_clear_error (&error);
  await_person (self, &error);
  if (error != NULL)
    return reject (self, error);

  error = await_trouble (self);
  if (ds_error_is (error, DS_ERROR_KEYRING_LOCKED))
    error->code = DS_ERROR_KEYRING_DISMISSED;
  return error != NULL ? reject (self, error) : resolve_true (self);
}

/**
 * ds_keyring_unlock:
 * @self: a keyring
 *
 * Looks whether the keyring is there, and has it ask the person for its
 * password where it is closed.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_KEYRING_DISMISSED when the person closed the question,
 *   %DS_ERROR_KEYRING_LOCKED when nobody answered it in two minutes,
 *   %DS_ERROR_KEYRING_MISSING or %DS_ERROR_KEYRING_UNREADABLE
 */
DexFuture *
ds_keyring_unlock (DsKeyring *self)
{
  dex_return_error_if_fail (DS_IS_KEYRING (self));

  return ds_fiber_spawn (unlock_fiber, call_new (self, NULL, 0, NULL, NULL), call_free);
}

/* What a slot holds; NULL with an adopted error, NOT_FOUND among them. */
static DsSecret *
await_text (DsKeyring *self,
            const char *device_id,
            DsSlot slot,
            GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (DsSecret) text = NULL;
  GError *local_error = NULL;

  entries = await_entries (self, device_id, (int) slot, error);
  if (entries == NULL)
    return NULL;

  /* Asking for a locked entry would make the keyring ask the person. */
  if (ds_keyring_entries_any_locked (entries))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_KEYRING_LOCKED, "The keyring is locked");
      return NULL;
    }
  if (entries->len == 0)
    {
      g_propagate_error (error, await_reason_for_nothing (self));
      return NULL;
    }

  text = dex_await_boxed (ds_future_within (ds_keyring_call_lookup (device_id, slot),
                                            self->machine_ms),
                          &local_error);
  if (local_error != NULL)
    g_propagate_error (error, ds_keyring_adopt_error (local_error, false));
  else if (text == NULL)
    g_set_error_literal (error, DS_ERROR, DS_ERROR_KEYRING_UNREADABLE,
                         "The keyring's entry is not text");

  return g_steal_pointer (&text);
}

static DsCredential *
await_credential (DsKeyring *self,
                  const char *device_id,
                  DsSlot slot,
                  GError **error)
{
  g_autoptr (DsSecret) text = await_text (self, device_id, slot, error);

  return text != NULL ? ds_credential_from_text (ds_secret_get_text (text), error) : NULL;
}

/* Stores and believes only what it reads back. */
static bool
await_store (DsKeyring *self,
             const char *device_id,
             DsSlot slot,
             const char *label,
             DsCredential *credential,
             GError **error)
{
  g_autoptr (DsSecret) text = ds_credential_to_text (credential);
  g_autoptr (DsSecret) found = NULL;
  g_autofree char *title = NULL;
  GError *local_error = NULL;

  /* Translators: how an entry is named in the list of passwords. %s is the
   * name of a device. */
  title = g_strdup_printf (_("Doorstep: %s"), label);
  dex_await (ds_future_within (ds_keyring_call_store (device_id, slot, title, text),
                               self->person_ms),
             &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, _ds_keyring_adopt_answer (self, local_error));
      return false;
    }

  found = await_text (self, device_id, slot, &local_error);
  if (found != NULL && ds_secret_equal (found, text))
    return true;

  if (local_error == NULL || ds_error_is (local_error, DS_ERROR_NOT_FOUND))
    {
      g_clear_error (&local_error);
      local_error = g_error_new_literal (DS_ERROR, DS_ERROR_KEYRING_UNREADABLE,
                                         "The keyring did not keep what it was given");
    }
  g_propagate_error (error, local_error);
  return false;
}

/* Clears a slot and makes sure that it is empty: libsecret leaves locked
 * entries alone and calls that a success. */
static bool
await_clear (DsKeyring *self,
             const char *device_id,
             DsSlot slot,
             GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  GError *local_error = NULL;

  dex_await (ds_future_within (ds_keyring_call_clear (device_id, slot), self->machine_ms),
             &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, ds_keyring_adopt_error (local_error, false));
      return false;
    }

  entries = await_entries (self, device_id, (int) slot, error);
  if (entries == NULL)
    return false;
  if (entries->len > 0)
    {
      if (ds_keyring_entries_any_locked (entries))
        g_set_error_literal (error, DS_ERROR, DS_ERROR_KEYRING_LOCKED, "The keyring is locked");
      else
        g_set_error_literal (error, DS_ERROR, DS_ERROR_KEYRING_UNREADABLE,
                             "The keyring did not remove its entry");
      return false;
    }

  return true;
}

static bool
is_device_id (const char *device_id)
{
  return device_id != NULL && device_id[0] != '\0' && g_utf8_validate (device_id, -1, NULL);
}

static DexFuture *
store_fiber (gpointer data)
{
  Call *call = data;
  GError *error = NULL;

  if (!await_store (call->self, call->device_id, call->slot, call->label,
                    call->credential, &error))
    return reject (call->self, error);

  return resolve_true (call->self);
}

/**
 * ds_keyring_store:
 * @self: a keyring
 * @device_id: whose credential it is
 * @slot: where to put it
 * @label: the device's name, for the person who looks at the list of passwords
 * @credential: the credential
 *
 * Puts a credential into a slot, in place of what was there, reads it back and
 * compares. The keyring may ask the person for its password.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with one
 *   of the DS_ERROR_KEYRING_ or DS_ERROR_STORAGE_ values
 */
DexFuture *
ds_keyring_store (DsKeyring *self,
                  const char *device_id,
                  DsSlot slot,
                  const char *label,
                  DsCredential *credential)
{
  dex_return_error_if_fail (DS_IS_KEYRING (self));
  dex_return_error_if_fail (is_device_id (device_id));
  dex_return_error_if_fail (label != NULL && credential != NULL);

  return ds_fiber_spawn (store_fiber, call_new (self, device_id, slot, label, credential),
                         call_free);
}

static DexFuture *
lookup_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (DsCredential) credential = NULL;
  GError *error = NULL;

  credential = await_credential (call->self, call->device_id, call->slot, &error);
  if (credential == NULL)
    return reject (call->self, error);

  set_state (call->self, DS_KEYRING_READY);
  return dex_future_new_take_boxed (DS_TYPE_CREDENTIAL, g_steal_pointer (&credential));
}

/**
 * ds_keyring_lookup:
 * @self: a keyring
 * @device_id: whose credential to look for
 * @slot: where to look
 *
 * Never asks the person: see ds_keyring_unlock().
 *
 * Returns: (transfer full): a future that resolves to a #DsCredential, or
 *   rejects with %DS_ERROR_NOT_FOUND or one of the DS_ERROR_KEYRING_ values
 */
DexFuture *
ds_keyring_lookup (DsKeyring *self,
                   const char *device_id,
                   DsSlot slot)
{
  dex_return_error_if_fail (DS_IS_KEYRING (self));
  dex_return_error_if_fail (is_device_id (device_id));

  return ds_fiber_spawn (lookup_fiber, call_new (self, device_id, slot, NULL, NULL), call_free);
}

static DexFuture *
clear_fiber (gpointer data)
{
  Call *call = data;
  GError *error = NULL;

  if (!await_clear (call->self, call->device_id, call->slot, &error))
    return reject (call->self, error);

  return resolve_true (call->self);
}

/**
 * ds_keyring_clear:
 * @self: a keyring
 * @device_id: whose credential to remove
 * @slot: from where
 *
 * Clearing what is not there is no error. Never asks the person.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with one
 *   of the DS_ERROR_KEYRING_ values
 */
DexFuture *
ds_keyring_clear (DsKeyring *self,
                  const char *device_id,
                  DsSlot slot)
{
  dex_return_error_if_fail (DS_IS_KEYRING (self));
  dex_return_error_if_fail (is_device_id (device_id));

  return ds_fiber_spawn (clear_fiber, call_new (self, device_id, slot, NULL, NULL), call_free);
}

static void
step (DsKeyring *self,
      const char *name)
{
  if (self->step_func != NULL)
    self->step_func (name, self->step_data);
}

/* The steps, and what a kill before each of them leaves. "new" is what the
 * device takes by now, "old" what it took before.
 *
 *   read                    pending = new   current = old   previous = older
 *   store previous = old    the same
 *   store current = new     pending = new   current = old   previous = old
 *   clear pending           pending = new   current = new   previous = old
 *   end                                     current = new   previous = old
 *
 * A current one that nobody can read any more (another master key) is as good as
 * none: what the device takes by now must not be held up by it.
 *
 * At every line some slot holds new. Doing it all again is right at every line:
 * where current is new already, previous is left alone, or new would push old
 * out of it. A single store takes effect whole or not at all (one D-Bus call, or
 * one rename of libsecret's file). */
static bool
await_promote (DsKeyring *self,
               Call *call,
               GError **error)
{
  g_autoptr (DsCredential) pending = NULL;
  g_autoptr (DsCredential) current = NULL;
  g_autoptr (GError) local_error = NULL;

  step (self, "read");
  current = await_credential (self, call->device_id, DS_SLOT_CURRENT, &local_error);
  if (current == NULL && !ds_error_is (local_error, DS_ERROR_NOT_FOUND) &&
      !ds_error_is (local_error, DS_ERROR_KEYRING_UNREADABLE))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return false;
    }

  pending = await_credential (self, call->device_id, DS_SLOT_PENDING, error);
  if (pending == NULL)
    {
      /* Done by an earlier call that was killed before it could say so. */
      if (current != NULL && error != NULL && ds_error_is (*error, DS_ERROR_NOT_FOUND))
        {
          g_clear_error (error);
          return true;
        }
      return false;
    }

  if (current == NULL || !ds_credential_equal (current, pending))
    {
      step (self, "store previous");
      if (current != NULL &&
          !await_store (self, call->device_id, DS_SLOT_PREVIOUS, call->label, current, error))
        return false;

      step (self, "store current");
      if (!await_store (self, call->device_id, DS_SLOT_CURRENT, call->label, pending, error))
        return false;
    }

  step (self, "clear pending");
  if (!await_clear (self, call->device_id, DS_SLOT_PENDING, error))
    return false;

  step (self, "end");
  return true;
}

static DexFuture *
promote_fiber (gpointer data)
{
  Call *call = data;
  GError *error = NULL;

  if (!await_promote (call->self, call, &error))
    return reject (call->self, error);

  return resolve_true (call->self);
}

/**
 * ds_keyring_promote:
 * @self: a keyring
 * @device_id: whose credentials they are
 * @label: the device's name
 *
 * Moves pending to current and the old current to previous. Safe to repeat
 * after a kill at any of its steps: pending goes last.
 *
 * Returns: (transfer full): a future that resolves to true, also where it was
 *   done already, or rejects with %DS_ERROR_NOT_FOUND where there is neither
 *   pending nor current, or with one of the DS_ERROR_KEYRING_ values
 */
DexFuture *
ds_keyring_promote (DsKeyring *self,
                    const char *device_id,
                    const char *label)
{
  dex_return_error_if_fail (DS_IS_KEYRING (self));
  dex_return_error_if_fail (is_device_id (device_id));
  dex_return_error_if_fail (label != NULL);

  return ds_fiber_spawn (promote_fiber, call_new (self, device_id, 0, label, NULL), call_free);
}

static DexFuture *
list_fiber (gpointer data)
{
  Call *call = data;
  DsKeyring *self = call->self;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GError *error = NULL;

  all = await_all_entries (self, &error);
  if (error == NULL && all->len == 0)
    {
      error = await_reason_for_nothing (self);
      if (ds_error_is (error, DS_ERROR_NOT_FOUND))
        g_clear_error (&error);
    }
  if (error != NULL)
    return reject (self, error);

  for (unsigned int i = 0; i < all->len; i++)
    {
      DsKeyringEntry *entry = g_ptr_array_index (all, i);

      if (g_hash_table_add (seen, entry->device_id))
        g_strv_builder_add (ids, entry->device_id);
    }

  set_state (self, ds_keyring_entries_any_locked (all) ? DS_KEYRING_LOCKED : DS_KEYRING_READY);
  return dex_future_new_take_boxed (G_TYPE_STRV, g_strv_builder_end (ids));
}

/**
 * ds_keyring_list:
 * @self: a keyring
 *
 * Names of entries can be read while the keyring is locked. Never asks the
 * person.
 *
 * Returns: (transfer full): a future that resolves to a #GStrv with the ids of
 *   all devices that have any slot, or rejects with one of the
 *   DS_ERROR_KEYRING_ values
 */
DexFuture *
ds_keyring_list (DsKeyring *self)
{
  dex_return_error_if_fail (DS_IS_KEYRING (self));

  return ds_fiber_spawn (list_fiber, call_new (self, NULL, 0, NULL, NULL), call_free);
}

/*
 * GObject
 */

static void
ds_keyring_get_property (GObject *object,
                         guint prop_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  DsKeyring *self = DS_KEYRING (object);

  switch ((DsKeyringProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ds_keyring_class_init (DsKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ds_keyring_get_property;

  /**
   * DsKeyring:state:
   *
   * What the last call found. Tells nothing about the time since.
   */
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, DS_TYPE_KEYRING_STATE, DS_KEYRING_UNKNOWN,
                       (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ds_keyring_init (DsKeyring *self)
{
  self->machine_ms = MACHINE_MS;
  self->person_ms = PERSON_MS;
}

/**
 * ds_keyring_new:
 *
 * Nothing is asked of the keyring before the first call.
 *
 * Returns: (transfer full): a new keyring in state %DS_KEYRING_UNKNOWN
 */
DsKeyring *
ds_keyring_new (void)
{
  return g_object_new (DS_TYPE_KEYRING, NULL);
}

/**
 * ds_keyring_get_state:
 * @self: a keyring
 *
 * Returns: what the last call found
 */
DsKeyringState
ds_keyring_get_state (DsKeyring *self)
{
  g_return_val_if_fail (DS_IS_KEYRING (self), DS_KEYRING_UNKNOWN);

  return self->state;
}

void
_ds_keyring_set_step_func (DsKeyring *self,
                           DsKeyringStepFunc func,
                           gpointer user_data)
{
  self->step_func = func;
  self->step_data = user_data;
}

void
_ds_keyring_set_deadlines (DsKeyring *self,
                           unsigned int machine_ms,
                           unsigned int person_ms)
{
  self->machine_ms = machine_ms;
  self->person_ms = person_ms;
}
