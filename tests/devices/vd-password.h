/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "vd-store.h"

G_BEGIN_DECLS

/* The owner's password, of which the device keeps a salted, slow hash only. */
void vd_password_set    (VdStore    *store,
                         const char *password);
bool vd_password_is     (VdStore    *store,
                         const char *password);
void vd_password_forget (VdStore    *store);

G_END_DECLS
