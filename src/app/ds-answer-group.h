/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What websites said about a device, and the way to ask one. */
#define DS_TYPE_ANSWER_GROUP (ds_answer_group_get_type ())
G_DECLARE_FINAL_TYPE (DsAnswerGroup, ds_answer_group, DS, ANSWER_GROUP, AdwPreferencesGroup)

void ds_answer_group_sync (DsAnswerGroup *self,
                           DsDevice      *device);

G_END_DECLS
