/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-profile-proof.h"

G_BEGIN_DECLS

/* What one verb needs while it runs; what it does not need is NULL. All owned. */
typedef struct
{
  DsTarget           *target;
  DsCredential       *credential;
  DsCredential       *renewed;
  DsProfileProof     *proof;
  char               *version;
  char              **ids;
  DsAutomaticUpdates  mode;
  DsUpdateFunc        func;
  void               *data;
  GDestroyNotify      destroy;
} DsProfileVerb;

DsProfileVerb *ds_profile_verb_new   (DsTarget      *target,
                                      DsCredential  *credential);
unsigned int   ds_profile_verb_search (DsTarget     *target);
/* Takes @verb; @func gets it. @deadline in milliseconds, 0 for none. */
DexFuture     *ds_profile_verb_spawn (DsProfileVerb *verb,
                                      DexFiberFunc   func,
                                      unsigned int   deadline);

G_END_DECLS
