/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit"

#include "config.h"

#include "ds-hap-characteristics.h"

#include "core/ds-error.h"
#include "core/ds-json.h"

#include <inttypes.h>

/* An answer to one write is small. */
static const DsJsonLimits limits = {
  .max_bytes = 16 * 1024,
  .max_depth = 8,
  .max_string = 1024,
  .max_values = 1024,
};

/**
 * ds_hap_characteristics_write:
 * @id: what to write to
 *
 * Returns: (transfer full): the body of a request that sets it to true
 */
char *
ds_hap_characteristics_write (DsHapValueId id)
{
  return g_strdup_printf ("{\"characteristics\":[{\"aid\":%" PRIu64 ",\"iid\":%" PRIu64
                          ",\"value\":true}]}", id.aid, id.iid);
}

/**
 * ds_hap_status_to_code:
 * @status: "status" of an answer
 *
 * Returns: the #DsError that tells the person what is wrong
 */
int
ds_hap_status_to_code (int64_t status)
{
  switch (status)
    {
    case -70401: /* insufficient privileges */
    case -70404: /* read only */
    case -70405: /* write only */
    case -70406: /* no notifications */
      return DS_ERROR_UNSUPPORTED;
    case -70402: /* the bridge cannot reach it */
      return DS_ERROR_UNREACHABLE;
    case -70403: /* busy */
    case -70407: /* out of resources */
      return DS_ERROR_WAIT;
    case -70408: /* timeout */
      return DS_ERROR_TIMED_OUT;
    case -70411: /* insufficient authorization */
      return DS_ERROR_NOT_OURS;
    case -70409: /* not found */
    case -70410: /* bad value */
    default:
      return DS_ERROR_FAILED;
    }
}

/* "status" of @object; an answer that leaves it out tells nothing. */
static bool
check_status (JsonObject  *object,
              GError     **error)
{
  int64_t status = INT64_MIN;

  if (!ds_json_get_int (object, "status", INT32_MIN, INT32_MAX, &status, error))
    return false;
  if (status == 0)
    return true;

  if (status == INT64_MIN)
    g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "A write was answered without a status");
  else
    g_set_error (error, DS_ERROR, ds_hap_status_to_code (status),
                 "A write was answered with status %" PRId64, status);
  return false;
}

/* Whether @node is about @id; anything else there is about nothing asked for. */
static bool
is_about (JsonNode     *node,
          DsHapValueId  id)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  int64_t aid = 0;
  int64_t iid = 0;

  return object != NULL &&
         ds_json_get_int (object, "aid", 1, INT64_MAX, &aid, NULL) &&
         ds_json_get_int (object, "iid", 1, INT64_MAX, &iid, NULL) &&
         (uint64_t) aid == id.aid && (uint64_t) iid == id.iid;
}

static bool
check_list (JsonArray     *list,
            DsHapValueId   id,
            GError       **error)
{
  for (unsigned int i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (is_about (node, id))
        return check_status (json_node_get_object (node), error);
    }

  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
               "The answer to a write is about something else");
  return false;
}

/* What a refused request means where its body does not say it. */
static int
http_status_to_code (unsigned int status)
{
  switch (status)
    {
    case 470: /* connection authorization required */
      return DS_ERROR_NOT_OURS;
    case 429: /* too many requests */
    case 503: /* service unavailable */
      return DS_ERROR_WAIT;
    default:
      return DS_ERROR_FAILED;
    }
}

static bool
check_body (DsHapValueId   id,
            const char    *json,
            size_t         length,
            GError       **error)
{
  g_autoptr (JsonNode) root = ds_json_parse (json, length, &limits, error);
  JsonObject *object;
  JsonArray *list = NULL;

  if (root == NULL)
    return false;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "A write was not answered by an object");
      return false;
    }

  object = json_node_get_object (root);
  if (json_object_has_member (object, "status"))
    return check_status (object, error);

  return ds_json_get_array (object, "characteristics", &list, error) &&
         check_list (list, id, error);
}

/**
 * ds_hap_characteristics_check:
 * @id: what was written to
 * @status: the HTTP status
 * @json: (nullable): the body
 * @length: its size in bytes
 * @error: return location for an error
 *
 * Returns: whether the accessory took the value; otherwise an error that says
 *   why not
 */
bool
ds_hap_characteristics_check (DsHapValueId   id,
                              unsigned int   status,
                              const char    *json,
                              size_t         length,
                              GError       **error)
{
  g_return_val_if_fail (json != NULL || length == 0, false);

  if (status == 204 || (status == 200 && length == 0))
    return true;
  if (status == 200 || status == 207)
    return check_body (id, json, length, error);

  /* A body that says why comes before the number, but not one that says all went
   * well or that nobody can read. */
  if (length > 0)
    {
      g_autoptr (GError) told = NULL;

      if (!check_body (id, json, length, &told) && !ds_error_is (told, DS_ERROR_BAD_ANSWER))
        {
          g_propagate_error (error, g_steal_pointer (&told));
          return false;
        }
    }

  g_set_error (error, DS_ERROR, http_status_to_code (status),
               "A write was answered with HTTP status %u", status);
  return false;
}
