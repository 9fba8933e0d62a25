/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/homekit/ds-hap-http.h"

/* Smaller than the real bound, so that it is reached. */
#define MAX_BODY 512

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What was read, as one text, and whether it ended in an error. */
static char *
read_in_pieces (const uint8_t *data,
                size_t         size,
                size_t         piece)
{
  g_autoptr (DsHapHttp) http = ds_hap_http_new (MAX_BODY);
  GString *story = g_string_new (NULL);
  bool fine = true;
  DsHapMessage *message;

  while (size > 0 && fine)
    {
      size_t part = MIN (piece, size);

      fine = ds_hap_http_feed (http, data, part, NULL);
      data += part;
      size -= part;

      while ((message = ds_hap_http_pop (http)) != NULL)
        {
          gsize length;
          const char *body = g_bytes_get_data (message->body, &length);

          g_assert_cmpuint (length, <=, MAX_BODY);
          g_string_append_printf (story, "%d %u %s %zu ", message->is_event,
                                  message->status, message->content_type, length);
          if (length > 0)
            g_string_append_len (story, body, length);
          ds_hap_message_free (message);
        }
    }

  if (!fine)
    g_assert_false (ds_hap_http_feed (http, "", 0, NULL));
  g_string_append_printf (story, "%d %d", fine, fine && ds_hap_http_is_amid (http));
  return g_string_free_and_steal (story);
}

/* However the bytes are cut, they mean the same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *whole = read_in_pieces (data, size, SIZE_MAX);
  g_autofree char *bytes = read_in_pieces (data, size, 1);
  g_autofree char *pieces = read_in_pieces (data, size, 7);

  g_assert_cmpstr (whole, ==, bytes);
  g_assert_cmpstr (whole, ==, pieces);

  return 0;
}
