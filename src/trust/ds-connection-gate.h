/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libdex.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Lets at most so many connections to devices be open at a time in the whole
 * process, and one to each device. For the main thread. */

#define DS_CONNECTION_GATE_SIZE 8

/* One device's connection, which may stay open for the next request. @close must
 * close it at once. */
typedef struct _DsConnectionPlace DsConnectionPlace;
typedef void (*DsConnectionCloseFunc) (gpointer user_data);

/* One request that wants to use it. */
typedef struct _DsConnectionTicket DsConnectionTicket;

DsConnectionPlace  *ds_connection_place_new   (DsConnectionCloseFunc  close,
                                               gpointer               user_data);
void                ds_connection_place_free  (DsConnectionPlace     *self);
void                ds_connection_place_leave (DsConnectionPlace     *self);
DsConnectionTicket *ds_connection_ticket_new  (DsConnectionPlace     *place);
/* Gives the place to the next one, whether or not it was ever reached. */
void                ds_connection_ticket_free (DsConnectionTicket    *self);
/* Resolves to true when it is this request's turn. Call it once. */
DexFuture          *ds_connection_ticket_wait (DsConnectionTicket    *self);

G_END_DECLS
