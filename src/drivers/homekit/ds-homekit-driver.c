/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit-driver"

#include "config.h"

#include "ds-homekit-driver.h"

#include "ds-hap-pair-setup.h"
#include "ds-hap-payload.h"
#include "ds-hap-settle.h"
#include "ds-homekit-match.h"
#include "ds-homekit-verbs.h"

#include <glib/gi18n-lib.h>

static const char *
get_name (void)
{
  return "HomeKit";
}

static const char *
get_security (void)
{
  return _("The device proved that it knows its setup code, and its key is kept in the "
           "keyring so that nothing else can pretend to be it.");
}

static DsSecret *
check_code (const char *typed,
            GError **error)
{
  return ds_hap_code_parse (typed, error);
}

/* The picture on a device holds an identifier whose hash the device announces.
 * Digits alone, a device without a hash and an unreadable picture tell nothing. */
static gboolean
code_fits (const char *typed,
           const DsAnnouncement *announcement)
{
  const char *id = ds_announcement_get_txt (announcement, "id");
  const char *hash = ds_announcement_get_txt (announcement, "sh");
  g_autoptr (DsHapPayload) payload = NULL;

  if (id == NULL || hash == NULL || *hash == '\0' || !ds_hap_payload_is (typed))
    return TRUE;
  payload = ds_hap_payload_parse (typed, NULL);

  return payload == NULL || ds_hap_payload_matches (payload->setup_id, id, hash);
}

static const char * const service_types[] = { "_hap._tcp", NULL };

/* HomeKit has no way to update or to erase an accessory from outside: makers do
 * both in their own apps. */
const DsDriver ds_homekit_driver = {
  .id = "homekit",
  .get_name = get_name,
  .get_security = get_security,
  .capabilities = DS_CAPABILITY_IDENTIFY | DS_CAPABILITY_RELEASE |
                  DS_CAPABILITY_LIST_ACCESS | DS_CAPABILITY_REMOVE_ACCESS,
  .before_set_up = DS_CAPABILITY_IDENTIFY,
  .unproven_refusal = TRUE,
  .service_types = service_types,
  .code_format = { "323", 8 },
  .match = ds_homekit_match,
  .check_code = check_code,
  .code_fits = code_fits,
  .inspect = ds_homekit_inspect,
  .prove = ds_hap_pair_setup_prove,
  .generate = ds_hap_pair_setup_generate,
  .take_over = ds_hap_pair_setup_take_over,
  .settle = ds_hap_settle,
  .check_in = ds_homekit_check_in,
  .make_noticed = ds_homekit_make_noticed,
  .release = ds_homekit_release,
  .remove_access = ds_homekit_remove_access,
};
