/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells at every midnight of this computer, after a sleep over midnight, and when
 * the clock is set. */
typedef struct _DsDayWatch DsDayWatch;

typedef void (*DsDayFunc) (void *data);

DsDayWatch *ds_day_watch_new  (DsDayFunc   func,
                               void       *data);
void        ds_day_watch_free (DsDayWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsDayWatch, ds_day_watch_free)

G_END_DECLS
