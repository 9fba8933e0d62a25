/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-cli.h"

G_BEGIN_DECLS

/* What was typed. Options that only some commands take are in one table. */
typedef struct
{
  gboolean    json;
  gboolean    version;
  DsOptions   options;
  char      **words;
} DsLine;

/* What "--help" prints. */
typedef struct
{
  char         *call;        /* what follows the name of the program */
  const char   *purpose;     /* or NULL */
  char         *description;
  unsigned int  flags;       /* options that go with none of them are left out */
} DsHelp;

bool        ds_line_parse       (DsLine        *self,
                                 const DsHelp  *help,
                                 int           *argc,
                                 char        ***argv,
                                 GError       **error);
/* The first option that does not go with @flags, such as "--yes"; or NULL.
 * (transfer full) */
char       *ds_line_find_misfit (const DsLine  *self,
                                 unsigned int   flags);
void        ds_line_clear       (DsLine        *self);

G_END_DECLS
