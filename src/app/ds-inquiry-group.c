/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-inquiry-group"

#include "config.h"

#include "ds-inquiry-group.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-buttons.h"
#include "ds-ui-future.h"

#include <glib/gi18n-lib.h>
#include <stdbool.h>

struct _DsInquiryGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned by the widget tree */
  AdwActionRow *result;
  GtkWidget    *spinner;
  GtkWidget    *ask;
  GtkWidget    *forget;

  /* Owned References */
  DsHome    *home;
  DsDevice  *device;
  DsInquiry *inquiry;
  GError    *error; /* what the last question ended with */

  bool asking;
};

G_DEFINE_FINAL_TYPE (DsInquiryGroup, ds_inquiry_group, ADW_TYPE_PREFERENCES_GROUP)

static void
ds_inquiry_group_finalize (GObject *object)
{
  DsInquiryGroup *self = DS_INQUIRY_GROUP (object);

  g_clear_object (&self->home);
  g_clear_object (&self->device);
  g_clear_pointer (&self->inquiry, ds_inquiry_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ds_inquiry_group_parent_class)->finalize (object);
}

static void
ds_inquiry_group_class_init (DsInquiryGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_inquiry_group_finalize;
}

static const DsAnswer *
find_answer (DsInquiryGroup *self)
{
  GPtrArray *answers = ds_device_get_answers (self->device);

  for (unsigned int i = 0; i < answers->len; i++)
    {
      const DsAnswer *answer = g_ptr_array_index (answers, i);

      if (answer->source.kind == self->inquiry->kind)
        return answer;
    }

  return NULL;
}

/* (transfer full) (nullable): how the question stands */
static char *
dup_result (DsInquiryGroup *self,
            const DsAnswer *answer)
{
  g_autofree char *day = NULL;

  if (self->asking)
    /* Translators: %s is the name of a website, such as "example.com" */
    return g_strdup_printf (_("Asking %s…"), self->inquiry->host);
  if (self->error != NULL)
    return g_strdup (ds_error_get_sentence (self->error));
  if (answer == NULL)
    return NULL;

  day = ds_date_dup_text (answer->source.read_on);
  /* Translators: %s is a day */
  return g_strdup_printf (_("Answered on %s. The answer is on the page of the device."), day);
}

static char *
dup_label (DsInquiryGroup *self,
           bool again)
{
  return again
    /* Translators: a button; %s is the name of a website, such as "example.com" */
    ? g_strdup_printf (_("Ask %s Again"), self->inquiry->host)
    /* Translators: a button; %s is the name of a website, such as "example.com" */
    : g_strdup_printf (_("Ask %s"), self->inquiry->host);
}

static void
sync_all (DsInquiryGroup *self)
{
  const DsAnswer *answer = find_answer (self);
  g_autofree char *result = dup_result (self, answer);
  g_autofree char *label = dup_label (self, answer != NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->result), result != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), result != NULL ? result : "");
  gtk_widget_set_visible (self->spinner, self->asking);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->ask), label);
  gtk_widget_set_sensitive (self->ask, !self->asking);
  gtk_widget_set_visible (self->forget, answer != NULL && !self->asking);
}

/* Says what came of it also to those who do not see the row change. */
static void
done_cb (gpointer widget,
         const GValue *value,
         const GError *error)
{
  DsInquiryGroup *self = DS_INQUIRY_GROUP (widget);

  self->asking = false;
  g_clear_error (&self->error);
  if (error != NULL && !ds_error_is_cancelled (error))
    self->error = g_error_copy (error);
  sync_all (self);
  gtk_accessible_announce (GTK_ACCESSIBLE (self),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->result)),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
ask_cb (DsInquiryGroup *self)
{
  self->asking = true;
  sync_all (self);
  ds_ui_when_done (self, ds_home_inquire (self->home, self->device, self->inquiry), done_cb);
}

static void
forgotten_cb (gpointer widget,
              const GValue *value,
              const GError *error)
{
  DsInquiryGroup *self = DS_INQUIRY_GROUP (widget);

  g_clear_error (&self->error);
  if (error != NULL && !ds_error_is_cancelled (error))
    self->error = g_error_copy (error);
  sync_all (self);
  gtk_widget_grab_focus (self->ask);
}

static void
forget_cb (DsInquiryGroup *self)
{
  ds_ui_when_done (self, ds_home_forget_answer (self->home, self->device, self->inquiry->kind),
                   forgotten_cb);
}

static GtkWidget *
add_button (DsInquiryGroup *self,
            GCallback pressed)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_signal_connect_object (row, "activated", pressed, self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
ds_inquiry_group_init (DsInquiryGroup *self)
{
  self->result = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->result), FALSE);
  adw_action_row_set_title_lines (self->result, 0);
  self->spinner = adw_spinner_new ();
  adw_action_row_add_suffix (self->result, self->spinner);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->result));

  self->ask = add_button (self, G_CALLBACK (ask_cb));
  self->forget = add_button (self, G_CALLBACK (forget_cb));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->forget), _("Forget This Answer"));
}

/**
 * ds_inquiry_group_new:
 * @home: the home
 * @device: a device on the list
 * @inquiry: one of ds_home_list_inquiries()
 *
 * Returns: (transfer floating): a question that was not asked
 */
GtkWidget *
ds_inquiry_group_new (DsHome *home,
                      DsDevice *device,
                      const DsInquiry *inquiry)
{
  DsInquiryGroup *self = g_object_new (DS_TYPE_INQUIRY_GROUP, NULL);
  g_autofree char *disclosure = ds_inquiry_dup_disclosure (inquiry);
  g_autofree char *escaped = g_markup_escape_text (disclosure, -1);

  self->home = g_object_ref (home);
  self->device = g_object_ref (device);
  self->inquiry = ds_inquiry_copy (inquiry);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   ds_inquiry_get_subject (inquiry->kind));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), escaped);
  g_signal_connect_object (device, "notify::answers", G_CALLBACK (sync_all), self,
                           G_CONNECT_SWAPPED);
  sync_all (self);
  ds_buttons_let_wrap (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * ds_inquiry_group_get_inquiry:
 * @self: a group
 *
 * Returns: (transfer none): its question
 */
const DsInquiry *
ds_inquiry_group_get_inquiry (DsInquiryGroup *self)
{
  g_return_val_if_fail (DS_IS_INQUIRY_GROUP (self), NULL);

  return self->inquiry;
}
