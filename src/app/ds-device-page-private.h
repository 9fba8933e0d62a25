/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-answer-group.h"
#include "ds-check-group.h"
#include "ds-contact-group.h"
#include "ds-data-group.h"
#include "ds-device-page.h"
#include "ds-password-group.h"
#include "ds-product-group.h"
#include "ds-progress-row.h"
#include "ds-support-group.h"
#include "ds-update-group.h"
#include "ds-update-news.h"
#include "ds-update-row.h"

G_BEGIN_DECLS

struct _DsDevicePage
{
  AdwNavigationPage parent_instance;

  /* Template Widgets */
  GtkScrolledWindow *scroll;
  GtkImage          *icon;
  GtkLabel          *name;
  GtkLabel          *place;
  GtkWidget         *attention;
  GtkLabel          *attention_title;
  GtkLabel          *attention_sentence;
  GtkWidget         *attention_reasons;
  GtkLabel          *attention_advice;
  GtkWidget         *way_set_up;
  GtkWidget         *way_update;
  GtkWidget         *way_install;
  GtkWidget         *way_look;
  GtkWidget         *way_unlock;
  GtkWidget         *way_check;
  GtkWidget         *way_search;
  GtkWidget         *way_why;
  GtkWidget         *way_remove_again;
  GtkWidget         *way_remove;
  GtkWidget         *way_forget;
  GtkWidget         *invitation;
  AdwPreferencesGroup *list_group;
  GtkWidget         *watch_row;
  GtkWidget         *name_row;
  GtkWidget         *ignore_row;
  GtkWidget         *unwatch_group;
  GtkWidget         *passport_group;
  AdwActionRow      *notes_row;
  GtkWidget         *working;
  GtkLabel          *working_label;
  GtkWidget         *deeds;
  GtkWidget         *notice_button;
  GtkWidget         *questions;
  AdwActionRow      *support_row;
  DsUpdateRow       *update_row;
  DsProgressRow     *progress_row;
  AdwActionRow      *entry_row;
  DsSupportGroup    *support_group;
  DsCheckGroup      *check_group;
  DsUpdateGroup     *update_group;
  DsPasswordGroup   *password_group;
  DsDataGroup       *data_group;
  DsContactGroup    *contact_group;
  DsProductGroup    *product_group;
  DsAnswerGroup     *answer_group;
  AdwPreferencesGroup *access_group;
  AdwPreferencesGroup *accessories_group;
  AdwActionRow      *kind_row;
  AdwActionRow      *maker_row;
  AdwActionRow      *model_row;
  AdwActionRow      *serial_row;
  AdwActionRow      *software_row;
  AdwActionRow      *hardware_row;
  AdwActionRow      *address_row;
  GtkWidget         *security_group;
  AdwActionRow      *security_row;
  AdwActionRow      *set_up_at_row;
  AdwActionRow      *checked_at_row;
  GtkWidget         *remove_group;

  /* Borrowed References: rows that were made for the device shown */
  GPtrArray *access_rows;
  GPtrArray *accessory_rows;

  /* Owned References */
  DsHome       *home;
  DsDevice     *device;
  GSignalGroup *signals;
  guint         sync_id;

  /* The window that shows this page, or showed it last. */
  GtkWidget *window;
  /* Where the keyboard was last, on this page; whether it is still here. */
  GtkWidget *last_focus;
  bool       had_focus;
  bool       laid_out;

  DsUpdateNews  news;
};

void _ds_device_page_bind_children     (GtkWidgetClass *widget_class);
void _ds_device_page_sync              (DsDevicePage   *self);
void _ds_device_page_queue_sync        (DsDevicePage   *self);
void _ds_device_page_root              (GtkWidget      *widget);
void _ds_device_page_unroot            (GtkWidget      *widget);
void _ds_device_page_keep_focus        (DsDevicePage   *self);
void _ds_device_page_install_care_actions (GtkWidgetClass *widget_class);
void _ds_device_page_install_list_actions (GtkWidgetClass *widget_class);
void _ds_device_page_sync_list         (DsDevicePage   *self);
void _ds_device_page_install_support_actions (GtkWidgetClass *widget_class);
void _ds_device_page_silence       (DsDevicePage *self,
                                    gboolean      silenced);
void _ds_device_page_set_automatic (DsDevicePage *self,
                                    unsigned int  mode);
void _ds_device_page_ask_remove_access (DsDevicePage   *self,
                                        const char     *id);

/* What is done once the person has said yes to a question about @device; the page
 * may show another one by then. */
typedef void (*DsDevicePageDeed) (DsDevicePage       *self,
                                  DsDevice           *device,
                                  const char * const *words);

void _ds_device_page_toast             (DsDevicePage   *self,
                                        const char     *text);
void _ds_device_page_toast_error       (DsDevicePage   *self,
                                        const GError   *error);
/* For ds_ui_when_done(), where the page itself shows what was done. */
void _ds_device_page_toast_failure     (gpointer        page,
                                        const GValue   *value,
                                        const GError   *error);
/* A question with Cancel and @button. */
AdwAlertDialog *_ds_device_page_new_question (const char *heading,
                                        const char     *body,
                                        const char     *button,
                                        AdwResponseAppearance appearance);
/* Asks it; takes @words. */
void _ds_device_page_ask               (DsDevicePage   *self,
                                        AdwAlertDialog *question,
                                        DsDevicePageDeed deed,
                                        char          **words);

G_END_DECLS
