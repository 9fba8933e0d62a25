/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-passport"

#include "config.h"

#include "ds-passport.h"

#include "core/ds-clock.h"
#include "ds-care-text.h"
#include "support/ds-claim-text.h"

#include <glib/gi18n-lib.h>

static void
line_free (void *data)
{
  DsPassportLine *line = data;

  g_free (line->title);
  g_free (line->text);
  g_free (line);
}

static void
add_heading (DsPassport *self,
             const char *title)
{
  DsPassportLine *line = g_new0 (DsPassportLine, 1);

  line->title = g_strdup (title);
  g_ptr_array_add (self->lines, line);
}

static void
add (DsPassport *self,
     const char *title,
     const char *text)
{
  DsPassportLine *line;

  if (text == NULL || *text == '\0')
    return;

  line = g_new0 (DsPassportLine, 1);
  line->title = g_strdup (title);
  line->text = g_strdup (text);
  g_ptr_array_add (self->lines, line);
}

/* Takes @text. */
static void
add_made (DsPassport *self,
          const char *title,
          char       *text)
{
  add (self, title, text);
  g_free (text);
}

static void
add_identity (DsPassport      *self,
              DsDevice        *device,
              DsInventoryParts parts)
{
  add_heading (self, _("What It Is"));
  add (self, _("Kind"), ds_kind_get_title (ds_device_get_kind (device)));
  add (self, _("Maker"), ds_device_get_maker (device));
  add (self, _("Model"), ds_device_get_model (device));
  add (self, _("Device Software"), ds_device_get_software_version (device));
  add (self, _("Hardware Version"), ds_device_get_hardware_version (device));
  if (ds_date_is_set (ds_device_get_purchased_on (device)))
    /* Translators: a date follows */
    add_made (self, _("Bought On"), ds_date_dup_text (ds_device_get_purchased_on (device)));
  if (parts & DS_INVENTORY_ADDRESSES)
    add (self, _("Address"), ds_device_get_address (device));
  if (parts & DS_INVENTORY_NOTES)
    add (self, _("Notes"), ds_device_get_notes (device));
}

static void
add_security (DsPassport *self,
              DsDevice   *device)
{
  const char *security = ds_device_get_driver (device)->get_security ();
  bool set_up = ds_device_get_set_up_at (device) > 0;

  add_heading (self, _("How It Was Secured"));
  if (set_up || ds_device_has_pin (device))
    /* Translators: how a device was secured follows */
    add (self, _("Security"), security);
  else
    /* Translators: how a device was secured follows */
    add (self, _("Security"), _("It was not set up with Doorstep. How it is secured is not known "
                                "here."));
  add_made (self, _("Set Up On"), ds_clock_dup_text (ds_device_get_set_up_at (device)));
  add_made (self, _("Last Checked"), ds_clock_dup_text (ds_device_get_checked_at (device)));
  add (self, _("Who Can Print"), ds_device_get_printing_advice (device));
}

static void
add_claim (DsPassport           *self,
           const DsSupportClaim *claim)
{
  g_autofree char *said = ds_support_claim_dup_text (claim);
  g_autofree char *source = ds_source_dup_text (&claim->source);
  const char *lines[] = { said, source, claim->source.url, NULL };

  /* Translators: what someone says about how long a device gets updates follows */
  add_made (self, _("Who Says So"), g_strjoinv ("\n", (char **)lines));
}

/*
 * What others know of it, each with its source
 */

/* Takes @lines. */
static void
add_sourced (DsPassport     *self,
             const char     *title,
             GStrvBuilder   *lines,
             const DsSource *source)
{
  g_autoptr (GStrvBuilder) all = lines;
  g_autofree char *said_by = ds_source_dup_text (source);
  g_auto (GStrv) texts = NULL;

  g_strv_builder_add (all, said_by);
  if (source->url != NULL)
    g_strv_builder_add (all, source->url);
  texts = g_strv_builder_end (all);
  add_made (self, title, g_strjoinv ("\n", texts));
}

static void
add_line (GStrvBuilder *lines,
          const char   *text)
{
  if (text != NULL)
    g_strv_builder_add (lines, text);
}

static void
add_steps (GStrvBuilder *lines,
           char        **steps)
{
  for (unsigned int i = 0; steps != NULL && steps[i] != NULL; i++)
    g_strv_builder_take (lines, g_strdup_printf ("%u. %s", i + 1, steps[i]));
}

static void
add_guides (DsPassport *self,
            const char *title,
            GPtrArray  *guides)
{
  for (unsigned int i = 0; i < guides->len; i++)
    {
      const DsProductGuide *guide = g_ptr_array_index (guides, i);
      GStrvBuilder *lines = g_strv_builder_new ();

      add_steps (lines, guide->steps);
      add_sourced (self, title, lines, &guide->source);
    }
}

static void
add_account (DsPassport             *self,
             const DsProductAccount *account)
{
  GStrvBuilder *lines = g_strv_builder_new ();

  add_steps (lines, account->steps);
  add_line (lines, account->url);
  add_line (lines, account->contact);
  add_sourced (self, account->purpose == DS_ACCOUNT_CLOSE ? _("Delete the Online Account")
                                                          : _("Ask What the Maker Keeps"),
               lines, &account->source);
}

static void
add_ways_to_erase (DsPassport      *self,
                   const DsProduct *product)
{
  add_guides (self, _("Erase the Data on the Device"), product->erase);
  add_guides (self, _("Reset the Device"), product->reset);
  for (unsigned int i = 0; i < product->accounts->len; i++)
    {
      if (ds_product_account_is_for_here (g_ptr_array_index (product->accounts, i)))
        add_account (self, g_ptr_array_index (product->accounts, i));
    }
}

static void
add_advisories (DsPassport      *self,
                const DsProduct *product)
{
  for (unsigned int i = 0; i < product->advisories->len; i++)
    {
      const DsProductAdvisory *advisory = g_ptr_array_index (product->advisories, i);
      GStrvBuilder *lines = g_strv_builder_new ();

      add_line (lines, advisory->title);
      add_line (lines, advisory->url);
      add_sourced (self, advisory->kind == DS_ADVISORY_RECALL ? _("The Maker Takes It Back")
                                                              : _("A Security Problem Is Known"),
                   lines, &advisory->source);
    }
}

static void
add_report_link (DsPassport     *self,
                 const char     *link,
                 const DsSource *source)
{
  GStrvBuilder *lines = g_strv_builder_new ();

  g_strv_builder_add (lines, link);
  add_sourced (self, _("Report Security Problems To"), lines, source);
}

static void
add_contacts (DsPassport *self,
              DsDevice   *device)
{
  const DsContact *own = ds_device_get_contact (device);
  const DsProduct *product = ds_device_get_product (device);
  GPtrArray *answers = ds_device_get_answers (device);

  if (own != NULL && own->links[0] != NULL)
    add (self, _("Report Security Problems To"), own->links[0]);
  for (unsigned int i = 0; product != NULL && i < product->contacts->len; i++)
    {
      const DsProductContact *contact = g_ptr_array_index (product->contacts, i);

      if (contact->report != NULL)
        add_report_link (self, contact->report, &contact->source);
    }
  for (unsigned int i = 0; i < answers->len; i++)
    {
      const DsAnswer *answer = g_ptr_array_index (answers, i);

      if (answer->contacts != NULL)
        add_report_link (self, answer->contacts[0], &answer->source);
    }
}

static void
add_support (DsPassport *self,
             DsDevice   *device)
{
  g_autoptr (DsAdvice) advice = ds_device_dup_advice (device);
  GPtrArray *claims = ds_device_get_claims (device);
  const DsProduct *product = ds_device_get_product (device);

  add_heading (self, _("How Long It Is Looked After"));
  add (self, _("Security Updates"), advice->headline);
  add (self, _("What That Means"), advice->explanation);
  add (self, _("Please Note"), advice->note);
  for (unsigned int i = 0; i < claims->len; i++)
    add_claim (self, g_ptr_array_index (claims, i));
  if (product != NULL)
    add_advisories (self, product);
  add_contacts (self, device);
}

static void
add_data (DsPassport *self,
          DsDevice   *device)
{
  GPtrArray *data = ds_device_get_personal_data (device);
  const char * const *sensors = ds_device_get_sensors (device);
  const DsProduct *product = ds_device_get_product (device);

  add_heading (self, _("Its Data"));
  if (data == NULL)
    /* Translators: what a device keeps about people follows */
    add (self, _("Personal Data"), _("The device does not say what it keeps about people."));
  else if (data->len == 0)
    add (self, _("Personal Data"), _("The device says that it keeps nothing about people."));
  for (unsigned int i = 0; data != NULL && i < data->len; i++)
    {
      const DsPersonalData *item = g_ptr_array_index (data, i);

      add_made (self, item->title, ds_care_dup_data (item));
    }
  if (sensors != NULL && sensors[0] != NULL)
    /* Translators: a camera, a microphone and such follow */
    add_made (self, _("Could Observe People With"), ds_care_dup_sensors (sensors));
  if (product != NULL)
    add_ways_to_erase (self, product);
}

/* Without its name a device is called by what it is. */
static char *
dup_title (DsDevice        *device,
           DsInventoryParts parts)
{
  const char *maker = ds_device_get_maker (device);
  const char *model = ds_device_get_model (device);

  if (parts & DS_INVENTORY_NAMES)
    return g_strdup (ds_device_get_name (device));
  if (maker != NULL && model != NULL)
    /* Translators: the maker and the model of a device */
    return g_strdup_printf (C_("device", "%1$s %2$s"), maker, model);
  if (model != NULL)
    return g_strdup (model);

  return g_strdup (maker != NULL ? maker : ds_kind_get_title (ds_device_get_kind (device)));
}

static char *
dup_subtitle (DsDevice        *device,
              DsInventoryParts parts)
{
  const char *kind = ds_kind_get_title (ds_device_get_kind (device));
  const char *room = (parts & DS_INVENTORY_ROOMS) != 0 ? ds_device_get_room (device) : NULL;

  if (room == NULL || *room == '\0')
    return g_strdup (kind);

  /* Translators: the room and the kind (such as Plug) of a device */
  return g_strdup_printf (C_("device", "%s · %s"), room, kind);
}

/**
 * ds_passport_new:
 * @device: a device on the list
 * @parts: what else may be told besides what the device is
 *
 * Returns: (transfer full): the page about @device: what it is, how it was secured,
 *   how long it is looked after and who says so, and its data
 */
DsPassport *
ds_passport_new (DsDevice        *device,
                 DsInventoryParts parts)
{
  DsPassport *self;

  g_return_val_if_fail (DS_IS_DEVICE (device), NULL);

  self = g_new0 (DsPassport, 1);
  self->title = dup_title (device, parts);
  self->subtitle = dup_subtitle (device, parts);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  add_identity (self, device, parts);
  add_security (self, device);
  add_support (self, device);
  add_data (self, device);

  return self;
}

/**
 * ds_passport_free:
 * @self: (transfer full) (nullable): a page
 */
void
ds_passport_free (DsPassport *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->subtitle);
  g_ptr_array_unref (self->lines);
  g_free (self);
}
