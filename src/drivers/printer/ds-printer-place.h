/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Where on a printer to ask, and how: as text "ipps:/ipp/print", or "ipp:/ipp/print"
 * for one without encryption; then, behind a blank, its own page as it was announced.
 * That text is what a DsMatch has as its path. */
typedef struct
{
  bool  covered;
  char *path;
  char *page; /* not looked at yet, or NULL */
} DsPrinterPlace;

DsPrinterPlace *ds_printer_place_new     (bool                  covered,
                                          const char           *resource,
                                          const char           *page);
DsPrinterPlace *ds_printer_place_parse   (const char           *text);
void            ds_printer_place_free    (DsPrinterPlace       *self);
char           *ds_printer_place_to_text (const DsPrinterPlace *self);
/* "ipps://192.0.2.7:631/ipp/print" (RFC 7472), without the scope of the address. */
char           *ds_printer_place_to_uri  (const DsPrinterPlace *self,
                                          GInetSocketAddress   *address);

/* The printer's own page for people at the address where it answered. */
char           *ds_printer_page          (const char           *written,
                                          GInetSocketAddress   *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsPrinterPlace, ds_printer_place_free)

G_END_DECLS
