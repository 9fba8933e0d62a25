/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-digest"

#include "config.h"

#include "ds-digest.h"

#include "ds-crypto.h"

#include <openssl/err.h>
#include <openssl/evp.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD, EVP_MD_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)

/**
 * ds_digest:
 * @algorithm: OpenSSL's name of a hash function
 * @pieces: what to hash, in this order
 * @n_pieces: how many pieces
 * @out: room for %DS_DIGEST_MAX_SIZE bytes; may be one of the pieces
 * @size: (out) (optional): how many bytes were written
 *
 * Hashes pieces as if they were one string of bytes.
 *
 * Returns: whether @out was written
 */
bool
ds_digest (const char *algorithm,
           const DsPiece *pieces,
           size_t n_pieces,
           uint8_t *out,
           size_t *size)
{
  g_autoptr (EVP_MD) md = EVP_MD_fetch (NULL, algorithm, NULL);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  unsigned int written = 0;
  bool ok;

  ok = md != NULL && EVP_MD_get_size (md) <= DS_DIGEST_MAX_SIZE &&
       EVP_DigestInit_ex2 (context, md, NULL) == 1;
  for (size_t i = 0; ok && i < n_pieces; i++)
    ok = EVP_DigestUpdate (context, pieces[i].data, pieces[i].length) == 1;
  ok = ok && EVP_DigestFinal_ex (context, out, &written) == 1;

  if (!ok)
    ERR_clear_error ();
  if (size != NULL)
    *size = ok ? written : 0;
  return ok;
}
