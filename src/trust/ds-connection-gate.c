/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-connection-gate"

#include "config.h"

#include "ds-connection-gate.h"

/* Requests mostly come in rows. For so long a connection is not taken away from
 * a device after each of them, or every request would cost a handshake. */
#define LINGER_MS 250

struct _DsConnectionPlace
{
  DsConnectionCloseFunc close;
  gpointer user_data;
  bool is_held; /* counts as open */
  bool is_busy; /* a request uses it */
  int64_t idle_since; /* in microseconds of the monotonic clock */
};

struct _DsConnectionTicket
{
  DsConnectionPlace *place;
  DexPromise *turn;
  bool has_turn;
};

/* Places that are held and not busy, the longest unused first. */
static GQueue idle = G_QUEUE_INIT;
/* Tickets that wait for their turn, the first come first. */
static GQueue waiting = G_QUEUE_INIT;
static unsigned int n_held;
/* Looks again when the next idle place has lingered. */
static unsigned int linger_source;

static void admit_waiting (void);

static void
drop_place (DsConnectionPlace *place)
{
  if (!place->is_held)
    return;

  g_queue_remove (&idle, place);
  place->is_held = false;
  n_held--;
}

static void
on_lingered (gpointer user_data)
{
  linger_source = 0;
  admit_waiting ();
}

/* A connection that nobody uses gives way to one that somebody needs. */
static bool
hold_place (DsConnectionPlace *place)
{
  if (place->is_held)
    return true;

  if (n_held >= DS_CONNECTION_GATE_SIZE)
    {
      DsConnectionPlace *oldest = g_queue_peek_head (&idle);

      if (oldest == NULL)
        return false;
      if (g_get_monotonic_time () - oldest->idle_since < LINGER_MS * 1000)
        {
          if (linger_source == 0)
            linger_source = g_timeout_add_once (LINGER_MS, on_lingered, NULL);
          return false;
        }
      drop_place (oldest);
      oldest->close (oldest->user_data);
    }

  place->is_held = true;
  n_held++;
  return true;
}

static bool
admit (DsConnectionTicket *ticket)
{
  DsConnectionPlace *place = ticket->place;

  if (place->is_busy || !hold_place (place))
    return false;

  g_queue_remove (&idle, place);
  place->is_busy = true;
  ticket->has_turn = true;
  return true;
}

static void
admit_waiting (void)
{
  GList *next;

  for (GList *link = waiting.head; link != NULL; link = next)
    {
      DsConnectionTicket *ticket = link->data;

      next = link->next;
      if (!admit (ticket))
        continue;

      g_queue_delete_link (&waiting, link);
      dex_promise_resolve_boolean (ticket->turn, true);
    }
}

/**
 * ds_connection_place_new:
 * @close: closes the connection
 * @user_data: for @close
 *
 * Returns: (transfer full): a place that is not held yet
 */
DsConnectionPlace *
ds_connection_place_new (DsConnectionCloseFunc close,
                         gpointer user_data)
{
  DsConnectionPlace *self = g_new0 (DsConnectionPlace, 1);

  self->close = close;
  self->user_data = user_data;
  return self;
}

/**
 * ds_connection_place_free:
 * @self: (transfer full): a place whose connection is closed and that has no
 *   tickets any more
 */
void
ds_connection_place_free (DsConnectionPlace *self)
{
  g_return_if_fail (self != NULL && !self->is_busy);

  drop_place (self);
  g_free (self);
  admit_waiting ();
}

/**
 * ds_connection_place_leave:
 * @self: a place
 *
 * Says that the connection is closed and not needed for now. While a request uses
 * it, nothing happens.
 */
void
ds_connection_place_leave (DsConnectionPlace *self)
{
  g_return_if_fail (self != NULL);

  if (self->is_busy)
    return;

  drop_place (self);
  admit_waiting ();
}

/**
 * ds_connection_ticket_new:
 * @place: the device's place
 *
 * Returns: (transfer full): a ticket; free it when the request is over
 */
DsConnectionTicket *
ds_connection_ticket_new (DsConnectionPlace *place)
{
  DsConnectionTicket *self = g_new0 (DsConnectionTicket, 1);

  self->place = place;
  self->turn = dex_promise_new ();
  return self;
}

/**
 * ds_connection_ticket_free:
 * @self: (transfer full): a ticket
 *
 * Ends its turn, or its waiting. The connection stays open until someone else
 * needs the place.
 */
void
ds_connection_ticket_free (DsConnectionTicket *self)
{
  g_return_if_fail (self != NULL);

  if (self->has_turn)
    {
      self->place->is_busy = false;
      self->place->idle_since = g_get_monotonic_time ();
      g_queue_push_tail (&idle, self->place);
    }
  else
    {
      g_queue_remove (&waiting, self);
    }

  dex_clear (&self->turn);
  g_free (self);
  admit_waiting ();
}

/**
 * ds_connection_ticket_wait:
 * @self: a ticket
 *
 * Returns: (transfer full): a future that resolves to true when the connection
 *   may be used
 */
DexFuture *
ds_connection_ticket_wait (DsConnectionTicket *self)
{
  dex_return_error_if_fail (self != NULL);

  if (admit (self))
    return dex_future_new_true ();

  g_queue_push_tail (&waiting, self);
  return DEX_FUTURE (dex_ref (self->turn));
}
