/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-target"

#include "config.h"

#include "ds-target.h"

struct _DsTarget
{
  GObject             parent_instance;

  char               *key;
  char               *path;
  char               *pin;
  GPtrArray          *addresses;
  GInetSocketAddress *reached;
  unsigned int        retry_after;
};

G_DEFINE_FINAL_TYPE (DsTarget, ds_target, G_TYPE_OBJECT)

static void
ds_target_finalize (GObject *object)
{
  DsTarget *self = DS_TARGET (object);

  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->pin, g_free);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_object (&self->reached);

  G_OBJECT_CLASS (ds_target_parent_class)->finalize (object);
}

static void
ds_target_class_init (DsTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_target_finalize;
}

static void
ds_target_init (DsTarget *self)
{
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ds_target_new:
 * @key: (nullable): the key that the device must turn out to have
 * @addresses: (element-type GInetSocketAddress): where to look, most promising first
 *
 * The addresses are copied: the caller's array may change afterwards.
 *
 * Returns: (transfer full): a new target
 */
DsTarget *
ds_target_new (const char *key,
               GPtrArray *addresses)
{
  DsTarget *self;

  g_return_val_if_fail (addresses != NULL, NULL);

  self = g_object_new (DS_TYPE_TARGET, NULL);
  self->key = g_strdup (key);
  for (unsigned int i = 0; i < addresses->len; i++)
    g_ptr_array_add (self->addresses, g_object_ref (addresses->pdata[i]));

  return self;
}

/**
 * ds_target_get_key:
 * @self: a target
 *
 * Returns: (nullable): the key that the device must have, or %NULL where only an
 *   address is known
 */
const char *
ds_target_get_key (DsTarget *self)
{
  g_return_val_if_fail (DS_IS_TARGET (self), NULL);

  return self->key;
}

/**
 * ds_target_get_addresses:
 * @self: a target
 *
 * Returns: (transfer none) (element-type GInetSocketAddress): where to look
 */
GPtrArray *
ds_target_get_addresses (DsTarget *self)
{
  g_return_val_if_fail (DS_IS_TARGET (self), NULL);

  return self->addresses;
}

/**
 * ds_target_get_path:
 * @self: a target
 *
 * Returns: (transfer none) (nullable): where on the device to begin, as announced
 */
const char *
ds_target_get_path (DsTarget *self)
{
  g_return_val_if_fail (DS_IS_TARGET (self), NULL);

  return self->path;
}

/**
 * ds_target_set_path:
 * @self: a target
 * @path: (nullable): where on the device to begin
 */
void
ds_target_set_path (DsTarget *self,
                    const char *path)
{
  g_return_if_fail (DS_IS_TARGET (self));

  g_set_str (&self->path, path);
}

/**
 * ds_target_get_pin:
 * @self: a target
 *
 * Returns: (transfer none) (nullable): the key that the device must have, as
 *   ds_pin_to_text() writes it, or %NULL where the first one counts
 */
const char *
ds_target_get_pin (DsTarget *self)
{
  g_return_val_if_fail (DS_IS_TARGET (self), NULL);

  return self->pin;
}

/**
 * ds_target_set_pin:
 * @self: a target
 * @pin: (nullable): what #DsFacts told as the pin of a device without a setup code
 */
void
ds_target_set_pin (DsTarget *self,
                   const char *pin)
{
  g_return_if_fail (DS_IS_TARGET (self));

  g_set_str (&self->pin, pin);
}

/**
 * ds_target_get_reached:
 * @self: a target
 *
 * Returns: (transfer none) (nullable): the address that answered last
 */
GInetSocketAddress *
ds_target_get_reached (DsTarget *self)
{
  g_return_val_if_fail (DS_IS_TARGET (self), NULL);

  return self->reached;
}

/**
 * ds_target_set_reached:
 * @self: a target
 * @address: the address that answered
 *
 * For drivers: remembers where the device was found.
 */
void
ds_target_set_reached (DsTarget *self,
                       GInetSocketAddress *address)
{
  g_return_if_fail (DS_IS_TARGET (self));
  g_return_if_fail (G_IS_INET_SOCKET_ADDRESS (address));

  g_set_object (&self->reached, address);
}

/**
 * ds_target_get_retry_after:
 * @self: a target
 *
 * Returns: how many seconds the device asked to wait when it last answered
 *   DS_ERROR_WAIT or DS_ERROR_BUSY, or 0 where it named no time
 */
unsigned int
ds_target_get_retry_after (DsTarget *self)
{
  g_return_val_if_fail (DS_IS_TARGET (self), 0);

  return self->retry_after;
}

/**
 * ds_target_set_retry_after:
 * @self: a target
 * @seconds: how long the device asked to wait
 *
 * For drivers: carries the delay beside the error, which holds no numbers.
 */
void
ds_target_set_retry_after (DsTarget *self,
                           unsigned int seconds)
{
  g_return_if_fail (DS_IS_TARGET (self));

  self->retry_after = seconds;
}
