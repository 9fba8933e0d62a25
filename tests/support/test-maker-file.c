/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "catalogue/ds-maker-file.h"
#include "catalogue/ds-matter-table.h"
#include "ds-test-catalogue.h"

#include <string.h>

/* The maker of the tests with a piece replaced. */
static void
assert_refused (const char *piece,
                const char *by,
                const char *why)
{
  g_autoptr (DsCatalogueWriter) writer = ds_catalogue_writer_new ();
  g_autoptr (GString) text = g_string_new (ds_test_maker);
  g_autoptr (GError) error = NULL;

  if (piece != NULL)
    g_assert_cmpuint (g_string_replace (text, piece, by, 1), ==, 1);
  g_string_replace (text, "'", "\"", 0);
  g_assert_false (ds_maker_file_add (writer, text->str, text->len, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, why) == NULL)
    g_error ("“%s” where “%s” was expected", error->message, why);
}

static void
test_slips_of_an_editor (void)
{
  static const struct
  {
    const char *piece;
    const char *by;
    const char *why;
  } slips[] = {
    { "'2024-02-29'", "'2023-02-29'", "there is no day" },
    { "'2030-05'", "'for ever'", "there is no day" },
    { "'2030-05'", "''", "there is no day" },
    { "'support': ['new']", "'support': ['old']", "no such policy" },
    { "'end_of_security_support': 'tba', 'source': 'page'", "'end_of_security_support': 'tba', 'source': 'none'",
      "there is no source" },
    { "'reach': 'stored-copy'", "'reach': 'hearsay'", "not reached in any known way" },
    { "'from': 'launch'", "'from': 'birth'", "no known day" },
    { "'model': 'Lamp 2', ", "'model': 'LAMP-1', ", "leads to two products" },
    { "'HGL2M9'", "'HGL2*'", "leads to two products" },
    { "'0xFFF1:0x0001'", "'0xFFF1'", "no pair" },
    { "'0xFFF1:0x0001'", "'0xFFF1:0xFFFFF'", "no number" },
    { "'names': ['HG']", "'names': ['?!']", "without a letter" },
    { "'kind': 'plug'", "'kind': 3", "kind" },
    { "'at_least': true", "'at_least': 'yes'", "at_least" },
    { "] }", "]", "" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (slips); i++)
    assert_refused (slips[i].piece, slips[i].by, slips[i].why);
}

static void
test_same_files_same_bytes (void)
{
  g_autoptr (GBytes) one = ds_test_catalogue_new (3);
  g_autoptr (GBytes) other = ds_test_catalogue_new (3);

  g_assert_true (g_bytes_equal (one, other));
}

static void
test_tables_that_do_not_fit (void)
{
  static const char * const tables[] = {
    "0xFFF1\t0x0001\t256\n",            /* too few */
    "0xFFF1\t0x0001\t256\tA\tB\n",      /* too many */
    "FFF1\t0x0001\t256\tA\n",           /* not a number of Matter’s */
    "0xFFF9\t0x0001\t256\tA\n",         /* no such vendor */
    "0xFFF1\t0x0001\t256\t!\n",         /* no name */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (DsCatalogueWriter) writer = ds_catalogue_writer_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (ds_matter_table_add_vendors (writer, "0xFFF1\tHG\t\n", NULL));
      g_assert_false (ds_matter_table_add_models (writer, tables[i], &error));
      g_assert_true (g_str_has_prefix (error->message, "line 1: "));
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/maker-file/slips-of-an-editor", test_slips_of_an_editor);
  g_test_add_func ("/maker-file/same-files-same-bytes", test_same_files_same_bytes);
  g_test_add_func ("/maker-file/tables-that-do-not-fit", test_tables_that_do_not_fit);
  return g_test_run ();
}
