/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-verb.h"

#include "core/ds-future.h"
#include "core/ds-share.h"
#include "ds-profile-session.h"

/**
 * ds_profile_verb_new:
 * @target: which device
 * @credential: (nullable): its pin and the owner's password
 *
 * Returns: (transfer full): what a verb needs
 */
DsProfileVerb *
ds_profile_verb_new (DsTarget *target,
                     DsCredential *credential)
{
  DsProfileVerb *self = g_new0 (DsProfileVerb, 1);

  self->target = g_object_ref (target);
  if (credential != NULL)
    self->credential = ds_credential_ref (credential);

  return self;
}

static void
verb_free (void *data)
{
  DsProfileVerb *self = data;

  if (self->destroy != NULL)
    self->destroy (self->data);
  g_clear_object (&self->target);
  g_clear_pointer (&self->credential, ds_credential_unref);
  g_clear_pointer (&self->renewed, ds_credential_unref);
  g_clear_object (&self->proof);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->ids, g_strfreev);
  g_free (self);
}

/**
 * ds_profile_verb_spawn:
 * @verb: (transfer full): what the verb needs
 * @func: the fiber
 * @deadline: milliseconds for a device with one address, 0 for none
 *
 * Returns: (transfer full): what @func resolves to
 */
DexFuture *
ds_profile_verb_spawn (DsProfileVerb *verb,
                       DexFiberFunc func,
                       unsigned int deadline)
{
  /* Without a target there is nothing to look for: the verb goes on where one was. */
  unsigned int search = verb->target != NULL ? ds_profile_verb_search (verb->target) : 0;
  DexFuture *future = ds_fiber_spawn (func, verb, verb_free);

  return deadline != 0 ? ds_future_within (future, deadline + search) : future;
}

/**
 * ds_profile_verb_search:
 * @target: which device
 *
 * Returns: by how many milliseconds a verb may last longer, because the device has
 *   more than one address
 */
unsigned int
ds_profile_verb_search (DsTarget *target)
{
  unsigned int each = ds_profile_pace ()->address;

  return ds_share_total (ds_target_get_addresses (target)->len, each) - each;
}
