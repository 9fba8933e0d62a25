/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-hap-pairings"

#include "config.h"

#include "ds-hap-pairings.h"

#include "core/ds-error.h"
#include "drivers/ds-facts.h"
#include "ds-hap-pairing.h"

#include <string.h>

#define PATH    "/pairings"
#define HTTP_OK 200

#define PERMISSION_ADMIN 1

static DsHapTlvWriter *
begin (DsHapMethod method)
{
  DsHapTlvWriter *message = ds_hap_tlv_writer_new ();

  ds_hap_tlv_writer_add_uint (message, DS_HAP_TLV_STATE, 1);
  ds_hap_tlv_writer_add_uint (message, DS_HAP_TLV_METHOD, method);

  return message;
}

static DsAccess *
read_entry (const DsHapTlv *entry,
            DsCredential *credential,
            GError **error)
{
  const char *own = ds_secret_get_text (ds_credential_get (credential,
                                                           DS_HAP_FIELD_CONTROLLER_ID));
  g_autofree char *id = NULL;
  uint64_t permissions = 0;

  id = ds_hap_tlv_get_text (entry, DS_HAP_TLV_IDENTIFIER, DS_HAP_MAX_IDENTIFIER, error);
  if (id == NULL)
    return NULL;
  if (ds_hap_tlv_has (entry, DS_HAP_TLV_PERMISSIONS) &&
      !ds_hap_tlv_get_uint (entry, DS_HAP_TLV_PERMISSIONS, UINT8_MAX, &permissions, error))
    return NULL;

  return ds_access_new (id, g_ascii_strcasecmp (id, own) == 0,
                        (permissions & PERMISSION_ADMIN) != 0);
}

static GPtrArray *
read_list (const DsHapMessage *answer,
           DsCredential *credential,
           GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) items = NULL;
  size_t length;
  const uint8_t *data = g_bytes_get_data (answer->body, &length);

  items = ds_hap_tlv_parse_list (data, length, answer->status == HTTP_OK ? error : NULL);
  if (items == NULL && answer->status == HTTP_OK)
    return NULL;
  /* Some accessories tell an error with another status, too. */
  if (answer->status != HTTP_OK &&
      (items == NULL || !ds_hap_tlv_has (items->pdata[0], DS_HAP_TLV_ERROR)))
    {
      g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
                   "The accessory answered HTTP status %u", answer->status);
      return NULL;
    }
  if (!ds_hap_tlv_check_state (items->pdata[0], DS_HAP_STAGE_PAIRINGS, 2, error))
    return NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_access_free);
  for (unsigned int i = 0; i < items->len; i++)
    {
      DsAccess *access;

      if (i == 0 && !ds_hap_tlv_has (items->pdata[i], DS_HAP_TLV_IDENTIFIER))
        continue;
      access = read_entry (items->pdata[i], credential, error);
      if (access == NULL)
        return NULL;
      g_ptr_array_add (list, access);
    }

  return g_steal_pointer (&list);
}

/**
 * ds_hap_pairings_list:
 * @connection: an encrypted connection
 * @credential: our own keys, to know ourselves in the list
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type DsAccess): who may control the accessory;
 *   or %NULL, with DS_ERROR_NOT_OURS where only others may know
 */
GPtrArray *
ds_hap_pairings_list (DsHapConnection *connection,
                      DsCredential *credential,
                      GError **error)
{
  g_autoptr (DsHapTlvWriter) message = begin (DS_HAP_METHOD_LIST_PAIRINGS);
  g_autoptr (DsHapMessage) answer = NULL;
  const uint8_t *data;
  size_t length;

  g_return_val_if_fail (DS_IS_HAP_CONNECTION (connection), NULL);
  g_return_val_if_fail (credential != NULL, NULL);

  data = ds_hap_tlv_writer_get_data (message, &length);
  answer = ds_hap_connection_request (connection, "POST", PATH, DS_HAP_TYPE_TLV, data, length,
                                      ds_hap_deadlines ()->answer, error);
  if (answer == NULL)
    return NULL;

  return read_list (answer, credential, error);
}

/**
 * ds_hap_pairings_remove:
 * @connection: an encrypted connection
 * @id: whose access to take back
 * @error: return location for an error
 *
 * Returns: whether the accessory confirmed it
 */
bool
ds_hap_pairings_remove (DsHapConnection *connection,
                        const char *id,
                        GError **error)
{
  g_autoptr (DsHapTlvWriter) message = begin (DS_HAP_METHOD_REMOVE_PAIRING);
  g_autoptr (DsHapTlv) answer = NULL;

  g_return_val_if_fail (DS_IS_HAP_CONNECTION (connection), false);
  g_return_val_if_fail (id != NULL, false);

  ds_hap_tlv_writer_add (message, DS_HAP_TLV_IDENTIFIER, id, strlen (id));
  answer = ds_hap_pairing_post (connection, PATH, message, DS_HAP_STAGE_PAIRINGS, 2, NULL,
                                error);

  return answer != NULL;
}

/**
 * ds_hap_pairings_remove_own:
 * @connection: an encrypted connection
 * @credential: our own keys
 * @error: return location for an error
 *
 * An accessory whose last administrator goes forgets everyone and can be set up
 * again. It closes the connection afterwards; a connection that closes before the
 * answer confirms nothing.
 *
 * Returns: whether the accessory confirmed that it forgot this computer
 */
bool
ds_hap_pairings_remove_own (DsHapConnection *connection,
                            DsCredential *credential,
                            GError **error)
{
  g_return_val_if_fail (credential != NULL, false);

  return ds_hap_pairings_remove (connection,
                                 ds_secret_get_text (ds_credential_get (credential,
                                                                        DS_HAP_FIELD_CONTROLLER_ID)),
                                 error);
}
