/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-json"

#include "config.h"

#include "ds-json.h"

#include "ds-error.h"

#include <math.h>
#include <string.h>

/* GLib's string hash is public, so names that all collide can be made up:
 * this bounds what one object of them costs. */
#define MAX_MEMBERS 1024

/* No number that fits int64 or a double needs more. */
#define MAX_NUMBER 512

/* What the grammar allows at this place. */
typedef enum {
  WANT_VALUE,
  WANT_VALUE_OR_END, /* after "[" */
  WANT_NAME,         /* after "," in an object */
  WANT_NAME_OR_END,  /* after "{" */
  WANT_COMMA_OR_END,
  WANT_NOTHING,      /* after the whole text's value */
} Want;

typedef struct
{
  const char         *next;
  const char         *end;
  const DsJsonLimits *limits;
  const char         *trouble; /* static text, set when something is wrong */

  /* One level is an object or array that is not closed yet: no recursion, so
   * that the depth of the text is never the depth of the stack. */
  GPtrArray          *levels;  /* of JsonNode, borrowed from the tree */
  JsonNode           *root;
  char               *name;    /* of the member whose value comes next */
  unsigned int        n_values;
  Want                want;
} Scanner;

static bool
fail (Scanner *self,
      const char *trouble)
{
  self->trouble = trouble;
  return false;
}

static JsonNode *
innermost (Scanner *self)
{
  return self->levels->len > 0 ? g_ptr_array_index (self->levels, self->levels->len - 1) : NULL;
}

static bool
is_full (Scanner *self,
         JsonNode *level)
{
  unsigned int most = self->limits->max_entries;

  return ++self->n_values > self->limits->max_values ||
         (most != 0 && level != NULL && JSON_NODE_HOLDS_ARRAY (level) &&
          json_array_get_length (json_node_get_array (level)) >= most);
}

static bool
attach (Scanner *self,
        JsonNode *node)
{
  JsonNode *level = innermost (self);

  if (is_full (self, level))
    {
      json_node_unref (node);
      return fail (self, "too many values");
    }

  if (level == NULL)
    self->root = node;
  else if (JSON_NODE_HOLDS_ARRAY (level))
    json_array_add_element (json_node_get_array (level), node);
  else
    {
      json_object_set_member (json_node_get_object (level), self->name, node);
      g_clear_pointer (&self->name, g_free);
    }

  self->want = level != NULL ? WANT_COMMA_OR_END : WANT_NOTHING;
  return true;
}

static bool
open_level (Scanner *self,
            bool object)
{
  JsonNode *node;

  if (self->levels->len >= self->limits->max_depth)
    return fail (self, "too deep");

  node = json_node_alloc ();
  if (object)
    json_node_take_object (json_node_init (node, JSON_NODE_OBJECT), json_object_new ());
  else
    json_node_take_array (json_node_init (node, JSON_NODE_ARRAY), json_array_new ());

  if (!attach (self, node))
    return false;

  g_ptr_array_add (self->levels, node);
  self->want = object ? WANT_NAME_OR_END : WANT_VALUE_OR_END;
  self->next++;
  return true;
}

static bool
close_level (Scanner *self)
{
  g_ptr_array_set_size (self->levels, (int) self->levels->len - 1);
  self->want = self->levels->len > 0 ? WANT_COMMA_OR_END : WANT_NOTHING;
  self->next++;
  return true;
}

/* Four hexadecimal digits after "\u". */
static bool
scan_hex (Scanner *self,
          gunichar *unit)
{
  *unit = 0;
  if (self->end - self->next < 4)
    return fail (self, "bad escape");

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*self->next++);

      if (digit < 0)
        return fail (self, "bad escape");
      *unit = *unit << 4 | (gunichar) digit;
    }

  return true;
}

/* After "\u"; a character beyond U+FFFF is two of them (RFC 8259, section 7). */
static bool
scan_unicode_escape (Scanner *self,
                     GString *out)
{
  gunichar c;
  gunichar low;

  if (!scan_hex (self, &c))
    return false;

  if (c >= 0xd800 && c <= 0xdbff)
    {
      if (self->end - self->next < 2 || self->next[0] != '\\' || self->next[1] != 'u')
        return fail (self, "half a surrogate pair");
      self->next += 2;
      if (!scan_hex (self, &low))
        return false;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (self, "half a surrogate pair");
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (c >= 0xdc00 && c <= 0xdfff)
    return fail (self, "half a surrogate pair");

  /* It would cut the C string short behind the back of every later check. */
  if (c == 0)
    return fail (self, "NUL in a string");

  g_string_append_unichar (out, c);
  return true;
}

static bool
scan_escape (Scanner *self,
             GString *out)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter;
  char c;

  if (self->next == self->end)
    return fail (self, "string without end");

  c = *self->next++;
  if (c == 'u')
    return scan_unicode_escape (self, out);

  letter = strchr (letters, c);
  if (letter == NULL)
    return fail (self, "bad escape");

  g_string_append_c (out, meanings[letter - letters]);
  return true;
}

/* A string, with self->next at its first quotation mark. */
static char *
scan_string (Scanner *self)
{
  g_autoptr (GString) out = g_string_new (NULL);

  self->next++;
  while (self->next < self->end && *self->next != '"')
    {
      char c = *self->next++;

      if ((unsigned char) c < 0x20)
        fail (self, "control character in a string");
      else if (c == '\\')
        scan_escape (self, out);
      else
        g_string_append_c (out, c);

      if (self->trouble == NULL && out->len > self->limits->max_string)
        fail (self, "string too long");
      if (self->trouble != NULL)
        return NULL;
    }

  if (self->next == self->end)
    {
      fail (self, "string without end");
      return NULL;
    }

  self->next++;
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static bool
scan_string_value (Scanner *self)
{
  g_autofree char *text = scan_string (self);
  JsonNode *node;

  if (text == NULL)
    return false;

  node = json_node_alloc ();
  return attach (self, json_node_init_string (node, text));
}

static bool
scan_name (Scanner *self)
{
  JsonObject *object = json_node_get_object (innermost (self));
  g_autofree char *name = scan_string (self);

  if (name == NULL)
    return false;
  if (json_object_has_member (object, name))
    return fail (self, "member twice");
  if (json_object_get_size (object) >= MAX_MEMBERS)
    return fail (self, "too many members");

  while (self->next < self->end && strchr (" \t\n\r", *self->next) != NULL)
    self->next++;
  if (self->next == self->end || *self->next != ':')
    return fail (self, "member without a value");

  self->next++;
  self->name = g_steal_pointer (&name);
  self->want = WANT_VALUE;
  return true;
}

static size_t
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

/* Whether @text is a number of RFC 8259, section 6; says whether it is a whole one. */
static bool
is_number (const char *text,
           bool *whole)
{
  size_t digits;

  if (*text == '-')
    text++;
  digits = count_digits (text);
  if (digits == 0 || (digits > 1 && text[0] == '0'))
    return false;

  text += digits;
  *whole = *text == '\0';
  if (*text == '.')
    {
      digits = count_digits (++text);
      text += digits;
      if (digits == 0)
        return false;
    }
  if (*text == 'e' || *text == 'E')
    {
      text++;
      if (*text == '+' || *text == '-')
        text++;
      digits = count_digits (text);
      text += digits;
      if (digits == 0)
        return false;
    }

  return *text == '\0';
}

static bool
scan_number (Scanner *self)
{
  char text[MAX_NUMBER + 1];
  size_t length = 0;
  bool whole = false;
  int64_t integer;
  double real;

  while (self->next < self->end && (g_ascii_isdigit (*self->next) ||
                                    strchr ("+-.eE", *self->next) != NULL))
    {
      if (length == MAX_NUMBER)
        return fail (self, "number too long");
      text[length++] = *self->next++;
    }
  text[length] = '\0';

  if (!is_number (text, &whole))
    return fail (self, "bad number");

  /* A larger whole number, such as a vendor's bound of 2^64 - 1, is none that
   * anyone asks for: it must not cost the rest of the text. */
  if (whole && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    return attach (self, json_node_init_int (json_node_alloc (), integer));

  real = g_ascii_strtod (text, NULL);
  if (!isfinite (real))
    return fail (self, "number out of range");
  return attach (self, json_node_init_double (json_node_alloc (), real));
}

static bool
scan_word (Scanner *self,
           const char *word,
           JsonNode *node)
{
  size_t length = strlen (word);

  if ((size_t) (self->end - self->next) < length || memcmp (self->next, word, length) != 0)
    {
      json_node_unref (node);
      return fail (self, "unknown word");
    }

  self->next += length;
  return attach (self, node);
}

static bool
scan_value (Scanner *self)
{
  switch (*self->next)
    {
    case '{':
      return open_level (self, true);
    case '[':
      return open_level (self, false);
    case '"':
      return scan_string_value (self);
    case 't':
      return scan_word (self, "true", json_node_init_boolean (json_node_alloc (), TRUE));
    case 'f':
      return scan_word (self, "false", json_node_init_boolean (json_node_alloc (), FALSE));
    case 'n':
      return scan_word (self, "null", json_node_init_null (json_node_alloc ()));
    default:
      return scan_number (self);
    }
}

/* Takes one token of what the grammar allows here. */
static bool
scan_token (Scanner *self)
{
  JsonNode *level = innermost (self);
  bool in_object = level != NULL && JSON_NODE_HOLDS_OBJECT (level);
  char c = *self->next;

  switch (self->want)
    {
    case WANT_VALUE_OR_END:
      return c == ']' ? close_level (self) : scan_value (self);
    case WANT_VALUE:
      return scan_value (self);
    case WANT_NAME_OR_END:
      if (c == '}')
        return close_level (self);
      G_GNUC_FALLTHROUGH;
    case WANT_NAME:
      return c == '"' ? scan_name (self) : fail (self, "member without a name");
    case WANT_COMMA_OR_END:
      if (c == (in_object ? '}' : ']'))
        return close_level (self);
      if (c != ',')
        return fail (self, "missing comma");
      self->next++;
      self->want = in_object ? WANT_NAME : WANT_VALUE;
      return true;
    case WANT_NOTHING:
    default:
      return fail (self, "something after the end");
    }
}

static void
scan (Scanner *self)
{
  while (self->trouble == NULL)
    {
      while (self->next < self->end && (*self->next == ' ' || *self->next == '\t' ||
                                        *self->next == '\n' || *self->next == '\r'))
        self->next++;

      if (self->next == self->end)
        {
          if (self->want != WANT_NOTHING)
            fail (self, "ends too early");
          return;
        }

      scan_token (self);
    }
}

/**
 * ds_json_parse:
 * @text: JSON from outside; need not end in NUL
 * @length: how many bytes
 * @limits: how much is accepted
 * @error: return location for %DS_ERROR_BAD_ANSWER
 *
 * Reads RFC 8259 and nothing more: UTF-8 without a byte order mark, no member
 * twice, no trailing text, no half surrogates, no NUL in a string. A number is an
 * int64 where it is a whole one that fits, or else a finite double. An object has
 * at most 1,024 members. json-glib only holds the result; its own, laxer parser
 * is not used.
 *
 * Returns: (transfer full): the value
 */
JsonNode *
ds_json_parse (const char *text,
               size_t length,
               const DsJsonLimits *limits,
               GError **error)
{
  Scanner self = { .next = text, .limits = limits, .want = WANT_VALUE };

  g_return_val_if_fail (limits != NULL, NULL);

  if (length > limits->max_bytes)
    fail (&self, "text too long");
  else if (length == 0)
    fail (&self, "ends too early");
  /* This finds any NUL as well, so that strchr() may be asked for each character. */
  else if (!g_utf8_validate_len (text, length, NULL))
    fail (&self, "not UTF-8");
  else
    {
      self.end = text + length;
      self.levels = g_ptr_array_new ();
      scan (&self);
      g_ptr_array_unref (self.levels);
    }

  g_free (self.name);
  if (self.trouble != NULL)
    {
      g_clear_pointer (&self.root, json_node_unref);
      g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "Bad JSON: %s", self.trouble);
    }

  return self.root;
}

static bool
set_type_error (const char *name,
                const char *wanted,
                GError **error)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "“%s” is not %s", name, wanted);
  return false;
}

/**
 * ds_json_get_object:
 * @object: where to look
 * @name: the member
 * @value: (inout) (transfer none): left as it is when the member is absent
 * @error: return location for %DS_ERROR_BAD_ANSWER
 *
 * Returns: false when the member is there and is not an object
 */
bool
ds_json_get_object (JsonObject *object,
                    const char *name,
                    JsonObject **value,
                    GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return set_type_error (name, "an object", error);

  *value = json_node_get_object (node);
  return true;
}

/**
 * ds_json_get_array:
 * @object: where to look
 * @name: the member
 * @value: (inout) (transfer none): left as it is when the member is absent
 * @error: return location for %DS_ERROR_BAD_ANSWER
 *
 * Returns: false when the member is there and is not an array
 */
bool
ds_json_get_array (JsonObject *object,
                   const char *name,
                   JsonArray **value,
                   GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return set_type_error (name, "an array", error);

  *value = json_node_get_array (node);
  return true;
}

/**
 * ds_json_get_string:
 * @object: where to look
 * @name: the member
 * @value: (inout) (transfer none): left as it is when the member is absent
 * @error: return location for %DS_ERROR_BAD_ANSWER
 *
 * The text is valid UTF-8 but not yet clean, see ds_text_clean().
 *
 * Returns: false when the member is there and is not a string
 */
bool
ds_json_get_string (JsonObject *object,
                    const char *name,
                    const char **value,
                    GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return set_type_error (name, "a string", error);

  *value = json_node_get_string (node);
  return true;
}

/**
 * ds_json_get_int:
 * @object: where to look
 * @name: the member
 * @min: smallest that is accepted
 * @max: largest that is accepted
 * @value: (inout): left as it is when the member is absent
 * @error: return location for %DS_ERROR_BAD_ANSWER
 *
 * Returns: false when the member is there and is not a whole number between
 *   @min and @max
 */
bool
ds_json_get_int (JsonObject *object,
                 const char *name,
                 int64_t min,
                 int64_t max,
                 int64_t *value,
                 GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  int64_t number;

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return set_type_error (name, "a whole number", error);

  number = json_node_get_int (node);
  if (number < min || number > max)
    return set_type_error (name, "within its range", error);

  *value = number;
  return true;
}

/**
 * ds_json_get_bool:
 * @object: where to look
 * @name: the member
 * @value: (inout): left as it is when the member is absent
 * @error: return location for %DS_ERROR_BAD_ANSWER
 *
 * Returns: false when the member is there and is neither true nor false
 */
bool
ds_json_get_bool (JsonObject *object,
                  const char *name,
                  bool *value,
                  GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return true;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return set_type_error (name, "true or false", error);

  *value = json_node_get_boolean (node);
  return true;
}

/**
 * ds_json_get_flag:
 * @object: where to look
 * @name: the member
 * @value: (inout): left as it is when the member is absent
 * @error: return location for %DS_ERROR_BAD_ANSWER
 *
 * ds_json_get_bool() for a member of a boxed struct.
 *
 * Returns: false when the member is there and is neither true nor false
 */
bool
ds_json_get_flag (JsonObject *object,
                  const char *name,
                  gboolean *value,
                  GError **error)
{
  bool told = *value;

  if (!ds_json_get_bool (object, name, &told, error))
    return false;

  *value = told;
  return true;
}
