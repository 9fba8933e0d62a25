/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-printer"

#include "config.h"

#include "ds-printer-driver.h"

#include "ds-printer-check-in.h"
#include "ds-printer-match.h"

#include <glib/gi18n-lib.h>

static const char *
get_name (void)
{
  return _("Network printer");
}

static const char *
get_security (void)
{
  return _("The printer is watched. It has no setup code, so it was not set up. If it can "
           "encrypt, its key is known here, and a change of that key is told.");
}

static const char * const service_types[] = { "_ipps._tcp", "_ipp._tcp", NULL };

const DsDriver ds_printer_driver = {
  .id = "printer",
  .get_name = get_name,
  .get_security = get_security,
  .service_types = service_types,
  .match = ds_printer_match,
  .check_in = ds_printer_check_in,
};
