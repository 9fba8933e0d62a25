/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"

/* What a device announces, as people have published it of their own (identities
 * changed), and what is to be read from it. A text of NULL must not be there. */
typedef struct
{
  const char *type;
  const char *instance;
  const char *host;
  const char *txt[12];
  const char *key;
  const char *name;
  const char *maker;
  const char *model;
  const char *version;
  DsKind      kind;
  DsHint      hint;
} AnnouncedExample;

extern const AnnouncedExample announced_examples[]; /* ends with a type of NULL */
