/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-notifier"

#include "config.h"

#include "ds-notifier.h"

#include "core/ds-future.h"
#include "ds-support-summary.h"
#include "support/ds-advice.h"
#include "support/ds-notice.h"

#include <glib/gi18n-lib.h>

/* What becomes due together is told together; in milliseconds. */
#define GATHER_DELAY 1000

/* More at once than these are told in one notification. */
#define MOST_AT_ONCE 2

struct _DsNotifier
{
  GObject parent_instance;

  /* Borrowed References */
  GApplication *application; /* which owns this */

  /* Owned References */
  DsHome    *home;
  GPtrArray *watched; /* of DsDevice, in the order of the house */
  GPtrArray *asked;   /* of DsDevice: it may be time for a notice */
  GPtrArray *due;     /* of DsDevice: there is one to give */
  guint      ask_id;
  guint      tell_id;
};

enum
{
  TOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsNotifier, ds_notifier, G_TYPE_OBJECT)

/*
 * Telling
 */

static void
tell (DsNotifier *self,
      const char *id,
      const char *title,
      const char *body,
      DsDevice *device)
{
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  if (device != NULL)
    {
      const char *device_id = ds_device_get_id (device);

      g_notification_set_default_action_and_target (notification, "app.show-device", "s",
                                                    device_id);
      g_notification_add_button_with_target (notification, _("Stop Reminding Me"),
                                             "app.silence", "s", device_id);
    }
  else
    g_notification_set_default_action (notification, "app.show-timeline");

  if (self->application != NULL)
    g_application_send_notification (self->application, id, notification);
  g_signal_emit (self, signals[TOLD], 0, id, title, body);
}

static void
tell_of_device (DsNotifier *self,
                DsDevice *device)
{
  DsAdviceFacts facts = { .kind = ds_device_get_kind (device) };
  g_autoptr (DsAdvice) advice = ds_advice_new (ds_device_get_verdict (device), &facts);
  g_autofree char *id = g_strconcat ("support-", ds_device_get_id (device), NULL);
  g_autofree char *body = g_strdup_printf ("%s\n%s", advice->headline, advice->explanation);

  tell (self, id, ds_device_get_name (device), body, device);
}

static void
tell_of_all (DsNotifier *self)
{
  DsSupportSummary summary;
  g_autofree char *body = NULL;

  ds_support_summary_init (&summary, ds_home_get_devices (self->home));
  body = ds_support_summary_dup_text (&summary);
  if (body != NULL)
    tell (self, "support", _("Security Updates"), body, NULL);
}

static void
tell_cb (gpointer data)
{
  DsNotifier *self = DS_NOTIFIER (data);

  self->tell_id = 0;
  if (self->due->len > MOST_AT_ONCE)
    tell_of_all (self);
  else
    for (unsigned int i = 0; i < self->due->len; i++)
      tell_of_device (self, self->due->pdata[i]);
  g_ptr_array_set_size (self->due, 0);
}

/*
 * Asking whether there is something to tell
 */

typedef struct
{
  GWeakRef  notifier;
  DsDevice *device;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_weak_ref_clear (&question->notifier);
  g_object_unref (question->device);
  g_free (question);
}

static DexFuture *
answered_cb (DexFuture *future,
             gpointer data)
{
  Question *question = data;
  g_autoptr (DsNotifier) self = g_weak_ref_get (&question->notifier);
  const GValue *value = dex_future_get_value (future, NULL);

  if (self == NULL || value == NULL || g_value_get_int (value) == DS_NOTICE_NONE)
    return dex_future_new_true ();

  g_ptr_array_add (self->due, g_object_ref (question->device));
  if (self->tell_id == 0)
    self->tell_id = g_timeout_add_once (GATHER_DELAY, tell_cb, self);
  return dex_future_new_true ();
}

static void
ask (DsNotifier *self,
     DsDevice *device)
{
  Question *question = g_new0 (Question, 1);

  g_weak_ref_init (&question->notifier, self);
  question->device = g_object_ref (device);
  ds_future_forget (dex_future_then (ds_home_take_notice (self->home, device), answered_cb,
                                     question, question_free),
                    "notice of the end of support");
}

static void
ask_cb (gpointer data)
{
  DsNotifier *self = DS_NOTIFIER (data);

  self->ask_id = 0;
  for (unsigned int i = 0; i < self->asked->len; i++)
    ask (self, self->asked->pdata[i]);
  g_ptr_array_set_size (self->asked, 0);
}

/* Only what is near its end can be due; the house asks the rest on another day. */
static void
queue (DsNotifier *self,
       DsDevice *device)
{
  DsVerdictState state = ds_device_get_verdict (device)->state;

  if (state != DS_VERDICT_ENDED && state != DS_VERDICT_ENDING)
    return;
  if (!g_ptr_array_find (self->asked, device, NULL))
    g_ptr_array_add (self->asked, g_object_ref (device));
  if (self->ask_id == 0)
    self->ask_id = g_timeout_add_once (GATHER_DELAY, ask_cb, self);
}

/* One handler for all properties takes a third of the memory of three. */
static void
device_notify_cb (DsNotifier *self,
                  GParamSpec *pspec,
                  DsDevice *device)
{
  /* One that is silenced no more may have come to its end meanwhile, and one that comes
   * onto the list is told about from then on. */
  static const char * const that_matter[] = { "verdict", "attention", "state", NULL };

  if (g_strv_contains (that_matter, g_param_spec_get_name (pspec)))
    queue (self, device);
}

static void
unwatch (DsNotifier *self,
         DsDevice *device)
{
  g_signal_handlers_disconnect_by_func (device, device_notify_cb, self);
}

static void
devices_changed_cb (DsNotifier *self,
                    unsigned int position,
                    unsigned int removed,
                    unsigned int added,
                    GListModel *devices)
{
  for (unsigned int i = 0; i < removed; i++)
    unwatch (self, self->watched->pdata[position + i]);
  if (removed > 0)
    g_ptr_array_remove_range (self->watched, position, removed);

  for (unsigned int i = 0; i < added; i++)
    {
      DsDevice *device = g_list_model_get_item (devices, position + i);

      g_signal_connect_swapped (device, "notify", G_CALLBACK (device_notify_cb), self);
      g_ptr_array_insert (self->watched, (int) (position + i), device);
      queue (self, device);
    }
}

static void
ds_notifier_dispose (GObject *object)
{
  DsNotifier *self = DS_NOTIFIER (object);

  g_clear_handle_id (&self->ask_id, g_source_remove);
  g_clear_handle_id (&self->tell_id, g_source_remove);
  for (unsigned int i = 0; self->watched != NULL && i < self->watched->len; i++)
    unwatch (self, self->watched->pdata[i]);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_clear_object (&self->home);

  G_OBJECT_CLASS (ds_notifier_parent_class)->dispose (object);
}

static void
ds_notifier_class_init (DsNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_notifier_dispose;

  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING,
                                G_TYPE_STRING, G_TYPE_STRING);
}

static void
ds_notifier_init (DsNotifier *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  self->due = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ds_notifier_new:
 * @application: (nullable): who sends notifications; it outlives the notifier
 * @home: the house
 *
 * Returns: (transfer full): a notifier that watches the devices of @home
 */
DsNotifier *
ds_notifier_new (GApplication *application,
                 DsHome *home)
{
  DsNotifier *self = g_object_new (DS_TYPE_NOTIFIER, NULL);
  GListModel *devices = ds_home_get_devices (home);

  self->application = application;
  self->home = g_object_ref (home);
  g_signal_connect_object (devices, "items-changed", G_CALLBACK (devices_changed_cb), self,
                           G_CONNECT_SWAPPED);
  devices_changed_cb (self, 0, 0, g_list_model_get_n_items (devices), devices);
  return self;
}
