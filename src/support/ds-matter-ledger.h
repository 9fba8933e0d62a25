/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Where everybody may read the ledger in which makers of Matter devices write. */
#define DS_MATTER_LEDGER_URL       "https://on.dcl.csa-iot.org"
#define DS_MATTER_LEDGER_MAX_BYTES (64 * 1024)

/* What the ledger knows of one model. It has no support end and no contact for
 * security problems. Strings are owned and cleaned, NULL where not told. */
typedef struct
{
  char *name;
  char *support_page; /* https only */
  char *product_page; /* https only */
  char *reset_steps;  /* how to reset it, in the maker's words */
} DsMatterModel;

/* One version of a model's software. */
typedef struct
{
  uint32_t  number;
  char     *name;     /* as people know it */
  char     *notes;    /* where its changes are described, https only, or NULL */
  bool      is_valid; /* false where the maker took it back */
} DsMatterVersion;

DsMatterModel   *ds_matter_model_parse    (GBytes           *document,
                                           uint16_t          vendor,
                                           uint16_t          product,
                                           GError          **error);
void             ds_matter_model_free     (DsMatterModel    *self);
/* GArray of uint32_t, highest first. */
GArray          *ds_matter_versions_parse (GBytes           *document,
                                           GError          **error);
DsMatterVersion *ds_matter_version_parse  (GBytes           *document,
                                           uint32_t          number,
                                           GError          **error);
void             ds_matter_version_free   (DsMatterVersion  *self);
/* The website of a maker, or NULL without @error where it has none. */
char            *ds_matter_vendor_parse   (GBytes           *document,
                                           uint16_t          vendor,
                                           GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsMatterModel, ds_matter_model_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsMatterVersion, ds_matter_version_free)

G_END_DECLS
