/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-by-hand"

#include "config.h"

#include "ds-by-hand.h"

#include <glib/gi18n-lib.h>

static const char *
get_name (void)
{
  /* Translators: what stands in for the way to talk to a device that never
   * announces itself */
  return _("Added by hand");
}

/* Nothing talks to it, so there is nothing to secure. */
static const char *
get_security (void)
{
  return NULL;
}

static const char * const no_types[] = { NULL };

const DsDriver _ds_by_hand_driver = {
  .id = "by-hand",
  .get_name = get_name,
  .get_security = get_security,
  .service_types = no_types,
};

const DsDriver *
_ds_find_driver (const char *id)
{
  return g_str_equal (id, _ds_by_hand_driver.id) ? &_ds_by_hand_driver : ds_driver_by_id (id);
}
