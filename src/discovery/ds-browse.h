/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-avahi.h"
#include "ds-sighting-list.h"

#include <stdbool.h>

G_BEGIN_DECLS

/**
 * DsBrowse:
 *
 * What is asked of one running daemon: a browser for each service type, a resolver
 * for each service they list. Whatever is found goes into slots of a list.
 */
typedef struct _DsBrowse DsBrowse;

/* Something that the getters tell has changed. */
typedef void (*DsBrowseFunc) (gpointer user_data);

DsBrowse   *ds_browse_new         (DsAvahi            *avahi,
                                   const char * const *types,
                                   DsSightingList     *list,
                                   DsBrowseFunc        func,
                                   gpointer            user_data);
void        ds_browse_free        (DsBrowse           *self);
bool        ds_browse_is_started  (DsBrowse           *self);
/* Whether Avahi said that it has told all it knows, and all of it is resolved. */
bool        ds_browse_is_complete (DsBrowse           *self);
/* The D-Bus name of the error that a browser failed with, or NULL. */
const char *ds_browse_get_failure (DsBrowse           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsBrowse, ds_browse_free)

G_END_DECLS
