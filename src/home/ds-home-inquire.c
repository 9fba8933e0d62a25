/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "core/ds-link.h"
#include "ds-inquire.h"
#include "storage/ds-fetched-table.h"

/* Questions to websites about a device. None is asked but by ds_home_inquire(), which
 * is called after the person has said yes to just this one. */

void
_ds_home_set_web (DsHome *self,
                  DsWebClient *web,
                  const char *anchors)
{
  g_set_object (&self->web, web);
  g_set_str (&self->anchors, anchors);
}

/* The maker's website, as the ledger named it. */
static const char *
find_answered_website (DsDevice *device)
{
  for (unsigned int i = 0; i < device->answers->len; i++)
    {
      const DsAnswer *answer = g_ptr_array_index (device->answers, i);

      if (answer->website != NULL)
        return answer->website;
    }

  return NULL;
}

/**
 * ds_home_list_inquiries:
 * @self: a home
 * @device: a device on the list
 *
 * Who could be asked about the device, from what is known of it. Asks nobody.
 *
 * Returns: (transfer full) (element-type DsInquiry): the questions, in the order of
 *   the sources
 */
GPtrArray *
ds_home_list_inquiries (DsHome *self,
                        DsDevice *device)
{
  const DsProduct *product = ds_device_get_product (device);
  DsInquiryFacts facts = { 0 };

  g_return_val_if_fail (DS_IS_HOME (self), NULL);
  g_return_val_if_fail (DS_IS_DEVICE (device), NULL);

  facts.website = product != NULL && product->homepage != NULL ? product->homepage
                                                               : find_answered_website (device);
  facts.mud_url = ds_device_get_mud_url (device);
  facts.mud_signer = _ds_device_get_mud_signer (device);
  facts.endoflife_product = product != NULL ? product->endoflife_product : NULL;
  facts.endoflife_release = product != NULL ? product->endoflife_release : NULL;
  _ds_device_get_matter_ids (device, &facts.matter_vendor, &facts.matter_product);
  return ds_inquiries_new (&facts);
}

/*
 * Keeping
 */

static DsFetched *
pack (DsDevice *device,
      const DsAnswer *answer)
{
  g_autofree char *day = ds_date_to_iso (answer->source.read_on);
  g_autofree char *content = ds_answer_to_json (answer);

  return ds_fetched_new (ds_device_get_id (device), ds_source_kind_get_nick (answer->source.kind),
                         answer->source.url, day, content);
}

/* (transfer full) (nullable): what was kept, unless another Doorstep wrote it in a
 * way that this one does not know */
static DsAnswer *
unpack (const DsFetched *fetched)
{
  g_autofree char *host = ds_link_dup_host (fetched->url);
  g_autoptr (DsAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  DsSourceKind kind;
  DsDate day;

  if (host == NULL || !ds_source_kind_from_nick (fetched->source, &kind) ||
      !ds_date_parse (fetched->fetched_on, &day))
    return NULL;

  answer = ds_answer_new (kind, host, fetched->url, day);
  if (ds_answer_read_json (answer, fetched->content, &error))
    return g_steal_pointer (&answer);

  g_message ("An answer about %s cannot be read: %s", fetched->device, error->message);
  return NULL;
}

static GPtrArray *
pick (GPtrArray *fetched,
      DsDevice *device)
{
  GPtrArray *answers = ds_answers_new ();

  for (unsigned int i = 0; i < fetched->len; i++)
    {
      const DsFetched *row = g_ptr_array_index (fetched, i);
      DsAnswer *answer = NULL;

      if (g_str_equal (row->device, ds_device_get_id (device)))
        answer = unpack (row);
      if (answer != NULL)
        g_ptr_array_add (answers, answer);
    }

  return answers;
}

static void
give_answers (GListStore *list,
              GPtrArray *fetched)
{
  GListModel *devices = G_LIST_MODEL (list);

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);
      g_autoptr (GPtrArray) answers = pick (fetched, device);

      _ds_device_set_answers (device, answers);
    }
}

/* Awaits, and belongs in a fiber. */
void
_ds_home_read_answers (DsHome *self)
{
  g_autoptr (GPtrArray) fetched = NULL;
  g_autoptr (GError) error = NULL;

  fetched = dex_await_boxed (ds_fetched_table_load (self->storage), &error);
  if (fetched == NULL)
    {
      if (!ds_error_is_cancelled (error))
        g_message ("What websites said cannot be read: %s", error->message);
      return;
    }

  give_answers (self->devices, fetched);
  give_answers (self->ignored, fetched);
}

/*
 * Asking and forgetting
 */

static bool
is_on_the_list (DsDevice *device,
                GError **error)
{
  const DsDeviceRecord *record = _ds_device_get_record (device);

  if (record != NULL && record->state != DS_RECORD_IGNORED)
    return true;

  g_set_error_literal (error, DS_ERROR, DS_ERROR_NOT_FOUND,
                       "Only of a device on the list something is kept");
  return false;
}

/* Where an answer could not be kept, nobody needs to learn anything. */
static bool
can_keep (DsHome *self,
          DsDevice *device,
          GError **error)
{
  if (!self->storage_open && self->storage_error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->storage_error));
      return false;
    }
  if (ds_storage_get_read_only (self->storage))
    {
      g_set_error_literal (error, DS_ERROR, (int) ds_storage_get_obstacle (self->storage),
                           "An answer could not be kept");
      return false;
    }

  return is_on_the_list (device, error);
}

static DexFuture *
keep_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (DsFetched) fetched = pack (verb->device, verb->answer);
  g_autoptr (GError) error = NULL;

  if (!_ds_verb_begin_change (verb, &error) || !is_on_the_list (verb->device, &error) ||
      !dex_await (ds_fetched_table_put (verb->home->storage, fetched), &error))
    return _ds_verb_reject (&error);

  _ds_home_read_answers (verb->home);
  return dex_future_new_true ();
}

static DsAnswer *
ask (DsVerb *verb,
     GError **error)
{
  DsHome *self = verb->home;

  if (self->web == NULL)
    self->web = ds_web_client_new ();
  return dex_await_boxed (ds_inquire (self->web, verb->inquiry, self->anchors,
                                      ds_date_today ()), error);
}

/* A website takes its time: the device is busy only while the answer is kept. */
static DexFuture *
inquire_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (DsDevice) device = _ds_home_by_id (verb->home, verb->text);
  g_autoptr (DsAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  DsVerb *keep;

  if (device == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_NOT_FOUND, "The device has gone");
  if (can_keep (verb->home, device, &error))
    answer = ask (verb, &error);
  if (answer == NULL)
    return _ds_verb_reject (&error);

  keep = _ds_verb_new (verb->home, device);
  keep->answer = g_steal_pointer (&answer);
  return _ds_verb_run (keep, keep_fiber);
}

/**
 * ds_home_inquire:
 * @self: a home
 * @device: a device on the list
 * @inquiry: one of ds_home_list_inquiries(), to which the person has said yes
 *
 * Asks one website and keeps its answer, in place of an earlier one of the same
 * source. Where that fails, everything stays as it was.
 *
 * Returns: (transfer full): a future that resolves to true once the answer is in
 *   ds_device_get_answers(), or rejects with %DS_ERROR_NOT_FOUND where the device is
 *   not on the list, with one of the errors about websites and documents, or with
 *   another #DsError
 */
DexFuture *
ds_home_inquire (DsHome *self,
                 DsDevice *device,
                 const DsInquiry *inquiry)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));
  dex_return_error_if_fail (inquiry != NULL);

  verb = _ds_verb_new (self, NULL);
  verb->text = g_strdup (ds_device_get_id (device));
  verb->inquiry = ds_inquiry_copy (inquiry);
  return _ds_verb_run (verb, inquire_fiber);
}

static DexFuture *
forget_answer_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (GError) error = NULL;

  if (!_ds_verb_begin_change (verb, &error) ||
      !dex_await (ds_fetched_table_remove (verb->home->storage, ds_device_get_id (verb->device),
                                           ds_source_kind_get_nick (verb->number)), &error))
    return _ds_verb_reject (&error);

  _ds_home_read_answers (verb->home);
  return dex_future_new_true ();
}

/**
 * ds_home_forget_answer:
 * @self: a home
 * @device: a device
 * @kind: whose answer
 *
 * Returns: (transfer full): a future that resolves to true once nothing of it is
 *   kept, or rejects with #DsError
 */
DexFuture *
ds_home_forget_answer (DsHome *self,
                       DsDevice *device,
                       DsSourceKind kind)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (DS_IS_DEVICE (device));

  verb = _ds_verb_new (self, device);
  verb->number = kind;
  return _ds_verb_run (verb, forget_answer_fiber);
}
