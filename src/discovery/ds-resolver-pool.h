/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Resolvers that wait for their first answer at the same time, and resolvers that
 * stay open after it to tell of changes. With the browsers both fit into the 1,024
 * objects that Avahi allows a client. */
#define DS_RESOLVER_POOL_BUSY 32
#define DS_RESOLVER_POOL_KEPT 512

/**
 * DsResolverPool:
 *
 * Decides which service is asked for next. New ones go first, in order of
 * arrival; a silent one gives way after a second if others wait, and is asked
 * again 5 seconds after it failed, then every minute. The longest answered are
 * kept open; whatever does not fit is asked anew every minute. Does no I/O.
 */
typedef struct _DsResolverPool DsResolverPool;

/* Where a job is; each stage is a queue. */
typedef enum {
  DS_RESOLVER_STAGE_NEW,
  DS_RESOLVER_STAGE_AGAIN, /* its time has come */
  DS_RESOLVER_STAGE_BUSY,
  DS_RESOLVER_STAGE_KEPT,
  DS_RESOLVER_STAGE_SOON,
  DS_RESOLVER_STAGE_LATER,
  DS_RESOLVER_STAGE_NONE,
} DsResolverStage;

/* Part of what is to be resolved; zero-initialized, only for the pool to change. */
typedef struct
{
  GList           link;
  int64_t         since;  /* in this stage, monotonic microseconds */
  int64_t         waited; /* for an answer, over interruptions */
  unsigned int    failures;
  DsResolverStage stage;
} DsResolverJob;

/* @begin: asks for the job. @end: stops asking. @lose: it failed twice in a row,
 * what it once answered holds no more. */
typedef struct
{
  void (*begin) (DsResolverJob *job);
  void (*end)   (DsResolverJob *job);
  void (*lose)  (DsResolverJob *job);
} DsResolverPoolFuncs;

DsResolverPool *ds_resolver_pool_new      (const DsResolverPoolFuncs *funcs);
/* All jobs must have left. */
void            ds_resolver_pool_free     (DsResolverPool            *self);
void            ds_resolver_pool_add      (DsResolverPool            *self,
                                           DsResolverJob             *job);
void            ds_resolver_pool_remove   (DsResolverPool            *self,
                                           DsResolverJob             *job);
void            ds_resolver_pool_answered (DsResolverPool            *self,
                                           DsResolverJob             *job);
void            ds_resolver_pool_failed   (DsResolverPool            *self,
                                           DsResolverJob             *job);
/* Avahi has no room for one more: fewer are kept from now on. */
void            ds_resolver_pool_refused  (DsResolverPool            *self,
                                           DsResolverJob             *job);
void            ds_resolver_pool_set_held (DsResolverPool            *self,
                                           bool                       held);
void            ds_resolver_pool_tick     (DsResolverPool            *self,
                                           int64_t                    now);
/* Whether every job has been asked for once, and answered or given up. */
bool            ds_resolver_pool_is_idle  (DsResolverPool            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsResolverPool, ds_resolver_pool_free)

G_END_DECLS
