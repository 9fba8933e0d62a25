/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-update.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-profile-check-in.h"
#include "ds-profile-message.h"
#include "ds-profile-verb.h"

/* So often a device may still say what it said before it was asked. */
#define STALE_LOOKS 3

/* A timeout ends with the error that it is named after; only a discarded future
 * ends with another. */
static bool
rest (GError **error)
{
  g_autoptr (GError) ended = NULL;

  dex_await (dex_timeout_new_msec ((int) ds_profile_pace ()->poll), &ended);
  if (g_error_matches (ended, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return true;

  g_propagate_error (error, g_steal_pointer (&ended));
  return false;
}

static DexFuture *
resolve_facts (DsProfileSession *session,
               DsProfileVerb *verb)
{
  GError *error = NULL;
  DsFacts *facts = ds_profile_read_facts (session, verb->credential, &error);

  if (facts == NULL)
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (DS_TYPE_FACTS, facts);
}

/*
 * Asking the maker
 */

static bool
has_asked (const DsUpdate *before,
           const DsUpdate *now,
           unsigned int looks)
{
  if (now->checked_at > before->checked_at)
    return true;

  /* Within the same second the time says nothing. */
  return looks >= STALE_LOOKS && now->checked_at > 0 && now->state != DS_UPDATE_UNKNOWN;
}

static bool
wait_for_answer (DsProfileSession *session,
                 DsFacts *facts,
                 GError **error)
{
  g_autoptr (DsUpdate) before = ds_update_copy (facts->update);
  int64_t end = g_get_monotonic_time () + INT64_C (1000) * ds_profile_pace ()->look;

  for (unsigned int looks = 1; ; looks++)
    {
      if (!ds_profile_look_at_software (session, facts, error))
        return false;
      if (has_asked (before, facts->update, looks))
        return true;
      if (g_get_monotonic_time () >= end)
        break;
      if (!rest (error))
        return false;
    }

  g_set_error_literal (error, DS_ERROR, DS_ERROR_TIMED_OUT,
                       "The device heard nothing from its maker");
  return false;
}

static DexFuture *
check_update_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  g_autoptr (DsProfileSession) session = NULL;
  g_autoptr (DsFacts) facts = ds_facts_new ();
  g_autoptr (DsSecret) body = ds_profile_write_text (NULL, NULL);
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  session = ds_profile_session_open (verb->target, verb->credential, &error);
  if (session == NULL || !ds_profile_look_at_software (session, facts, &error))
    return dex_future_new_for_error (error);

  answer = ds_profile_session_call (session, DS_PROFILE_CHECK_FOR_UPDATE, DS_PROFILE_INVOKE, body,
                                    true, &error);
  if (answer == NULL || !wait_for_answer (session, facts, &error))
    return dex_future_new_for_error (error);

  return resolve_facts (session, verb);
}

/**
 * ds_profile_check_update:
 * @target: which device
 * @credential: the one in use
 *
 * Returns: (transfer full): a future that resolves to #DsFacts once the device has
 *   asked its maker, or rejects with %DS_ERROR_TIMED_OUT or an error of
 *   ds_profile_session_call()
 */
DexFuture *
ds_profile_check_update (DsTarget *target,
                         DsCredential *credential)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);

  return ds_profile_verb_spawn (ds_profile_verb_new (target, credential), check_update_fiber,
                                ds_profile_pace ()->verb);
}

/*
 * Installing
 */

/* Following an update from one look to the next. */
typedef struct
{
  DsProfileVerb    *verb;
  DsProfileSession *session; /* NULL while the device is gone */
  DsFacts          *facts;
  int64_t           begun_at;
  int64_t           moved_at;
  unsigned int      furthest; /* as rank_of() */
  int64_t           downtime; /* seconds, as the device announced it */
  unsigned int      idle_looks;
  unsigned int      breaks; /* after the device was done */
} Follow;

typedef enum {
  FOLLOW_GO_ON,
  FOLLOW_DONE,
  FOLLOW_FAILED,
} FollowEnd;

static unsigned int
rank_of (const DsUpdate *update)
{
  unsigned int per_cent = (unsigned int) CLAMP (update->progress, 0, 100);

  if (update->state == DS_UPDATE_DOWNLOADING)
    return 1 + per_cent;
  if (update->state == DS_UPDATE_INSTALLING)
    return 102 + per_cent;
  return 0;
}

/* Everything is shown, but only what was never reached before counts: a device that
 * begins again and again would keep us here for ever. */
static void
note_moved (Follow *self,
            const DsUpdate *before)
{
  const DsUpdate *now = self->facts->update;

  if (before != NULL && before->state == now->state && before->progress == now->progress)
    return;

  if (rank_of (now) > self->furthest)
    {
      self->furthest = rank_of (now);
      self->moved_at = g_get_monotonic_time ();
    }
  if (now->version != NULL)
    self->downtime = now->downtime;
  if (self->verb->func != NULL)
    self->verb->func (now, self->verb->data);
}

/* While it restarts, a device may be gone, refuse, or break off in the middle of
 * a word. Another key, or being logged out, is never part of an update. */
static bool
is_gone (const GError *error)
{
  return !ds_error_is (error, DS_ERROR_KEY_CHANGED) && !ds_error_is (error, DS_ERROR_NOT_OURS) &&
         !ds_error_is (error, DS_ERROR_KEY_RENEWED) &&
         !ds_error_is_cancelled (error) && !ds_error_is (error, DS_ERROR_KEYRING_UNREADABLE);
}

static bool
look (Follow *self,
      GError **error)
{
  g_autoptr (DsUpdate) before = NULL;
  g_autoptr (GError) problem = NULL;

  if (self->session == NULL)
    self->session = ds_profile_session_open (self->verb->target, self->verb->credential, &problem);
  if (self->session != NULL)
    {
      if (self->facts->update != NULL)
        before = ds_update_copy (self->facts->update);
      if (ds_profile_look_at_software (self->session, self->facts, &problem))
        {
          note_moved (self, before);
          return true;
        }
      g_clear_pointer (&self->session, ds_profile_session_free);
    }

  problem = ds_error_adopt (g_steal_pointer (&problem));
  if (is_gone (problem))
    return true;
  g_propagate_error (error, g_steal_pointer (&problem));
  return false;
}

/* Only the version that the device itself tells counts, whatever it says that it
 * did. */
static FollowEnd
judge (Follow *self,
       GError **error)
{
  const DsUpdate *update = self->facts->update;
  int64_t now = g_get_monotonic_time ();
  int64_t downtime = self->downtime * G_USEC_PER_SEC;
  int64_t still = downtime + INT64_C (1000) * ds_profile_pace ()->patience;
  int64_t whole = downtime + INT64_C (1000) * ds_profile_pace ()->update;

  if (self->session != NULL &&
      g_strcmp0 (self->facts->software_version, self->verb->version) == 0 &&
      update->state <= DS_UPDATE_AVAILABLE)
    return FOLLOW_DONE;

  if (self->session != NULL && update->state <= DS_UPDATE_AVAILABLE)
    self->idle_looks++;
  else
    self->idle_looks = 0;

  if (self->session != NULL &&
      (update->state == DS_UPDATE_FAILED || self->idle_looks >= STALE_LOOKS))
    g_set_error (error, DS_ERROR, DS_ERROR_NOT_UPDATED, "The device runs %s and says “%s”",
                 self->facts->software_version, ds_update_state_get_nick (update->state));
  else if (now - self->moved_at > still)
    g_set_error_literal (error, DS_ERROR, DS_ERROR_STUCK, "The update does not get any further");
  else if (now - self->begun_at > whole)
    g_set_error_literal (error, DS_ERROR, DS_ERROR_STUCK, "The update does not end");
  else
    return FOLLOW_GO_ON;

  return FOLLOW_FAILED;
}

static bool
follow (Follow *self,
        GError **error)
{
  while (true)
    {
      if (!look (self, error))
        return false;

      switch (judge (self, error))
        {
        case FOLLOW_DONE:
          return true;
        case FOLLOW_FAILED:
          return false;
        case FOLLOW_GO_ON:
        default:
          break;
        }

      if (!rest (error))
        return false;
    }
}

/* A repetition does no harm, so what was lost on the way is simply asked again by
 * the person. */
static bool
install (Follow *self,
         GError **error)
{
  g_autoptr (DsSecret) body = ds_profile_write_text ("version", self->verb->version);
  g_autoptr (JsonNode) answer = NULL;

  if (!ds_profile_look_at_software (self->session, self->facts, error))
    return false;
  if (self->facts->update->version != NULL)
    self->downtime = self->facts->update->downtime;
  if (g_str_equal (self->facts->software_version, self->verb->version))
    return true;

  answer = ds_profile_session_call (self->session, DS_PROFILE_INSTALL_UPDATE, DS_PROFILE_INVOKE,
                                    body, true, error);
  return answer != NULL;
}

/* A device that has just said its new version may restart once more before it has
 * said the rest. */
static DsFacts *
follow_to_the_end (Follow *self,
                   GError **error)
{
  while (follow (self, error))
    {
      g_autoptr (GError) problem = NULL;
      DsFacts *facts = ds_profile_read_facts (self->session, self->verb->credential, &problem);

      if (facts != NULL)
        return facts;
      problem = ds_error_adopt (g_steal_pointer (&problem));
      g_clear_pointer (&self->session, ds_profile_session_free);
      if (!is_gone (problem) || ++self->breaks > STALE_LOOKS)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
      if (!rest (error))
        return NULL;
    }

  return NULL;
}

static DexFuture *
update_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  g_autoptr (DsFacts) last = ds_facts_new ();
  Follow self = { .verb = verb, .facts = last };
  DsFacts *facts = NULL;
  GError *error = NULL;

  self.begun_at = self.moved_at = g_get_monotonic_time ();
  self.session = ds_profile_session_open (verb->target, verb->credential, &error);
  if (self.session != NULL && install (&self, &error))
    facts = follow_to_the_end (&self, &error);
  g_clear_pointer (&self.session, ds_profile_session_free);

  return facts != NULL ? dex_future_new_take_boxed (DS_TYPE_FACTS, facts)
                       : dex_future_new_for_error (error);
}

/**
 * ds_profile_update:
 * @target: which device
 * @credential: the one in use
 * @version: the one that was shown to the person
 * @func: (nullable): told whenever the update moved
 * @data: for @func
 * @destroy: (nullable): frees @data
 *
 * Has the device install @version and follows it: for as long as it gets further
 * within the downtime that it announced and five minutes, and for six hours and that
 * downtime in all.
 *
 * Returns: (transfer full): a future that resolves to #DsFacts once the device
 *   itself says that it runs @version; or rejects with %DS_ERROR_NOT_UPDATED,
 *   %DS_ERROR_STUCK or an error of ds_profile_session_call()
 */
DexFuture *
ds_profile_update (DsTarget *target,
                   DsCredential *credential,
                   const char *version,
                   DsUpdateFunc func,
                   void *data,
                   GDestroyNotify destroy)
{
  DsProfileVerb *verb;

  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);
  dex_return_error_if_fail (version != NULL);

  verb = ds_profile_verb_new (target, credential);
  verb->version = g_strdup (version);
  verb->func = func;
  verb->data = data;
  verb->destroy = destroy;
  return ds_profile_verb_spawn (verb, update_fiber, 0);
}

/*
 * By itself or not
 */

static DexFuture *
set_automatic_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  g_autoptr (DsProfileSession) session = NULL;
  g_autoptr (DsFacts) facts = NULL;
  g_autoptr (DsSecret) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  session = ds_profile_session_open (verb->target, verb->credential, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);

  body = ds_profile_write_text ("mode", ds_automatic_updates_get_nick (verb->mode));
  answer = ds_profile_session_call (session, DS_PROFILE_AUTOMATIC_UPDATES, DS_PROFILE_WRITE, body,
                                    true, &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);
  facts = ds_profile_read_facts (session, verb->credential, &error);
  if (facts == NULL)
    return dex_future_new_for_error (error);
  if (facts->update->automatic != verb->mode)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_ANSWER,
                                  "The device did not keep what was written");

  return dex_future_new_take_boxed (DS_TYPE_FACTS, g_steal_pointer (&facts));
}

/**
 * ds_profile_set_automatic_updates:
 * @target: which device
 * @credential: the one in use
 * @mode: on, off or ask
 *
 * Returns: (transfer full): a future that resolves to #DsFacts once reading back
 *   gives @mode, or rejects with an error of ds_profile_session_call()
 */
DexFuture *
ds_profile_set_automatic_updates (DsTarget *target,
                                  DsCredential *credential,
                                  DsAutomaticUpdates mode)
{
  DsProfileVerb *verb;

  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);
  dex_return_error_if_fail (mode != DS_AUTOMATIC_UNKNOWN);

  verb = ds_profile_verb_new (target, credential);
  verb->mode = mode;
  return ds_profile_verb_spawn (verb, set_automatic_fiber, ds_profile_pace ()->verb);
}
