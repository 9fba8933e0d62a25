/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GtkShortcutsWindow has no room in a narrow window, and what follows it
 * (AdwShortcutsDialog) is younger than the oldest libadwaita we work with.
 */

#define G_LOG_DOMAIN "ds-shortcuts-dialog"

#include "config.h"

#include "ds-shortcuts-dialog.h"

#include "ds-buttons.h"
#include "ds-row-wrap.h"

#include <glib/gi18n-lib.h>

#define WIDTH 420

typedef struct
{
  const char *title;
  const char *action; /* or NULL */
  const char *key;    /* of what is no action */
} Shortcut;

static const Shortcut devices[] = {
  { NC_("shortcuts", "Search the devices"), "win.search", NULL },
  { NC_("shortcuts", "Add a device by hand"), "win.add-by-hand", NULL },
  { NC_("shortcuts", "Show the timeline"), "win.timeline", NULL },
  { NC_("shortcuts", "Look for devices again"), "win.search-again", NULL },
  { NC_("shortcuts", "Why can’t I see it?"), "win.diagnose", NULL },
};

static const Shortcut general[] = {
  { NC_("shortcuts", "Main menu"), NULL, "F10" },
  { NC_("shortcuts", "Keyboard shortcuts"), "app.shortcuts", NULL },
  { NC_("shortcuts", "Close the window"), "window.close", NULL },
  { NC_("shortcuts", "Quit"), "app.quit", NULL },
};

static char *
dup_key (const char *accelerator)
{
  GdkModifierType modifiers;
  guint key;

  if (!gtk_accelerator_parse (accelerator, &key, &modifiers))
    return g_strdup (accelerator);

  return gtk_accelerator_get_label (key, modifiers);
}

/* As a keyboard of the person's language names them. */
static char *
dup_keys (GtkApplication *application,
          const Shortcut *shortcut)
{
  g_auto (GStrv) accelerators = NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  if (shortcut->action == NULL)
    return dup_key (shortcut->key);

  accelerators = gtk_application_get_accels_for_action (application, shortcut->action);
  for (char **accelerator = accelerators; *accelerator != NULL; accelerator++)
    g_ptr_array_add (keys, dup_key (*accelerator));
  g_ptr_array_add (keys, NULL);
  return g_strjoinv (" / ", (char **)keys->pdata);
}

static GtkWidget *
new_row (const char *title,
         const char *keys)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (keys);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  ds_row_let_wrap (ADW_ACTION_ROW (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  keys, -1);
  return row;
}

static AdwPreferencesGroup *
new_group (GtkApplication *application,
           const char     *title,
           const Shortcut *shortcuts,
           size_t          n_shortcuts)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (size_t i = 0; i < n_shortcuts; i++)
    {
      g_autofree char *keys = dup_keys (application, &shortcuts[i]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 new_row (g_dpgettext2 (GETTEXT_PACKAGE, "shortcuts",
                                                        shortcuts[i].title), keys));
    }
  return ADW_PREFERENCES_GROUP (group);
}

/**
 * ds_shortcuts_dialog_new:
 * @application: which knows the keys
 *
 * Returns: (transfer floating): a dialog with the keys that do something
 */
AdwDialog *
ds_shortcuts_dialog_new (GtkApplication *application)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            new_group (application, C_("shortcuts", "Devices"), devices,
                                       G_N_ELEMENTS (devices)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            new_group (application, C_("shortcuts", "General"), general,
                                       G_N_ELEMENTS (general)));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, WIDTH);
  adw_dialog_set_child (dialog, view);
  ds_buttons_let_wrap (view);

  return dialog;
}
