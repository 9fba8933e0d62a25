/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-kind.h"

G_BEGIN_DECLS

/* "ds-kind-plug-symbolic": the picture of our own icon family. */
const char *ds_kind_get_icon_name (DsKind kind);

G_END_DECLS
