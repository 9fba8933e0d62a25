/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-set-up-dialog"

#include "config.h"

#include "ds-set-up-dialog.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-buttons.h"
#include "ds-code-entry.h"
#include "ds-kind-icon.h"
#include "ds-picture.h"
#include "ds-step-row.h"
#include "ds-ui-future.h"

#include <glib/gi18n-lib.h>

struct _DsSetUpDialog
{
  AdwDialog parent_instance;

  /* Template Widgets */
  AdwNavigationView *navigation;
  GtkImage          *device_icon;
  GtkLabel          *device_name;
  GtkLabel          *device_kind;
  AdwActionRow      *address_row;
  GtkWidget         *notice_row;
  GtkLabel          *notice_label;
  GtkWidget         *device_next;
  GtkWidget         *code_box;
  DsCodeEntry       *code_entry;
  GtkLabel          *code_hint;
  GtkWidget         *code_next;
  GtkWidget         *paste_button;
  GtkWidget         *picture_button;
  GtkWidget         *start_button;
  GtkLabel          *progress_title;
  GtkWidget         *trouble;
  GtkLabel          *trouble_sentence;
  GtkLabel          *trouble_outcome;
  AdwPreferencesGroup *steps;
  GtkWidget         *ways;
  GtkWidget         *stop_button;
  GtkButton         *again_button;
  GtkWidget         *change_button;
  GtkWidget         *close_button;
  GtkImage          *done_icon;
  AdwEntryRow       *name_row;
  AdwEntryRow       *room_row;
  GtkWidget         *done_button;

  /* Borrowed References */
  DsStepRow *step_rows[DS_N_STEPS];
  GtkWidget *focus;

  /* Owned References */
  DsHome       *home;
  DsDevice     *device;
  DsOnboarding *onboarding;
  guint         countdown_id;
  guint         focus_id;

  DsOnboardingState shown_state;
  int               shown_step;
};

typedef enum
{
  PROP_DRIVER_NAME = 1,
} DsSetUpDialogProperty;

static GParamSpec *properties[PROP_DRIVER_NAME + 1];

G_DEFINE_FINAL_TYPE (DsSetUpDialog, ds_set_up_dialog, ADW_TYPE_DIALOG)

static void
announce (DsSetUpDialog                    *self,
          const char                       *text,
          GtkAccessibleAnnouncementPriority priority)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, priority);
}

/*
 * Which device
 */

/* Below the edge of a small dialog nobody would see it. */
static gboolean
show_notice_cb (GtkWidget     *label,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (label, GTK_TYPE_VIEWPORT);

  if (gtk_widget_get_height (label) == 0)
    return G_SOURCE_CONTINUE;

  if (viewport != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), label, NULL);
  return G_SOURCE_REMOVE;
}

static void
noticed_cb (gpointer      widget,
            const GValue *value,
            const GError *error)
{
  DsSetUpDialog *self = DS_SET_UP_DIALOG (widget);
  const char *text = error != NULL ? ds_error_get_sentence (error)
                                   : _("The device blinks or beeps now.");

  gtk_widget_set_sensitive (self->notice_row, TRUE);
  gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice_label), TRUE);
  gtk_widget_add_tick_callback (GTK_WIDGET (self->notice_label), show_notice_cb, NULL, NULL);
  announce (self, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
make_noticed_cb (DsSetUpDialog *self)
{
  gtk_widget_set_sensitive (self->notice_row, FALSE);
  ds_ui_when_done (self, ds_home_make_noticed (self->home, self->device), noticed_cb);
}

static void
device_next_cb (DsSetUpDialog *self)
{
  adw_navigation_view_push_by_tag (self->navigation, "code");
}

static void
show_device (DsSetUpDialog *self)
{
  const char *icon = ds_kind_get_icon_name (ds_device_get_kind (self->device));
  const char *maker = ds_device_get_maker (self->device);
  const char *model = ds_device_get_model (self->device);
  const char *address = ds_device_get_address (self->device);
  g_autofree char *kind = NULL;

  if (maker != NULL && model != NULL)
    /* Translators: the maker and the model of a device */
    kind = g_strdup_printf (C_("device", "%s · %s"), maker, model);
  else if (model != NULL)
    /* Translators: the kind (such as Plug) and the model of a device */
    kind = g_strdup_printf (C_("device", "%s · %s"),
                            ds_kind_get_title (ds_device_get_kind (self->device)), model);
  else
    kind = g_strdup (ds_kind_get_title (ds_device_get_kind (self->device)));

  gtk_image_set_from_icon_name (self->device_icon, icon);
  gtk_image_set_from_icon_name (self->done_icon, icon);
  gtk_label_set_text (self->device_name, ds_device_get_name (self->device));
  gtk_label_set_text (self->device_kind, kind);
  adw_action_row_set_subtitle (self->address_row, address != NULL ? address : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), address != NULL);
  gtk_widget_set_visible (self->notice_row,
                          (ds_device_get_capabilities (self->device)
                           & DS_CAPABILITY_IDENTIFY) != 0);
  gtk_label_set_text (self->progress_title, ds_device_get_name (self->device));
}

/*
 * The code
 */

static gboolean
focus_cb (gpointer user_data)
{
  DsSetUpDialog *self = DS_SET_UP_DIALOG (user_data);

  self->focus_id = 0;
  gtk_widget_grab_focus (self->focus);
  return G_SOURCE_REMOVE;
}

/* Puts the keyboard where a page needs it: after the navigation view, which puts
 * it on the first thing of a page that it has shown. */
static void
focus_soon (DsSetUpDialog *self,
            gpointer       widget)
{
  self->focus = widget;
  if (self->focus_id == 0)
    self->focus_id = g_idle_add (focus_cb, self);
}

static void
device_shown_cb (DsSetUpDialog *self)
{
  focus_soon (self, self->device_next);
}

static void
code_shown_cb (DsSetUpDialog *self)
{
  focus_soon (self, self->code_entry);
}

static void
show_code_hint (DsSetUpDialog *self,
                const char    *hint,
                bool           wrong)
{
  gtk_label_set_text (self->code_hint, hint);
  if (wrong)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->code_hint), "dimmed");
      gtk_widget_add_css_class (GTK_WIDGET (self->code_hint), "error");
      announce (self, hint, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->code_hint), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->code_hint), "dimmed");
    }
}

static void
code_changed_cb (DsSetUpDialog *self)
{
  const char *hint = ds_code_entry_get_hint (self->code_entry);
  bool complete = ds_code_entry_get_complete (self->code_entry);

  /* Who does not see it must be told that it is whole. */
  if (complete && !gtk_widget_get_sensitive (self->code_next))
    announce (self, hint, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_widget_set_sensitive (self->code_next, complete);
  show_code_hint (self, hint, ds_code_entry_get_wrong (self->code_entry));
}

static void
code_next_cb (DsSetUpDialog *self)
{
  if (ds_code_entry_get_complete (self->code_entry))
    adw_navigation_view_push_by_tag (self->navigation, "plan");
}

static bool
is_its_code (const char *code,
             gpointer    data)
{
  DsSetUpDialog *self = DS_SET_UP_DIALOG (data);

  return ds_onboarding_takes_code (self->device, code);
}

static void
picture_read_cb (gpointer      widget,
                 const GValue *value,
                 const GError *error)
{
  DsSetUpDialog *self = DS_SET_UP_DIALOG (widget);
  g_autoptr (GError) problem = error != NULL ? g_error_copy (error) : NULL;
  DsSecret *code = NULL;

  if (problem == NULL)
    code = ds_picture_pick (g_value_get_boxed (value), is_its_code, self, &problem);

  if (code != NULL && ds_code_entry_take (self->code_entry, ds_secret_get_text (code)))
    focus_soon (self, self->code_next);
  else if (code != NULL || ds_error_is (problem, DS_ERROR_BAD_LABEL))
    show_code_hint (self, _("The QR code in this picture is not a setup code of this device."),
                    true);
  else if (!ds_error_is_cancelled (problem))
    show_code_hint (self, ds_picture_get_trouble (problem), true);
}

static void
text_pasted_cb (gpointer      widget,
                const GValue *value,
                const GError *error)
{
  DsSetUpDialog *self = DS_SET_UP_DIALOG (widget);

  if (error == NULL
      && ds_code_entry_take (self->code_entry, ds_secret_get_text (g_value_get_boxed (value))))
    focus_soon (self, self->code_next);
  else
    show_code_hint (self, _("There is no setup code on the clipboard."), true);
}

static void
paste_cb (DsSetUpDialog *self)
{
  ds_picture_paste (GTK_WIDGET (self), picture_read_cb, text_pasted_cb);
}

static void
open_picture_cb (DsSetUpDialog *self)
{
  ds_ui_when_done (self, ds_picture_open_code (GTK_WIDGET (self)), picture_read_cb);
}

/*
 * The steps
 */

static void
plan_shown_cb (DsSetUpDialog *self)
{
  focus_soon (self, self->start_button);
}

/* Of more than two minutes nobody counts the seconds. */
static char *
dup_wait_text (int64_t seconds)
{
  unsigned int left = (unsigned int)(seconds < 120 ? seconds : (seconds + 59) / 60);

  if (seconds < 120)
    /* Translators: a button that cannot be pressed before so many seconds went by */
    return g_strdup_printf (ngettext ("Wait %u Second", "Wait %u Seconds", left), left);

  /* Translators: a button that cannot be pressed before so many minutes went by */
  return g_strdup_printf (ngettext ("Wait %u Minute", "Wait %u Minutes", left), left);
}

static gboolean
countdown_cb (gpointer user_data)
{
  DsSetUpDialog *self = DS_SET_UP_DIALOG (user_data);
  int64_t left = ds_onboarding_get_retry_at (self->onboarding) - ds_clock_now ();
  g_autofree char *label = NULL;

  if (left <= 0 || ds_onboarding_get_state (self->onboarding) != DS_ONBOARDING_FAILED)
    {
      if (self->countdown_id != 0 && left <= 0)
        announce (self, _("The wait is over."), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      self->countdown_id = 0;
      gtk_button_set_label (self->again_button, _("Try Again"));
      gtk_widget_set_sensitive (GTK_WIDGET (self->again_button), TRUE);
      return G_SOURCE_REMOVE;
    }

  label = dup_wait_text (left);
  gtk_button_set_label (self->again_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->again_button), FALSE);
  return G_SOURCE_CONTINUE;
}

static void
sync_countdown (DsSetUpDialog *self)
{
  g_clear_handle_id (&self->countdown_id, g_source_remove);
  if (countdown_cb (self) == G_SOURCE_CONTINUE)
    self->countdown_id = g_timeout_add_seconds (1, countdown_cb, self);
}

static void
sync_trouble (DsSetUpDialog    *self,
              DsOnboardingState state)
{
  /* Before a run and after a good one there is nothing to choose here, not even
   * while the page fades away. */
  bool failed = state == DS_ONBOARDING_FAILED || state == DS_ONBOARDING_CANCELLED;
  const GError *error = ds_onboarding_get_error (self->onboarding);
  const char *outcome = ds_onboarding_get_outcome (self->onboarding);
  bool stopped = error == NULL || ds_error_is_cancelled (error);
  bool of_the_code = ds_error_is (error, DS_ERROR_WRONG_CODE)
                     || ds_error_is (error, DS_ERROR_BAD_CODE)
                     || ds_error_is (error, DS_ERROR_UNPROVEN);
  bool another_may_do = stopped || of_the_code || ds_error_is (error, DS_ERROR_WAIT)
                        || ds_error_is (error, DS_ERROR_TOO_MANY_TRIES);

  gtk_widget_set_visible (self->trouble, failed);
  gtk_widget_set_visible (self->stop_button, state == DS_ONBOARDING_RUNNING);
  gtk_widget_set_visible (GTK_WIDGET (self->again_button), failed);
  gtk_widget_set_visible (self->change_button, failed && another_may_do);
  gtk_widget_set_visible (self->close_button, failed);
  if (!failed)
    return;

  gtk_label_set_text (self->trouble_sentence,
                      stopped ? _("Setup was stopped.") : ds_error_get_sentence (error));
  gtk_label_set_text (self->trouble_outcome, outcome != NULL ? outcome : "");
  gtk_widget_remove_css_class (self->change_button, "suggested-action");
  gtk_widget_remove_css_class (GTK_WIDGET (self->again_button), "suggested-action");
  gtk_widget_add_css_class (of_the_code ? self->change_button
                                        : GTK_WIDGET (self->again_button),
                            "suggested-action");
  sync_countdown (self);
}

/* Where the keyboard goes when a run has failed. One cannot press what has to wait. */
static gpointer
get_way_on (DsSetUpDialog *self)
{
  if (gtk_widget_has_css_class (self->change_button, "suggested-action"))
    return self->change_button;
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->again_button)))
    return self->again_button;

  return gtk_widget_get_visible (self->change_button) ? self->change_button : self->close_button;
}

/* Says what a person who does not see the list must know. */
static void
announce_state (DsSetUpDialog    *self,
                DsOnboardingState state)
{
  int step = (int)ds_onboarding_get_step (self->onboarding);
  g_autofree char *text = NULL;

  if (state == self->shown_state && step == self->shown_step)
    return;

  self->shown_state = state;
  self->shown_step = step;
  if (state == DS_ONBOARDING_RUNNING)
    {
      announce (self, ds_step_get_title ((DsStep)step),
                GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  else if (state == DS_ONBOARDING_FAILED || state == DS_ONBOARDING_CANCELLED)
    {
      text = g_strdup_printf ("%s %s", gtk_label_get_text (self->trouble_sentence),
                              gtk_label_get_text (self->trouble_outcome));
      announce (self, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
      focus_soon (self, get_way_on (self));
    }
  else if (state == DS_ONBOARDING_DONE)
    {
      announce (self, _("The device is set up."), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
      adw_navigation_view_push_by_tag (self->navigation, "done");
    }
}

static void
ds_set_up_dialog_sync (DsSetUpDialog *self)
{
  DsOnboardingState state;

  if (self->onboarding == NULL)
    return;

  state = ds_onboarding_get_state (self->onboarding);
  for (int step = 0; step < DS_N_STEPS; step++)
    {
      DsStepState shown = ds_onboarding_get_step_state (self->onboarding, (DsStep)step);

      /* What the person stopped did not fail. */
      if (shown == DS_STEP_FAILED && state == DS_ONBOARDING_CANCELLED)
        shown = DS_STEP_TODO;
      ds_step_row_set_state (self->step_rows[step], shown, state != DS_ONBOARDING_RUNNING);
    }
  sync_trouble (self, state);
  adw_dialog_set_can_close (ADW_DIALOG (self), state != DS_ONBOARDING_RUNNING);
  announce_state (self, state);
}

static void
make_onboarding (DsSetUpDialog *self)
{
  if (self->onboarding != NULL)
    g_signal_handlers_disconnect_by_func (self->onboarding, ds_set_up_dialog_sync, self);
  g_clear_object (&self->onboarding);
  self->onboarding = ds_home_begin_set_up (self->home, self->device);
  g_signal_connect_object (self->onboarding, "notify", G_CALLBACK (ds_set_up_dialog_sync),
                           self, G_CONNECT_SWAPPED);
}

static void
start_cb (DsSetUpDialog *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (self->onboarding == NULL
      || ds_onboarding_get_state (self->onboarding) == DS_ONBOARDING_CANCELLED)
    make_onboarding (self);
  self->shown_step = -1;
  if (g_strcmp0 (adw_navigation_page_get_tag (page), "progress") != 0)
    adw_navigation_view_push_by_tag (self->navigation, "progress");
  ds_future_forget (ds_onboarding_run (self->onboarding,
                                       ds_code_entry_get_code (self->code_entry)),
                    "set-up");
  ds_set_up_dialog_sync (self);
  focus_soon (self, self->stop_button);
}

static void
stop_cb (DsSetUpDialog *self)
{
  ds_future_forget (ds_onboarding_cancel (self->onboarding), "end of a set-up");
}

static void
change_code_cb (DsSetUpDialog *self)
{
  adw_navigation_view_pop_to_tag (self->navigation, "code");
}

static void
close_attempt_cb (DsSetUpDialog *self)
{
  if (self->onboarding != NULL)
    stop_cb (self);
}

/*
 * Name and room
 */

/* Before the page comes, so that nobody sees it empty. */
static void
done_showing_cb (DsSetUpDialog *self)
{
  const char *room = ds_device_get_room (self->device);

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), ds_device_get_name (self->device));
  gtk_editable_set_text (GTK_EDITABLE (self->room_row), room != NULL ? room : "");
}

static void
done_shown_cb (DsSetUpDialog *self)
{
  focus_soon (self, self->name_row);
}

static void
finish_cb (DsSetUpDialog *self)
{
  g_autofree char *name =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  g_autofree char *room =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->room_row))));

  if (*name == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->name_row), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
      return;
    }
  if (g_strcmp0 (name, ds_device_get_name (self->device)) != 0 || *room != '\0')
    ds_future_forget (ds_home_rename (self->home, self->device, name,
                                      *room != '\0' ? room : NULL),
                      "name of a new device");
  adw_dialog_close (ADW_DIALOG (self));
}

/*
 * GObject
 */

static void
ds_set_up_dialog_dispose (GObject *object)
{
  DsSetUpDialog *self = DS_SET_UP_DIALOG (object);

  g_clear_handle_id (&self->countdown_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_object (&self->onboarding);
  g_clear_object (&self->device);
  g_clear_object (&self->home);
  gtk_widget_dispose_template (GTK_WIDGET (self), DS_TYPE_SET_UP_DIALOG);

  G_OBJECT_CLASS (ds_set_up_dialog_parent_class)->dispose (object);
}

static void
ds_set_up_dialog_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  DsSetUpDialog *self = DS_SET_UP_DIALOG (object);

  switch ((DsSetUpDialogProperty)prop_id)
    {
    case PROP_DRIVER_NAME:
      g_value_set_string (value, self->device != NULL
                                   ? ds_device_get_driver (self->device)->get_name ()
                                   : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, device_icon);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, device_name);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, device_kind);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, notice_row);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, notice_label);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, device_next);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, code_box);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, code_entry);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, code_hint);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, code_next);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, paste_button);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, picture_button);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, progress_title);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, trouble_sentence);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, trouble_outcome);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, ways);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, change_button);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, done_icon);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, room_row);
  gtk_widget_class_bind_template_child (widget_class, DsSetUpDialog, done_button);
}

static void
ds_set_up_dialog_class_init (DsSetUpDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ds_set_up_dialog_dispose;
  object_class->get_property = ds_set_up_dialog_get_property;

  properties[PROP_DRIVER_NAME] =
    g_param_spec_string ("driver-name", NULL, NULL, NULL,
                         (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (DS_TYPE_CODE_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-set-up-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, change_code_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, device_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, device_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_showing_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, finish_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_noticed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_picture_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, plan_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
ds_set_up_dialog_init (DsSetUpDialog *self)
{
  self->shown_step = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_dialog_set_focus (ADW_DIALOG (self), self->device_next);

  ds_buttons_let_wrap (self->ways);
  /* Translators: what a screen reader says of the button “Paste” */
  ds_buttons_set_spoken (self->paste_button, _("Paste a code or a picture of its QR code"));
  /* Translators: what a screen reader says of the button “Open Picture…” */
  ds_buttons_set_spoken (self->picture_button, _("Open a picture of the QR code"));
  for (int step = 0; step < DS_N_STEPS; step++)
    {
      GtkWidget *row = ds_step_row_new (ds_step_get_title ((DsStep)step));

      self->step_rows[step] = DS_STEP_ROW (row);
      adw_preferences_group_add (self->steps, row);
    }
  ds_picture_accept_drops (self->code_box, self, picture_read_cb);
}

/**
 * ds_set_up_dialog_new:
 * @home: the house
 * @device: a device that is announced
 *
 * Returns: (transfer floating): a dialog to set @device up
 */
AdwDialog *
ds_set_up_dialog_new (DsHome   *home,
                      DsDevice *device)
{
  DsSetUpDialog *self = g_object_new (DS_TYPE_SET_UP_DIALOG, NULL);

  self->home = g_object_ref (home);
  self->device = g_object_ref (device);
  ds_code_entry_set_driver (self->code_entry, ds_device_get_driver (device));
  show_device (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRIVER_NAME]);

  return ADW_DIALOG (self);
}
