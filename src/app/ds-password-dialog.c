/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-password-dialog"

#include "config.h"

#include "ds-password-dialog.h"

#include "core/ds-error.h"
#include "ds-buttons.h"
#include "ds-step-row.h"
#include "ds-ui-future.h"

#include <glib/gi18n-lib.h>
#include <stdbool.h>

typedef enum {
  STATE_PLAN,
  STATE_WORKING,
  STATE_FAILED,
  STATE_DONE,
} State;

struct _DsPasswordDialog
{
  AdwDialog parent_instance;

  /* Template Widgets */
  GtkLabel            *heading;
  GtkLabel            *sentence;
  GtkLabel            *outcome;
  AdwPreferencesGroup *steps;
  GtkWidget           *button;

  /* Borrowed References */
  DsStepRow *rows[DS_N_PASSWORD_STEPS];

  /* Owned References */
  DsHome   *home;
  DsDevice *device;
  GError   *error;

  State        state;
  unsigned int step; /* the one that runs or failed */
  bool         begun;
};

G_DEFINE_FINAL_TYPE (DsPasswordDialog, ds_password_dialog, ADW_TYPE_DIALOG)

/* What state the password is in after a failure. Before the first step begins, an
 * earlier change is ended, of which the device may have taken the password. */
static const char *
get_outcome (DsPasswordDialog *self)
{
  if (ds_error_is (self->error, DS_ERROR_KEYRING_LOCKED)
      || ds_error_is (self->error, DS_ERROR_KEYRING_DISMISSED)
      || ds_error_is (self->error, DS_ERROR_KEYRING_MISSING)
      || ds_error_is (self->error, DS_ERROR_UNSUPPORTED)
      || (self->begun && self->step < DS_PASSWORD_STEP_GIVE))
    return _("Nothing was changed. The device keeps its old password.");

  return _("You are not locked out: the keyring has the old password and the new one. Doorstep "
           "finds out which of them the device takes as soon as it can log in.");
}

/* The device took the new password and goes on taking the old one. */
static bool
is_old_one_open (DsPasswordDialog *self)
{
  return ds_error_is (ds_device_get_attention (self->device), DS_ERROR_OLD_PASSWORD);
}

static void
sync_words (DsPasswordDialog *self)
{
  static const struct
  {
    const char *heading;
    const char *sentence;
    const char *button;
  } words[] = {
    [STATE_PLAN] = { N_("What Will Happen"), NULL, N_("Change") },
    [STATE_WORKING] = { N_("Changing the Password"),
                        N_("This takes a few seconds."),
                        NULL },
    [STATE_FAILED] = { N_("That Did Not Work"), NULL, N_("Try Again") },
    [STATE_DONE] = { N_("The Password Was Changed"),
                     N_("The device lets this computer in with the new one. The old one no longer "
                        "works. Other apps that used it must be told the new one."),
                     N_("Close") },
  };
  const char *sentence = words[self->state].sentence != NULL ? _(words[self->state].sentence) : NULL;

  if (self->state == STATE_FAILED)
    sentence = ds_error_get_sentence (self->error);
  else if (self->state == STATE_DONE && is_old_one_open (self))
    sentence = ds_error_get_sentence (ds_device_get_attention (self->device));
  gtk_label_set_text (self->heading, _(words[self->state].heading));
  gtk_label_set_text (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), sentence != NULL);
  gtk_widget_set_visible (self->button, words[self->state].button != NULL);
  if (words[self->state].button != NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), _(words[self->state].button));
  ds_buttons_let_wrap (self->button);
}

static void
announce (DsPasswordDialog *self,
          const char       *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static DsStepState
get_step_state (DsPasswordDialog *self,
                unsigned int      step)
{
  if (self->state == STATE_DONE && step == DS_PASSWORD_STEP_SHUT && is_old_one_open (self))
    return DS_STEP_FAILED;
  /* Before the first step the keyring is asked, which is none of them. */
  if (self->state == STATE_FAILED && !self->begun && ds_error_is_keyring (self->error))
    return DS_STEP_TODO;
  if (self->state == STATE_DONE || (self->state != STATE_PLAN && step < self->step))
    return DS_STEP_DONE;
  if (self->state == STATE_PLAN || step > self->step)
    return DS_STEP_TODO;

  return self->state == STATE_WORKING ? DS_STEP_RUNNING : DS_STEP_FAILED;
}

static void
sync_steps (DsPasswordDialog *self)
{
  for (unsigned int step = 0; step < DS_N_PASSWORD_STEPS; step++)
    ds_step_row_set_state (self->rows[step], get_step_state (self, step),
                           self->state != STATE_WORKING);
}

/* What stands above the steps, to its end: how it went is not in the heading alone. */
static void
announce_words (DsPasswordDialog *self)
{
  GtkLabel * const labels[] = { self->heading, self->sentence, self->outcome };
  g_autoptr (GString) text = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const char *words = gtk_label_get_text (labels[i]);

      if (*words != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  announce (self, text->str);
}

static void
sync_state (DsPasswordDialog *self)
{
  sync_words (self);
  sync_steps (self);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), self->state == STATE_FAILED);
  gtk_label_set_text (self->outcome,
                      self->state == STATE_FAILED ? get_outcome (self) : "");
  announce_words (self);
}

/* The dialog may have been closed meanwhile; the change goes on. */
static void
on_step (DsPasswordStep step,
         void          *data)
{
  g_autoptr (DsPasswordDialog) self = g_weak_ref_get (data);

  if (self == NULL || self->device == NULL)
    return;
  self->step = step;
  self->begun = true;
  sync_steps (self);
  announce (self, ds_password_step_get_title (step));
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static DexFuture *
change (DsPasswordDialog *self)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, self);
  return ds_home_change_password (self->home, self->device, on_step, ref, free_weak_ref);
}

static void
changed_cb (gpointer      widget,
            const GValue *value,
            const GError *error)
{
  DsPasswordDialog *self = widget;

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  self->state = error != NULL ? STATE_FAILED : STATE_DONE;
  sync_state (self);
  adw_dialog_set_focus (ADW_DIALOG (self), self->button);
}

static void
clicked_cb (DsPasswordDialog *self)
{
  if (self->state == STATE_DONE)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }

  self->state = STATE_WORKING;
  self->step = 0;
  self->begun = false;
  sync_state (self);
  /* The button is gone, and the keyboard must be somewhere. */
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[0]));
  ds_ui_when_done (self, change (self), changed_cb);
}

static void
ds_password_dialog_dispose (GObject *object)
{
  DsPasswordDialog *self = DS_PASSWORD_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DS_TYPE_PASSWORD_DIALOG);
  g_clear_error (&self->error);
  g_clear_object (&self->device);
  g_clear_object (&self->home);

  G_OBJECT_CLASS (ds_password_dialog_parent_class)->dispose (object);
}

static void
ds_password_dialog_class_init (DsPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_password_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DsPasswordDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, DsPasswordDialog, sentence);
  gtk_widget_class_bind_template_child (widget_class, DsPasswordDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, DsPasswordDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, DsPasswordDialog, button);
}

static void
ds_password_dialog_init (DsPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_buttons_let_wrap (adw_dialog_get_child (ADW_DIALOG (self)));
  for (unsigned int step = 0; step < DS_N_PASSWORD_STEPS; step++)
    {
      GtkWidget *row = ds_step_row_new (ds_password_step_get_title ((DsPasswordStep)step));

      self->rows[step] = DS_STEP_ROW (row);
      adw_preferences_group_add (self->steps, row);
    }
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  sync_state (self);
}

/**
 * ds_password_dialog_new:
 * @home: the house
 * @device: what gets another password
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
ds_password_dialog_new (DsHome   *home,
                        DsDevice *device)
{
  DsPasswordDialog *self = g_object_new (DS_TYPE_PASSWORD_DIALOG, NULL);

  self->home = g_object_ref (home);
  self->device = g_object_ref (device);

  return ADW_DIALOG (self);
}
