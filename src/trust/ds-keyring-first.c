/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-keyring"

#include "config.h"

#include "ds-keyring-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-keyring-calls.h"
#include "ds-keyring-error.h"

/* A computer may have a service for keyrings and no keyring yet: the first entry has one
 * made, and the person is asked for its password then. */

/* False where that cannot be told. */
static bool
await_lack (DsKeyring *self)
{
  DexFuture *has = ds_future_within (ds_keyring_call_has_default (), self->machine_ms);
  g_autoptr (GError) error = NULL;

  return !dex_await_boolean (has, &error) && error == NULL;
}

/* Nothing is locked where there is nothing yet. */
GError *
_ds_keyring_adopt_answer (DsKeyring *self,
                          GError *error)
{
  GError *adopted = ds_keyring_adopt_error (error, true);
  bool closed = ds_error_is (adopted, DS_ERROR_KEYRING_DISMISSED);

  if ((closed || ds_error_is (adopted, DS_ERROR_KEYRING_LOCKED)) && await_lack (self))
    adopted->code = closed ? DS_ERROR_KEYRING_NOT_WANTED : DS_ERROR_KEYRING_UNANSWERED;

  return adopted;
}

static DexFuture *
lacks_first_fiber (gpointer data)
{
  DsKeyring *self = data;
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;

  ids = dex_await_boxed (ds_keyring_list (self), &error);
  return dex_future_new_for_boolean (ids != NULL && ids[0] == NULL && await_lack (self));
}

/**
 * ds_keyring_lacks_first:
 * @self: a keyring
 *
 * Looks whether there is no keyring at all yet, without asking the person.
 *
 * Returns: (transfer full): a future that resolves to whether the first entry will have one
 *   made, for whose password the person is asked then
 */
DexFuture *
ds_keyring_lacks_first (DsKeyring *self)
{
  dex_return_error_if_fail (DS_IS_KEYRING (self));

  return ds_fiber_spawn (lacks_first_fiber, g_object_ref (self), g_object_unref);
}
