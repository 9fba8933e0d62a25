/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-resolver-pool"

#include "config.h"

#include "ds-resolver-pool.h"

#define TICK_MSEC 1000

/* Avahi itself gives up after 5 s; ours is for a daemon that forgot. */
#define PATIENCE_USEC (1 * G_USEC_PER_SEC)
#define LIMIT_USEC    (8 * G_USEC_PER_SEC)
#define SOON_USEC     (5 * G_USEC_PER_SEC)
#define LATER_USEC    (60 * G_USEC_PER_SEC)

struct _DsResolverPool
{
  DsResolverPoolFuncs funcs;
  GQueue              stages[DS_RESOLVER_STAGE_NONE];
  unsigned int        max_kept;
  unsigned int        tick_source;
  bool                held;
};

static DsResolverJob *
head (DsResolverPool *self,
      DsResolverStage stage)
{
  return g_queue_peek_head (&self->stages[stage]);
}

static unsigned int
length (DsResolverPool *self,
        DsResolverStage stage)
{
  return self->stages[stage].length;
}

static void
leave (DsResolverPool *self,
       DsResolverJob *job)
{
  if (job->stage != DS_RESOLVER_STAGE_NONE)
    g_queue_unlink (&self->stages[job->stage], &job->link);
  job->stage = DS_RESOLVER_STAGE_NONE;
}

static void
enter (DsResolverPool *self,
       DsResolverJob *job,
       DsResolverStage stage)
{
  leave (self, job);
  job->stage = stage;
  job->since = g_get_monotonic_time ();
  g_queue_push_tail_link (&self->stages[stage], &job->link);
}

static bool
is_open (const DsResolverJob *job)
{
  return job->stage == DS_RESOLVER_STAGE_BUSY || job->stage == DS_RESOLVER_STAGE_KEPT;
}

static DsResolverJob *
next_waiting (DsResolverPool *self)
{
  DsResolverJob *job = head (self, DS_RESOLVER_STAGE_NEW);

  return job != NULL ? job : head (self, DS_RESOLVER_STAGE_AGAIN);
}

static void
fail (DsResolverPool *self,
      DsResolverJob *job)
{
  if (is_open (job))
    self->funcs.end (job);
  job->waited = 0;
  job->failures++;
  enter (self, job, job->failures == 1 ? DS_RESOLVER_STAGE_SOON : DS_RESOLVER_STAGE_LATER);
  if (job->failures >= 2)
    self->funcs.lose (job);
}

/* Takes jobs out of a queue in which all wait equally long. */
static void
wake (DsResolverPool *self,
      DsResolverStage stage,
      int64_t before)
{
  DsResolverJob *job = NULL;

  while ((job = head (self, stage)) != NULL && job->since <= before)
    enter (self, job, DS_RESOLVER_STAGE_AGAIN);
}

/* A flood of silent services must not hold up one that would answer. */
static void
interrupt (DsResolverPool *self,
           int64_t now)
{
  unsigned int n_busy = length (self, DS_RESOLVER_STAGE_BUSY);

  for (unsigned int i = 0; i < n_busy; i++)
    {
      DsResolverJob *job = head (self, DS_RESOLVER_STAGE_BUSY);
      int64_t waited = now - job->since;

      if (job->waited + waited >= LIMIT_USEC)
        {
          fail (self, job);
          continue;
        }
      if (waited < PATIENCE_USEC || next_waiting (self) == NULL)
        break;
      self->funcs.end (job);
      job->waited += waited;
      enter (self, job, DS_RESOLVER_STAGE_AGAIN);
    }
}

static bool
has_work (DsResolverPool *self)
{
  for (int stage = 0; stage < DS_RESOLVER_STAGE_NONE; stage++)
    {
      if (stage != DS_RESOLVER_STAGE_KEPT && length (self, stage) > 0)
        return true;
    }
  return false;
}

static gboolean tick_cb (gpointer data);

static void
run (DsResolverPool *self)
{
  DsResolverJob *job = NULL;

  while (!self->held && length (self, DS_RESOLVER_STAGE_BUSY) < DS_RESOLVER_POOL_BUSY &&
         (job = next_waiting (self)) != NULL)
    {
      enter (self, job, DS_RESOLVER_STAGE_BUSY);
      self->funcs.begin (job);
    }
  /* Nothing wakes the computer while every service is kept or none is there. */
  if (!has_work (self))
    g_clear_handle_id (&self->tick_source, g_source_remove);
  else if (self->tick_source == 0)
    self->tick_source = g_timeout_add (TICK_MSEC, tick_cb, self);
}

/**
 * ds_resolver_pool_tick:
 * @self: a pool
 * @now: monotonic microseconds
 *
 * Moves on whatever has waited long enough. The pool does this by itself every
 * second while there is something to wait for; tests may let time fly.
 */
void
ds_resolver_pool_tick (DsResolverPool *self,
                       int64_t now)
{
  wake (self, DS_RESOLVER_STAGE_SOON, now - SOON_USEC);
  wake (self, DS_RESOLVER_STAGE_LATER, now - LATER_USEC);
  interrupt (self, now);
  run (self);
}

static gboolean
tick_cb (gpointer data)
{
  ds_resolver_pool_tick (data, g_get_monotonic_time ());
  /* run() removes the source itself where it is not needed any more. */
  return G_SOURCE_CONTINUE;
}

/**
 * ds_resolver_pool_add:
 * @self: a pool
 * @job: (transfer none): a job, which stays where it is until it is removed
 *
 * Has a service asked for as soon as it is its turn.
 */
void
ds_resolver_pool_add (DsResolverPool *self,
                      DsResolverJob *job)
{
  job->link.data = job;
  job->stage = DS_RESOLVER_STAGE_NONE;
  enter (self, job, DS_RESOLVER_STAGE_NEW);
  run (self);
}

/**
 * ds_resolver_pool_remove:
 * @self: a pool
 * @job: a job of it
 *
 * Stops asking and forgets the job.
 */
void
ds_resolver_pool_remove (DsResolverPool *self,
                         DsResolverJob *job)
{
  if (is_open (job))
    self->funcs.end (job);
  leave (self, job);
  run (self);
}

/**
 * ds_resolver_pool_answered:
 * @self: a pool
 * @job: a job that was begun
 *
 * Makes room for the next. The job is kept open if there is room for that.
 */
void
ds_resolver_pool_answered (DsResolverPool *self,
                           DsResolverJob *job)
{
  job->failures = 0;
  job->waited = 0;
  if (job->stage != DS_RESOLVER_STAGE_BUSY)
    return;
  if (length (self, DS_RESOLVER_STAGE_KEPT) < self->max_kept)
    {
      enter (self, job, DS_RESOLVER_STAGE_KEPT);
    }
  else
    {
      self->funcs.end (job);
      enter (self, job, DS_RESOLVER_STAGE_LATER);
    }
  run (self);
}

/**
 * ds_resolver_pool_failed:
 * @self: a pool
 * @job: a job that was begun
 *
 * Stops asking for now. After the second failure in a row the job is lost, but
 * asked for again every minute for as long as it is listed.
 */
void
ds_resolver_pool_failed (DsResolverPool *self,
                         DsResolverJob *job)
{
  fail (self, job);
  run (self);
}

/**
 * ds_resolver_pool_refused:
 * @self: a pool
 * @job: a job that was begun
 *
 * Avahi says that this client has too many objects: half of the kept ones go, and
 * the job waits its turn without having failed.
 */
void
ds_resolver_pool_refused (DsResolverPool *self,
                          DsResolverJob *job)
{
  self->max_kept = length (self, DS_RESOLVER_STAGE_KEPT) / 2;
  while (length (self, DS_RESOLVER_STAGE_KEPT) > self->max_kept)
    {
      DsResolverJob *oldest = head (self, DS_RESOLVER_STAGE_KEPT);

      self->funcs.end (oldest);
      enter (self, oldest, DS_RESOLVER_STAGE_LATER);
    }
  if (is_open (job))
    self->funcs.end (job);
  enter (self, job, DS_RESOLVER_STAGE_SOON);
  run (self);
}

/**
 * ds_resolver_pool_set_held:
 * @self: a pool
 * @held: whether to begin nothing for now
 *
 * Spares the asking while many jobs are being removed.
 */
void
ds_resolver_pool_set_held (DsResolverPool *self,
                           bool held)
{
  self->held = held;
  run (self);
}

/**
 * ds_resolver_pool_is_idle:
 * @self: a pool
 *
 * Returns: whether no job is new or waits for an answer
 */
bool
ds_resolver_pool_is_idle (DsResolverPool *self)
{
  return length (self, DS_RESOLVER_STAGE_NEW) == 0 &&
         length (self, DS_RESOLVER_STAGE_BUSY) == 0;
}

/**
 * ds_resolver_pool_new:
 * @funcs: what to call; none may add or remove jobs
 *
 * Returns: (transfer full): a pool without jobs
 */
DsResolverPool *
ds_resolver_pool_new (const DsResolverPoolFuncs *funcs)
{
  DsResolverPool *self = g_new0 (DsResolverPool, 1);

  self->funcs = *funcs;
  self->max_kept = DS_RESOLVER_POOL_KEPT;
  for (int stage = 0; stage < DS_RESOLVER_STAGE_NONE; stage++)
    g_queue_init (&self->stages[stage]);
  return self;
}

/**
 * ds_resolver_pool_free:
 * @self: (transfer full): a pool whose jobs have all been removed
 */
void
ds_resolver_pool_free (DsResolverPool *self)
{
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_free (self);
}
