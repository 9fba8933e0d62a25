/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-driver"

#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* Enough to find what is plainly wrong in a second; libFuzzer looks further. */
#define DEFAULT_ROUNDS 20000
#define MAX_SIZE       4096

static void
feed (const uint8_t *data,
      size_t size)
{
  /* A block of exactly this size, so that one byte too many is noticed. */
  g_autofree uint8_t *exact = g_malloc (MAX (size, 1));

  if (size > 0)
    memcpy (exact, data, size);
  LLVMFuzzerTestOneInput (exact, size);
}

static GPtrArray *
read_seeds (const char *folder)
{
  g_autoptr (GPtrArray) seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));

  /* The order of a folder is not the same everywhere; the rounds shall be. */
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  for (unsigned int i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      char *content;
      size_t length;

      if (g_file_get_contents (path, &content, &length, NULL))
        g_ptr_array_add (seeds, g_bytes_new_take (content, length));
    }

  return g_steal_pointer (&seeds);
}

static size_t
random_below (GRand *random,
              size_t limit)
{
  return limit > 0 ? (size_t) g_rand_int_range (random, 0, (int) limit) : 0;
}

/* What a broken or hostile device does to an answer. */
static void
mutate (GRand *random,
        GByteArray *bytes,
        GPtrArray *seeds)
{
  static const uint8_t edges[] = { 0x00, 0x01, 0x7f, 0x80, 0xff, '"', '\\', '{', '[', '0', '\n', ':' };
  size_t at = random_below (random, bytes->len);

  switch (g_rand_int_range (random, 0, 7))
    {
    case 0: /* one bit */
      if (bytes->len > 0)
        bytes->data[at] ^= (uint8_t) (1u << random_below (random, 8));
      break;
    case 1: /* one byte at the edge of something */
      if (bytes->len > 0)
        bytes->data[at] = edges[random_below (random, sizeof edges)];
      break;
    case 2: /* the end is missing */
      g_byte_array_set_size (bytes, (unsigned int) at);
      break;
    case 3: /* a piece is missing */
      if (bytes->len > 0)
        g_byte_array_remove_range (bytes, (unsigned int) at,
                                   (unsigned int) (1 + random_below (random, bytes->len - at)));
      break;
    case 4: /* a piece comes twice */
      if (bytes->len > 0)
        {
          size_t length = 1 + random_below (random, bytes->len - at);
          g_autofree uint8_t *piece = g_memdup2 (bytes->data + at, length);

          g_byte_array_append (bytes, piece, (unsigned int) length);
        }
      break;
    case 5: /* rubbish follows */
      for (size_t i = random_below (random, 16); i > 0; i--)
        {
          uint8_t byte = (uint8_t) g_rand_int (random);

          g_byte_array_append (bytes, &byte, 1);
        }
      break;
    case 6: /* the end of another one */
    default:
      if (seeds->len > 0)
        {
          GBytes *other = g_ptr_array_index (seeds, random_below (random, seeds->len));
          size_t length;
          const uint8_t *data = g_bytes_get_data (other, &length);
          size_t from = random_below (random, length);

          g_byte_array_set_size (bytes, (unsigned int) at);
          if (length > from)
            g_byte_array_append (bytes, data + from, (unsigned int) (length - from));
        }
      break;
    }

  if (bytes->len > MAX_SIZE)
    g_byte_array_set_size (bytes, MAX_SIZE);
}

static void
play_round (unsigned int round,
            GPtrArray *seeds)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (round);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  GBytes *seed = g_ptr_array_index (seeds, round % seeds->len);
  size_t length;
  const uint8_t *data = g_bytes_get_data (seed, &length);

  if (length > 0)
    g_byte_array_append (bytes, data, (unsigned int) MIN (length, MAX_SIZE));
  for (size_t i = 1 + random_below (random, 6); i > 0; i--)
    mutate (random, bytes, seeds);
  feed (bytes->data, bytes->len);
}

/* Usage: fuzz-<parser> FOLDER-OF-SEEDS NAME, or fuzz-<parser> FILE for one
 * input. DS_FUZZ_ROUNDS sets how many changed seeds are played. */
int
main (int argc,
      char **argv)
{
  const char *wanted = g_getenv ("DS_FUZZ_ROUNDS");
  uint64_t rounds = wanted != NULL ? g_ascii_strtoull (wanted, NULL, 10) : DEFAULT_ROUNDS;
  g_autoptr (GPtrArray) seeds = NULL;

  if (argc == 2)
    {
      g_autofree char *content = NULL;
      size_t length;

      if (!g_file_get_contents (argv[1], &content, &length, NULL))
        return 1;
      feed ((const uint8_t *) content, length);
      return 0;
    }

  seeds = read_seeds (argc == 3 ? argv[1] : "");
  g_print ("TAP version 14\n1..2\n");
  if (seeds->len == 0)
    {
      g_print ("not ok 1 - no seeds in %s\nnot ok 2 - nothing to change\n", argv[argc - 1]);
      return 1;
    }

  for (unsigned int i = 0; i < seeds->len; i++)
    {
      size_t length;
      const uint8_t *data = g_bytes_get_data (g_ptr_array_index (seeds, i), &length);

      feed (data, length);
    }
  g_print ("ok 1 %s: %u seeds\n", argv[2], seeds->len);

  for (uint64_t round = 0; round < rounds; round++)
    play_round ((unsigned int) round, seeds);
  g_print ("ok 2 %s: %" G_GUINT64_FORMAT " changed seeds\n", argv[2], rounds);
  return 0;
}
