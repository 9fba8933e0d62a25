/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-support-json"

#include "config.h"

#include "ds-support-json.h"

#include "core/ds-json-write.h"

/* Days are told where they can be counted. */
static void
add_days_left (JsonBuilder *builder,
               const DsVerdict *verdict)
{
  bool counts = verdict->state == DS_VERDICT_SUPPORTED || verdict->state == DS_VERDICT_ENDING;

  ds_json_add_number (builder, "daysLeft", verdict->days_left,
                      counts && !verdict->clock_wrong);
}

/**
 * ds_support_json_add_verdict:
 * @builder: within an object
 * @device: a device
 *
 * Adds the member “verdict”: how well the device is looked after today.
 */
void
ds_support_json_add_verdict (JsonBuilder *builder,
                             DsDevice *device)
{
  const DsVerdict *verdict = ds_device_get_verdict (device);
  g_autofree char *headline = ds_advice_dup_headline (verdict);

  json_builder_set_member_name (builder, "verdict");
  json_builder_begin_object (builder);
  ds_json_add_text (builder, "state", ds_verdict_state_get_nick (verdict->state));
  ds_json_add_date (builder, "until", verdict->until);
  add_days_left (builder, verdict);
  ds_json_add_flag (builder, "atLeast", verdict->at_least);
  ds_json_add_flag (builder, "disputed", verdict->others->len > 0);
  ds_json_add_flag (builder, "needsPurchaseDate", verdict->needs_purchase_date);
  ds_json_add_flag (builder, "clockWrong", verdict->clock_wrong);
  ds_json_add_text (builder, "headline", headline);
  json_builder_end_object (builder);
}

static void
add_source (JsonBuilder *builder,
            const DsSource *source)
{
  json_builder_set_member_name (builder, "source");
  json_builder_begin_object (builder);
  ds_json_add_text (builder, "kind", ds_source_kind_get_nick (source->kind));
  ds_json_add_text (builder, "reach", ds_reach_get_nick (source->reach));
  ds_json_add_text (builder, "publisher", source->publisher);
  ds_json_add_text (builder, "url", source->url);
  ds_json_add_date (builder, "statedOn", source->stated_on);
  ds_json_add_date (builder, "readOn", source->read_on);
  ds_json_add_date (builder, "checkedOn", source->checked_on);
  json_builder_end_object (builder);
}

static void
add_claim (JsonBuilder *builder,
           const DsSupportClaim *claim)
{
  json_builder_begin_object (builder);
  ds_json_add_text (builder, "rule", ds_support_rule_get_nick (claim->rule));
  ds_json_add_date (builder, "date", claim->date);
  ds_json_add_number (builder, "months", claim->months, claim->months > 0);
  ds_json_add_date (builder, "since", claim->since);
  ds_json_add_flag (builder, "atLeast", claim->at_least);
  ds_json_add_flag (builder, "contested", claim->contested);
  ds_json_add_flag (builder, "othersWrong", claim->corrects);
  add_source (builder, &claim->source);
  json_builder_end_object (builder);
}

/**
 * ds_support_json_add_claims:
 * @builder: within an object
 * @device: a device
 *
 * Adds the member “claims”: all that is said about the device's support, each with
 * its source.
 */
void
ds_support_json_add_claims (JsonBuilder *builder,
                            DsDevice *device)
{
  GPtrArray *claims = ds_device_get_claims (device);

  ds_json_begin_array (builder, "claims");
  for (unsigned int i = 0; i < claims->len; i++)
    add_claim (builder, g_ptr_array_index (claims, i));
  json_builder_end_array (builder);
}
