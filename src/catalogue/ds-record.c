/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-record"

#include "config.h"

#include "ds-record.h"

#include <string.h>

#define DATES 2 /* launched, last sold */
#define LISTS 7 /* from the sources to the advisories */

void
ds_record_put_number (GByteArray *record,
                      uint32_t number)
{
  uint32_t written = GUINT32_TO_LE (number);

  g_byte_array_append (record, (const uint8_t *) &written, sizeof written);
}

void
ds_record_put_string (GByteArray *record,
                      const char *string)
{
  uint32_t length = (uint32_t) strlen (string);

  ds_record_put_number (record, length);
  g_byte_array_append (record, (const uint8_t *) string, length);
}

void
ds_record_put_none (GByteArray *record,
                    unsigned int n)
{
  for (unsigned int i = 0; i < n; i++)
    ds_record_put_number (record, 0);
}

GByteArray *
ds_record_new_plain (const char *maker,
                     const char *model,
                     DsKind kind,
                     const char *homepage,
                     uint32_t maker_number)
{
  GByteArray *record = g_byte_array_new ();

  ds_record_put_string (record, maker);
  ds_record_put_string (record, model);
  ds_record_put_string (record, ds_kind_get_nick (kind));
  ds_record_put_string (record, homepage);
  ds_record_put_string (record, ""); /* its name at endoflife.date */
  ds_record_put_number (record, maker_number);
  ds_record_put_none (record, DATES + LISTS);
  return record;
}
