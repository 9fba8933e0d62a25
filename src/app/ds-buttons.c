/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-buttons"

#include "config.h"

#include "ds-buttons.h"

#include "ds-lines-layout.h"

#include <adwaita.h>

static void
let_wrap (GtkLabel *label)
{
  gtk_label_set_single_line_mode (label, FALSE);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  /* In one line where there is room, and not in two of the same length. */
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
}

/* A row that is a button, the heading of a group and the title of a dialog keep their label
 * to themselves. */
static GtkWidget *
find_label (GtkWidget  *widget,
            const char *css_class)
{
  GtkWidget *label = NULL;

  if (GTK_IS_LABEL (widget)
      && (css_class == NULL || gtk_widget_has_css_class (widget, css_class)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && label == NULL;
       child = gtk_widget_get_next_sibling (child))
    label = find_label (child, css_class);

  return label;
}

static GtkWidget *
find_words (GtkWidget *widget)
{
  GtkWidget *child = GTK_IS_BUTTON (widget) ? gtk_button_get_child (GTK_BUTTON (widget)) : NULL;

  if (GTK_IS_LABEL (child) || ADW_IS_BUTTON_CONTENT (child))
    return find_label (child, NULL);
  if (ADW_IS_BUTTON_ROW (widget))
    return find_label (widget, "title");
  if (ADW_IS_HEADER_BAR (widget))
    return find_label (widget, "title");
  if (ADW_IS_PREFERENCES_GROUP (widget))
    return find_label (gtk_widget_get_first_child (widget), "heading");

  return NULL;
}

/* From right to left, AdwWrapBox puts beside itself what is wider than a line. Where it
 * stretches nothing, a layout of our own does the same without that. Else it fills its
 * lines as from left to right, with the last of a line first. */
static void
mend_direction (AdwWrapBox *box)
{
  GtkWidget *widget = GTK_WIDGET (box);

  if (gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL
      || !ADW_IS_WRAP_LAYOUT (gtk_widget_get_layout_manager (widget)))
    return;

  if (adw_wrap_box_get_justify (box) == ADW_JUSTIFY_NONE)
    {
      gtk_widget_set_layout_manager (widget,
                                     ds_lines_layout_new (adw_wrap_box_get_child_spacing (box),
                                                          adw_wrap_box_get_line_spacing (box),
                                                          adw_wrap_box_get_align (box)));
      return;
    }

  gtk_widget_set_direction (widget, GTK_TEXT_DIR_LTR);
  adw_wrap_box_set_pack_direction (box, ADW_PACK_END_TO_START);
  /* Still on the right where all of it fits into a line. */
  if (gtk_widget_get_halign (widget) == GTK_ALIGN_FILL)
    gtk_widget_set_halign (widget, GTK_ALIGN_END);
}

/**
 * ds_buttons_let_wrap:
 * @root: what holds buttons, rows that are buttons, groups with headings, and the bar with the
 *   title of a dialog
 *
 * Lets words that do not fit go on in another line, for large text in a narrow window.
 * What an end in dots leaves out may be what the button is about.
 */
void
ds_buttons_let_wrap (GtkWidget *root)
{
  GtkWidget *words;

  g_return_if_fail (GTK_IS_WIDGET (root));

  words = find_words (root);
  if (words != NULL)
    let_wrap (GTK_LABEL (words));
  /* A row gives its sentence all the width that a button can do without. */
  if (words != NULL && gtk_widget_get_ancestor (root, ADW_TYPE_ACTION_ROW) != NULL)
    gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD);
  if (words != NULL && !ADW_IS_PREFERENCES_GROUP (root))
    gtk_label_set_justify (GTK_LABEL (words), GTK_JUSTIFY_CENTER);
  if (ADW_IS_WRAP_BOX (root))
    mend_direction (ADW_WRAP_BOX (root));

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    ds_buttons_let_wrap (child);
}

/* It would count for more than what is spoken. */
static void
forget_label (GtkWidget *button)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/**
 * ds_buttons_set_spoken:
 * @button: a button with a label
 * @words: what a screen reader says of it: the same, and what it is about
 *
 * For a button that says too little away from what stands beside it.
 */
void
ds_buttons_set_spoken (GtkWidget  *button,
                       const char *words)
{
  g_return_if_fail (GTK_IS_BUTTON (button));

  forget_label (button);
  /* AdwButtonContent names its button anew when both come into a window. */
  g_signal_handlers_disconnect_by_func (button, forget_label, NULL);
  g_signal_connect (button, "map", G_CALLBACK (forget_label), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}
