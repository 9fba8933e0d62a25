/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-http-reply"

#include "config.h"

#include "ds-http-reply.h"

#include "core/ds-json.h"

/* RFC 9457, section 3; everything that a device says has these bounds. */
static const DsJsonLimits limits = {
  .max_bytes = 16 * 1024,
  .max_depth = 16,
  .max_string = 1024,
  .max_values = 1024,
};

/* A day. Nobody waits longer because a device says so. */
#define MAX_RETRY_AFTER (24 * 60 * 60)

struct _DsHttpReply
{
  gatomicrefcount ref_count;
  unsigned int status;
  char *type;
  char *problem;
  char *url;
  unsigned int retry_after;
  GBytes *body;
};

G_DEFINE_BOXED_TYPE (DsHttpReply, ds_http_reply, ds_http_reply_ref, ds_http_reply_unref)

/* The kind of problem is a URL of a fixed list: plain characters, no blanks. */
static char *
parse_problem (GBytes *body)
{
  size_t length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) root = NULL;
  const char *type = NULL;

  root = ds_json_parse (text != NULL ? text : "", length, &limits, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
      !ds_json_get_string (json_node_get_object (root), "type", &type, NULL) || type == NULL)
    return NULL;

  for (const char *c = type; *c != '\0'; c++)
    {
      if (!g_ascii_isgraph (*c))
        return NULL;
    }

  return g_strdup (type);
}

/**
 * ds_http_reply_new:
 * @status: the status code
 * @content_type: (nullable): media type without parameters
 * @body: what came with it
 *
 * Returns: (transfer full): a new reply
 */
DsHttpReply *
ds_http_reply_new (unsigned int status,
                   const char *content_type,
                   GBytes *body)
{
  DsHttpReply *self;

  g_return_val_if_fail (body != NULL, NULL);

  self = g_new0 (DsHttpReply, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->status = status;
  self->type = g_ascii_strdown (content_type != NULL ? content_type : "", -1);
  self->body = g_bytes_ref (body);
  if (g_str_equal (self->type, "application/problem+json"))
    self->problem = parse_problem (body);
  return self;
}

/**
 * ds_http_reply_ref:
 * @self: a reply
 *
 * Returns: (transfer full): @self
 */
DsHttpReply *
ds_http_reply_ref (DsHttpReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ds_http_reply_unref:
 * @self: (transfer full): a reply
 */
void
ds_http_reply_unref (DsHttpReply *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_bytes_unref (self->body);
  g_free (self->type);
  g_free (self->problem);
  g_free (self->url);
  g_free (self);
}

/**
 * ds_http_reply_get_status:
 * @self: a reply
 *
 * Returns: the status code
 */
unsigned int
ds_http_reply_get_status (DsHttpReply *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->status;
}

/**
 * ds_http_reply_get_media_type:
 * @self: a reply
 *
 * Returns: (transfer none): such as "application/json"; "" where none was told
 */
const char *
ds_http_reply_get_media_type (DsHttpReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->type;
}

/**
 * ds_http_reply_get_body:
 * @self: a reply
 *
 * Returns: (transfer none): the whole body
 */
GBytes *
ds_http_reply_get_body (DsHttpReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

/**
 * ds_http_reply_get_problem:
 * @self: a reply
 *
 * Returns: (transfer none) (nullable): the "type" of an RFC 9457 problem
 *   document, or %NULL if the reply is none or gives none
 */
const char *
ds_http_reply_get_problem (DsHttpReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->problem;
}

/**
 * ds_http_reply_get_url:
 * @self: a reply
 *
 * Returns: (transfer none) (nullable): where it was read in the end
 */
const char *
ds_http_reply_get_url (DsHttpReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->url;
}

/**
 * ds_http_reply_set_url:
 * @self: a reply that nobody else has yet
 * @url: where it was read
 *
 * Remembers where redirects led to.
 */
void
ds_http_reply_set_url (DsHttpReply *self,
                       const char *url)
{
  g_return_if_fail (self != NULL);

  g_set_str (&self->url, url);
}

/**
 * ds_http_reply_get_retry_after:
 * @self: a reply
 *
 * Returns: for how many seconds whoever answered wants to be left alone, at most a
 *   day; 0 where that is not known
 */
unsigned int
ds_http_reply_get_retry_after (DsHttpReply *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->retry_after;
}

/**
 * ds_http_reply_set_retry_after:
 * @self: a reply that nobody else has yet
 * @header: (nullable): the value of Retry-After (RFC 9110, section 10.2.3)
 *
 * Takes seconds only, in plain digits. A date would hang on two clocks, and whatever is
 * no such number, or more than a day, says nothing.
 */
void
ds_http_reply_set_retry_after (DsHttpReply *self,
                               const char *header)
{
  uint64_t seconds;

  g_return_if_fail (self != NULL);

  if (header != NULL &&
      g_ascii_string_to_unsigned (header, 10, 0, MAX_RETRY_AFTER, &seconds, NULL))
    self->retry_after = (unsigned int) seconds;
}
