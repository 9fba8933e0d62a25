/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person asks the page of a device to do for its updates, its data and
 * its password.
 */

#define G_LOG_DOMAIN "ds-device-page"

#include "config.h"

#include "ds-device-page-private.h"

#include "core/ds-error.h"
#include "ds-care-text.h"
#include "ds-inquire-dialog.h"
#include "ds-password-dialog.h"
#include "ds-ui-future.h"

#include <glib/gi18n-lib.h>

/*
 * Updates
 */

static void
looked_cb (gpointer      widget,
           const GValue *value,
           const GError *error)
{
  if (error != NULL)
    _ds_device_page_toast_error (widget, error);
  else
    _ds_device_page_toast (widget, _("The device has asked its maker for an update."));
}

static void
check_update_action (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  ds_ui_when_done (self, ds_home_check_update (self->home, self->device), looked_cb);
}

static void
updated_cb (gpointer      widget,
            const GValue *value,
            const GError *error)
{
  if (error != NULL)
    _ds_device_page_toast_error (widget, error);
  else
    _ds_device_page_toast (widget, _("The update is installed. The device itself says so."));
}

static void
install (DsDevicePage       *self,
         DsDevice           *device,
         const char * const *words)
{
  ds_ui_when_done (self, ds_home_update (self->home, device, words[0]), updated_cb);
}

/* Joins an update that runs already; repeating is harmless. */
static void
follow_update_action (GtkWidget  *widget,
                      const char *action,
                      GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);
  const DsUpdate *update = ds_device_get_update (self->device);

  if (update != NULL && update->version != NULL)
    install (self, self->device, (const char *[]){ update->version, NULL });
}

static void
add_paragraph (GString    *text,
               const char *paragraph)
{
  if (text->len > 0)
    g_string_append (text, "\n\n");
  g_string_append (text, paragraph);
}

/* What is announced before an update begins. */
static char *
dup_announcement (const DsUpdate *update)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (update->security)
    add_paragraph (text, _("It fixes a security problem."));
  if (update->notes != NULL)
    add_paragraph (text, update->notes);
  if (update->downtime > 0)
    {
      g_autofree char *span = ds_care_dup_span (update->downtime);
      g_autofree char *away = NULL;

      /* Translators: %s is a length of time, such as “2 minutes” */
      away = g_strdup_printf (_("The device does nothing else meanwhile, for about %s. Leave it "
                                "switched on."), span);
      add_paragraph (text, away);
    }
  else
    add_paragraph (text, _("The device may do nothing else meanwhile. Its maker does not say for "
                           "how long. Leave it switched on."));
  if (update->size > 0)
    {
      g_autofree char *size = ds_care_dup_size (update->size);
      g_autofree char *load = NULL;

      /* Translators: %s is an amount of data, such as “18.9 MB” */
      load = g_strdup_printf (_("It downloads %s."), size);
      add_paragraph (text, load);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
update_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);
  const DsUpdate *update = ds_device_get_update (self->device);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  AdwAlertDialog *question;

  if (update == NULL || update->version == NULL)
    return;

  /* Translators: %s is a version such as 1.4.2 */
  heading = g_strdup_printf (_("Install Version %s?"), update->version);
  body = dup_announcement (update);
  question = _ds_device_page_new_question (heading, body, _("Install"), ADW_RESPONSE_SUGGESTED);
  g_strv_builder_add (words, update->version);
  _ds_device_page_ask (self, question, install, g_strv_builder_end (words));
}

static void
automatic_set_cb (gpointer      widget,
                  const GValue *value,
                  const GError *error)
{
  DsDevicePage *self = widget;

  if (error != NULL)
    _ds_device_page_toast_error (self, error);
  /* What the device has, whether it took the wish or not. */
  _ds_device_page_queue_sync (self);
}

void
_ds_device_page_set_automatic (DsDevicePage *self,
                               unsigned int  mode)
{
  ds_ui_when_done (self, ds_home_set_automatic_updates (self->home, self->device,
                                                        (DsAutomaticUpdates)mode),
                   automatic_set_cb);
}

/*
 * Personal data
 */

static bool
is_erased (const DsPersonalData *data,
           const char           *id)
{
  return !data->with_maker && data->erasable && data->stored
         && (*id == '\0' || g_strcmp0 (data->id, id) == 0);
}

static void
add_item (GString              *list,
          const DsPersonalData *data)
{
  g_string_append_printf (list, "\n• %s", data->title);
  if (!data->erasable && data->how_to != NULL)
    g_string_append_printf (list, " – %s", data->how_to);
}

/* What will and what will not be deleted; @ids gets those that will. */
static char *
dup_consequences (GPtrArray       *items,
                  const char      *id,
                  GStrvBuilder    *ids)
{
  g_autoptr (GString) text = g_string_new (_("This will be erased and cannot be brought back:"));
  g_autoptr (GString) kept = g_string_new (NULL);

  for (unsigned int i = 0; i < items->len; i++)
    {
      const DsPersonalData *data = g_ptr_array_index (items, i);

      if (is_erased (data, id))
        {
          add_item (text, data);
          g_strv_builder_add (ids, data->id);
        }
      else if (data->stored || data->with_maker)
        add_item (kept, data);
    }
  if (kept->len > 0)
    {
      add_paragraph (text, _("This will not be erased:"));
      g_string_append (text, kept->str);
    }
  add_paragraph (text, _("Afterwards the device is asked whether the data is really gone."));

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
erased_cb (gpointer      widget,
           const GValue *value,
           const GError *error)
{
  if (error != NULL)
    _ds_device_page_toast_error (widget, error);
  else
    _ds_device_page_toast (widget, _("The device says that the data is gone."));
}

static void
erased_but_at_maker_cb (gpointer      widget,
                        const GValue *value,
                        const GError *error)
{
  if (error != NULL)
    _ds_device_page_toast_error (widget, error);
  else
    _ds_device_page_toast (widget, _("The device says that the data is gone. Data kept by "
                                     "the maker was not deleted."));
}

static bool
is_kept_by_maker (DsDevice *device)
{
  GPtrArray *items = ds_device_get_personal_data (device);

  for (unsigned int i = 0; items != NULL && i < items->len; i++)
    if (((const DsPersonalData *)g_ptr_array_index (items, i))->with_maker)
      return true;

  return false;
}

static void
erase (DsDevicePage       *self,
       DsDevice           *device,
       const char * const *words)
{
  ds_ui_when_done (self, ds_home_erase (self->home, device, words),
                   is_kept_by_maker (device) ? erased_but_at_maker_cb : erased_cb);
}

/* Lists are read from their left edge, not centred like a sentence. */
static GtkWidget *
new_list (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);

  return label;
}

static void
erase_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);
  GPtrArray *items = ds_device_get_personal_data (self->device);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autofree char *consequences = NULL;
  g_auto (GStrv) chosen = NULL;
  AdwAlertDialog *question;

  if (items == NULL)
    return;
  consequences = dup_consequences (items, g_variant_get_string (parameter, NULL), ids);
  chosen = g_strv_builder_end (ids);
  if (chosen[0] == NULL)
    return;

  question = _ds_device_page_new_question (_("Erase Personal Data?"), NULL, _("Erase"),
                                           ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_extra_child (question, new_list (consequences));
  _ds_device_page_ask (self, question, erase, g_steal_pointer (&chosen));
}

/*
 * The rest
 */

static void
inquire_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  adw_dialog_present (ds_inquire_dialog_new (self->home, self->device), widget);
}

static void
change_password_action (GtkWidget  *widget,
                        const char *action,
                        GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);

  ds_password_group_hide (self->password_group);
  adw_dialog_present (ds_password_dialog_new (self->home, self->device), widget);
}

static void
show_access_action (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  DsDevicePage *self = DS_DEVICE_PAGE (widget);


  /* The first row, not a button in it that takes access away. What has the focus is
   * scrolled to. */
  if (self->access_rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->access_rows, 0));
}

void
_ds_device_page_install_care_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "device.check-update", NULL,
                                   check_update_action);
  gtk_widget_class_install_action (widget_class, "device.update", NULL, update_action);
  gtk_widget_class_install_action (widget_class, "device.follow-update", NULL,
                                   follow_update_action);
  gtk_widget_class_install_action (widget_class, "device.erase", "s", erase_action);
  gtk_widget_class_install_action (widget_class, "device.change-password", NULL,
                                   change_password_action);
  gtk_widget_class_install_action (widget_class, "device.inquire", NULL, inquire_action);
  gtk_widget_class_install_action (widget_class, "device.show-access", NULL, show_access_action);
}
