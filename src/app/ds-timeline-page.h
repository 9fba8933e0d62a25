/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DsTimelinePage:
 *
 * Until when each device is looked after, as a picture and in words. It reads as a
 * list, what is over first.
 *
 * Signals: "chosen" (#DsDevice) when the person picks a device.
 */
#define DS_TYPE_TIMELINE_PAGE (ds_timeline_page_get_type ())
G_DECLARE_FINAL_TYPE (DsTimelinePage, ds_timeline_page, DS, TIMELINE_PAGE, AdwNavigationPage)

DsTimelinePage *ds_timeline_page_new    (DsHome         *home);
void            ds_timeline_page_let_go (DsTimelinePage *self);

G_END_DECLS
