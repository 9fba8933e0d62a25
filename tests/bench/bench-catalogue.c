/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "catalogue/ds-maker-file.h"
#include "support/ds-catalogue.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Catalogues of made-up products, of each size in turn: how long it takes to open
 * the file, to find a product by what a device announces, and to complete what is
 * typed. Each look-up is for another product, all over the file. */

#define PRODUCTS_EACH   100 /* of one maker */
#define LARGEST         100000
#define LOOK_UPS        20000
#define TYPED           2000
#define OPENINGS        101
#define ROUNDS          5
#define OPEN_LIMIT_MS   5.0
#define FIND_LIMIT_US   50.0

static bool failed;

static void
report (const char *name,
        double value,
        double limit)
{
  printf ("bench: %s %.4g %.4g\n", name, value, limit);
  failed = failed || value > limit;
}

/* Microseconds of this thread on the processor: what others do on the computer does
 * not count, and nothing here waits. */
static double
read_clock (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e6 + (double) time.tv_nsec / 1e3;
}

/* What the compiled file of a real maker has: a statement, steps in two languages,
 * contacts, and keys of each sort. */
static char *
write_maker (unsigned int maker)
{
  GString *json = g_string_new (NULL);

  g_string_printf (json,
    "{\"maker\":\"Maker %05u\",\"names\":[\"M%05u GmbH\"],\"homepage\":\"https://m%u.example.org/\","
    "\"match\":{\"homekit\":[\"M%05u*\"],\"dnssd\":[\"_m%u._tcp\"]},"
    "\"sources\":{\"page\":{\"publisher\":\"Maker %u\",\"url\":\"https://m%u.example.org/support\","
    "\"reach\":\"direct\",\"stated\":\"2026-01-01\",\"read\":\"2026-11-21\",\"checked\":null}},"
    "\"contacts\":[{\"report\":\"mailto:security@m%u.example.org\",\"source\":\"page\"}],"
    "\"accounts\":[{\"purpose\":\"close\",\"url\":\"https://m%u.example.org/account\","
    "\"steps\":[{\"en\":\"Log in and choose to delete the account.\",\"de\":\"Anmelden und das Löschen wählen.\"}],"
    "\"source\":\"page\"}],\"products\":[",
    maker, maker, maker, maker, maker, maker, maker, maker, maker);
  for (unsigned int i = 0; i < PRODUCTS_EACH; i++)
    g_string_append_printf (json,
      "%s{\"model\":\"Thing %u Series %u\",\"kind\":\"lamp\","
      "\"match\":{\"models\":[\"T%u-%u*\"],\"homekit\":[\"M%05uT%02u*\"]},"
      "\"general_availability\":\"2024-02-29\",\"dates_source\":\"page\","
      "\"support\":[{\"rule\":{\"years\":5,\"from\":\"launch\"},\"at_least\":true,\"source\":\"page\"}],"
      "\"reset\":[{\"steps\":[{\"en\":\"Press the button for ten seconds.\",\"de\":\"Den Knopf zehn Sekunden drücken.\"}],"
      "\"source\":\"page\"}]}",
      i > 0 ? "," : "", i, maker % 7, maker, i, maker, i);
  g_string_append (json, "]}");
  return g_string_free_and_steal (json);
}

static void
write_catalogue (const char *path,
                 unsigned int products)
{
  g_autoptr (DsCatalogueWriter) writer = ds_catalogue_writer_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  for (unsigned int maker = 0; maker < products / PRODUCTS_EACH; maker++)
    {
      g_autofree char *json = write_maker (maker);

      ds_maker_file_add (writer, json, strlen (json), &error);
      g_assert_no_error (error);
    }
  bytes = ds_catalogue_writer_finish (writer, 1, ds_date_new (2026, 11, 22), &error);
  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
get_percentile (GArray *times,
                double share)
{
  g_array_sort (times, compare);
  return g_array_index (times, double, (unsigned int) ((times->len - 1) * share));
}

/* Microseconds: the middle of many. */
static double
measure_open (const char *path)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (unsigned int i = 0; i < OPENINGS; i++)
    {
      double begin = read_clock ();
      g_autoptr (DsCatalogue) catalogue = ds_catalogue_open (path, NULL);
      double time = read_clock () - begin;

      g_assert_nonnull (catalogue);
      g_array_append_val (times, time);
    }

  return get_percentile (times, 0.5);
}

static double
find_one (DsCatalogue *catalogue,
          unsigned int maker,
          unsigned int product,
          bool by_name)
{
  g_autofree char *maker_name = g_strdup_printf ("m%05u gmbh", maker);
  g_autofree char *model = g_strdup_printf ("thing %u series %u", product, maker % 7);
  g_autofree char *homekit = g_strdup_printf ("M%05uT%02u,1", maker, product);
  DsProductKey key = { .homekit_model = homekit };
  g_autoptr (DsProduct) found = NULL;
  double time;

  if (by_name)
    key = (DsProductKey) { .maker = maker_name, .model = model };
  time = read_clock ();
  found = ds_catalogue_find (catalogue, &key);
  time = read_clock () - time;
  g_assert_nonnull (found);
  g_assert_nonnull (found->model);
  return time;
}

/* Microseconds for one look-up, the mean over all. */
static double
measure_find (DsCatalogue *catalogue,
              unsigned int products,
              double *slow)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  double sum = 0;

  for (unsigned int i = 0; i < LOOK_UPS; i++)
    {
      unsigned int number = (unsigned int) g_rand_int_range (random, 0, (gint32) products);
      double time = find_one (catalogue, number / PRODUCTS_EACH, number % PRODUCTS_EACH, i % 2 == 0);

      sum += time;
      g_array_append_val (times, time);
    }

  *slow = get_percentile (times, 0.95);
  return sum / LOOK_UPS;
}

static double
measure_complete (DsCatalogue *catalogue,
                  unsigned int products)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  double sum = 0;

  for (unsigned int i = 0; i < TYPED; i++)
    {
      unsigned int maker = (unsigned int) g_rand_int_range (random, 0, (gint32) (products / PRODUCTS_EACH));
      g_autofree char *typed = g_strdup_printf ("maker %05u thi", maker);
      g_autoptr (GPtrArray) found = NULL;
      double begin = read_clock ();

      found = ds_catalogue_complete (catalogue, typed, 10);
      sum += read_clock () - begin;
      g_assert_cmpuint (found->len, ==, 10);
    }

  return sum / TYPED;
}

int
main (void)
{
  static const unsigned int sizes[] = { 1000, 10000, LARGEST };
  g_autofree char *folder = g_dir_make_tmp ("doorstep-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "catalogue.dscat", NULL);
  g_autoptr (GPtrArray) catalogues = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_catalogue_unref);
  double find[G_N_ELEMENTS (sizes)];
  double slow[G_N_ELEMENTS (sizes)];
  double open = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      write_catalogue (path, sizes[i]);
      slow[i] = 0;
      open = measure_open (path);
      g_ptr_array_add (catalogues, ds_catalogue_open (path, NULL)); /* stays, though the file goes */
      g_unlink (path);
      find[i] = G_MAXDOUBLE;
      printf ("%6u products: open %.1f us, complete %.1f us\n", sizes[i], open,
              measure_complete (g_ptr_array_index (catalogues, i), sizes[i]));
    }
  g_rmdir (folder);

  /* In turns, and the fastest of each: whatever else the computer does takes the
   * caches away and so only adds to it. */
  for (unsigned int round = 0; round < ROUNDS; round++)
    {
      for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          double late;
          double mean = measure_find (g_ptr_array_index (catalogues, i), sizes[i], &late);

          slow[i] = mean < find[i] ? late : slow[i];
          find[i] = MIN (find[i], mean);
        }
    }
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    printf ("%6u products: find %.2f us, 95%% below %.2f us\n", sizes[i], find[i], slow[i]);

  report ("catalogue-open-100000-ms", open / 1000, OPEN_LIMIT_MS);
  report ("catalogue-find-100000-us", find[2], FIND_LIMIT_US);
  report ("catalogue-find-100000-p95-us", slow[2], FIND_LIMIT_US);
  /* From 1,000 to 100,000 products log n grows by 5 / 3. */
  report ("catalogue-find-growth", find[2] / find[0], log (LARGEST) / log (sizes[0]));
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
