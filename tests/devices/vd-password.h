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
/* For the fault: the one before stays as good as the new one. */
void vd_password_keep_old (VdStore  *store);
bool vd_password_was    (VdStore    *store,
                         const char *password);

G_END_DECLS
