/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit"

#include "config.h"

#include "ds-hap-tlv.h"

#include "trust/ds-crypto.h"

#include <string.h>

#define FRAGMENT_MAX 255
#define HEADER_SIZE  2
#define FIRST_ROOM   512

/* A GByteArray would leave copies of keys behind in freed memory as it grows. */
struct _DsHapTlvWriter
{
  uint8_t *data;
  size_t   length;
  size_t   room;
};

/**
 * ds_hap_tlv_writer_new:
 *
 * Returns: (transfer full): a writer of an empty message
 */
DsHapTlvWriter *
ds_hap_tlv_writer_new (void)
{
  DsHapTlvWriter *self = g_new0 (DsHapTlvWriter, 1);

  self->room = FIRST_ROOM;
  self->data = g_malloc (self->room);

  return self;
}

/**
 * ds_hap_tlv_writer_free:
 * @self: (nullable) (transfer full): a writer
 *
 * Wipes and frees what was written.
 */
void
ds_hap_tlv_writer_free (DsHapTlvWriter *self)
{
  if (self == NULL)
    return;

  ds_crypto_wipe (self->data, self->length);
  g_free (self->data);
  g_free (self);
}

static void
ds_hap_tlv_writer_make_room (DsHapTlvWriter *self,
                             size_t          more)
{
  size_t room = self->room;
  uint8_t *data;

  while (room - self->length < more)
    room *= 2;
  if (room == self->room)
    return;

  data = g_malloc (room);
  memcpy (data, self->data, self->length);
  ds_crypto_wipe (self->data, self->length);
  g_free (self->data);
  self->data = data;
  self->room = room;
}

static void
ds_hap_tlv_writer_add_fragment (DsHapTlvWriter *self,
                                DsHapTlvType    type,
                                const uint8_t  *data,
                                size_t          length)
{
  ds_hap_tlv_writer_make_room (self, HEADER_SIZE + length);
  self->data[self->length++] = type;
  self->data[self->length++] = length;
  if (length > 0)
    memcpy (self->data + self->length, data, length);
  self->length += length;
}

/**
 * ds_hap_tlv_writer_add:
 * @self: a writer
 * @type: the type of the value
 * @data: (nullable): the value
 * @length: its size in bytes; 0 writes an empty value
 *
 * Appends a value, in fragments where it is longer than 255 bytes.
 */
void
ds_hap_tlv_writer_add (DsHapTlvWriter *self,
                       DsHapTlvType    type,
                       const void     *data,
                       size_t          length)
{
  const uint8_t *bytes = data;

  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || length == 0);
  g_return_if_fail (length <= DS_HAP_TLV_MAX_SIZE);

  do
    {
      size_t fragment = MIN (length, FRAGMENT_MAX);

      ds_hap_tlv_writer_add_fragment (self, type, bytes, fragment);
      bytes += fragment;
      length -= fragment;
    }
  while (length > 0);
}

/**
 * ds_hap_tlv_writer_add_uint:
 * @self: a writer
 * @type: the type of the value
 * @value: a number
 *
 * Appends a number, little endian in as few of 1, 2, 4 or 8 bytes as hold it.
 */
void
ds_hap_tlv_writer_add_uint (DsHapTlvWriter *self,
                            DsHapTlvType    type,
                            uint64_t        value)
{
  uint64_t ordered = GUINT64_TO_LE (value);
  size_t length = 1;

  while (length < sizeof (value) && value >> (8 * length) != 0)
    length *= 2;

  ds_hap_tlv_writer_add (self, type, &ordered, length);
}

/**
 * ds_hap_tlv_writer_add_separator:
 * @self: a writer
 *
 * Ends one item of a list; the next one must follow.
 */
void
ds_hap_tlv_writer_add_separator (DsHapTlvWriter *self)
{
  ds_hap_tlv_writer_add (self, DS_HAP_TLV_SEPARATOR, NULL, 0);
}

/**
 * ds_hap_tlv_writer_get_data:
 * @self: a writer
 * @length: (out): size of the message in bytes
 *
 * Returns: (transfer none): the message so far, valid until @self changes
 */
const uint8_t *
ds_hap_tlv_writer_get_data (DsHapTlvWriter *self,
                            size_t         *length)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  *length = self->length;
  return self->data;
}
