/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-secret.h"

G_BEGIN_DECLS

/* What a device says it takes. @max 0: no limit told. @charset: all characters
 * that are allowed, or NULL where nothing was told. */
typedef struct
{
  unsigned int  min;
  unsigned int  max;
  const char   *charset;
} DsPasswordLimits;

DsSecret *ds_password_generate     (const DsPasswordLimits *limits,
                                    GError                **error);
bool      ds_password_is_guessable (DsSecret               *password,
                                    const char *const      *hints);

G_END_DECLS
