/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where things stand in a row and in a set of buttons: in a narrow window, with
 * large text, and from right to left.
 */

#include "config.h"

#include "app/ds-alert.h"
#include "app/ds-buttons.h"
#include "app/ds-link-button.h"
#include "app/ds-row-wrap.h"
#include "ds-app-test.h"

#define NARROW 300

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), NARROW, 600);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  app_test_settle (300);

  return window;
}

static graphene_rect_t
get_place (GtkWidget *widget)
{
  graphene_rect_t place;

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (gtk_widget_get_root (widget)),
                                            &place));
  return place;
}

static float
get_right (GtkWidget *widget)
{
  graphene_rect_t place = get_place (widget);

  return place.origin.x + place.size.width;
}

/*
 * From right to left
 */

static void
check_buttons (int margin_start)
{
  static const char * const labels[] = { "Look for Updates", "Check Again", "Remove" };
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = adw_wrap_box_new ();
  GtkWidget *buttons[G_N_ELEMENTS (labels)];
  GtkWidget *window;

  gtk_widget_set_margin_start (box, margin_start);
  for (size_t i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      buttons[i] = gtk_button_new_with_label (labels[i]);
      adw_wrap_box_append (ADW_WRAP_BOX (box), buttons[i]);
    }
  gtk_box_append (GTK_BOX (outer), box);
  ds_buttons_let_wrap (box);
  window = show (outer);

  /* More than one line, or nothing is shown by this. */
  g_assert_cmpfloat (get_place (buttons[2]).origin.y, >, get_place (buttons[0]).origin.y);
  g_assert_cmpfloat (get_right (buttons[0]), ==, (float)(NARROW - margin_start));
  g_assert_cmpfloat (get_right (buttons[2]), ==, (float)(NARROW - margin_start));
  /* What does not fit into a line stays in the box all the same. */
  gtk_button_set_label (GTK_BUTTON (buttons[1]), "Look for the newest update of all again and again");
  ds_buttons_let_wrap (box);
  app_test_settle (100);
  g_assert_cmpfloat (get_place (buttons[1]).origin.x, >=, 0);
  g_assert_cmpfloat (get_right (buttons[1]), ==, (float)(NARROW - margin_start));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_each_line_of_buttons_begins_on_the_right (void)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  check_buttons (0);
  check_buttons (28);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/*
 * Rows
 */

static GtkWidget *
new_row (const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static GtkWidget *
new_list (GtkWidget *row)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return list;
}

static GtkWidget *
show_update (GtkWidget **words,
             GtkWidget **button)
{
  static const char sentence[] = "Version 4.0.3 is available. It fixes a security problem.";
  GtkWidget *row = new_row ("Updates", sentence);
  GtkWidget *window;

  *button = gtk_button_new_with_label ("Show Progress");
  gtk_widget_set_valign (*button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), *button);
  ds_row_let_wrap (ADW_ACTION_ROW (row));
  window = show (new_list (row));
  *words = app_test_find (row, GTK_TYPE_LABEL, sentence);

  return window;
}

static void
test_a_button_stands_beside_its_sentence (void)
{
  GtkWidget *words;
  GtkWidget *button;
  GtkWidget *window = show_update (&words, &button);

  g_assert_cmpfloat (get_place (button).origin.x, >=, get_right (words));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Beside it, the sentence would be broken after every letter or two. */
static void
test_a_large_button_goes_below_its_sentence (void)
{
  GtkWidget *words;
  GtkWidget *button;
  GtkWidget *window;
  graphene_rect_t place;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  window = show_update (&words, &button);
  place = get_place (words);
  g_assert_cmpfloat (get_place (button).origin.y, >=, place.origin.y + place.size.height);
  g_assert_cmpfloat (place.size.width, >, 0.7f * NARROW);
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* A picture is drawn there. */
static float
get_middle (GtkWidget *image)
{
  graphene_rect_t place = get_place (image);

  return place.origin.x + place.size.width / 2;
}

static void
check_pictures (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *plain = new_row ("Bought On", "Not known");
  GtkWidget *link = new_row ("Who Says So", "The maker");
  GtkWidget *pencil = gtk_image_new_from_icon_name ("document-edit-symbolic");
  GtkWidget *button = ds_link_button_new ("Open the page");
  GtkWidget *window;

  ds_link_button_set_url (DS_LINK_BUTTON (button), "https://example.com/");
  adw_action_row_add_suffix (ADW_ACTION_ROW (plain), pencil);
  adw_action_row_add_suffix (ADW_ACTION_ROW (link), button);
  gtk_box_append (GTK_BOX (box), new_list (plain));
  gtk_box_append (GTK_BOX (box), new_list (link));
  window = show (box);

  g_assert_cmpfloat (get_middle (app_test_find (button, GTK_TYPE_IMAGE, NULL)), ==,
                     get_middle (pencil));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pictures_stand_below_each_other (void)
{
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();

  gtk_css_provider_load_from_resource (css, "/io/github/doorstep/Doorstep/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  check_pictures ();
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  check_pictures ();
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (css));
}

static float
get_half_height (GtkWidget *widget)
{
  graphene_rect_t place = get_place (widget);

  return place.origin.y + place.size.height / 2;
}

static void
test_a_choice_stands_beside_its_title_in_the_middle (void)
{
  static const char * const choices[] = { "Table (CSV)", NULL };
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (choices);
  GtkWidget *window;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "File");
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  ds_row_let_choice_wrap (ADW_COMBO_ROW (row));
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  /* As wide as in a question. */
  gtk_widget_set_margin_end (list, NARROW - 210);
  window = show (list);
  /* To the pixel: half of an odd height. */
  g_assert_cmpfloat_with_epsilon (get_half_height (app_test_find (row, GTK_TYPE_LABEL, "File")),
                                  get_half_height (row), 1.1f);
  g_assert_cmpfloat_with_epsilon (get_half_height (app_test_find (row, GTK_TYPE_LABEL, "Table (CSV)")),
                                  get_half_height (row), 1.1f);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Its own words, “Erase…”, would be said of each of them. */
static void
test_a_button_is_called_what_it_is_about (void)
{
  GtkWidget *button = gtk_button_new_with_label ("Erase…");
  GtkWidget *window = show (button);

  ds_buttons_set_spoken (button, "Erase “Recordings”");
  app_test_settle (50);
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (button),
                                                    GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Erase “Recordings”");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Its picture and words name it as soon as it is in a window, and would count for more. */
static void
test_a_button_with_a_picture_is_called_what_it_is_about (void)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *window;

  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), "Paste");
  gtk_button_set_child (GTK_BUTTON (button), content);
  ds_buttons_set_spoken (button, "Paste a code");
  window = show (button);
  app_test_settle (50);
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (button),
                                                    GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Paste a code");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* With a long text the keyboard comes to it, to scroll. */
static void
test_the_pane_of_a_question_has_its_name (void)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, "It is far away."));
  GtkWidget *pane;

  g_object_ref_sink (dialog);
  ds_alert_set_heading (dialog, "Go There?");
  pane = app_test_find (adw_dialog_get_child (ADW_DIALOG (dialog)), GTK_TYPE_SCROLLED_WINDOW,
                        NULL);
  g_assert_nonnull (pane);
  gtk_test_accessible_assert_property (pane, GTK_ACCESSIBLE_PROPERTY_LABEL, "Go There?");
  g_object_unref (dialog);
}

int
main (int    argc,
      char **argv)
{
  app_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/looks/each-line-of-buttons-begins-on-the-right",
                   test_each_line_of_buttons_begins_on_the_right);
  g_test_add_func ("/looks/a-button-stands-beside-its-sentence",
                   test_a_button_stands_beside_its_sentence);
  g_test_add_func ("/looks/a-large-button-goes-below-its-sentence",
                   test_a_large_button_goes_below_its_sentence);
  g_test_add_func ("/looks/a-choice-stands-beside-its-title-in-the-middle",
                   test_a_choice_stands_beside_its_title_in_the_middle);
  g_test_add_func ("/looks/pictures-stand-below-each-other",
                   test_pictures_stand_below_each_other);

  g_test_add_func ("/looks/a-button-is-called-what-it-is-about",
                   test_a_button_is_called_what_it_is_about);
  g_test_add_func ("/looks/a-button-with-a-picture-is-called-what-it-is-about",
                   test_a_button_with_a_picture_is_called_what_it_is_about);
  g_test_add_func ("/looks/the-pane-of-a-question-has-its-name",
                   test_the_pane_of_a_question_has_its_name);

  return g_test_run ();
}
