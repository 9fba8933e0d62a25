/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-facts.h"

#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* The bytes of the Internet Printing Protocol (RFC 8010), by libcups. Both take
 * what libcups takes, which may read its settings from a file: call them on a thread. */

#define DS_PRINTER_MEDIA_TYPE "application/ipp"

/* Get-Printer-Attributes (RFC 8011, section 4.2.5) for what Doorstep shows. */
GBytes  *ds_printer_write_question (const char     *printer_uri,
                                    GError        **error);
/* What a printer answered; admin_page is as it was written. */
DsFacts *ds_printer_read_answer    (const uint8_t  *bytes,
                                    size_t          length,
                                    GError        **error);

G_END_DECLS
