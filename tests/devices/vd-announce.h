/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "vd-device.h"

G_BEGIN_DECLS

/* Tells the network about the device through Avahi, for as long as it runs. */
typedef struct _VdAnnounce VdAnnounce;

VdAnnounce *vd_announce_new  (VdDevice   *device);
void        vd_announce_free (VdAnnounce *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdAnnounce, vd_announce_free)

G_END_DECLS
