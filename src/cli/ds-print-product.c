/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-print-product.h"

#include "core/ds-json-write.h"
#include "ds-print.h"
#include "support/ds-claim-text.h"

#include <glib/gi18n-lib.h>

/*
 * JSON
 */

static void
add_source (JsonBuilder *builder,
            const DsSource *source)
{
  ds_json_add_text (builder, "publisher", source->publisher);
  ds_json_add_text (builder, "reach", ds_reach_get_nick (source->reach));
  ds_json_add_date (builder, "readOn", source->read_on);
  ds_json_add_date (builder, "checkedOn", source->checked_on);
}

static void
add_contact (JsonBuilder *builder,
             const void *data)
{
  const DsProductContact *contact = data;

  ds_json_add_text (builder, "report", contact->report);
  ds_json_add_text (builder, "policy", contact->policy);
  add_source (builder, &contact->source);
}

static void
add_account (JsonBuilder *builder,
             const void *data)
{
  const DsProductAccount *account = data;

  ds_json_add_text (builder, "purpose",
                    account->purpose == DS_ACCOUNT_CLOSE ? "close" : "privacy");
  ds_json_add_text (builder, "url", account->url);
  ds_json_add_text (builder, "contact", account->contact);
  ds_json_add_texts (builder, "countries", (const char * const *) account->countries);
  ds_json_add_texts (builder, "steps", (const char * const *) account->steps);
  add_source (builder, &account->source);
}

static void
add_guide (JsonBuilder *builder,
           const void *data)
{
  const DsProductGuide *guide = data;

  ds_json_add_texts (builder, "steps", (const char * const *) guide->steps);
  add_source (builder, &guide->source);
}

static void
add_advisory (JsonBuilder *builder,
              const void *data)
{
  const DsProductAdvisory *advisory = data;

  ds_json_add_text (builder, "kind", advisory->kind == DS_ADVISORY_RECALL ? "recall" : "notice");
  ds_json_add_text (builder, "title", advisory->title);
  ds_json_add_text (builder, "url", advisory->url);
  ds_json_add_date (builder, "date", advisory->date);
  add_source (builder, &advisory->source);
}

static void
add_all (JsonBuilder *builder,
         const char *name,
         GPtrArray *items,
         void (*add) (JsonBuilder *, const void *))
{
  ds_json_begin_array (builder, name);
  for (unsigned int i = 0; i < items->len; i++)
    {
      json_builder_begin_object (builder);
      add (builder, items->pdata[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
ds_print_add_product (JsonBuilder *builder,
                      DsDevice *device)
{
  const DsProduct *product = ds_device_get_product (device);

  json_builder_set_member_name (builder, "fromCatalogue");
  if (product == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  add_all (builder, "securityContacts", product->contacts, add_contact);
  add_all (builder, "accounts", product->accounts, add_account);
  add_all (builder, "erase", product->erase, add_guide);
  add_all (builder, "reset", product->reset, add_guide);
  add_all (builder, "advisories", product->advisories, add_advisory);
  json_builder_end_object (builder);
}

/*
 * Rows
 */

static void
list_source (GPtrArray *rows,
             const DsSource *source)
{
  g_autofree char *text = ds_source_dup_text (source);

  ds_print_list_text (rows, _("Who says so"), text);
}

static void
list_steps (GPtrArray *rows,
            const char *title,
            char **steps)
{
  for (unsigned int i = 0; steps != NULL && steps[i] != NULL; i++)
    ds_print_list_text (rows, title, steps[i]);
}

static void
list_guides (GPtrArray *rows,
             const char *title,
             GPtrArray *guides)
{
  for (unsigned int i = 0; i < guides->len; i++)
    {
      const DsProductGuide *guide = g_ptr_array_index (guides, i);

      list_steps (rows, title, guide->steps);
      list_source (rows, &guide->source);
    }
}

static void
list_account (GPtrArray *rows,
              const DsProductAccount *account)
{
  const char *title = account->purpose == DS_ACCOUNT_CLOSE ? _("Delete the online account")
                                                           : _("Ask what the maker keeps");

  list_steps (rows, title, account->steps);
  ds_print_list_text (rows, title, account->url);
  ds_print_list_text (rows, title, account->contact);
  list_source (rows, &account->source);
}

void
ds_print_list_product (GPtrArray *rows,
                       DsDevice *device)
{
  const DsProduct *product = ds_device_get_product (device);

  if (product == NULL)
    return;

  for (unsigned int i = 0; i < product->advisories->len; i++)
    {
      const DsProductAdvisory *advisory = g_ptr_array_index (product->advisories, i);

      ds_print_list_text (rows, advisory->kind == DS_ADVISORY_RECALL
                                  ? _("The maker takes it back") : _("Security problem"),
                          advisory->title);
      ds_print_list_text (rows, _("Where to read it"), advisory->url);
    }
  for (unsigned int i = 0; i < product->contacts->len; i++)
    {
      const DsProductContact *contact = g_ptr_array_index (product->contacts, i);

      ds_print_list_text (rows, _("Report security problems to"), contact->report);
      ds_print_list_text (rows, _("How reports are handled"), contact->policy);
      list_source (rows, &contact->source);
    }
  list_guides (rows, _("Erase its data"), product->erase);
  list_guides (rows, _("How to reset it"), product->reset);
  for (unsigned int i = 0; i < product->accounts->len; i++)
    {
      if (ds_product_account_is_for_here (g_ptr_array_index (product->accounts, i)))
        list_account (rows, g_ptr_array_index (product->accounts, i));
    }
}
