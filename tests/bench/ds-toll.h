/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Stands in front of servers on this computer, passes every byte on, and counts
 * how many connections are open at a time. Works on threads of its own. */
typedef struct _DsToll DsToll;

DsToll      *ds_toll_new        (void);
void         ds_toll_free       (DsToll   *self);
/* The port to go to instead of @port. Not after ds_toll_open(). */
uint16_t     ds_toll_add        (DsToll   *self,
                                 uint16_t  port);
void         ds_toll_open       (DsToll   *self);
unsigned int ds_toll_count      (DsToll   *self);
unsigned int ds_toll_count_most (DsToll   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsToll, ds_toll_free)

G_END_DECLS
