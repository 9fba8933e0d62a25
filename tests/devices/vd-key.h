/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

#define VD_PIN_SIZE 32

/* A key pair that the device made for itself, and a certificate round it. */
typedef struct _VdKey VdKey;

/* Made where @path does not exist. */
VdKey           *vd_key_open            (const char  *path,
                                         GError     **error);
void             vd_key_free            (VdKey       *self);
GTlsCertificate *vd_key_get_certificate (VdKey       *self);
const uint8_t   *vd_key_get_pin         (VdKey       *self);
GBytes          *vd_key_dup_spki        (VdKey       *self);
GBytes          *vd_key_sign            (VdKey       *self,
                                         GBytes      *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdKey, vd_key_free)

G_END_DECLS
