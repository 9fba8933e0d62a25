/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-product-group"

#include "config.h"

#include "ds-product-group.h"

#include "ds-contact-row.h"
#include "ds-fact-row.h"
#include "support/ds-claim-text.h"

#include <glib/gi18n-lib.h>

struct _DsProductGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned References */
  GPtrArray *rows;  /* of borrowed widgets */
  DsProduct *shown; /* or NULL */
};

G_DEFINE_FINAL_TYPE (DsProductGroup, ds_product_group, ADW_TYPE_PREFERENCES_GROUP)

static void
ds_product_group_finalize (GObject *object)
{
  DsProductGroup *self = DS_PRODUCT_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->shown, ds_product_unref);

  G_OBJECT_CLASS (ds_product_group_parent_class)->finalize (object);
}

static void
ds_product_group_class_init (DsProductGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_product_group_finalize;
}

static void
ds_product_group_init (DsProductGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("From the Catalogue"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _("The catalogue is on this computer. No one was asked."));
}

/* A closed row with its source, to which others are added. */
static GtkWidget *
add_topic (DsProductGroup *self,
           const char *title,
           const DsSource *source)
{
  GtkWidget *topic = adw_expander_row_new ();
  g_autofree char *text = ds_source_dup_text (source);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (topic), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (topic), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (topic), text);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), topic);
  g_ptr_array_add (self->rows, topic);
  return topic;
}

static void
add_link (GtkWidget *topic,
          const char *title,
          const char *label,
          const char *url)
{
  if (url != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (topic),
                              ds_contact_row_new_link (title, url, label, url));
}

static void
add_steps (GtkWidget *topic,
           char **steps)
{
  for (unsigned int i = 0; steps != NULL && steps[i] != NULL; i++)
    {
      /* Translators: one of several things to do, in their order */
      g_autofree char *title = g_strdup_printf (_("Step %u"), i + 1);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (topic), ds_fact_row_new (title, steps[i]));
    }
}

static void
add_contact (DsProductGroup *self,
             const DsProductContact *contact)
{
  GtkWidget *topic = add_topic (self, _("Report a Security Problem"), &contact->source);
  g_autofree char *days = NULL;

  if (contact->report != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (topic), ds_contact_row_new (contact->report));
  add_link (topic, _("How Reports Are Handled"), _("Open the Page About Reports"), contact->policy);
  if (contact->answer_days == 0)
    return;

  days = g_strdup_printf (ngettext ("Within %u working day", "Within %u working days",
                                    contact->answer_days), contact->answer_days);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (topic),
                            ds_fact_row_new (_("A Reply Is Promised"), days));
}

static void
add_account (DsProductGroup *self,
             const DsProductAccount *account)
{
  bool closes = account->purpose == DS_ACCOUNT_CLOSE;
  GtkWidget *topic = add_topic (self, closes ? _("Delete the Online Account")
                                             : _("Ask What the Maker Keeps"), &account->source);

  add_steps (topic, account->steps);
  add_link (topic, _("Website of the Maker"), _("Open the Website of the Maker"), account->url);
  if (account->contact != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (topic), ds_contact_row_new (account->contact));
}

static void
add_guides (DsProductGroup *self,
            const char *title,
            GPtrArray *guides)
{
  for (unsigned int i = 0; i < guides->len; i++)
    {
      const DsProductGuide *guide = g_ptr_array_index (guides, i);

      add_steps (add_topic (self, title, &guide->source), guide->steps);
    }
}

static void
add_advisory (DsProductGroup *self,
              const DsProductAdvisory *advisory)
{
  bool is_recall = advisory->kind == DS_ADVISORY_RECALL;
  GtkWidget *topic = add_topic (self, is_recall ? _("The Maker Takes It Back")
                                                : _("A Security Problem Is Known"),
                                &advisory->source);
  g_autofree char *day = ds_date_dup_text (advisory->date);

  if (advisory->title != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (topic),
                              ds_fact_row_new (day != NULL ? day : _("No date"), advisory->title));
  add_link (topic, _("What to Do"), _("Open the Page About What to Do"), advisory->url);
}

static void
add_all (DsProductGroup *self,
         const DsProduct *product)
{
  for (unsigned int i = 0; i < product->advisories->len; i++)
    add_advisory (self, g_ptr_array_index (product->advisories, i));
  for (unsigned int i = 0; i < product->contacts->len; i++)
    add_contact (self, g_ptr_array_index (product->contacts, i));
  add_guides (self, _("Erase the Data on the Device"), product->erase);
  add_guides (self, _("Reset the Device"), product->reset);
  for (unsigned int i = 0; i < product->accounts->len; i++)
    {
      if (ds_product_account_is_for_here (g_ptr_array_index (product->accounts, i)))
        add_account (self, g_ptr_array_index (product->accounts, i));
    }
}

/**
 * ds_product_group_sync:
 * @self: a group
 * @device: a device
 *
 * Shows what the catalogue knows of @device; nothing is there where it knows nothing.
 */
void
ds_product_group_sync (DsProductGroup *self,
                       DsDevice *device)
{
  const DsProduct *product = ds_device_get_product (device);

  g_return_if_fail (DS_IS_PRODUCT_GROUP (self));

  if (product != self->shown)
    {
      for (unsigned int i = 0; i < self->rows->len; i++)
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                      g_ptr_array_index (self->rows, i));
      g_ptr_array_set_size (self->rows, 0);
      g_clear_pointer (&self->shown, ds_product_unref);
      if (product != NULL)
        {
          self->shown = ds_product_ref ((DsProduct *) product);
          add_all (self, product);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0 && ds_device_is_listed (device));
}
