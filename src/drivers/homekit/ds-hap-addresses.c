/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-hap-addresses"

#include "config.h"

#include "ds-hap-addresses.h"

/* More would only lengthen the wait for a device that is not there. */
#define MAX_ADDRESSES 16

struct _DsHapAddresses
{
  GObject    parent_instance;

  GPtrArray *addresses;
};

#define DS_TYPE_HAP_ADDRESS_WALK (ds_hap_address_walk_get_type ())
G_DECLARE_FINAL_TYPE (DsHapAddressWalk, ds_hap_address_walk, DS, HAP_ADDRESS_WALK,
                      GSocketAddressEnumerator)

struct _DsHapAddressWalk
{
  GSocketAddressEnumerator  parent_instance;

  GPtrArray                *addresses;
  unsigned int              position;
};

G_DEFINE_FINAL_TYPE (DsHapAddressWalk, ds_hap_address_walk, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static GSocketAddress *
ds_hap_address_walk_next (GSocketAddressEnumerator *enumerator,
                          GCancellable *cancellable,
                          GError **error)
{
  DsHapAddressWalk *self = DS_HAP_ADDRESS_WALK (enumerator);

  if (self->position >= MIN (self->addresses->len, MAX_ADDRESSES))
    return NULL;

  return g_object_ref (self->addresses->pdata[self->position++]);
}

static void
ds_hap_address_walk_finalize (GObject *object)
{
  DsHapAddressWalk *self = DS_HAP_ADDRESS_WALK (object);

  g_clear_pointer (&self->addresses, g_ptr_array_unref);

  G_OBJECT_CLASS (ds_hap_address_walk_parent_class)->finalize (object);
}

static void
ds_hap_address_walk_class_init (DsHapAddressWalkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_hap_address_walk_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = ds_hap_address_walk_next;
}

static void
ds_hap_address_walk_init (DsHapAddressWalk *self)
{
}

static GSocketAddressEnumerator *
ds_hap_addresses_enumerate (GSocketConnectable *connectable)
{
  DsHapAddresses *self = DS_HAP_ADDRESSES (connectable);
  DsHapAddressWalk *walk = g_object_new (DS_TYPE_HAP_ADDRESS_WALK, NULL);

  walk->addresses = g_ptr_array_ref (self->addresses);

  return G_SOCKET_ADDRESS_ENUMERATOR (walk);
}

static void
ds_hap_addresses_connectable_init (GSocketConnectableIface *iface)
{
  /* There is no proxy to a device at home. */
  iface->enumerate = ds_hap_addresses_enumerate;
  iface->proxy_enumerate = ds_hap_addresses_enumerate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DsHapAddresses, ds_hap_addresses, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE,
                                                      ds_hap_addresses_connectable_init))

static void
ds_hap_addresses_finalize (GObject *object)
{
  DsHapAddresses *self = DS_HAP_ADDRESSES (object);

  g_clear_pointer (&self->addresses, g_ptr_array_unref);

  G_OBJECT_CLASS (ds_hap_addresses_parent_class)->finalize (object);
}

static void
ds_hap_addresses_class_init (DsHapAddressesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_hap_addresses_finalize;
}

static void
ds_hap_addresses_init (DsHapAddresses *self)
{
}

/**
 * ds_hap_addresses_new:
 * @addresses: (element-type GSocketAddress): addresses, most promising first
 *
 * Returns: (transfer full): the list, for g_socket_client_connect_async()
 */
GSocketConnectable *
ds_hap_addresses_new (GPtrArray *addresses)
{
  DsHapAddresses *self;

  g_return_val_if_fail (addresses != NULL, NULL);

  self = g_object_new (DS_TYPE_HAP_ADDRESSES, NULL);
  self->addresses = g_ptr_array_ref (addresses);

  return G_SOCKET_CONNECTABLE (self);
}
