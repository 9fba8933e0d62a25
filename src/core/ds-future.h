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

/* Ends a promise with what an asynchronous call finished with: an object, which may
 * be NULL, or an error. For the callback; takes all three. */
void       ds_promise_finish (DexPromise   *promise,
                              gpointer      object,
                              GError       *error);

/* Spawns a fiber on the default scheduler with a stack that fits OpenSSL and GIO.
 * Discarding its future ends what it awaits, with DS_ERROR_CANCELLED. */
DexFuture *ds_fiber_spawn    (DexFiberFunc    func,
                              gpointer        data,
                              GDestroyNotify  destroy);

/* Runs @func on a thread of a pool, for arithmetic that takes longer than a frame. */
DexFuture *ds_thread_spawn   (const char     *name,
                              DexFiberFunc    func,
                              gpointer        data,
                              GDestroyNotify  destroy);
void       ds_thread_finish  (void);

/* Until 0.11 libdex breaks its own queues when a fiber is discarded and what it
 * awaits completes before it runs again. So our fibers are never discarded: each
 * of their awaits ends either with its future or because the fiber is not wanted
 * any more. Every file with a fiber in it includes this header. */
typedef struct _DsFiber DsFiber;

DsFiber   *ds_fiber_leave    (void);
DexFuture *ds_fiber_guard    (DsFiber        *fiber,
                              DexFuture      *future);
void       ds_fiber_enter    (DsFiber        *fiber);

#define DS_AWAIT(await, future, error)                                \
  (__extension__ ({                                                   \
    DexFuture *awaited_ = (future);                                   \
    DsFiber *fiber_ = ds_fiber_leave ();                              \
    __auto_type result_ = await (ds_fiber_guard (fiber_, awaited_), (error)); \
    ds_fiber_enter (fiber_);                                          \
    result_;                                                          \
  }))

#define dex_await(future, error)         DS_AWAIT (dex_await, future, error)
#define dex_await_boolean(future, error) DS_AWAIT (dex_await_boolean, future, error)
#define dex_await_boxed(future, error)   DS_AWAIT (dex_await_boxed, future, error)
#define dex_await_fd(future, error)      DS_AWAIT (dex_await_fd, future, error)
#define dex_await_int(future, error)     DS_AWAIT (dex_await_int, future, error)
#define dex_await_int64(future, error)   DS_AWAIT (dex_await_int64, future, error)
#define dex_await_object(future, error)  DS_AWAIT (dex_await_object, future, error)
#define dex_await_pointer(future, error) DS_AWAIT (dex_await_pointer, future, error)
#define dex_await_string(future, error)  DS_AWAIT (dex_await_string, future, error)
#define dex_await_uint(future, error)    DS_AWAIT (dex_await_uint, future, error)
#define dex_await_variant(future, error) DS_AWAIT (dex_await_variant, future, error)

G_END_DECLS
