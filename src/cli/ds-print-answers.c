/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-print"

#include "config.h"

#include "ds-print-answers.h"

#include "core/ds-json-write.h"
#include "ds-print.h"
#include "support/ds-claim-text.h"

#include <glib/gi18n-lib.h>

/*
 * JSON
 */

static void
add_claim (JsonBuilder *builder,
           const DsSupportClaim *claim)
{
  json_builder_set_member_name (builder, "claim");
  if (claim == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  ds_json_add_text (builder, "rule", ds_support_rule_get_nick (claim->rule));
  ds_json_add_date (builder, "date", claim->date);
  json_builder_end_object (builder);
}

static void
add_answer (JsonBuilder *builder,
            const DsAnswer *answer)
{
  json_builder_begin_object (builder);
  ds_json_add_text (builder, "source", ds_source_kind_get_nick (answer->source.kind));
  ds_json_add_text (builder, "host", answer->source.publisher);
  ds_json_add_text (builder, "url", answer->source.url);
  ds_json_add_date (builder, "readOn", answer->source.read_on);
  add_claim (builder, answer->claim);
  ds_json_add_texts (builder, "contacts", (const char * const *) answer->contacts);
  ds_json_add_text (builder, "policy", answer->policy);
  ds_json_add_time (builder, "expiresAt", answer->expires_at);
  ds_json_add_text (builder, "newestVersion", answer->newest_version);
  ds_json_add_text (builder, "notesUrl", answer->notes);
  ds_json_add_text (builder, "help", answer->help);
  ds_json_add_text (builder, "website", answer->website);
  ds_json_add_text (builder, "resetSteps", answer->reset_steps);
  ds_json_add_text (builder, "signer", answer->signer);
  json_builder_end_object (builder);
}

void
ds_print_add_answers (JsonBuilder *builder,
                      DsDevice *device)
{
  GPtrArray *answers = ds_device_get_answers (device);

  json_builder_set_member_name (builder, "answers");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < answers->len; i++)
    add_answer (builder, g_ptr_array_index (answers, i));
  json_builder_end_array (builder);
}

void
ds_print_add_inquiries (JsonBuilder *builder,
                        GPtrArray *inquiries)
{
  json_builder_set_member_name (builder, "inquiries");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < inquiries->len; i++)
    {
      const DsInquiry *inquiry = g_ptr_array_index (inquiries, i);
      g_autofree char *disclosure = ds_inquiry_dup_disclosure (inquiry);

      json_builder_begin_object (builder);
      ds_json_add_text (builder, "source", ds_source_kind_get_nick (inquiry->kind));
      ds_json_add_text (builder, "host", inquiry->host);
      ds_json_add_text (builder, "url", inquiry->url);
      ds_json_add_text (builder, "title", ds_inquiry_get_subject (inquiry->kind));
      ds_json_add_text (builder, "disclosure", disclosure);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/*
 * Rows
 */

void
ds_print_list_answer (GPtrArray *rows,
                      const DsAnswer *answer)
{
  g_autofree char *source = ds_source_dup_text (&answer->source);
  g_autofree char *claim = answer->claim != NULL ? ds_support_claim_dup_text (answer->claim) : NULL;

  ds_print_list_text (rows, _("Answer"), source);
  ds_print_list_text (rows, _("Security updates"), claim);
  for (unsigned int i = 0; answer->contacts != NULL && answer->contacts[i] != NULL; i++)
    ds_print_list_text (rows, _("Report security problems to"), answer->contacts[i]);
  ds_print_list_text (rows, _("How reports are handled"), answer->policy);
  ds_print_list_text (rows, _("Newest device software"), answer->newest_version);
  ds_print_list_text (rows, _("What is new"), answer->notes);
  ds_print_list_text (rows, _("Help page"), answer->help);
  ds_print_list_text (rows, _("Website of the maker"), answer->website);
  ds_print_list_text (rows, _("How to reset it"), answer->reset_steps);
  ds_print_list_text (rows, _("Signed by"), answer->signer);
}
