/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-text"

#include "config.h"

#include "ds-text.h"

#include <string.h>

#define REPLACEMENT 0xfffd

/* A few accents are a letter of some language; a tower of them is an attack on
 * the rows above and below. */
#define MAX_MARKS 4

typedef struct
{
  GString     *out;
  unsigned int n_chars;
  size_t       base;       /* where the last grapheme begins */
  gunichar     last;
  unsigned int n_marks;
  bool         space_due;
  bool         after_flag; /* the last character began a pair of regional indicators */
} Cleaner;

static bool
is_noncharacter (gunichar c)
{
  return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

/* What takes no room on the screen but changes the order, the length or the
 * comparison of what is there (Unicode's Default_Ignorable_Code_Point, without
 * the two selectors for text and emoji presentation). */
static bool
is_invisible (gunichar c)
{
  switch (c)
    {
    case 0x034f: /* grapheme joiner */
    case 0x115f: /* Hangul fillers */
    case 0x1160:
    case 0x3164:
    case 0xffa0:
    case 0x17b4: /* Khmer inherent vowels */
    case 0x17b5:
    case 0x180b: /* Mongolian selectors */
    case 0x180c:
    case 0x180d:
    case 0x180f:
      return true;
    default:
      return (c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0d) ||
             (c >= 0xfff0 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff);
    }
}

static bool
is_space (gunichar c)
{
  return (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0x2800 || g_unichar_isspace (c);
}

static bool
is_dropped (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
         type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_SURROGATE ||
         is_noncharacter (c) || is_invisible (c);
}

static bool
is_mark (gunichar c)
{
  return g_unichar_ismark (c) || (c >= 0x1f3fb && c <= 0x1f3ff);
}

static bool
is_flag_half (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Whether @c belongs to the grapheme that is already there. */
static bool
continues (const Cleaner *self,
           gunichar c)
{
  return self->out->len > 0 && !self->space_due &&
         (is_mark (c) || (self->after_flag && is_flag_half (c)));
}

static void
put (Cleaner *self,
     gunichar c)
{
  bool joins = continues (self, c);

  if (!joins)
    {
      if (self->space_due)
        {
          g_string_append_c (self->out, ' ');
          self->n_chars++;
        }
      self->space_due = false;
      self->n_marks = 0;
      self->base = self->out->len;
    }

  self->after_flag = is_flag_half (c) && !joins;
  self->last = c;
  g_string_append_unichar (self->out, c);
  self->n_chars++;
}

/* A selector changes how a symbol is drawn and nothing else. Behind a letter it
 * makes a second name that looks the same. */
static bool
is_vain_selector (const Cleaner *self,
                  gunichar c)
{
  return (c == 0xfe0e || c == 0xfe0f) && g_unichar_type (self->last) != G_UNICODE_OTHER_SYMBOL;
}

/* Takes one character; gives false when no more fit. */
static bool
take (Cleaner *self,
      gunichar c,
      unsigned int max_chars)
{
  if (is_space (c))
    {
      self->space_due = self->out->len > 0;
      return true;
    }
  if (is_dropped (c) || is_vain_selector (self, c))
    return true;

  if (is_mark (c))
    {
      /* Without a letter of its own it would sit on what the app shows before it. */
      if (!continues (self, c) || ++self->n_marks > MAX_MARKS)
        return true;
    }
  if (c == REPLACEMENT && !self->space_due && self->last == REPLACEMENT)
    return true;

  if (self->n_chars + (self->space_due ? 1 : 0) >= max_chars)
    {
      /* Half a grapheme reads as another one: leave it out whole. */
      if (continues (self, c) && self->base > 0)
        g_string_truncate (self->out, self->base);
      return false;
    }

  put (self, c);
  return true;
}

/**
 * ds_text_clean:
 * @bytes: (nullable): anything at all
 * @length: how many bytes
 * @max_chars: most Unicode characters to keep
 *
 * Makes of bytes from outside a text that can be shown on one line: valid
 * UTF-8, no control or formatting characters (among them everything that turns
 * the reading direction), nothing invisible, no runs of white space, none
 * around it. Cleaning a clean text changes nothing. It is still not markup.
 *
 * Returns: (transfer full): the text; empty when nothing is left
 */
char *
ds_text_clean (const char *bytes,
               size_t length,
               unsigned int max_chars)
{
  Cleaner self = { .out = g_string_new (NULL) };
  const char *end = length > 0 ? bytes + length : bytes;

  while (bytes < end)
    {
      gunichar c = g_utf8_get_char_validated (bytes, end - bytes);

      if (*bytes == '\0' || c == (gunichar) -1 || c == (gunichar) -2)
        {
          c = *bytes == '\0' ? 0 : REPLACEMENT;
          bytes++;
        }
      else
        bytes = g_utf8_next_char (bytes);

      if (!take (&self, c, max_chars))
        break;
    }

  if (g_str_has_suffix (self.out->str, " "))
    g_string_truncate (self.out, self.out->len - 1);
  return g_string_free_and_steal (self.out);
}

/**
 * ds_text_clean_name:
 * @bytes: (nullable): what the network calls a name, ending in NUL
 *
 * Returns: (transfer full): at most %DS_TEXT_MAX_NAME clean characters
 */
char *
ds_text_clean_name (const char *bytes)
{
  return ds_text_clean (bytes, bytes != NULL ? strlen (bytes) : 0, DS_TEXT_MAX_NAME);
}

/**
 * ds_text_clean_lines:
 * @text: (nullable): a text that may have more than one line
 * @max_chars: most Unicode characters to keep of all lines together
 *
 * Cleans each line by itself, see ds_text_clean().
 *
 * Returns: (transfer full): the text, without empty lines around it
 */
char *
ds_text_clean_lines (const char *text,
                     unsigned int max_chars)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (unsigned int i = 0; lines[i] != NULL; i++)
    {
      char *line = lines[i];

      lines[i] = ds_text_clean (line, strlen (line), max_chars);
      max_chars -= (unsigned int) g_utf8_strlen (lines[i], -1);
      g_free (line);
    }

  return g_strstrip (g_strjoinv ("\n", lines));
}

/**
 * ds_text_is_clean:
 * @text: (nullable): a text
 *
 * Returns: whether ds_text_clean() would change nothing
 */
bool
ds_text_is_clean (const char *text)
{
  g_autofree char *cleaned = NULL;

  if (text == NULL)
    return false;

  cleaned = ds_text_clean (text, strlen (text), G_MAXUINT);
  return strcmp (cleaned, text) == 0;
}

/**
 * ds_text_find:
 * @texts: a row of texts that ends with %NULL
 * @text: (nullable): any text
 *
 * Returns: the place of @text among @texts, or -1 where it is not there
 */
int
ds_text_find (const char * const *texts,
              const char *text)
{
  g_return_val_if_fail (texts != NULL, -1);

  for (int i = 0; text != NULL && texts[i] != NULL; i++)
    {
      if (g_str_equal (texts[i], text))
        return i;
    }

  return -1;
}
