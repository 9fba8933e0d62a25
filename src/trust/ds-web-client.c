/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-web-client"

#include "config.h"

#include "ds-web-client-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-http-exchange.h"

#include <stdbool.h>
#include <string.h>

#define OVERALL_MS    30000
#define SILENCE_MS    10000
#define MAX_REDIRECTS 3
#define MAX_URL       2048

struct _DsWebClient
{
  GObject parent_instance;

  GTlsDatabase *database; /* NULL: the system's */
  uint16_t port;          /* 0: the usual one */
  unsigned int silence_ms;
};

G_DEFINE_FINAL_TYPE (DsWebClient, ds_web_client, G_TYPE_OBJECT)

static void
ds_web_client_finalize (GObject *object)
{
  DsWebClient *self = DS_WEB_CLIENT (object);

  g_clear_object (&self->database);

  G_OBJECT_CLASS (ds_web_client_parent_class)->finalize (object);
}

static void
ds_web_client_class_init (DsWebClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_web_client_finalize;
}

static void
ds_web_client_init (DsWebClient *self)
{
  self->silence_ms = SILENCE_MS;
}

/**
 * ds_web_client_new:
 *
 * Returns: (transfer full): a client that has fetched nothing
 */
DsWebClient *
ds_web_client_new (void)
{
  return g_object_new (DS_TYPE_WEB_CLIENT, NULL);
}

/* See the private header. */
void
_ds_web_client_set_world (DsWebClient *self,
                          GTlsDatabase *database,
                          uint16_t port,
                          unsigned int silence_ms)
{
  self->port = port;
  g_set_object (&self->database, database);
  self->silence_ms = silence_ms;
}

/* One session for one document: nothing is kept that could tell one visit from the next. */
static SoupSession *
new_session (DsWebClient *self)
{
  SoupSession *session = soup_session_new_with_options ("timeout", OVERALL_MS / 1000, NULL);

  if (self->database != NULL)
    soup_session_set_tls_database (session, self->database);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

/* HTTPS, with a host's name that others use as well, and without a password. */
static bool
may_be_asked (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  return g_str_equal (g_uri_get_scheme (uri), "https") && host != NULL &&
         strchr (host, '.') != NULL && !g_hostname_is_ip_address (host) &&
         g_uri_get_userinfo (uri) == NULL;
}

/* Whether both names belong to one owner: they are equal, or their registered part
 * (after the public suffix list) is. */
static bool
is_same_owner (GUri *first,
               GUri *second)
{
  const char *ours = g_uri_get_host (first);
  const char *theirs = g_uri_get_host (second);
  const char *our_base;
  const char *their_base;

  if (g_ascii_strcasecmp (ours, theirs) == 0)
    return true;

  our_base = soup_tld_get_base_domain (ours, NULL);
  their_base = soup_tld_get_base_domain (theirs, NULL);
  return our_base != NULL && their_base != NULL && g_ascii_strcasecmp (our_base, their_base) == 0;
}

/**
 * ds_web_client_is_same_owner:
 * @first: the address of a document
 * @second: that of another
 *
 * Returns: whether both are websites of one owner, which a redirect may not leave
 */
bool
ds_web_client_is_same_owner (const char *first,
                             const char *second)
{
  g_autoptr (GUri) ours = g_uri_parse (first, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) theirs = g_uri_parse (second, SOUP_HTTP_URI_FLAGS, NULL);

  return ours != NULL && theirs != NULL && may_be_asked (ours) && may_be_asked (theirs) &&
         is_same_owner (ours, theirs);
}

static SoupMessage *
new_message (DsWebClient *self,
             GUri *uri)
{
  g_autoptr (GUri) there = g_uri_ref (uri);
  SoupMessage *message;

  if (self->port != 0)
    {
      g_uri_unref (there);
      there = soup_uri_copy (uri, SOUP_URI_PORT, (int) self->port, SOUP_URI_NONE);
    }
  message = soup_message_new_from_uri ("GET", there);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_force_http1 (message, TRUE);
  return message;
}

typedef struct
{
  DsWebClient *client;
  SoupSession *session;
  GUri *uri;
  size_t max_bytes;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->client);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self);
}

/* The same failure as a website's: the sentences for devices would mislead. */
static DexFuture *
reject (GError *error)
{
  g_autoptr (GError) cause = error;
  DsError code;

  if (ds_error_is_cancelled (cause))
    return dex_future_new_for_error (g_steal_pointer (&cause));

  if (ds_error_is (cause, DS_ERROR_UNPROVEN) || ds_error_is (cause, DS_ERROR_UNSUPPORTED))
    code = DS_ERROR_WEBSITE_UNPROVEN;
  else if (ds_error_is (cause, DS_ERROR_BAD_ANSWER))
    code = DS_ERROR_WEBSITE_UNCLEAR;
  else
    code = DS_ERROR_WEBSITE_SILENT;
  return dex_future_new_reject (DS_ERROR, (int) code, "%s", cause->message);
}

static DsHttpReply *
fetch_once (Fetch *self,
            SoupMessage *message,
            GError **error)
{
  return dex_await_boxed (ds_future_within (ds_http_exchange (self->session, message,
                                                              self->max_bytes,
                                                              self->client->silence_ms, NULL,
                                                              G_OBJECT (self->client)),
                                            OVERALL_MS), error);
}

/* Where the answer leads on to, or NULL with an error. */
static GUri *
follow (Fetch *self,
        SoupMessage *message,
        GError **error)
{
  const char *location =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autoptr (GUri) next = NULL;

  if (location != NULL && strlen (location) <= MAX_URL)
    next = g_uri_parse_relative (self->uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (next != NULL && may_be_asked (next) && is_same_owner (self->uri, next))
    return g_steal_pointer (&next);

  g_set_error_literal (error, DS_ERROR, DS_ERROR_WEBSITE_ELSEWHERE,
                       "The website leads to another one");
  return NULL;
}

static DexFuture *
resolve_reply (DsHttpReply *reply)
{
  g_auto (GValue) value = G_VALUE_INIT;
  unsigned int status = ds_http_reply_get_status (reply);

  if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_WEBSITE_WITHOUT,
                                  "The website has no such document");
  if (status != SOUP_STATUS_OK)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR,
                                  "The website answered with %u", status);

  g_value_init (&value, DS_TYPE_HTTP_REPLY);
  g_value_set_boxed (&value, reply);
  return dex_future_new_for_value (&value);
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Fetch *self = data;

  for (unsigned int i = 0; i <= MAX_REDIRECTS; i++)
    {
      g_autoptr (SoupMessage) message = new_message (self->client, self->uri);
      g_autoptr (DsHttpReply) reply = NULL;
      g_autoptr (GError) error = NULL;
      GUri *next;

      reply = fetch_once (self, message, &error);
      if (reply == NULL)
        return reject (g_steal_pointer (&error));
      if (!SOUP_STATUS_IS_REDIRECTION (ds_http_reply_get_status (reply)))
        {
          g_autofree char *url = g_uri_to_string (self->uri);

          ds_http_reply_set_url (reply, url);
          return resolve_reply (reply);
        }

      next = follow (self, message, &error);
      if (next == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      g_uri_unref (self->uri);
      self->uri = next;
    }

  return dex_future_new_reject (DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR,
                                "The website leads round in a circle");
}

/**
 * ds_web_client_fetch:
 * @self: a client
 * @url: the address of the document, https only
 * @max_bytes: the largest document that is taken
 *
 * Has 30 seconds for each of at most four visits, with at most ten of silence.
 * Discarding the future closes the socket.
 *
 * Returns: (transfer full): a future that resolves to a #DsHttpReply with status
 *   200, which knows where it was read, or rejects with %DS_ERROR_WEBSITE_SILENT (it cannot be reached),
 *   %DS_ERROR_WEBSITE_UNPROVEN (its certificate is not good),
 *   %DS_ERROR_WEBSITE_ELSEWHERE (it leads to somebody else),
 *   %DS_ERROR_WEBSITE_WITHOUT (it has no such document) or
 *   %DS_ERROR_WEBSITE_UNCLEAR (the answer breaks the rules)
 */
DexFuture *
ds_web_client_fetch (DsWebClient *self,
                     const char *url,
                     size_t max_bytes)
{
  g_autoptr (GUri) uri = NULL;
  Fetch *fetch;

  dex_return_error_if_fail (DS_IS_WEB_CLIENT (self));
  dex_return_error_if_fail (url != NULL && max_bytes > 0);

  if (strlen (url) <= MAX_URL)
    uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || !may_be_asked (uri))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_WEBSITE_UNCLEAR,
                                  "That is no address of a website");

  fetch = g_new0 (Fetch, 1);
  fetch->client = g_object_ref (self);
  fetch->session = new_session (self);
  fetch->uri = g_steal_pointer (&uri);
  fetch->max_bytes = max_bytes;
  return ds_fiber_spawn (fetch_fiber, fetch, fetch_free);
}
