/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "vd-device.h"

G_BEGIN_DECLS

bool vd_pair                (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_claim               (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_change_password     (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_factory_reset       (VdDevice *device, JsonObject *request, VdReply *reply);

bool vd_read_identity       (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_read_support        (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_read_contact        (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_read_personal_data  (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_erase               (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_read_next_key       (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_read_access         (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_identify            (VdDevice *device, JsonObject *request, VdReply *reply);

bool vd_read_software       (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_check_for_update    (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_install_update      (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_read_automatic      (VdDevice *device, JsonObject *request, VdReply *reply);
bool vd_write_automatic     (VdDevice *device, JsonObject *request, VdReply *reply);
const char *vd_software_version (VdDevice *device);
/* How long a step of an update takes from now on, also of one that is under way. */
void vd_software_set_tick   (VdDevice *device, unsigned int milliseconds);

/* Whether the owner sent this request, for what is told to owners only. */
#define VD_FROM_OWNER "vd:from-owner"

G_END_DECLS
