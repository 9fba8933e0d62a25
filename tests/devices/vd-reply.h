/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What the device is going to answer. */
typedef struct
{
  unsigned int status;
  JsonObject  *body;    /* owned */
  const char  *problem; /* a name of §13, or NULL */
  int64_t      wait;    /* for 429 and 503, in seconds */
  const char  *task;    /* what to do when the answer is out, or NULL */
} VdReply;

void        vd_reply_clear   (VdReply    *self);
/* An object to fill in; 200 unless something else was said. */
JsonObject *vd_reply_begin   (VdReply    *self);
/* Answers with an error of §13; false, so that a check can return it. */
bool        vd_reply_refuse  (VdReply    *self,
                              const char *problem);
/* The body as it goes over the wire. */
char       *vd_reply_to_text (VdReply    *self);

/* Members of a request; without one of the right kind the reply becomes
 * "malformed". */
bool        vd_request_string (JsonObject  *request,
                               const char  *name,
                               const char **value,
                               VdReply     *reply);
bool        vd_request_bytes  (JsonObject  *request,
                               const char  *name,
                               GBytes     **value,
                               VdReply     *reply);
bool        vd_request_id     (JsonObject  *request,
                               const char **value,
                               VdReply     *reply);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VdReply, vd_reply_clear)

G_END_DECLS
