/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-target.h"
#include "ds-hap-frame.h"
#include "ds-hap-http.h"

#include <libdex.h>

G_BEGIN_DECLS

/* Milliseconds. */
typedef struct
{
  unsigned int connect; /* until one of the addresses is connected */
  unsigned int answer;  /* from the first byte of a request to the last of its answer */
  unsigned int setup;   /* the same while an accessory does slow arithmetic */
  unsigned int verb;    /* one whole operation of the driver */
  unsigned int pause;   /* between two questions where one answer may come too early */
} DsHapDeadlines;

/**
 * DsHapConnection:
 *
 * One TCP connection to an accessory: plain HTTP at first, encrypted after
 * ds_hap_connection_secure(). After any error it is closed and answers nothing
 * more. Dropping the last reference closes it. The functions that talk are for
 * fibers: they await inside.
 */
#define DS_TYPE_HAP_CONNECTION (ds_hap_connection_get_type ())
G_DECLARE_FINAL_TYPE (DsHapConnection, ds_hap_connection, DS, HAP_CONNECTION, GObject)

DsHapConnection *ds_hap_connection_open          (DsTarget             *target,
                                                  GPtrArray            *addresses,
                                                  GError              **error);
/* Of all that is asked from now on; 0 for none. */
void             ds_hap_connection_set_limit     (DsHapConnection      *self,
                                                  unsigned int          milliseconds);
DsHapMessage    *ds_hap_connection_request       (DsHapConnection      *self,
                                                  const char           *method,
                                                  const char           *path,
                                                  const char           *content_type,
                                                  const void           *body,
                                                  size_t                length,
                                                  unsigned int          deadline,
                                                  GError              **error);
bool             ds_hap_connection_secure        (DsHapConnection      *self,
                                                  DsHapFrame           *frame,
                                                  GError              **error);
void             ds_hap_connection_close         (DsHapConnection      *self);

const DsHapDeadlines *ds_hap_deadlines           (void);
/* For tests, which cannot wait as long as people can; NULL: the real ones. */
void             ds_hap_deadlines_set            (const DsHapDeadlines *deadlines);

G_END_DECLS
