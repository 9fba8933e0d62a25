/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the page of a device asks before it does something, and says how it went.
 */

#define G_LOG_DOMAIN "ds-device-page"

#include "config.h"

#include "ds-device-page-private.h"

#include "core/ds-error.h"
#include "ds-alert.h"
#include "ds-window.h"

#include <glib/gi18n-lib.h>

/* What was done may have made the page leave the window, which says it all the same. */
void
_ds_device_page_toast (DsDevicePage *self,
                       const char   *text)
{
  if (DS_IS_WINDOW (self->window))
    ds_window_toast (DS_WINDOW (self->window), text);
}

void
_ds_device_page_toast_error (DsDevicePage *self,
                             const GError *error)
{
  if (!ds_error_is_cancelled (error))
    _ds_device_page_toast (self, ds_error_get_sentence (error));
}

void
_ds_device_page_toast_failure (gpointer      page,
                               const GValue *value,
                               const GError *error)
{
  if (error != NULL)
    _ds_device_page_toast_error (page, error);
}

typedef struct
{
  GWeakRef         page;
  DsDevice        *device;
  DsDevicePageDeed deed;
  char           **words;
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_weak_ref_clear (&question->page);
  g_clear_object (&question->device);
  g_strfreev (question->words);
  g_free (question);
}

static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             gpointer        user_data)
{
  Question *question = user_data;
  g_autoptr (DsDevicePage) self = g_weak_ref_get (&question->page);

  if (self != NULL && g_str_equal (response, "do"))
    question->deed (self, question->device, (const char * const *)question->words);
}

AdwAlertDialog *
_ds_device_page_new_question (const char           *heading,
                              const char           *body,
                              const char           *button,
                              AdwResponseAppearance appearance)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, body));

  ds_alert_set_heading (dialog, heading);
  adw_alert_dialog_add_responses (dialog, "cancel", _("Cancel"), "do", button, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "do", appearance);
  adw_alert_dialog_set_default_response (dialog,
                                         appearance == ADW_RESPONSE_DESTRUCTIVE ? "cancel" : "do");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  ds_alert_let_wrap (dialog);

  return dialog;
}

void
_ds_device_page_ask (DsDevicePage    *self,
                     AdwAlertDialog  *dialog,
                     DsDevicePageDeed deed,
                     char           **words)
{
  Question *question = g_new0 (Question, 1);

  g_weak_ref_init (&question->page, self);
  question->device = g_object_ref (self->device);
  question->deed = deed;
  question->words = words;
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, question_free,
                         G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}
