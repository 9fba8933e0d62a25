/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-keyring"

#include "config.h"

#include "ds-keyring-question.h"

#include "core/ds-future.h"

#include <glib/gi18n-lib.h>

/* The Secret Service's Unlock and CreateCollection and the question behind them, spoken by
 * ourselves: libsecret (0.21) takes a service that dies while its question stands for an
 * error without words, which is critical and ends nothing, and now and then ends a question
 * twice that was cancelled. */

#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"
#define SERVICE_PATH      "/org/freedesktop/secrets"
#define PROMPT_INTERFACE  "org.freedesktop.Secret.Prompt"
#define LABEL_PROPERTY    "org.freedesktop.Secret.Collection.Label"
#define DEFAULT_ALIAS     "default"
#define NO_OBJECT         "/"

/* As long as GDBus can: whoever asks has a deadline for the person. */
#define NO_DEADLINE G_MAXINT

typedef struct
{
  GDBusConnection *bus;
  char            *service; /* its unique name, so that no other answers for it */
  const char      *method;  /* what may need a question */
  const char      *reply;   /* its type: what was done without one, and the question */
  GVariant        *parameters;
  DexPromise      *answer;  /* how many were opened or made */
  unsigned int     watches[2];
} Question;

static void
question_free (void *data)
{
  Question *self = data;

  for (unsigned int i = 0; i < G_N_ELEMENTS (self->watches); i++)
    if (self->watches[i] != 0)
      g_dbus_connection_signal_unsubscribe (self->bus, self->watches[i]);
  dex_clear (&self->answer);
  g_clear_object (&self->bus);
  g_variant_unref (self->parameters);
  g_free (self->service);
  g_free (self);
}

/* What the watches hear of goes through the promise, which they hold: they may be told
 * something once more when the question is over. */
static void
on_owner_changed (GDBusConnection *bus,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *signal,
                  GVariant *parameters,
                  gpointer user_data)
{
  DexPromise *answer = user_data;
  const char *owner = NULL;

  if (!dex_future_is_pending (DEX_FUTURE (answer)) ||
      !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sss)")))
    return;

  g_variant_get (parameters, "(&s&s&s)", NULL, NULL, &owner);
  if (*owner == '\0')
    dex_promise_reject (answer, g_error_new_literal (G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN,
                                                     "The keyring's service went away"));
}

/* How many entries or keyrings the service names. */
static int
count (GVariant *done)
{
  if (g_variant_is_of_type (done, G_VARIANT_TYPE_OBJECT_PATH_ARRAY))
    return (int) g_variant_n_children (done);

  return g_variant_is_of_type (done, G_VARIANT_TYPE_OBJECT_PATH) &&
         !g_str_equal (g_variant_get_string (done, NULL), NO_OBJECT);
}

static void
on_completed (GDBusConnection *bus,
              const char *sender,
              const char *path,
              const char *interface,
              const char *signal,
              GVariant *parameters,
              gpointer user_data)
{
  DexPromise *answer = user_data;
  g_autoptr (GVariant) done = NULL;
  gboolean dismissed = TRUE;

  if (!dex_future_is_pending (DEX_FUTURE (answer)))
    return;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(bv)")))
    g_variant_get (parameters, "(bv)", &dismissed, &done);
  dex_promise_resolve_int (answer, dismissed ? 0 : count (done));
}

static DexFuture *
call (Question *self,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters,
      const char *type)
{
  return dex_dbus_connection_call (self->bus, self->service, path, interface, method, parameters,
                                   G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NONE, NO_DEADLINE);
}

/* Before anything is asked, so that nothing is missed. */
static void
watch_service (Question *self)
{
  self->watches[0] =
    g_dbus_connection_signal_subscribe (self->bus, "org.freedesktop.DBus", "org.freedesktop.DBus",
                                        "NameOwnerChanged", "/org/freedesktop/DBus", self->service,
                                        G_DBUS_SIGNAL_FLAGS_NONE, on_owner_changed,
                                        dex_ref (self->answer), dex_unref);
}

static void
watch_prompt (Question *self,
              const char *prompt)
{
  self->watches[1] =
    g_dbus_connection_signal_subscribe (self->bus, self->service, PROMPT_INTERFACE, "Completed",
                                        prompt, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_completed,
                                        dex_ref (self->answer), dex_unref);
}

static void
dismiss (Question *self,
         const char *prompt)
{
  g_dbus_connection_call (self->bus, self->service, prompt, PROMPT_INTERFACE, "Dismiss", NULL,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

/* The question itself. Where nobody waits for it any more it is taken away. */
static DexFuture *
ask_person (Question *self,
            const char *prompt)
{
  g_autoptr (GVariant) shown = NULL;
  GError *error = NULL;
  int n_done = 0;

  watch_prompt (self, prompt);
  shown = dex_await_variant (call (self, prompt, PROMPT_INTERFACE, "Prompt",
                                   g_variant_new ("(s)", ""), "()"),
                             &error);
  if (shown != NULL)
    n_done = dex_await_int (dex_ref (DEX_FUTURE (self->answer)), &error);
  if (error == NULL)
    return dex_future_new_for_int (n_done);

  dismiss (self, prompt);
  return dex_future_new_for_error (error);
}

static DexFuture *
ask_fiber (void *data)
{
  Question *self = data;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) done = NULL;
  const char *prompt = NULL;
  GError *error = NULL;

  watch_service (self);
  reply = dex_await_variant (call (self, SERVICE_PATH, SERVICE_INTERFACE, self->method,
                                   self->parameters, self->reply),
                             &error);
  if (reply == NULL)
    return dex_future_new_for_error (error);

  done = g_variant_get_child_value (reply, 0);
  g_variant_get_child (reply, 1, "&o", &prompt);
  if (g_str_equal (prompt, NO_OBJECT))
    return dex_future_new_for_int (count (done));
  return ask_person (self, prompt);
}

static DexFuture *
ask (GDBusProxy *service,
     const char *method,
     GVariant *parameters,
     const char *reply)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (parameters);
  g_autofree char *owner = g_dbus_proxy_get_name_owner (service);
  Question *self;

  if (owner == NULL)
    return dex_future_new_reject (G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN,
                                  "The keyring's service is gone");

  self = g_new0 (Question, 1);
  self->bus = g_object_ref (g_dbus_proxy_get_connection (service));
  self->service = g_steal_pointer (&owner);
  self->method = method;
  self->parameters = g_steal_pointer (&sunk);
  self->reply = reply;
  self->answer = dex_promise_new ();
  return ds_fiber_spawn (ask_fiber, self, question_free);
}

/**
 * ds_keyring_ask_to_open:
 * @service: the service that keeps the keys
 * @paths: entries or keyrings that are locked
 *
 * Has no deadline of its own.
 *
 * Returns: (transfer full): a future that resolves to how many of @paths were opened,
 *   which is none where the person closed the question; or rejects with an error of
 *   the bus, also when the service goes away while its question stands
 */
DexFuture *
ds_keyring_ask_to_open (GDBusProxy *service,
                        const char * const *paths)
{
  return ask (service, "Unlock", g_variant_new ("(^ao)", paths), "(aoo)");
}

/**
 * ds_keyring_ask_for_default:
 * @service: the service that keeps the keys, which has no keyring for new entries
 *
 * Has no deadline of its own.
 *
 * Returns: (transfer full): a future that resolves to how many keyrings were made, one or
 *   none, and otherwise is like ds_keyring_ask_to_open()'s
 */
DexFuture *
ds_keyring_ask_for_default (GDBusProxy *service)
{
  GVariantBuilder properties = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  /* Translators: what a new keyring is called in the list of keyrings. */
  g_variant_builder_add (&properties, "{sv}", LABEL_PROPERTY,
                         g_variant_new_string (_("Default Keyring")));
  return ask (service, "CreateCollection",
              g_variant_new ("(a{sv}s)", &properties, DEFAULT_ALIAS), "(oo)");
}
