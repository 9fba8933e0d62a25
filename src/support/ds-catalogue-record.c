/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-catalogue-record"

#include "config.h"

#include "ds-catalogue-record.h"

#include "core/ds-link.h"
#include "core/ds-text.h"
#include "ds-catalogue-format.h"

#include <string.h>

#define MAX_TEXT   400 /* characters of a step */
#define MAX_MONTHS (30 * 12)

/* A record as it is read, from its beginning to its end. After the first thing that
 * cannot be, everything is empty. */
typedef struct
{
  const uint8_t      *at;
  size_t              left;
  bool                broken;
  const char * const *languages;
  DsSource            sources[DS_CATALOGUE_MAX_LIST];
  uint32_t            n_sources;
} Reader;

/**
 * ds_catalogue_read_date:
 * @number: a number like 20261122, or 20261100 for a month
 *
 * Returns: the date, none for a number that is no date
 */
DsDate
ds_catalogue_read_date (uint32_t number)
{
  return number <= 99991231 ? ds_date_new ((int) (number / 10000), number / 100 % 100, number % 100)
                            : DS_DATE_NONE;
}

/**
 * ds_catalogue_write_date:
 * @date: a date, or none
 *
 * Returns: the number that ds_catalogue_read_date() reads
 */
uint32_t
ds_catalogue_write_date (DsDate date)
{
  return (uint32_t) date.year * 10000 + (uint32_t) date.month * 100 + date.day;
}

static uint32_t
take_number (Reader *self)
{
  uint32_t number;

  if (self->broken || self->left < sizeof number)
    {
      self->broken = true;
      return 0;
    }

  memcpy (&number, self->at, sizeof number);
  self->at += sizeof number;
  self->left -= sizeof number;
  return GUINT32_FROM_LE (number);
}

/* How many entries a list has. */
static uint32_t
take_count (Reader *self)
{
  uint32_t count = take_number (self);

  if (count > DS_CATALOGUE_MAX_LIST)
    self->broken = true;

  return self->broken ? 0 : count;
}

/* At most so much of a number. */
static uint32_t
take_capped (Reader *self,
             uint32_t most)
{
  uint32_t number = take_number (self);

  return MIN (number, most);
}

/* Lends a string, which does not end in NUL. */
static const char *
take_string (Reader *self,
             size_t *length)
{
  const char *string;

  *length = take_number (self);
  if (self->broken || *length > self->left)
    {
      self->broken = true;
      *length = 0;
      return "";
    }

  string = (const char *) self->at;
  self->at += *length;
  self->left -= *length;
  return string;
}

static DsDate
take_date (Reader *self)
{
  return ds_catalogue_read_date (take_number (self));
}

/* Whether cleaning changes nothing, as far as it is quick to say. */
static bool
is_plain (const char *text,
          size_t length)
{
  for (size_t i = 0; i < length; i++)
    {
      if (!g_ascii_isgraph (text[i]) &&
          (text[i] != ' ' || i == 0 || i + 1 == length || text[i - 1] == ' '))
        return false;
    }

  return true;
}

/* NULL where nothing is left. */
static char *
dup_text (const char *text,
          size_t length,
          unsigned int max_chars)
{
  char *clean;

  if (length > 0 && length <= max_chars && is_plain (text, length))
    return g_strndup (text, length);

  clean = ds_text_clean (text, length, max_chars);
  if (*clean == '\0')
    g_clear_pointer (&clean, g_free);

  return clean;
}

static char *
take_name (Reader *self)
{
  size_t length;
  const char *name = take_string (self, &length);

  return dup_text (name, length, DS_TEXT_MAX_NAME);
}

static char *
take_link (Reader *self,
           bool (*is_right) (const char *link))
{
  size_t length;
  const char *string = take_string (self, &length);
  g_autofree char *link = length > 0 ? g_strndup (string, length) : NULL;

  return is_right (link) ? g_steal_pointer (&link) : NULL;
}

/* How early the person wants a language, from 0 on; English comes last. */
static unsigned int
rank_language (Reader *self,
               const char *language,
               size_t length)
{
  unsigned int i;

  for (i = 0; self->languages[i] != NULL; i++)
    {
      if (strlen (self->languages[i]) == length && memcmp (self->languages[i], language, length) == 0)
        return i;
    }

  return length == 2 && memcmp (language, "en", 2) == 0 ? i : G_MAXUINT;
}

/* The words in the language that the person wants most; NULL without any. */
static char *
take_text (Reader *self)
{
  uint32_t n = take_count (self);
  unsigned int best = G_MAXUINT;
  const char *words = NULL;
  size_t words_length = 0;

  for (uint32_t i = 0; i < n; i++)
    {
      size_t language_length;
      size_t length;
      const char *language = take_string (self, &language_length);
      const char *translated = take_string (self, &length);
      unsigned int rank = rank_language (self, language, language_length);

      if (rank < best)
        {
          best = rank;
          words = translated;
          words_length = length;
        }
    }

  return words != NULL ? dup_text (words, words_length, MAX_TEXT) : NULL;
}

static char **
take_steps (Reader *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  uint32_t n = take_count (self);

  for (uint32_t i = 0; i < n; i++)
    {
      char *step = take_text (self);

      if (step != NULL)
        g_strv_builder_take (builder, step);
    }

  return g_strv_builder_end (builder);
}

static void
take_sources (Reader *self)
{
  uint32_t n = take_count (self);

  for (; self->n_sources < n; self->n_sources++)
    {
      DsSource *source = &self->sources[self->n_sources];
      uint32_t reach;

      source->kind = DS_SOURCE_CATALOGUE;
      source->publisher = take_name (self);
      source->url = take_link (self, ds_link_is_web);
      reach = take_number (self);
      source->reach = reach <= DS_REACH_SECOND_HAND ? (DsReach) reach : DS_REACH_SECOND_HAND;
      source->stated_on = take_date (self);
      source->read_on = take_date (self);
      source->checked_on = take_date (self);
    }
}

/* The source to which an entry refers. */
static void
take_source (Reader *self,
             DsSource *source)
{
  uint32_t number = take_number (self);

  if (number < self->n_sources)
    ds_source_init_copy (source, &self->sources[number]);
  else
    self->broken = true;
}

static void
take_claim (Reader *self,
            GPtrArray *claims)
{
  DsSupportClaim *claim = ds_support_claim_new (DS_SOURCE_CATALOGUE, DS_SUPPORT_NO_DATE);
  uint32_t rule = take_number (self);

  g_ptr_array_add (claims, claim);
  if (rule <= DS_SUPPORT_NO_DATE)
    claim->rule = (DsSupportRule) rule;
  else
    self->broken = true;
  claim->at_least = take_number (self) != 0;
  claim->date = take_date (self);
  claim->months = take_capped (self, MAX_MONTHS);
  claim->since = take_date (self);
  claim->contested = take_number (self) != 0;
  take_source (self, &claim->source);
}

static void
take_contact (Reader *self,
              GPtrArray *contacts)
{
  DsProductContact *contact = g_new0 (DsProductContact, 1);

  g_ptr_array_add (contacts, contact);
  contact->report = take_link (self, ds_link_is_contact);
  contact->policy = take_link (self, ds_link_is_web);
  contact->answer_days = take_capped (self, 365);
  take_source (self, &contact->source);
}

static char **
take_countries (Reader *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  uint32_t n = take_count (self);

  for (uint32_t i = 0; i < n; i++)
    {
      size_t length;
      const char *country = take_string (self, &length);

      if (length == 2 && g_ascii_isupper (country[0]) && g_ascii_isupper (country[1]))
        g_strv_builder_take (builder, g_strndup (country, length));
    }

  return g_strv_builder_end (builder);
}

static void
take_account (Reader *self,
              GPtrArray *accounts)
{
  DsProductAccount *account = g_new0 (DsProductAccount, 1);

  g_ptr_array_add (accounts, account);
  account->purpose = take_number (self) == DS_ACCOUNT_CLOSE ? DS_ACCOUNT_CLOSE : DS_ACCOUNT_PRIVACY;
  account->url = take_link (self, ds_link_is_web);
  account->contact = take_link (self, ds_link_is_contact);
  account->countries = take_countries (self);
  account->steps = take_steps (self);
  take_source (self, &account->source);
}

static void
take_guide (Reader *self,
            GPtrArray *guides)
{
  DsProductGuide *guide = g_new0 (DsProductGuide, 1);

  g_ptr_array_add (guides, guide);
  guide->steps = take_steps (self);
  take_source (self, &guide->source);
}

static void
take_advisory (Reader *self,
               GPtrArray *advisories)
{
  DsProductAdvisory *advisory = g_new0 (DsProductAdvisory, 1);

  g_ptr_array_add (advisories, advisory);
  advisory->kind = take_number (self) == DS_ADVISORY_RECALL ? DS_ADVISORY_RECALL : DS_ADVISORY_NOTICE;
  advisory->date = take_date (self);
  advisory->title = take_text (self);
  advisory->url = take_link (self, ds_link_is_web);
  take_source (self, &advisory->source);
}

static void
take_list (Reader *self,
           void (*take) (Reader *self, GPtrArray *entries),
           GPtrArray *entries)
{
  uint32_t n = take_count (self);

  for (uint32_t i = 0; i < n && !self->broken; i++)
    take (self, entries);
}

/* "chromecast/chromecast-1" */
static void
take_endoflife (Reader *self,
                DsProduct *product)
{
  g_autofree char *name = take_name (self);
  char *slash = name != NULL ? strchr (name, '/') : NULL;

  if (slash == NULL)
    return;

  product->endoflife_product = g_strndup (name, (size_t) (slash - name));
  product->endoflife_release = g_strdup (slash + 1);
}

static void
take_product (Reader *self,
              DsProduct *product,
              uint32_t *maker)
{
  g_autofree char *kind = NULL;

  product->maker = take_name (self);
  product->model = take_name (self);
  kind = take_name (self);
  product->kind = ds_kind_from_nick (kind);
  product->homepage = take_link (self, ds_link_is_web);
  take_endoflife (self, product);
  *maker = take_number (self);
  product->launched_on = take_date (self);
  product->last_sold_on = take_date (self);
  take_sources (self);
  take_list (self, take_claim, product->support);
  take_list (self, take_contact, product->contacts);
  take_list (self, take_account, product->accounts);
  take_list (self, take_guide, product->erase);
  take_list (self, take_guide, product->reset);
  take_list (self, take_advisory, product->advisories);
}

/**
 * ds_catalogue_record_read:
 * @data: a record, which may be anything
 * @size: how many bytes
 * @maker: (out): the number of the record about the maker
 *
 * Returns: (transfer full) (nullable): what it says about the product alone
 */
DsProduct *
ds_catalogue_record_read (const uint8_t *data,
                          size_t size,
                          uint32_t *maker)
{
  g_autoptr (DsProduct) product = ds_product_new ();
  Reader self = { .at = data, .left = size, .languages = g_get_language_names () };

  take_product (&self, product, maker);
  for (uint32_t i = 0; i < self.n_sources; i++)
    ds_source_clear (&self.sources[i]);
  if (self.broken || self.left > 0 || product->maker == NULL)
    return NULL;

  return g_steal_pointer (&product);
}

/* A rule of the maker's counts from the days of the product. */
static void
count_from_own_days (DsProduct *product)
{
  for (unsigned int i = 0; i < product->support->len; i++)
    {
      DsSupportClaim *claim = g_ptr_array_index (product->support, i);

      if (claim->rule == DS_SUPPORT_YEARS_FROM_LAUNCH)
        claim->since = product->launched_on;
      else if (claim->rule == DS_SUPPORT_YEARS_FROM_LAST_SOLD)
        claim->since = product->last_sold_on;
    }
}

/**
 * ds_catalogue_record_add_maker:
 * @product: a product
 * @maker: what is known of its maker, whose statements are taken
 *
 * Adds the maker's home page, contacts and accounts; and what it states about
 * support, where nothing is stated about the product itself.
 */
void
ds_catalogue_record_add_maker (DsProduct *product,
                               DsProduct *maker)
{
  if (product->homepage == NULL)
    product->homepage = g_steal_pointer (&maker->homepage);
  if (product->support->len == 0)
    {
      g_ptr_array_extend_and_steal (product->support, g_ptr_array_ref (maker->support));
      count_from_own_days (product);
    }
  g_ptr_array_extend_and_steal (product->contacts, g_ptr_array_ref (maker->contacts));
  g_ptr_array_extend_and_steal (product->accounts, g_ptr_array_ref (maker->accounts));
}
