/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-printer-answer"

#include "config.h"

#include "core/ds-text.h"
#include "drivers/printer/ds-printer-ipp.h"
#include "drivers/printer/ds-printer-place.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || (*text != '\0' && ds_text_is_clean (text)));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (DsFacts) facts = ds_printer_read_answer (data, size, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("192.0.2.7", 631);
  g_autofree char *page = NULL;

  if (facts == NULL)
    return 0;

  check_text (facts->key);
  check_text (facts->name);
  check_text (facts->maker);
  check_text (facts->model);
  check_text (facts->serial);
  check_text (facts->software_version);

  page = ds_printer_page (facts->admin_page, G_INET_SOCKET_ADDRESS (address));
  check_text (page);
  g_assert_true (page == NULL || g_str_has_prefix (page, "http"));
  return 0;
}
