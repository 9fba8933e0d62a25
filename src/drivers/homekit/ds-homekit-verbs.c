/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit-verbs"

#include "config.h"

#include "ds-homekit-verbs.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-hap-accessories.h"
#include "ds-hap-characteristics.h"
#include "ds-hap-pairing.h"
#include "ds-hap-pair-verify.h"
#include "ds-hap-pairings.h"
#include "ds-hap-round.h"
#include "ds-hap-settle.h"
#include "ds-homekit-match.h"

#include <string.h>

#define HTTP_OK                  200
#define HTTP_NO_CONTENT          204
#define HTTP_BAD_REQUEST         400
#define HTTP_UNAUTHORIZED        401
#define HTTP_NEEDS_AUTHORIZATION 470 /* HomeKit's own */

#define PATH_ACCESSORIES     "/accessories"
#define PATH_CHARACTERISTICS "/characteristics"
#define PATH_IDENTIFY        "/identify"

typedef struct
{
  DsTarget     *target;
  DsCredential *credential; /* NULL before set-up */
  char         *access_id;
} Verb;

static void
verb_free (Verb *self)
{
  g_clear_object (&self->target);
  g_clear_pointer (&self->credential, ds_credential_unref);
  g_clear_pointer (&self->access_id, g_free);
  g_free (self);
}

static DexFuture *
spawn_verb (DexFiberFunc func,
            unsigned int n_rounds,
            DsTarget *target,
            DsCredential *credential,
            const char *access_id)
{
  Verb *verb = g_new0 (Verb, 1);

  verb->target = g_object_ref (target);
  if (credential != NULL)
    verb->credential = ds_credential_ref (credential);
  verb->access_id = g_strdup (access_id);

  return ds_future_within (ds_fiber_spawn (func, verb, (GDestroyNotify) verb_free),
                           ds_hap_round_deadline (target, n_rounds));
}

static DsHapMessage *
get (DsHapConnection *connection,
     const char *path,
     GError **error)
{
  return ds_hap_connection_request (connection, "GET", path, NULL, NULL, 0,
                                    ds_hap_deadlines ()->answer, error);
}

static void
set_status_error (GError **error,
                  const DsHapMessage *answer)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "The accessory answered HTTP status %u",
               answer->status);
}

/* An accessory refuses to show itself to strangers in a way that is HomeKit's
 * own; some show themselves. Other web servers do neither. */
static bool
is_homekit (const DsHapMessage *answer)
{
  if (answer->status == HTTP_NEEDS_AUTHORIZATION)
    return true;

  return (answer->status == HTTP_OK || answer->status == HTTP_UNAUTHORIZED) &&
         g_strcmp0 (answer->content_type, DS_HAP_TYPE_JSON) == 0;
}

static bool
begin_inspection (DsHapConnection *connection,
                  void *data,
                  GError **error)
{
  g_autoptr (DsHapMessage) answer = get (connection, PATH_ACCESSORIES, error);

  if (answer == NULL)
    return false;
  if (is_homekit (answer))
    return true;

  g_set_error_literal (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
                       "What answers is not a HomeKit accessory");
  return false;
}

static DexFuture *
inspect_fiber (gpointer data)
{
  Verb *verb = data;
  g_autoptr (DsHapConnection) connection = NULL;
  GError *error = NULL;

  connection = ds_hap_round_go (verb->target, begin_inspection, NULL, &error);
  if (connection == NULL)
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (DS_TYPE_INSPECTION, g_new0 (DsInspection, 1));
}

/**
 * ds_homekit_inspect:
 * @target: which accessory
 *
 * Finds out whether a HomeKit accessory answers, by a request that a stranger may
 * make at any time. Whether someone set it up already cannot be asked without
 * beginning a pair-setup, which would shut out others for a while: the
 * announcement tells it, and a set-up that is refused is the truth.
 *
 * Returns: (transfer full): a future that resolves to a #DsInspection, or rejects
 *   with DS_ERROR_BAD_ANSWER where something else answers, or one of the errors
 *   of ds_hap_connection_request()
 */
DexFuture *
ds_homekit_inspect (DsTarget *target)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));

  return spawn_verb (inspect_fiber, 1, target, NULL, NULL);
}

static DsFacts *
read_accessories (DsHapConnection *connection,
                  DsHapValueId *identify,
                  GError **error)
{
  g_autoptr (DsHapMessage) answer = get (connection, PATH_ACCESSORIES, error);
  const char *json;
  size_t length;

  if (answer == NULL)
    return NULL;
  if (answer->status != HTTP_OK)
    {
      set_status_error (error, answer);
      return NULL;
    }
  json = g_bytes_get_data (answer->body, &length);

  return ds_hap_accessories_parse (json, length, 0, identify, error);
}

/* Only administrators may see the list, and only they may change it. */
static bool
read_access (DsHapConnection *connection,
             DsCredential *credential,
             DsFacts *facts,
             GError **error)
{
  GError *problem = NULL;

  facts->access = ds_hap_pairings_list (connection, credential, &problem);
  if (facts->access != NULL)
    {
      facts->capabilities |= DS_CAPABILITY_LIST_ACCESS | DS_CAPABILITY_REMOVE_ACCESS;
      return true;
    }
  if (ds_error_is (problem, DS_ERROR_NOT_OURS))
    {
      g_clear_error (&problem);
      return true;
    }
  g_propagate_error (error, problem);

  return false;
}

static DexFuture *
check_in_fiber (gpointer data)
{
  Verb *verb = data;
  g_autoptr (DsHapConnection) connection = NULL;
  g_autoptr (DsFacts) facts = NULL;
  DsHapValueId identify = { 0 };
  DsSecret *id = ds_credential_get (verb->credential, DS_HAP_FIELD_ACCESSORY_ID);
  GError *error = NULL;

  connection = ds_hap_pair_verify (verb->target, verb->credential, &error);
  if (connection == NULL)
    return dex_future_new_for_error (error);
  facts = read_accessories (connection, &identify, &error);
  if (facts == NULL)
    return dex_future_new_for_error (error);

  g_free (facts->key);
  facts->key = g_ascii_strup (ds_secret_get_text (id), -1);
  facts->capabilities |= DS_CAPABILITY_RELEASE;
  if (identify.iid != 0)
    facts->capabilities |= DS_CAPABILITY_IDENTIFY;
  if (!read_access (connection, verb->credential, facts, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (DS_TYPE_FACTS, g_steal_pointer (&facts));
}

/**
 * ds_homekit_check_in:
 * @target: which accessory
 * @credential: our keys and the accessory's pin
 *
 * Returns: (transfer full): a future that resolves to #DsFacts, or rejects with
 *   one of the errors of ds_hap_pair_verify()
 */
DexFuture *
ds_homekit_check_in (DsTarget *target,
                     DsCredential *credential)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);

  return spawn_verb (check_in_fiber, 1, target, credential, NULL);
}

static bool
begin_identify (DsHapConnection *connection,
                void *data,
                GError **error)
{
  g_autoptr (DsHapMessage) answer = NULL;

  answer = ds_hap_connection_request (connection, "POST", PATH_IDENTIFY, NULL, NULL, 0,
                                      ds_hap_deadlines ()->answer, error);
  if (answer == NULL)
    return false;
  if (answer->status == HTTP_NO_CONTENT || answer->status == HTTP_OK)
    return true;

  if (answer->status == HTTP_BAD_REQUEST)
    g_set_error_literal (error, DS_ERROR, DS_ERROR_TAKEN,
                         "The accessory shows itself only to its owner");
  else
    /* Some know no such path, and say so with whatever status they have for that. */
    g_set_error_literal (error, DS_ERROR, DS_ERROR_UNSUPPORTED,
                         "The accessory does not show itself before set-up");
  return false;
}

static DexFuture *
identify_stranger (DsTarget *target)
{
  g_autoptr (DsHapConnection) connection = NULL;
  GError *error = NULL;

  connection = ds_hap_round_go (target, begin_identify, NULL, &error);
  if (connection == NULL)
    return dex_future_new_for_error (error);

  return dex_future_new_true ();
}

static bool
write_identify (DsHapConnection *connection,
                DsHapValueId identify,
                GError **error)
{
  g_autofree char *body = ds_hap_characteristics_write (identify);
  g_autoptr (DsHapMessage) answer = NULL;
  const char *json;
  size_t length;

  answer = ds_hap_connection_request (connection, "PUT", PATH_CHARACTERISTICS,
                                      DS_HAP_TYPE_JSON, body, strlen (body),
                                      ds_hap_deadlines ()->answer, error);
  if (answer == NULL)
    return false;
  json = g_bytes_get_data (answer->body, &length);

  return ds_hap_characteristics_check (identify, answer->status, json, length, error);
}

static DexFuture *
make_noticed_fiber (gpointer data)
{
  Verb *verb = data;
  g_autoptr (DsHapConnection) connection = NULL;
  g_autoptr (DsFacts) facts = NULL;
  DsHapValueId identify = { 0 };
  GError *error = NULL;

  if (verb->credential == NULL)
    return identify_stranger (verb->target);

  connection = ds_hap_pair_verify (verb->target, verb->credential, &error);
  if (connection == NULL)
    return dex_future_new_for_error (error);
  facts = read_accessories (connection, &identify, &error);
  if (facts == NULL)
    return dex_future_new_for_error (error);
  if (identify.iid == 0)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_UNSUPPORTED,
                                  "The accessory has no way to show itself");
  if (!write_identify (connection, identify, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_true ();
}

/**
 * ds_homekit_make_noticed:
 * @target: which accessory
 * @credential: (nullable): our keys, or %NULL before set-up
 *
 * Makes the accessory blink, beep or whatever its maker chose.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   DS_ERROR_TAKEN, DS_ERROR_UNSUPPORTED or one of the errors of
 *   ds_hap_pair_verify()
 */
DexFuture *
ds_homekit_make_noticed (DsTarget *target,
                         DsCredential *credential)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));

  return spawn_verb (make_noticed_fiber, 1, target, credential, NULL);
}

/* Ours, or that of someone else where one is named. */
static DexFuture *
remove_fiber (gpointer data)
{
  Verb *verb = data;
  g_autoptr (DsHapConnection) connection = NULL;
  GError *error = NULL;
  bool removed;

  /* Whoever does not know us any more makes us throw our keys away. */
  connection = verb->access_id != NULL
                 ? ds_hap_pair_verify (verb->target, verb->credential, &error)
                 : ds_hap_log_in_or_not_ours (verb->target, verb->credential, &error);
  if (connection == NULL)
    return dex_future_new_for_error (error);
  removed = verb->access_id != NULL
              ? ds_hap_pairings_remove (connection, verb->access_id, &error)
              : ds_hap_pairings_remove_own (connection, verb->credential, &error);
  if (!removed)
    return dex_future_new_for_error (error);

  return dex_future_new_true ();
}

/**
 * ds_homekit_release:
 * @target: which accessory
 * @credential: our keys and the accessory's pin
 *
 * Returns: (transfer full): a future that resolves to true once the accessory has
 *   confirmed that it forgot this computer; or rejects with DS_ERROR_NOT_OURS
 *   where it had already, or one of the errors of ds_hap_pair_verify()
 */
DexFuture *
ds_homekit_release (DsTarget *target,
                    DsCredential *credential)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);

  /* It may log in twice. */
  return spawn_verb (remove_fiber, 2, target, credential, NULL);
}

/**
 * ds_homekit_remove_access:
 * @target: which accessory
 * @credential: our keys and the accessory's pin
 * @access_id: whose access to take back, as in #DsAccess
 *
 * Returns: (transfer full): a future that resolves to true once the accessory has
 *   confirmed it; or rejects with one of the errors of ds_hap_pair_verify()
 */
DexFuture *
ds_homekit_remove_access (DsTarget *target,
                          DsCredential *credential,
                          const char *access_id)
{
  dex_return_error_if_fail (DS_IS_TARGET (target));
  dex_return_error_if_fail (credential != NULL);
  dex_return_error_if_fail (access_id != NULL);

  return spawn_verb (remove_fiber, 1, target, credential, access_id);
}
