/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "ds-test-catalogue.h"
#include "ds-test.h"
#include "support/ds-catalogue-format.h"
#include "support/ds-catalogue.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static DsCatalogue *
open_test_catalogue (void)
{
  g_autoptr (GBytes) bytes = ds_test_catalogue_new (7);
  g_autoptr (GError) error = NULL;
  DsCatalogue *catalogue = ds_catalogue_new (bytes, &error);

  g_assert_no_error (error);
  return catalogue;
}

static void
assert_found (DsCatalogue *catalogue,
              DsProductKey key,
              const char *maker,
              const char *model)
{
  g_autoptr (DsProduct) product = ds_catalogue_find (catalogue, &key);

  if (maker == NULL)
    {
      g_assert_null (product);
      return;
    }

  g_assert_nonnull (product);
  g_assert_cmpstr (product->maker, ==, maker);
  g_assert_cmpstr (product->model, ==, model);
}

static void
test_found_by_what_it_announces (void)
{
  g_autoptr (DsCatalogue) catalogue = open_test_catalogue ();

  g_assert_cmpuint (ds_catalogue_get_edition (catalogue), ==, 7);
  g_assert_cmpint (ds_date_compare (ds_catalogue_get_date (catalogue), ds_date_new (2026, 11, 22)), ==, 0);

  assert_found (catalogue, (DsProductKey) { .maker = "Hausgerät", .model = "Lamp 1" }, "Hausgerät", "Lamp 1");
  assert_found (catalogue, (DsProductKey) { .maker = "HAUSGERAT", .model = "lamp-1" }, "Hausgerät", "Lamp 1");
  assert_found (catalogue, (DsProductKey) { .maker = "HG", .model = "hgl1" }, "Hausgerät", "Lamp 1");
  assert_found (catalogue, (DsProductKey) { .maker = "HG", .model = "Music box" }, "Hausgerät", "Mûsic Box");
  assert_found (catalogue, (DsProductKey) { .matter_vendor = 0xfff1, .matter_product = 1 }, "Hausgerät", "Lamp 1");
  assert_found (catalogue, (DsProductKey) { .matter_vendor = 0xfff1, .matter_product = 2 }, "Hausgerät", "Plug");
  assert_found (catalogue, (DsProductKey) { .matter_vendor = 0xfff2, .matter_product = 2 }, "Other", "Bolt");
  assert_found (catalogue, (DsProductKey) { .matter_vendor = 0xfff1, .model = "Plug" }, "Hausgerät", "Plug");
  assert_found (catalogue, (DsProductKey) { .dnssd_type = "_hausgeraet._tcp", .model = "Plug" }, "Hausgerät", "Plug");
}

static void
test_longest_pattern_counts (void)
{
  g_autoptr (DsCatalogue) catalogue = open_test_catalogue ();

  assert_found (catalogue, (DsProductKey) { .homekit_model = "HGL2" }, "Hausgerät", "Lamp 2");
  assert_found (catalogue, (DsProductKey) { .homekit_model = "HGL2,1" }, "Hausgerät", "Lamp 2");
  assert_found (catalogue, (DsProductKey) { .homekit_model = "HGL2M" }, "Hausgerät", "Lamp 2 Mini");
  assert_found (catalogue, (DsProductKey) { .homekit_model = "HGL2M9" }, "Hausgerät", "Lamp 2 Mini");
  assert_found (catalogue, (DsProductKey) { .homekit_model = "HGL2MX" }, "Hausgerät", "Lamp 2 Mini");
  assert_found (catalogue, (DsProductKey) { .homekit_model = "HGL2Z" }, "Hausgerät", "Lamp 2");
  assert_found (catalogue, (DsProductKey) { .homekit_model = "HGZ" }, "Hausgerät", NULL);
  assert_found (catalogue, (DsProductKey) { .homekit_model = "H" }, NULL, NULL);
  assert_found (catalogue, (DsProductKey) { .maker = "HG", .model = "L2 Mini Pro" }, "Hausgerät", "Lamp 2 Mini");
}

static void
test_maker_known_where_model_is_not (void)
{
  g_autoptr (DsCatalogue) catalogue = open_test_catalogue ();

  assert_found (catalogue, (DsProductKey) { .maker = "HG", .model = "Toaster" }, "Hausgerät", NULL);
  assert_found (catalogue, (DsProductKey) { .matter_vendor = 0xfff2, .matter_product = 9 }, "Other", NULL);
  assert_found (catalogue, (DsProductKey) { .dnssd_type = "_hausgeraet._tcp" }, "Hausgerät", NULL);
}

static void
test_nothing_known_of_strangers (void)
{
  g_autoptr (DsCatalogue) catalogue = open_test_catalogue ();
  g_autofree char *long_name = g_strnfill (100000, 'x');

  assert_found (catalogue, (DsProductKey) { NULL }, NULL, NULL);
  assert_found (catalogue, (DsProductKey) { .maker = "", .model = "" }, NULL, NULL);
  assert_found (catalogue, (DsProductKey) { .maker = "*", .model = "*" }, NULL, NULL);
  assert_found (catalogue, (DsProductKey) { .maker = "\xff\xfe", .model = "Lamp 1" }, NULL, NULL);
  assert_found (catalogue, (DsProductKey) { .model = "Lamp 1" }, NULL, NULL);
  assert_found (catalogue, (DsProductKey) { .maker = long_name, .homekit_model = long_name }, NULL, NULL);
  assert_found (catalogue, (DsProductKey) { .matter_vendor = 1, .matter_product = 1 }, NULL, NULL);
}

static DsSupportClaim *
get_only_claim (DsProduct *product)
{
  g_assert_nonnull (product);
  g_assert_cmpuint (product->support->len, ==, 1);
  return g_ptr_array_index (product->support, 0);
}

static DsProduct *
find_model (DsCatalogue *catalogue,
            const char *model)
{
  DsProductKey key = { .maker = "HG", .model = model };

  return ds_catalogue_find (catalogue, &key);
}

static void
test_statements_keep_their_source (void)
{
  g_autoptr (DsCatalogue) catalogue = open_test_catalogue ();
  g_autoptr (DsProduct) product = find_model (catalogue, "Lamp 1");
  DsSupportClaim *claim = get_only_claim (product);

  g_assert_cmpint (claim->rule, ==, DS_SUPPORT_YEARS_FROM_LAUNCH);
  g_assert_cmpuint (claim->months, ==, 60);
  g_assert_true (claim->at_least);
  g_assert_cmpint (ds_date_compare (claim->since, ds_date_new (2024, 2, 29)), ==, 0);
  g_assert_cmpint (claim->source.kind, ==, DS_SOURCE_CATALOGUE);
  g_assert_cmpint (claim->source.reach, ==, DS_REACH_STORED_COPY);
  g_assert_cmpstr (claim->source.publisher, ==, "Hausgerät");
  g_assert_cmpstr (claim->source.url, ==, "https://example.org/support");
  g_assert_cmpint (claim->source.stated_on.month, ==, 2);
  g_assert_cmpint (claim->source.stated_on.day, ==, 0);
  g_assert_true (ds_date_is_set (claim->source.read_on));
  g_assert_false (ds_date_is_set (claim->source.checked_on));
}

static void
test_each_way_to_state_support (void)
{
  g_autoptr (DsCatalogue) catalogue = open_test_catalogue ();
  g_autoptr (DsProduct) until = find_model (catalogue, "Lamp 2");
  g_autoptr (DsProduct) ended = find_model (catalogue, "Lamp 2 Mini");
  g_autoptr (DsProduct) no_date = find_model (catalogue, "Plug");
  g_autoptr (DsProduct) of_maker = find_model (catalogue, "Music Box");

  g_assert_cmpint (get_only_claim (until)->rule, ==, DS_SUPPORT_UNTIL);
  g_assert_cmpint (get_only_claim (until)->date.day, ==, 0);
  g_assert_cmpint (get_only_claim (ended)->rule, ==, DS_SUPPORT_ENDED);
  g_assert_cmpint (get_only_claim (ended)->date.year, ==, 2020);
  g_assert_cmpint (get_only_claim (no_date)->rule, ==, DS_SUPPORT_NO_DATE);
  g_assert_cmpint (get_only_claim (of_maker)->rule, ==, DS_SUPPORT_YEARS_FROM_PURCHASE);
  g_assert_cmpuint (get_only_claim (of_maker)->months, ==, 24);
}

static void
test_steps_in_the_persons_language (void)
{
  g_autoptr (DsCatalogue) catalogue = open_test_catalogue ();
  g_autoptr (DsProduct) product = find_model (catalogue, "Lamp 1");
  DsProductContact *contact = g_ptr_array_index (product->contacts, 0);
  DsProductAccount *account = g_ptr_array_index (product->accounts, 0);
  DsProductGuide *guide = g_ptr_array_index (product->reset, 0);
  DsProductAdvisory *advisory = g_ptr_array_index (product->advisories, 0);

  g_assert_cmpstr (product->endoflife_product, ==, "hausgeraet-lamps");
  g_assert_cmpstr (product->endoflife_release, ==, "1.a");
  g_assert_cmpstr (contact->report, ==, "mailto:help@example.org");
  g_assert_cmpuint (contact->answer_days, ==, 3);
  g_assert_cmpstr (account->url, ==, "https://example.org/account");
  g_assert_cmpstr (account->countries[0], ==, "DE");
  g_assert_cmpstr (account->steps[0], ==, "Anmelden.");
  g_assert_cmpstr (guide->steps[0], ==, "Drücken.");
  g_assert_cmpstr (guide->steps[1], ==, "Wait."); /* there is no German */
  g_assert_cmpint (advisory->kind, ==, DS_ADVISORY_RECALL);
  g_assert_cmpstr (advisory->title, ==, "It gets hot");
  g_assert_cmpint (product->kind, ==, DS_KIND_LAMP);
}

/* The names of what is offered, with commas between. */
static char *
complete (DsCatalogue *catalogue,
          const char *typed,
          unsigned int most)
{
  g_autoptr (GPtrArray) products = ds_catalogue_complete (catalogue, typed, most);
  GString *names = g_string_new (NULL);

  for (unsigned int i = 0; i < products->len; i++)
    {
      DsProduct *product = g_ptr_array_index (products, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", product->model != NULL ? product->model : product->maker);
    }

  return g_string_free_and_steal (names);
}

static void
test_typing_completes (void)
{
  static const struct
  {
    const char *typed;
    unsigned int most;
    const char *offered;
  } cases[] = {
    { "lam", 10, "Lamp 1, Lamp 2, Lamp 2 Mini" },
    { "LÁMP 2", 10, "Lamp 2, Lamp 2 Mini" },
    { "hausgerat lamp 2 m", 10, "Lamp 2 Mini" },
    { "hau", 2, "Hausgerät, Lamp 1" },
    { "Hausgeraet", 10, "" },
    { "mus", 10, "Mûsic Box" },
    { "box", 10, "Mûsic Box" },
    { "mini", 10, "Lamp 2 Mini" },
    { "bolt", 10, "Bolt" },
    { "amp", 10, "" },
    { "zzz", 10, "" },
    { "", 10, "" },
    { "*", 10, "" },
    { "lam", 0, "" },
  };
  g_autoptr (DsCatalogue) catalogue = open_test_catalogue ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *offered = complete (catalogue, cases[i].typed, cases[i].most);

      g_assert_cmpstr (offered, ==, cases[i].offered);
    }
}

/* Asks everything that can be asked. What comes back may be anything. */
static void
ask_everything (DsCatalogue *catalogue)
{
  static const DsProductKey keys[] = {
    { .maker = "Hausgerät", .model = "Lamp 1" },
    { .homekit_model = "HGL2MX" },
    { .matter_vendor = 0xfff1, .matter_product = 1 },
    { .dnssd_type = "_hausgeraet._tcp", .model = "L2 Mini x" },
  };
  g_autoptr (GPtrArray) offered = ds_catalogue_complete (catalogue, "l", 100);

  g_assert_cmpuint (offered->len, <=, 100);
  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (DsProduct) product = ds_catalogue_find (catalogue, &keys[i]);

      if (product != NULL)
        g_assert_nonnull (product->maker);
    }
}

static void
assert_refused (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ds_catalogue_new (bytes, &error));
  g_assert_error (error, DS_ERROR, DS_ERROR_CATALOGUE_DAMAGED);
}

static void
test_truncated (void)
{
  g_autoptr (GBytes) bytes = ds_test_catalogue_new (7);

  for (size_t length = 0; length < g_bytes_get_size (bytes); length += 1)
    {
      g_autoptr (GBytes) part = g_bytes_new (g_bytes_get_data (bytes, NULL), length);

      assert_refused (part);
    }
}

/* A copy with another number somewhere. */
static GBytes *
change (GBytes *bytes,
        size_t place,
        uint32_t number)
{
  uint8_t *data = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  number = GUINT32_TO_LE (number);
  memcpy (data + place, &number, sizeof number);
  return g_bytes_new_take (data, g_bytes_get_size (bytes));
}

static uint32_t
read_number (GBytes *bytes,
             size_t place)
{
  uint32_t number;

  memcpy (&number, (const uint8_t *) g_bytes_get_data (bytes, NULL) + place, sizeof number);
  return GUINT32_FROM_LE (number);
}

static void
test_wrong_header (void)
{
  static const size_t sections[] = { DS_CATALOGUE_AT_PRODUCTS, DS_CATALOGUE_AT_KEYS, DS_CATALOGUE_AT_WORDS,
                                     DS_CATALOGUE_AT_STRINGS, DS_CATALOGUE_AT_RECORDS };
  g_autoptr (GBytes) bytes = ds_test_catalogue_new (7);
  static const struct
  {
    size_t place;
    uint32_t number;
  } wrong[] = {
    { 0, 0x464c457f }, /* another kind of file */
    { DS_CATALOGUE_AT_FORMAT, 2 },
    { DS_CATALOGUE_AT_EDITION, 0 },
    { DS_CATALOGUE_AT_DATE, 20270229 },
    { DS_CATALOGUE_AT_SIZE, 0 },
    { DS_CATALOGUE_AT_SIZE, G_MAXUINT32 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) changed = change (bytes, wrong[i].place, wrong[i].number);

      assert_refused (changed);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autoptr (GBytes) in_header = change (bytes, sections[i], 8);
      g_autoptr (GBytes) behind = change (bytes, sections[i], G_MAXUINT32);
      g_autoptr (GBytes) too_many = change (bytes, sections[i] + 4, G_MAXUINT32 / 8 + 2);

      assert_refused (in_header);
      assert_refused (behind);
      assert_refused (too_many);
    }
}

/* Every number behind the header, each as large, as small and as circular as it can
 * be: nothing is read that is not there, and nothing takes for ever. */
static void
test_every_number_hostile (void)
{
  static const uint32_t numbers[] = { 0, 1, 0x7fffffff, 0x80000000, G_MAXUINT32 - 7, G_MAXUINT32 };
  g_autoptr (GBytes) bytes = ds_test_catalogue_new (7);

  for (size_t place = DS_CATALOGUE_HEADER_SIZE; place + 4 <= g_bytes_get_size (bytes); place += 4)
    {
      for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++)
        {
          g_autoptr (GBytes) changed = change (bytes, place, numbers[i]);
          g_autoptr (DsCatalogue) catalogue = ds_catalogue_new (changed, NULL);

          g_assert_nonnull (catalogue);
          ask_everything (catalogue);
        }
    }
}

static void
test_patterns_in_a_circle (void)
{
  g_autoptr (GBytes) bytes = ds_test_catalogue_new (7);
  uint32_t place = read_number (bytes, DS_CATALOGUE_AT_KEYS);
  uint32_t count = read_number (bytes, DS_CATALOGUE_AT_KEYS + 4);

  for (uint32_t i = 0; i < count; i++)
    {
      for (uint32_t to = i; to < count; to++)
        {
          g_autoptr (GBytes) changed = change (bytes, place + i * DS_CATALOGUE_KEY_SIZE + 8, to);
          g_autoptr (DsCatalogue) catalogue = ds_catalogue_new (changed, NULL);

          ask_everything (catalogue);
        }
    }
}

static void
test_string_without_an_end (void)
{
  g_autoptr (GBytes) bytes = ds_test_catalogue_new (7);
  uint8_t *data = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (DsCatalogue) catalogue = NULL;

  memset (data + read_number (bytes, DS_CATALOGUE_AT_STRINGS), 'l', read_number (bytes, DS_CATALOGUE_AT_STRINGS + 4));
  changed = g_bytes_new_take (data, g_bytes_get_size (bytes));
  catalogue = ds_catalogue_new (changed, NULL);
  g_assert_nonnull (catalogue);
  ask_everything (catalogue);
}

static void
test_files_that_cannot_be_one (void)
{
  g_autofree char *folder = g_dir_make_tmp ("doorstep-catalogue-XXXXXX", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *huge = g_build_filename (folder, "huge", NULL);
  g_autofree char *empty = g_build_filename (folder, "empty", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  const char * const paths[] = { folder, pipe, huge, empty };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_true (g_file_set_contents (huge, "DSCAT", 5, NULL));
  g_assert_cmpint (truncate (huge, (off_t) DS_CATALOGUE_MAX_SIZE + 1), ==, 0);
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ds_catalogue_open (paths[i], &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_CATALOGUE_DAMAGED);
      if (i > 0)
        g_unlink (paths[i]);
    }

  g_assert_null (ds_catalogue_open (missing, NULL));
  g_rmdir (folder);
}

/* A catalogue that was signed may still hold what must not be followed or shown. */
static void
test_texts_are_cleaned (void)
{
  g_autoptr (GBytes) bytes = ds_test_catalogue_new (7);
  size_t size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *copy = g_memdup2 (data, size);
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (DsCatalogue) catalogue = NULL;
  g_autoptr (DsProduct) product = NULL;

  for (size_t i = 0; i + 20 < size; i++)
    {
      if (memcmp (copy + i, "https://example.org/", 20) == 0)
        memcpy (copy + i, "javascript:run(1)///", 20);
      if (memcmp (copy + i, "Press.", 7) == 0)
        memcpy (copy + i, "P\033[2J.", 7);
    }
  changed = g_bytes_new (copy, size);
  catalogue = ds_catalogue_new (changed, NULL);
  product = find_model (catalogue, "Lamp 1");
  g_assert_null (get_only_claim (product)->source.url);
  g_assert_null (product->homepage);
  g_assert_null (((DsProductAccount *) g_ptr_array_index (product->accounts, 0))->url);
  g_assert_null (((DsProductAdvisory *) g_ptr_array_index (product->advisories, 0))->url);
}

/* The one that comes with Doorstep. */
static void
test_own_catalogue (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsCatalogue) catalogue = ds_catalogue_open (g_getenv ("DS_CATALOGUE"), &error);
  g_autoptr (DsProduct) bridge = NULL;
  DsProductKey key = { .homekit_model = "BSB002" };

  g_assert_no_error (error);
  g_assert_cmpuint (ds_catalogue_get_n_products (catalogue), >, 500);
  bridge = ds_catalogue_find (catalogue, &key);
  g_assert_cmpint (get_only_claim (bridge)->rule, ==, DS_SUPPORT_YEARS_FROM_PURCHASE);
  g_assert_cmpuint (bridge->contacts->len, ==, 1);
  g_assert_cmpuint (bridge->accounts->len, ==, 1);
  assert_found (catalogue, (DsProductKey) { .matter_vendor = 0x100b, .matter_product = 2 }, "Signify", "Hue Bridge");
  assert_found (catalogue, (DsProductKey) { .maker = "AVM", .model = "FRITZ!Box 7581" }, "AVM", "FRITZ!Box 7581");
  assert_found (catalogue, (DsProductKey) { .maker = "Arlo", .model = "Q" }, "Arlo", NULL);
}

int
main (int argc,
      char **argv)
{
  g_setenv ("LANGUAGE", "de", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalogue/found-by-what-it-announces", test_found_by_what_it_announces);
  g_test_add_func ("/catalogue/longest-pattern-counts", test_longest_pattern_counts);
  g_test_add_func ("/catalogue/maker-known-where-model-is-not", test_maker_known_where_model_is_not);
  g_test_add_func ("/catalogue/nothing-known-of-strangers", test_nothing_known_of_strangers);
  g_test_add_func ("/catalogue/statements-keep-their-source", test_statements_keep_their_source);
  g_test_add_func ("/catalogue/each-way-to-state-support", test_each_way_to_state_support);
  g_test_add_func ("/catalogue/steps-in-the-persons-language", test_steps_in_the_persons_language);
  g_test_add_func ("/catalogue/typing-completes", test_typing_completes);
  g_test_add_func ("/catalogue/truncated", test_truncated);
  g_test_add_func ("/catalogue/wrong-header", test_wrong_header);
  g_test_add_func ("/catalogue/every-number-hostile", test_every_number_hostile);
  g_test_add_func ("/catalogue/patterns-in-a-circle", test_patterns_in_a_circle);
  g_test_add_func ("/catalogue/string-without-an-end", test_string_without_an_end);
  g_test_add_func ("/catalogue/files-that-cannot-be-one", test_files_that_cannot_be_one);
  g_test_add_func ("/catalogue/texts-are-cleaned", test_texts_are_cleaned);
  g_test_add_func ("/catalogue/own-catalogue", test_own_catalogue);
  return g_test_run ();
}
