/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device"

#include "config.h"

#include "ds-by-hand.h"
#include "ds-device-private.h"

#include <glib/gi18n-lib.h>

/*
 * What everyone may ask
 */

/**
 * ds_device_get_id:
 * @self: a device
 *
 * Returns: (transfer none) the product's own name for the device
 */
const char *
ds_device_get_id (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->id;
}

/**
 * ds_device_get_name:
 * @self: a device
 *
 * Returns: (transfer none) the name that the person gave it, else its own
 */
const char *
ds_device_get_name (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->name;
}

/**
 * ds_device_get_room:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): the room, where one was given
 */
const char *
ds_device_get_room (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->room;
}

/**
 * ds_device_get_kind:
 * @self: a device
 *
 * Returns: what sort of thing it is
 */
DsKind
ds_device_get_kind (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), DS_KIND_UNKNOWN);

  return self->kind;
}

/**
 * ds_device_get_state:
 * @self: a device
 *
 * Returns: its state
 */
DsDeviceState
ds_device_get_state (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), DS_DEVICE_NEW);

  return self->state;
}

/**
 * ds_device_is_listed:
 * @self: a device
 *
 * Returns: whether the person has put it on their list, by a set-up or without one;
 *   what is only seen on the network is not
 */
gboolean
ds_device_is_listed (DsDevice *self)
{
  DsDeviceState state = ds_device_get_state (self);

  return state == DS_DEVICE_SET_UP || state == DS_DEVICE_WATCHED || state == DS_DEVICE_REMOVING;
}

/**
 * ds_device_get_present:
 * @self: a device
 *
 * Returns: whether it is announced right now
 */
gboolean
ds_device_get_present (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), FALSE);

  return self->present;
}

/**
 * ds_device_get_searched:
 * @self: a device
 *
 * Returns: whether the network was looked at, so that "not announced" is known
 */
gboolean
ds_device_get_searched (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), FALSE);

  return self->searched;
}

/**
 * ds_device_get_busy:
 * @self: a device
 *
 * Returns: whether a verb runs on it
 */
gboolean
ds_device_get_busy (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), FALSE);

  return self->busy;
}

/**
 * ds_device_get_attention:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): what needs the person
 */
const GError *
ds_device_get_attention (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->attention;
}

/**
 * ds_device_get_headline:
 * @self: a device
 *
 * Returns: (transfer none) one translated sentence
 */
const char *
ds_device_get_headline (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->headline;
}

/**
 * ds_device_get_maker:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): its maker, as it says itself
 */
const char *
ds_device_get_maker (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->maker;
}

/**
 * ds_device_get_model:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): its model, as it says itself
 */
const char *
ds_device_get_model (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->model;
}

/**
 * ds_device_get_serial:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): its serial number
 */
const char *
ds_device_get_serial (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->serial;
}

/**
 * ds_device_get_hardware_version:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): its hardware version
 */
const char *
ds_device_get_hardware_version (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->hardware_version;
}

/**
 * ds_device_get_software_version:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): the version of its software
 */
const char *
ds_device_get_software_version (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->software_version;
}

/**
 * ds_device_get_staged_version:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): a version that waits to be installed
 */
const char *
ds_device_get_staged_version (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->details->staged_version;
}

/**
 * ds_device_get_set_up_at:
 * @self: a device
 *
 * Returns: Unix seconds in UTC, 0 for never
 */
int64_t
ds_device_get_set_up_at (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), 0);

  return self->set_up_at;
}

/**
 * ds_device_get_checked_at:
 * @self: a device
 *
 * Returns: Unix seconds in UTC, 0 for never
 */
int64_t
ds_device_get_checked_at (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), 0);

  return self->checked_at;
}

/**
 * ds_device_get_reached_at:
 * @self: a device
 *
 * Returns: when it last answered at its address, of a device that has not been announced
 *   since; Unix seconds in UTC, 0 where it is announced, or was not asked or silent
 */
int64_t
ds_device_get_reached_at (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), 0);

  return self->reached_at;
}

/**
 * ds_device_get_address:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): where it is, or was last reached
 */
const char *
ds_device_get_address (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->address;
}

/**
 * ds_device_get_driver:
 * @self: a device
 *
 * Returns: (transfer none) the code for its protocol
 */
const DsDriver *
ds_device_get_driver (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->driver;
}

/**
 * ds_device_get_capabilities:
 * @self: a device
 *
 * Returns: what it can do, of #DsCapability
 */
unsigned int
ds_device_get_capabilities (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), 0);

  return self->details->capabilities;
}

/**
 * ds_device_get_accessories:
 * @self: a device
 *
 * Returns: (transfer none) (element-type DsAccessory): what is behind a bridge, never %NULL
 */
GPtrArray *
ds_device_get_accessories (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->details->accessories;
}

/**
 * ds_device_get_access:
 * @self: a device
 *
 * Returns: (transfer none) (nullable) (element-type DsAccess): who can control it, where known
 */
GPtrArray *
ds_device_get_access (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->details->access;
}

/**
 * ds_device_get_update:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): how it is kept up to date
 */
const DsUpdate *
ds_device_get_update (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->details->update;
}

/**
 * ds_device_get_support:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): how long it gets security updates
 */
const DsSupport *
ds_device_get_support (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->details->support;
}

/**
 * ds_device_get_contact:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): whom to tell about a security problem
 */
const DsContact *
ds_device_get_contact (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->details->contact;
}

/**
 * ds_device_get_personal_data:
 * @self: a device
 *
 * Returns: (transfer none) (nullable) (element-type DsPersonalData): what it
 *   keeps about people
 */
GPtrArray *
ds_device_get_personal_data (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->details->personal_data;
}

/**
 * ds_device_get_sensors:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): what in it could observe people
 */
const char * const *
ds_device_get_sensors (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return (const char * const *) self->details->sensors;
}

/**
 * ds_device_get_services:
 * @self: a device
 *
 * Returns: (transfer none) (nullable) (element-type DsService): other ways in
 */
GPtrArray *
ds_device_get_services (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->details->services;
}

/**
 * ds_device_get_cloud:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): "on", "off" or "none", whether it talks to
 *   its maker
 */
const char *
ds_device_get_cloud (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->details->cloud;
}

/**
 * ds_device_get_admin_page:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): the http or https URL of its own page for
 *   who looks after it
 */
const char *
ds_device_get_admin_page (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->details->admin_page;
}

/**
 * ds_device_get_printing_advice:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): a translated sentence on who can print on a
 *   printer and what to do about it, or %NULL where there is nothing to say
 */
const char *
ds_device_get_printing_advice (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  if (self->details->weaknesses & DS_WEAKNESS_ANYONE_PRINTS)
    return _("Anyone on the network can print. If that is too many people, set a password "
             "on the printer’s own page.");
  if (self->details->weaknesses & DS_WEAKNESS_PLAIN_PRINTING)
    return _("Others on the network can read what is printed. The printer’s own page may "
             "have a switch for encryption.");

  return NULL;
}

/**
 * ds_device_has_pin:
 * @self: a device
 *
 * Returns: whether a device without a setup code is known by the key that it
 *   showed the first time
 */
gboolean
ds_device_has_pin (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), FALSE);

  return self->details->pin != NULL;
}

/**
 * ds_device_get_weaknesses:
 * @self: a device
 *
 * Returns: the doors that should not be open, of #DsWeakness
 */
unsigned int
ds_device_get_weaknesses (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), 0);

  return self->details->weaknesses;
}

/**
 * ds_device_get_key_renewed_at:
 * @self: a device
 *
 * Returns: Unix seconds in UTC, 0 for never
 */
int64_t
ds_device_get_key_renewed_at (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), 0);

  return self->details->key_renewed_at;
}

/**
 * ds_device_get_purchased_on:
 * @self: a device
 *
 * Returns: the day on which the person bought it, none where they did not tell
 */
DsDate
ds_device_get_purchased_on (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), DS_DATE_NONE);

  return self->purchased_on;
}

/**
 * ds_device_get_notes:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): the person's own words about it, which may
 *   have more than one line
 */
const char *
ds_device_get_notes (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->notes;
}

/**
 * ds_device_get_by_hand:
 * @self: a device
 *
 * Returns: whether the person added it by hand, so that it never announces itself
 */
gboolean
ds_device_get_by_hand (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), FALSE);

  return self->driver == &_ds_by_hand_driver;
}

/**
 * ds_device_get_claims:
 * @self: a device
 *
 * Returns: (transfer none) (element-type DsSupportClaim): what is said about its
 *   support, the most trusted first
 */
GPtrArray *
ds_device_get_claims (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->claims;
}

/**
 * ds_device_get_verdict:
 * @self: a device
 *
 * Returns: (transfer none): how well it is looked after today
 */
const DsVerdict *
ds_device_get_verdict (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->verdict;
}

/**
 * ds_device_get_silenced:
 * @self: a device
 *
 * Returns: whether the person wants to hear no more of the end of its support, see
 *   ds_home_silence()
 */
gboolean
ds_device_get_silenced (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), FALSE);

  return self->record != NULL && self->record->silenced;
}

/**
 * ds_device_get_product:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): what the catalogue knows of the model, or at
 *   least of its maker
 */
const DsProduct *
ds_device_get_product (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->product;
}
