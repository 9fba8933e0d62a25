/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

#define DS_PIN_SIZE 32

/* Who a device is: the SHA-256 of its public key, as the certificate holds it
 * (SubjectPublicKeyInfo, RFC 5280 section 4.1.2.7). Not a secret. */
typedef struct
{
  uint8_t bytes[DS_PIN_SIZE];
} DsPin;

/* @key: (out) (optional): the key itself, in DER. */
bool    ds_pin_from_certificate (GTlsCertificate *certificate,
                                 DsPin           *pin,
                                 GBytes         **key,
                                 GError         **error);
/* Both in DER: the key in a certificate, and a key's pin. */
GBytes *ds_pin_get_key          (const uint8_t   *certificate,
                                 size_t           length,
                                 GError         **error);
bool    ds_pin_from_key         (const uint8_t   *spki,
                                 size_t           length,
                                 DsPin           *pin,
                                 GError         **error);
bool    ds_pin_equal            (const DsPin     *a,
                                 const DsPin     *b); /* in constant time */
/* 43 characters of base64url (RFC 4648, section 5) without padding. */
char   *ds_pin_to_text          (const DsPin     *pin);
bool    ds_pin_from_text        (const char      *text,
                                 DsPin           *pin);
/* Whether the owner of @key, P-256 or Ed25519, signed @message. */
bool    ds_pin_verify           (GBytes          *key,
                                 GBytes          *message,
                                 GBytes          *signature);

G_END_DECLS
