/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-server"

#include "config.h"

#include "vd-server.h"

#include "vd-affordances.h"
#include "vd-login.h"
#include "vd-wire.h"

#include <string.h>

#define TD_PATH "/.well-known/wot"
#define WRONG_LOGIN_WAIT 200 /* milliseconds */

static bool
is_json (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return g_strcmp0 (soup_message_headers_get_content_type (headers, NULL),
                    "application/json")
         == 0;
}

static VdHandler
pick_handler (const VdAffordance *affordance, const char *method)
{
  if (g_str_equal (method, "GET"))
    return affordance->read;
  if (g_str_equal (method, "PUT"))
    return affordance->write;

  return g_str_equal (method, "POST") ? affordance->invoke : NULL;
}

static bool
read_request (SoupServerMessage *message,
              const char *method,
              JsonObject **request,
              VdReply *reply)
{
  g_autoptr (GBytes) body = NULL;

  if (g_str_equal (method, "GET"))
    {
      *request = json_object_new ();
      return true;
    }
  if (!is_json (message))
    return vd_reply_refuse (reply, "media-type");
  body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  return vd_wire_parse (body, request, reply);
}

static bool
is_guarded (VdDevice *device, const VdAffordance *affordance)
{
  return affordance->who == VD_OWNER && !vd_faults_is (device->faults, "no-login", "")
         && !vd_faults_is (device->faults, "no-login", affordance->type);
}

static bool
may_log_in (VdDevice *device,
            const VdAffordance *affordance,
            VdLogin login,
            VdReply *reply)
{
  if (login == VD_LOGIN_WRONG)
    return vd_reply_refuse (reply, "login");
  if (login != VD_LOGIN_RIGHT && is_guarded (device, affordance))
    return vd_reply_refuse (reply, "login");

  return true;
}

static bool
answer_affordance (VdDevice *device,
                   SoupServerMessage *message,
                   const VdAffordance *affordance,
                   VdReply *reply)
{
  const char *method = soup_server_message_get_method (message);
  VdHandler handler = pick_handler (affordance, method);
  VdLogin login = vd_login_check (device, message);
  g_autoptr (JsonObject) request = NULL;

  if (handler == NULL)
    return vd_reply_refuse (reply, "method");
  if (!may_log_in (device, affordance, login, reply)
      || !read_request (message, method, &request, reply))
    return false;
  /* What a client sends cannot have this name: only we say who asks. */
  json_object_remove_member (request, VD_FROM_OWNER);
  if (login == VD_LOGIN_RIGHT)
    json_object_set_boolean_member (request, VD_FROM_OWNER, TRUE);

  return handler (device, request, reply);
}

static const char *
answer (VdDevice *device, SoupServerMessage *message, const char *path, VdReply *reply)
{
  const VdAffordance *affordance = vd_affordance_at (path);

  if (g_str_equal (path, TD_PATH))
    {
      if (!g_str_equal (soup_server_message_get_method (message), "GET"))
        {
          vd_reply_refuse (reply, "method");
          return "td";
        }
      reply->status = 200;
      reply->body = vd_thing_description (device);
      return "td";
    }
  if (affordance == NULL || vd_faults_is (device->faults, "without", affordance->type))
    {
      vd_reply_refuse (reply, "not-found");
      return "";
    }
  if (vd_faults_has (device->faults, "busy")
      && g_str_equal (soup_server_message_get_method (message), "POST"))
    {
      vd_reply_refuse (reply, "busy");
      return affordance->type;
    }
  answer_affordance (device, message, affordance, reply);

  return affordance->type;
}

static void
do_task (VdDevice *device, const char *task)
{
  if (g_str_equal (task, "reset"))
    {
      vd_device_reset (device);
      vd_server_rest (device, 100);
    }
  else if (g_str_equal (task, "roll-key"))
    {
      vd_server_rest (device, 100);
      if (!vd_device_roll_key (device, NULL))
        g_error ("no key was announced");
    }
}

typedef struct
{
  VdDevice *device; /* borrowed: it outlives its server */
  const char *task;
} Task;

static gboolean
on_task (gpointer user_data)
{
  Task *task = user_data;

  do_task (task->device, task->task);
  task->device->n_tasks--;

  return G_SOURCE_REMOVE;
}

/* Not from within the signal: the task closes the connection that emits it. */
static void
on_finished (SoupServerMessage *message, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_task, user_data, g_free);
}

static void
queue_task (VdDevice *device, SoupServerMessage *message, const char *name)
{
  Task *task = g_new (Task, 1);

  task->device = device;
  task->task = name;
  device->n_tasks++;
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), task);
}

static gboolean
on_late (gpointer user_data)
{
  soup_server_message_unpause (user_data);

  return G_SOURCE_REMOVE;
}

static void
answer_later (SoupServerMessage *message, unsigned int milliseconds)
{
  soup_server_message_pause (message);
  g_timeout_add_full (G_PRIORITY_DEFAULT, milliseconds, on_late, g_object_ref (message),
                      g_object_unref);
}

static void
drop (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

/* The answer goes out on the old connection, which ends with it: whoever reads it
 * can only come back to the new key. */
static void
answer_and_swap (VdDevice *device, SoupServerMessage *message, VdReply *reply)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  g_autofree char *body = vd_reply_to_text (reply);
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
      "Connection: close\r\n\r\n%s",
      strlen (body), body);
  g_autoptr (GError) error = NULL;

  vd_server_stop (device);
  if (!vd_device_use_key_file (device, "other-key.pem", &error)
      || !vd_server_start (device, &error))
    g_error ("%s", error->message);
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text),
                             NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  VdDevice *device = user_data;
  g_auto (VdReply) reply = { 0 };
  const char *elsewhere = vd_faults_get (device->faults, "redirect");
  const char *delay = vd_faults_get (device->faults, "delay");
  const char *type;

  if (elsewhere != NULL)
    {
      soup_server_message_set_redirect (message, SOUP_STATUS_TEMPORARY_REDIRECT,
                                        elsewhere);
      return;
    }
  type = answer (device, message, path, &reply);
  g_message ("%s %s: %u %s", soup_server_message_get_method (message), path, reply.status,
             reply.problem != NULL ? reply.problem : "");
  if (vd_faults_take (device->faults, "drop-answer", type))
    {
      /* First, since a task closes what is connected. */
      drop (message);
      if (reply.task != NULL)
        do_task (device, reply.task);
      return;
    }
  if (g_strcmp0 (reply.task, "swap-key") == 0)
    {
      answer_and_swap (device, message, &reply);
      return;
    }
  if (reply.task != NULL)
    queue_task (device, message, reply.task);
  vd_wire_send (message, type, &reply, device->faults);
  if (delay != NULL)
    answer_later (message, (unsigned int) g_ascii_strtoull (delay, NULL, 10));
  else if (g_strcmp0 (reply.problem, "login") == 0)
    answer_later (message, WRONG_LOGIN_WAIT);
}

/* Before a body is read: what is too long, or does not say how long it is. */
static void
on_headers (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  g_auto (VdReply) reply = { 0 };

  if (vd_wire_check_length (message, &reply))
    return;
  vd_wire_send (message, "", &reply, ((VdDevice *) user_data)->faults);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message),
                                    FALSE);
}

static unsigned int
get_port (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  unsigned int port = g_uri_get_port (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return port;
}

bool
vd_server_start (VdDevice *device, GError **error)
{
  SoupServerListenOptions options;

  if (device->server == NULL)
    {
      device->server = soup_server_new (NULL, NULL);
      soup_server_add_early_handler (device->server, NULL, on_headers, device, NULL);
      soup_server_add_handler (device->server, NULL, on_request, device, NULL);
    }
  soup_server_set_tls_certificate (device->server, vd_key_get_certificate (device->key));
  options = vd_faults_has (device->faults, "plain-http") ? 0 : SOUP_SERVER_LISTEN_HTTPS;
  if (vd_faults_has (device->faults, "offline"))
    return true;
  if (!(device->loopback ? soup_server_listen_local : soup_server_listen_all) (
          device->server, device->port, options, error))
    return false;
  device->port = get_port (device->server);

  return true;
}

void
vd_server_stop (VdDevice *device)
{
  soup_server_disconnect (device->server);
}

static gboolean
on_rested (gpointer user_data)
{
  VdDevice *device = user_data;
  g_autoptr (GError) error = NULL;

  device->rest_id = 0;
  if (!vd_server_start (device, &error))
    g_error ("%s", error->message);

  return G_SOURCE_REMOVE;
}

bool
vd_server_is_resting (VdDevice *device)
{
  return device->rest_id != 0 || device->n_tasks > 0;
}

void
vd_server_rest (VdDevice *device, unsigned int milliseconds)
{
  g_clear_handle_id (&device->rest_id, g_source_remove);
  vd_server_stop (device);
  device->rest_id = g_timeout_add (milliseconds, on_rested, device);
}
