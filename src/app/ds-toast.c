/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-toast"

#include "config.h"

#include "ds-toast.h"

#include <stdbool.h>

#define MOST_CHARS   50
#define FEWEST_CHARS 14 /* in a line beside a button */
#define SECONDS      8 /* for two sentences that are read for the first time */
#define FRAME        96 /* pixels: margins of the toast, and the button that closes it */
#define SPACING      6

/* As a label counts them, in the bold letters of a toast. */
static int
get_char_width (GtkWidget *overlay)
{
  PangoContext *context = gtk_widget_get_pango_context (overlay);
  PangoFontDescription *font =
    pango_font_description_copy (pango_context_get_font_description (context));
  PangoFontMetrics *metrics;
  int width;

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  metrics = pango_context_get_metrics (context, font, pango_context_get_language (context));
  width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
               pango_font_metrics_get_approximate_digit_width (metrics));
  pango_font_metrics_unref (metrics);
  pango_font_description_free (font);

  return MAX (1, PANGO_PIXELS_CEIL (width));
}

static int
measure_button (const char *label)
{
  GtkWidget *button = g_object_ref_sink (gtk_button_new_with_label (label));
  int width;

  gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  g_object_unref (button);
  return width + SPACING;
}

static GtkWidget *
new_label (const char *text,
           int         chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CLAMP (chars, 1, MOST_CHARS));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");

  return label;
}

static void
clicked_cb (AdwToast *toast)
{
  g_object_ref (toast);
  g_signal_emit_by_name (toast, "button-clicked");
  adw_toast_dismiss (toast);
  g_object_unref (toast);
}

static GtkWidget *
new_button (AdwToast   *toast,
            const char *text)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), toast,
                           G_CONNECT_SWAPPED);
  return button;
}

/**
 * ds_toast_new:
 * @overlay: where it will be shown
 * @text: one translated sentence
 * @button: (nullable): what can be done about it, translated; then “button-clicked” tells
 *
 * A title of libadwaita's own is one line and is cut; what is said here matters to its
 * end. The height of a toast is that of its words in the width they ask for, so they may
 * not ask for more than there is. Where a button would leave them too little, it goes
 * below them.
 *
 * Returns: (transfer full): a toast; a screen reader is not told of it
 */
AdwToast *
ds_toast_new (GtkWidget  *overlay,
              const char *text,
              const char *button)
{
  AdwToast *toast = adw_toast_new ("");
  int width = gtk_widget_get_width (overlay) - FRAME;
  int char_width = get_char_width (overlay);
  int beside = button != NULL ? (width - measure_button (button)) / char_width : 0;
  bool below = button != NULL && width > 0 && beside < FEWEST_CHARS;
  GtkWidget *title;

  if (width <= 0) /* not shown yet */
    title = new_label (text, MOST_CHARS);
  else
    title = new_label (text, button == NULL || below ? width / char_width : beside);
  if (below)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);

      gtk_box_append (GTK_BOX (box), title);
      gtk_box_append (GTK_BOX (box), new_button (toast, button));
      title = box;
    }
  else if (button != NULL)
    {
      adw_toast_set_button_label (toast, button);
    }
  adw_toast_set_custom_title (toast, title);
  adw_toast_set_timeout (toast, SECONDS);

  return toast;
}
