/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is printed of devices, read back from the PDF, in the language of the
 * environment.
 */

#include "config.h"

#include "app/ds-passport-dialog.h"
#include "app/ds-passport.h"
#include "ds-support-house.h"
#include "ds-test.h"
#include "home/ds-device-private.h"
#include "home/ds-inventory.h"
#include "support/ds-claim-text.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

static char *
dup_flat (const char *text)
{
  g_autoptr (GRegex) blanks = g_regex_new ("[\\s\u00a0]+", 0, 0, NULL);

  return g_regex_replace_literal (blanks, text, -1, 0, " ", 0, NULL);
}

/* A sentence may be on more than one line of the paper, and what is read from paper knows
 * one kind of blank. */
static bool
tells (const char *text,
       const char *words)
{
  g_autofree char *flat = dup_flat (text);
  g_autofree char *wanted = dup_flat (words);

  return strstr (flat, wanted) != NULL;
}

/* The foot of page @number of @count. */
static char *
dup_foot (unsigned int number,
          unsigned int count)
{
  g_autofree char *day = ds_date_dup_text (ds_date_today ());

  return g_strdup_printf (_("Made with Doorstep on %1$s · Page %2$u of %3$u"), day, number, count);
}

static void
ended_cb (AdwDialog  *dialog,
          const char *sentence,
          char      **said)
{
  g_set_str (said, sentence);
}

static bool
has_said (gpointer data)
{
  char **said = data;

  return *said != NULL;
}

/* The sentence that the dialog ends with. */
static char *
save (AdwDialog  *dialog,
      const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  char *said = NULL;
  gulong handler = g_signal_connect (dialog, "ended", G_CALLBACK (ended_cb), &said);

  ds_passport_dialog_write (DS_PASSPORT_DIALOG (dialog), file);
  app_test_wait (has_said, &said);
  g_signal_handler_disconnect (dialog, handler);
  return said;
}

static char *
run (const char * const *command)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return output;
}

static char *
read_pdf (const char *path)
{
  const char * const command[] = { "pdftotext", "-layout", path, "-", NULL };

  return run (command);
}

static unsigned int
count_pages (const char *path)
{
  const char * const command[] = { "pdfinfo", path, NULL };
  g_autofree char *told = run (command);
  const char *pages = strstr (told, "Pages:");

  g_assert_nonnull (pages);
  return (unsigned int) g_ascii_strtoull (pages + strlen ("Pages:"), NULL, 10);
}

/* For looking at it. */
static void
keep (const char *path,
      const char *name)
{
  const char *folder = g_getenv ("DS_PASSPORTS");
  g_autofree char *kept = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autofree char *bytes = NULL;
  size_t length;

  if (kept != NULL && g_file_get_contents (path, &bytes, &length, NULL))
    g_file_set_contents (kept, bytes, (gssize) length, NULL);
}

static AdwDialog *
open_for (AppTest   *test,
          GPtrArray *devices)
{
  AdwDialog *dialog = ds_passport_dialog_new (devices);

  adw_dialog_present (dialog, GTK_WIDGET (test->window));
  app_test_settle (300);
  return dialog;
}

static GPtrArray *
only (DsDevice *device)
{
  GPtrArray *devices = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (devices, g_object_ref (device));
  return devices;
}

static void
switch_on (AdwDialog  *dialog,
           const char *title)
{
  GtkWidget *row = app_test_find (dialog, ADW_TYPE_SWITCH_ROW, title);

  g_assert_nonnull (row);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
}

static void
test_a_page_says_what_how_and_how_long (void)
{
  AppTest *test = support_house_new ();
  DsDevice *device = support_house_find (test, "Kitchen Speaker");
  g_autoptr (GPtrArray) devices = only (device);
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "one.pdf", NULL);
  g_autofree char *said = NULL;
  g_autofree char *text = NULL;
  g_autofree char *until = ds_date_dup_text ((DsDate) { 2030, 5, 8 });
  g_autofree char *bought = ds_date_dup_text ((DsDate) { 2025, 4, 2 });
  g_autofree char *foot = dup_foot (1, 1);
  AdwDialog *dialog;
  GStatBuf info;

  app_test_await (ds_home_rename (test->home, device, "Anna’s Speaker", "Attic"));
  app_test_await (ds_home_set_notes (test->home, device, "From grandmother"));
  dialog = open_for (test, devices);
  said = save (dialog, path);
  g_assert_cmpstr (said, ==, _("The pages were saved."));
  text = read_pdf (path);
  keep (path, "one.pdf");
  g_test_message ("%s", text);

  g_assert_cmpuint (count_pages (path), ==, 1);
  g_assert_true (tells (text, _("What It Is")));
  g_assert_true (tells (text, "Example"));
  g_assert_true (tells (text, _("How It Was Secured")));
  g_assert_true (tells (text, _("How Long It Is Looked After")));
  g_assert_true (tells (text, until));
  g_assert_true (tells (text, "https://speaker.example/updates"));
  g_assert_true (tells (text, bought));
  g_assert_true (tells (text, _("Its Data")));
  g_assert_true (tells (text, foot));

  /* What tells who lives where is not there. */
  g_assert_null (strstr (text, "Anna"));
  g_assert_null (strstr (text, "Attic"));
  g_assert_null (strstr (text, "grandmother"));
  g_assert_null (strstr (text, ds_device_get_id (device)));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0077, ==, 0);

  adw_dialog_force_close (dialog);
  support_house_free (test);
}

static void
test_names_are_told_when_asked_for (void)
{
  AppTest *test = support_house_new ();
  DsDevice *device = support_house_find (test, "Kitchen Speaker");
  g_autoptr (GPtrArray) devices = only (device);
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "named.pdf", NULL);
  g_autofree char *said = NULL;
  g_autofree char *text = NULL;
  AdwDialog *dialog;

  app_test_await (ds_home_rename (test->home, device, "Anna’s Speaker", "Attic"));
  app_test_await (ds_home_set_notes (test->home, device, "From grandmother\nin 2025"));
  dialog = open_for (test, devices);
  switch_on (dialog, _("Names of the Devices"));
  switch_on (dialog, _("Rooms"));
  switch_on (dialog, _("Notes"));
  said = save (dialog, path);
  text = read_pdf (path);
  g_assert_nonnull (strstr (text, "Anna’s Speaker"));
  g_assert_nonnull (strstr (text, "Attic"));
  g_assert_nonnull (strstr (text, "From grandmother"));

  adw_dialog_force_close (dialog);
  support_house_free (test);
}

/* The list of a whole home: each device is there, on pages that say how many. */
static void
test_many_devices_take_several_pages (void)
{
  AppTest *test = support_house_new ();
  g_autofree char *longest = g_strnfill (64, 'W');
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "all.pdf", NULL);
  g_autofree char *said = NULL;
  g_autofree char *text = NULL;
  g_autofree char *foot = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  unsigned int pages;
  AdwDialog *dialog;

  for (int i = 0; i < 12; i++)
    {
      const DsByHand what = { .name = longest, .maker = "Acme", .kind = DS_KIND_APPLIANCE,
                              .model = "A Machine with Quite a Long Name for What It Does" };

      app_test_await (ds_home_add_by_hand (test->home, &what));
    }
  devices = ds_inventory_list (test->home);
  g_assert_cmpuint (devices->len, ==, 19);
  dialog = open_for (test, devices);
  switch_on (dialog, _("Names of the Devices"));
  said = save (dialog, path);
  text = read_pdf (path);
  keep (path, "all.pdf");

  pages = count_pages (path);
  g_assert_cmpuint (pages, >, 4);
  g_assert_cmpuint (pages, <, 20);
  foot = dup_foot (pages, pages);
  g_assert_true (tells (text, foot));
  g_assert_true (tells (text, "Hallway Camera"));
  g_assert_true (tells (text, "Desk Lamp"));
  g_assert_true (tells (text, "A Machine with Quite a Long Name"));

  adw_dialog_force_close (dialog);
  support_house_free (test);
}

static void
test_the_dialog_fits_a_phone (void)
{
  AppTest *test = support_house_new ();
  AdwDialog *dialog;
  int minimum = 0;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.passport", NULL));
  app_test_settle (300);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (test->window));
  g_assert_true (DS_IS_PASSPORT_DIALOG (dialog));
  gtk_widget_measure (GTK_WIDGET (dialog), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
  adw_dialog_force_close (dialog);
  support_house_free (test);
}

static void
test_a_folder_that_is_not_there_is_told (void)
{
  AppTest *test = support_house_new ();
  g_autoptr (GPtrArray) devices = only (support_house_find (test, "Desk Lamp"));
  g_autofree char *folder = ds_test_folder ();
  g_autofree char *path = g_build_filename (folder, "not", "there.pdf", NULL);
  AdwDialog *dialog = open_for (test, devices);
  g_autofree char *said = save (dialog, path);

  g_assert_cmpstr (said, ==, _("The pages could not be saved there. Try another folder."));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  adw_dialog_force_close (dialog);
  support_house_free (test);
}

/* As the catalogue would know it. */
static DsProduct *
new_product (void)
{
  const DsSource source = { .kind = DS_SOURCE_CATALOGUE, .publisher = (char *) "Example",
                            .url = (char *) "https://example.org/help" };
  DsProduct *product = ds_product_new ();
  DsProductContact *contact = g_new0 (DsProductContact, 1);
  DsProductGuide *erase = g_new0 (DsProductGuide, 1);
  DsProductAccount *account = g_new0 (DsProductAccount, 1);
  DsProductAccount *elsewhere = g_new0 (DsProductAccount, 1);

  contact->report = g_strdup ("mailto:security@example.org");
  ds_source_init_copy (&contact->source, &source);
  erase->steps = g_strsplit ("Hold the button.|Wait for the light.", "|", -1);
  ds_source_init_copy (&erase->source, &source);
  account->url = g_strdup ("https://example.org/close");
  ds_source_init_copy (&account->source, &source);
  elsewhere->url = g_strdup ("https://example.org/fermer");
  elsewhere->countries = g_strsplit ("FR", "|", -1);
  ds_source_init_copy (&elsewhere->source, &source);
  g_ptr_array_add (product->contacts, contact);
  g_ptr_array_add (product->erase, erase);
  g_ptr_array_add (product->accounts, account);
  g_ptr_array_add (product->accounts, elsewhere);
  return product;
}

static const char *
find_line (const DsPassport *passport,
           const char       *title)
{
  for (unsigned int i = 0; i < passport->lines->len; i++)
    {
      const DsPassportLine *line = g_ptr_array_index (passport->lines, i);

      if (g_str_equal (line->title, title) && line->text != NULL)
        return line->text;
    }

  return NULL;
}

static void
test_a_page_says_what_the_catalogue_knows_and_from_whom (void)
{
  g_autoptr (AppTest) test = support_house_new ();
  DsDevice *device = support_house_find (test, "Router");
  g_autoptr (DsPassport) before = ds_passport_new (device, 0);
  g_autoptr (DsPassport) passport = NULL;
  g_autoptr (DsProduct) product = new_product ();
  const DsProductContact *contact = g_ptr_array_index (product->contacts, 0);
  g_autofree char *source = ds_source_dup_text (&contact->source);
  g_autofree char *report = g_strconcat ("mailto:security@example.org\n", source,
                                         "\nhttps://example.org/help", NULL);
  g_autofree char *erase = g_strconcat ("1. Hold the button.\n2. Wait for the light.\n", source,
                                        "\nhttps://example.org/help", NULL);
  g_autofree char *account = g_strconcat ("https://example.org/close\n", source,
                                          "\nhttps://example.org/help", NULL);

  g_assert_null (find_line (before, _("Erase the Data on the Device")));
  g_clear_pointer (&device->product, ds_product_unref);
  device->product = g_steal_pointer (&product);
  passport = ds_passport_new (device, 0);
  g_assert_cmpstr (find_line (passport, _("Report Security Problems To")), ==, report);
  g_assert_cmpstr (find_line (passport, _("Erase the Data on the Device")), ==, erase);
  g_assert_cmpstr (find_line (passport, _("Delete the Online Account")), ==, account);
  for (unsigned int i = 0; i < passport->lines->len; i++)
    {
      const DsPassportLine *line = g_ptr_array_index (passport->lines, i);

      g_assert_true (line->text == NULL || strstr (line->text, "fermer") == NULL);
    }
}

int
main (int argc,
      char **argv)
{
  if (setlocale (LC_ALL, "") == NULL)
    {
      g_print ("1..0 # SKIP this computer does not have the locale\n");
      return 0;
    }
  if (g_getenv ("DS_LOCALE_DIR") != NULL)
    bindtextdomain (GETTEXT_PACKAGE, g_getenv ("DS_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  app_test_init (&argc, &argv);
  g_test_add_func ("/passport/a-page-says-what-how-and-how-long",
                   test_a_page_says_what_how_and_how_long);
  g_test_add_func ("/passport/a-page-says-what-the-catalogue-knows-and-from-whom",
                   test_a_page_says_what_the_catalogue_knows_and_from_whom);
  g_test_add_func ("/passport/names-are-told-when-asked-for", test_names_are_told_when_asked_for);
  g_test_add_func ("/passport/many-devices-take-several-pages",
                   test_many_devices_take_several_pages);
  g_test_add_func ("/passport/the-dialog-fits-a-phone", test_the_dialog_fits_a_phone);
  g_test_add_func ("/passport/a-folder-that-is-not-there-is-told",
                   test_a_folder_that_is_not_there_is_told);
  return g_test_run ();
}
