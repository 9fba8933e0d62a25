/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-printer"

#include "config.h"

#include "ds-printer-shape.h"

#include <glib.h>

#define MAX_LENGTH (64 * 1024)
#define MAX_VALUES 8192
#define MAX_DEPTH  8 /* libcups calls itself for a collection inside another */
#define HEADER     8 /* version, status and number of the question */

/* Tags of RFC 8010, section 3.5. */
#define LAST_DELIMITER   0x0f
#define END_OF_MESSAGE   0x03
#define BEGIN_COLLECTION 0x34
#define END_COLLECTION   0x37

typedef struct
{
  const uint8_t *bytes;
  size_t         left;
} Cursor;

/* Skips a name or a value: its length in two bytes, and so many bytes. */
static bool
skip_field (Cursor *cursor)
{
  size_t length;

  if (cursor->left < 2)
    return false;
  length = (size_t) cursor->bytes[0] << 8 | cursor->bytes[1];
  if (cursor->left - 2 < length)
    return false;

  cursor->bytes += 2 + length;
  cursor->left -= 2 + length;
  return true;
}

/**
 * ds_printer_shape_is_sound:
 * @bytes: what a printer sent
 * @length: how many bytes
 *
 * Returns: whether every length in it is kept, collections are closed and not
 *   deep, and the message ends where the bytes do
 */
bool
ds_printer_shape_is_sound (const uint8_t *bytes,
                           size_t length)
{
  Cursor cursor = { bytes, length };
  unsigned int depth = 0;

  if (length < HEADER || length > MAX_LENGTH)
    return false;
  cursor.bytes += HEADER;
  cursor.left -= HEADER;

  for (unsigned int values = 0; values < MAX_VALUES && cursor.left > 0; values++)
    {
      uint8_t tag = *cursor.bytes++;

      cursor.left--;
      if (tag == END_OF_MESSAGE)
        return depth == 0 && cursor.left == 0;
      if (tag <= LAST_DELIMITER)
        {
          if (depth > 0)
            return false;
          continue;
        }
      if (!skip_field (&cursor) || !skip_field (&cursor))
        return false;
      if (tag == BEGIN_COLLECTION && ++depth > MAX_DEPTH)
        return false;
      if (tag == END_COLLECTION && depth-- == 0)
        return false;
    }

  return false;
}
