/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "trust/ds-http-reply.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* An RFC 9457 problem document, and what may stand in the head before it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (DsHttpReply) reply = ds_http_reply_new (400, "application/problem+json", body);
  const char *problem = ds_http_reply_get_problem (reply);
  g_autofree char *header = g_strndup ((const char *) data, size);

  for (const char *c = problem; c != NULL && *c != '\0'; c++)
    g_assert_true (g_ascii_isgraph (*c));

  ds_http_reply_set_retry_after (reply, header);
  g_assert_cmpuint (ds_http_reply_get_retry_after (reply), <=, 24 * 60 * 60);
  return 0;
}
