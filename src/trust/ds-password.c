/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-password"

#include "config.h"

#include "ds-password.h"

#include "core/ds-error.h"
#include "ds-crypto.h"

#include <string.h>

/* Without 0 O o, 1 l I: a password is sometimes read from a screen and typed
 * with a remote control. 56 characters: 20 of them have 116 bits. */
static const char clear_letters[] =
  "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

#define LENGTH       20
#define MAX_LENGTH   64
#define WANTED       0x1p100 /* so many passwords to choose from, if it can be */
#define ACCEPTED     0x1p64  /* so many at the least */

/* Shorter ones fall to trying them all. */
#define MIN_LENGTH   6
/* What people put before or behind a word to make it a password. */
#define MAX_TRIMMING 4
/* A shorter piece of a name is no hint. */
#define MIN_PIECE    3

/* What devices come with, and what people take first; lower case, letters and
 * digits alone. */
static const char *const common_words[] = {
  "0000", "1111", "1234", "12345", "123456", "1234567", "12345678", "123456789",
  "1234567890", "54321", "654321", "87654321", "987654321", "888888", "666666", "admin",
  "administrator", "anonymous", "camera", "changeme", "cisco", "default", "dlink", "dreambox",
  "guest", "hikvision", "home", "ipcam", "iloveyou", "juantech", "klv123", "klv1234", "letmein",
  "login", "master", "meinsm", "netgear", "network", "operator", "owner", "pass", "passw0rd",
  "password", "passwort", "private", "public", "qwerty", "qwertz", "azerty", "realtek", "root",
  "router", "secret", "security", "service", "setup", "smcadmin", "superuser", "supervisor",
  "support", "system", "tech", "telnet", "test", "ubnt", "user", "vizxv", "welcome", "wlan",
  "xc3511", "xmhdipc", "zlxx", "zyxel", "abc123", "asdfgh", "jvbzd", "anko", "hi3518", "ikwb",
  "7ujmko0admin", "7ujmko0vizxv",
};

/* The characters that may be used, each of them once. */
static GString *
allowed_letters (const char *charset,
                 bool clear_only)
{
  GString *letters = g_string_new (NULL);

  for (char letter = '!'; letter <= '~'; letter++)
    {
      if (charset != NULL && strchr (charset, letter) == NULL)
        continue;
      if (!clear_only || strchr (clear_letters, letter) != NULL)
        g_string_append_c (letters, letter);
    }

  return letters;
}

static double
count_passwords (size_t n_letters,
                 unsigned int length)
{
  double count = 1;

  for (unsigned int i = 0; i < length; i++)
    count *= (double) n_letters;

  return count;
}

/* How long to make it: 20, or what the limits and too few letters ask for.
 * 0 if it would be too easy to guess then. */
static unsigned int
choose_length (size_t n_letters,
               unsigned int min,
               unsigned int max)
{
  unsigned int length;

  length = CLAMP (LENGTH, min, max);
  while (length < max && count_passwords (n_letters, length) < WANTED)
    length++;

  return count_passwords (n_letters, length) >= ACCEPTED ? length : 0;
}

/* Draws until a byte falls below the largest multiple of the number of letters,
 * so that each letter is as likely as any other. */
static DsSecret *
draw (const GString *letters,
      unsigned int length)
{
  DsSecret *password = ds_secret_new (NULL, length);
  char *out = (char *) ds_secret_get_data (password, NULL);
  unsigned int limit = 256 - 256 % (unsigned int) letters->len;
  uint8_t byte;

  for (unsigned int i = 0; i < length; )
    {
      if (!ds_crypto_random (&byte, 1))
        g_error ("The computer gives no random numbers");
      if (byte < limit)
        out[i++] = letters->str[byte % letters->len];
    }

  ds_crypto_wipe (&byte, 1);
  return password;
}

/**
 * ds_password_generate:
 * @limits: (nullable): what the device takes
 * @error: where to put an error
 *
 * Makes a password: 20 characters that cannot be taken for one another, which is
 * 116 bits. Where the device allows few characters it gets longer, until it has
 * 100 bits or its longest; where it must be short, characters that look alike are
 * used, too. Below 64 bits there is no password: such a device can be opened by
 * trying.
 *
 * Returns: (transfer full) (nullable): a password, or %NULL with
 *   %DS_ERROR_UNSUPPORTED
 */
DsSecret *
ds_password_generate (const DsPasswordLimits *limits,
                      GError **error)
{
  unsigned int min = limits != NULL ? limits->min : 0;
  unsigned int max = limits != NULL && limits->max != 0 ? MIN (limits->max, MAX_LENGTH) : MAX_LENGTH;

  for (int clear_only = 1; min <= max && clear_only >= 0; clear_only--)
    {
      g_autoptr (GString) letters = allowed_letters (limits != NULL ? limits->charset : NULL,
                                                     clear_only);
      unsigned int length = letters->len > 1 ? choose_length (letters->len, min, max) : 0;

      if (length > 0)
        return draw (letters, length);
    }

  g_set_error_literal (error, DS_ERROR, DS_ERROR_UNSUPPORTED,
                       "The device takes only passwords that can be guessed");
  return NULL;
}

/* Lower case, without ASCII's signs: "AA:BB-1" is "aabb1". Wipe what it gives. */
static char *
simplify (const char *text)
{
  char *simple = g_malloc0 (strlen (text) + 1);
  size_t n = 0;

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isalnum (*text) || (uint8_t) *text >= 0x80)
        simple[n++] = g_ascii_tolower (*text);
    }

  return simple;
}

/* "1111", "abcd", "9876": every step is the same and at most one. */
static bool
is_row (const char *text)
{
  int step;

  if (text[0] == '\0')
    return false;

  step = text[1] - text[0];
  if (step < -1 || step > 1)
    return false;
  for (size_t i = 1; text[i] != '\0'; i++)
    {
      if (text[i] - text[i - 1] != step)
        return false;
    }

  return true;
}

/* Whether @word is all that there is, but for a few characters. */
static bool
is_mostly (const char *simple,
           const char *word)
{
  size_t length = strlen (word);

  return length > 0 && strstr (simple, word) != NULL &&
         strlen (simple) <= length + MAX_TRIMMING;
}

/* A name as it is, a piece of it such as the end of a hardware address, or with
 * a few characters around it. */
static bool
follows_from (const char *simple,
              const char *hint)
{
  g_autofree char *word = simplify (hint);

  return (strlen (word) >= MIN_PIECE && is_mostly (simple, word)) ||
         (strlen (simple) >= MIN_PIECE && strstr (word, simple) != NULL);
}

/* One name, or two in a row, such as maker and model. */
static bool
follows_from_any (const char *simple,
                  const char *const *hints)
{
  for (size_t i = 0; hints[i] != NULL; i++)
    {
      if (follows_from (simple, hints[i]))
        return true;

      for (size_t j = 0; hints[j] != NULL; j++)
        {
          g_autofree char *both = g_strconcat (hints[i], hints[j], NULL);

          if (follows_from (simple, both))
            return true;
        }
    }

  return false;
}

static bool
is_guessable (const char *whole,
              const char *simple,
              const char *const *hints)
{
  if (strlen (whole) < MIN_LENGTH || is_row (whole) || is_row (simple))
    return true;

  for (size_t i = 0; i < G_N_ELEMENTS (common_words); i++)
    {
      if (is_mostly (simple, common_words[i]))
        return true;
    }

  return hints != NULL && follows_from_any (simple, hints);
}

/**
 * ds_password_is_guessable:
 * @password: what opens a device
 * @hints: (nullable) (array zero-terminated=1): what anyone can find out about it
 *
 * Whether someone who knows the device, but not the password, would find it among
 * the first few: empty or short, a row, one that devices come with, or the
 * device's own names and numbers, each also with a few characters around it.
 *
 * Returns: whether it can be guessed
 */
bool
ds_password_is_guessable (DsSecret *password,
                          const char *const *hints)
{
  char *simple;
  bool guessable;

  g_return_val_if_fail (password != NULL, true);

  simple = simplify (ds_secret_get_text (password));
  guessable = is_guessable (ds_secret_get_text (password), simple, hints);
  ds_crypto_wipe (simple, strlen (simple));
  g_free (simple);
  return guessable;
}
