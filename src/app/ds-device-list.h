/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The sections of the Home list, from the top. */
typedef enum {
  DS_SECTION_ATTENTION,
  DS_SECTION_NEW,
  DS_SECTION_SET_UP,
  DS_SECTION_WATCHED,
  DS_SECTION_TAKEN,
  DS_SECTION_SEEN,
} DsSection;

DsSection   ds_section_of        (DsDevice  *device);
const char *ds_section_get_title (DsSection  section);

/**
 * DsDeviceList:
 *
 * The house's devices as the Home list shows them: in sections, sorted by name,
 * narrowed by a search. A #GtkSectionModel; follows changes of the devices.
 */
#define DS_TYPE_DEVICE_LIST (ds_device_list_get_type ())
G_DECLARE_FINAL_TYPE (DsDeviceList, ds_device_list, DS, DEVICE_LIST, GObject)

DsDeviceList *ds_device_list_new        (GListModel   *devices);
/* The sorted, narrowed model. Borrowed. */
GListModel   *ds_device_list_get_model  (DsDeviceList *self);
void          ds_device_list_set_search (DsDeviceList *self,
                                         const char   *text);
void          ds_device_list_narrow     (DsDeviceList *self,
                                         int           state); /* DsVerdictState, or -1 */
unsigned int  ds_device_list_count      (DsDeviceList *self,
                                         DsSection     section);

G_END_DECLS
