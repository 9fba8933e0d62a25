/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* A future with a deadline; rejects with DS_ERROR_TIMED_OUT. Takes @future. */
DexFuture *ds_future_within  (DexFuture    *future,
                              unsigned int  milliseconds);

/* Lets @future go on by itself; a rejection is logged under @what. Takes @future. */
void       ds_future_forget  (DexFuture    *future,
                              const char   *what);

/* Spawns a fiber on the default scheduler with a stack that fits OpenSSL and GIO. */
DexFuture *ds_fiber_spawn    (DexFiberFunc    func,
                              gpointer        data,
                              GDestroyNotify  destroy);

/* Runs @func on a thread of a pool, for arithmetic that takes longer than a frame. */
DexFuture *ds_thread_spawn   (const char     *name,
                              DexFiberFunc    func,
                              gpointer        data,
                              GDestroyNotify  destroy);

G_END_DECLS
