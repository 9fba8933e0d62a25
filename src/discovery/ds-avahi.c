/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-avahi"

#include "config.h"

#include "ds-avahi.h"

#include <stdbool.h>

#define AVAHI_NAME "org.freedesktop.Avahi"

/* Avahi answers these calls from memory; a daemon that takes longer is stuck. */
#define CALL_MSEC 10000
#define RECONNECT_SECONDS 5
/* Signals kept for objects that Avahi has made but not named yet. */
#define MAX_EARLY 4096

struct _DsAvahi
{
  GObject          parent_instance;

  DsAvahiStateFunc func;
  gpointer         user_data;

  /* Owned References */
  GCancellable    *cancellable;
  GDBusConnection *connection;
  char            *owner;   /* the daemon's unique name while it is there */
  GHashTable      *objects; /* path to DsAvahiObject, borrowed */
  GPtrArray       *early;   /* EarlySignal, while a reply with a path is awaited */

  unsigned int     watch;
  unsigned int     subscriptions[2];
  unsigned int     reconnect_source;
  unsigned int     n_unnamed; /* objects that talk before their reply comes */
  gulong           closed_handler;
  bool             plain;     /* the daemon has Server but no Server2 */
  bool             closed;
};

G_DEFINE_FINAL_TYPE (DsAvahi, ds_avahi, G_TYPE_OBJECT)

struct _DsAvahiObject
{
  DsAvahi          *avahi;     /* owned */
  GVariant         *arguments; /* owned */
  char             *owner;     /* owned */
  char             *path;      /* owned; NULL until Avahi names it */
  DsAvahiSignalFunc func;
  gpointer          user_data;
  DsAvahiKind       kind;
  bool              plain;
  bool              closed;
};

typedef struct
{
  char     *path;
  char     *signal;
  GVariant *parameters;
} EarlySignal;

static const struct
{
  const char *prepare;
  const char *at_once;
  const char *interface;
} kinds[] = {
  [DS_AVAHI_BROWSER] = { "ServiceBrowserPrepare", "ServiceBrowserNew",
                         AVAHI_NAME ".ServiceBrowser" },
  [DS_AVAHI_RESOLVER] = { "ServiceResolverPrepare", "ServiceResolverNew",
                          AVAHI_NAME ".ServiceResolver" },
};

static void ds_avahi_connect (DsAvahi *self);
static void object_create    (DsAvahiObject *object);

static void
early_signal_free (gpointer data)
{
  EarlySignal *early = data;

  g_free (early->path);
  g_free (early->signal);
  g_variant_unref (early->parameters);
  g_free (early);
}

/*
 * Objects
 */

static void
object_clear (gpointer data)
{
  DsAvahiObject *object = data;

  g_clear_object (&object->avahi);
  g_clear_pointer (&object->arguments, g_variant_unref);
  g_clear_pointer (&object->owner, g_free);
  g_clear_pointer (&object->path, g_free);
}

static DsAvahiObject *
object_ref (DsAvahiObject *object)
{
  return g_rc_box_acquire (object);
}

static void
object_unref (DsAvahiObject *object)
{
  g_rc_box_release_full (object, object_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsAvahiObject, object_unref)

static void
object_tell (DsAvahiObject *object,
             const char *signal,
             GVariant *parameters)
{
  if (!object->closed)
    object->func (signal, parameters, object->user_data);
}

static void
object_fail (DsAvahiObject *object,
             const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);
  g_autoptr (GVariant) parameters = NULL;

  g_debug ("Avahi cannot be asked: %s", error->message);
  parameters = g_variant_ref_sink (g_variant_new ("(s)", name != NULL ? name : error->message));
  object_tell (object, "Failure", parameters);
}

/* Nobody waits for an answer: a daemon that is gone has freed the object already. */
static void
object_free_remote (DsAvahiObject *object)
{
  DsAvahi *self = object->avahi;

  if (self->connection == NULL || g_strcmp0 (self->owner, object->owner) != 0)
    return;
  g_dbus_connection_call (self->connection, object->owner, object->path,
                          kinds[object->kind].interface, "Free", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MSEC, NULL, NULL, NULL);
}

static void
object_started_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (DsAvahiObject) object = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    object_tell (object, "Started", NULL);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    object_fail (object, error);
}

/* Gives an object what Avahi said of it before it told its name. */
static void
object_catch_up (DsAvahiObject *object)
{
  DsAvahi *self = object->avahi;
  g_autoptr (GPtrArray) early = g_steal_pointer (&self->early);

  self->early = g_ptr_array_new_with_free_func (early_signal_free);
  self->n_unnamed--;
  for (unsigned int i = 0; early != NULL && i < early->len; i++)
    {
      EarlySignal *signal = early->pdata[i];

      if (g_str_equal (signal->path, object->path))
        object_tell (object, signal->signal, signal->parameters);
      else if (self->n_unnamed > 0)
        g_ptr_array_add (self->early, g_steal_pointer (&early->pdata[i]));
    }
  g_ptr_array_set_free_func (early, NULL);
  for (unsigned int i = 0; i < early->len; i++)
    g_clear_pointer (&early->pdata[i], early_signal_free);
}

static void
object_named (DsAvahiObject *object,
              GVariant *reply)
{
  DsAvahi *self = object->avahi;

  g_variant_get (reply, "(o)", &object->path);
  if (object->closed)
    {
      object_free_remote (object);
      if (object->plain)
        self->n_unnamed--;
      return;
    }
  g_hash_table_insert (self->objects, object->path, object);
  if (object->plain)
    {
      object_tell (object, "Started", NULL);
      object_catch_up (object);
      return;
    }
  g_dbus_connection_call (self->connection, object->owner, object->path,
                          kinds[object->kind].interface, "Start", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MSEC, self->cancellable,
                          object_started_cb, object_ref (object));
}

static bool
is_unknown_method (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE);
}

static void
object_created_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (DsAvahiObject) object = user_data;
  DsAvahi *self = object->avahi;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* The daemon that answers may be gone by now. */
  if (self->closed || g_strcmp0 (self->owner, object->owner) != 0)
    return;
  if (reply != NULL)
    {
      object_named (object, reply);
      return;
    }
  if (object->plain)
    {
      self->n_unnamed--;
      object_fail (object, error);
    }
  else if (is_unknown_method (error))
    {
      self->plain = true;
      if (!object->closed)
        object_create (object);
    }
  else
    {
      object_fail (object, error);
    }
}

static void
object_create (DsAvahiObject *object)
{
  DsAvahi *self = object->avahi;

  object->plain = self->plain;
  if (object->plain)
    self->n_unnamed++;
  g_dbus_connection_call (self->connection, object->owner, "/",
                          object->plain ? AVAHI_NAME ".Server" : AVAHI_NAME ".Server2",
                          object->plain ? kinds[object->kind].at_once
                                        : kinds[object->kind].prepare,
                          object->arguments, G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MSEC, self->cancellable,
                          object_created_cb, object_ref (object));
}

/**
 * ds_avahi_open:
 * @self: a conversation in state DS_AVAHI_THERE
 * @kind: what to make
 * @arguments: what Avahi's method for it takes
 * @func: called with each of its signals, from the main loop
 * @user_data: for @func
 *
 * Makes a browser or resolver and starts it.
 *
 * Returns: (transfer full): the object, for ds_avahi_object_close()
 */
DsAvahiObject *
ds_avahi_open (DsAvahi *self,
               DsAvahiKind kind,
               GVariant *arguments,
               DsAvahiSignalFunc func,
               gpointer user_data)
{
  DsAvahiObject *object = NULL;

  g_return_val_if_fail (DS_IS_AVAHI (self), NULL);
  g_return_val_if_fail (self->owner != NULL, NULL);

  object = g_rc_box_new0 (DsAvahiObject);
  object->avahi = g_object_ref (self);
  object->arguments = g_variant_ref_sink (arguments);
  object->owner = g_strdup (self->owner);
  object->kind = kind;
  object->func = func;
  object->user_data = user_data;
  object_create (object);
  return object;
}

/**
 * ds_avahi_object_close:
 * @object: (transfer full): an object
 *
 * Has Avahi free the object, at once or as soon as it has named it; its function
 * is not called any more.
 */
void
ds_avahi_object_close (DsAvahiObject *object)
{
  DsAvahi *self = object->avahi;

  object->closed = true;
  if (object->path != NULL)
    {
      if (g_hash_table_lookup (self->objects, object->path) == object)
        g_hash_table_remove (self->objects, object->path);
      object_free_remote (object);
    }
  object_unref (object);
}

/*
 * The daemon
 */

static void
ds_avahi_signal_cb (GDBusConnection *connection,
                    const char *sender,
                    const char *path,
                    const char *interface,
                    const char *signal,
                    GVariant *parameters,
                    gpointer user_data)
{
  DsAvahi *self = user_data;
  DsAvahiObject *object = g_hash_table_lookup (self->objects, path);
  EarlySignal *early = NULL;

  if (object != NULL)
    {
      g_autoptr (DsAvahiObject) held = object_ref (object);

      object_tell (held, signal, parameters);
      return;
    }
  if (self->n_unnamed == 0 || self->early->len >= MAX_EARLY)
    return;
  early = g_new0 (EarlySignal, 1);
  early->path = g_strdup (path);
  early->signal = g_strdup (signal);
  early->parameters = g_variant_ref (parameters);
  g_ptr_array_add (self->early, early);
}

static void
ds_avahi_forget_daemon (DsAvahi *self)
{
  for (size_t i = 0; i < G_N_ELEMENTS (self->subscriptions); i++)
    {
      if (self->subscriptions[i] != 0)
        g_dbus_connection_signal_unsubscribe (self->connection,
                                              g_steal_handle_id (&self->subscriptions[i]));
    }
  g_hash_table_remove_all (self->objects);
  g_ptr_array_set_size (self->early, 0);
  self->n_unnamed = 0;
  self->plain = false;
  g_clear_pointer (&self->owner, g_free);
}

static void
ds_avahi_appeared_cb (GDBusConnection *connection,
                      const char *name,
                      const char *owner,
                      gpointer user_data)
{
  DsAvahi *self = user_data;

  /* The bus may have gone while this was on its way; that is told elsewhere, and
   * GDBus finds it critical to subscribe then. */
  if (self->closed || connection != self->connection
      || g_dbus_connection_is_closed (connection))
    return;
  if (self->owner != NULL)
    ds_avahi_forget_daemon (self);
  self->owner = g_strdup (owner);
  /* By sender and interface, not by path: signals may come before the reply that
   * tells the path, and the bus allows a client few rules. */
  for (size_t i = 0; i < G_N_ELEMENTS (self->subscriptions); i++)
    {
      self->subscriptions[i] =
        g_dbus_connection_signal_subscribe (connection, owner, kinds[i].interface, NULL, NULL,
                                            NULL, G_DBUS_SIGNAL_FLAGS_NONE, ds_avahi_signal_cb,
                                            g_object_ref (self), g_object_unref);
    }
  self->func (DS_AVAHI_THERE, NULL, self->user_data);
}

static void
ds_avahi_vanished_cb (GDBusConnection *connection,
                      const char *name,
                      gpointer user_data)
{
  DsAvahi *self = user_data;

  /* Without a connection the bus itself is gone, which is told elsewhere. */
  if (self->closed || connection == NULL || connection != self->connection)
    return;
  ds_avahi_forget_daemon (self);
  self->func (DS_AVAHI_ABSENT, NULL, self->user_data);
}

/*
 * The bus
 */

static gboolean
ds_avahi_reconnect_cb (gpointer user_data)
{
  DsAvahi *self = user_data;

  self->reconnect_source = 0;
  ds_avahi_connect (self);
  return G_SOURCE_REMOVE;
}

/* @error: (nullable): why, where it is known */
static void
ds_avahi_lose_bus (DsAvahi *self,
                   const GError *error)
{
  g_autoptr (GError) ended = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED,
                                                  "The system bus ended the connection");

  if (self->connection != NULL)
    ds_avahi_forget_daemon (self);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  g_clear_signal_handler (&self->closed_handler, self->connection);
  g_clear_object (&self->connection);
  self->reconnect_source =
    g_timeout_add_seconds (RECONNECT_SECONDS, ds_avahi_reconnect_cb, self);
  self->func (DS_AVAHI_NO_BUS, error != NULL ? error : ended, self->user_data);
}

static void
ds_avahi_bus_closed_cb (DsAvahi *self,
                        gboolean remote,
                        GError *error)
{
  ds_avahi_lose_bus (self, error);
}

static void
ds_avahi_connected_cb (GObject *source,
                       GAsyncResult *result,
                       gpointer user_data)
{
  g_autoptr (DsAvahi) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection =
    g_dbus_connection_new_for_address_finish (result, &error);

  if (self->closed)
    {
      if (connection != NULL)
        g_dbus_connection_close (connection, NULL, NULL, NULL);
      return;
    }
  /* A bus may end as soon as it has begun; GDBus finds it critical to watch a name then. */
  if (connection == NULL || g_dbus_connection_is_closed (connection))
    {
      ds_avahi_lose_bus (self, error);
      return;
    }
  g_set_object (&self->connection, connection);
  self->closed_handler = g_signal_connect_swapped (connection, "closed",
                                                   G_CALLBACK (ds_avahi_bus_closed_cb), self);
  self->watch = g_bus_watch_name_on_connection (connection, AVAHI_NAME,
                                                G_BUS_NAME_WATCHER_FLAGS_AUTO_START,
                                                ds_avahi_appeared_cb, ds_avahi_vanished_cb,
                                                g_object_ref (self), g_object_unref);
}

static void
ds_avahi_connect (DsAvahi *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address =
    g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, &error);

  if (address == NULL)
    {
      ds_avahi_lose_bus (self, error);
      return;
    }
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->cancellable, ds_avahi_connected_cb,
                                     g_object_ref (self));
}

static void
flushed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  GDBusConnection *connection = G_DBUS_CONNECTION (source);

  g_dbus_connection_flush_finish (connection, result, NULL);
  g_dbus_connection_close (connection, NULL, NULL, NULL);
}

/**
 * ds_avahi_close:
 * @self: a conversation
 *
 * Leaves the bus, after what was sent before has gone out.
 */
void
ds_avahi_close (DsAvahi *self)
{
  g_return_if_fail (DS_IS_AVAHI (self));

  if (self->closed)
    return;
  self->closed = true;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reconnect_source, g_source_remove);
  if (self->connection == NULL)
    return;
  ds_avahi_forget_daemon (self);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  g_clear_signal_handler (&self->closed_handler, self->connection);
  if (!g_dbus_connection_is_closed (self->connection))
    g_dbus_connection_flush (self->connection, NULL, flushed_cb, NULL);
  g_clear_object (&self->connection);
}

/**
 * ds_avahi_start:
 * @self: a conversation that was not started yet
 *
 * Connects to the system bus and watches for the daemon, which the bus is asked to
 * start. Goes on trying where there is no bus.
 */
void
ds_avahi_start (DsAvahi *self)
{
  g_return_if_fail (DS_IS_AVAHI (self));

  ds_avahi_connect (self);
}

static void
ds_avahi_dispose (GObject *object)
{
  ds_avahi_close (DS_AVAHI (object));

  G_OBJECT_CLASS (ds_avahi_parent_class)->dispose (object);
}

static void
ds_avahi_finalize (GObject *object)
{
  DsAvahi *self = DS_AVAHI (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->objects, g_hash_table_unref);
  g_clear_pointer (&self->early, g_ptr_array_unref);

  G_OBJECT_CLASS (ds_avahi_parent_class)->finalize (object);
}

static void
ds_avahi_class_init (DsAvahiClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ds_avahi_dispose;
  object_class->finalize = ds_avahi_finalize;
}

static void
ds_avahi_init (DsAvahi *self)
{
  self->cancellable = g_cancellable_new ();
  self->objects = g_hash_table_new (g_str_hash, g_str_equal);
  self->early = g_ptr_array_new_with_free_func (early_signal_free);
}

/**
 * ds_avahi_new:
 * @func: called from the main loop when the state changes, never from within
 *   another function of this file but ds_avahi_start()
 * @user_data: for @func
 *
 * Returns: (transfer full): a conversation that waits for ds_avahi_start(). Its
 *   owner calls ds_avahi_close() before it lets go.
 */
DsAvahi *
ds_avahi_new (DsAvahiStateFunc func,
              gpointer user_data)
{
  DsAvahi *self = g_object_new (DS_TYPE_AVAHI, NULL);

  self->func = func;
  self->user_data = user_data;
  return self;
}
