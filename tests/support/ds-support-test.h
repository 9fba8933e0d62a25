/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "support/ds-verdict.h"

G_BEGIN_DECLS

/* Short ways to write down what sources say. */

DsDate          ds_test_date  (const char    *text);
DsSupportClaim *ds_test_claim (const char    *text);
GPtrArray      *ds_test_claims (const char   *text);
DsToday         ds_test_today (const char    *day);

G_END_DECLS
