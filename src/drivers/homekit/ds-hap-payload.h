/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "trust/ds-secret.h"

G_BEGIN_DECLS

#define DS_HAP_SETUP_ID_LENGTH 4

typedef enum {
  DS_HAP_PAYLOAD_NFC = 1 << 0,
  DS_HAP_PAYLOAD_IP  = 1 << 1,
  DS_HAP_PAYLOAD_BLE = 1 << 2,
  DS_HAP_PAYLOAD_WAC = 1 << 3,
} DsHapPayloadFlags;

/* What the picture on a device says: "X-HM://…". */
typedef struct
{
  DsSecret          *code; /* "XXX-XX-XXX" */
  unsigned int       category;
  DsHapPayloadFlags  flags;
  char               setup_id[DS_HAP_SETUP_ID_LENGTH + 1];
} DsHapPayload;

DsHapPayload *ds_hap_payload_parse        (const char    *text,
                                           GError       **error);
void          ds_hap_payload_free         (DsHapPayload  *self);
/* Whether the announced "sh" belongs to @setup_id and the announced "id". */
bool          ds_hap_payload_matches      (const char    *setup_id,
                                           const char    *device_id,
                                           const char    *setup_hash);

/* Whether @text is meant as a payload rather than as typed digits. */
bool          ds_hap_payload_is           (const char    *text);
/* What was typed or scanned, as "XXX-XX-XXX". */
DsSecret     *ds_hap_code_parse           (const char    *typed,
                                           GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHapPayload, ds_hap_payload_free)

G_END_DECLS
