/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-device-list.h"
#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DsHomePage:
 *
 * The list of devices in sections, or why there is none and what to do about it.
 *
 * Signals: "chosen" (#DsDevice) when the person picks a device, "changed" when
 * sections or the number of devices may have changed.
 */
#define DS_TYPE_HOME_PAGE (ds_home_page_get_type ())
G_DECLARE_FINAL_TYPE (DsHomePage, ds_home_page, DS, HOME_PAGE, AdwNavigationPage)

void          ds_home_page_set_home   (DsHomePage *self,
                                       DsHome     *home);
DsDeviceList *ds_home_page_get_list   (DsHomePage *self); /* borrowed */
bool          ds_home_page_is_empty   (DsHomePage *self);
void          ds_home_page_search     (DsHomePage *self);
void          ds_home_page_select   (DsHomePage *self,
                                     DsDevice   *device);
void          ds_home_page_unselect   (DsHomePage *self);
void          ds_home_page_take_focus (DsHomePage *self);
void          ds_home_page_let_go   (DsHomePage *self);

G_END_DECLS
