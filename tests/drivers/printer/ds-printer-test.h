/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-target.h"

#include "ds-tls-server.h"

#include <cups/ipp.h>

G_BEGIN_DECLS

#define DS_PRINTER_TEST_UUID "2dc07730-9a3f-3d7b-6d8e-0c1f3e5a7b91"

/* What a printer in order says of itself. */
ipp_t       *ds_printer_test_answer (void);
GBytes      *ds_printer_test_bytes  (ipp_t           *ipp);

/* A printer that answers every request with these bytes; without a certificate it
 * does not encrypt. */
DsTlsServer *ds_printer_test_serve  (GTlsCertificate *certificate,
                                     GBytes          *answer);
/* Where that printer is to be looked for. */
DsTarget    *ds_printer_test_target (DsTlsServer     *server,
                                     const char      *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ipp_t, ippDelete)

G_END_DECLS
