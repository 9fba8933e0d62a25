/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-homekit"

#include "config.h"

#include "ds-hap-http.h"

#include "core/ds-error.h"

#include <string.h>

/* Longest line that tells the size of a chunk, extensions and CRLF included. */
#define CHUNK_LINE_MAX 128
/* Hexadecimal digits of a chunk's size: enough for 4 GiB, too few to overflow. */
#define CHUNK_DIGITS_MAX 8

typedef enum {
  STATE_STATUS,
  STATE_HEADER,
  STATE_BODY,
  STATE_CHUNK_SIZE,
  STATE_CHUNK_DATA,
  STATE_CHUNK_END,
  STATE_TRAILER,
  STATE_BROKEN,
} State;

struct _DsHapHttp
{
  size_t        max_body;
  GQueue        messages; /* whole ones, of DsHapMessage */

  State         state;
  GByteArray   *line;     /* the line that is being received */
  size_t        head;     /* bytes of status line, headers and trailers so far */
  unsigned int  headers;

  DsHapMessage *message;  /* the one that is being received */
  GByteArray   *body;
  size_t        left;     /* bytes until the body or the chunk ends */
  bool          has_length;
  bool          is_chunked;
};

/**
 * ds_hap_message_free:
 * @self: (nullable) (transfer full): a message
 */
void
ds_hap_message_free (DsHapMessage *self)
{
  if (self == NULL)
    return;

  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * ds_hap_http_new:
 * @max_body: most bytes that a body may have, such as %DS_HAP_HTTP_MAX_BODY
 *
 * Returns: (transfer full): a reader at the beginning of a connection
 */
DsHapHttp *
ds_hap_http_new (size_t max_body)
{
  DsHapHttp *self = g_new0 (DsHapHttp, 1);

  self->max_body = max_body;
  g_queue_init (&self->messages);
  self->line = g_byte_array_new ();
  self->body = g_byte_array_new ();
  self->message = g_new0 (DsHapMessage, 1);

  return self;
}

/**
 * ds_hap_http_free:
 * @self: (nullable) (transfer full): a reader
 */
void
ds_hap_http_free (DsHapHttp *self)
{
  if (self == NULL)
    return;

  g_queue_clear_full (&self->messages, (GDestroyNotify) ds_hap_message_free);
  g_byte_array_unref (self->line);
  g_byte_array_unref (self->body);
  ds_hap_message_free (self->message);
  g_free (self);
}

static bool
refuse (GError     **error,
        const char  *why)
{
  g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "Malformed HTTP answer: %s", why);
  return false;
}

static void
ds_hap_http_finish_message (DsHapHttp *self)
{
  self->message->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  g_queue_push_tail (&self->messages, g_steal_pointer (&self->message));

  self->message = g_new0 (DsHapMessage, 1);
  self->body = g_byte_array_new ();
  self->state = STATE_STATUS;
  self->head = 0;
  self->headers = 0;
  self->left = 0;
  self->has_length = false;
  self->is_chunked = false;
}

/*
 * Lines (RFC 9112, sections 4 and 5)
 */

static bool
is_text (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (g_ascii_iscntrl (*text) && *text != '\t')
        return false;
    }

  return true;
}

/* "HTTP/1.1 200 OK" or "EVENT/1.0 200 OK"; the reason may be left out. */
static bool
ds_hap_http_take_status (DsHapHttp   *self,
                         const char  *line,
                         GError     **error)
{
  if (g_str_has_prefix (line, "HTTP/1.1 "))
    line += strlen ("HTTP/1.1 ");
  else if (g_str_has_prefix (line, "EVENT/1.0 "))
    {
      line += strlen ("EVENT/1.0 ");
      self->message->is_event = true;
    }
  else
    return refuse (error, "no status line");

  for (unsigned int i = 0; i < 3; i++)
    {
      if (!g_ascii_isdigit (line[i]))
        return refuse (error, "no status number");
      self->message->status = self->message->status * 10 + (line[i] - '0');
    }

  if ((line[3] != ' ' && line[3] != '\0') || !is_text (line + 3))
    return refuse (error, "odd characters in the status line");
  /* Nothing that Doorstep sends may be answered provisionally. */
  if (self->message->status < 200 || self->message->status > 599)
    return refuse (error, "a status that is not final");

  self->state = STATE_HEADER;
  return true;
}

/* Only digits: no sign, no list, no second one (RFC 9112, section 6.3). */
static bool
ds_hap_http_take_length (DsHapHttp   *self,
                         const char  *value,
                         GError     **error)
{
  if (self->has_length)
    return refuse (error, "two lengths");
  if (*value == '\0')
    return refuse (error, "an empty length");

  for (; *value != '\0'; value++)
    {
      if (!g_ascii_isdigit (*value))
        return refuse (error, "a length that is no number");
      self->left = self->left * 10 + (*value - '0');
      if (self->left > self->max_body)
        return refuse (error, "the body is too long");
    }

  self->has_length = true;
  return true;
}

static bool
ds_hap_http_take_encoding (DsHapHttp   *self,
                           const char  *value,
                           GError     **error)
{
  if (self->is_chunked || g_ascii_strcasecmp (value, "chunked") != 0)
    return refuse (error, "an unknown transfer encoding");

  self->is_chunked = true;
  return true;
}

static bool
ds_hap_http_take_type (DsHapHttp   *self,
                       const char  *value,
                       GError     **error)
{
  g_autofree char *bare = NULL;

  if (self->message->content_type != NULL)
    return refuse (error, "two content types");

  bare = g_strndup (value, strcspn (value, ";"));
  self->message->content_type = g_ascii_strdown (g_strchomp (bare), -1);
  return true;
}

static bool
is_token (const char *text,
          size_t      length)
{
  for (size_t i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && strchr ("!#$%&'*+-.^_`|~", text[i]) == NULL)
        return false;
    }

  return length > 0;
}

/* "Name: value". A line that begins with a space would continue the one before
 * (obsolete folding); it has no name and is refused with the rest. */
static bool
ds_hap_http_take_header (DsHapHttp   *self,
                         char        *line,
                         GError     **error)
{
  char *colon = strchr (line, ':');
  const char *value;

  if (++self->headers > DS_HAP_HTTP_MAX_HEADERS)
    return refuse (error, "too many headers");
  if (colon == NULL || !is_token (line, colon - line) || !is_text (colon))
    return refuse (error, "a malformed header");
  /* Headers after a chunked body change nothing. */
  if (self->state == STATE_TRAILER)
    return true;

  *colon = '\0';
  value = g_strstrip (colon + 1);
  if (g_ascii_strcasecmp (line, "Content-Length") == 0)
    return ds_hap_http_take_length (self, value, error);
  if (g_ascii_strcasecmp (line, "Transfer-Encoding") == 0)
    return ds_hap_http_take_encoding (self, value, error);
  if (g_ascii_strcasecmp (line, "Content-Type") == 0)
    return ds_hap_http_take_type (self, value, error);

  return true;
}

/* After the empty line: how the body ends (RFC 9112, section 6.3). A body that
 * ends with the connection is refused, since the connection goes on; but small
 * accessories write errors without a body and without saying so. */
static bool
ds_hap_http_finish_head (DsHapHttp  *self,
                         GError    **error)
{
  bool bodiless = self->message->status == 204 || self->message->status == 304;

  if (self->has_length && self->is_chunked)
    return refuse (error, "a length and chunks");
  if (bodiless && (self->left > 0 || self->is_chunked))
    return refuse (error, "a body where none may be");
  if (!self->has_length && !self->is_chunked && !bodiless && self->message->status < 400)
    return refuse (error, "no length");

  if (self->is_chunked)
    self->state = STATE_CHUNK_SIZE;
  else if (self->left > 0)
    self->state = STATE_BODY;
  else
    ds_hap_http_finish_message (self);

  return true;
}

/* RFC 9112, section 7.1; extensions are passed over. */
static bool
ds_hap_http_take_chunk_size (DsHapHttp   *self,
                             const char  *line,
                             GError     **error)
{
  uint64_t size = 0;
  unsigned int digits = 0;

  for (; g_ascii_isxdigit (line[digits]); digits++)
    {
      if (digits == CHUNK_DIGITS_MAX)
        return refuse (error, "a chunk's size is too long");
      size = size << 4 | g_ascii_xdigit_value (line[digits]);
    }

  line += digits;
  line += strspn (line, " \t");
  if (digits == 0 || (*line != '\0' && *line != ';') || !is_text (line))
    return refuse (error, "a malformed chunk's size");
  if (size > self->max_body - self->body->len)
    return refuse (error, "the body is too long");

  self->left = size;
  self->state = size > 0 ? STATE_CHUNK_DATA : STATE_TRAILER;
  return true;
}

static bool
ds_hap_http_take_line (DsHapHttp  *self,
                       char       *line,
                       GError    **error)
{
  switch (self->state)
    {
    case STATE_STATUS:
      return ds_hap_http_take_status (self, line, error);

    case STATE_HEADER:
      if (*line == '\0')
        return ds_hap_http_finish_head (self, error);
      return ds_hap_http_take_header (self, line, error);

    case STATE_CHUNK_SIZE:
      return ds_hap_http_take_chunk_size (self, line, error);

    case STATE_CHUNK_END:
      if (*line != '\0')
        return refuse (error, "a chunk that does not end");
      self->state = STATE_CHUNK_SIZE;
      return true;

    case STATE_TRAILER:
      if (*line != '\0')
        return ds_hap_http_take_header (self, line, error);
      ds_hap_http_finish_message (self);
      return true;

    case STATE_BODY:
    case STATE_CHUNK_DATA:
    case STATE_BROKEN:
    default:
      g_assert_not_reached ();
    }
}

/*
 * Pieces
 */

static bool
ds_hap_http_count (DsHapHttp  *self,
                   size_t      more,
                   GError    **error)
{
  if (self->state == STATE_CHUNK_SIZE || self->state == STATE_CHUNK_END)
    {
      if (self->line->len + more > CHUNK_LINE_MAX)
        return refuse (error, "a chunk's line is too long");
      return true;
    }

  self->head += more;
  if (self->head > DS_HAP_HTTP_MAX_HEAD)
    return refuse (error, "the headers are too long");
  return true;
}

/* Takes bytes up to the end of the line and, once that has come, the line. Only
 * CRLF ends one: two readers that disagree about lone CR or LF would disagree
 * about where a message ends. */
static bool
ds_hap_http_feed_line (DsHapHttp      *self,
                       const uint8_t **data,
                       size_t         *length,
                       GError        **error)
{
  const uint8_t *end = memchr (*data, '\n', *length);
  size_t part = end != NULL ? (size_t) (end - *data) + 1 : *length;
  GByteArray *line = self->line;
  bool taken;

  if (!ds_hap_http_count (self, part, error))
    return false;

  g_byte_array_append (line, *data, part);
  *data += part;
  *length -= part;
  if (end == NULL)
    return true;

  if (line->len < 2 || line->data[line->len - 2] != '\r')
    return refuse (error, "a line that ends without CR");
  line->data[line->len - 2] = '\0';
  if (strlen ((char *) line->data) != line->len - 2)
    return refuse (error, "a NUL");

  taken = ds_hap_http_take_line (self, (char *) line->data, error);
  g_byte_array_set_size (line, 0);
  return taken;
}

/* The body grows with what has come, not with what was promised. */
static void
ds_hap_http_feed_body (DsHapHttp      *self,
                       const uint8_t **data,
                       size_t         *length)
{
  size_t part = MIN (*length, self->left);

  g_byte_array_append (self->body, *data, part);
  *data += part;
  *length -= part;
  self->left -= part;
  if (self->left > 0)
    return;

  if (self->state == STATE_BODY)
    ds_hap_http_finish_message (self);
  else
    self->state = STATE_CHUNK_END;
}

/**
 * ds_hap_http_feed:
 * @self: a reader
 * @data: bytes as they came
 * @length: how many
 * @error: return location for an error
 *
 * Reads on. What is whole afterwards waits for ds_hap_http_pop(), also after an
 * error that came behind it.
 *
 * Returns: whether all was well formed so far; otherwise %DS_ERROR_BAD_ANSWER is
 *   set, now and at every later call
 */
bool
ds_hap_http_feed (DsHapHttp   *self,
                  const void  *data,
                  size_t       length,
                  GError     **error)
{
  const uint8_t *bytes = data;

  g_return_val_if_fail (self != NULL, false);
  g_return_val_if_fail (data != NULL || length == 0, false);

  if (self->state == STATE_BROKEN)
    return refuse (error, "the connection broke earlier");

  while (length > 0)
    {
      if (self->state == STATE_BODY || self->state == STATE_CHUNK_DATA)
        ds_hap_http_feed_body (self, &bytes, &length);
      else if (!ds_hap_http_feed_line (self, &bytes, &length, error))
        {
          self->state = STATE_BROKEN;
          return false;
        }
    }

  return true;
}

/**
 * ds_hap_http_pop:
 * @self: a reader
 *
 * Returns: (transfer full) (nullable): the oldest whole message that was not
 *   taken yet, or %NULL
 */
DsHapMessage *
ds_hap_http_pop (DsHapHttp *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_queue_pop_head (&self->messages);
}

/**
 * ds_hap_http_is_amid:
 * @self: a reader
 *
 * Returns: whether a message has begun and not ended, so that a connection that
 *   closes now cuts it off
 */
bool
ds_hap_http_is_amid (const DsHapHttp *self)
{
  g_return_val_if_fail (self != NULL, false);

  return self->state != STATE_STATUS || self->line->len > 0;
}

/*
 * Requests
 */

static bool
is_visible (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isgraph (*text))
        return false;
    }

  return true;
}

/**
 * ds_hap_http_request:
 * @method: such as "GET"
 * @path: such as "/accessories", with its query
 * @host: the accessory's address and port, as the connection was made
 * @content_type: (nullable): what @body is
 * @body: (nullable): what to send
 * @length: its size in bytes
 *
 * Writes a request of HTTP/1.1. Only what accessories need is in it: some of the
 * small ones stumble over any other header.
 *
 * Returns: (transfer full): the bytes to send
 */
GBytes *
ds_hap_http_request (const char *method,
                     const char *path,
                     const char *host,
                     const char *content_type,
                     const void *body,
                     size_t      length)
{
  GString *request;

  g_return_val_if_fail (is_token (method, strlen (method)), NULL);
  g_return_val_if_fail (*path == '/' && is_visible (path), NULL);
  g_return_val_if_fail (is_visible (host), NULL);
  g_return_val_if_fail (content_type == NULL || is_visible (content_type), NULL);
  g_return_val_if_fail (body != NULL || length == 0, NULL);

  request = g_string_new (NULL);
  g_string_append_printf (request, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, path, host);
  if (content_type != NULL)
    g_string_append_printf (request, "Content-Type: %s\r\n", content_type);
  if (content_type != NULL || strcmp (method, "GET") != 0)
    g_string_append_printf (request, "Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
  g_string_append (request, "\r\n");
  if (length > 0)
    g_string_append_len (request, body, length);

  return g_string_free_to_bytes (request);
}
