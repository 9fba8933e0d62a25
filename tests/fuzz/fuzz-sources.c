/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-link.h"
#include "core/ds-text.h"
#include "support/ds-endoflife.h"
#include "support/ds-matter-ledger.h"
#include "support/ds-mud.h"
#include "support/ds-security-txt.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static void
look_at_mud (GBytes *document)
{
  g_autoptr (DsMud) mud = ds_mud_parse (document, "https://a.example/b", NULL);

  if (mud == NULL)
    return;
  g_assert_true (mud->title == NULL || ds_text_is_clean (mud->title));
  g_assert_true (mud->contact == NULL || ds_link_is_contact (mud->contact));
  g_assert_true (mud->signature == NULL || ds_link_is_web (mud->signature));
}

static void
look_at_security_txt (GBytes *document)
{
  g_autoptr (DsSecurityTxt) found =
    ds_security_txt_parse (document, (const char * const[]) { "https://a.example/", NULL }, 1000,
                           NULL);

  if (found == NULL)
    return;
  g_assert_cmpint (found->expires_at, >, 1000);
  g_assert_nonnull (found->contacts[0]);
  for (unsigned int i = 0; found->contacts[i] != NULL; i++)
    g_assert_true (ds_link_is_contact (found->contacts[i]));
}

static void
look_at_ledger (GBytes *document)
{
  g_autoptr (DsMatterModel) model = ds_matter_model_parse (document, 1, 2, NULL);
  g_autoptr (DsMatterVersion) version = ds_matter_version_parse (document, 3, NULL);
  g_autoptr (GArray) numbers = ds_matter_versions_parse (document, NULL);
  g_autofree char *website = ds_matter_vendor_parse (document, 1, NULL);

  g_assert_true (model == NULL || model->name == NULL || ds_text_is_clean (model->name));
  g_assert_true (website == NULL || ds_link_is_web (website));
  g_assert_true (version == NULL || version->name != NULL);
  for (unsigned int i = 1; numbers != NULL && i < numbers->len; i++)
    g_assert_cmpuint (g_array_index (numbers, uint32_t, i), <=,
                      g_array_index (numbers, uint32_t, i - 1));
}

/* What a website, or a label, may say about a device. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) document = g_bytes_new (data, size);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *from_label = ds_mud_url_from_text (text);
  g_autofree char *from_certificate = ds_mud_url_from_der (document);
  g_autofree char *signer = ds_mud_signer_from_der (document);
  g_autoptr (DsSupportClaim) claim =
    ds_endoflife_parse (document, "a", "b", ds_date_new (2026, 11, 22), NULL);

  g_assert_true (from_label == NULL || ds_link_is_web (from_label));
  g_assert_true (from_certificate == NULL || ds_link_is_web (from_certificate));
  g_assert_true (claim == NULL || claim->rule != DS_SUPPORT_UNTIL || ds_date_is_set (claim->date));
  look_at_mud (document);
  look_at_security_txt (document);
  look_at_ledger (document);
  return 0;
}
