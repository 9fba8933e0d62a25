/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-home.h"

G_BEGIN_DECLS

DsOnboarding *_ds_onboarding_new (DsHome   *home,
                                  DsDevice *device);

G_END_DECLS
