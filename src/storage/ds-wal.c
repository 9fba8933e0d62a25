/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-wal"

#include "config.h"

#include "ds-wal.h"

#include <string.h>

/* Of sqlite3's file format, section 4 ("The Write-Ahead Log"). */
#define HEADER_SIZE       32
#define FRAME_HEADER_SIZE 24
#define MAGIC             0x377f0682u /* the last bit says how checksums read */

typedef struct
{
  uint32_t a;
  uint32_t b;
} Checksum;

static uint32_t
get_be32 (const uint8_t *data)
{
  return (uint32_t) data[0] << 24 | (uint32_t) data[1] << 16 | (uint32_t) data[2] << 8 | data[3];
}

static uint32_t
get_le32 (const uint8_t *data)
{
  return (uint32_t) data[3] << 24 | (uint32_t) data[2] << 16 | (uint32_t) data[1] << 8 | data[0];
}

static void
add (Checksum *sum,
     bool big_endian,
     const uint8_t *data,
     size_t length)
{
  for (size_t i = 0; i + 8 <= length; i += 8)
    {
      sum->a += (big_endian ? get_be32 (data + i) : get_le32 (data + i)) + sum->b;
      sum->b += (big_endian ? get_be32 (data + i + 4) : get_le32 (data + i + 4)) + sum->a;
    }
}

static bool
matches (const Checksum *sum,
         const uint8_t *stored)
{
  return get_be32 (stored) == sum->a && get_be32 (stored + 4) == sum->b;
}

/* A frame that ends a transaction of this run of the log. Frames of earlier
 * runs lie behind the end with other salts. */
static bool
is_commit (const uint8_t *header,
           const uint8_t *frame)
{
  return memcmp (frame + 8, header + 16, 8) == 0 && get_be32 (frame + 4) != 0;
}

/**
 * ds_wal_data_is_damaged:
 * @data: what is in a -wal file
 * @length: how many bytes
 *
 * A process that was killed leaves an unfinished end, which is no damage: no
 * commit follows it. A bad frame before a commit is.
 *
 * Returns: whether sqlite3 would drop a commit that was made
 */
bool
ds_wal_data_is_damaged (const uint8_t *data,
                        size_t length)
{
  Checksum sum = { 0, 0 };
  bool big_endian;
  bool good = true;
  size_t frame_size;

  if (length < HEADER_SIZE + FRAME_HEADER_SIZE)
    return false;

  big_endian = get_be32 (data) & 1;
  frame_size = get_be32 (data + 8) + FRAME_HEADER_SIZE;
  add (&sum, big_endian, data, 24);
  if ((get_be32 (data) & ~1u) != MAGIC || !matches (&sum, data + 24))
    return true;

  for (size_t at = HEADER_SIZE; length - at >= frame_size; at += frame_size)
    {
      const uint8_t *frame = data + at;

      if (!good && is_commit (data, frame))
        return true;
      if (good)
        {
          add (&sum, big_endian, frame, 8);
          add (&sum, big_endian, frame + FRAME_HEADER_SIZE, frame_size - FRAME_HEADER_SIZE);
          good = memcmp (frame + 8, data + 16, 8) == 0 && matches (&sum, frame + 16);
        }
    }

  return false;
}

/**
 * ds_wal_is_damaged:
 * @path: a -wal file, which need not be there
 *
 * Returns: see ds_wal_data_is_damaged()
 */
bool
ds_wal_is_damaged (const char *path)
{
  g_autofree char *data = NULL;
  size_t length;

  if (!g_file_get_contents (path, &data, &length, NULL))
    return false;

  return ds_wal_data_is_damaged ((const uint8_t *) data, length);
}
