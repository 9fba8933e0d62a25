/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-error.h"
#include "trust/ds-password.h"

#include "ds-test.h"

#include <string.h>

#define ALPHABET "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"

static DsSecret *
generate (unsigned int min,
          unsigned int max,
          const char *charset)
{
  DsPasswordLimits limits = { min, max, charset };
  g_autoptr (GError) error = NULL;
  DsSecret *password = ds_password_generate (&limits, &error);

  g_assert_no_error (error);
  return password;
}

static void
assert_made_of (DsSecret *password,
                size_t length,
                const char *charset)
{
  const char *text = ds_secret_get_text (password);

  g_assert_cmpuint (strlen (text), ==, length);
  g_assert_cmpuint (strspn (text, charset), ==, length);
}

static void
test_no_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsSecret) password = ds_password_generate (NULL, &error);
  g_autoptr (DsSecret) another = ds_password_generate (NULL, &error);

  g_assert_no_error (error);
  assert_made_of (password, 20, ALPHABET);
  g_assert_false (ds_secret_equal (password, another));
  g_assert_false (ds_password_is_guessable (password, NULL));
}

static void
test_limits (void)
{
  static const struct
  {
    unsigned int min, max;
    const char *charset;
    size_t length;
    const char *letters;
  } rows[] = {
    { 0, 0, NULL, 20, ALPHABET },
    { 8, 128, NULL, 20, ALPHABET },
    { 24, 128, NULL, 24, ALPHABET },
    { 8, 16, DS_PASSWORD_ALPHANUMERIC, 16, ALPHABET },
    { 8, 32, DS_PASSWORD_ALPHANUMERIC, 20, ALPHABET },
    /* hexadecimal: 14 letters, so that 100 bits take 27 of them */
    { 8, 63, "0123456789abcdef", 27, "23456789abcdef" },
    /* digits alone, as many as it takes */
    { 4, 64, "0123456789", 34, "23456789" },
    { 4, 24, "0123456789", 24, "23456789" },
    /* too short for clear letters: look-alikes count, too */
    { 4, 20, "0123456789", 20, "0123456789" },
    { 4, 11, DS_PASSWORD_ALPHANUMERIC, 11, DS_PASSWORD_ALPHANUMERIC },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsSecret) password = generate (rows[i].min, rows[i].max, rows[i].charset);

      assert_made_of (password, rows[i].length, rows[i].letters);
    }
}

static void
test_limits_too_narrow (void)
{
  static const DsPasswordLimits rows[] = {
    { 4, 19, "0123456789" },
    { 0, 9, NULL },
    { 0, 10, DS_PASSWORD_ALPHANUMERIC },
    { 20, 10, NULL },
    { 100, 128, NULL },
    { 8, 64, "" },
    { 8, 64, "a" },
    { 8, 63, "aA" },
    { 8, 64, "\t\n\x7f\xc3\xa4" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ds_password_generate (&rows[i], &error));
      g_assert_error (error, DS_ERROR, DS_ERROR_UNSUPPORTED);
    }
}

/* Pearson's chi-squared over all letters of many passwords. An even choice
 * exceeds the bound once in ten million runs; taking bytes modulo the number of
 * letters, which prefers some of them by a quarter, exceeds it by far. */
static void
assert_even (const char *charset,
             const char *letters,
             double bound)
{
  enum { N = 4000 };
  unsigned int counts[256] = { 0 };
  unsigned int total = 0;
  double expected;
  double chi = 0;

  for (unsigned int i = 0; i < N; i++)
    {
      g_autoptr (DsSecret) password = generate (20, 20, charset);

      for (const char *c = ds_secret_get_text (password); *c != '\0'; c++, total++)
        counts[(uint8_t) *c]++;
    }

  expected = (double) total / (double) strlen (letters);
  for (const char *c = letters; *c != '\0'; c++)
    chi += (counts[(uint8_t) *c] - expected) * (counts[(uint8_t) *c] - expected) / expected;
  g_test_message ("chi-squared %.1f", chi);
  g_assert_cmpfloat (chi, <, bound);
}

static void
test_even_choice (void)
{
  assert_even (NULL, ALPHABET, 125);
  assert_even ("0123456789", "0123456789", 50);
}

/* A letter tells nothing about the next one. */
static void
test_no_pairs (void)
{
  unsigned int same = 0;
  unsigned int total = 0;

  for (unsigned int i = 0; i < 4000; i++)
    {
      g_autoptr (DsSecret) password = generate (20, 20, NULL);
      const char *text = ds_secret_get_text (password);

      for (size_t j = 1; j < 20; j++, total++)
        same += text[j] == text[j - 1];
    }

  /* 76,000 pairs, of which 1 in 56 is the same: 1,357 ± 36.5; six deviations */
  g_assert_cmpuint (total, ==, 76000);
  g_assert_cmpuint (same, >, 1357 - 220);
  g_assert_cmpuint (same, <, 1357 + 220);
}

static const char *const hints[] = {
  "Acme Home", "WiFi Plug 3", "SN-20240917A", "AA:BB:CC:11:22:33", NULL,
};

static void
test_guessable (void)
{
  static const char *const rows[] = {
    "", "a", "12345", "123456", "1234567890", "987654321", "aaaaaaaa", "********", "abcdefgh",
    "admin", "Admin123", "admin!", "PASSWORD", "password1", "Pass-word 2024", "letmein!!",
    "acmehome", "Acme Home 1", "wifi-plug-3", "AcmeHomeWiFiPlug3", "SN-20240917A", "sn20240917a1",
    "20240917", "AABBCC112233", "112233", "bb:cc:11:22", "pass00",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsSecret) password = ds_secret_new_text (rows[i]);

      g_test_message ("%s", rows[i]);
      g_assert_true (ds_password_is_guessable (password, hints));
    }
}

static void
test_not_guessable (void)
{
  static const char *const rows[] = {
    "correct horse battery", "x7Qm2pVa", "!$%/()=?&*+#", "admin-with-a-long-tail", "Schlüsselblümchen",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsSecret) password = ds_secret_new_text (rows[i]);

      g_test_message ("%s", rows[i]);
      g_assert_false (ds_password_is_guessable (password, hints));
    }
}

/* A device that says nothing about itself does not make everything a hint. */
static void
test_empty_hints (void)
{
  static const char *const empty[] = { "", "-", "3", NULL };
  g_autoptr (DsSecret) password = ds_secret_new_text ("x7Qm2pVa");
  g_autoptr (DsSecret) signs = ds_secret_new_text ("!$%/()=?&*+#");

  g_assert_false (ds_password_is_guessable (password, empty));
  g_assert_false (ds_password_is_guessable (signs, empty));
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/password/no-limits", test_no_limits);
  g_test_add_func ("/password/limits", test_limits);
  g_test_add_func ("/password/limits/too-narrow", test_limits_too_narrow);
  g_test_add_func ("/password/even-choice", test_even_choice);
  g_test_add_func ("/password/no-pairs", test_no_pairs);
  g_test_add_func ("/password/guessable", test_guessable);
  g_test_add_func ("/password/not-guessable", test_not_guessable);
  g_test_add_func ("/password/empty-hints", test_empty_hints);
  return g_test_run ();
}
