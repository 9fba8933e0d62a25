/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-date.h"
#include "trust/ds-crypto.h"

G_BEGIN_DECLS

#define DS_CATALOGUE_SHA256_SIZE   32
#define DS_CATALOGUE_MAX_MANIFEST  1024
#define DS_CATALOGUE_MAX_SIGNATURE 1024
#define DS_CATALOGUE_MAX_KEYS      16

/* What is signed of a catalogue that is given out: docs/catalogue.md. */
typedef struct
{
  uint32_t edition;
  DsDate   date;
  uint64_t size;
  uint8_t  sha256[DS_CATALOGUE_SHA256_SIZE];
} DsCatalogueManifest;

/* The keys of who may give a catalogue out. */
typedef struct
{
  uint8_t      keys[DS_CATALOGUE_MAX_KEYS][DS_ED25519_KEY_SIZE];
  unsigned int n_keys;
} DsCatalogueKeys;

bool  ds_catalogue_manifest_init      (DsCatalogueManifest    *self,
                                       GBytes                 *catalogue,
                                       GError                **error);
char *ds_catalogue_manifest_write     (const DsCatalogueManifest *self);
bool  ds_catalogue_manifest_read      (DsCatalogueManifest    *self,
                                       const char             *text,
                                       size_t                  length,
                                       GError                **error);

/* Whether one of the keys has signed, one signature a line. */
bool  ds_catalogue_manifest_is_signed (const char             *manifest,
                                       size_t                  length,
                                       const char             *signatures,
                                       size_t                  signatures_length,
                                       const DsCatalogueKeys  *keys);
char *ds_catalogue_signature_write    (const uint8_t           signature[DS_ED25519_SIGNATURE_SIZE]);

void  ds_catalogue_keys_load          (DsCatalogueKeys        *self,
                                       const char * const     *folders);

/* Lower-case hexadecimal, and nothing else. */
char *ds_catalogue_write_hex          (const uint8_t          *bytes,
                                       size_t                  n);
bool  ds_catalogue_read_hex           (const char             *text,
                                       size_t                  length,
                                       uint8_t                *bytes,
                                       size_t                  n);

G_END_DECLS
