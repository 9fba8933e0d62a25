/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "vd-factory.h"
#include "vd-key.h"
#include "vd-proof.h"
#include "vd-reply.h"
#include "vd-store.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One virtual device: everything that its affordances work on. */
typedef struct
{
  char       *folder;
  JsonObject *personality;
  VdFaults   *faults;
  VdStore    *store;
  VdFactory  *factory;
  VdKey      *key;
  VdKey      *next_key; /* announced, or NULL */
  VdProof    *proof;

  SoupServer *server;
  bool        loopback;
  unsigned int port;

  /* an update that is under way */
  unsigned int tick_id;
  unsigned int tick;   /* milliseconds a step */
  unsigned int progress;
  char        *update; /* the state of ds:Software, or NULL for what is kept */
  bool         stuck;
  unsigned int rest_id; /* until it listens again */
  unsigned int n_tasks; /* that wait until an answer went out */
} VdDevice;

/* Whether @device may do what was asked; otherwise the reply says why not. */
typedef bool (*VdHandler) (VdDevice   *device,
                           JsonObject *request,
                           VdReply    *reply);

typedef enum {
  VD_OPEN,  /* needs no log-in */
  VD_OWNER, /* needs the owner's */
} VdWho;

typedef struct
{
  const char *type; /* without "ds:" */
  const char *name; /* in the Thing Description, and the last part of the path */
  VdWho       who;
  VdHandler   read;
  VdHandler   write;
  VdHandler   invoke;
} VdAffordance;

VdDevice           *vd_device_new          (const char  *folder,
                                            JsonObject  *personality,
                                            VdFaults    *faults,
                                            GError     **error);
void                vd_device_free         (VdDevice    *self);
bool                vd_device_is_claimed   (VdDevice    *self);
/* Forgets its owner and everything else, and makes itself another key. */
void                vd_device_reset        (VdDevice    *self);
void                vd_device_finish_reset (VdDevice    *self);
/* Shows that key when the server starts again. */
bool                vd_device_use_key_file (VdDevice    *self,
                                            const char  *name,
                                            GError     **error);
bool                vd_device_announce_key (VdDevice    *self,
                                            int64_t      not_before,
                                            GError     **error);
void                vd_device_withdraw_key (VdDevice    *self);
bool                vd_device_roll_key     (VdDevice    *self,
                                            GError     **error);
JsonObject         *vd_device_get_part     (VdDevice    *self,
                                            const char  *name);

const VdAffordance *vd_affordances         (size_t      *n_affordances);
const VdAffordance *vd_affordance_at       (const char  *path);
JsonObject         *vd_thing_description   (VdDevice    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdDevice, vd_device_free)

G_END_DECLS
