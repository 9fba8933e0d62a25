/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-claim.h"

G_BEGIN_DECLS

/* Claims as a person reads them: whole translated lines, all (transfer full). */
char *ds_support_claim_dup_text (const DsSupportClaim *self);
char *ds_support_dup_until      (DsDate                until,
                                 bool                  at_least);
char *ds_support_dup_ended      (DsDate                until,
                                 bool                  at_least);
char *ds_source_dup_name        (const DsSource       *self);
char *ds_source_dup_text        (const DsSource       *self);

G_END_DECLS
