/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "trust/ds-http-reply.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* An RFC 9457 problem document. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (DsHttpReply) reply = ds_http_reply_new (400, "application/problem+json", body);
  const char *problem = ds_http_reply_get_problem (reply);

  for (const char *c = problem; c != NULL && *c != '\0'; c++)
    g_assert_true (g_ascii_isgraph (*c));
  return 0;
}
