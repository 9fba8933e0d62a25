/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit-driver"

#include "config.h"

#include "ds-homekit-driver.h"

#include "ds-homekit-match.h"

#include <glib/gi18n-lib.h>

static const char *
get_name (void)
{
  return "HomeKit";
}

static const char *
get_security (void)
{
  return _("The device showed that it knows its setup code, and its key is kept in your "
           "keyring so that no other device can take its place.");
}

static const char * const service_types[] = { "_hap._tcp", NULL };

const DsDriver ds_homekit_driver = {
  .id = "homekit",
  .get_name = get_name,
  .get_security = get_security,
  .capabilities = DS_CAPABILITY_IDENTIFY | DS_CAPABILITY_RELEASE |
                  DS_CAPABILITY_LIST_ACCESS | DS_CAPABILITY_REMOVE_ACCESS,
  .service_types = service_types,
  .code_format = { "323", 8 },
  .match = ds_homekit_match,
};
