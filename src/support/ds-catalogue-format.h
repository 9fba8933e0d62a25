/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* How a compiled catalogue lies in its file; docs/catalogue.md tells it in words. The
 * reader and the compiler share this, and how keys are written. All numbers are
 * little-endian, all places are counted from the beginning of the file. */

#define DS_CATALOGUE_MAGIC       "DSCAT\r\n\032"
#define DS_CATALOGUE_MAGIC_SIZE  8
#define DS_CATALOGUE_FORMAT      1
#define DS_CATALOGUE_HEADER_SIZE 64
#define DS_CATALOGUE_MAX_SIZE    (256u * 1024 * 1024)

/* Where in the header. */
typedef enum {
  DS_CATALOGUE_AT_FORMAT = 8,
  DS_CATALOGUE_AT_EDITION = 12,
  DS_CATALOGUE_AT_DATE = 16,
  DS_CATALOGUE_AT_SIZE = 20,
  /* Each section: its place, and how many entries (or bytes) it has. */
  DS_CATALOGUE_AT_PRODUCTS = 24,
  DS_CATALOGUE_AT_KEYS = 32,
  DS_CATALOGUE_AT_WORDS = 40,
  DS_CATALOGUE_AT_STRINGS = 48,
  DS_CATALOGUE_AT_RECORDS = 56,
} DsCatalogueAt;

/* A product: place and size of its record, counted from where records begin. */
#define DS_CATALOGUE_PRODUCT_SIZE 8
/* A key: its string, its product, and the key (by number) that is the longest
 * pattern for it among those before it, or NONE. Keys are in the order of their
 * bytes; patterns end in an asterisk. */
#define DS_CATALOGUE_KEY_SIZE 12
/* A word: its string, which is a folded name from some word on, and its product. In
 * the order of their bytes, too. */
#define DS_CATALOGUE_WORD_SIZE 8
/* Strings end in NUL. */
#define DS_CATALOGUE_MAX_STRING 520
#define DS_CATALOGUE_MAX_RECORD (64u * 1024)
#define DS_CATALOGUE_NONE       G_MAXUINT32

/* A record is a row of numbers (four bytes), strings (a number of bytes, and these)
 * and lists (a number of entries, and these). Dates are numbers like 20261122,
 * 20261100 for a month, 0 for none. A text is a list of languages' codes, each with
 * the words in it; steps are a list of texts.
 *
 *   maker, model, kind, home page, number of the maker's product, launched, last sold
 *   sources:    publisher, URL, reach, stated, read, checked
 *   support:    rule, at least, date, months, since, contested, number of the source
 *   contacts:   report, policy, answer days, source
 *   accounts:   purpose, URL, contact, list of countries, steps, source
 *   erase:      steps, source
 *   reset:      steps, source
 *   advisories: kind, date, title (a text), URL, source
 */

/* Most entries in each list of a record, and steps in a guide. */
#define DS_CATALOGUE_MAX_LIST 64

/* The keys; NULL for a name of which nothing is left. No name makes a pattern. */
char *ds_catalogue_key_maker         (const char *name);
char *ds_catalogue_key_model         (const char *maker,
                                      const char *model);
char *ds_catalogue_key_homekit       (const char *model);
char *ds_catalogue_key_dnssd         (const char *type);
char *ds_catalogue_key_matter        (uint16_t    vendor,
                                      uint16_t    product);
char *ds_catalogue_key_matter_vendor (uint16_t    vendor);

G_END_DECLS
