/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-keyring"

#include "config.h"

#include "ds-keyring-error.h"

#include "core/ds-error.h"

#include <libsecret/secret.h>

G_DEFINE_ENUM_TYPE (DsKeyringState, ds_keyring_state,
                    G_DEFINE_ENUM_VALUE (DS_KEYRING_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (DS_KEYRING_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (DS_KEYRING_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (DS_KEYRING_DISMISSED, "dismissed"),
                    G_DEFINE_ENUM_VALUE (DS_KEYRING_MISSING, "missing"),
                    G_DEFINE_ENUM_VALUE (DS_KEYRING_UNREADABLE, "unreadable"))

/* What an error of libsecret, GIO or the bus means here. @asked: the person was
 * asked for the keyring's password on the way. */
static DsError
code_for (const GError *error,
          bool asked)
{
  if (error->domain == DS_ERROR)
    {
      if (error->code != DS_ERROR_TIMED_OUT)
        return (DsError) error->code;
      return asked ? DS_ERROR_KEYRING_LOCKED : DS_ERROR_KEYRING_MISSING;
    }

  if (error->domain == SECRET_ERROR)
    switch ((SecretError) error->code)
      {
      case SECRET_ERROR_IS_LOCKED:
        return asked ? DS_ERROR_KEYRING_DISMISSED : DS_ERROR_KEYRING_LOCKED;
      case SECRET_ERROR_NO_SUCH_OBJECT:
        /* The person was asked for a new keyring and did not want one. */
        return asked ? DS_ERROR_KEYRING_DISMISSED : DS_ERROR_NOT_FOUND;
      case SECRET_ERROR_PROTOCOL:
      case SECRET_ERROR_INVALID_FILE_FORMAT:
        return DS_ERROR_KEYRING_UNREADABLE;
      case SECRET_ERROR_ALREADY_EXISTS:
      case SECRET_ERROR_MISMATCHED_SCHEMA:
      case SECRET_ERROR_NO_MATCHING_ATTRIBUTE:
      case SECRET_ERROR_WRONG_TYPE:
      case SECRET_ERROR_EMPTY_TABLE:
      default:
        return DS_ERROR_FAILED;
      }

  /* How the portal and libsecret's prompts say that the person gave up. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return DS_ERROR_KEYRING_DISMISSED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return DS_ERROR_STORAGE_FULL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return DS_ERROR_STORAGE_READ_ONLY;

  /* No bus, no such name, a start that failed, a service that died. */
  return DS_ERROR_KEYRING_MISSING;
}

GError *
ds_keyring_adopt_error (GError *error,
                        bool asked)
{
  DsError code;

  /* Whoever waited is gone; the state stays what it was. */
  if (g_error_matches (error, DEX_ERROR, DEX_ERROR_FIBER_CANCELLED))
    return ds_error_adopt (error);

  code = code_for (error, asked);
  return ds_error_turn_into (error, code);
}

DsKeyringState
ds_keyring_state_for_error (const GError *error)
{
  if (ds_error_is (error, DS_ERROR_KEYRING_LOCKED))
    return DS_KEYRING_LOCKED;
  if (ds_error_is (error, DS_ERROR_KEYRING_DISMISSED))
    return DS_KEYRING_DISMISSED;
  if (ds_error_is (error, DS_ERROR_KEYRING_MISSING))
    return DS_KEYRING_MISSING;
  if (ds_error_is (error, DS_ERROR_KEYRING_UNREADABLE))
    return DS_KEYRING_UNREADABLE;
  /* What is not there yet is not locked: another try may ask again. */
  if (ds_error_is (error, DS_ERROR_NOT_FOUND) ||
      ds_error_is (error, DS_ERROR_KEYRING_NOT_WANTED) ||
      ds_error_is (error, DS_ERROR_KEYRING_UNANSWERED))
    return DS_KEYRING_READY;

  return DS_KEYRING_UNKNOWN;
}
