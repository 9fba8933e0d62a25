/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/printer/ds-printer-shape.h"
#include "ds-test.h"

/* What must not get as far as libcups, whatever it would make of it. */

#define HEADER "\x01\x01\x00\x00\x00\x00\x00\x01"
#define GROUP  "\x04"
#define BEGIN  "\x34\x00\x00\x00\x00"
#define END    "\x37\x00\x00\x00\x00"
#define VALUE  "\x41\x00\x00\x00\x00"
#define LAST   "\x03"

#define EIGHT(part) part part part part part part part part
#define BYTES(text) text, sizeof (text) - 1

static const struct
{
  const char *name;
  const char *bytes;
  size_t      length;
  bool        is_sound;
} rows[] = {
  { "nothing-in-it", BYTES (HEADER LAST), true },
  { "no-header", BYTES ("\x01\x01\x00\x00\x00\x00\x00"), false },
  { "no-end", BYTES (HEADER GROUP VALUE), false },
  { "something-after-the-end", BYTES (HEADER LAST "x"), false },
  { "value-longer-than-the-rest", BYTES (HEADER GROUP "\x41\x00\x00\x00\x02x"), false },
  { "collection", BYTES (HEADER GROUP BEGIN VALUE END LAST), true },
  { "collection-without-end", BYTES (HEADER GROUP BEGIN LAST), false },
  { "end-without-collection", BYTES (HEADER GROUP END LAST), false },
  { "end-before-collection", BYTES (HEADER GROUP END BEGIN LAST), false },
  { "group-within-a-collection", BYTES (HEADER GROUP BEGIN GROUP END LAST), false },
  { "collections-8-deep", BYTES (HEADER GROUP EIGHT (BEGIN) EIGHT (END) LAST), true },
  { "collections-9-deep", BYTES (HEADER GROUP BEGIN EIGHT (BEGIN) EIGHT (END) END LAST), false },
};

static void
test_row (gconstpointer data)
{
  size_t i = GPOINTER_TO_SIZE (data);
  g_autofree uint8_t *exact = g_memdup2 (rows[i].bytes, rows[i].length); /* no NUL behind it */

  g_assert_true (ds_printer_shape_is_sound (exact, rows[i].length) == rows[i].is_sound);
}

/* So many values and the end. */
static void
assert_values (unsigned int n,
               bool is_sound)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const uint8_t *) BYTES (HEADER));
  for (unsigned int i = 0; i < n; i++)
    g_byte_array_append (bytes, (const uint8_t *) BYTES (VALUE));
  g_byte_array_append (bytes, (const uint8_t *) BYTES (LAST));
  g_assert_true (ds_printer_shape_is_sound (bytes->data, bytes->len) == is_sound);
}

static void
test_many_values (void)
{
  assert_values (8191, true);
  assert_values (8192, false);
}

/* One value that makes the message @length long. */
static void
assert_length (size_t length,
               bool is_sound)
{
  static const char value[] = HEADER GROUP "\x41\x00\x00";
  size_t size = length - (sizeof value - 1) - 3;
  g_autofree uint8_t *bytes = g_malloc0 (length);

  memcpy (bytes, value, sizeof value - 1);
  bytes[sizeof value - 1] = (uint8_t) (size >> 8);
  bytes[sizeof value] = (uint8_t) size;
  bytes[length - 1] = 0x03;
  g_assert_true (ds_printer_shape_is_sound (bytes, length) == is_sound);
}

static void
test_long_message (void)
{
  assert_length (64 * 1024, true);
  assert_length (64 * 1024 + 1, false);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/printer-shape/", rows[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/printer-shape/many-values", test_many_values);
  g_test_add_func ("/printer-shape/long-message", test_long_message);
  return g_test_run ();
}
