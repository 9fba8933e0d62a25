/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-hap-connection.h"
#include "ds-hap-tlv.h"
#include "trust/ds-credential.h"
#include "trust/ds-crypto.h"

G_BEGIN_DECLS

/* What pair-setup, pair-verify and /pairings have in common. */

/* Names of the fields of a HomeKit credential. */
#define DS_HAP_FIELD_CONTROLLER_ID "controller-id"
#define DS_HAP_FIELD_SEED          "seed"
#define DS_HAP_FIELD_ACCESSORY_ID  "accessory-id"
#define DS_HAP_FIELD_ACCESSORY_KEY "accessory-key" /* the pin; absent while pending */

/* Longest identifier of a controller or an accessory that is believed. */
#define DS_HAP_MAX_IDENTIFIER 64

/* An accessory's signature over three byte strings that name both sides. */
typedef struct
{
  const void *data;
  size_t      length;
} DsHapPart;

DsHapTlv *ds_hap_pairing_post    (DsHapConnection  *connection,
                                  const char       *path,
                                  DsHapTlvWriter   *message,
                                  DsHapStage        stage,
                                  unsigned int      state,
                                  unsigned int     *retry_after,
                                  GError          **error);
bool      ds_hap_pairing_derive  (const uint8_t    *key,
                                  size_t            key_length,
                                  const char       *salt,
                                  const char       *info,
                                  uint8_t           out[DS_CHACHA20_KEY_SIZE]);
bool      ds_hap_pairing_seal    (DsHapTlvWriter   *message,
                                  const uint8_t     key[DS_CHACHA20_KEY_SIZE],
                                  const char       *nonce,
                                  DsHapTlvWriter   *inner);
DsHapTlv *ds_hap_pairing_open    (const DsHapTlv   *message,
                                  const uint8_t     key[DS_CHACHA20_KEY_SIZE],
                                  const char       *nonce,
                                  GError          **error);
bool      ds_hap_pairing_sign    (DsHapTlvWriter   *inner,
                                  DsSecret         *seed,
                                  const DsHapPart   parts[3]);
bool      ds_hap_pairing_signed  (const DsHapTlv   *inner,
                                  const uint8_t     key[DS_ED25519_KEY_SIZE],
                                  const DsHapPart   parts[3],
                                  GError          **error);

G_END_DECLS
