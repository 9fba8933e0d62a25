/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device"

#include "config.h"

#include "ds-device-private.h"

/* What is said about a device's support, and by whom. */

static DsDate
utc_day (int64_t seconds)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return seconds > 0 ? ds_date_from_unix (seconds, utc) : DS_DATE_NONE;
}

/* Makers promise at least so long; that it is over is what the day itself says. */
static void
add_device_claim (DsDevice *self,
                  GPtrArray *claims)
{
  const DsSupport *support = self->details->support;
  DsSupportClaim *claim;

  if (support == NULL || (!support->no_date && support->ends_at <= 0))
    return;

  claim = ds_support_claim_new (DS_SOURCE_DEVICE,
                                support->no_date ? DS_SUPPORT_NO_DATE : DS_SUPPORT_UNTIL);
  claim->at_least = !support->no_date;
  claim->date = support->no_date ? DS_DATE_NONE : utc_day (support->ends_at);
  claim->words = g_strdup (support->rule);
  claim->source.publisher = g_strdup (self->maker);
  claim->source.url = g_strdup (support->source);
  claim->source.stated_on = utc_day (support->last_updated);
  claim->source.read_on = utc_day (self->record != NULL ? self->record->checked_at : 0);
  g_ptr_array_add (claims, claim);
}

static DsDate
read_day (const char *text)
{
  DsDate date = DS_DATE_NONE;

  return text != NULL && ds_date_parse_partial (text, &date) ? date : DS_DATE_NONE;
}

static void
add_own_claim (DsDevice *self,
               GPtrArray *claims)
{
  const DsDeviceRecord *record = self->record;
  DsDate date;
  DsSupportClaim *claim;

  if (record == NULL || record->own_support == DS_OWN_SUPPORT_NONE)
    return;

  date = read_day (record->own_support_date);
  if (record->own_support == DS_OWN_SUPPORT_UNTIL && !ds_date_is_set (date))
    return;

  claim = ds_support_claim_new (DS_SOURCE_PERSON, record->own_support == DS_OWN_SUPPORT_UNTIL
                                                      ? DS_SUPPORT_UNTIL : DS_SUPPORT_ENDED);
  claim->date = date;
  claim->corrects = record->own_support_corrects;
  claim->source.stated_on = read_day (record->own_support_said_on);
  claim->source.read_on = claim->source.stated_on;
  g_ptr_array_add (claims, claim);
}

static void
add_answered_claims (DsDevice *self,
                     GPtrArray *claims)
{
  for (unsigned int i = 0; i < self->answers->len; i++)
    {
      const DsAnswer *answer = g_ptr_array_index (self->answers, i);

      if (answer->claim != NULL)
        g_ptr_array_add (claims, ds_support_claim_copy (answer->claim));
    }
}

static GPtrArray *
dup_claims (DsDevice *self)
{
  GPtrArray *claims = ds_support_claims_new ();

  add_device_claim (self, claims);
  add_own_claim (self, claims);
  for (unsigned int i = 0; self->product != NULL && i < self->product->support->len; i++)
    g_ptr_array_add (claims, ds_support_claim_copy (self->product->support->pdata[i]));
  add_answered_claims (self, claims);
  return claims;
}

/*
 * The catalogue
 */

/* By what the device may be recognised; borrows. */
static DsProductKey
get_key (DsDevice *self)
{
  DsAnnouncement *announcement = self->sighting != NULL
                                     ? ds_sighting_get_announcement (self->sighting) : NULL;
  DsProductKey key = { .maker = self->maker, .model = self->model };

  if (g_str_equal (self->driver->id, "homekit"))
    key.homekit_model = self->match != NULL ? self->match->model : self->model;
  if (announcement != NULL)
    key.dnssd_type = ds_announcement_get_type_ (announcement);
  _ds_device_get_matter_ids (self, &key.matter_vendor, &key.matter_product);
  return key;
}

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

/* Looked up once for each catalogue and each way in which the device is named. */
static void
sync_product (DsDevice *self)
{
  DsProductKey key = get_key (self);
  g_autofree char *sought = g_strdup_printf ("%p\n%s\n%s\n%s\n%s\n%u\n%u",
                                             (void *) self->catalogue, or_nothing (key.maker),
                                             or_nothing (key.model),
                                             or_nothing (key.homekit_model),
                                             or_nothing (key.dnssd_type), key.matter_vendor,
                                             key.matter_product);

  if (!g_set_str (&self->sought, sought))
    return;

  g_clear_pointer (&self->product, ds_product_unref);
  if (self->catalogue != NULL)
    self->product = ds_catalogue_find (self->catalogue, &key);
  _ds_device_notify (self, DS_DEVICE_PROP_PRODUCT);
}

/*
 * What is shown of it
 */

static bool
are_same_claims (GPtrArray *a,
                 GPtrArray *b)
{
  bool same = a->len == b->len;

  for (unsigned int i = 0; same && i < a->len; i++)
    same = ds_support_claim_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i));

  return same;
}

static bool
take_claims (DsDevice *self,
             GPtrArray *claims)
{
  if (are_same_claims (self->claims, claims))
    return false;

  g_clear_pointer (&self->claims, g_ptr_array_unref);
  self->claims = g_ptr_array_ref (claims);
  _ds_device_notify (self, DS_DEVICE_PROP_CLAIMS);
  return true;
}

static bool
take_purchase_date (DsDevice *self,
                    DsDate purchased_on)
{
  if (ds_date_compare (self->purchased_on, purchased_on) == 0)
    return false;

  self->purchased_on = purchased_on;
  _ds_device_notify (self, DS_DEVICE_PROP_PURCHASED_ON);
  return true;
}

static void
judge (DsDevice *self)
{
  g_clear_pointer (&self->verdict, ds_verdict_free);
  self->verdict = ds_verdict_new (self->claims, self->purchased_on, &self->today);
  _ds_device_notify (self, DS_DEVICE_PROP_VERDICT);
}

void
_ds_device_sync_support (DsDevice *self)
{
  const DsDeviceRecord *record = self->record;
  g_autoptr (GPtrArray) claims = NULL;
  bool changed;

  sync_product (self);
  claims = dup_claims (self);
  changed = take_claims (self, claims);
  if (take_purchase_date (self, read_day (record != NULL ? record->purchased_on : NULL)) || changed)
    judge (self);
  if (g_set_str (&self->notes, record != NULL ? record->notes : NULL))
    _ds_device_notify (self, DS_DEVICE_PROP_NOTES);
}

void
_ds_device_set_catalogue (DsDevice *self,
                          DsCatalogue *catalogue)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  if (self->catalogue == catalogue)
    return;

  g_clear_pointer (&self->catalogue, ds_catalogue_unref);
  self->catalogue = catalogue != NULL ? ds_catalogue_ref (catalogue) : NULL;
  _ds_device_sync (self);
}

void
_ds_device_set_today (DsDevice *self,
                      const DsToday *today)
{
  g_return_if_fail (DS_IS_DEVICE (self));
  g_return_if_fail (today != NULL);

  if (ds_today_equal (&self->today, today))
    return;

  self->today = *today;
  g_object_freeze_notify (G_OBJECT (self));
  _ds_device_set_answers (self, self->answers);
  judge (self);
  _ds_device_sync (self);
  g_object_thaw_notify (G_OBJECT (self));
}
