/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-discovery"

#include "config.h"

#include "ds-discovery.h"

#include "core/ds-error.h"
#include "ds-sighting-private.h"

struct _DsDiscovery
{
  GObject          parent_instance;

  char           **types;
  DsIdentifyFunc   identify;
  GPtrArray       *sightings;
  GError          *error;
  DsDiscoveryState state;
  gboolean         settled;
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
  return DS_DISCOVERY (model)->sightings->len;
}

static gpointer
ds_discovery_get_item (GListModel *model,
                       unsigned int position)
{
  DsDiscovery *self = DS_DISCOVERY (model);

  if (position >= self->sightings->len)
    return NULL;
  return g_object_ref (self->sightings->pdata[position]);
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

static void
ds_discovery_finalize (GObject *object)
{
  DsDiscovery *self = DS_DISCOVERY (object);

  g_clear_pointer (&self->types, g_strfreev);
  g_clear_pointer (&self->sightings, g_ptr_array_unref);
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

  object_class->finalize = ds_discovery_finalize;
  object_class->get_property = ds_discovery_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL,
                       DS_TYPE_DISCOVERY_STATE,
                       DS_DISCOVERY_STOPPED,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SETTLED] =
    g_param_spec_boolean ("settled", NULL, NULL,
                          FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ds_discovery_init (DsDiscovery *self)
{
  self->sightings = g_ptr_array_new_with_free_func (g_object_unref);
}

DsDiscovery *
ds_discovery_new (const char *const *types,
                  DsIdentifyFunc identify)
{
  DsDiscovery *self = g_object_new (DS_TYPE_DISCOVERY, NULL);

  self->types = g_strdupv ((char **) types);
  self->identify = identify;
  return self;
}

void
ds_discovery_start (DsDiscovery *self)
{
  self->state = DS_DISCOVERY_STARTING;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
ds_discovery_stop (DsDiscovery *self)
{
  self->state = DS_DISCOVERY_STOPPED;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
ds_discovery_restart (DsDiscovery *self)
{
  ds_discovery_stop (self);
  ds_discovery_start (self);
}

DsDiscoveryState
ds_discovery_get_state (DsDiscovery *self)
{
  return self->state;
}

gboolean
ds_discovery_get_settled (DsDiscovery *self)
{
  return self->settled;
}

const GError *
ds_discovery_get_error (DsDiscovery *self)
{
  return self->error;
}

DexFuture *
ds_discovery_resolve (DsDiscovery *self,
                      const char *host,
                      uint16_t port)
{
  return dex_future_new_reject (DS_ERROR, DS_ERROR_NO_AVAHI, "Not asked yet");
}
