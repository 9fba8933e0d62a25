/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asking websites from the window: nobody learns anything before a button is
 * pressed that says who.
 */

#include "config.h"

#include "ds-answers-test.h"
#include "ds-test.h"

typedef struct
{
  AnswersTest *test;
  const char  *text;
} Wanted;

static bool
is_said (gpointer data)
{
  Wanted *wanted = data;

  return app_test_says (wanted->test->app->window, wanted->text);
}

static void
wait_for (AnswersTest *test,
          const char *text)
{
  Wanted wanted = { test, text };

  app_test_wait (is_said, &wanted);
}

static void
assert_says (AnswersTest *test,
             const char *text,
             bool says)
{
  if (app_test_says (test->app->window, text) != says)
    g_error ("“%s” is %s", text, says ? "missing" : "there");
}

static void
test_nobody_is_asked_before_the_press (void)
{
  g_autoptr (AnswersTest) test = answers_test_new ();

  answers_test_open (test);
  assert_says (test, "on.dcl.csa-iot.org is asked, a list that many makers share. It learns the "
                     "internet address of this home and which model it is.", true);
  assert_says (test, "Ask on.dcl.csa-iot.org", true);
  assert_says (test, "Forget This Answer", false);
  app_test_settle (300);
  g_assert_cmpuint (ds_internet_count_visits (test->internet), ==, 0);
}

static void
test_the_answer_stands_on_the_page (void)
{
  g_autoptr (AnswersTest) test = answers_test_new ();
  GtkWidget *dialog = answers_test_open (test);

  answers_test_press (test, "Ask on.dcl.csa-iot.org");
  wait_for (test, "Ask on.dcl.csa-iot.org Again");
  g_assert_cmpuint (ds_internet_count_visits (test->internet), ==, 4);

  /* The ledger knows the maker's website, which is not asked by itself. */
  answers_test_press (test, "Ask example.com");
  wait_for (test, "Ask example.com Again");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  wait_for (test, "psirt@example.com");
  assert_says (test, "1.6", true);
  assert_says (test, "https://example.com/help/lamps", true);
  assert_says (test, "Whom to Tell About a Security Problem", true);
}

static bool
is_in (gpointer dialog)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (dialog));

  return focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_sensitive (focus)
         && !GTK_IS_LIST_BOX (focus) && gtk_widget_is_ancestor (focus, dialog);
}

/* The button cannot be pressed while the website is asked, and Escape must do. */
static void
test_the_keyboard_stays_in_the_dialog (void)
{
  g_autoptr (AnswersTest) test = answers_test_new ();
  GtkWidget *dialog = answers_test_open (test);

  g_assert_true (gtk_widget_grab_focus (app_test_find (dialog, ADW_TYPE_BUTTON_ROW,
                                                       "Ask on.dcl.csa-iot.org")));
  answers_test_press (test, "Ask on.dcl.csa-iot.org");
  app_test_wait (is_in, dialog);
  wait_for (test, "Forget This Answer");
  app_test_wait (is_in, dialog);
}

static void
test_an_answer_can_be_forgotten (void)
{
  g_autoptr (AnswersTest) test = answers_test_new ();
  GtkWidget *dialog = answers_test_open (test);

  answers_test_press (test, "Ask on.dcl.csa-iot.org");
  wait_for (test, "Forget This Answer");
  answers_test_press (test, "Forget This Answer");
  wait_for (test, "Ask on.dcl.csa-iot.org");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  app_test_settle (300);
  assert_says (test, "Newest Device Software", false);
  g_assert_cmpuint (ds_device_get_answers (test->device)->len, ==, 0);
}

static void
test_a_refusal_leaves_everything_as_before (void)
{
  g_autoptr (AnswersTest) test = answers_test_new ();

  answers_test_open (test);
  answers_test_press (test, "Ask on.dcl.csa-iot.org");
  wait_for (test, "Ask on.dcl.csa-iot.org Again");
  ds_internet_put_text (test->internet, "https://on.dcl.csa-iot.org/dcl/model/models/4107/2", "{}");
  answers_test_press (test, "Ask on.dcl.csa-iot.org Again");
  wait_for (test, "What the website answered makes no sense. Nothing was taken from it.");
  wait_for (test, "1.6");
  assert_says (test, "Forget This Answer", true);
}

static void
test_a_label_adds_a_question (void)
{
  g_autoptr (AnswersTest) test = answers_test_new ();
  GtkWidget *label;

  answers_test_open (test);
  label = app_test_find (test->app->window, ADW_TYPE_ENTRY_ROW, "What the QR Code Says");
  gtk_editable_set_text (GTK_EDITABLE (label), "0312");
  g_signal_emit_by_name (label, "apply");
  wait_for (test, "This label does not tell where the maker describes the device.");

  gtk_editable_set_text (GTK_EDITABLE (label), "https://example.com/mud/lamp");
  g_signal_emit_by_name (label, "apply");
  wait_for (test, "Whether the Maker Still Looks After It");
  assert_says (test, "This label does not tell where the maker describes the device.", false);
  g_assert_cmpuint (ds_internet_count_visits (test->internet), ==, 0);
}

/* RFC 9238, section 3; the signs between its parts cannot be typed. */
#define LABEL "[)>\x1e" "06\x1d" "12N" "B000Example\x1f" "M180https://example.com/mud/lamp\x1f\x1e\x04"

static void
copy_codes (AnswersTest *test,
            const char *first,
            const char *second)
{
  g_autoptr (GdkTexture) texture = app_test_draw_codes (first, second);

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (test->app->window)), texture);
}

static void
paste (AnswersTest *test)
{
  GtkWidget *label = app_test_find (test->app->window, GTK_TYPE_LABEL, "Paste");

  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static void
test_a_label_is_read_from_a_picture (void)
{
  g_autoptr (AnswersTest) test = answers_test_new ();
  GtkWidget *label;

  answers_test_open (test);
  label = app_test_find (test->app->window, ADW_TYPE_ENTRY_ROW, "What the QR Code Says");

  /* A setup code is no such label: it is neither kept nor shown. */
  copy_codes (test, "X-HM://00718C331AB1C", NULL);
  paste (test);
  wait_for (test, "This label does not tell where the maker describes the device.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (label)), ==, "");

  /* Two labels are for the person to choose from; beside a setup code it is clear. */
  copy_codes (test, LABEL, "https://example.com/mud/bulb");
  paste (test);
  wait_for (test, "More than one QR code in this picture fits. Use a picture that shows only "
                  "one of them.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (label)), ==, "");

  copy_codes (test, "X-HM://00718C331AB1C", LABEL);
  paste (test);
  wait_for (test, "Whether the Maker Still Looks After It");
  assert_says (test, "This label does not tell where the maker describes the device.", false);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (label)), ==, "https://example.com/mud/lamp");
  g_assert_cmpstr (ds_device_get_label (test->device), ==, "https://example.com/mud/lamp");
  g_assert_cmpuint (ds_internet_count_visits (test->internet), ==, 0);
}

static bool
has_no_label (gpointer data)
{
  AnswersTest *test = data;

  return ds_device_get_label (test->device) == NULL;
}

static void
test_a_label_is_shown_and_taken_back (void)
{
  g_autoptr (AnswersTest) test = answers_test_new ();
  GtkWidget *dialog = answers_test_open (test);
  GtkWidget *label;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (test->app->window)), LABEL);
  paste (test);
  wait_for (test, "Whether the Maker Still Looks After It");
  adw_dialog_force_close (ADW_DIALOG (dialog));

  answers_test_open (test);
  label = app_test_find (test->app->window, ADW_TYPE_ENTRY_ROW, "What the QR Code Says");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (label)), ==, "https://example.com/mud/lamp");
  gtk_editable_set_text (GTK_EDITABLE (label), "");
  g_signal_emit_by_name (label, "apply");
  app_test_wait (has_no_label, test);
}

int
main (int argc,
      char **argv)
{
  app_test_init (&argc, &argv);

  g_test_add_func ("/answers/nobody-asked", test_nobody_is_asked_before_the_press);
  g_test_add_func ("/answers/page", test_the_answer_stands_on_the_page);
  g_test_add_func ("/answers/keyboard", test_the_keyboard_stays_in_the_dialog);
  g_test_add_func ("/answers/forgotten", test_an_answer_can_be_forgotten);
  g_test_add_func ("/answers/refused", test_a_refusal_leaves_everything_as_before);
  g_test_add_func ("/answers/label", test_a_label_adds_a_question);
  g_test_add_func ("/answers/label-picture", test_a_label_is_read_from_a_picture);
  g_test_add_func ("/answers/label-back", test_a_label_is_shown_and_taken_back);

  return g_test_run ();
}
