/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Whether @signature is a detached CMS signature (RFC 5652, SignedData in DER) over
 * exactly @content, by someone whom @anchors lead to.
 * @anchors: (nullable): trusted certificates in PEM, one after the other; NULL for
 *   those of the system. @wanted: (nullable): a Name in DER; nobody else may sign.
 * @signer: who that someone is, as in RFC 4514. */
bool ds_cms_verify (GBytes      *content,
                    GBytes      *signature,
                    const char  *anchors,
                    GBytes      *wanted,
                    char       **signer,
                    GError     **error);

G_END_DECLS
