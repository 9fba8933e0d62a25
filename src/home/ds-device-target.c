/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device"

#include "config.h"

#include "ds-device-private.h"

#include "core/ds-address.h"
#include "core/ds-clock.h"

#include <glib/gi18n-lib.h>

/* Where a device is, for whoever talks to it. */

void
_ds_device_set_addresses (DsDevice *self,
                          GPtrArray *addresses)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  self->addresses = addresses != NULL ? g_ptr_array_ref (addresses) : NULL;
  self->reached_at = addresses != NULL ? self->reached_at : 0;
  _ds_device_sync (self);
}

char *
_ds_device_make_up_name (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  if (self->addresses == NULL || self->address == NULL)
    return g_strdup (self->driver->get_name ());

  /* Translators: what a device is called that tells no name; %s is an address:
   * 192.0.2.7:5001 */
  return g_strdup_printf (_("Device at %s"), self->address);
}

void
_ds_device_set_reached (DsDevice *self,
                        gboolean reached)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  self->reached_at = reached && self->sighting == NULL ? ds_clock_now () : 0;
  _ds_device_sync (self);
}

/* More than a driver ever asks. */
#define MOST_DOUBTED 64

static gboolean
is_same (gconstpointer a,
         gconstpointer b)
{
  g_autofree char *first = ds_socket_address_to_string ((GInetSocketAddress *) a);
  g_autofree char *second = ds_socket_address_to_string ((GInetSocketAddress *) b);

  return g_str_equal (first, second);
}

static void
put_last (GPtrArray *addresses,
          GInetSocketAddress *address)
{
  unsigned int i;

  if (g_ptr_array_find_with_equal_func (addresses, address, is_same, &i))
    g_ptr_array_add (addresses, g_ptr_array_steal_index (addresses, i));
}

/* Nothing was proved there: the code was wrong, or somebody else is at that address. In
 * one go it is not asked elsewhere, since every proof lets whoever answers try one code;
 * but when the person types it again, whoever is at the other addresses has a turn. */
void
_ds_device_doubt (DsDevice *self,
                  GInetSocketAddress *address)
{
  g_return_if_fail (DS_IS_DEVICE (self));
  g_return_if_fail (G_IS_INET_SOCKET_ADDRESS (address));

  if (self->doubted == NULL)
    self->doubted = g_ptr_array_new_with_free_func (g_object_unref);
  if (g_ptr_array_find_with_equal_func (self->doubted, address, is_same, NULL))
    put_last (self->doubted, address);
  else
    g_ptr_array_add (self->doubted, g_object_ref (address));
  if (self->doubted->len > MOST_DOUBTED)
    g_ptr_array_remove_index (self->doubted, 0);
}

static GInetSocketAddress *
parse_numeric (const char *text)
{
  g_autoptr (DsAddress) address = ds_address_parse (text, NULL);
  GSocketAddress *parsed;

  if (address == NULL || address->port == 0)
    return NULL;

  parsed = g_inet_socket_address_new_from_string (address->host, address->port);
  return parsed != NULL ? G_INET_SOCKET_ADDRESS (parsed) : NULL;
}

/* Announced addresses first; without them, the ones that were typed and the one
 * that answered last. */
DsTarget *
_ds_device_dup_target (DsDevice *self)
{
  g_autoptr (GPtrArray) addresses = NULL;
  GInetSocketAddress *last = NULL;
  DsTarget *target;

  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  if (self->sighting != NULL)
    {
      addresses = ds_sighting_dup_addresses (self->sighting);
    }
  else
    {
      addresses = g_ptr_array_new_with_free_func (g_object_unref);
      for (unsigned int i = 0; self->addresses != NULL && i < self->addresses->len; i++)
        g_ptr_array_add (addresses, g_object_ref (g_ptr_array_index (self->addresses, i)));
      if (addresses->len == 0 && self->record != NULL && self->record->address != NULL)
        last = parse_numeric (self->record->address);
      if (last != NULL)
        g_ptr_array_add (addresses, last);
    }

  for (unsigned int i = 0; self->doubted != NULL && i < self->doubted->len; i++)
    put_last (addresses, self->doubted->pdata[i]);

  /* A key that begins with "@" was made up from a typed address. */
  target = ds_target_new (*self->key == '@' ? NULL : self->key, addresses);
  if (self->match != NULL)
    ds_target_set_path (target, self->match->path);
  if (self->details != NULL)
    ds_target_set_pin (target, self->details->pin);
  return target;
}
