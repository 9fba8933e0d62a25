/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-share.h"

#define MOST_WHOLE 4

/**
 * ds_share_total:
 * @n: how many there are
 * @each: milliseconds that one of them needs
 *
 * Returns: milliseconds for all of them
 */
unsigned int
ds_share_total (unsigned int n,
                unsigned int each)
{
  return CLAMP (n, 1, MOST_WHOLE) * each;
}

/**
 * ds_share_begin:
 * @self: (out): the shares
 * @now: g_get_monotonic_time()
 * @n: how many there are
 * @total: milliseconds for all of them
 */
void
ds_share_begin (DsShare *self,
                int64_t now,
                unsigned int n,
                unsigned int total)
{
  self->until = now + INT64_C (1000) * total;
  self->left = n;
}

/**
 * ds_share_next:
 * @self: the shares
 * @now: g_get_monotonic_time()
 *
 * Returns: milliseconds for the next one
 */
unsigned int
ds_share_next (DsShare *self,
               int64_t now)
{
  int64_t share = (self->until - now) / 1000 / MAX (self->left, 1);

  if (self->left > 0)
    self->left--;
  return (unsigned int) CLAMP (share, 1, G_MAXINT);
}
