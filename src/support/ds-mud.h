/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

#define DS_MUD_MAX_BYTES (256 * 1024)

/* What a maker's usage description (RFC 8520, with RFC 9472) says of its own support.
 * Strings are owned and cleaned, NULL where not told. */
typedef struct
{
  bool      is_supported;  /* the maker still looks after it; there is no date */
  int64_t   last_update;   /* Unix seconds in UTC: when the maker last changed it */
  char     *maker;
  char     *model;
  char     *title;         /* "systeminfo": what it is, in the maker's words */
  char     *documentation; /* https only */
  char     *contact;       /* for security problems: mailto:, tel: or https: */
  char     *signature;     /* where the signature is; https only */
} DsMud;

DsMud *ds_mud_parse             (GBytes      *document,
                                 const char  *url,
                                 GError     **error);
void   ds_mud_free              (DsMud       *self);

/* Where a device's own usage description is, or NULL. */
char  *ds_mud_url_from_text     (const char  *scanned);
char  *ds_mud_url_from_der      (GBytes      *certificate);
/* Who must have signed it: a Name in DER, in base64; or NULL where anyone may. */
char  *ds_mud_signer_from_der   (GBytes      *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsMud, ds_mud_free)

G_END_DECLS
