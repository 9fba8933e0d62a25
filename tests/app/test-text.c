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

/* The least widget that draws words itself. */
#define HOST_TYPE (host_get_type ())
G_DECLARE_FINAL_TYPE (Host, host, HOST, WIDGET, GtkWidget)

struct _Host
{
  GtkWidget parent_instance;

  DsText *text;
};

G_DEFINE_FINAL_TYPE (Host, host, GTK_TYPE_WIDGET)

static void
host_measure (GtkWidget      *widget,
              GtkOrientation  orientation,
              int             for_size,
              int            *minimum,
              int            *natural,
              int            *minimum_baseline,
              int            *natural_baseline)
{
  Host *self = HOST_WIDGET (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    ds_text_get_widths (self->text, minimum, natural);
  else
    *minimum = *natural = ds_text_get_height (self->text, for_size);
}

static GtkSizeRequestMode
host_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
host_snapshot (GtkWidget   *widget,
               GtkSnapshot *snapshot)
{
  ds_text_snapshot (HOST_WIDGET (widget)->text, snapshot, 0, 0, gtk_widget_get_width (widget));
}

static void
host_finalize (GObject *object)
{
  ds_text_free (HOST_WIDGET (object)->text);

  G_OBJECT_CLASS (host_parent_class)->finalize (object);
}

static void
host_class_init (HostClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = host_finalize;
  widget_class->measure = host_measure;
  widget_class->get_request_mode = host_get_request_mode;
  widget_class->snapshot = host_snapshot;
}

static void
host_init (Host *self)
{
}

static GtkWidget *
new_host (const char  *words,
          DsTextLooks  looks)
{
  Host *self = g_object_new (HOST_TYPE, NULL);

  self->text = ds_text_new (GTK_WIDGET (self), looks);
  ds_text_set_text (self->text, words);

  return GTK_WIDGET (self);
}

typedef struct
{
  GtkWidget *window;
  GtkWidget *text;
  GtkWidget *label;
} Pair;

static void
open_pair (Pair        *pair,
           const char  *words,
           DsTextLooks  looks)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  bool wraps = looks & DS_TEXT_WRAPS;

  pair->window = gtk_window_new ();
  pair->text = new_host (words, looks);
  pair->label = gtk_label_new (words);
  if (looks & DS_TEXT_CAPTION)
    gtk_widget_add_css_class (pair->label, "caption");
  if (looks & DS_TEXT_BOLD)
    gtk_widget_add_css_class (pair->label, "heading");
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

  open_pair (&pair, SENTENCE, DS_TEXT_WRAPS);
  assert_same_size (&pair);
  width = measure (pair.text, GTK_ORIENTATION_HORIZONTAL, -1);
  g_assert_cmpint (measure (pair.text, GTK_ORIENTATION_VERTICAL, width / 3), >=,
                   3 * measure (pair.text, GTK_ORIENTATION_VERTICAL, width));
  gtk_window_destroy (GTK_WINDOW (pair.window));
}

/* A list asks once for the height of a row whose words always fit. */
static void
test_only_what_is_long_can_take_more_lines (void)
{
  static const struct
  {
    const char  *words;
    DsTextLooks  looks;
    bool         can_wrap;
  } cases[] = {
    { SENTENCE, DS_TEXT_WRAPS, true },
    { SENTENCE, DS_TEXT_PLAIN, false },
    { "Set up.", DS_TEXT_WRAPS, false },
    { NULL, DS_TEXT_WRAPS, false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *host = g_object_ref_sink (new_host (cases[i].words, cases[i].looks));

      g_assert_cmpint (ds_text_can_wrap (HOST_WIDGET (host)->text), ==, cases[i].can_wrap);
      g_object_unref (host);
    }
}

static void
test_a_line_that_does_not_fit_is_cut (void)
{
  Pair pair;
  int minimum, natural;

  open_pair (&pair, SENTENCE, DS_TEXT_PLAIN);
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

  open_pair (&pair, SENTENCE, DS_TEXT_WRAPS);
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

  open_pair (&pair, SENTENCE, DS_TEXT_WRAPS);
  ds_text_set_text (HOST_WIDGET (pair.text)->text, SENTENCE " " SENTENCE);
  gtk_label_set_text (GTK_LABEL (pair.label), SENTENCE " " SENTENCE);
  app_test_settle (50);
  assert_same_size (&pair);
  g_assert_cmpstr (ds_text_get_text (HOST_WIDGET (pair.text)->text), ==, SENTENCE " " SENTENCE);
  gtk_window_destroy (GTK_WINDOW (pair.window));
}

static GskRenderNode *
draw_node (GtkWidget *widget)
{
  GdkPaintable *paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  g_object_unref (paintable);
  return node;
}

/* What is drawn, from the widget's left edge. */
static graphene_rect_t
draw (GtkWidget *widget)
{
  GskRenderNode *node = draw_node (widget);
  graphene_rect_t bounds;

  gsk_render_node_get_bounds (node, &bounds);
  gsk_render_node_unref (node);
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
        open_pair (&pair, words[i], i == 0 ? DS_TEXT_WRAPS : DS_TEXT_PLAIN);
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
test_looks_are_those_of_the_classes (void)
{
  static const DsTextLooks looks[] = { DS_TEXT_CAPTION | DS_TEXT_WRAPS, DS_TEXT_BOLD };

  for (size_t i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      Pair plain, pair;

      open_pair (&plain, SENTENCE, looks[i] & DS_TEXT_WRAPS);
      open_pair (&pair, SENTENCE, looks[i]);
      assert_same_size (&pair);
      g_assert_cmpint (measure (pair.text, GTK_ORIENTATION_HORIZONTAL, -1), !=,
                       measure (plain.text, GTK_ORIENTATION_HORIZONTAL, -1));
      gtk_window_destroy (GTK_WINDOW (pair.window));
      gtk_window_destroy (GTK_WINDOW (plain.window));
    }
}

/* The font of the first words in @node. */
static PangoFont *
find_font (GskRenderNode *node)
{
  switch ((int)gsk_render_node_get_node_type (node))
    {
    case GSK_TEXT_NODE:
      return gsk_text_node_get_font (node);
    case GSK_TRANSFORM_NODE:
      return find_font (gsk_transform_node_get_child (node));
    case GSK_CLIP_NODE:
      return find_font (gsk_clip_node_get_child (node));
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        {
          PangoFont *font = find_font (gsk_container_node_get_child (node, i));

          if (font != NULL)
            return font;
        }
      return NULL;
    default:
      return NULL;
    }
}

/* The toolkit keeps each font's letters apart, also where sizes differ in the last bit. */
static void
test_a_label_beside_a_list_uses_its_letters (void)
{
  GskRenderNode *text, *label;
  Pair pair;

  open_pair (&pair, SENTENCE, DS_TEXT_CAPTION);
  gtk_widget_remove_css_class (pair.label, "caption");
  ds_text_set_label_looks (GTK_LABEL (pair.label), DS_TEXT_CAPTION);
  app_test_settle (50);
  text = draw_node (pair.text);
  label = draw_node (pair.label);
  g_assert_nonnull (find_font (text));
  g_assert_true (find_font (text) == find_font (label));
  gsk_render_node_unref (label);
  gsk_render_node_unref (text);
  gtk_window_destroy (GTK_WINDOW (pair.window));
}

static void
test_dim_words_are_fainter_and_can_be_seen (void)
{
  Pair plain, dim;
  GdkRGBA full, faint;

  open_pair (&plain, SENTENCE, DS_TEXT_PLAIN);
  open_pair (&dim, SENTENCE, DS_TEXT_DIM);
  full = ds_text_get_color (HOST_WIDGET (plain.text)->text);
  faint = ds_text_get_color (HOST_WIDGET (dim.text)->text);
  g_assert_cmpfloat (faint.alpha, <, full.alpha);
  g_assert_cmpfloat (faint.alpha, >=, full.alpha / 2);
  gtk_window_destroy (GTK_WINDOW (plain.window));
  gtk_window_destroy (GTK_WINDOW (dim.window));
}

static void
test_no_words_take_no_place (void)
{
  Pair pair;

  open_pair (&pair, SENTENCE, DS_TEXT_WRAPS);
  g_assert_cmpint (gtk_widget_get_height (pair.text), >, 0);
  ds_text_set_text (HOST_WIDGET (pair.text)->text, NULL);
  app_test_settle (50);
  g_assert_cmpint (gtk_widget_get_height (pair.text), ==, 0);
  gtk_window_destroy (GTK_WINDOW (pair.window));
}

/* Of hundreds of texts few are laid out at a time; all are as large as before. */
static void
test_a_long_list_keeps_its_sizes (void)
{
  enum { N_TEXTS = 300 };
  GtkWidget *hosts[N_TEXTS];
  int heights[N_TEXTS];
  Pair pair;

  open_pair (&pair, SENTENCE, DS_TEXT_WRAPS);
  for (int i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *words = g_strdup_printf ("%d " SENTENCE, i);

      hosts[i] = new_host (words, DS_TEXT_WRAPS);
      gtk_box_append (GTK_BOX (gtk_widget_get_parent (pair.text)), hosts[i]);
      heights[i] = measure (hosts[i], GTK_ORIENTATION_VERTICAL, 150);
      g_assert_cmpint (heights[i], >, measure (hosts[i], GTK_ORIENTATION_VERTICAL, -1));
    }
  for (int i = 0; i < N_TEXTS; i++)
    g_assert_cmpint (measure (hosts[i], GTK_ORIENTATION_VERTICAL, 150), ==, heights[i]);
  g_assert_cmpfloat (draw (pair.text).size.width, >, 100);
  assert_same_size (&pair);
  gtk_window_destroy (GTK_WINDOW (pair.window));
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/text/a-sentence-is-as-large-as-a-label",
                   test_a_sentence_is_as_large_as_a_label);
  g_test_add_func ("/text/only-what-is-long-can-take-more-lines",
                   test_only_what_is_long_can_take_more_lines);
  g_test_add_func ("/text/a-line-that-does-not-fit-is-cut",
                   test_a_line_that_does_not_fit_is_cut);
  g_test_add_func ("/text/another-size-of-letters-is-followed",
                   test_another_size_of_letters_is_followed);
  g_test_add_func ("/text/other-words-are-measured-anew", test_other_words_are_measured_anew);
  g_test_add_func ("/text/words-begin-where-the-list-begins",
                   test_words_begin_where_the_list_begins);
  g_test_add_func ("/text/looks-are-those-of-the-classes", test_looks_are_those_of_the_classes);
  g_test_add_func ("/text/a-label-beside-a-list-uses-its-letters",
                   test_a_label_beside_a_list_uses_its_letters);
  g_test_add_func ("/text/dim-words-are-fainter-and-can-be-seen",
                   test_dim_words_are_fainter_and_can_be_seen);
  g_test_add_func ("/text/no-words-take-no-place", test_no_words_take_no_place);
  g_test_add_func ("/text/a-long-list-keeps-its-sizes", test_a_long_list_keeps_its_sizes);

  return g_test_run ();
}
