/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-password"

#include "config.h"

#include "vd-password.h"

#include "trust/ds-crypto.h"
#include "vd-base64.h"

#include <openssl/evp.h>
#include <string.h>

#define HASH_SIZE 32
#define SALT_SIZE 16
#define ITERATIONS 10000

static void
compute (const char *password, const uint8_t *salt, uint8_t hash[HASH_SIZE])
{
  g_assert (PKCS5_PBKDF2_HMAC (password, (int) strlen (password), salt, SALT_SIZE,
                               ITERATIONS, EVP_sha256 (), HASH_SIZE, hash)
            == 1);
}

/* Changes what vd_store_keep() will keep. */
void
vd_password_set (VdStore *store, const char *password)
{
  uint8_t salt[SALT_SIZE];
  uint8_t hash[HASH_SIZE];
  g_autofree char *salt_text = NULL;
  g_autofree char *hash_text = NULL;

  g_assert (ds_crypto_random (salt, sizeof salt));
  compute (password, salt, hash);
  salt_text = vd_base64_encode (salt, sizeof salt);
  hash_text = vd_base64_encode (hash, sizeof hash);
  json_object_set_string_member (vd_store_get (store), "passwordSalt", salt_text);
  json_object_set_string_member (vd_store_get (store), "passwordHash", hash_text);
}

static bool
is_behind (VdStore *store,
           const char *password,
           const char *salt_name,
           const char *hash_name)
{
  const char *salt_text = vd_store_get_string (store, salt_name);
  const char *hash_text = vd_store_get_string (store, hash_name);
  g_autoptr (GBytes) salt = NULL;
  g_autoptr (GBytes) hash = NULL;
  uint8_t again[HASH_SIZE];

  if (salt_text == NULL || hash_text == NULL)
    return false;
  salt = vd_base64_decode (salt_text);
  hash = vd_base64_decode (hash_text);
  g_assert (g_bytes_get_size (salt) == SALT_SIZE && g_bytes_get_size (hash) == HASH_SIZE);
  compute (password, g_bytes_get_data (salt, NULL), again);

  return ds_crypto_equal (again, g_bytes_get_data (hash, NULL), HASH_SIZE);
}

bool
vd_password_is (VdStore *store, const char *password)
{
  return is_behind (store, password, "passwordSalt", "passwordHash");
}

bool
vd_password_was (VdStore *store, const char *password)
{
  return is_behind (store, password, "oldPasswordSalt", "oldPasswordHash");
}

void
vd_password_keep_old (VdStore *store)
{
  JsonObject *data = vd_store_get (store);

  json_object_set_string_member (data, "oldPasswordSalt",
                                 vd_store_get_string (store, "passwordSalt"));
  json_object_set_string_member (data, "oldPasswordHash",
                                 vd_store_get_string (store, "passwordHash"));
}

void
vd_password_forget (VdStore *store)
{
  json_object_remove_member (vd_store_get (store), "passwordSalt");
  json_object_remove_member (vd_store_get (store), "passwordHash");
  json_object_remove_member (vd_store_get (store), "oldPasswordSalt");
  json_object_remove_member (vd_store_get (store), "oldPasswordHash");
}
