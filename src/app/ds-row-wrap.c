/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-row-wrap"

#include "config.h"

#include "ds-row-wrap.h"

/* So many letters of a sentence can be read in a line without trouble. */
#define FEWEST_CHARS 14
#define SPACING      6 /* as libadwaita leaves between the parts of a row */
#define MARGIN       6 /* as above and below its sentence */

static GtkWidget *
find_part (GtkWidget  *header,
           const char *css_class)
{
  GtkWidget *part = gtk_widget_get_first_child (header);

  while (part != NULL && !gtk_widget_has_css_class (part, css_class))
    part = gtk_widget_get_next_sibling (part);
  return part;
}

/* What @words hold takes no less than so many letters a line. */
static void
keep_readable (GtkWidget *words,
               int        n_chars)
{
  for (GtkWidget *label = gtk_widget_get_first_child (words); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    if (GTK_IS_LABEL (label))
      gtk_label_set_width_chars (GTK_LABEL (label), n_chars);
}

/**
 * ds_row_let_wrap:
 * @row: a row with something beside its sentence
 *
 * Lets what stands beside the sentence go below it where the sentence would have to be
 * broken within its words, for large text in a narrow window.
 */
void
ds_row_let_wrap (AdwActionRow *row)
{
  GtkLayoutManager *layout;
  GtkWidget *header;
  GtkWidget *words;
  GtkWidget *beside;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  header = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  words = header != NULL ? find_part (header, "title") : NULL;
  beside = header != NULL ? find_part (header, "suffixes") : NULL;
  if (words == NULL || beside == NULL)
    return;

  keep_readable (words, FEWEST_CHARS);
  /* In the middle of a row that is higher than its words; the row stays as it is. */
  gtk_widget_set_vexpand (words, TRUE);
  gtk_widget_set_vexpand (header, FALSE);
  gtk_widget_set_margin_top (beside, MARGIN);
  gtk_widget_set_margin_bottom (beside, MARGIN);
  layout = adw_wrap_layout_new ();
  adw_wrap_layout_set_child_spacing (ADW_WRAP_LAYOUT (layout), SPACING);
  adw_wrap_layout_set_align (ADW_WRAP_LAYOUT (layout), 1);
  adw_wrap_layout_set_wrap_policy (ADW_WRAP_LAYOUT (layout), ADW_WRAP_MINIMUM);
  gtk_widget_set_layout_manager (header, layout);
}

/* The list that a combo row opens has no name of its own. */
static void
name_lists (GtkWidget  *widget,
            const char *name)
{
  if (GTK_IS_LIST_VIEW (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_lists (child, name);
}

static void
setup_choice_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_list_item_set_child (item, label);
}

static void
bind_choice_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  const char *choice = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));

  gtk_label_set_text (label, choice);
  gtk_label_set_width_chars (label, (int)MIN (g_utf8_strlen (choice, -1), FEWEST_CHARS));
}

/**
 * ds_row_let_choice_wrap:
 * @row: a row with a title and a choice
 *
 * Shows all of what is chosen, which a row cuts off in favour of its title, which can
 * wrap; below the title where it does not fit beside it. The list that it opens looks as
 * ever, and is called like the row.
 */
void
ds_row_let_choice_wrap (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  const char *title;

  g_return_if_fail (ADW_IS_COMBO_ROW (row));

  title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_choice_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_choice_cb), NULL);
  adw_combo_row_set_list_factory (row, adw_combo_row_get_factory (row));
  adw_combo_row_set_factory (row, factory);
  ds_row_let_wrap (ADW_ACTION_ROW (row));
  keep_readable (find_part (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)), "title"),
                 (int)MIN (g_utf8_strlen (title, -1), FEWEST_CHARS));
  name_lists (GTK_WIDGET (row), title);
}
