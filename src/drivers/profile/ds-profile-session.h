/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-driver.h"
#include "ds-profile-facts.h"
#include "ds-profile-td.h"
#include "trust/ds-pinned-client.h"

#include <stdbool.h>

G_BEGIN_DECLS

/* The fields of a credential. "token" is there until the claim was answered,
 * "next-pin" and "next-from" while a new key is announced. */
#define DS_PROFILE_FIELD_ID        "id"
#define DS_PROFILE_FIELD_PATH      "path"
#define DS_PROFILE_FIELD_PIN       "pin"
#define DS_PROFILE_FIELD_PASSWORD  "password"
#define DS_PROFILE_FIELD_REQUEST   "request"
#define DS_PROFILE_FIELD_TOKEN     "token"
#define DS_PROFILE_FIELD_NEXT_PIN  "next-pin"
#define DS_PROFILE_FIELD_NEXT_FROM "next-from"

#define DS_PROFILE_USER "owner"

/* In milliseconds; tests may be in a hurry. */
typedef struct
{
  unsigned int verb;     /* one verb, of a device with one address */
  unsigned int poll;     /* between two looks at an update */
  unsigned int look;     /* how long a device may ask its maker */
  unsigned int uncovered; /* for an answer without encryption */
  unsigned int address;  /* for each address, as long as they are few */
  unsigned int patience; /* on top of the announced downtime */
  unsigned int update;   /* a whole one, likewise */
} DsProfilePace;

const DsProfilePace *ds_profile_pace     (void);
void                 ds_profile_pace_set (const DsProfilePace *pace);

/* One device that answers, with what it says that it can do. */
typedef struct
{
  DsTarget       *target;
  DsPinnedClient *client;
  DsProfileTd    *td;
  char           *path;    /* of the Thing Description */
  DsPin           pinned;  /* as the credential has it, where there is one */
} DsProfileSession;

/* All of these await and belong in a fiber. */

/* Whoever answers: nothing that it says is believed before it is proved. */
DsProfileSession  *ds_profile_session_meet     (DsTarget             *target,
                                                GError              **error);
/* The device that has the pin of @credential, ready to log in. */
DsProfileSession  *ds_profile_session_open     (DsTarget             *target,
                                                DsCredential         *credential,
                                                GError              **error);
/* The same, or the one that it announced. */
DsProfileSession  *ds_profile_session_open_announced (DsTarget       *target,
                                                DsCredential         *credential,
                                                GError              **error);
bool               ds_profile_session_is_renewed (DsProfileSession   *self);
JsonNode          *ds_profile_session_call     (DsProfileSession     *self,
                                                DsProfileAffordance   affordance,
                                                DsProfileOp           op,
                                                DsSecret             *body,
                                                bool                  log_in,
                                                GError              **error);
DsProfileIdentity *ds_profile_session_identify (DsProfileSession     *self,
                                                bool                  log_in,
                                                GError              **error);
bool               ds_profile_session_can      (DsProfileSession     *self,
                                                DsProfileAffordance   affordance,
                                                DsProfileOp           op);
void               ds_profile_session_free     (DsProfileSession     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsProfileSession, ds_profile_session_free)

G_END_DECLS
