/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  DS_FINDING_FINE,
  DS_FINDING_NOTE,    /* worth knowing, may explain trouble */
  DS_FINDING_TROUBLE,
} DsFindingLevel;

/* One line of the diagnosis: what was looked at, what was found, what to do. */
typedef struct
{
  const char     *id;       /* "avahi", "network", "ipv6", "keyring", "storage", ... */
  DsFindingLevel  level;
  char           *title;    /* translated */
  char           *sentence; /* translated: what was found */
  char           *advice;   /* translated: what to do, NULL where nothing */
  char           *typed;    /* translated: the same for who types commands, or NULL */
} DsFinding;

DsFinding *ds_finding_new  (const char     *id,
                            DsFindingLevel  level,
                            const char     *title,
                            const char     *sentence,
                            const char     *advice);
void       ds_finding_free (DsFinding      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsFinding, ds_finding_free)

G_END_DECLS
