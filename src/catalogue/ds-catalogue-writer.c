/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-catalogue-writer"

#include "config.h"

#include "ds-catalogue-writer.h"

#include "core/ds-error.h"
#include "support/ds-catalogue-format.h"
#include "support/ds-catalogue-record.h"
#include "support/ds-product.h"

#include <string.h>

/* A string and the product that it leads to. */
typedef struct
{
  const char *string;
  uint32_t    place;   /* of the string */
  uint32_t    product;
} Entry;

struct _DsCatalogueWriter
{
  GByteArray   *products;
  GByteArray   *records;
  GByteArray   *strings;
  GHashTable   *keys;      /* of char, to the product's number and 1 */
  GStringChunk *chunk;     /* holds the strings of entries, and names of makers */
  GPtrArray    *makers;    /* of char: who made each product */
  GArray       *key_entries;
  GArray       *words;
};

DsCatalogueWriter *
ds_catalogue_writer_new (void)
{
  DsCatalogueWriter *self = g_new0 (DsCatalogueWriter, 1);

  self->products = g_byte_array_new ();
  self->records = g_byte_array_new ();
  self->strings = g_byte_array_new ();
  self->keys = g_hash_table_new (g_str_hash, g_str_equal);
  self->chunk = g_string_chunk_new (64 * 1024);
  self->makers = g_ptr_array_new ();
  self->key_entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->words = g_array_new (FALSE, FALSE, sizeof (Entry));
  return self;
}

void
ds_catalogue_writer_free (DsCatalogueWriter *self)
{
  g_byte_array_unref (self->products);
  g_byte_array_unref (self->records);
  g_byte_array_unref (self->strings);
  g_hash_table_unref (self->keys);
  g_string_chunk_free (self->chunk);
  g_ptr_array_unref (self->makers);
  g_array_unref (self->key_entries);
  g_array_unref (self->words);
  g_free (self);
}

static void
append_number (GByteArray *bytes,
               uint32_t number)
{
  uint32_t written = GUINT32_TO_LE (number);

  g_byte_array_append (bytes, (const uint8_t *) &written, sizeof written);
}

static void
append_padding (GByteArray *bytes)
{
  static const uint8_t zeroes[8];

  g_byte_array_append (bytes, zeroes, -bytes->len % 8);
}

uint32_t
ds_catalogue_writer_get_next (DsCatalogueWriter *self)
{
  return self->products->len / DS_CATALOGUE_PRODUCT_SIZE;
}

/**
 * ds_catalogue_writer_add:
 * @self: a writer
 * @maker: the maker's name
 * @record: a record, see ds-catalogue-format.h
 * @error: return location for an error
 *
 * Adds a product, whose number ds_catalogue_writer_get_next() gave before.
 *
 * Returns: whether the record is one that a reader takes
 */
bool
ds_catalogue_writer_add (DsCatalogueWriter *self,
                         const char *maker,
                         GByteArray *record,
                         GError **error)
{
  uint32_t number;
  g_autoptr (DsProduct) product = ds_catalogue_record_read (record->data, record->len, &number);

  if (product == NULL || record->len > DS_CATALOGUE_MAX_RECORD ||
      self->records->len + record->len > DS_CATALOGUE_MAX_SIZE)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "a product with too much about it");
      return false;
    }

  g_ptr_array_add (self->makers, g_string_chunk_insert_const (self->chunk, maker));
  append_number (self->products, self->records->len);
  append_number (self->products, record->len);
  g_byte_array_append (self->records, record->data, record->len);
  return true;
}

static Entry
make_entry (DsCatalogueWriter *self,
            const char *string,
            uint32_t product)
{
  Entry entry = { g_string_chunk_insert (self->chunk, string), self->strings->len, product };

  g_byte_array_append (self->strings, (const uint8_t *) string, (guint) strlen (string) + 1);
  return entry;
}

/**
 * ds_catalogue_writer_add_key:
 * @self: a writer
 * @key: (transfer full) (nullable): a key
 * @pattern: whether it stands for everything that begins so
 * @product: the number of the product to which it leads
 * @error: return location for an error
 *
 * Returns: false where @key is %NULL, or leads to another product already
 */
bool
ds_catalogue_writer_add_key (DsCatalogueWriter *self,
                             char *key,
                             bool pattern,
                             uint32_t product,
                             GError **error)
{
  g_autofree char *own = pattern && key != NULL ? g_strconcat (key, "*", NULL) : g_strdup (key);
  gpointer there = NULL;
  Entry entry;

  g_free (key);
  if (own == NULL)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "a name without a letter or digit");
      return false;
    }
  if (g_hash_table_lookup_extended (self->keys, own, NULL, &there))
    {
      if (GPOINTER_TO_UINT (there) == product)
        return true;
      g_set_error (error, DS_ERROR, DS_ERROR_FAILED, "the key “%s” leads to two products", own);
      return false;
    }

  entry = make_entry (self, own, product);
  g_hash_table_insert (self->keys, (char *) entry.string, GUINT_TO_POINTER (product));
  g_array_append_val (self->key_entries, entry);
  return true;
}

uint32_t
ds_catalogue_writer_find (DsCatalogueWriter *self,
                          const char *key)
{
  gpointer product = NULL;

  return g_hash_table_lookup_extended (self->keys, key, NULL, &product) ? GPOINTER_TO_UINT (product)
                                                                        : DS_CATALOGUE_NONE;
}

const char *
ds_catalogue_writer_peek_maker (DsCatalogueWriter *self,
                                uint32_t product)
{
  return product < self->makers->len ? g_ptr_array_index (self->makers, product) : NULL;
}

/**
 * ds_catalogue_writer_add_name:
 * @self: a writer
 * @name: what a person may type
 * @product: the number of the product that is then shown
 *
 * A person may also begin with a later word of it.
 */
void
ds_catalogue_writer_add_name (DsCatalogueWriter *self,
                              const char *name,
                              uint32_t product)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (size_t));
  g_autofree char *folded = ds_product_fold (name, places);
  Entry whole;

  if (*folded == '\0')
    return;

  whole = make_entry (self, folded, product);
  for (unsigned int i = 0; i < places->len; i++)
    {
      size_t place = g_array_index (places, size_t, i);
      Entry word = { whole.string + place, whole.place + (uint32_t) place, product };

      g_array_append_val (self->words, word);
    }
}

/* By their bytes; what is the same, by product: the same catalogue comes out each time. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  const Entry *one = a;
  const Entry *other = b;
  int order = strcmp (one->string, other->string);

  return order != 0 ? order : (one->product > other->product) - (one->product < other->product);
}

static bool
is_pattern_for (const char *pattern,
                const char *string)
{
  size_t length = strlen (pattern);

  return pattern[length - 1] == '*' && strncmp (pattern, string, length - 1) == 0;
}

/* The keys, each with the longest pattern for it that comes before it. Those that are
 * patterns for one and the same key lie within each other, as on a stack. */
static void
append_keys (DsCatalogueWriter *self,
             GByteArray *bytes)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (uint32_t));

  g_array_sort (self->key_entries, compare);
  for (uint32_t i = 0; i < self->key_entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->key_entries, Entry, i);

      while (stack->len > 0)
        {
          uint32_t top = g_array_index (stack, uint32_t, stack->len - 1);

          if (is_pattern_for (g_array_index (self->key_entries, Entry, top).string, entry->string))
            break;
          g_array_set_size (stack, stack->len - 1);
        }

      append_number (bytes, entry->place);
      append_number (bytes, entry->product);
      append_number (bytes, stack->len > 0 ? g_array_index (stack, uint32_t, stack->len - 1) : DS_CATALOGUE_NONE);
      if (g_str_has_suffix (entry->string, "*"))
        g_array_append_val (stack, i);
    }
}

static void
append_words (DsCatalogueWriter *self,
              GByteArray *bytes)
{
  g_array_sort (self->words, compare);
  for (unsigned int i = 0; i < self->words->len; i++)
    {
      const Entry *entry = &g_array_index (self->words, Entry, i);

      append_number (bytes, entry->place);
      append_number (bytes, entry->product);
    }
}

/* Writes to the header where the section lies that is now appended. */
static void
append_section (GByteArray *file,
                DsCatalogueAt at,
                const GByteArray *section,
                size_t entry_size)
{
  uint32_t place;
  uint32_t count = GUINT32_TO_LE (section->len / (uint32_t) entry_size);

  append_padding (file);
  place = GUINT32_TO_LE (file->len);
  g_byte_array_append (file, section->data, section->len);
  memcpy (file->data + at, &place, sizeof place);
  memcpy (file->data + at + 4, &count, sizeof count);
}

/**
 * ds_catalogue_writer_finish:
 * @self: a writer
 * @edition: the catalogue's number, which grows from one to the next
 * @date: the day of it
 * @error: return location for an error
 *
 * Returns: (transfer full): the catalogue, the same bytes each time for the same
 *   records
 */
GBytes *
ds_catalogue_writer_finish (DsCatalogueWriter *self,
                            uint32_t edition,
                            DsDate date,
                            GError **error)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GByteArray) keys = g_byte_array_new ();
  g_autoptr (GByteArray) words = g_byte_array_new ();
  uint32_t size;

  append_keys (self, keys);
  append_words (self, words);
  if ((uint64_t) self->records->len + self->strings->len + keys->len + words->len +
          self->products->len > DS_CATALOGUE_MAX_SIZE - 1024)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "the catalogue is too large");
      return NULL;
    }

  g_byte_array_append (file, (const uint8_t *) DS_CATALOGUE_MAGIC, DS_CATALOGUE_MAGIC_SIZE);
  append_number (file, DS_CATALOGUE_FORMAT);
  append_number (file, edition);
  append_number (file, ds_catalogue_write_date (date));
  g_byte_array_set_size (file, DS_CATALOGUE_HEADER_SIZE);
  append_section (file, DS_CATALOGUE_AT_PRODUCTS, self->products, DS_CATALOGUE_PRODUCT_SIZE);
  append_section (file, DS_CATALOGUE_AT_KEYS, keys, DS_CATALOGUE_KEY_SIZE);
  append_section (file, DS_CATALOGUE_AT_WORDS, words, DS_CATALOGUE_WORD_SIZE);
  append_section (file, DS_CATALOGUE_AT_STRINGS, self->strings, 1);
  append_section (file, DS_CATALOGUE_AT_RECORDS, self->records, 1);
  size = GUINT32_TO_LE (file->len);
  memcpy (file->data + DS_CATALOGUE_AT_SIZE, &size, sizeof size);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}
