/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * DsHomeStatus:
 *
 * What is shown in place of the list.
 */
#define DS_TYPE_HOME_STATUS (ds_home_status_get_type ())
G_DECLARE_FINAL_TYPE (DsHomeStatus, ds_home_status, DS, HOME_STATUS, AdwBin)

DsHomeStatus *ds_home_status_new        (void);
void          ds_home_status_set_text   (DsHomeStatus *self,
                                         const char   *icon,
                                         const char   *title,
                                         const char   *description);
void          ds_home_status_set_button (DsHomeStatus *self,
                                         const char   *label,
                                         const char   *action);
void          ds_home_status_offer_why  (DsHomeStatus *self,
                                         bool          why);

G_END_DECLS
