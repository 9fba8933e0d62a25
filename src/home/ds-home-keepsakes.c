/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "core/ds-link.h"
#include "core/ds-text.h"
#include "support/ds-mud.h"
#include "support/ds-notice.h"

/* What the person keeps about a device on their list. */

#define LONGEST_NOTES 4000

void
_ds_record_set_notes (DsDeviceRecord *record,
                      const char *notes)
{
  g_autofree char *clean = ds_text_clean_lines (notes, LONGEST_NOTES);

  g_set_str (&record->notes, *clean != '\0' ? clean : NULL);
}

void
_ds_record_set_purchase_date (DsDeviceRecord *record,
                              DsDate purchased_on)
{
  g_free (record->purchased_on);
  record->purchased_on = ds_date_to_iso (purchased_on);
}

static bool
is_on_the_list (const DsDeviceRecord *record)
{
  return record != NULL && record->state != DS_RECORD_IGNORED;
}

static DexFuture *
edit_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (DsDeviceRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (!_ds_verb_begin_change (verb, &error))
    return _ds_verb_reject (&error);
  if (!is_on_the_list (_ds_device_get_record (verb->device)))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_NOT_FOUND,
                                  "Only of a device on the list something is kept");

  record = _ds_device_dup_record (verb->device);
  verb->edit (verb, record);
  if (!_ds_home_put_record (verb->home, verb->device, record, &error))
    return _ds_verb_reject (&error);

  return dex_future_new_true ();
}

static DsVerb *
begin_edit (DsHome *self,
            DsDevice *device,
            DsEditFunc edit)
{
  DsVerb *verb = _ds_verb_new (self, device);

  verb->edit = edit;
  return verb;
}

static void
edit_purchase_date (DsVerb *verb,
                    DsDeviceRecord *record)
{
  _ds_record_set_purchase_date (record, verb->date);
}

/**
 * ds_home_set_purchase_date:
 * @self: a home
 * @device: a device on the list
 * @purchased_on: when it was bought; none takes it back
 *
 * Some makers promise for so many years from that day.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_NOT_FOUND where the device is not on the list, or another #DsError
 */
DexFuture *
ds_home_set_purchase_date (DsHome *self,
                           DsDevice *device,
                           DsDate purchased_on)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  verb = begin_edit (self, device, edit_purchase_date);
  verb->date = purchased_on;
  return _ds_verb_run (verb, edit_fiber);
}

static void
edit_notes (DsVerb *verb,
            DsDeviceRecord *record)
{
  _ds_record_set_notes (record, verb->text);
}

/**
 * ds_home_set_notes:
 * @self: a home
 * @device: a device on the list
 * @notes: (nullable): the person's own words; may have more than one line
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_NOT_FOUND where the device is not on the list, or another #DsError
 */
DexFuture *
ds_home_set_notes (DsHome *self,
                   DsDevice *device,
                   const char *notes)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  verb = begin_edit (self, device, edit_notes);
  verb->text = g_strdup (notes);
  return _ds_verb_run (verb, edit_fiber);
}

static void
edit_label (DsVerb *verb,
            DsDeviceRecord *record)
{
  g_set_str (&record->mud_url, verb->text);
}

/* (transfer full) (nullable): what a label says, or the link itself */
static char *
read_label (const char *scanned)
{
  char *url = ds_mud_url_from_text (scanned);

  return url == NULL && ds_link_is_web (scanned) ? g_strdup (scanned) : url;
}

/**
 * ds_home_is_label:
 * @scanned: what a QR code says
 *
 * Returns: whether ds_home_set_label() would keep it
 */
bool
ds_home_is_label (const char *scanned)
{
  g_autofree char *url = NULL;

  g_return_val_if_fail (scanned != NULL, false);

  url = read_label (scanned);
  return url != NULL;
}

/**
 * ds_home_set_label:
 * @self: a home
 * @device: a device on the list
 * @scanned: (nullable): what the QR code on the device's label says (RFC 9238), or
 *   the link in it; %NULL or empty takes back what was kept
 *
 * Keeps where the maker describes the device, for ds_home_list_inquiries(). Asks
 * nobody.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_BAD_LABEL where the label does not tell that, with
 *   %DS_ERROR_NOT_FOUND where the device is not on the list, or another #DsError
 */
DexFuture *
ds_home_set_label (DsHome *self,
                   DsDevice *device,
                   const char *scanned)
{
  g_autofree char *url = NULL;
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  if (scanned != NULL && *scanned != '\0')
    {
      url = read_label (scanned);
      if (url == NULL)
        return dex_future_new_reject (DS_ERROR, DS_ERROR_BAD_LABEL, "No MUD URL in the label");
    }

  verb = begin_edit (self, device, edit_label);
  verb->text = g_steal_pointer (&url);
  return _ds_verb_run (verb, edit_fiber);
}

static void
edit_support (DsVerb *verb,
              DsDeviceRecord *record)
{
  g_free (record->own_support_date);
  g_free (record->own_support_said_on);
  record->own_support = verb->number;
  record->own_support_corrects = verb->others_wrong;
  record->own_support_date = ds_date_to_iso (verb->date);
  record->own_support_said_on = record->own_support != DS_OWN_SUPPORT_NONE
                                    ? ds_date_to_iso (ds_date_today ()) : NULL;
}

static DexFuture *
set_own_support (DsHome *self,
                 DsDevice *device,
                 DsOwnSupport support,
                 DsDate date,
                 bool others_wrong)
{
  DsVerb *verb = begin_edit (self, device, edit_support);

  verb->number = support;
  verb->date = date;
  verb->others_wrong = others_wrong;
  return _ds_verb_run (verb, edit_fiber);
}

/**
 * ds_home_correct_support:
 * @self: a home
 * @device: a device on the list
 * @rule: %DS_SUPPORT_UNTIL or %DS_SUPPORT_ENDED
 * @date: the last day of security updates; none only where they have ended on a
 *   day that the person does not know
 * @others_wrong: whether the person says, too, that what catalogue and websites say
 *   instead is wrong
 *
 * Adds what the person says, with today's date, to what others say; it replaces
 * what they said before. The earlier date counts, unless the others are wrong.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_NOT_FOUND where the device is not on the list, or another #DsError
 */
DexFuture *
ds_home_correct_support (DsHome *self,
                         DsDevice *device,
                         DsSupportRule rule,
                         DsDate date,
                         bool others_wrong)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));
  dex_return_error_if_fail (rule == DS_SUPPORT_ENDED ||
                            (rule == DS_SUPPORT_UNTIL && ds_date_is_set (date)));

  return set_own_support (self, device,
                          rule == DS_SUPPORT_ENDED ? DS_OWN_SUPPORT_ENDED : DS_OWN_SUPPORT_UNTIL,
                          date, others_wrong);
}

/**
 * ds_home_undo_correction:
 * @self: a home
 * @device: a device on the list
 *
 * Takes back what ds_home_correct_support() added.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_NOT_FOUND where the device is not on the list, or another #DsError
 */
DexFuture *
ds_home_undo_correction (DsHome *self,
                         DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return set_own_support (self, device, DS_OWN_SUPPORT_NONE, DS_DATE_NONE, false);
}

/* What there is to tell, and in @record that it was told. */
static DsNotice
step_notice (DsDevice *device,
             DsDeviceRecord *record)
{
  DsNoticeTrace trace = { .told = record->notice_told };
  DsNotice notice;

  if (record->notice_until != NULL)
    ds_date_parse_partial (record->notice_until, &trace.until);
  notice = ds_notice_step (ds_device_get_verdict (device), record->silenced, &trace);
  record->notice_told = trace.told;
  g_free (record->notice_until);
  record->notice_until = ds_date_to_iso (trace.until);
  return notice;
}

/* Who silences a device knows how it is with it; what comes later they do not. */
static void
edit_silenced (DsVerb *verb,
               DsDeviceRecord *record)
{
  if (verb->number != 0)
    step_notice (verb->device, record);
  record->silenced = verb->number != 0;
}

/**
 * ds_home_silence:
 * @self: a home
 * @device: a device on the list
 * @silenced: whether the person wants to hear no more of the end of its support
 *
 * Such a device needs no attention for that, and gives no notices; what came
 * meanwhile is told when it is silenced no more. Its verdict stays what it is.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with
 *   %DS_ERROR_NOT_FOUND where the device is not on the list, or another #DsError
 */
DexFuture *
ds_home_silence (DsHome *self,
                 DsDevice *device,
                 gboolean silenced)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  verb = begin_edit (self, device, edit_silenced);
  verb->number = silenced != FALSE;
  return _ds_verb_run (verb, edit_fiber);
}

static bool
has_stepped (const DsDeviceRecord *a,
             const DsDeviceRecord *b)
{
  return a->notice_told != b->notice_told || g_strcmp0 (a->notice_until, b->notice_until) != 0;
}

static DexFuture *
take_notice_fiber (gpointer data)
{
  DsVerb *verb = data;
  const DsDeviceRecord *before;
  g_autoptr (DsDeviceRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  DsNotice notice;

  if (!_ds_verb_begin_change (verb, &error))
    return _ds_verb_reject (&error);

  before = _ds_device_get_record (verb->device);
  if (before == NULL || (before->state != DS_RECORD_SET_UP && before->state != DS_RECORD_WATCHED))
    return dex_future_new_for_int (DS_NOTICE_NONE);

  record = _ds_device_dup_record (verb->device);
  notice = step_notice (verb->device, record);
  /* It is told only once it is sure that it will not be told again. */
  if (has_stepped (before, record) &&
      !_ds_home_put_record (verb->home, verb->device, record, &error))
    return _ds_verb_reject (&error);

  return dex_future_new_for_int (notice);
}

/**
 * ds_home_take_notice:
 * @self: a home
 * @device: a device
 *
 * What the person is to be told now about the end of the device's support, in
 * whichever program asks first; it is not given a second time.
 *
 * Returns: (transfer full): a future that resolves to a #DsNotice (an int), which
 *   is %DS_NOTICE_NONE most of the time, or rejects with #DsError
 */
DexFuture *
ds_home_take_notice (DsHome *self,
                     DsDevice *device)
{
  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  return _ds_verb_run (_ds_verb_new (self, device), take_notice_fiber);
}
