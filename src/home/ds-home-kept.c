/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "storage/ds-device-table.h"

/* Keys without a row: a set-up ended with a refusal that nothing proves (ds-settle.c), or
 * the data file was lost. They are worth a try, and no more: the person may delete them. */

/* Anew, since another process may have begun a set-up. */
static bool
has_row (GPtrArray *records,
         const char *id)
{
  for (unsigned int i = 0; i < records->len; i++)
    {
      const DsDeviceRecord *record = g_ptr_array_index (records, i);

      if (g_str_equal (record->id, id) && record->state != DS_RECORD_WATCHED)
        return true;
    }

  return false;
}

static char **
find_kept (DsHome *self,
           GError **error)
{
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (!self->storage_open)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_NOT_FOUND, "Nobody knows what has no row");
      return NULL;
    }
  /* In this order: a row is there before its keys. */
  ids = dex_await_boxed (ds_keyring_list (self->keyring), error);
  if (ids == NULL)
    return NULL;
  records = dex_await_boxed (ds_device_table_load (self->storage), error);
  if (records == NULL)
    return NULL;

  for (unsigned int i = 0; ids[i] != NULL; i++)
    if (!has_row (records, ids[i]))
      g_strv_builder_add (kept, ids[i]);

  return g_strv_builder_end (kept);
}

static DexFuture *
list_kept_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (GError) error = NULL;
  char **kept = find_kept (verb->home, &error);

  return kept != NULL ? dex_future_new_take_boxed (G_TYPE_STRV, kept) : _ds_verb_reject (&error);
}

/**
 * ds_home_list_kept_keys:
 * @self: a home
 *
 * Returns: (transfer full): a future that resolves to the ids, as a %G_TYPE_STRV, for
 *   which the keyring has keys although nothing is set up or open; or rejects with
 *   #DsError
 */
DexFuture *
ds_home_list_kept_keys (DsHome *self)
{
  dex_return_error_if_fail (DS_IS_HOME (self));

  return _ds_verb_run (_ds_verb_new (self, NULL), list_kept_fiber);
}

static DexFuture *
forget_kept_fiber (gpointer data)
{
  static const DsSlot order[] = { DS_SLOT_PENDING, DS_SLOT_PREVIOUS, DS_SLOT_CURRENT };
  DsVerb *verb = data;
  DsHome *self = verb->home;
  g_auto (GStrv) kept = NULL;
  g_autoptr (GError) error = NULL;

  verb->lock = ds_lock_take (self->folder, verb->text, &error);
  if (verb->lock == NULL)
    return _ds_verb_reject (&error);
  kept = find_kept (self, &error);
  if (kept == NULL)
    return _ds_verb_reject (&error);
  if (!g_strv_contains ((const char *const *) kept, verb->text))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_NOT_FOUND, "No keys are kept without a row");

  for (unsigned int i = 0; i < G_N_ELEMENTS (order); i++)
    if (!dex_await (ds_keyring_clear (self->keyring, verb->text, order[i]), &error))
      return _ds_verb_reject (&error);

  g_hash_table_remove (self->orphans, verb->text);
  return dex_future_new_true ();
}

/**
 * ds_home_forget_kept_keys:
 * @self: a home
 * @id: one of those of ds_home_list_kept_keys()
 *
 * Deletes keys that nothing on the list has. A device that took them after all lets
 * nobody else in before it is reset.
 *
 * Returns: (transfer full): a future that resolves to true or rejects with
 *   %DS_ERROR_NOT_FOUND, %DS_ERROR_BUSY or one of the keyring errors
 */
DexFuture *
ds_home_forget_kept_keys (DsHome *self,
                          const char *id)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (id != NULL);

  verb = _ds_verb_new (self, NULL);
  verb->text = g_strdup (id);
  return _ds_verb_run (verb, forget_kept_fiber);
}
