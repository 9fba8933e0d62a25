/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day as a person types it, in their language and their country.
 */

#include "config.h"

#include "app/ds-date-row.h"
#include "ds-app-test.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

typedef struct
{
  DsDateRow *row;
  GtkLabel  *hint;
} Fixture;

static bool
begin (Fixture    *fixture,
       const char *locale)
{
  if (setlocale (LC_TIME, locale) == NULL)
    {
      g_test_skip ("this computer does not have the locale");
      return false;
    }

  fixture->row = g_object_ref_sink (DS_DATE_ROW (ds_date_row_new ("Bought On")));
  fixture->hint = GTK_LABEL (ds_date_row_get_hint (fixture->row));
  return true;
}

static void
end (Fixture *fixture)
{
  g_clear_object (&fixture->row);
  setlocale (LC_TIME, "");
}

static void
type (Fixture    *fixture,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->row), text);
}

static void
assert_read (Fixture    *fixture,
             const char *iso)
{
  g_autofree char *read = NULL;
  g_autofree char *said = NULL;
  DsDate date;

  g_assert_true (ds_date_row_get_date (fixture->row, &date));
  read = ds_date_to_iso (date);
  said = ds_date_dup_text (date);
  g_assert_cmpstr (read, ==, iso);
  g_assert_cmpstr (gtk_label_get_text (fixture->hint), ==, said);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->row), "error"));
}

static void
assert_refused (Fixture    *fixture,
                const char *said)
{
  DsDate date;

  g_assert_false (ds_date_row_get_date (fixture->row, &date));
  g_assert_cmpstr (gtk_label_get_text (fixture->hint), ==, said);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->row), "error"));
}

static void
test_a_german_day_is_typed_in_german (void)
{
  Fixture fixture;

  if (!begin (&fixture, "de_DE.UTF-8"))
    return;
  g_assert_cmpstr (gtk_label_get_text (fixture.hint), ==,
                   "So wird ein Tag geschrieben: 22.11.2026.");
  type (&fixture, "3.5.2026");
  assert_read (&fixture, "2026-05-03");
  g_assert_cmpstr (gtk_label_get_text (fixture.hint), ==, "3.\u00a0Mai 2026");
  type (&fixture, " 2026-05-03 ");
  assert_read (&fixture, "2026-05-03");
  type (&fixture, "2026-05");
  assert_read (&fixture, "2026-05");
  type (&fixture, "5/3/2026");
  assert_refused (&fixture, "Das ist kein Tag. So wird ein Tag geschrieben: 22.11.2026.");
  type (&fixture, "31.4.2026");
  assert_refused (&fixture, "Das ist kein Tag. So wird ein Tag geschrieben: 22.11.2026.");
  ds_date_row_set_date (fixture.row, ds_date_new (2030, 5, 31));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture.row)), ==, "31.05.2030");
  ds_date_row_set_date (fixture.row, ds_date_new (2030, 5, 0));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture.row)), ==, "2030-05");
  end (&fixture);
}

static void
test_the_same_numbers_are_another_day_elsewhere (void)
{
  Fixture fixture;

  if (!begin (&fixture, "en_US.UTF-8"))
    return;
  type (&fixture, "5/3/2026");
  assert_read (&fixture, "2026-05-03");
  type (&fixture, "22/11/2026");
  assert_refused (&fixture, "Das ist kein Tag. So wird ein Tag geschrieben: 11/22/2026.");
  end (&fixture);

  if (!begin (&fixture, "he_IL.UTF-8"))
    return;
  type (&fixture, "5/3/2026");
  assert_read (&fixture, "2026-03-05");
  end (&fixture);
}

int
main (int    argc,
      char **argv)
{
  if (setlocale (LC_ALL, "") == NULL)
    {
      g_print ("1..0 # SKIP this computer does not have the locale\n");
      return 0;
    }
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("DS_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  app_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/days/a-german-day-is-typed-in-german", test_a_german_day_is_typed_in_german);
  g_test_add_func ("/days/the-same-numbers-are-another-day-elsewhere",
                   test_the_same_numbers_are_another_day_elsewhere);

  return g_test_run ();
}
