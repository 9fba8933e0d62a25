/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Where RFC 9116, section 3, puts it, and more than anybody fills. */
#define DS_SECURITY_TXT_PATH      "/.well-known/security.txt"
#define DS_SECURITY_TXT_MAX_BYTES (32 * 1024)

/* Whom a maker wants to be told of a security problem (RFC 9116). */
typedef struct
{
  char    **contacts;   /* best first; mailto:, tel: or https: only; at least one */
  char     *policy;     /* https only, or NULL */
  int64_t   expires_at; /* Unix seconds in UTC; later than when it was read */
} DsSecurityTxt;

DsSecurityTxt *ds_security_txt_parse (GBytes         *document,
                                      const char * const *urls,
                                      int64_t         now,
                                      GError        **error);
void           ds_security_txt_free  (DsSecurityTxt  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsSecurityTxt, ds_security_txt_free)

G_END_DECLS
