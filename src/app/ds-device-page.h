/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DsDevicePage:
 *
 * One device: what needs the person, the three questions, what it is, who can
 * get in, and what can be done with it. Signal: "gone" when there is no longer
 * such a device.
 */
#define DS_TYPE_DEVICE_PAGE (ds_device_page_get_type ())
G_DECLARE_FINAL_TYPE (DsDevicePage, ds_device_page, DS, DEVICE_PAGE, AdwNavigationPage)

DsDevicePage *ds_device_page_new        (DsHome       *home);
void          ds_device_page_set_device (DsDevicePage *self,
                                         DsDevice     *device);
void          ds_device_page_let_go     (DsDevicePage *self);

G_END_DECLS
