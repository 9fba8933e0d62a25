/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit"

#include "config.h"

#include "ds-hap-frame.h"

#include "core/ds-error.h"

#include <string.h>

/* A frame: the plain length, little endian, which is authenticated but not
 * hidden; then the sealed bytes; then the tag. */
#define HEAD_SIZE  2
#define FRAME_SIZE (HEAD_SIZE + DS_HAP_FRAME_MAX + DS_POLY1305_TAG_SIZE)

typedef struct
{
  uint8_t  key[DS_CHACHA20_KEY_SIZE];
  uint64_t counter;
  bool     used_up; /* no number is left that has not sealed something */
} Direction;

struct _DsHapFrame
{
  Direction write;
  Direction read;

  /* The frame that is being received */
  uint8_t   frame[FRAME_SIZE];
  size_t    length;
  bool      broken;
};

static void
make_nonce (const Direction *direction,
            uint8_t          nonce[DS_CHACHA20_NONCE_SIZE])
{
  uint64_t ordered = GUINT64_TO_LE (direction->counter);

  memset (nonce, 0, DS_CHACHA20_NONCE_SIZE);
  memcpy (nonce + DS_CHACHA20_NONCE_SIZE - sizeof (ordered), &ordered, sizeof (ordered));
}

/* A number that came twice under one key would undo the encryption. */
static void
step (Direction *direction)
{
  direction->used_up = direction->counter == UINT64_MAX;
  direction->counter++;
}

/**
 * ds_hap_frame_new:
 * @write_key: what this computer seals with
 * @read_key: what the accessory seals with
 *
 * Returns: (transfer full): both directions of a session, at their beginning
 */
DsHapFrame *
ds_hap_frame_new (const uint8_t write_key[DS_CHACHA20_KEY_SIZE],
                  const uint8_t read_key[DS_CHACHA20_KEY_SIZE])
{
  DsHapFrame *self = g_new0 (DsHapFrame, 1);

  memcpy (self->write.key, write_key, DS_CHACHA20_KEY_SIZE);
  memcpy (self->read.key, read_key, DS_CHACHA20_KEY_SIZE);

  return self;
}

/**
 * ds_hap_frame_free:
 * @self: (nullable) (transfer full): a session
 *
 * Wipes the keys and frees the session.
 */
void
ds_hap_frame_free (DsHapFrame *self)
{
  if (self == NULL)
    return;

  ds_crypto_wipe (self, sizeof (*self));
  g_free (self);
}

void
ds_hap_frame_set_counters (DsHapFrame *self,
                           uint64_t    write_counter,
                           uint64_t    read_counter)
{
  g_return_if_fail (self != NULL);

  self->write.counter = write_counter;
  self->read.counter = read_counter;
}

static bool
ds_hap_frame_break (DsHapFrame  *self,
                    GError     **error,
                    const char  *why)
{
  self->broken = true;
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "Encrypted session: %s", why);
  return false;
}

static bool
ds_hap_frame_check (DsHapFrame  *self,
                    GError     **error)
{
  return !self->broken || ds_hap_frame_break (self, error, "it broke earlier");
}

/*
 * Sealing
 */

static bool
ds_hap_frame_seal_one (DsHapFrame     *self,
                       const uint8_t  *data,
                       size_t          length,
                       GByteArray     *out,
                       GError        **error)
{
  uint8_t frame[FRAME_SIZE];
  uint8_t nonce[DS_CHACHA20_NONCE_SIZE];

  if (self->write.used_up)
    return ds_hap_frame_break (self, error, "all numbers are used up");

  frame[0] = length & 0xff;
  frame[1] = length >> 8;
  make_nonce (&self->write, nonce);
  if (!ds_chacha20_seal (self->write.key, nonce, frame, HEAD_SIZE,
                         data, length, frame + HEAD_SIZE))
    return ds_hap_frame_break (self, error, "sealing failed");

  step (&self->write);
  g_byte_array_append (out, frame, HEAD_SIZE + length + DS_POLY1305_TAG_SIZE);
  return true;
}

/**
 * ds_hap_frame_seal:
 * @self: a session
 * @data: plain bytes
 * @length: how many, at least one
 * @out: where the frames are appended
 * @error: return location for an error
 *
 * Returns: whether all was sealed; otherwise the session is broken
 */
bool
ds_hap_frame_seal (DsHapFrame  *self,
                   const void  *data,
                   size_t       length,
                   GByteArray  *out,
                   GError     **error)
{
  const uint8_t *bytes = data;

  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (data != NULL && length > 0, false);
  g_return_val_if_fail (out != NULL, false);

  if (!ds_hap_frame_check (self, error))
    return false;

  while (length > 0)
    {
      size_t part = MIN (length, DS_HAP_FRAME_MAX);

      if (!ds_hap_frame_seal_one (self, bytes, part, out, error))
        return false;
      bytes += part;
      length -= part;
    }

  return true;
}

/*
 * Opening
 */

static size_t
ds_hap_frame_get_plain_length (const DsHapFrame *self)
{
  return self->frame[0] | (size_t) self->frame[1] << 8;
}

/* How many bytes the frame that is being received has in all, as far as is
 * known: first its head. */
static size_t
ds_hap_frame_get_wanted (const DsHapFrame *self)
{
  if (self->length < HEAD_SIZE)
    return HEAD_SIZE;

  return HEAD_SIZE + ds_hap_frame_get_plain_length (self) + DS_POLY1305_TAG_SIZE;
}

static bool
ds_hap_frame_open_one (DsHapFrame  *self,
                       GByteArray  *out,
                       GError     **error)
{
  size_t length = ds_hap_frame_get_plain_length (self);
  uint8_t nonce[DS_CHACHA20_NONCE_SIZE];
  uint8_t plain[DS_HAP_FRAME_MAX];

  if (self->read.used_up)
    return ds_hap_frame_break (self, error, "all numbers are used up");

  make_nonce (&self->read, nonce);
  if (!ds_chacha20_open (self->read.key, nonce, self->frame, HEAD_SIZE,
                         self->frame + HEAD_SIZE, length + DS_POLY1305_TAG_SIZE, plain))
    return ds_hap_frame_break (self, error, "a frame is not genuine");

  step (&self->read);
  self->length = 0;
  g_byte_array_append (out, plain, length);
  ds_crypto_wipe (plain, length);
  return true;
}

/**
 * ds_hap_frame_open:
 * @self: a session
 * @data: bytes as they came from the network
 * @length: how many
 * @out: where plain bytes are appended
 * @error: return location for an error
 *
 * A length above 1,024 is refused as soon as it is seen, before a byte of such a
 * frame is kept. Frames count up from 0, so that one which is left out, repeated
 * or moved fails like a forged one.
 *
 * Returns: whether all was genuine so far; otherwise the session is broken and
 *   %DS_ERROR_BAD_ANSWER is set. What was appended before is genuine either way
 */
bool
ds_hap_frame_open (DsHapFrame  *self,
                   const void  *data,
                   size_t       length,
                   GByteArray  *out,
                   GError     **error)
{
  const uint8_t *bytes = data;

  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (data != NULL || length == 0, false);
  g_return_val_if_fail (out != NULL, false);

  if (!ds_hap_frame_check (self, error))
    return false;

  while (length > 0)
    {
      size_t part = MIN (length, ds_hap_frame_get_wanted (self) - self->length);

      memcpy (self->frame + self->length, bytes, part);
      self->length += part;
      bytes += part;
      length -= part;

      if (self->length < HEAD_SIZE)
        continue;
      if (ds_hap_frame_get_plain_length (self) > DS_HAP_FRAME_MAX)
        return ds_hap_frame_break (self, error, "a frame is too long");
      if (self->length == ds_hap_frame_get_wanted (self) &&
          !ds_hap_frame_open_one (self, out, error))
        return false;
    }

  return true;
}

/**
 * ds_hap_frame_is_amid:
 * @self: a session
 *
 * Returns: whether a frame has begun to arrive and is not whole yet
 */
bool
ds_hap_frame_is_amid (const DsHapFrame *self)
{
  g_return_val_if_fail (self != NULL, false);

  return self->length > 0;
}
