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

/* From a certificate, or from the key alone, in DER. */
bool  ds_pin_from_certificate (GTlsCertificate *certificate,
                               DsPin           *pin,
                               GError         **error);
bool  ds_pin_from_der         (const uint8_t   *certificate,
                               size_t           length,
                               DsPin           *pin,
                               GError         **error);
bool  ds_pin_from_key         (const uint8_t   *spki,
                               size_t           length,
                               DsPin           *pin,
                               GError         **error);
bool  ds_pin_equal            (const DsPin     *a,
                               const DsPin     *b); /* in constant time */
/* 43 characters of base64url (RFC 4648, section 5) without padding. */
char *ds_pin_to_text          (const DsPin     *pin);
bool  ds_pin_from_text        (const char      *text,
                               DsPin           *pin);

G_END_DECLS
