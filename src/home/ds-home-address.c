/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "drivers/ds-driver.h"

/* A device that is not announced here: in another part of the network, or behind
 * something that swallows announcements. */

static uint32_t
get_scope (GInetSocketAddress *address)
{
  return g_socket_address_get_family (G_SOCKET_ADDRESS (address)) == G_SOCKET_FAMILY_IPV6
           ? g_inet_socket_address_get_scope_id (address) : 0;
}

/* Whether @typed, which may lack a port, is where a device is. Two links may have the
 * same link-local address, for two devices. */
static bool
is_at (GInetSocketAddress *a,
       GInetSocketAddress *typed)
{
  uint16_t port = g_inet_socket_address_get_port (typed);

  return (port == 0 || port == g_inet_socket_address_get_port (a)) &&
         get_scope (a) == get_scope (typed) &&
         g_inet_address_equal (g_inet_socket_address_get_address (a),
                               g_inet_socket_address_get_address (typed));
}

static bool
has_address (DsDevice *device,
             GInetSocketAddress *address)
{
  DsSighting *sighting = _ds_device_get_sighting (device);
  g_autoptr (GPtrArray) addresses = NULL;

  if (sighting == NULL)
    return false;

  addresses = ds_sighting_dup_addresses (sighting);
  for (unsigned int i = 0; i < addresses->len; i++)
    if (is_at (g_ptr_array_index (addresses, i), address))
      return true;

  return false;
}

static DsDevice *
find_announced (DsHome *self,
                GPtrArray *addresses)
{
  GListModel *devices = G_LIST_MODEL (self->devices);

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      for (unsigned int j = 0; j < addresses->len; j++)
        if (has_address (device, g_ptr_array_index (addresses, j)))
          return g_steal_pointer (&device);
    }

  return NULL;
}

static DsDevice *
take_in (DsHome *self,
         const DsDriver *driver,
         const DsInspection *inspection,
         GPtrArray *addresses)
{
  g_autofree char *text = ds_socket_address_to_string (g_ptr_array_index (addresses, 0));
  /* Until the device has said who it is, it is known by where it is. */
  g_autofree char *key = inspection->key != NULL ? g_strdup (inspection->key)
                                                 : g_strconcat ("@", text, NULL);
  DsDevice *found = _ds_home_by_key (self, driver->id, key);
  g_autoptr (DsDevice) device = found != NULL ? g_object_ref (found) : NULL;

  if (device == NULL)
    {
      device = _ds_device_new (driver, key, &self->today);
      _ds_device_set_addresses (device, addresses);
      _ds_home_add_device (self, device);
    }
  else
    {
      _ds_device_set_addresses (device, addresses);
    }

  _ds_device_set_reached (device, TRUE);
  _ds_device_set_taken (device, inspection->taken);
  return g_steal_pointer (&device);
}

static DexFuture *
add_address_fiber (gpointer data)
{
  DsVerb *verb = data;
  DsHome *self = verb->home;
  g_autoptr (DsAddress) address = NULL;
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (GError) error = NULL;
  DsDevice *announced;

  address = ds_address_parse (verb->text, &error);
  if (address == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  addresses = dex_await_boxed (ds_discovery_resolve (self->discovery, address->host, address->port),
                               &error);
  if (addresses == NULL)
    return dex_future_new_for_error (ds_error_adopt (g_steal_pointer (&error)));

  announced = addresses->len > 0 ? find_announced (self, addresses) : NULL;
  if (announced != NULL)
    return dex_future_new_take_object (announced);

  if (address->port == 0)
    return dex_future_new_for_error (g_error_new_literal (DS_ERROR, DS_ERROR_NO_PORT,
                                                          "No device is announced there, so a port is needed"));

  for (unsigned int i = 0; addresses->len > 0 && ds_drivers[i] != NULL; i++)
    {
      g_autoptr (DsTarget) target = ds_target_new (NULL, addresses);
      g_autoptr (DsInspection) inspection = NULL;

      if (ds_drivers[i]->inspect == NULL)
        continue;
      g_clear_error (&error);
      inspection = dex_await_boxed (ds_drivers[i]->inspect (target), &error);
      if (inspection != NULL)
        return dex_future_new_take_object (take_in (self, ds_drivers[i], inspection, addresses));
    }

  if (error == NULL)
    error = g_error_new_literal (DS_ERROR, DS_ERROR_NOT_FOUND, "The name has no address");
  return dex_future_new_for_error (ds_error_adopt (g_steal_pointer (&error)));
}

/**
 * ds_home_add_address:
 * @self: a home
 * @typed: an address as a person types it, see ds_address_parse()
 *
 * Looks for a device at an address and puts it into the list.
 *
 * Returns: (transfer full): a future that resolves to the #DsDevice or rejects
 *   with %DS_ERROR_BAD_ADDRESS, %DS_ERROR_NO_PORT, %DS_ERROR_UNREACHABLE or what
 *   the device answered
 */
DexFuture *
ds_home_add_address (DsHome *self,
                     const char *typed)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (typed != NULL);

  verb = _ds_verb_new (self, NULL);
  verb->text = g_strdup (typed);
  return _ds_verb_run (verb, add_address_fiber);
}

static DexFuture *
unlock_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (GError) error = NULL;

  /* A keyring that opens ends what is open, see on_keyring_notify(). */
  if (!dex_await (ds_keyring_unlock (verb->home->keyring), &error))
    return dex_future_new_for_error (ds_error_adopt (g_steal_pointer (&error)));

  return dex_future_new_true ();
}

/**
 * ds_home_unlock_keyring:
 * @self: a home
 *
 * Lets the keyring ask the person for its password.
 *
 * Returns: (transfer full): a future that resolves to true or rejects with one
 *   of the keyring errors
 */
DexFuture *
ds_home_unlock_keyring (DsHome *self)
{
  dex_return_error_if_fail (DS_IS_HOME (self));

  return _ds_verb_run (_ds_verb_new (self, NULL), unlock_fiber);
}
