/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-catalogue-update"

#include "config.h"

#include "support/ds-catalogue-update.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* The envelope, and behind the signature's back the manifest, too. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) update = g_bytes_new (data, size);
  DsCatalogueKeys keys = { .n_keys = 1 };
  DsCatalogueManifest manifest;

  if (ds_catalogue_manifest_read (&manifest, (const char *) data, size, NULL))
    {
      g_autofree char *text = ds_catalogue_manifest_write (&manifest);

      g_assert (strlen (text) == size);
    }

  keys.keys[0][0] = 9;
  g_assert (ds_catalogue_update_open (update, &keys, NULL) == NULL);
  return 0;
}
