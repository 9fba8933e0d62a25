/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person says on the page of a device about its support.
 */

#define G_LOG_DOMAIN "ds-device-page"

#include "config.h"

#include "ds-device-page-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-support-dialog.h"
#include "ds-ui-future.h"
#include "ds-window.h"

#include <glib/gi18n-lib.h>

/* What was there before, for the way back. */
typedef struct
{
  DsHome   *home;
  DsDevice *device;
  bool      purchase;
  bool      said; /* there was a correction */
  DsOwnWord word;
} Before;

static void
before_free (gpointer data)
{
  Before *before = data;

  g_object_unref (before->home);
  g_object_unref (before->device);
  g_free (before);
}

static Before *
remember (DsDevicePage *self,
          bool purchase)
{
  Before *before = g_new0 (Before, 1);
  GPtrArray *claims = ds_device_get_claims (self->device);

  before->home = g_object_ref (self->home);
  before->device = g_object_ref (self->device);
  before->purchase = purchase;
  if (purchase)
    before->word.date = ds_device_get_purchased_on (self->device);
  for (unsigned int i = 0; !purchase && i < claims->len; i++)
    {
      const DsSupportClaim *claim = claims->pdata[i];

      if (claim->source.kind != DS_SOURCE_PERSON)
        continue;
      before->said = true;
      before->word = (DsOwnWord) { claim->rule, claim->date, claim->corrects };
    }

  return before;
}

static DexFuture *
restore (gpointer data)
{
  Before *before = data;

  if (before->purchase)
    return ds_home_set_purchase_date (before->home, before->device, before->word.date);
  if (before->said)
    return ds_home_correct_support (before->home, before->device, before->word.rule,
                                    before->word.date, before->word.others_wrong);

  return ds_home_undo_correction (before->home, before->device);
}

/* Takes @before and @future. */
static void
save (DsDevicePage *self,
      const char *done,
      Before *before,
      DexFuture *future)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  ds_ui_when_done (self, future, _ds_device_page_toast_failure);
  if (DS_IS_WINDOW (root))
    ds_window_toast_undo (DS_WINDOW (root), done, restore, before, before_free);
  else
    before_free (before);
}

static void
correction_chosen_cb (DsDevicePage *self,
                      const DsOwnWord *word)
{
  if (self->device == NULL)
    return;

  save (self, _("The correction is saved."), remember (self, false),
        ds_home_correct_support (self->home, self->device, word->rule, word->date,
                                 word->others_wrong));
}

static void
purchase_chosen_cb (DsDevicePage *self,
                    const DsOwnWord *word)
{
  if (self->device == NULL)
    return;

  save (self, _("The day of purchase is saved."), remember (self, true),
        ds_home_set_purchase_date (self->home, self->device, word->date));
}

static void
correct_action (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  AdwDialog *dialog = ds_support_dialog_new_correction (DS_DEVICE_PAGE (widget)->device);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (correction_chosen_cb), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
add_purchase_date_action (GtkWidget *widget,
                          const char *action,
                          GVariant *parameter)
{
  AdwDialog *dialog = ds_support_dialog_new_purchase (DS_DEVICE_PAGE (widget)->device);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (purchase_chosen_cb), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
undo_correction_action (GtkWidget *widget,
                        const char *action,
                        GVariant *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  save (self, _("The correction is taken back."), remember (self, false),
        ds_home_undo_correction (self->home, self->device));
}

void
_ds_device_page_silence (DsDevicePage *self,
                         gboolean silenced)
{
  ds_ui_when_done (self, ds_home_silence (self->home, self->device, silenced),
                   _ds_device_page_toast_failure);
}

void
_ds_device_page_install_support_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "device.correct", NULL, correct_action);
  gtk_widget_class_install_action (widget_class, "device.add-purchase-date", NULL,
                                   add_purchase_date_action);
  gtk_widget_class_install_action (widget_class, "device.undo-correction", NULL,
                                   undo_correction_action);
}
