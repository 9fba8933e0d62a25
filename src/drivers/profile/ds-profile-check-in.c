/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-check-in.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-profile-next-key.h"
#include "ds-profile-verb.h"
#include "ds-profile-weak-doors.h"
#include "support/ds-mud.h"

static DexFuture *
inspect_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  g_autoptr (DsProfileSession) session = NULL;
  g_autoptr (DsProfileIdentity) identity = NULL;
  g_autoptr (DsInspection) inspection = NULL;
  GError *error = NULL;

  session = ds_profile_session_meet (verb->target, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);
  identity = ds_profile_session_identify (session, false, &error);
  if (identity == NULL)
    return dex_future_new_for_error (error);

  inspection = g_new0 (DsInspection, 1);
  inspection->taken = identity->claimed;
  inspection->key = g_strdup (identity->id);
  return dex_future_new_take_boxed (DS_TYPE_INSPECTION, g_steal_pointer (&inspection));
}

/**
 * ds_profile_inspect:
 * @target: which device
 *
 * Returns: (transfer full): a future that resolves to a #DsInspection, or rejects
 *   with %DS_ERROR_UNSUPPORTED where a thing answers that does not follow the
 *   profile, or an error of ds_profile_session_call()
 */
DexFuture *
ds_profile_inspect (DsTarget *target)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));

  return ds_profile_verb_spawn (ds_profile_verb_new (target, NULL), inspect_fiber,
                                ds_profile_pace ()->verb);
}

/*
 * Facts
 */

/* One property and who reads it; those that need the owner's password say so. */
typedef struct
{
  DsProfileAffordance affordance;
  bool                log_in;
  bool              (*read) (JsonObject *, DsFacts *, GError **);
} Part;

static const Part software_parts[] = {
  { DS_PROFILE_SOFTWARE, true, ds_profile_read_software },
  { DS_PROFILE_AUTOMATIC_UPDATES, true, ds_profile_read_automatic },
};

static const Part other_parts[] = {
  { DS_PROFILE_SUPPORT, false, ds_profile_read_support },
  { DS_PROFILE_SECURITY_CONTACT, false, ds_profile_read_contact },
  { DS_PROFILE_PERSONAL_DATA, true, ds_profile_read_personal_data },
  { DS_PROFILE_ACCESS, true, ds_profile_read_access },
};

static bool
read_part (DsProfileSession *session,
           const Part *part,
           DsFacts *facts,
           GError **error)
{
  g_autoptr (JsonNode) answer = NULL;

  if (!ds_profile_session_can (session, part->affordance, DS_PROFILE_READ))
    return true;

  answer = ds_profile_session_call (session, part->affordance, DS_PROFILE_READ, NULL, part->log_in,
                                    error);
  return answer != NULL && part->read (json_node_get_object (answer), facts, error);
}

/**
 * ds_profile_look_at_software:
 * @session: a session that can log in
 * @facts: where to put it
 * @error: return location for an error
 *
 * Returns: whether the device told what it runs and what is new
 */
bool
ds_profile_look_at_software (DsProfileSession *session,
                             DsFacts *facts,
                             GError **error)
{
  g_clear_pointer (&facts->software_version, g_free);
  for (unsigned int i = 0; i < G_N_ELEMENTS (software_parts); i++)
    {
      if (!read_part (session, &software_parts[i], facts, error))
        return false;
    }

  return true;
}

static unsigned int
list_capabilities (DsProfileSession *session)
{
  unsigned int capabilities = DS_CAPABILITY_UPDATE_STATE | DS_CAPABILITY_RELEASE |
                              DS_CAPABILITY_LIST_ACCESS | DS_CAPABILITY_CHANGE_PASSWORD |
                              DS_CAPABILITY_SHOW_PASSWORD;

  if (ds_profile_session_can (session, DS_PROFILE_CHECK_FOR_UPDATE, DS_PROFILE_INVOKE) &&
      ds_profile_session_can (session, DS_PROFILE_INSTALL_UPDATE, DS_PROFILE_INVOKE))
    capabilities |= DS_CAPABILITY_UPDATE;
  if (ds_profile_session_can (session, DS_PROFILE_AUTOMATIC_UPDATES, DS_PROFILE_WRITE))
    capabilities |= DS_CAPABILITY_AUTOMATIC_UPDATES;
  if (ds_profile_session_can (session, DS_PROFILE_ERASE, DS_PROFILE_INVOKE))
    capabilities |= DS_CAPABILITY_ERASE;
  if (ds_profile_session_can (session, DS_PROFILE_IDENTIFY, DS_PROFILE_INVOKE))
    capabilities |= DS_CAPABILITY_IDENTIFY;

  return capabilities;
}

static void
take_identity (DsFacts *facts,
               DsProfileSession *session,
               DsProfileIdentity *identity)
{
  g_autoptr (GBytes) certificate = ds_pinned_client_dup_certificate (session->client);

  facts->key = g_steal_pointer (&identity->id);
  facts->name = g_strdup (session->td->title);
  facts->maker = g_steal_pointer (&identity->maker);
  facts->model = g_steal_pointer (&identity->model);
  facts->serial = g_steal_pointer (&identity->serial);
  facts->hardware_version = g_steal_pointer (&identity->hardware);
  facts->kind = identity->kind;
  facts->capabilities = list_capabilities (session);
  facts->mud_url = ds_mud_url_from_der (certificate);
  facts->mud_signer = ds_mud_signer_from_der (certificate);
}

/**
 * ds_profile_read_facts:
 * @session: a session that can log in
 * @credential: what it logs in with
 * @error: return location for an error
 *
 * Reads everything that the owner has a right to know. Does not try whether the
 * device lets others in.
 *
 * Returns: (transfer full) (nullable): the facts, or %NULL with an error of
 *   ds_profile_session_call()
 */
DsFacts *
ds_profile_read_facts (DsProfileSession *session,
                       DsCredential *credential,
                       GError **error)
{
  DsSecret *id = ds_credential_get (credential, DS_PROFILE_FIELD_ID);
  g_autoptr (DsFacts) facts = ds_facts_new ();
  g_autoptr (DsProfileIdentity) identity = NULL;

  identity = ds_profile_session_identify (session, true, error);
  if (identity == NULL)
    return NULL;
  if (id != NULL && !g_str_equal (ds_secret_get_text (id), identity->id))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The device changed its id");
      return NULL;
    }

  take_identity (facts, session, identity);
  if (!ds_profile_look_at_software (session, facts, error))
    return NULL;
  for (unsigned int i = 0; i < G_N_ELEMENTS (other_parts); i++)
    {
      if (!read_part (session, &other_parts[i], facts, error))
        return NULL;
    }

  return g_steal_pointer (&facts);
}

static DexFuture *
check_in_fiber (gpointer data)
{
  DsProfileVerb *verb = data;
  g_autoptr (DsProfileSession) session = NULL;
  g_autoptr (DsFacts) facts = NULL;
  GError *error = NULL;

  session = ds_profile_session_open_announced (verb->target, verb->credential, &error);
  if (session == NULL)
    return dex_future_new_for_error (error);
  facts = ds_profile_read_facts (session, verb->credential, &error);
  if (facts == NULL)
    return dex_future_new_for_error (error);
  if (!ds_profile_read_next_key (session, verb->credential, facts, &error) ||
      !ds_profile_try_weak_doors (session, facts, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (DS_TYPE_FACTS, g_steal_pointer (&facts));
}

/**
 * ds_profile_check_in:
 * @target: which device
 * @credential: its pin and the owner's password
 *
 * Logs in, reads everything, hears of a new key, and tries whether the device
 * lets in those whom it should not.
 *
 * Returns: (transfer full): a future that resolves to #DsFacts, or rejects with an
 *   error of ds_profile_session_open_announced() or ds_profile_session_call()
 */
DexFuture *
ds_profile_check_in (DsTarget *target,
                     DsCredential *credential)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);

  return ds_profile_verb_spawn (ds_profile_verb_new (target, credential), check_in_fiber,
                                ds_profile_pace ()->verb);
}
