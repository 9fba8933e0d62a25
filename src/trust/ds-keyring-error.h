/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-keyring.h"

G_BEGIN_DECLS

/* The same error in %DS_ERROR. @asked: the person was asked for the keyring's
 * password on the way. Takes @error. */
GError         *ds_keyring_adopt_error     (GError       *error,
                                            bool          asked);
/* What an adopted error tells about the keyring. */
DsKeyringState  ds_keyring_state_for_error (const GError *error);

G_END_DECLS
