/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a row, beside a GtkLabel of the same looks.
 */

#include "config.h"

#include "app/ds-text.h"
#include "ds-app-test.h"

#define SENTENCE "Already set up by another app or person. Reset it, if it is yours."
#define ARABIC   "مصباح غرفة النوم"

typedef struct
{
  GtkWidget *window;
  GtkWidget *text;
  GtkWidget *label;
} Pair;

static void
open_pair (Pair       *pair,
           const char *words,
           bool        wraps)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  pair->window = gtk_window_new ();
  pair->text = ds_text_new (wraps);
  ds_text_set_text (DS_TEXT (pair->text), words);
  pair->label = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (pair->label), 0);
  gtk_label_set_wrap (GTK_LABEL (pair->label), wraps);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (pair->label), GTK_NATURAL_WRAP_NONE);
  if (!wraps)
    gtk_label_set_ellipsize (GTK_LABEL (pair->label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), pair->text);
  gtk_box_append (GTK_BOX (box), pair->label);
  gtk_window_set_child (GTK_WINDOW (pair->window), box);
  gtk_window_present (GTK_WINDOW (pair->window));
  app_test_settle (50);
}

static int
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size)
{
  int natural;

  gtk_widget_measure (widget, orientation, for_size, NULL, &natural, NULL, NULL);
  return natural;
}

static void
assert_same_size (const Pair *pair)
{
  int width = measure (pair->label, GTK_ORIENTATION_HORIZONTAL, -1);

  g_assert_cmpint (measure (pair->text, GTK_ORIENTATION_HORIZONTAL, -1), ==, width);
  for (int share = 1; share <= 3; share++)
    g_assert_cmpint (measure (pair->text, GTK_ORIENTATION_VERTICAL, width / share), ==,
                     measure (pair->label, GTK_ORIENTATION_VERTICAL, width / share));
}

static void
test_a_sentence_is_as_large_as_a_label (void)
{
  Pair pair;
  int width;

  open_pair (&pair, SENTENCE, true);
  assert_same_size (&pair);
  width = measure (pair.text, GTK_ORIENTATION_HORIZONTAL, -1);
  g_assert_cmpint (measure (pair.text, GTK_ORIENTATION_VERTICAL, width / 3), >=,
                   3 * measure (pair.text, GTK_ORIENTATION_VERTICAL, width));
  gtk_window_destroy (GTK_WINDOW (pair.window));
}

static void
test_a_line_that_does_not_fit_is_cut (void)
{
  Pair pair;
  int minimum, natural;

  open_pair (&pair, SENTENCE, false);
  assert_same_size (&pair);
  gtk_widget_measure (pair.text, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, >, 0);
  g_assert_cmpint (4 * minimum, <, natural);
  gtk_window_destroy (GTK_WINDOW (pair.window));
}

static void
test_another_size_of_letters_is_followed (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  Pair pair;
  int dpi, before;

  open_pair (&pair, SENTENCE, true);
  before = measure (pair.text, GTK_ORIENTATION_HORIZONTAL, -1);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * dpi, NULL);
  app_test_settle (50);
  assert_same_size (&pair);
  g_assert_cmpint (measure (pair.text, GTK_ORIENTATION_HORIZONTAL, -1), >, before * 3 / 2);

  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  gtk_widget_add_css_class (pair.text, "title-1");
  gtk_widget_add_css_class (pair.label, "title-1");
  app_test_settle (50);
  assert_same_size (&pair);
  g_assert_cmpint (measure (pair.text, GTK_ORIENTATION_HORIZONTAL, -1), >, before);
  gtk_window_destroy (GTK_WINDOW (pair.window));
}

static void
test_other_words_are_measured_anew (void)
{
  Pair pair;

  open_pair (&pair, SENTENCE, true);
  ds_text_set_text (DS_TEXT (pair.text), SENTENCE " " SENTENCE);
  gtk_label_set_text (GTK_LABEL (pair.label), SENTENCE " " SENTENCE);
  app_test_settle (50);
  assert_same_size (&pair);
  g_assert_cmpstr (ds_text_get_text (DS_TEXT (pair.text)), ==, SENTENCE " " SENTENCE);
  gtk_window_destroy (GTK_WINDOW (pair.window));
}

/* What is drawn, from the widget's left edge. */
static graphene_rect_t
draw (GtkWidget *widget)
{
  GdkPaintable *paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds;
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_get_bounds (node, &bounds);
  gsk_render_node_unref (node);
  g_object_unref (paintable);
  return bounds;
}

/* Whichever way the words are written, they begin where the words above begin. */
static void
test_words_begin_where_the_list_begins (void)
{
  static const char * const words[] = { SENTENCE, ARABIC };

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    for (int direction = GTK_TEXT_DIR_LTR; direction <= GTK_TEXT_DIR_RTL; direction++)
      {
        graphene_rect_t text, label;
        Pair pair;

        gtk_widget_set_default_direction ((GtkTextDirection)direction);
        open_pair (&pair, words[i], i == 0);
        gtk_window_set_default_size (GTK_WINDOW (pair.window), 600, 100);
        app_test_settle (100);
        g_assert_cmpint (gtk_widget_get_width (pair.text), >=, 600);
        text = draw (pair.text);
        label = draw (pair.label);
        g_assert_cmpfloat_with_epsilon (text.origin.x, label.origin.x, 1);
        g_assert_cmpfloat_with_epsilon (text.size.width, label.size.width, 1);
        gtk_window_destroy (GTK_WINDOW (pair.window));
      }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_a_screen_reader_is_told_the_words (void)
{
  Pair pair;

  open_pair (&pair, SENTENCE, true);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (pair.text), GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (pair.text),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, SENTENCE);
  gtk_window_destroy (GTK_WINDOW (pair.window));
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/text/a-sentence-is-as-large-as-a-label",
                   test_a_sentence_is_as_large_as_a_label);
  g_test_add_func ("/text/a-line-that-does-not-fit-is-cut",
                   test_a_line_that_does_not_fit_is_cut);
  g_test_add_func ("/text/another-size-of-letters-is-followed",
                   test_another_size_of_letters_is_followed);
  g_test_add_func ("/text/other-words-are-measured-anew", test_other_words_are_measured_anew);
  g_test_add_func ("/text/words-begin-where-the-list-begins",
                   test_words_begin_where_the_list_begins);
  g_test_add_func ("/text/a-screen-reader-is-told-the-words",
                   test_a_screen_reader_is_told_the_words);

  return g_test_run ();
}
