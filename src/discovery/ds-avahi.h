/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  DS_AVAHI_CONNECTING,
  DS_AVAHI_NO_BUS,
  DS_AVAHI_ABSENT,
  DS_AVAHI_THERE,
} DsAvahiState;

/* @error: why there is no bus, else NULL. Once the state is not DS_AVAHI_THERE,
 * every open object is dead and is to be closed. */
typedef void (*DsAvahiStateFunc) (DsAvahiState  state,
                                  const GError *error,
                                  gpointer      user_data);

/**
 * DsAvahi:
 *
 * The conversation with org.freedesktop.Avahi on a connection to the system bus
 * of its own, so that the daemon frees everything should this end early. Knows
 * nothing of what is talked about.
 */
#define DS_TYPE_AVAHI (ds_avahi_get_type ())
G_DECLARE_FINAL_TYPE (DsAvahi, ds_avahi, DS, AVAHI, GObject)

DsAvahi       *ds_avahi_new          (DsAvahiStateFunc   func,
                                      gpointer           user_data);
void           ds_avahi_start        (DsAvahi           *self);
/* Ends the conversation; no function is called any more. */
void           ds_avahi_close        (DsAvahi           *self);

/* A browser or resolver on Avahi's side. */
typedef struct _DsAvahiObject DsAvahiObject;

typedef enum {
  DS_AVAHI_BROWSER,
  DS_AVAHI_RESOLVER,
} DsAvahiKind;

/* @signal: one of Avahi's, or "Started" without parameters, or "Failure" with the
 * D-Bus name of the error where the object could not be made. */
typedef void (*DsAvahiSignalFunc) (const char *signal,
                                   GVariant   *parameters,
                                   gpointer    user_data);

DsAvahiObject *ds_avahi_open         (DsAvahi           *self,
                                      DsAvahiKind        kind,
                                      GVariant          *arguments,
                                      DsAvahiSignalFunc  func,
                                      gpointer           user_data);
void           ds_avahi_object_close (DsAvahiObject     *object);

G_END_DECLS
