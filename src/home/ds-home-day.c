/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "storage/ds-memory-table.h"

/* What day it is, which the verdict on every device depends on. The last day is
 * written down, so that a clock that went back is noticed. */

/* The day on which a clock that went back was first noticed. */
#define WENT_BACK_ON "went-back-on"

static void
tell_list (GListStore *list,
           const DsToday *today)
{
  GListModel *devices = G_LIST_MODEL (list);

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      _ds_device_set_today (device, today);
    }
}

static DsDate
load_day (DsHome *self,
          const char *name)
{
  g_autofree char *text = dex_await_string (ds_memory_table_load (self->storage, name), NULL);
  DsDate date = DS_DATE_NONE;

  return text != NULL && ds_date_parse (text, &date) ? date : DS_DATE_NONE;
}

static void
put_day (DsHome *self,
         const char *name,
         DsDate date)
{
  g_autofree char *text = ds_date_to_iso (date);
  g_autoptr (GError) error = NULL;

  if (!dex_await (ds_memory_table_put (self->storage, name, text != NULL ? text : ""), &error) &&
      !ds_error_is_cancelled (error))
    g_message ("The day is not written down: %s", error->message);
}

/* A clock that went back may have been put right. It is believed once it moves on
 * to another day. */
static void
note_earlier_day (DsHome *self,
                  DsDate day)
{
  DsDate went_back_on = load_day (self, WENT_BACK_ON);

  if (!ds_date_is_set (went_back_on) || ds_date_compare (day, went_back_on) < 0)
    put_day (self, WENT_BACK_ON, day);
  else if (ds_date_compare (day, went_back_on) > 0)
    {
      put_day (self, DS_MEMORY_LAST_DAY, day);
      put_day (self, WENT_BACK_ON, DS_DATE_NONE);
    }
}

/* Before the list is made, so that what is in it is judged once. */
void
_ds_home_read_day (DsHome *self)
{
  self->today = ds_today_now (load_day (self, DS_MEMORY_LAST_DAY));
}

static DexFuture *
new_day_fiber (gpointer data)
{
  DsVerb *verb = data;
  DsHome *self = verb->home;
  DsToday today;

  _ds_home_read_day (self);
  today = self->today;
  tell_list (self->devices, &today);
  tell_list (self->ignored, &today);

  if (ds_storage_get_read_only (self->storage))
    return dex_future_new_true ();
  if (!ds_today_is_wrong (&today) && ds_date_compare (today.day, today.stored_on) > 0)
    put_day (self, DS_MEMORY_LAST_DAY, today.day);
  else if (ds_date_compare (today.day, today.stored_on) < 0)
    note_earlier_day (self, today.day);
  return dex_future_new_true ();
}

void
_ds_home_new_day (DsHome *self)
{
  if (self->storage_open)
    ds_future_forget (_ds_verb_run (_ds_verb_new (self, NULL), new_day_fiber),
                      "Looking at the day");
}

static void
on_day (void *data)
{
  _ds_home_new_day (data);
}

void
_ds_home_watch_days (DsHome *self)
{
  self->days = ds_day_watch_new (on_day, self);
  _ds_home_new_day (self);
}
