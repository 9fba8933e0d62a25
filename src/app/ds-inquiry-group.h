/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One question to one website: what it is for, who learns what, and the button
 * without which nobody is asked. */
#define DS_TYPE_INQUIRY_GROUP (ds_inquiry_group_get_type ())
G_DECLARE_FINAL_TYPE (DsInquiryGroup, ds_inquiry_group, DS, INQUIRY_GROUP, AdwPreferencesGroup)

GtkWidget       *ds_inquiry_group_new         (DsHome          *home,
                                               DsDevice        *device,
                                               const DsInquiry *inquiry);
const DsInquiry *ds_inquiry_group_get_inquiry (DsInquiryGroup  *self);

G_END_DECLS
