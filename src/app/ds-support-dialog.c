/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-support-dialog"

#include "config.h"

#include "ds-support-dialog.h"

#include "ds-alert.h"
#include "ds-date-row.h"

#include <glib/gi18n-lib.h>

struct _DsSupportDialog
{
  AdwAlertDialog parent_instance;

  /* Owned by the widget tree */
  GtkBox       *box;
  GtkListBox   *list;
  AdwSwitchRow *ended; /* NULL where the purchase is asked for */
  AdwSwitchRow *wrong; /* NULL where nobody says anything else */
  DsDateRow    *date;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsSupportDialog, ds_support_dialog, ADW_TYPE_ALERT_DIALOG)

static bool
is_empty (DsSupportDialog *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->date)) == '\0';
}

/* A day that is over ended; an empty purchase takes it back; a purchase that is to
 * come is a slip. */
static bool
read_word (DsSupportDialog *self,
           DsOwnWord *word)
{
  bool ended = self->ended != NULL && adw_switch_row_get_active (self->ended);

  *word = (DsOwnWord) { .rule = ended ? DS_SUPPORT_ENDED : DS_SUPPORT_UNTIL };
  word->others_wrong = self->wrong != NULL && adw_switch_row_get_active (self->wrong);
  if (is_empty (self))
    return ended || self->ended == NULL;

  return ds_date_row_get_date (self->date, &word->date);
}

static void
changed_cb (DsSupportDialog *self)
{
  DsOwnWord word;

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "save",
                                         read_word (self, &word));
}

static void
ds_support_dialog_response (AdwAlertDialog *dialog,
                            const char *response)
{
  DsSupportDialog *self = DS_SUPPORT_DIALOG (dialog);
  DsOwnWord word;

  if (g_str_equal (response, "save") && read_word (self, &word))
    g_signal_emit (self, signals[CHOSEN], 0, &word);
}

static void
ds_support_dialog_class_init (DsSupportDialogClass *klass)
{
  ADW_ALERT_DIALOG_CLASS (klass)->response = ds_support_dialog_response;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ds_support_dialog_init (DsSupportDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (self->box, GTK_WIDGET (self->list));

  adw_alert_dialog_set_extra_child (dialog, GTK_WIDGET (self->box));
  adw_alert_dialog_add_responses (dialog, "cancel", _("Cancel"), "save", _("Save"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "save");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  ds_alert_let_wrap (dialog);
}

static void
add_date (DsSupportDialog *self,
          const char *title,
          DsDate date)
{
  self->date = DS_DATE_ROW (ds_date_row_new (title));
  ds_date_row_set_date (self->date, date);
  g_signal_connect_object (self->date, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, GTK_WIDGET (self->date));
  gtk_box_append (self->box, ds_date_row_get_hint (self->date));
}

static const DsSupportClaim *
find_own_claim (DsDevice *device)
{
  GPtrArray *claims = ds_device_get_claims (device);

  for (unsigned int i = 0; i < claims->len; i++)
    {
      const DsSupportClaim *claim = claims->pdata[i];

      if (claim->source.kind == DS_SOURCE_PERSON)
        return claim;
    }

  return NULL;
}

/* Whether somebody says something whom the person may overrule. */
static bool
has_others (DsDevice *device)
{
  GPtrArray *claims = ds_device_get_claims (device);

  for (unsigned int i = 0; i < claims->len; i++)
    {
      if (((const DsSupportClaim *) claims->pdata[i])->source.kind > DS_SOURCE_PERSON)
        return true;
    }

  return false;
}

static AdwSwitchRow *
add_switch (DsSupportDialog *self,
            const char *title,
            bool active)
{
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), active);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
  return ADW_SWITCH_ROW (row);
}

/**
 * ds_support_dialog_new_correction:
 * @device: a device on the list
 *
 * Returns: (transfer floating): a dialog that asks when its security updates end
 */
AdwDialog *
ds_support_dialog_new_correction (DsDevice *device)
{
  DsSupportDialog *self = g_object_new (DS_TYPE_SUPPORT_DIALOG, NULL);
  const DsSupportClaim *own = find_own_claim (device);

  ds_alert_set_heading (ADW_ALERT_DIALOG (self), _("End of Updates"));
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self),
                             _("Where this and other sources do not agree, the earliest "
                               "date counts. What others say is still shown."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The end of security updates"), -1);
  self->ended = add_switch (self, _("They Have Ended"),
                            own != NULL && own->rule == DS_SUPPORT_ENDED);
  /* Translators: the last day of security updates */
  add_date (self, _("Last Day"), own != NULL ? own->date : DS_DATE_NONE);
  if (has_others (device))
    {
      self->wrong = add_switch (self, _("Other Sources Are Wrong"), own != NULL && own->corrects);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->wrong),
                                   _("Then this counts, even if it is later. Only an earlier day "
                                     "that the device itself names goes before it."));
    }
  changed_cb (self);

  return ADW_DIALOG (self);
}

/**
 * ds_support_dialog_new_purchase:
 * @device: a device on the list
 *
 * Returns: (transfer floating): a dialog that asks when it was bought
 */
AdwDialog *
ds_support_dialog_new_purchase (DsDevice *device)
{
  DsSupportDialog *self = g_object_new (DS_TYPE_SUPPORT_DIALOG, NULL);

  ds_alert_set_heading (ADW_ALERT_DIALOG (self), _("Day of Purchase"));
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self),
                             _("It is on the receipt. It is kept on this computer only."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Day of purchase"), -1);
  add_date (self, _("Bought On"), ds_device_get_purchased_on (device));
  ds_date_row_set_past (self->date);
  changed_cb (self);

  return ADW_DIALOG (self);
}
