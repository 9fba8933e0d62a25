/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-care"

#include "config.h"

#include "ds-care.h"

#include "core/ds-text.h"

static const char * const update_states[] = {
  "unknown", "up-to-date", "available", "downloading", "installing", "failed", NULL
};
static const char * const update_failures[] = {
  "other", "download", "signature", "space", "power", NULL
};
static const char * const automatic_modes[] = { "unknown", "off", "ask", "on", NULL };
static const char * const logins[] = { "unknown", "none", "default", "own", NULL };

/* A word that is not there counts as the first, the one that tells least. */
static unsigned int
find_nick (const char * const *nicks,
           const char *nick)
{
  return (unsigned int) MAX (ds_text_find (nicks, nick), 0);
}

/**
 * ds_update_state_get_nick:
 * @state: a state
 *
 * Returns: (transfer none): its short English name
 */
const char *
ds_update_state_get_nick (DsUpdateState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (update_states) - 1, NULL);

  return update_states[state];
}

/**
 * ds_update_state_from_nick:
 * @nick: (nullable): a short English name
 *
 * Returns: the state, or DS_UPDATE_UNKNOWN
 */
DsUpdateState
ds_update_state_from_nick (const char *nick)
{
  return (DsUpdateState) find_nick (update_states, nick);
}

/**
 * ds_update_failure_get_nick:
 * @failure: why an update failed
 *
 * Returns: (transfer none): its short English name
 */
const char *
ds_update_failure_get_nick (DsUpdateFailure failure)
{
  g_return_val_if_fail (failure < G_N_ELEMENTS (update_failures) - 1, NULL);

  return update_failures[failure];
}

/**
 * ds_update_failure_from_nick:
 * @nick: (nullable): a short English name
 *
 * Returns: why an update failed, or DS_UPDATE_FAILURE_OTHER
 */
DsUpdateFailure
ds_update_failure_from_nick (const char *nick)
{
  return (DsUpdateFailure) find_nick (update_failures, nick);
}

/**
 * ds_automatic_updates_get_nick:
 * @mode: a mode
 *
 * Returns: (transfer none): its short English name
 */
const char *
ds_automatic_updates_get_nick (DsAutomaticUpdates mode)
{
  g_return_val_if_fail (mode < G_N_ELEMENTS (automatic_modes) - 1, NULL);

  return automatic_modes[mode];
}

/**
 * ds_automatic_updates_from_nick:
 * @nick: (nullable): a short English name
 *
 * Returns: the mode, or DS_AUTOMATIC_UNKNOWN
 */
DsAutomaticUpdates
ds_automatic_updates_from_nick (const char *nick)
{
  return (DsAutomaticUpdates) find_nick (automatic_modes, nick);
}

/**
 * ds_login_get_nick:
 * @login: how a service is entered
 *
 * Returns: (transfer none): its short English name
 */
const char *
ds_login_get_nick (DsLogin login)
{
  g_return_val_if_fail (login < G_N_ELEMENTS (logins) - 1, NULL);

  return logins[login];
}

/**
 * ds_login_from_nick:
 * @nick: (nullable): a short English name
 *
 * Returns: how a service is entered, or DS_LOGIN_UNKNOWN
 */
DsLogin
ds_login_from_nick (const char *nick)
{
  return (DsLogin) find_nick (logins, nick);
}

/**
 * ds_update_new:
 *
 * Returns: (transfer full): an update of which nothing is known
 */
DsUpdate *
ds_update_new (void)
{
  DsUpdate *self = g_new0 (DsUpdate, 1);

  self->progress = -1;
  return self;
}

/**
 * ds_update_copy:
 * @self: an update
 *
 * Returns: (transfer full): the same, with texts of its own
 */
DsUpdate *
ds_update_copy (const DsUpdate *self)
{
  DsUpdate *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->version = g_strdup (self->version);
  copy->notes = g_strdup (self->notes);
  copy->notes_url = g_strdup (self->notes_url);
  return copy;
}

/**
 * ds_update_free:
 * @self: (transfer full) (nullable): an update
 */
void
ds_update_free (DsUpdate *self)
{
  if (self == NULL)
    return;

  g_free (self->version);
  g_free (self->notes);
  g_free (self->notes_url);
  g_free (self);
}

/**
 * ds_support_new:
 *
 * Returns: (transfer full): support of which nothing is known
 */
DsSupport *
ds_support_new (void)
{
  return g_new0 (DsSupport, 1);
}

/**
 * ds_support_copy:
 * @self: how long a device is supported
 *
 * Returns: (transfer full): the same, with texts of its own
 */
DsSupport *
ds_support_copy (const DsSupport *self)
{
  DsSupport *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->rule = g_strdup (self->rule);
  copy->source = g_strdup (self->source);
  return copy;
}

/**
 * ds_support_free:
 * @self: (transfer full) (nullable): how long a device is supported
 */
void
ds_support_free (DsSupport *self)
{
  if (self == NULL)
    return;

  g_free (self->rule);
  g_free (self->source);
  g_free (self);
}

/**
 * ds_contact_new:
 *
 * Returns: (transfer full): a contact without a link
 */
DsContact *
ds_contact_new (void)
{
  DsContact *self = g_new0 (DsContact, 1);

  self->links = g_new0 (char *, 1);
  return self;
}

/**
 * ds_contact_copy:
 * @self: whom to tell about a security problem
 *
 * Returns: (transfer full): the same, with texts of its own
 */
DsContact *
ds_contact_copy (const DsContact *self)
{
  DsContact *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->links = g_strdupv (self->links);
  copy->policy = g_strdup (self->policy);
  return copy;
}

/**
 * ds_contact_free:
 * @self: (transfer full) (nullable): whom to tell about a security problem
 */
void
ds_contact_free (DsContact *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->links);
  g_free (self->policy);
  g_free (self);
}

/**
 * ds_personal_data_new:
 *
 * Returns: (transfer full): one sort of data about people, all empty
 */
DsPersonalData *
ds_personal_data_new (void)
{
  return g_new0 (DsPersonalData, 1);
}

/**
 * ds_personal_data_copy:
 * @self: one sort of data about people
 *
 * Returns: (transfer full): the same, with texts of its own
 */
DsPersonalData *
ds_personal_data_copy (const DsPersonalData *self)
{
  DsPersonalData *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->why = g_strdup (self->why);
  copy->kept = g_strdup (self->kept);
  copy->how_to = g_strdup (self->how_to);
  copy->how_to_url = g_strdup (self->how_to_url);
  return copy;
}

/**
 * ds_personal_data_free:
 * @self: (transfer full) (nullable): one sort of data about people
 */
void
ds_personal_data_free (DsPersonalData *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->why);
  g_free (self->kept);
  g_free (self->how_to);
  g_free (self->how_to_url);
  g_free (self);
}

/**
 * ds_service_new:
 *
 * Returns: (transfer full): one more way into a device, all empty
 */
DsService *
ds_service_new (void)
{
  return g_new0 (DsService, 1);
}

/**
 * ds_service_copy:
 * @self: one more way into a device
 *
 * Returns: (transfer full): the same, with texts of its own
 */
DsService *
ds_service_copy (const DsService *self)
{
  DsService *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->title = g_strdup (self->title);
  copy->protocol = g_strdup (self->protocol);
  return copy;
}

/**
 * ds_service_free:
 * @self: (transfer full) (nullable): one more way into a device
 */
void
ds_service_free (DsService *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->protocol);
  g_free (self);
}
