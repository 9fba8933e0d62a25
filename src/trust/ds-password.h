/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-secret.h"

G_BEGIN_DECLS

#define DS_PASSWORD_ALPHANUMERIC \
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* What a device says it takes. @max 0: no limit was told. @charset: all the
 * characters that are allowed, or NULL for everything that ASCII can print. */
typedef struct
{
  unsigned int  min;
  unsigned int  max;
  const char   *charset;
} DsPasswordLimits;

/* 20 characters, more or less where @limits (nullable) ask for it. Fails with
 * DS_ERROR_UNSUPPORTED where a device takes only passwords that can be guessed. */
DsSecret *ds_password_generate     (const DsPasswordLimits *limits,
                                    GError                **error);
/* @hints: (nullable): what anyone can find out, such as maker, model, serial and
 * hardware address; NULL at its end. */
bool      ds_password_is_guessable (DsSecret               *password,
                                    const char *const      *hints);

G_END_DECLS
