/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "trust/ds-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a device is born with: its id, its serial number and what it needs to
 * check its setup code. The code itself is only on the label. */
typedef struct
{
  char        *id;
  char        *serial;
  GBytes      *salt;
  unsigned int iterations;
  DsSecret    *record; /* w0 and L of RFC 9383 */
} VdFactory;

/* Reads @folder, or furnishes it at the first start. @code: (nullable): what to
 * print on the label instead of digits at random. */
VdFactory *vd_factory_open      (const char  *folder,
                                 const char  *code,
                                 GError     **error);
void       vd_factory_free      (VdFactory   *self);
/* What is printed on the label: 1234-567-8901. */
char      *vd_factory_read_label (const char *folder,
                                  GError    **error);
bool       vd_factory_is_code   (const char  *digits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdFactory, vd_factory_free)

G_END_DECLS
