/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "trust/ds-secret.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The bodies that go over the wire (docs/device-profile.md, sections 8 to 11). */

#define DS_PROFILE_RUN_SIZE 16

/* The device's answer to the first message of the proof. */
typedef struct
{
  char    *run;
  GBytes  *share;
  GBytes  *confirmation;
} DsProfileShared;

/* base64url, RFC 4648 section 5, without padding and with no bit to spare. */
char            *ds_profile_base64_encode  (const void       *data,
                                            size_t            length);
GBytes          *ds_profile_base64_decode  (const char       *text);

/* One object within the limits of section 2. */
JsonNode        *ds_profile_json_parse     (const char       *json,
                                            size_t            length,
                                            bool              large,
                                            GError          **error);

DsSecret        *ds_profile_write_share    (const uint8_t    *share,
                                            size_t            length);
DsProfileShared *ds_profile_read_shared    (JsonObject       *object,
                                            GError          **error);
DsSecret        *ds_profile_write_confirm  (const char       *run,
                                            const uint8_t    *confirmation,
                                            size_t            length);
/* @token is NULL in a change of the password. */
DsSecret        *ds_profile_write_password (const char       *request_id,
                                            DsSecret         *token,
                                            DsSecret         *password);
/* {"NAME": "VALUE"} */
DsSecret        *ds_profile_write_text     (const char       *name,
                                            const char       *value);
DsSecret        *ds_profile_write_ids      (const char * const *ids);
void             ds_profile_shared_free    (DsProfileShared  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsProfileShared, ds_profile_shared_free)

G_END_DECLS
