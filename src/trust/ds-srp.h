/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-secret.h"

G_BEGIN_DECLS

/* SRP-6a (RFC 5054, RFC 2945), the side that knows the password.
 *
 * One object is one run: give it the other side's salt and public key once,
 * send the public key and proof that come out, and check the answer's proof.
 * Public keys that are 0 modulo N are refused (RFC 5054, section 2.5.4). */
typedef struct _DsSrpClient DsSrpClient;

typedef enum {
  DS_SRP_3072_SHA512, /* RFC 5054 group 3072 with SHA-512: HomeKit */
  DS_SRP_1024_SHA1,   /* RFC 5054 appendix B, for its test vectors only */
} DsSrpParameters;

/* False for a public key with leading zeroes, which real accessories hash in
 * two different ways: better ask for another one. */
bool           ds_srp_key_is_full         (DsSrpParameters  parameters,
                                           const uint8_t   *key,
                                           size_t           length);

DsSrpClient   *ds_srp_client_new          (DsSrpParameters  parameters,
                                           const char      *identity,
                                           DsSecret        *password);
void           ds_srp_client_free         (DsSrpClient     *self);
/* Fixes the private exponent, for test vectors only. */
bool           ds_srp_client_set_exponent (DsSrpClient     *self,
                                           const uint8_t   *data,
                                           size_t           length);
/* Slow (two exponentiations): call it on a thread. */
bool           ds_srp_client_answer       (DsSrpClient     *self,
                                           const uint8_t   *salt,
                                           size_t           salt_length,
                                           const uint8_t   *server_key,
                                           size_t           server_key_length,
                                           GError         **error);
const uint8_t *ds_srp_client_get_key      (DsSrpClient     *self, size_t *length);
const uint8_t *ds_srp_client_get_proof    (DsSrpClient     *self, size_t *length);
bool           ds_srp_client_check        (DsSrpClient     *self,
                                           const uint8_t   *server_proof,
                                           size_t           length);
/* Borrowed: K. NULL until the check has succeeded. */
DsSecret      *ds_srp_client_get_session_key (DsSrpClient  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsSrpClient, ds_srp_client_free)

G_END_DECLS
