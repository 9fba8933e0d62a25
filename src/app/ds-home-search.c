/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home-search"

#include "config.h"

#include "ds-home-search.h"

struct _DsHomeSearch
{
  AdwBin parent_instance;

  /* Template Widgets */
  GtkSearchBar   *bar;
  GtkSearchEntry *entry;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsHomeSearch, ds_home_search, ADW_TYPE_BIN)

static void
search_changed_cb (DsHomeSearch *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ds_home_search_class_init (DsHomeSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /* Emitted when another text is searched for. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-home-search.ui");
  gtk_widget_class_bind_template_child (widget_class, DsHomeSearch, bar);
  gtk_widget_class_bind_template_child (widget_class, DsHomeSearch, entry);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
ds_home_search_init (DsHomeSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
}

/**
 * ds_home_search_new:
 *
 * Returns: (transfer floating): a closed search bar
 */
DsHomeSearch *
ds_home_search_new (void)
{
  return g_object_new (DS_TYPE_HOME_SEARCH, NULL);
}

/**
 * ds_home_search_bind_open:
 * @self: a search bar
 * @button: the button that opens and closes it
 *
 * Opens the bar while @button is down, now and from now on, and the other way round.
 */
void
ds_home_search_bind_open (DsHomeSearch    *self,
                          GtkToggleButton *button)
{
  g_return_if_fail (DS_IS_HOME_SEARCH (self));

  g_object_bind_property (button, "active", self->bar, "search-mode-enabled",
                          (G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE));
}

/**
 * ds_home_search_get_text:
 * @self: a search bar
 *
 * Returns: (transfer none): what is searched for
 */
const char *
ds_home_search_get_text (DsHomeSearch *self)
{
  g_return_val_if_fail (DS_IS_HOME_SEARCH (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * ds_home_search_close:
 * @self: a search bar
 *
 * Closes it; nothing is searched for any more.
 */
void
ds_home_search_close (DsHomeSearch *self)
{
  g_return_if_fail (DS_IS_HOME_SEARCH (self));

  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

/**
 * ds_home_search_open:
 * @self: a search bar
 *
 * Opens it and puts the keyboard into it.
 */
void
ds_home_search_open (DsHomeSearch *self)
{
  g_return_if_fail (DS_IS_HOME_SEARCH (self));

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
