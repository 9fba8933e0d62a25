/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-diagnosis-dialog"

#include "config.h"

#include "ds-diagnosis-dialog.h"

#include "core/ds-address.h"
#include "core/ds-error.h"
#include "ds-alert.h"
#include "ds-buttons.h"
#include "ds-focus.h"
#include "ds-row-wrap.h"
#include "ds-ui-future.h"

#include <glib/gi18n-lib.h>

struct _DsDiagnosisDialog
{
  AdwDialog parent_instance;

  /* Template Widgets */
  GtkWidget           *again_button;
  GtkWidget           *looking;
  GtkLabel            *trouble;
  AdwPreferencesGroup *findings;
  AdwEntryRow         *address_row;
  GtkWidget           *add_row;
  GtkLabel            *address_hint;

  /* Borrowed References */
  GPtrArray *rows;

  /* Owned References */
  DsHome *home;
  char  **kept;    /* ids whose keys are being deleted, or NULL */
  char   *failure; /* what a person reads of the keys that were not */

  unsigned int n_gone; /* of @kept */
  bool         adding;
};

enum
{
  ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsDiagnosisDialog, ds_diagnosis_dialog, ADW_TYPE_DIALOG)

static const struct
{
  const char *icon;
  const char *css_class;
  const char *word;
} levels[] = {
  /* Translators: what a screen reader says of a line of the diagnosis */
  [DS_FINDING_FINE] = { "object-select-symbolic", "dimmed", NC_("finding", "Fine") },
  /* Translators: what a screen reader says of a line of the diagnosis */
  [DS_FINDING_NOTE] = { "dialog-information-symbolic", "accent", NC_("finding", "Worth knowing") },
  /* Translators: what a screen reader says of a line of the diagnosis */
  [DS_FINDING_TROUBLE] = { "dialog-warning-symbolic", "warning", NC_("finding", "Trouble") },
};

static void ask_about_keys_cb (DsDiagnosisDialog *self);

static void
add_delete_button (DsDiagnosisDialog *self,
                   GtkWidget         *row)
{
  /* Translators: a button; which keys is told beside it */
  GtkWidget *button = gtk_button_new_with_label (_("Delete…"));

  /* Translators: what a screen reader says of that button */
  ds_buttons_set_spoken (button, _("Delete the keys without a device"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (ask_about_keys_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  ds_buttons_let_wrap (button);
  ds_row_let_wrap (ADW_ACTION_ROW (row));
}

static GtkWidget *
new_finding_row (DsDiagnosisDialog *self,
                 const DsFinding   *finding)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (levels[finding->level].icon);
  g_autofree char *text = NULL;

  gtk_widget_add_css_class (icon, levels[finding->level].css_class);
  g_object_set (icon, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_dpgettext2 (GETTEXT_PACKAGE, "finding",
                                                levels[finding->level].word),
                                  -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  text = finding->advice != NULL ? g_strdup_printf ("%s\n%s", finding->sentence, finding->advice)
                                 : g_strdup (finding->sentence);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), finding->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  if (g_str_equal (finding->id, "kept-keys"))
    add_delete_button (self, row);

  return row;
}

/* The button that was pressed could not keep the keyboard, and below the findings nobody
 * would see it. Who types an address goes on with that. */
static void
focus_findings (DsDiagnosisDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->address_row)) != '\0')
    return;

  gtk_widget_grab_focus (self->rows->len > 0 ? g_ptr_array_index (self->rows, 0)
                                             : self->again_button);
}

static void
diagnosed_cb (gpointer      widget,
              const GValue *value,
              const GError *error)
{
  DsDiagnosisDialog *self = DS_DIAGNOSIS_DIALOG (widget);
  GPtrArray *findings = error == NULL ? g_value_get_boxed (value) : NULL;
  const char *trouble;

  gtk_widget_set_visible (self->looking, FALSE);
  gtk_widget_set_sensitive (self->again_button, TRUE);
  trouble = error != NULL ? ds_error_get_sentence (error) : self->failure;
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), trouble != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), findings != NULL && findings->len > 0);
  gtk_label_set_text (self->trouble, trouble != NULL ? trouble : "");

  for (unsigned int i = 0; findings != NULL && i < findings->len; i++)
    {
      GtkWidget *row = new_finding_row (self, g_ptr_array_index (findings, i));

      adw_preferences_group_add (self->findings, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("The diagnosis is ready."),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  focus_findings (self);
}

static void
look (DsDiagnosisDialog *self)
{
  for (unsigned int i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->findings, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  gtk_widget_set_visible (GTK_WIDGET (self->findings), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  gtk_widget_set_visible (self->looking, TRUE);
  gtk_widget_set_sensitive (self->again_button, FALSE);
  ds_ui_when_done (self, ds_home_diagnose (self->home), diagnosed_cb);
}

static void
look_cb (DsDiagnosisDialog *self)
{
  g_clear_pointer (&self->failure, g_free);
  look (self);
}

/*
 * Keys without a device
 */

static void forget_next (DsDiagnosisDialog *self);

static void
note_failure (DsDiagnosisDialog *self,
              const GError      *error)
{
  if (!ds_error_is_cancelled (error))
    g_set_str (&self->failure, ds_error_get_sentence (error));
}

/* One that cannot be deleted keeps none of the others. */
static void
forgotten_cb (gpointer      widget,
              const GValue *value,
              const GError *error)
{
  DsDiagnosisDialog *self = DS_DIAGNOSIS_DIALOG (widget);

  if (error != NULL)
    note_failure (self, error);
  self->n_gone++;
  forget_next (self);
}

static void
forget_next (DsDiagnosisDialog *self)
{
  const char *id = self->kept[self->n_gone];

  if (id != NULL)
    {
      ds_ui_when_done (self, ds_home_forget_kept_keys (self->home, id), forgotten_cb);
      return;
    }

  g_clear_pointer (&self->kept, g_strfreev);
  gtk_accessible_announce (GTK_ACCESSIBLE (self),
                           self->failure != NULL ? self->failure : _("The keys were deleted."),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  look (self);
}

static void
unlocked_cb (gpointer      widget,
             const GValue *value,
             const GError *error)
{
  DsDiagnosisDialog *self = DS_DIAGNOSIS_DIALOG (widget);

  if (error != NULL)
    {
      note_failure (self, error);
      g_clear_pointer (&self->kept, g_strfreev);
      self->kept = g_new0 (char *, 1);
    }
  self->n_gone = 0;
  forget_next (self);
}

static void
answered_cb (DsDiagnosisDialog *self,
             const char        *response)
{
  if (g_str_equal (response, "delete"))
    ds_ui_when_done (self, ds_home_unlock_keyring (self->home), unlocked_cb);
  else
    g_clear_pointer (&self->kept, g_strfreev);
}

static void
ask_about_keys (DsDiagnosisDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
    adw_alert_dialog_new (NULL, _("If a device has taken them after all, it must be reset before "
                                  "anyone can set it up.")));

  ds_alert_set_heading (dialog, _("Delete the Keys?"));
  adw_alert_dialog_add_responses (dialog, "cancel", _("Cancel"), "delete", _("Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  ds_alert_let_wrap (dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/* Those of this moment: what is deleted is what was asked about. */
static void
listed_cb (gpointer      widget,
           const GValue *value,
           const GError *error)
{
  DsDiagnosisDialog *self = DS_DIAGNOSIS_DIALOG (widget);

  if (self->kept != NULL)
    return;
  if (error == NULL && g_strv_length (g_value_get_boxed (value)) > 0)
    {
      self->kept = g_value_dup_boxed (value);
      ask_about_keys (self);
      return;
    }

  if (error != NULL)
    note_failure (self, error);
  look (self);
}

static void
ask_about_keys_cb (DsDiagnosisDialog *self)
{
  g_clear_pointer (&self->failure, g_free);
  if (self->kept == NULL)
    ds_ui_when_done (self, ds_home_list_kept_keys (self->home), listed_cb);
}

/*
 * Add by address
 */

static void
show_hint (DsDiagnosisDialog *self,
           const char        *hint,
           bool               wrong)
{
  gtk_label_set_text (self->address_hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address_hint), hint != NULL);
  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->address_hint), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->address_hint), "error");
    }
}

static void
address_changed_cb (DsDiagnosisDialog *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->address_row));
  g_autoptr (GError) error = NULL;
  g_autoptr (DsAddress) address = ds_address_parse (typed, &error);
  bool wrong = address == NULL && *typed != '\0';

  gtk_widget_set_sensitive (self->add_row, address != NULL && !self->adding);
  show_hint (self, wrong ? ds_error_get_sentence (error) : NULL, wrong);
}

static void
added_cb (gpointer      widget,
          const GValue *value,
          const GError *error)
{
  DsDiagnosisDialog *self = DS_DIAGNOSIS_DIALOG (widget);

  self->adding = false;
  address_changed_cb (self);
  if (error != NULL)
    {
      show_hint (self, ds_error_get_sentence (error), true);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), ds_error_get_sentence (error),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
      return;
    }
  g_signal_emit (self, signals[ADDED], 0, g_value_get_object (value));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
add_cb (DsDiagnosisDialog *self)
{
  if (!gtk_widget_get_sensitive (self->add_row))
    return;

  self->adding = true;
  gtk_widget_set_sensitive (self->add_row, FALSE);
  show_hint (self, _("Asking the device who it is…"), false);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Asking the device who it is…"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  ds_ui_when_done (self,
                   ds_home_add_address (self->home, gtk_editable_get_text (
                                                      GTK_EDITABLE (self->address_row))),
                   added_cb);
}

/*
 * GObject
 */

static void
ds_diagnosis_dialog_dispose (GObject *object)
{
  DsDiagnosisDialog *self = DS_DIAGNOSIS_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_strfreev);
  g_clear_pointer (&self->failure, g_free);
  g_clear_object (&self->home);
  gtk_widget_dispose_template (GTK_WIDGET (self), DS_TYPE_DIAGNOSIS_DIALOG);

  G_OBJECT_CLASS (ds_diagnosis_dialog_parent_class)->dispose (object);
}

static void
ds_diagnosis_dialog_class_init (DsDiagnosisDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_diagnosis_dialog_dispose;

  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DS_TYPE_DEVICE);

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-diagnosis-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DsDiagnosisDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, DsDiagnosisDialog, looking);
  gtk_widget_class_bind_template_child (widget_class, DsDiagnosisDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, DsDiagnosisDialog, findings);
  gtk_widget_class_bind_template_child (widget_class, DsDiagnosisDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, DsDiagnosisDialog, add_row);
  gtk_widget_class_bind_template_child (widget_class, DsDiagnosisDialog, address_hint);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
ds_diagnosis_dialog_init (DsDiagnosisDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_focus_stay_in (ADW_DIALOG (self));
  ds_buttons_let_wrap (adw_dialog_get_child (ADW_DIALOG (self)));
}

/**
 * ds_diagnosis_dialog_new:
 * @home: the house
 *
 * Returns: (transfer floating): a dialog that looks at once
 */
AdwDialog *
ds_diagnosis_dialog_new (DsHome *home)
{
  DsDiagnosisDialog *self = g_object_new (DS_TYPE_DIAGNOSIS_DIALOG, NULL);

  self->home = g_object_ref (home);
  look_cb (self);

  return ADW_DIALOG (self);
}
