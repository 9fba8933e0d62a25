/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-profile"

#include "config.h"

#include "ds-profile-driver.h"

#include "ds-profile-check-in.h"
#include "ds-profile-code.h"
#include "ds-profile-owner.h"
#include "ds-profile-proof.h"
#include "ds-profile-update.h"
#include "ds-profile-verbs.h"

#include <glib/gi18n-lib.h>

static const char *
get_name (void)
{
  /* Translators: the name of the open rules that a device follows. */
  return _("Doorstep profile");
}

static const char *
get_security (void)
{
  return _("The device proved that it knows its setup code. It has a password of its own, which "
           "is kept in the keyring together with the device’s key, so that nothing else can "
           "pretend to be it.");
}

static DsSecret *
check_code (const char *typed,
            GError **error)
{
  g_autoptr (DsProfileCode) code = ds_profile_code_parse (typed, error);

  return code != NULL ? ds_profile_code_to_text (code) : NULL;
}

/* Digits alone and an unreadable picture tell nothing. */
static gboolean
code_fits (const char *typed,
           const DsAnnouncement *announcement)
{
  const char *id = ds_announcement_get_txt (announcement, "id");
  g_autoptr (DsProfileCode) code = ds_profile_code_parse (typed, NULL);

  return code == NULL || code->id == NULL || id == NULL || g_str_equal (code->id, id);
}

static const char * const service_types[] = { "_wot._tcp", NULL };

const DsDriver ds_profile_driver = {
  .id = "profile",
  .get_name = get_name,
  .get_security = get_security,
  .capabilities = DS_CAPABILITY_IDENTIFY | DS_CAPABILITY_UPDATE_STATE | DS_CAPABILITY_UPDATE |
                  DS_CAPABILITY_ERASE | DS_CAPABILITY_RELEASE | DS_CAPABILITY_LIST_ACCESS |
                  DS_CAPABILITY_CHANGE_PASSWORD | DS_CAPABILITY_SHOW_PASSWORD |
                  DS_CAPABILITY_AUTOMATIC_UPDATES,
  .service_types = service_types,
  .code_format = { "434", 11 },
  .match = ds_profile_match,
  .check_code = check_code,
  .code_fits = code_fits,
  .inspect = ds_profile_inspect,
  .prove = ds_profile_prove,
  .generate = ds_profile_generate,
  .take_over = ds_profile_take_over,
  .settle = ds_profile_settle,
  .check_in = ds_profile_check_in,
  .make_noticed = ds_profile_make_noticed,
  .renew = ds_profile_renew,
  .change_password = ds_profile_change_password,
  .get_password = ds_profile_get_password,
  .check_update = ds_profile_check_update,
  .update = ds_profile_update,
  .set_automatic_updates = ds_profile_set_automatic_updates,
  .erase = ds_profile_erase,
  .release = ds_profile_release,
};
