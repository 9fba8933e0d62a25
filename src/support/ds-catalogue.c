/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-catalogue"

#include "config.h"

#include "ds-catalogue.h"

#include "core/ds-error.h"
#include "ds-catalogue-format.h"
#include "ds-catalogue-record.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* Patterns within patterns; more are not of our compiler. */
#define MAX_CHAIN 64
/* Words looked at for each that is to be shown: several may be of one product. */
#define MAX_WORDS_EACH 16
#define MAX_SHOWN      100

typedef struct
{
  size_t   place;
  uint32_t count;
} Section;

struct _DsCatalogue
{
  GBytes        *bytes;
  const uint8_t *data;
  size_t         size;
  uint32_t       edition;
  DsDate         date;
  Section        products;
  Section        keys;
  Section        words;
  Section        strings;
  Section        records;
};

G_DEFINE_BOXED_TYPE (DsCatalogue, ds_catalogue, ds_catalogue_ref, ds_catalogue_unref)

static uint32_t
read_number (DsCatalogue *self,
             size_t place)
{
  uint32_t number;

  memcpy (&number, self->data + place, sizeof number);
  return GUINT32_FROM_LE (number);
}

/* Whether the section lies behind the header and within the file. */
static bool
read_section (DsCatalogue *self,
              DsCatalogueAt at,
              size_t entry_size,
              Section *section)
{
  section->place = read_number (self, at);
  section->count = read_number (self, at + 4);
  return section->place >= DS_CATALOGUE_HEADER_SIZE && section->place <= self->size &&
         section->count <= (self->size - section->place) / entry_size;
}

static bool
read_header (DsCatalogue *self)
{
  if (self->size < DS_CATALOGUE_HEADER_SIZE || self->size > DS_CATALOGUE_MAX_SIZE ||
      memcmp (self->data, DS_CATALOGUE_MAGIC, DS_CATALOGUE_MAGIC_SIZE) != 0 ||
      read_number (self, DS_CATALOGUE_AT_FORMAT) != DS_CATALOGUE_FORMAT ||
      read_number (self, DS_CATALOGUE_AT_SIZE) != self->size)
    return false;

  self->edition = read_number (self, DS_CATALOGUE_AT_EDITION);
  self->date = ds_catalogue_read_date (read_number (self, DS_CATALOGUE_AT_DATE));
  return self->edition > 0 && self->date.day > 0 &&
         read_section (self, DS_CATALOGUE_AT_PRODUCTS, DS_CATALOGUE_PRODUCT_SIZE, &self->products) &&
         read_section (self, DS_CATALOGUE_AT_KEYS, DS_CATALOGUE_KEY_SIZE, &self->keys) &&
         read_section (self, DS_CATALOGUE_AT_WORDS, DS_CATALOGUE_WORD_SIZE, &self->words) &&
         read_section (self, DS_CATALOGUE_AT_STRINGS, 1, &self->strings) &&
         read_section (self, DS_CATALOGUE_AT_RECORDS, 1, &self->records);
}

/**
 * ds_catalogue_new:
 * @bytes: a compiled catalogue, which may be anything
 * @error: return location for an error
 *
 * Looks at the header only, so that it takes the same time for any size.
 *
 * Returns: (transfer full): the catalogue, or %NULL with
 *   %DS_ERROR_CATALOGUE_DAMAGED
 */
DsCatalogue *
ds_catalogue_new (GBytes *bytes,
                  GError **error)
{
  g_autoptr (DsCatalogue) self = g_atomic_rc_box_new0 (DsCatalogue);

  g_return_val_if_fail (bytes != NULL, NULL);

  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->size);
  if (!read_header (self))
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_CATALOGUE_DAMAGED, "this is no catalogue");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * ds_catalogue_open:
 * @path: a file
 * @error: return location for an error
 *
 * Maps the file. It must not be written to in place while it is open; whoever has
 * another catalogue puts another file there.
 *
 * Returns: (transfer full): the catalogue, or %NULL with %DS_ERROR_NOT_FOUND,
 *   %DS_ERROR_CATALOGUE_DAMAGED or another error
 */
DsCatalogue *
ds_catalogue_open (const char *path,
                   GError **error)
{
  g_autofd int fd = -1;
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  struct stat info;

  g_return_val_if_fail (path != NULL, NULL);

  /* A pipe would keep us waiting. */
  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0 || fstat (fd, &info) != 0)
    {
      int code = errno;

      g_set_error (error, DS_ERROR, code == ENOENT ? DS_ERROR_NOT_FOUND : DS_ERROR_FAILED,
                   "cannot open %s: %s", path, g_strerror (code));
      return NULL;
    }
  if (!S_ISREG (info.st_mode) || info.st_size > DS_CATALOGUE_MAX_SIZE)
    {
      g_set_error (error, DS_ERROR, DS_ERROR_CATALOGUE_DAMAGED, "%s cannot be a catalogue", path);
      return NULL;
    }

  file = g_mapped_file_new_from_fd (fd, FALSE, error);
  if (file == NULL)
    return NULL;

  bytes = g_mapped_file_get_bytes (file);
  return ds_catalogue_new (bytes, error);
}

/**
 * ds_catalogue_ref:
 * @self: a catalogue
 *
 * Returns: (transfer full): the same
 */
DsCatalogue *
ds_catalogue_ref (DsCatalogue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  DsCatalogue *self = data;

  g_bytes_unref (self->bytes);
}

/**
 * ds_catalogue_unref:
 * @self: (transfer full) (nullable): a catalogue
 */
void
ds_catalogue_unref (DsCatalogue *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/**
 * ds_catalogue_get_edition:
 * @self: a catalogue
 *
 * Returns: its number, from 1 on; a newer one has a higher
 */
unsigned int
ds_catalogue_get_edition (DsCatalogue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->edition;
}

/**
 * ds_catalogue_get_date:
 * @self: a catalogue
 *
 * Returns: the day on which it was made
 */
DsDate
ds_catalogue_get_date (DsCatalogue *self)
{
  g_return_val_if_fail (self != NULL, DS_DATE_NONE);

  return self->date;
}

/**
 * ds_catalogue_get_n_products:
 * @self: a catalogue
 *
 * Returns: how many products it has, each maker counted as one
 */
unsigned int
ds_catalogue_get_n_products (DsCatalogue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->products.count;
}

/* NULL where there is none that ends in time. */
static const char *
peek_string (DsCatalogue *self,
             uint32_t place)
{
  const char *string;

  if (place >= self->strings.count)
    return NULL;

  string = (const char *) self->data + self->strings.place + place;
  return memchr (string, '\0', MIN (self->strings.count - place, DS_CATALOGUE_MAX_STRING)) != NULL
             ? string
             : NULL;
}

/* The string of an entry, "" for one that is broken. */
static const char *
peek_entry (DsCatalogue *self,
            const Section *section,
            size_t entry_size,
            uint32_t entry)
{
  const char *string = peek_string (self, read_number (self, section->place + (size_t) entry * entry_size));

  return string != NULL ? string : "";
}

/* The number of the first entry that is behind @string, in the order of bytes. With
 * @or_same also one that is the same. */
static uint32_t
find_behind (DsCatalogue *self,
             const Section *section,
             size_t entry_size,
             const char *string,
             bool or_same)
{
  uint32_t low = 0;
  uint32_t high = section->count;

  while (low < high)
    {
      uint32_t middle = low + (high - low) / 2;
      int order = strcmp (peek_entry (self, section, entry_size, middle), string);

      if (order > 0 || (order == 0 && or_same))
        high = middle;
      else
        low = middle + 1;
    }

  return low;
}

/* A key may lead to something that is not there; that is found out on reading it. */
static uint32_t
get_product_of_key (DsCatalogue *self,
                    uint32_t key)
{
  return read_number (self, self->keys.place + (size_t) key * DS_CATALOGUE_KEY_SIZE + 4);
}

/* Whether @pattern, which may be none, is one for @string. */
static bool
matches (const char *pattern,
         const char *string)
{
  size_t length = strlen (pattern);

  return length > 1 && pattern[length - 1] == '*' && strncmp (pattern, string, length - 1) == 0;
}

/* The product that a key leads to, by itself or by the longest pattern for it. An
 * asterisk comes before everything that a key is made of, so the patterns for a key
 * are among what comes before the key with an asterisk behind it. */
static uint32_t
find_product (DsCatalogue *self,
              const char *key)
{
  g_autofree char *pattern = g_strconcat (key, "*", NULL);
  uint32_t entry = find_behind (self, &self->keys, DS_CATALOGUE_KEY_SIZE, key, true);

  if (entry < self->keys.count &&
      strcmp (peek_entry (self, &self->keys, DS_CATALOGUE_KEY_SIZE, entry), key) == 0)
    return get_product_of_key (self, entry);

  entry = find_behind (self, &self->keys, DS_CATALOGUE_KEY_SIZE, pattern, false);
  if (entry == 0)
    return DS_CATALOGUE_NONE;

  entry--;
  for (unsigned int i = 0; i < MAX_CHAIN; i++)
    {
      uint32_t shorter;

      if (matches (peek_entry (self, &self->keys, DS_CATALOGUE_KEY_SIZE, entry), key))
        return get_product_of_key (self, entry);

      shorter = read_number (self, self->keys.place + (size_t) entry * DS_CATALOGUE_KEY_SIZE + 8);
      if (shorter >= entry) /* NONE, or a circle */
        break;
      entry = shorter;
    }

  return DS_CATALOGUE_NONE;
}

/* NULL where the product is none, or its record is broken. */
static DsProduct *
read_record (DsCatalogue *self,
             uint32_t product,
             uint32_t *maker)
{
  size_t entry = self->products.place + (size_t) product * DS_CATALOGUE_PRODUCT_SIZE;
  uint32_t place;
  uint32_t length;

  if (product >= self->products.count)
    return NULL;

  place = read_number (self, entry);
  length = read_number (self, entry + 4);
  if (place > self->records.count || length > self->records.count - place ||
      length > DS_CATALOGUE_MAX_RECORD)
    return NULL;

  return ds_catalogue_record_read (self->data + self->records.place + place, length, maker);
}

static DsProduct *
read_product (DsCatalogue *self,
              uint32_t number)
{
  uint32_t maker_number = DS_CATALOGUE_NONE;
  DsProduct *product = read_record (self, number, &maker_number);

  if (product != NULL && maker_number != number)
    {
      uint32_t unused;
      g_autoptr (DsProduct) maker = read_record (self, maker_number, &unused);

      if (maker != NULL)
        ds_catalogue_record_add_maker (product, maker);
    }

  return product;
}

/* Looks a key up, which may be NULL. What is found about a model becomes *found,
 * what about a maker as a whole *maker, unless something is there. */
static void
look_up (DsCatalogue *self,
         char *key,
         DsProduct **found,
         DsProduct **maker)
{
  g_autofree char *own = key;
  g_autoptr (DsProduct) product = NULL;

  if (key == NULL || *found != NULL)
    return;

  product = read_product (self, find_product (self, key));
  if (product == NULL)
    return;
  if (product->model != NULL)
    *found = g_steal_pointer (&product);
  else if (*maker == NULL)
    *maker = g_steal_pointer (&product);
}

/**
 * ds_catalogue_find:
 * @self: a catalogue
 * @key: by what a device may be recognised
 *
 * Finds the model by Matter's numbers, by the names of maker and model, or by the
 * model that HomeKit announces; and where it is not known, at least the maker. What
 * the catalogue says about the maker is part of what it says about a model.
 *
 * Returns: (transfer full) (nullable): what is known
 */
DsProduct *
ds_catalogue_find (DsCatalogue *self,
                   const DsProductKey *key)
{
  g_autoptr (DsProduct) found = NULL;
  g_autoptr (DsProduct) maker = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  if (key->matter_vendor != 0 && key->matter_product != 0)
    look_up (self, ds_catalogue_key_matter (key->matter_vendor, key->matter_product), &found, &maker);
  look_up (self, ds_catalogue_key_maker (key->maker), &found, &maker);
  if (key->matter_vendor != 0 && maker == NULL)
    look_up (self, ds_catalogue_key_matter_vendor (key->matter_vendor), &found, &maker);
  look_up (self, ds_catalogue_key_homekit (key->homekit_model), &found, &maker);
  if (maker == NULL)
    look_up (self, ds_catalogue_key_dnssd (key->dnssd_type), &found, &maker);
  if (maker != NULL)
    look_up (self, ds_catalogue_key_model (maker->maker, key->model), &found, &maker);

  return found != NULL ? g_steal_pointer (&found) : g_steal_pointer (&maker);
}

static bool
is_among (const uint32_t *numbers,
          unsigned int n,
          uint32_t number)
{
  for (unsigned int i = 0; i < n; i++)
    {
      if (numbers[i] == number)
        return true;
    }

  return false;
}

/**
 * ds_catalogue_complete:
 * @self: a catalogue
 * @typed: what a person has typed of a maker, a model, or the one and the other
 * @most: how many products to return at most, up to 100
 *
 * Finds what has a word that begins so; case, accents, spaces and signs do not count.
 * Makers come before their models.
 *
 * Returns: (transfer full) (element-type DsProduct): products and, without a model,
 *   makers, in the order of the names
 */
GPtrArray *
ds_catalogue_complete (DsCatalogue *self,
                       const char *typed,
                       unsigned int most)
{
  g_autofree char *folded = ds_product_fold (typed, NULL);
  GPtrArray *products = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_product_unref);
  uint32_t seen[MAX_SHOWN];
  unsigned int n_seen = 0;
  uint32_t word;
  uint32_t end;

  g_return_val_if_fail (self != NULL, products);

  most = MIN (most, MAX_SHOWN);
  if (*folded == '\0')
    return products;

  word = find_behind (self, &self->words, DS_CATALOGUE_WORD_SIZE, folded, true);
  end = MIN (self->words.count, word + most * MAX_WORDS_EACH);
  for (; word < end && n_seen < most; word++)
    {
      size_t place = self->words.place + (size_t) word * DS_CATALOGUE_WORD_SIZE;
      uint32_t number = read_number (self, place + 4);
      DsProduct *product;

      if (!g_str_has_prefix (peek_entry (self, &self->words, DS_CATALOGUE_WORD_SIZE, word), folded))
        break;
      if (is_among (seen, n_seen, number))
        continue;

      seen[n_seen++] = number;
      product = read_product (self, number);
      if (product != NULL)
        g_ptr_array_add (products, product);
    }

  return products;
}
