/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-secret"

#include "config.h"

#include "ds-secret.h"

#include "ds-crypto.h"

#include <openssl/crypto.h>
#include <string.h>
#include <sys/resource.h>

/* Head and bytes are one block, so that one wipe takes both. The block comes
 * from OpenSSL's allocator, which lets a test see every block as it is freed. */
struct _DsSecret
{
  gatomicrefcount ref_count;
  size_t length;
  uint8_t data[];
};

G_DEFINE_BOXED_TYPE (DsSecret, ds_secret, ds_secret_ref, ds_secret_unref)

static DsSecret *
secret_alloc (size_t length)
{
  DsSecret *self;

  g_assert (length <= G_MAXINT);

  self = OPENSSL_zalloc (sizeof *self + length + 1);
  if (self == NULL)
    g_error ("No memory for %zu bytes", length);

  g_atomic_ref_count_init (&self->ref_count);
  self->length = length;
  return self;
}

/**
 * ds_secret_new:
 * @data: (nullable): bytes to copy, or %NULL for zeroes
 * @length: how many, in bytes
 *
 * Keeps a copy of bytes; the caller's own copy is the caller's to wipe.
 *
 * Returns: (transfer full): a new secret
 */
DsSecret *
ds_secret_new (const void *data,
               size_t length)
{
  DsSecret *self = secret_alloc (length);

  if (data != NULL && length > 0)
    memcpy (self->data, data, length);

  return self;
}

/**
 * ds_secret_new_text:
 * @text: a string
 *
 * Keeps a copy of a string, without counting its NUL.
 *
 * Returns: (transfer full): a new secret
 */
DsSecret *
ds_secret_new_text (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return ds_secret_new (text, strlen (text));
}

/**
 * ds_secret_new_random:
 * @length: how many, in bytes
 *
 * Bytes from OpenSSL's generator for private values. A computer that has no
 * randomness must not make keys: the program ends.
 *
 * Returns: (transfer full): a new secret
 */
DsSecret *
ds_secret_new_random (size_t length)
{
  DsSecret *self = secret_alloc (length);

  if (!ds_crypto_random (self->data, length))
    g_error ("The computer gives no random numbers");

  return self;
}

/**
 * ds_secret_ref:
 * @self: a secret
 *
 * Safe on any thread.
 *
 * Returns: (transfer full): @self
 */
DsSecret *
ds_secret_ref (DsSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ds_secret_unref:
 * @self: (transfer full): a secret
 *
 * Gives up a reference. With the last one the bytes are overwritten.
 */
void
ds_secret_unref (DsSecret *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    OPENSSL_clear_free (self, sizeof *self + self->length + 1);
}

/**
 * ds_secret_get_data:
 * @self: a secret
 * @length: (out) (optional): where to write the number of bytes
 *
 * Returns: (transfer none): the bytes, followed by a NUL
 */
const uint8_t *
ds_secret_get_data (const DsSecret *self,
                    size_t *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->length;

  return self->data;
}

/**
 * ds_secret_get_text:
 * @self: a secret
 *
 * Returns: (transfer none): the bytes as a string; it ends early where the
 *   bytes hold a NUL
 */
const char *
ds_secret_get_text (const DsSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *) self->data;
}

/**
 * ds_secret_equal:
 * @a: a secret
 * @b: another
 *
 * Compares bytes in a time that tells nothing but whether the lengths differ.
 *
 * Returns: whether both hold the same bytes
 */
bool
ds_secret_equal (const DsSecret *a,
                 const DsSecret *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, false);

  return a->length == b->length && ds_crypto_equal (a->data, b->data, a->length);
}

/**
 * ds_secret_leave_no_core:
 *
 * Has the system write no core file of this process, nor of those that it starts: it
 * would hold passwords and setup codes, and lie there for weeks. To be called first.
 */
void
ds_secret_leave_no_core (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
}
