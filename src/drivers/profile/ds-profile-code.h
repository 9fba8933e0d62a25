/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "trust/ds-pin.h"
#include "trust/ds-secret.h"

G_BEGIN_DECLS

#define DS_PROFILE_CODE_DIGITS 11
#define DS_PROFILE_PREFIX_SIZE 16

/* What a person typed or scanned. Digits alone tell no id and no key. */
typedef struct
{
  DsSecret *digits;     /* 11 of them in ASCII */
  char     *id;         /* of the device, or NULL */
  uint8_t   prefix[DS_PROFILE_PREFIX_SIZE]; /* how the pin begins */
  bool      has_prefix;
} DsProfileCode;

bool           ds_profile_code_is      (const char          *text);
DsProfileCode *ds_profile_code_parse   (const char          *typed,
                                        GError             **error);
/* Digits alone, or the shortest payload that says the same. */
DsSecret      *ds_profile_code_to_text (const DsProfileCode *self);
bool           ds_profile_code_fits    (const DsProfileCode *self,
                                        const DsPin         *pin);
void           ds_profile_code_free    (DsProfileCode       *self);
/* "A-Za-z0-9._:-", 1 to 64 of them. */
bool           ds_profile_is_id        (const char          *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsProfileCode, ds_profile_code_free)

G_END_DECLS
