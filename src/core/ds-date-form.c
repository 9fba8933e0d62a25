/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How people write a day in numbers: 22.11.2026 here, 11/22/2026 there. A form is what
 * nl_langinfo() gives for D_FMT, see strftime(3), of which those are taken that consist of
 * a day, a month and a year in numbers.
 */

#define G_LOG_DOMAIN "ds-date-form"

#include "config.h"

#include "ds-date-form.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* More than any day has that is written in numbers. */
#define LONGEST 32

#define YEAR_DIGITS 4

typedef enum
{
  DAY,
  MONTH,
  YEAR,
  N_PARTS,
} Part;

typedef struct
{
  Part part;
  bool padded; /* with a zero in front of a single digit */
} Number;

/* What @form has at "%": (out) a number, and what follows it. Two digits of a year would
 * leave the century open, so a year has four of them in any form. */
static const char *
read_number_form (const char *form,
                  Number *number)
{
  bool padded = form[1] != '-' && form[1] != '_';

  form += padded ? 1 : 2;
  switch (*form)
    {
    case 'd':
      *number = (Number) { DAY, padded };
      return form + 1;
    case 'e':
      *number = (Number) { DAY, false };
      return form + 1;
    case 'm':
      *number = (Number) { MONTH, padded };
      return form + 1;
    case 'y':
    case 'Y':
      *number = (Number) { YEAR, true };
      return form + 1;
    default:
      return NULL;
    }
}

/* Whether each of the three stands in it once, and nothing that is no number. */
static bool
is_known (const char *form)
{
  bool seen[N_PARTS] = { false };

  while (*form != '\0')
    {
      Number number;

      if (*form != '%')
        {
          form++;
          continue;
        }
      form = read_number_form (form, &number);
      if (form == NULL || seen[number.part])
        return false;
      seen[number.part] = true;
    }

  return seen[DAY] && seen[MONTH] && seen[YEAR];
}

/**
 * ds_date_form_get_own:
 *
 * Returns: (nullable): the form of the person's locale; %NULL where that writes no day in
 *   these numbers, or there is none
 */
const char *
ds_date_form_get_own (void)
{
  const char *locale = setlocale (LC_TIME, NULL);
  const char *form = nl_langinfo (D_FMT);

  /* The form of no country in particular is that of one all the same. */
  if (locale == NULL || strcmp (locale, "POSIX") == 0 || strcmp (locale, "C") == 0
      || g_str_has_prefix (locale, "C."))
    return NULL;
  if (strcmp (form, "%D") == 0)
    form = "%m/%d/%y";
  if (strcmp (form, "%F") == 0)
    form = "%Y-%m-%d";

  return g_utf8_validate (form, -1, NULL) && is_known (form) ? form : NULL;
}

static const char *
skip_spaces (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

/* One or two digits, or the four of a year. (nullable): what follows them */
static const char *
read_number (const char *text,
             Part part,
             unsigned int *number)
{
  unsigned int most = part == YEAR ? YEAR_DIGITS : 2;
  unsigned int n = 0;

  for (*number = 0; n < most && g_ascii_isdigit (text[n]); n++)
    *number = *number * 10 + (unsigned int) (text[n] - '0');

  return n == 0 || (part == YEAR && n < YEAR_DIGITS) ? NULL : text + n;
}

/* (nullable): what follows the character of @form in @text */
static const char *
read_character (const char *form,
                const char *text)
{
  if (g_unichar_isspace (g_utf8_get_char (form)))
    return skip_spaces (text);

  return g_utf8_get_char (form) == g_utf8_get_char (text) ? g_utf8_next_char (text) : NULL;
}

static bool
read_parts (const char *form,
            const char *text,
            unsigned int parts[N_PARTS])
{
  while (*form != '\0' && text != NULL)
    {
      Number number;

      if (*form == '%')
        {
          form = read_number_form (form, &number);
          text = read_number (skip_spaces (text), number.part, &parts[number.part]);
        }
      else
        {
          text = read_character (form, text);
          form = g_utf8_next_char (form);
        }
    }

  return text != NULL && *text == '\0';
}

/**
 * ds_date_form_parse:
 * @form: one of ds_date_form_get_own()
 * @text: any text
 * @date: (out): return location for the date
 *
 * Reads a day as a person types it: with its signs, of which spaces may be left out or
 * added before a number, with or without zeros in front of a day or a month, and with all
 * four digits of the year.
 *
 * Returns: whether it is one; @date is %DS_DATE_NONE otherwise
 */
bool
ds_date_form_parse (const char *form,
                    const char *text,
                    DsDate *date)
{
  unsigned int parts[N_PARTS] = { 0 };

  g_return_val_if_fail (date != NULL, false);

  *date = DS_DATE_NONE;
  g_return_val_if_fail (form != NULL && is_known (form), false);

  if (text == NULL || strnlen (text, LONGEST + 1) > LONGEST || !g_utf8_validate (text, -1, NULL)
      || !read_parts (form, text, parts) || parts[DAY] == 0)
    return false;

  *date = ds_date_new ((int) parts[YEAR], parts[MONTH], parts[DAY]);
  return ds_date_is_set (*date);
}

/**
 * ds_date_form_write:
 * @form: one of ds_date_form_get_own()
 * @date: a day
 *
 * Returns: (transfer full): what ds_date_form_parse() reads
 */
char *
ds_date_form_write (const char *form,
                    DsDate date)
{
  const unsigned int parts[N_PARTS] = { date.day, date.month, (unsigned int) date.year };
  GString *text = g_string_new (NULL);

  while (*form != '\0')
    {
      Number number;

      if (*form != '%')
        {
          g_string_append_c (text, *form++);
          continue;
        }
      form = read_number_form (form, &number);
      g_string_append_printf (text, "%0*u",
                              !number.padded ? 1 : number.part == YEAR ? YEAR_DIGITS : 2,
                              parts[number.part]);
    }

  return g_string_free_and_steal (text);
}
