/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "vd-device.h"

G_BEGIN_DECLS

typedef enum {
  VD_LOGIN_NONE,
  VD_LOGIN_WRONG,
  VD_LOGIN_RIGHT,
} VdLogin;

/* HTTP Basic (RFC 7617) with the name "owner" (§7). */
VdLogin vd_login_check (VdDevice          *device,
                        SoupServerMessage *message);

G_END_DECLS
