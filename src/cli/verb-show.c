/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>

#include "drivers/ds-driver.h"
#include "ds-print-care.h"
#include "ds-print-product.h"
#include "support/ds-claim-text.h"

static void
add_time (GPtrArray *rows,
          const char *title,
          int64_t seconds)
{
  g_autofree char *text = ds_clock_dup_text (seconds);

  ds_print_list_text (rows, title, text);
}

static void
add_access (GPtrArray *rows,
            GPtrArray *access)
{
  for (unsigned int i = 0; access != NULL && i < access->len; i++)
    {
      DsAccess *one = g_ptr_array_index (access, i);

      /* Translators: a line of details; who can control the device follows. */
      ds_print_list_text (rows, _("Can be controlled by"),
                          one->is_this_computer ? _("this computer") : one->id);
    }
}

static void
add_accessories (GPtrArray *rows,
                 GPtrArray *accessories)
{
  for (unsigned int i = 0; i < accessories->len; i++)
    {
      DsAccessory *accessory = g_ptr_array_index (accessories, i);

      ds_print_list_text (rows, _("Connected through it"),
                          accessory->name != NULL ? accessory->name : ds_kind_get_title (accessory->kind));
    }
}

/* Each statement, whose it is, and when it was looked at. */
static void
add_claims (GPtrArray *rows,
            GPtrArray *claims)
{
  for (unsigned int i = 0; i < claims->len; i++)
    {
      const DsSupportClaim *claim = g_ptr_array_index (claims, i);
      g_autofree char *text = ds_support_claim_dup_text (claim);
      g_autofree char *source = ds_source_dup_text (&claim->source);

      /* Translators: a line of details; a statement about updates follows: “Security
       * updates until at least May 2030” */
      ds_print_list_text (rows, _("It is said"), text);
      /* Translators: a line of details; whose statement the line before is follows. */
      ds_print_list_text (rows, _("Who says so"), source);
      ds_print_list_text (rows, _("Where to read it"), claim->source.url);
    }
}

static void
add_support (GPtrArray *rows,
             DsDevice *device)
{
  g_autoptr (DsAdvice) advice = ds_device_dup_advice (device);
  g_autofree char *bought = ds_date_dup_text (ds_device_get_purchased_on (device));

  ds_print_list_text (rows, _("Security updates"), advice->headline);
  ds_print_list_text (rows, _("What that means"), advice->explanation);
  ds_print_list_text (rows, _("To keep in mind"), advice->note);
  add_claims (rows, ds_device_get_claims (device));
  for (unsigned int i = 0; i < advice->actions->len; i++)
    {
      const DsAction *action = g_ptr_array_index (advice->actions, i);

      /* Translators: a line of details; something that the person can do follows. */
      ds_print_list_text (rows, _("What you can do"), action->title);
    }
  ds_print_list_text (rows, _("Bought on"), bought);
  ds_print_list_text (rows, _("Notes"), ds_device_get_notes (device));
}

static void
print_details (DsDevice *device)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  bool set_up = ds_device_get_set_up_at (device) > 0;

  ds_print_list_text (rows, _("ID"), ds_device_get_id (device));
  ds_print_list_text (rows, _("Name"), ds_device_get_name (device));
  ds_print_list_text (rows, _("State"), ds_device_get_headline (device));
  ds_print_list_text (rows, _("Room"), ds_device_get_room (device));
  ds_print_list_text (rows, _("Kind"), ds_kind_get_title (ds_device_get_kind (device)));
  ds_print_list_text (rows, _("Maker"), ds_device_get_maker (device));
  ds_print_list_text (rows, _("Model"), ds_device_get_model (device));
  ds_print_list_text (rows, _("Serial number"), ds_device_get_serial (device));
  ds_print_list_text (rows, _("Hardware version"), ds_device_get_hardware_version (device));
  ds_print_list_text (rows, _("Device software"), ds_device_get_software_version (device));
  ds_print_list_text (rows, _("Newer device software, not installed yet"), ds_device_get_staged_version (device));
  add_support (rows, device);
  ds_print_list_care (rows, device);
  ds_print_list_product (rows, device);
  ds_print_list_text (rows, _("Address"), ds_device_get_address (device));
  ds_print_list_text (rows, _("How it was secured"),
                      set_up || ds_device_has_pin (device)
                        ? ds_device_get_driver (device)->get_security () : NULL);
  add_time (rows, _("Set up on"), ds_device_get_set_up_at (device));
  add_time (rows, _("Last checked on"), ds_device_get_checked_at (device));
  add_access (rows, ds_device_get_access (device));
  add_accessories (rows, ds_device_get_accessories (device));
  ds_print_table (rows, 2);
}

bool
ds_verb_show (DsCli *cli,
              GError **error)
{
  g_autoptr (DsDevice) device = ds_cli_find (cli, false, error);
  g_autoptr (GPtrArray) devices = NULL;

  if (device == NULL || !ds_cli_wait_for_keys (cli, error))
    return false;

  devices = g_ptr_array_new ();
  g_ptr_array_add (devices, device);
  if (cli->json)
    ds_print_devices (devices, true);
  else
    print_details (device);
  return true;
}
