/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-discovery"

#include "config.h"

#include "ds-discovery.h"

#include "core/ds-error.h"
#include "ds-browse.h"
#include "ds-host-lookup.h"
#include "ds-network.h"
#include "ds-sighting-list.h"

#include <stdbool.h>

#define SETTLE_SECONDS 2

struct _DsDiscovery
{
  GObject          parent_instance;

  /* Owned References */
  char           **types;
  DsSightingList  *list;
  DsAvahi         *avahi;   /* while started */
  DsBrowse        *browse;  /* while the daemon is there */
  DsNetworkWatch  *network; /* while started */
  GError          *error;
  GError          *bus_error;

  unsigned int     settle_source;
  unsigned int     sync_source;
  DsAvahiState     avahi_state;
  DsDiscoveryState state;
  gboolean         settled;
  bool             waited; /* two seconds since the last start */
  bool             done;   /* all was told once since the last start */
};

typedef enum {
  PROP_STATE = 1,
  PROP_SETTLED,
} DsDiscoveryProperty;

static GParamSpec *properties[PROP_SETTLED + 1];

static GType
ds_discovery_get_item_type (GListModel *model)
{
  return DS_TYPE_SIGHTING;
}

static unsigned int
ds_discovery_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DS_DISCOVERY (model)->list));
}

static gpointer
ds_discovery_get_item (GListModel *model,
                       unsigned int position)
{
  return g_list_model_get_item (G_LIST_MODEL (DS_DISCOVERY (model)->list), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = ds_discovery_get_item_type;
  iface->get_n_items = ds_discovery_get_n_items;
  iface->get_item = ds_discovery_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DsDiscovery, ds_discovery, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

G_DEFINE_ENUM_TYPE (DsDiscoveryState, ds_discovery_state,
                    G_DEFINE_ENUM_VALUE (DS_DISCOVERY_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (DS_DISCOVERY_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (DS_DISCOVERY_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (DS_DISCOVERY_NO_BUS, "no-bus"),
                    G_DEFINE_ENUM_VALUE (DS_DISCOVERY_NO_AVAHI, "no-avahi"),
                    G_DEFINE_ENUM_VALUE (DS_DISCOVERY_NO_NETWORK, "no-network"),
                    G_DEFINE_ENUM_VALUE (DS_DISCOVERY_FAILED, "failed"))

/*
 * State
 */

static DsDiscoveryState
ds_discovery_find_state (DsDiscovery *self)
{
  if (self->avahi == NULL)
    return DS_DISCOVERY_STOPPED;
  switch (self->avahi_state)
    {
    case DS_AVAHI_NO_BUS:
      return DS_DISCOVERY_NO_BUS;
    case DS_AVAHI_ABSENT:
      return DS_DISCOVERY_NO_AVAHI;
    case DS_AVAHI_CONNECTING:
      /* The bus may try for long to start a daemon that will not start. */
      return self->waited ? DS_DISCOVERY_NO_AVAHI : DS_DISCOVERY_STARTING;
    case DS_AVAHI_THERE:
    default:
      break;
    }
  if (ds_browse_get_failure (self->browse) != NULL)
    return DS_DISCOVERY_FAILED;
  if (!ds_network_is_connected ())
    return DS_DISCOVERY_NO_NETWORK;
  return ds_browse_is_started (self->browse) ? DS_DISCOVERY_RUNNING : DS_DISCOVERY_STARTING;
}

static GError *
ds_discovery_make_error (DsDiscovery *self)
{
  switch (self->state)
    {
    case DS_DISCOVERY_NO_BUS:
      return g_error_new (DS_ERROR, DS_ERROR_NO_AVAHI, "No system bus: %s",
                          self->bus_error != NULL ? self->bus_error->message : "unknown");
    case DS_DISCOVERY_NO_AVAHI:
      return g_error_new (DS_ERROR, DS_ERROR_NO_AVAHI, "Avahi is not running");
    case DS_DISCOVERY_NO_NETWORK:
      return g_error_new (DS_ERROR, DS_ERROR_NO_NETWORK, "No interface but the loopback is up");
    case DS_DISCOVERY_FAILED:
      return g_error_new (DS_ERROR, DS_ERROR_FAILED, "Avahi refused: %s",
                          ds_browse_get_failure (self->browse));
    case DS_DISCOVERY_STOPPED:
    case DS_DISCOVERY_STARTING:
    case DS_DISCOVERY_RUNNING:
    default:
      return NULL;
    }
}

static bool
ds_discovery_find_settled (DsDiscovery *self)
{
  if (self->browse != NULL && ds_browse_is_complete (self->browse))
    self->done = true;
  return self->done || self->waited;
}

/* Brings both properties up to date; the only place that changes them. */
static void
ds_discovery_sync (DsDiscovery *self)
{
  DsDiscoveryState state = ds_discovery_find_state (self);
  gboolean settled = ds_discovery_find_settled (self);
  bool state_changed = state != self->state;
  bool settled_changed = settled != self->settled;

  g_clear_handle_id (&self->sync_source, g_source_remove);
  self->state = state;
  self->settled = settled;
  g_clear_error (&self->error);
  self->error = ds_discovery_make_error (self);
  /* Whoever waits for "settled" may count on every row being there. */
  if (settled_changed)
    ds_sighting_list_flush (self->list);
  g_object_freeze_notify (G_OBJECT (self));
  if (state_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (settled_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTLED]);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
ds_discovery_sync_cb (gpointer data)
{
  g_autoptr (DsDiscovery) self = g_object_ref (DS_DISCOVERY (data));

  self->sync_source = 0;
  ds_discovery_sync (self);
  return G_SOURCE_REMOVE;
}

/* From the main loop, so that watchers never run within the conversation. */
static void
ds_discovery_queue_sync (gpointer data)
{
  DsDiscovery *self = data;

  if (self->sync_source == 0)
    self->sync_source = g_idle_add_full (G_PRIORITY_DEFAULT, ds_discovery_sync_cb, self, NULL);
}

static gboolean
ds_discovery_settle_cb (gpointer data)
{
  DsDiscovery *self = data;

  self->settle_source = 0;
  self->waited = true;
  ds_discovery_queue_sync (self);
  return G_SOURCE_REMOVE;
}

static void
ds_discovery_network_cb (bool connected,
                         gpointer user_data)
{
  ds_discovery_queue_sync (user_data);
}

/*
 * Start and stop
 */

static void
ds_discovery_wait_anew (DsDiscovery *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->waited = false;
  self->done = false;
  self->settle_source = g_timeout_add_seconds (SETTLE_SECONDS, ds_discovery_settle_cb, self);
}

static void
ds_discovery_avahi_cb (DsAvahiState state,
                       const GError *error,
                       gpointer user_data)
{
  DsDiscovery *self = user_data;

  g_debug ("Avahi: state %d%s%s", state, error != NULL ? ", " : "",
           error != NULL ? error->message : "");
  self->avahi_state = state;
  g_clear_error (&self->bus_error);
  if (error != NULL)
    self->bus_error = g_error_copy (error);
  /* A daemon that starts anew knows nothing of what the old one told. */
  g_clear_pointer (&self->browse, ds_browse_free);
  if (state == DS_AVAHI_THERE)
    {
      ds_discovery_wait_anew (self);
      self->browse = ds_browse_new (self->avahi, (const char *const *) self->types, self->list,
                                    ds_discovery_queue_sync, self);
    }
  ds_discovery_queue_sync (self);
}

static void
ds_discovery_close (DsDiscovery *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_handle_id (&self->sync_source, g_source_remove);
  g_clear_pointer (&self->network, ds_network_watch_free);
  g_clear_pointer (&self->browse, ds_browse_free);
  if (self->avahi != NULL)
    ds_avahi_close (self->avahi);
  g_clear_object (&self->avahi);
  g_clear_error (&self->bus_error);
  self->waited = false;
  self->done = false;
}

static void
ds_discovery_open (DsDiscovery *self)
{
  ds_discovery_wait_anew (self);
  self->network = ds_network_watch_new (ds_discovery_network_cb, self);
  self->avahi_state = DS_AVAHI_CONNECTING;
  self->avahi = ds_avahi_new (ds_discovery_avahi_cb, self);
  ds_avahi_start (self->avahi);
}

static void
ds_discovery_dispose (GObject *object)
{
  DsDiscovery *self = DS_DISCOVERY (object);

  ds_discovery_close (self);
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      ds_sighting_list_flush (self->list);
    }

  G_OBJECT_CLASS (ds_discovery_parent_class)->dispose (object);
}

static void
ds_discovery_finalize (GObject *object)
{
  DsDiscovery *self = DS_DISCOVERY (object);

  g_clear_pointer (&self->types, g_strfreev);
  g_clear_object (&self->list);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ds_discovery_parent_class)->finalize (object);
}

static void
ds_discovery_get_property (GObject *object,
                           unsigned int prop_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  DsDiscovery *self = DS_DISCOVERY (object);

  switch ((DsDiscoveryProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_SETTLED:
      g_value_set_boolean (value, self->settled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ds_discovery_class_init (DsDiscoveryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ds_discovery_dispose;
  object_class->finalize = ds_discovery_finalize;
  object_class->get_property = ds_discovery_get_property;

  /**
   * DsDiscovery:state:
   *
   * How the search is going; each trouble is a state of its own.
   */
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL,
                       DS_TYPE_DISCOVERY_STATE,
                       DS_DISCOVERY_STOPPED,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * DsDiscovery:settled:
   *
   * Whether Avahi said that it has told all it knows for now, or two seconds have
   * gone by since the search started.
   */
  properties[PROP_SETTLED] =
    g_param_spec_boolean ("settled", NULL, NULL,
                          FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ds_discovery_init (DsDiscovery *self)
{
}

/**
 * ds_discovery_new:
 * @types: (array zero-terminated): service types, such as "_hap._tcp"
 * @identify: tells which device an announcement is of
 *
 * Returns: (transfer full): a search that waits for ds_discovery_start()
 */
DsDiscovery *
ds_discovery_new (const char *const *types,
                  DsIdentifyFunc identify)
{
  DsDiscovery *self = NULL;

  g_return_val_if_fail (types != NULL, NULL);
  g_return_val_if_fail (identify != NULL, NULL);

  self = g_object_new (DS_TYPE_DISCOVERY, NULL);
  self->types = g_strdupv ((char **) types);
  self->list = ds_sighting_list_new (identify);
  g_signal_connect_swapped (self->list, "items-changed",
                            G_CALLBACK (g_list_model_items_changed), self);
  return self;
}

/**
 * ds_discovery_start:
 * @self: a search
 *
 * Starts to search, and goes on by itself as the bus, the daemon and the network
 * come and go. Does nothing where it has been started.
 */
void
ds_discovery_start (DsDiscovery *self)
{
  g_return_if_fail (DS_IS_DISCOVERY (self));

  if (self->avahi != NULL)
    return;
  ds_discovery_open (self);
  ds_discovery_sync (self);
}

/**
 * ds_discovery_stop:
 * @self: a search
 *
 * Stops, frees everything on Avahi's side and empties the list.
 */
void
ds_discovery_stop (DsDiscovery *self)
{
  g_return_if_fail (DS_IS_DISCOVERY (self));

  if (self->avahi == NULL)
    return;
  ds_discovery_close (self);
  ds_sighting_list_flush (self->list);
  ds_discovery_sync (self);
}

/**
 * ds_discovery_restart:
 * @self: a search
 *
 * Forgets everything, asks the bus once more to start Avahi, and searches anew.
 */
void
ds_discovery_restart (DsDiscovery *self)
{
  g_return_if_fail (DS_IS_DISCOVERY (self));

  ds_discovery_close (self);
  ds_sighting_list_flush (self->list);
  ds_discovery_open (self);
  ds_discovery_sync (self);
}

/**
 * ds_discovery_get_state:
 * @self: a search
 *
 * Returns: how it is going
 */
DsDiscoveryState
ds_discovery_get_state (DsDiscovery *self)
{
  g_return_val_if_fail (DS_IS_DISCOVERY (self), DS_DISCOVERY_STOPPED);

  return self->state;
}

/**
 * ds_discovery_get_settled:
 * @self: a search
 *
 * Returns: whether what is known for now is in the list, or two seconds are over
 */
gboolean
ds_discovery_get_settled (DsDiscovery *self)
{
  g_return_val_if_fail (DS_IS_DISCOVERY (self), FALSE);

  return self->settled;
}

/**
 * ds_discovery_get_error:
 * @self: a search
 *
 * Returns: (transfer none) (nullable): why it is in a state of trouble:
 *   DS_ERROR_NO_AVAHI, DS_ERROR_NO_NETWORK or DS_ERROR_FAILED
 */
const GError *
ds_discovery_get_error (DsDiscovery *self)
{
  g_return_val_if_fail (DS_IS_DISCOVERY (self), NULL);

  return self->error;
}

/**
 * ds_discovery_resolve:
 * @self: a search, which need not be started
 * @host: a host name, an IPv4 address, or an IPv6 address with or without "%scope"
 * @port: the port that the addresses get
 *
 * Finds the addresses of a typed host. Ends within 10 seconds.
 *
 * Returns: (transfer full): a future that resolves to a #GPtrArray of
 *   #GInetSocketAddress, IPv4 first, or rejects with DS_ERROR_BAD_ADDRESS,
 *   DS_ERROR_UNREACHABLE, DS_ERROR_NO_AVAHI or DS_ERROR_TIMED_OUT
 */
DexFuture *
ds_discovery_resolve (DsDiscovery *self,
                      const char *host,
                      uint16_t port)
{
  dex_return_error_if_fail (DS_IS_DISCOVERY (self));
  dex_return_error_if_fail (host != NULL);

  return ds_host_lookup (host, port);
}
