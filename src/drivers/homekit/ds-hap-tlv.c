/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit"

#include "config.h"

#include "ds-hap-tlv.h"

#include "core/ds-error.h"
#include "trust/ds-crypto.h"

#include <string.h>

#define FRAGMENT_MAX 255
#define HEADER_SIZE  2

/* Longest wait that is believed, in seconds: one day. */
#define DELAY_MAX (24 * 60 * 60)

/* One value; the joined bytes of all its fragments lie at @offset. */
typedef struct
{
  uint16_t offset;
  uint16_t length;
  bool     present;
} Value;

struct _DsHapTlv
{
  Value    values[256]; /* by type */
  size_t   length;
  uint8_t  bytes[];
};

G_STATIC_ASSERT (DS_HAP_TLV_MAX_SIZE <= UINT16_MAX);

static void
set_malformed (GError     **error,
               const char  *what)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER,
               "Malformed pairing message: %s", what);
}

/*
 * Reading
 */

static DsHapTlv *
ds_hap_tlv_new (size_t room)
{
  return g_malloc0 (sizeof (DsHapTlv) + room);
}

/**
 * ds_hap_tlv_free:
 * @self: (nullable) (transfer full): a message
 *
 * Wipes and frees a message.
 */
void
ds_hap_tlv_free (DsHapTlv *self)
{
  if (self == NULL)
    return;

  ds_crypto_wipe (self->bytes, self->length);
  g_free (self);
}

/* Adds the value that starts at @data and gives how many bytes it takes, all its
 * fragments included; 0 with @error where it is malformed. A fragment of 255
 * bytes is continued by the next one if that has the same type. */
static size_t
ds_hap_tlv_take_value (DsHapTlv       *self,
                       const uint8_t  *data,
                       size_t          length,
                       GError        **error)
{
  Value *value = &self->values[data[0]];
  uint8_t type = data[0];
  size_t used = 0;
  size_t fragment;

  if (value->present)
    {
      set_malformed (error, "a value comes twice");
      return 0;
    }

  value->present = true;
  value->offset = self->length;

  do
    {
      if (length - used < HEADER_SIZE || length - used - HEADER_SIZE < data[used + 1])
        {
          set_malformed (error, "it ends in the middle of a value");
          return 0;
        }

      fragment = data[used + 1];
      memcpy (self->bytes + self->length, data + used + HEADER_SIZE, fragment);
      self->length += fragment;
      value->length += fragment;
      used += HEADER_SIZE + fragment;
    }
  while (fragment == FRAGMENT_MAX && used < length && data[used] == type);

  return used;
}

/* Reads values up to the end or to a separator, which is not taken. */
static DsHapTlv *
parse_item (const uint8_t  *data,
            size_t          length,
            size_t         *used,
            GError        **error)
{
  g_autoptr (DsHapTlv) item = NULL;
  size_t end = *used;

  /* Joined values never take more room than their fragments did; the room is
   * measured first so that a list of many items stays small. */
  while (end < length && data[end] != DS_HAP_TLV_SEPARATOR)
    {
      size_t left = length - end;

      end += left < HEADER_SIZE ? left : MIN (left, HEADER_SIZE + (size_t) data[end + 1]);
    }
  item = ds_hap_tlv_new (end - *used);

  while (*used < end)
    {
      size_t taken = ds_hap_tlv_take_value (item, data + *used, end - *used, error);

      if (taken == 0)
        return NULL;
      *used += taken;
    }

  return g_steal_pointer (&item);
}

static bool
check_size (size_t    length,
            GError  **error)
{
  if (length <= DS_HAP_TLV_MAX_SIZE)
    return true;

  set_malformed (error, "it is too long");
  return false;
}

/**
 * ds_hap_tlv_parse:
 * @data: (nullable): a message
 * @length: its size in bytes
 * @error: return location for an error
 *
 * Reads a message that is no list. Values of types that nobody knows are kept
 * unread; a type that comes twice, a value that is cut off and a separator are
 * refused.
 *
 * Returns: (transfer full) (nullable): the message, or %NULL with
 *   %DS_ERROR_BAD_ANSWER
 */
DsHapTlv *
ds_hap_tlv_parse (const uint8_t  *data,
                  size_t          length,
                  GError        **error)
{
  g_autoptr (DsHapTlv) message = NULL;
  size_t used = 0;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (!check_size (length, error))
    return NULL;

  message = parse_item (data, length, &used, error);
  if (message == NULL)
    return NULL;

  if (used < length)
    {
      set_malformed (error, "a list where one item belongs");
      return NULL;
    }

  return g_steal_pointer (&message);
}

static bool
take_separator (const uint8_t  *data,
                size_t          length,
                size_t         *used,
                GError        **error)
{
  if (length - *used < HEADER_SIZE || data[*used + 1] != 0)
    {
      set_malformed (error, "a separator that is not empty");
      return false;
    }

  *used += HEADER_SIZE;
  return true;
}

/**
 * ds_hap_tlv_parse_list:
 * @data: (nullable): a message
 * @length: its size in bytes
 * @error: return location for an error
 *
 * Reads a message whose items are divided by separators. One separator may
 * follow the last item, as some accessories write it; an item between two
 * separators must not be empty. A type may come once in each item.
 *
 * Returns: (transfer full) (nullable) (element-type DsHapTlv): the items, at
 *   least one, or %NULL with %DS_ERROR_BAD_ANSWER
 */
GPtrArray *
ds_hap_tlv_parse_list (const uint8_t  *data,
                       size_t          length,
                       GError        **error)
{
  g_autoptr (GPtrArray) items = NULL;
  size_t used = 0;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (!check_size (length, error))
    return NULL;

  items = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_hap_tlv_free);
  do
    {
      size_t start = used;
      DsHapTlv *item = parse_item (data, length, &used, error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);

      if (used == start || items->len > DS_HAP_TLV_MAX_ITEMS)
        {
          set_malformed (error, used == start ? "an empty item" : "too many items");
          return NULL;
        }
      if (used < length && !take_separator (data, length, &used, error))
        return NULL;
    }
  while (used < length);

  return g_steal_pointer (&items);
}

/**
 * ds_hap_tlv_has:
 * @self: a message
 * @type: a type
 *
 * Returns: whether the message has a value of this type, be it empty
 */
bool
ds_hap_tlv_has (const DsHapTlv *self,
                DsHapTlvType    type)
{
  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail ((unsigned int) type < G_N_ELEMENTS (self->values), false);

  return self->values[type].present;
}

/**
 * ds_hap_tlv_get_bytes:
 * @self: a message
 * @type: a type
 * @min: fewest bytes that make sense
 * @max: most bytes that make sense
 * @data: (out) (transfer none): the value, valid as long as @self is
 * @length: (out): its size in bytes
 * @error: return location for an error
 *
 * Returns: whether the message has a value of such a size; otherwise
 *   %DS_ERROR_BAD_ANSWER is set
 */
bool
ds_hap_tlv_get_bytes (const DsHapTlv  *self,
                      DsHapTlvType     type,
                      size_t           min,
                      size_t           max,
                      const uint8_t  **data,
                      size_t          *length,
                      GError         **error)
{
  const Value *value;

  g_return_val_if_fail (data != NULL && length != NULL, false);

  if (!ds_hap_tlv_has (self, type))
    {
      set_malformed (error, "a value is missing");
      return false;
    }

  value = &self->values[type];
  if (value->length < min || value->length > max)
    {
      set_malformed (error, "a value has a wrong size");
      return false;
    }

  *data = self->bytes + value->offset;
  *length = value->length;
  return true;
}

/**
 * ds_hap_tlv_get_exact:
 * @self: a message
 * @type: a type
 * @out: (out caller-allocates): room for @size bytes
 * @size: the only size that makes sense
 * @error: return location for an error
 *
 * Copies a value, such as a key, whose size is fixed.
 *
 * Returns: whether it is there and has that size; otherwise
 *   %DS_ERROR_BAD_ANSWER is set and @out is untouched
 */
bool
ds_hap_tlv_get_exact (const DsHapTlv  *self,
                      DsHapTlvType     type,
                      uint8_t         *out,
                      size_t           size,
                      GError         **error)
{
  const uint8_t *data;
  size_t length;

  g_return_val_if_fail (out != NULL, false);

  if (!ds_hap_tlv_get_bytes (self, type, size, size, &data, &length, error))
    return false;

  memcpy (out, data, size);
  return true;
}

/**
 * ds_hap_tlv_get_text:
 * @self: a message
 * @type: a type
 * @max: most characters that make sense
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the value as text, or %NULL with
 *   %DS_ERROR_BAD_ANSWER where it is absent, empty, too long or not printable
 *   ASCII
 */
char *
ds_hap_tlv_get_text (const DsHapTlv  *self,
                     DsHapTlvType     type,
                     size_t           max,
                     GError         **error)
{
  const uint8_t *data;
  size_t length;

  if (!ds_hap_tlv_get_bytes (self, type, 1, max, &data, &length, error))
    return NULL;

  for (size_t i = 0; i < length; i++)
    {
      if (!g_ascii_isprint (data[i]))
        {
          set_malformed (error, "a text with odd characters");
          return NULL;
        }
    }

  return g_strndup ((const char *) data, length);
}

/**
 * ds_hap_tlv_get_uint:
 * @self: a message
 * @type: a type
 * @max: largest number that makes sense
 * @value: (out): the number
 * @error: return location for an error
 *
 * Returns: whether the message has such a number, written in 1, 2, 4 or 8
 *   bytes; otherwise %DS_ERROR_BAD_ANSWER is set
 */
bool
ds_hap_tlv_get_uint (const DsHapTlv  *self,
                     DsHapTlvType     type,
                     uint64_t         max,
                     uint64_t        *value,
                     GError         **error)
{
  const uint8_t *data;
  uint64_t number = 0;
  size_t length;

  g_return_val_if_fail (value != NULL, false);

  if (!ds_hap_tlv_get_bytes (self, type, 1, sizeof (number), &data, &length, error))
    return false;

  for (size_t i = 0; i < length; i++)
    number |= (uint64_t) data[i] << (8 * i);

  if ((length & (length - 1)) != 0 || number > max)
    {
      set_malformed (error, "a number out of range");
      return false;
    }

  *value = number;
  return true;
}

/*
 * Errors that the accessory tells
 */

/**
 * ds_hap_error_to_code:
 * @stage: what was going on
 * @hap_error: what the accessory answered, a #DsHapError or anything else
 *
 * Authentication means a wrong setup code while the code is proved, and that
 * the accessory has forgotten this computer once keys are in use. Unavailable
 * means that the accessory has an owner already.
 *
 * Returns: the #DsError that tells the person what to do
 */
int
ds_hap_error_to_code (DsHapStage stage,
                      uint64_t   hap_error)
{
  switch (hap_error)
    {
    case DS_HAP_ERROR_UNKNOWN:
      return DS_ERROR_FAILED;
    case DS_HAP_ERROR_AUTHENTICATION:
      if (stage == DS_HAP_STAGE_PROOF)
        return DS_ERROR_WRONG_CODE;
      return stage == DS_HAP_STAGE_EXCHANGE ? DS_ERROR_FAILED : DS_ERROR_NOT_OURS;
    case DS_HAP_ERROR_BACKOFF:
      return DS_ERROR_WAIT;
    case DS_HAP_ERROR_MAX_PEERS:
      return DS_ERROR_FULL;
    case DS_HAP_ERROR_MAX_TRIES:
      return DS_ERROR_TOO_MANY_TRIES;
    case DS_HAP_ERROR_UNAVAILABLE:
      if (stage == DS_HAP_STAGE_PROOF || stage == DS_HAP_STAGE_EXCHANGE)
        return DS_ERROR_TAKEN;
      return DS_ERROR_FAILED;
    case DS_HAP_ERROR_BUSY:
      return DS_ERROR_BUSY;
    default:
      return DS_ERROR_BAD_ANSWER;
    }
}

/**
 * ds_hap_tlv_get_delay:
 * @self: an answer that tells an error
 *
 * Returns: for how many seconds the accessory takes no further try, at most a
 *   day; 0 where it does not say or says nonsense
 */
unsigned int
ds_hap_tlv_get_delay (const DsHapTlv *self)
{
  uint64_t delay;

  if (!ds_hap_tlv_has (self, DS_HAP_TLV_RETRY_DELAY) ||
      !ds_hap_tlv_get_uint (self, DS_HAP_TLV_RETRY_DELAY, UINT64_MAX, &delay, NULL))
    return 0;

  return MIN (delay, DELAY_MAX);
}

/**
 * ds_hap_tlv_check_state:
 * @self: an answer
 * @stage: what is going on
 * @state: the step that the answer must belong to: 2 for "M2" and so on
 * @error: return location for an error
 *
 * The error counts before the state: some accessories leave the state out of an
 * answer that tells an error.
 *
 * Returns: whether the answer is one of success to that step
 */
bool
ds_hap_tlv_check_state (const DsHapTlv  *self,
                        DsHapStage       stage,
                        unsigned int     state,
                        GError         **error)
{
  uint64_t told;

  if (ds_hap_tlv_has (self, DS_HAP_TLV_ERROR))
    {
      if (!ds_hap_tlv_get_uint (self, DS_HAP_TLV_ERROR, UINT64_MAX, &told, error))
        return false;

      g_set_error (error, DS_ERROR, ds_hap_error_to_code (stage, told),
                   "The accessory answered error %" G_GUINT64_FORMAT
                   " where M%u belongs", told, state);
      return false;
    }

  if (!ds_hap_tlv_get_uint (self, DS_HAP_TLV_STATE, UINT8_MAX, &told, error))
    return false;

  if (told != state)
    {
      set_malformed (error, "it belongs to another step");
      return false;
    }

  return true;
}
