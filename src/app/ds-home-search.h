/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DsHomeSearch:
 *
 * The search bar over the list. Emits "changed" when another text is searched for.
 */
#define DS_TYPE_HOME_SEARCH (ds_home_search_get_type ())
G_DECLARE_FINAL_TYPE (DsHomeSearch, ds_home_search, DS, HOME_SEARCH, AdwBin)

DsHomeSearch *ds_home_search_new       (void);
void          ds_home_search_bind_open (DsHomeSearch    *self,
                                        GtkToggleButton *button);
const char   *ds_home_search_get_text  (DsHomeSearch    *self);
void          ds_home_search_close     (DsHomeSearch    *self);
void          ds_home_search_open      (DsHomeSearch    *self);

G_END_DECLS
