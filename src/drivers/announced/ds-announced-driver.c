/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-announced-driver"

#include "config.h"

#include "ds-announced-driver.h"

#include "ds-announced-match.h"
#include "ds-announced-table.h"

#include <glib/gi18n-lib.h>

static const char *
get_name (void)
{
  /* Translators: a device that announces itself without a name */
  return _("Device Without a Name");
}

static const char *
get_security (void)
{
  return _("The device only announces itself. How it is secured is not known.");
}

const DsDriver ds_announced_driver = {
  .id = "announced",
  .get_name = get_name,
  .get_security = get_security,
  .service_types = ds_announced_types,
  .code_format = { "", 0 },
  .match = ds_announced_match,
};
