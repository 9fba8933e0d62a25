/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-reply"

#include "config.h"

#include "vd-reply.h"

#include "core/ds-json.h"
#include "vd-base64.h"

#include <string.h>

#define PREFIX "https://doorstep.github.io/ns/profile/1#error-"

static const struct
{
  const char *name;
  unsigned int status;
} problems[] = {
  { "malformed", 400 },    { "too-large", 413 },      { "login", 401 },
  { "length", 411 },
  { "bad-point", 400 },    { "wrong-proof", 403 },    { "wait", 429 },
  { "power-cycle", 403 },  { "claimed", 409 },        { "bad-token", 403 },
  { "bad-password", 422 }, { "no-such-update", 409 }, { "not-erasable", 422 },
  { "busy", 503 },         { "not-found", 404 },      { "method", 405 },
  { "media-type", 415 },
};

void
vd_reply_clear (VdReply *self)
{
  g_clear_pointer (&self->body, json_object_unref);
}

JsonObject *
vd_reply_begin (VdReply *self)
{
  vd_reply_clear (self);
  self->problem = NULL;
  self->status = 200;
  self->body = json_object_new ();

  return self->body;
}

bool
vd_reply_refuse (VdReply *self, const char *problem)
{
  g_autofree char *type = g_strconcat (PREFIX, problem, NULL);
  JsonObject *body = vd_reply_begin (self);

  self->status = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      if (g_str_equal (problems[i].name, problem))
        self->status = problems[i].status;
    }
  g_assert (self->status != 0);
  self->problem = problem;
  json_object_set_string_member (body, "type", type);
  json_object_set_string_member (body, "title", problem);
  json_object_set_int_member (body, "status", self->status);

  return false;
}

char *
vd_reply_to_text (VdReply *self)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), self->body);

  if (self->wait > 0 && g_strcmp0 (self->problem, "wait") == 0)
    json_object_set_int_member (self->body, "waitSeconds", self->wait);

  return json_to_string (root, FALSE);
}

bool
vd_request_string (JsonObject *request,
                   const char *name,
                   const char **value,
                   VdReply *reply)
{
  *value = NULL;
  if (!ds_json_get_string (request, name, value, NULL) || *value == NULL)
    return vd_reply_refuse (reply, "malformed");

  return true;
}

bool
vd_request_bytes (JsonObject *request, const char *name, GBytes **value, VdReply *reply)
{
  const char *text;

  if (!vd_request_string (request, name, &text, reply))
    return false;
  *value = vd_base64_decode (text);

  return *value != NULL || vd_reply_refuse (reply, "malformed");
}

/* The client's own name for a request, so that it may be repeated. */
bool
vd_request_id (JsonObject *request, const char **value, VdReply *reply)
{
  size_t length;

  if (!vd_request_string (request, "requestId", value, reply))
    return false;
  length = strlen (*value);
  if (length < 16 || length > 64
      || strspn (*value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._:-") != length)
    return vd_reply_refuse (reply, "malformed");

  return true;
}
