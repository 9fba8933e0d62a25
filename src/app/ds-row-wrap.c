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

  for (GtkWidget *label = gtk_widget_get_first_child (words); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    if (GTK_IS_LABEL (label))
      gtk_label_set_width_chars (GTK_LABEL (label), FEWEST_CHARS);

  gtk_widget_set_margin_top (beside, MARGIN);
  gtk_widget_set_margin_bottom (beside, MARGIN);
  layout = adw_wrap_layout_new ();
  adw_wrap_layout_set_child_spacing (ADW_WRAP_LAYOUT (layout), SPACING);
  adw_wrap_layout_set_align (ADW_WRAP_LAYOUT (layout), 1);
  adw_wrap_layout_set_wrap_policy (ADW_WRAP_LAYOUT (layout), ADW_WRAP_MINIMUM);
  gtk_widget_set_layout_manager (header, layout);
}
