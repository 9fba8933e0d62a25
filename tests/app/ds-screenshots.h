/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-app-test.h"

G_BEGIN_DECLS

/* For programs that draw what there is to look at:
 * PROGRAM FOLDER [--dark] [--narrow] [--rtl], in the language of the environment. */
void screenshots_init   (int        *argc,
                         char     ***argv);
/* Whether windows are to be as narrow as a telephone. */
bool screenshots_narrow (void);
/* Draws it into the folder when nothing moves any more. */
void screenshots_save   (gpointer    window,
                         const char *name);

G_END_DECLS
