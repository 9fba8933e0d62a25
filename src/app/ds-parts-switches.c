/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-parts-switches"

#include "config.h"

#include "ds-parts-switches.h"

#include <glib/gi18n-lib.h>

static const struct
{
  DsInventoryParts part;
  const char      *title;
} parts[DS_PARTS_SWITCHES] = {
  { DS_INVENTORY_NAMES, N_("Names of the Devices") },
  { DS_INVENTORY_ROOMS, N_("Rooms") },
  { DS_INVENTORY_ADDRESSES, N_("Addresses in the Network") },
  { DS_INVENTORY_NOTES, N_("Notes") },
};

/**
 * ds_parts_switches_add:
 * @self: (out caller-allocates): where to note the switches
 * @list: where they are added at the end; owns them
 */
void
ds_parts_switches_add (DsPartsSwitches *self,
                       GtkListBox      *list)
{
  for (size_t i = 0; i < DS_PARTS_SWITCHES; i++)
    {
      GtkWidget *row = adw_switch_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(parts[i].title));
      gtk_list_box_append (list, row);
      self->rows[i] = ADW_SWITCH_ROW (row);
    }
}

/**
 * ds_parts_switches_get:
 * @self: switches that still are in their list
 *
 * Returns: what the person lets others know
 */
DsInventoryParts
ds_parts_switches_get (const DsPartsSwitches *self)
{
  DsInventoryParts chosen = 0;

  for (size_t i = 0; i < DS_PARTS_SWITCHES; i++)
    {
      if (adw_switch_row_get_active (self->rows[i]))
        chosen |= parts[i].part;
    }

  return chosen;
}
