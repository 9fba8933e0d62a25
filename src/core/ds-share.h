/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* A device has several addresses, and somebody else may be at some of them. Whoever is
 * silent or slow at one must not use up the time of the next. */
typedef struct
{
  int64_t      until; /* of the monotonic clock, in microseconds */
  unsigned int left;  /* who have not had their turn */
} DsShare;

/* Milliseconds for @n, of whom each should have @each: more than four share the time
 * of four. */
unsigned int ds_share_total (unsigned int  n,
                             unsigned int  each);
void         ds_share_begin (DsShare      *self,
                             int64_t       now,
                             unsigned int  n,
                             unsigned int  total);
/* Milliseconds for the next, 1 at least: what others did not use is shared anew. */
unsigned int ds_share_next  (DsShare      *self,
                             int64_t       now);

G_END_DECLS
