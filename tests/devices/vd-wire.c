/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-wire"

#include "config.h"

#include "vd-wire.h"

#include "core/ds-json.h"

#include <string.h>

#define MAX_BODY (16 * 1024)
#define DEEP 4000 /* within the limit in bytes, so that only the depth is wrong */
#define HUGE_BYTES (1024 * 1024)

bool
vd_wire_check_length (SoupServerMessage *message, VdReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED)
    {
      return vd_reply_refuse (reply, "length");
    }
  if (soup_message_headers_get_content_length (headers) > MAX_BODY)
    return vd_reply_refuse (reply, "too-large");

  return true;
}

/* Anything that is not one object within the limits is malformed. */
bool
vd_wire_parse (GBytes *body, JsonObject **request, VdReply *reply)
{
  const DsJsonLimits limits = {
    .max_bytes = MAX_BODY, .max_depth = 16, .max_string = 1024, .max_values = 1024,
    .max_entries = 64
  };
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) root =
      ds_json_parse (text != NULL ? text : "", length, &limits, NULL);

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return vd_reply_refuse (reply, "malformed");
  *request = json_object_ref (json_node_get_object (root));

  return true;
}

/* An object like @text with one more member before the others. */
static char *
with_member (const char *text, const char *member)
{
  const char *rest = text + 1;

  return g_strdup_printf ("{%s%s%s", member, *rest != '}' ? "," : "", rest);
}

static char *
spoil (const char *type, char *text, VdFaults *faults)
{
  g_autofree char *good = text;
  g_autofree char *member = NULL;

  if (vd_faults_is (faults, "wrong-type", type))
    return g_strdup_printf ("[%s]", good);
  if (vd_faults_is (faults, "duplicate-member", type))
    return with_member (good, "\"twice\":1,\"twice\":2");
  if (vd_faults_is (faults, "huge-body", type))
    {
      g_autofree char *padding = g_strnfill (HUGE_BYTES, 'A');

      member = g_strdup_printf ("\"padding\":\"%s\"", padding);
      return with_member (good, member);
    }
  if (vd_faults_is (faults, "deep-json", type))
    {
      g_autofree char *opened = g_strnfill (DEEP, '[');
      g_autofree char *closed = g_strnfill (DEEP, ']');

      member = g_strdup_printf ("\"deep\":%s%s", opened, closed);
      return with_member (good, member);
    }

  return g_steal_pointer (&good);
}

static void
add_headers (SoupServerMessage *message, VdReply *reply, VdFaults *faults)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  bool busy = g_strcmp0 (reply->problem, "busy") == 0;
  g_autofree char *wait = busy ? g_strdup (vd_faults_get (faults, "busy"))
                               : g_strdup_printf ("%" G_GINT64_FORMAT, reply->wait);

  if (reply->status == 401)
    soup_message_headers_replace (headers, "WWW-Authenticate",
                                  "Basic realm=\"owner\", charset=\"UTF-8\"");
  if (reply->status == 405)
    soup_message_headers_replace (headers, "Allow", "GET, PUT, POST");
  if (reply->wait > 0 || busy)
    soup_message_headers_replace (headers, "Retry-After", wait);
  if (reply->status == 411 || reply->status == 413)
    soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
}

void
vd_wire_send (SoupServerMessage *message,
              const char *type,
              VdReply *reply,
              VdFaults *faults)
{
  const char *media = "application/json";
  char *text;

  if (reply->problem != NULL && vd_faults_has (faults, "strange-problems"))
    json_object_set_string_member (reply->body, "type", "https://doorstep.github.io/ns/profile/1#error-unheard-of");
  text = spoil (type, vd_reply_to_text (reply), faults);
  if (reply->problem != NULL)
    media = "application/problem+json";
  else if (g_str_equal (type, "td"))
    media = "application/td+json";
  else if (vd_faults_is (faults, "as-text", type))
    media = "text/plain";
  add_headers (message, reply, faults);
  soup_server_message_set_status (message, reply->status, NULL);
  soup_server_message_set_response (message, media, SOUP_MEMORY_TAKE, text,
                                    strlen (text));
}
