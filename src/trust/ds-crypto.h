/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Thin, checked doors to OpenSSL 3. All sizes are in bytes. A false return
 * means refused input or a failed tag, never a half-written result. */

#define DS_SHA512_SIZE            64
#define DS_ED25519_KEY_SIZE       32
#define DS_ED25519_SIGNATURE_SIZE 64
#define DS_X25519_KEY_SIZE        32
#define DS_CHACHA20_KEY_SIZE      32
#define DS_POLY1305_TAG_SIZE      16
#define DS_CHACHA20_NONCE_SIZE    12

bool ds_crypto_random     (uint8_t *out, size_t length);
bool ds_crypto_equal      (const void *a, const void *b, size_t length); /* constant time */
void ds_crypto_wipe       (void *data, size_t length);

bool ds_sha512            (const void *data, size_t length, uint8_t out[DS_SHA512_SIZE]);

/* RFC 5869 with SHA-512. */

/* RFC 8439. @out has room for @length + DS_POLY1305_TAG_SIZE when sealing and
 * @length - DS_POLY1305_TAG_SIZE when opening. */
bool ds_chacha20_seal     (const uint8_t key[DS_CHACHA20_KEY_SIZE],
                           const uint8_t nonce[DS_CHACHA20_NONCE_SIZE],
                           const void *aad, size_t aad_length,
                           const uint8_t *plain, size_t length, uint8_t *out);
bool ds_chacha20_open     (const uint8_t key[DS_CHACHA20_KEY_SIZE],
                           const uint8_t nonce[DS_CHACHA20_NONCE_SIZE],
                           const void *aad, size_t aad_length,
                           const uint8_t *sealed, size_t length, uint8_t *out);

/* RFC 8032. A private key is its 32-byte seed. */
bool ds_ed25519_public    (const uint8_t seed[DS_ED25519_KEY_SIZE],
                           uint8_t key[DS_ED25519_KEY_SIZE]);
bool ds_ed25519_sign      (const uint8_t seed[DS_ED25519_KEY_SIZE],
                           const void *message, size_t length,
                           uint8_t signature[DS_ED25519_SIGNATURE_SIZE]);
bool ds_ed25519_verify    (const uint8_t key[DS_ED25519_KEY_SIZE],
                           const void *message, size_t length,
                           const uint8_t signature[DS_ED25519_SIGNATURE_SIZE]);

/* RFC 7748; an all-zero shared secret is refused (section 6.1). */
bool ds_x25519_public     (const uint8_t secret[DS_X25519_KEY_SIZE],
                           uint8_t key[DS_X25519_KEY_SIZE]);
bool ds_x25519_shared     (const uint8_t secret[DS_X25519_KEY_SIZE],
                           const uint8_t peer[DS_X25519_KEY_SIZE],
                           uint8_t shared[DS_X25519_KEY_SIZE]);

G_END_DECLS
