/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Keys made from other keys and from codes, all with SHA-256. A false return
 * leaves nothing half-written. */

#define DS_SHA256_SIZE 32

bool ds_sha256        (const void *data, size_t length, uint8_t out[DS_SHA256_SIZE]);

/* RFC 2104 */
bool ds_hmac_sha256   (const uint8_t *key, size_t key_length,
                       const void *data, size_t length,
                       uint8_t out[DS_SHA256_SIZE]);
/* RFC 5869 */
bool ds_hkdf_sha256   (const uint8_t *key, size_t key_length,
                       const void *salt, size_t salt_length,
                       const void *info, size_t info_length,
                       uint8_t *out, size_t out_length);
bool ds_hkdf_sha512   (const uint8_t *key, size_t key_length,
                       const void *salt, size_t salt_length,
                       const void *info, size_t info_length,
                       uint8_t *out, size_t out_length);
/* RFC 8018, section 5.2. Slow: call it on a thread. */
bool ds_pbkdf2_sha256 (const uint8_t *password, size_t password_length,
                       const uint8_t *salt, size_t salt_length,
                       unsigned int iterations,
                       uint8_t *out, size_t out_length);

G_END_DECLS
