/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What sort of thing a device is. */
typedef enum {
  DS_KIND_UNKNOWN,
  DS_KIND_PLUG,
  DS_KIND_LAMP,
  DS_KIND_CAMERA,
  DS_KIND_LOCK,
  DS_KIND_THERMOSTAT,
  DS_KIND_SPEAKER,
  DS_KIND_PRINTER,
  DS_KIND_TELEVISION,
  DS_KIND_ROUTER,
  DS_KIND_HUB,
  DS_KIND_SENSOR,
  DS_KIND_APPLIANCE,
  DS_KIND_CONSOLE,
  DS_KIND_STORAGE,
  DS_KIND_SCANNER,
  DS_KIND_COMPUTER,
} DsKind;

#define DS_TYPE_KIND (ds_kind_get_type ())
GType ds_kind_get_type (void);

const char *ds_kind_get_nick  (DsKind      kind);  /* "plug": for files and JSON */
const char *ds_kind_get_title (DsKind      kind);  /* "Plug": translated */
DsKind      ds_kind_from_nick (const char *nick);

G_END_DECLS
