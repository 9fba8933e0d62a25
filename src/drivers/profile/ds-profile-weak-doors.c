/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-weak-doors.h"

#include "core/ds-error.h"
#include "core/ds-future.h"

/* What a stranger must not read. */
static const DsProfileAffordance guarded[] = {
  DS_PROFILE_SOFTWARE, DS_PROFILE_PERSONAL_DATA, DS_PROFILE_ACCESS,
};

/* The first that a stranger would try. Few: a device answers a wrong log-in
 * slowly, and each is asked for at every check. */
static const struct
{
  const char *user;
  const char *password;
} guesses[] = {
  { DS_PROFILE_USER, "" },
  { "admin", "admin" },
  { DS_PROFILE_USER, DS_PROFILE_USER },
};

/* What does not let in by a clear answer counts as shut; a connection that
 * broke, or the person who stopped it, tells nothing. */
static bool
try_door (DsProfileSession *session,
          DsProfileAffordance affordance,
          bool log_in,
          bool *is_open,
          GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  GError *problem = NULL;

  answer = ds_profile_session_call (session, affordance, DS_PROFILE_READ, NULL, log_in, &problem);
  *is_open = answer != NULL;
  if (answer == NULL && (ds_error_is_cancelled (problem) ||
                         ds_error_is (problem, DS_ERROR_KEY_CHANGED) ||
                         ds_error_is (problem, DS_ERROR_UNREACHABLE) ||
                         ds_error_is (problem, DS_ERROR_TIMED_OUT)))
    {
      g_propagate_error (error, problem);
      return false;
    }

  g_clear_error (&problem);
  return true;
}

/**
 * ds_profile_try_weak_doors:
 * @session: a session; it has no log-in afterwards
 * @facts: whose weaknesses are added to
 * @error: return location for an error
 *
 * Tries the owner's part without a password, and with those that everyone tries
 * first.
 *
 * Returns: false where the device went away in between
 */
bool
ds_profile_try_weak_doors (DsProfileSession *session,
                           DsFacts *facts,
                           GError **error)
{
  bool is_open = false;

  for (unsigned int i = 0; i < G_N_ELEMENTS (guarded) && !is_open; i++)
    {
      if (!try_door (session, guarded[i], false, &is_open, error))
        return false;
    }
  if (is_open)
    {
      /* Then passwords do not matter. */
      facts->weaknesses |= DS_WEAKNESS_NO_LOGIN;
      return true;
    }

  for (unsigned int i = 0; i < G_N_ELEMENTS (guesses) && !is_open; i++)
    {
      g_autoptr (DsSecret) password = ds_secret_new_text (guesses[i].password);

      ds_pinned_client_set_login (session->client, guesses[i].user, password);
      if (!try_door (session, DS_PROFILE_SOFTWARE, true, &is_open, error))
        return false;
    }

  ds_pinned_client_set_login (session->client, NULL, NULL);
  if (is_open)
    facts->weaknesses |= DS_WEAKNESS_PASSWORD;
  return true;
}
