/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device"

#include "config.h"

#include "ds-device-private.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "ds-details.h"
#include "ds-headline.h"

static GParamSpec *properties[DS_DEVICE_PROP_ANSWERS + 1];

#define ANNOUNCEMENT_LAG 60 /* seconds */

G_DEFINE_FINAL_TYPE (DsDevice, ds_device, G_TYPE_OBJECT)

/*
 * What is shown follows from what is known
 */

void
_ds_device_notify (DsDevice *self,
                   DsDeviceProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
show_text (DsDevice *self,
           char **shown,
           const char *text,
           DsDeviceProperty property)
{
  if (g_set_str (shown, text))
    _ds_device_notify (self, property);
}

static void
show_time (DsDevice *self,
           int64_t *shown,
           int64_t value,
           DsDeviceProperty property)
{
  if (*shown == value)
    return;

  *shown = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
show_flag (DsDevice *self,
           gboolean *shown,
           gboolean value,
           DsDeviceProperty property)
{
  if (*shown == value)
    return;

  *shown = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static const char *
first_text (const char *a,
            const char *b,
            const char *c)
{
  return a != NULL && *a != '\0' ? a : b != NULL && *b != '\0' ? b : c;
}

static DsDeviceState
find_state_of_record (const DsDeviceRecord *record)
{
  switch (record->state)
    {
    case DS_RECORD_PENDING:
      return DS_DEVICE_SETTING_UP;
    case DS_RECORD_RELEASING:
      return DS_DEVICE_REMOVING;
    case DS_RECORD_WATCHED:
      return DS_DEVICE_WATCHED;
    case DS_RECORD_IGNORED:
      return DS_DEVICE_IGNORED;
    case DS_RECORD_SET_UP:
    default:
      return DS_DEVICE_SET_UP;
    }
}

static DsDeviceState
find_state (DsDevice *self)
{
  if (self->record != NULL && self->record->state == DS_RECORD_RELEASING)
    return DS_DEVICE_REMOVING;
  if (self->running)
    return DS_DEVICE_SETTING_UP;
  if (self->record != NULL)
    return find_state_of_record (self->record);
  if (self->driver->prove == NULL)
    return DS_DEVICE_SEEN;
  return self->match != NULL && self->match->taken && self->released == 0 ? DS_DEVICE_TAKEN
                                                                         : DS_DEVICE_NEW;
}

unsigned int
_ds_device_count_others (DsDevice *self)
{
  unsigned int others = 0;

  for (unsigned int i = 0; self->details->access != NULL && i < self->details->access->len; i++)
    {
      DsAccess *access = g_ptr_array_index (self->details->access, i);

      others += !access->is_this_computer;
    }

  return others;
}

/* One that the device installs by itself waits for nobody. */
static bool
is_update_waiting (DsDevice *self)
{
  const DsUpdate *update = self->details->update;

  return self->state == DS_DEVICE_SET_UP && update != NULL && update->security &&
         update->state == DS_UPDATE_AVAILABLE && update->automatic != DS_AUTOMATIC_ON;
}

static GError *
find_attention (DsDevice *self)
{
  if (self->trouble != NULL)
    return g_error_copy (self->trouble);
  if (is_update_waiting (self))
    return g_error_new_literal (DS_ERROR, DS_ERROR_UPDATE_WAITING, "A security update waits");
  if ((self->state != DS_DEVICE_SET_UP && self->state != DS_DEVICE_WATCHED) ||
      self->verdict->state != DS_VERDICT_ENDED || ds_device_get_silenced (self))
    return NULL;

  return g_error_new_literal (DS_ERROR, ds_verdict_is_promise_over (self->verdict)
                                            ? DS_ERROR_PROMISE_OVER : DS_ERROR_SUPPORT_ENDED,
                              "Its support has ended, or is promised no longer");
}

static void
sync_attention (DsDevice *self)
{
  g_autoptr (GError) attention = find_attention (self);

  if (attention == NULL && self->attention == NULL)
    return;
  if (attention != NULL && self->attention != NULL &&
      g_error_matches (attention, self->attention->domain, self->attention->code))
    return;

  g_clear_error (&self->attention);
  self->attention = g_steal_pointer (&attention);
  _ds_device_notify (self, DS_DEVICE_PROP_ATTENTION);
}

static void
sync_headline (DsDevice *self)
{
  DsHeadline headline = {
    .state = self->state,
    .running = self->running,
    .present = self->present,
    .searched = self->searched,
    .by_hand = ds_device_get_by_hand (self),
    .reached_at = self->reached_at,
    .others = _ds_device_count_others (self),
    .attention = self->attention,
    .update = self->details->update,
    .verdict = self->verdict,
  };
  g_autofree char *sentence = ds_headline_to_sentence (&headline);

  show_text (self, &self->headline, sentence, DS_DEVICE_PROP_HEADLINE);
}

static void
sync_identity (DsDevice *self)
{
  const DsDeviceRecord *record = self->record;
  const DsMatch *match = self->match;
  const char *name = first_text (record != NULL ? record->name : NULL,
                                 match != NULL ? match->name : NULL, NULL);
  g_autofree char *made_up = name == NULL ? _ds_device_make_up_name (self) : NULL;
  /* Nobody logs in to ask: what it announces is the newest that is known. */
  bool is_told = record != NULL && record->state == DS_RECORD_WATCHED;

  show_text (self, &self->name, name != NULL ? name : made_up, DS_DEVICE_PROP_NAME);
  show_text (self, &self->room, record != NULL ? record->room : NULL, DS_DEVICE_PROP_ROOM);
  show_text (self, &self->maker,
             first_text (record != NULL ? record->maker : NULL,
                         match != NULL ? match->maker : NULL, self->details->maker),
             DS_DEVICE_PROP_MAKER);
  show_text (self, &self->model,
             first_text (record != NULL ? record->model : NULL,
                         match != NULL ? match->model : NULL, self->details->model),
             DS_DEVICE_PROP_MODEL);
  show_text (self, &self->serial, record != NULL ? record->serial : self->details->serial,
             DS_DEVICE_PROP_SERIAL);
  show_text (self, &self->hardware_version,
             record != NULL ? record->hardware_version : NULL, DS_DEVICE_PROP_HARDWARE_VERSION);
  show_text (self, &self->software_version,
             first_text (record != NULL && !is_told ? record->software_version : NULL,
                         match != NULL ? match->software_version : NULL,
                         record != NULL ? record->software_version
                                        : self->details->software_version),
             DS_DEVICE_PROP_SOFTWARE_VERSION);

}

static void
sync_kind (DsDevice *self)
{
  DsKind kind = self->record != NULL ? self->record->kind : DS_KIND_UNKNOWN;

  if (kind == DS_KIND_UNKNOWN && self->match != NULL)
    kind = self->match->kind;
  if (kind == DS_KIND_UNKNOWN && self->product != NULL)
    kind = self->product->kind;

  if (self->kind != kind)
    {
      self->kind = kind;
      g_object_notify_by_pspec (G_OBJECT (self), properties[DS_DEVICE_PROP_KIND]);
    }
}

static void
sync_address (DsDevice *self)
{
  g_autoptr (GPtrArray) addresses = NULL;

  g_clear_pointer (&self->address, g_free);
  if (self->sighting != NULL)
    addresses = ds_sighting_dup_addresses (self->sighting);
  else if (self->addresses != NULL)
    addresses = g_ptr_array_ref (self->addresses);

  if (addresses != NULL && addresses->len > 0)
    self->address = ds_socket_address_to_string (g_ptr_array_index (addresses, 0));
  else if (self->record != NULL)
    self->address = g_strdup (self->record->address);
}

/* The one place where what is known turns into what is shown. */
void
_ds_device_sync (DsDevice *self)
{
  DsDeviceState state = find_state (self);

  g_object_freeze_notify (G_OBJECT (self));

  sync_address (self);
  sync_identity (self);
  show_flag (self, &self->present, self->sighting != NULL, DS_DEVICE_PROP_PRESENT);
  show_flag (self, &self->busy, self->holds > 0 || self->running, DS_DEVICE_PROP_BUSY);
  show_time (self, &self->set_up_at, self->record != NULL ? self->record->set_up_at : 0,
             DS_DEVICE_PROP_SET_UP_AT);
  show_time (self, &self->checked_at, self->record != NULL ? self->record->checked_at : 0,
             DS_DEVICE_PROP_CHECKED_AT);
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[DS_DEVICE_PROP_STATE]);
    }
  _ds_device_sync_support (self);
  sync_kind (self);
  sync_attention (self);
  sync_headline (self);

  g_object_thaw_notify (G_OBJECT (self));
}

/*
 * GObject
 */

static void
ds_device_finalize (GObject *object)
{
  DsDevice *self = DS_DEVICE (object);

  g_clear_handle_id (&self->released, g_source_remove);
  g_clear_object (&self->sighting);
  g_clear_pointer (&self->match, ds_match_free);
  g_clear_pointer (&self->record, ds_device_record_free);
  g_clear_pointer (&self->details, ds_facts_free);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->doubted, g_ptr_array_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->room, g_free);
  g_clear_pointer (&self->maker, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->serial, g_free);
  g_clear_pointer (&self->hardware_version, g_free);
  g_clear_pointer (&self->software_version, g_free);
  g_clear_pointer (&self->headline, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->notes, g_free);
  g_clear_pointer (&self->claims, g_ptr_array_unref);
  g_clear_pointer (&self->verdict, ds_verdict_free);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->sought, g_free);
  g_clear_pointer (&self->product, ds_product_unref);
  g_clear_pointer (&self->catalogue, ds_catalogue_unref);
  g_clear_error (&self->attention);
  g_clear_error (&self->trouble);

  G_OBJECT_CLASS (ds_device_parent_class)->finalize (object);
}

/* What is kept and said about its support. */
static void
get_support_property (DsDevice *self,
                      unsigned int property_id,
                      GValue *value)
{
  switch (property_id)
    {
    case DS_DEVICE_PROP_PURCHASED_ON:
      g_value_take_string (value, ds_date_to_iso (self->purchased_on));
      break;
    case DS_DEVICE_PROP_NOTES:
      g_value_set_string (value, self->notes);
      break;
    case DS_DEVICE_PROP_CLAIMS:
      g_value_set_boxed (value, self->claims);
      break;
    case DS_DEVICE_PROP_VERDICT:
      g_value_set_boxed (value, self->verdict);
      break;
    case DS_DEVICE_PROP_PRODUCT:
      g_value_set_boxed (value, self->product);
      break;
    case DS_DEVICE_PROP_ANSWERS:
      g_value_set_boxed (value, self->answers);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
ds_device_get_property (GObject *object,
                        unsigned int property_id,
                        GValue *value,
                        GParamSpec *pspec)
{
  DsDevice *self = DS_DEVICE (object);

  switch ((DsDeviceProperty) property_id)
    {
    case DS_DEVICE_PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case DS_DEVICE_PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case DS_DEVICE_PROP_ROOM:
      g_value_set_string (value, self->room);
      break;
    case DS_DEVICE_PROP_KIND:
      g_value_set_enum (value, (int) self->kind);
      break;
    case DS_DEVICE_PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case DS_DEVICE_PROP_PRESENT:
      g_value_set_boolean (value, self->present);
      break;
    case DS_DEVICE_PROP_ATTENTION:
      g_value_set_boxed (value, self->attention);
      break;
    case DS_DEVICE_PROP_HEADLINE:
      g_value_set_string (value, self->headline);
      break;
    case DS_DEVICE_PROP_MAKER:
      g_value_set_string (value, self->maker);
      break;
    case DS_DEVICE_PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case DS_DEVICE_PROP_SERIAL:
      g_value_set_string (value, self->serial);
      break;
    case DS_DEVICE_PROP_HARDWARE_VERSION:
      g_value_set_string (value, self->hardware_version);
      break;
    case DS_DEVICE_PROP_SOFTWARE_VERSION:
      g_value_set_string (value, self->software_version);
      break;
    case DS_DEVICE_PROP_SET_UP_AT:
      g_value_set_int64 (value, self->set_up_at);
      break;
    case DS_DEVICE_PROP_CHECKED_AT:
      g_value_set_int64 (value, self->checked_at);
      break;
    case DS_DEVICE_PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case DS_DEVICE_PROP_ACCESSORIES:
      g_value_set_boxed (value, self->details->accessories);
      break;
    case DS_DEVICE_PROP_ACCESS:
      g_value_set_boxed (value, self->details->access);
      break;
    case DS_DEVICE_PROP_DETAILS:
      g_value_set_boxed (value, self->details);
      break;
    case DS_DEVICE_PROP_PURCHASED_ON:
    case DS_DEVICE_PROP_NOTES:
    case DS_DEVICE_PROP_CLAIMS:
    case DS_DEVICE_PROP_VERDICT:
    case DS_DEVICE_PROP_PRODUCT:
    case DS_DEVICE_PROP_ANSWERS:
      get_support_property (self, property_id, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static GParamSpec *
text_property (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
flag_property (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE,
                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
time_property (const char *name)
{
  return g_param_spec_int64 (name, NULL, NULL, 0, G_MAXINT64, 0,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
boxed_property (const char *name,
                GType type)
{
  return g_param_spec_boxed (name, NULL, NULL, type,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
ds_device_class_init (DsDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ds_device_finalize;
  object_class->get_property = ds_device_get_property;

  properties[DS_DEVICE_PROP_ID] = text_property ("id");
  properties[DS_DEVICE_PROP_NAME] = text_property ("name");
  properties[DS_DEVICE_PROP_ROOM] = text_property ("room");
  properties[DS_DEVICE_PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, DS_TYPE_KIND, DS_KIND_UNKNOWN,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[DS_DEVICE_PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, DS_TYPE_DEVICE_STATE, DS_DEVICE_NEW,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[DS_DEVICE_PROP_PRESENT] = flag_property ("present");
  properties[DS_DEVICE_PROP_ATTENTION] = boxed_property ("attention", G_TYPE_ERROR);
  properties[DS_DEVICE_PROP_HEADLINE] = text_property ("headline");
  properties[DS_DEVICE_PROP_MAKER] = text_property ("maker");
  properties[DS_DEVICE_PROP_MODEL] = text_property ("model");
  properties[DS_DEVICE_PROP_SERIAL] = text_property ("serial");
  properties[DS_DEVICE_PROP_HARDWARE_VERSION] = text_property ("hardware-version");
  properties[DS_DEVICE_PROP_SOFTWARE_VERSION] = text_property ("software-version");
  properties[DS_DEVICE_PROP_SET_UP_AT] = time_property ("set-up-at");
  properties[DS_DEVICE_PROP_CHECKED_AT] = time_property ("checked-at");
  properties[DS_DEVICE_PROP_BUSY] = flag_property ("busy");
  properties[DS_DEVICE_PROP_ACCESSORIES] = boxed_property ("accessories", G_TYPE_PTR_ARRAY);
  properties[DS_DEVICE_PROP_ACCESS] = boxed_property ("access", G_TYPE_PTR_ARRAY);
  properties[DS_DEVICE_PROP_DETAILS] = boxed_property ("details", DS_TYPE_FACTS);
  properties[DS_DEVICE_PROP_PURCHASED_ON] = text_property ("purchased-on");
  properties[DS_DEVICE_PROP_NOTES] = text_property ("notes");
  properties[DS_DEVICE_PROP_CLAIMS] = boxed_property ("claims", G_TYPE_PTR_ARRAY);
  properties[DS_DEVICE_PROP_VERDICT] = boxed_property ("verdict", DS_TYPE_VERDICT);
  properties[DS_DEVICE_PROP_PRODUCT] = boxed_property ("product", DS_TYPE_PRODUCT);
  properties[DS_DEVICE_PROP_ANSWERS] = boxed_property ("answers", G_TYPE_PTR_ARRAY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ds_device_init (DsDevice *self)
{
  self->details = ds_facts_new ();
  self->claims = ds_support_claims_new ();
  self->answers = ds_answers_new ();
}

/*
 * For the home floor
 */

DsDevice *
_ds_device_new (const DsDriver *driver,
                const char *key,
                const DsToday *today)
{
  DsDevice *self;

  g_return_val_if_fail (driver != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (today != NULL, NULL);

  self = g_object_new (DS_TYPE_DEVICE, NULL);
  self->today = *today;
  self->verdict = ds_verdict_new (self->claims, DS_DATE_NONE, today);
  self->driver = driver;
  self->key = g_strdup (key);
  self->id = _ds_device_make_id (driver->id, key);
  self->details->capabilities = driver->before_set_up;
  _ds_device_sync (self);
  return self;
}

const char *
_ds_device_get_key (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->key;
}

/* The id stays: it was shown and stored under the first key. */
void
_ds_device_set_key (DsDevice *self,
                    const char *key)
{
  g_return_if_fail (DS_IS_DEVICE (self));
  g_return_if_fail (key != NULL);

  g_set_str (&self->key, key);
}

void
_ds_device_become (DsDevice *self,
                   const char *key)
{
  g_return_if_fail (DS_IS_DEVICE (self));
  g_return_if_fail (self->record == NULL);

  g_set_str (&self->key, key);
  g_free (self->id);
  self->id = _ds_device_make_id (self->driver->id, key);
  g_object_notify_by_pspec (G_OBJECT (self), properties[DS_DEVICE_PROP_ID]);
}

DsSighting *
_ds_device_get_sighting (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->sighting;
}

/* What was announced stays known after the device has left, so that its row
 * keeps its name. */
void
_ds_device_set_sighting (DsDevice *self,
                         DsSighting *sighting,
                         const DsMatch *match)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  g_set_object (&self->sighting, sighting);
  self->reached_at = sighting != NULL ? 0 : self->reached_at;
  self->looked_at = self->looked_at && sighting != NULL;
  if (match != NULL)
    {
      g_clear_pointer (&self->match, ds_match_free);
      self->match = ds_match_copy (match);
      if (!match->taken)
        g_clear_handle_id (&self->released, g_source_remove);
    }
  _ds_device_sync (self);
}

/* What is known better than from the announcement, which lags behind. */
void
_ds_device_set_taken (DsDevice *self,
                      gboolean taken)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  if (self->match == NULL)
    self->match = g_new0 (DsMatch, 1);
  self->match->taken = taken;
  g_clear_handle_id (&self->released, g_source_remove);
  _ds_device_sync (self);
}

static void
on_lag_over (gpointer user_data)
{
  DsDevice *self = user_data;

  self->released = 0;
  _ds_device_sync (self);
}

void
_ds_device_set_released (DsDevice *self)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  g_clear_handle_id (&self->released, g_source_remove);
  self->released = g_timeout_add_seconds_once (ANNOUNCEMENT_LAG, on_lag_over, self);
  _ds_device_sync (self);
}

void
_ds_device_set_searched (DsDevice *self,
                         gboolean searched)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  if (self->searched == searched)
    return;

  self->searched = searched;
  sync_headline (self);
}

const DsDeviceRecord *
_ds_device_get_record (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->record;
}

void
_ds_device_take_details (DsDevice *self,
                         DsFacts *details)
{
  g_clear_pointer (&self->details, ds_facts_free);
  self->details = details;
  g_object_notify_by_pspec (G_OBJECT (self), properties[DS_DEVICE_PROP_ACCESSORIES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[DS_DEVICE_PROP_ACCESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[DS_DEVICE_PROP_DETAILS]);
}

static void
read_details (DsDevice *self)
{
  g_autoptr (DsFacts) details = ds_facts_new ();
  g_autoptr (GError) error = NULL;

  details->capabilities = self->driver->before_set_up;
  if (self->record != NULL && self->record->details != NULL &&
      !ds_details_from_text (self->record->details, details, &error))
    {
      g_message ("The details of %s cannot be read: %s", self->id, error->message);
      g_clear_pointer (&details, ds_facts_free);
      details = ds_facts_new ();
      details->capabilities = self->driver->before_set_up;
    }

  self->told = false;
  if (self->record != NULL)
    self->reached_at = self->sighting == NULL ? details->reached_at : 0;
  _ds_device_take_details (self, g_steal_pointer (&details));
}

/* While an update runs it moves too often to be stored each time. */
void
_ds_device_set_update (DsDevice *self,
                       const DsUpdate *update)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  g_clear_pointer (&self->details->update, ds_update_free);
  self->details->update = ds_update_copy (update);
  sync_headline (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[DS_DEVICE_PROP_DETAILS]);
}

static void
read_attention (DsDevice *self)
{
  g_autoptr (GError) error = NULL;

  if (self->record != NULL)
    error = ds_error_from_nick (self->record->attention);
  _ds_device_set_attention (self, error);
}

void
_ds_device_set_record (DsDevice *self,
                       const DsDeviceRecord *record)
{
  g_autoptr (DsDeviceRecord) copy = NULL;
  g_autofree char *old_details = NULL;

  g_return_if_fail (DS_IS_DEVICE (self));

  copy = record != NULL ? ds_device_record_copy (record) : NULL;
  if (self->record != NULL)
    old_details = g_strdup (self->record->details);

  g_object_freeze_notify (G_OBJECT (self));
  g_clear_pointer (&self->record, ds_device_record_free);
  self->record = g_steal_pointer (&copy);

  if (self->record != NULL)
    {
      g_set_str (&self->key, self->record->key);
      if (g_set_str (&self->id, self->record->id))
        g_object_notify_by_pspec (G_OBJECT (self), properties[DS_DEVICE_PROP_ID]);
    }

  if (g_strcmp0 (old_details, self->record != NULL ? self->record->details : NULL) != 0)
    read_details (self);
  read_attention (self);
  if (self->record == NULL)
    _ds_device_forget_answers (self);
  _ds_device_sync (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
_ds_device_set_attention (DsDevice *self,
                          const GError *error)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  g_clear_error (&self->trouble);
  self->trouble = error != NULL ? g_error_copy (error) : NULL;
  _ds_device_sync (self);
}

void
_ds_device_set_running (DsDevice *self,
                        gboolean running)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  self->running = running;
  _ds_device_sync (self);
}

void
_ds_device_hold (DsDevice *self)
{
  g_return_if_fail (DS_IS_DEVICE (self));

  self->holds++;
  _ds_device_sync (self);
}

void
_ds_device_release (DsDevice *self)
{
  g_return_if_fail (DS_IS_DEVICE (self));
  g_return_if_fail (self->holds > 0);

  self->holds--;
  _ds_device_sync (self);
}
