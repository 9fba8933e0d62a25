/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-verbs.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "core/ds-text.h"
#include "ds-profile-check-in.h"
#include "ds-profile-code.h"
#include "ds-profile-facts.h"
#include "ds-profile-message.h"
#include "ds-profile-verb.h"
#include "trust/ds-origin.h"

#define MAX_IDS 64

static bool
is (const DsAnnouncement *announcement,
    const char *member,
    const char *value)
{
  return g_strcmp0 (ds_announcement_get_txt (announcement, member), value) == 0;
}

/**
 * ds_profile_match:
 * @announcement: what a device announces
 *
 * Things that announce no id of a device, or no encryption, are not of this
 * profile (docs/device-profile.md, section 3).
 *
 * Returns: (transfer full) (nullable): what the announcement tells, or %NULL
 */
DsMatch *
ds_profile_match (const DsAnnouncement *announcement)
{
  const char *id = ds_announcement_get_txt (announcement, "id");
  const char *path = ds_announcement_get_txt (announcement, "td");
  DsMatch *match;

  if (g_strcmp0 (ds_announcement_get_type_ (announcement), "_wot._tcp") != 0 ||
      !is (announcement, "type", "Thing") || !is (announcement, "scheme", "https") ||
      !ds_profile_is_id (id) || path == NULL || !ds_origin_is_path (path))
    return NULL;

  match = g_new0 (DsMatch, 1);
  match->key = g_strdup (id);
  match->name = ds_text_clean_name (ds_announcement_get_instance (announcement));
  match->path = g_strdup (path);
  match->kind = ds_profile_read_kind (ds_announcement_get_txt (announcement, "kind"));
  return match;
}

/*
 * Erasing
 */

/* What was told to be gone and is still there. */
static const char *
find_kept (DsFacts *facts,
           char **ids)
{
  for (unsigned int i = 0; i < facts->personal_data->len; i++)
    {
      const DsPersonalData *item = facts->personal_data->pdata[i];

      if (item->stored && g_strv_contains ((const char * const *) ids, item->id))
        return item->id;
    }

  return NULL;
}

static bool
ask_to_erase (DsProfileSession *session,
              char **ids,
              GError **error)
{
  g_autoptr (DsSecret) body = ds_profile_write_ids ((const char * const *) ids);
  g_autoptr (JsonNode) answer = ds_profile_session_call (session, DS_PROFILE_ERASE,
                                                         DS_PROFILE_INVOKE, body, true, error);

  return answer != NULL;
}

/* A device refuses all where one is gone already: the answer to an earlier request was
 * lost, or its key changed in the middle, so that we ask again. Then only what is still
 * there is asked for. True where nothing is left to ask for, too. */
static bool
ask_for_the_rest (DsProfileVerb *verb,
                  DsProfileSession *session,
                  GError **error)
{
  g_autoptr (DsFacts) facts = ds_profile_read_facts (session, verb->credential, error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;

  if (facts == NULL)
    return false;

  for (unsigned int i = 0; i < facts->personal_data->len; i++)
    {
      const DsPersonalData *item = facts->personal_data->pdata[i];

      if (item->stored && g_strv_contains ((const char * const *) verb->ids, item->id))
        g_strv_builder_add (builder, item->id);
    }
  rest = g_strv_builder_end (builder);
  if (*rest == NULL)
    return true;
  if (g_strv_length (rest) < g_strv_length (verb->ids))
    return ask_to_erase (session, rest, error);

  g_set_error_literal (error, DS_ERROR, DS_ERROR_UNSUPPORTED, "The device does not erase this");
  return false;
}

/* The answer is not looked at: only what is read back afterwards counts. */
static DexFuture *
erase_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  g_autoptr (DsProfileSession) session = NULL;
  g_autoptr (DsFacts) facts = NULL;
  GError *error = NULL;
  bool asked;

  session = ds_profile_session_open (verb->target, verb->credential, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);
  asked = ask_to_erase (session, verb->ids, &error);
  if (!asked && ds_error_is (error, DS_ERROR_UNSUPPORTED))
    {
      g_clear_error (&error);
      asked = ask_for_the_rest (verb, session, &error);
    }
  if (!asked)
    return dex_future_new_for_error (error);

  facts = ds_profile_read_facts (session, verb->credential, &error);
  if (facts == NULL)
    return dex_future_new_for_error (error);
  if (find_kept (facts, verb->ids) != NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_NOT_ERASED, "The device still has “%s”",
                                  find_kept (facts, verb->ids));

  return dex_future_new_take_boxed (DS_TYPE_FACTS, g_steal_pointer (&facts));
}

static bool
are_ids (const char * const *ids)
{
  unsigned int count = g_strv_length ((char **) ids);

  for (unsigned int i = 0; i < count; i++)
    {
      if (!ds_profile_is_id (ids[i]))
        return false;
    }

  return count >= 1 && count <= MAX_IDS;
}

/**
 * ds_profile_erase:
 * @target: which device
 * @credential: the one in use
 * @ids: which personal data, see #DsPersonalData
 *
 * Returns: (transfer full): a future that resolves to #DsFacts once reading back
 *   shows that the data is gone; or rejects with %DS_ERROR_NOT_ERASED where it is
 *   not, or an error of ds_profile_session_call()
 */
DexFuture *
ds_profile_erase (DsTarget *target,
                  DsCredential *credential,
                  const char * const *ids)
{
  DsProfileVerb *verb;

  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);
  dex_return_error_if_fail (ids != NULL);

  if (!are_ids (ids))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_NOT_FOUND, "There is no such data");

  verb = ds_profile_verb_new (target, credential);
  verb->ids = g_strdupv ((char **) ids);
  return ds_profile_verb_spawn (verb, erase_fiber, ds_profile_pace ()->verb);
}

/*
 * Blinking
 */

static DexFuture *
make_noticed_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  g_autoptr (DsSecret) body = ds_profile_write_text (NULL, NULL);
  g_autoptr (DsProfileSession) session = NULL;
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  session = ds_profile_session_open (verb->target, verb->credential, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);
  answer = ds_profile_session_call (session, DS_PROFILE_IDENTIFY, DS_PROFILE_INVOKE, body, true,
                                    &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);

  return dex_future_new_true ();
}

/**
 * ds_profile_make_noticed:
 * @target: which device
 * @credential: (nullable): the one in use; strangers cannot do this
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_UNSUPPORTED or an error of ds_profile_session_call()
 */
DexFuture *
ds_profile_make_noticed (DsTarget *target,
                         DsCredential *credential)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));

  if (credential == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED,
                                  "The device shows itself only to its owner");

  return ds_profile_verb_spawn (ds_profile_verb_new (target, credential), make_noticed_fiber,
                                ds_profile_pace ()->verb);
}
