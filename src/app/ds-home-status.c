/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home-status"

#include "config.h"

#include "ds-home-status.h"

#include "ds-buttons.h"
#include "ds-status-pane.h"

struct _DsHomeStatus
{
  AdwBin parent_instance;

  /* Template Widgets */
  AdwStatusPage *page;
  GtkButton     *button;
  GtkWidget     *why_button;

  /* Owned References */
  GdkPaintable *spinner;
};

G_DEFINE_FINAL_TYPE (DsHomeStatus, ds_home_status, ADW_TYPE_BIN)

static void
ds_home_status_dispose (GObject *object)
{
  g_clear_object (&DS_HOME_STATUS (object)->spinner);

  G_OBJECT_CLASS (ds_home_status_parent_class)->dispose (object);
}

static void
ds_home_status_class_init (DsHomeStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_home_status_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-home-status.ui");
  gtk_widget_class_bind_template_child (widget_class, DsHomeStatus, page);
  gtk_widget_class_bind_template_child (widget_class, DsHomeStatus, button);
  gtk_widget_class_bind_template_child (widget_class, DsHomeStatus, why_button);
}

static void
ds_home_status_init (DsHomeStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_status_pane_name (self->page);
  ds_buttons_let_wrap (self->why_button);
  self->spinner = GDK_PAINTABLE (adw_spinner_paintable_new (GTK_WIDGET (self->page)));
}

/**
 * ds_home_status_new:
 *
 * Returns: (transfer floating): a page that says nothing yet
 */
DsHomeStatus *
ds_home_status_new (void)
{
  return g_object_new (DS_TYPE_HOME_STATUS, NULL);
}

/**
 * ds_home_status_set_text:
 * @self: a page
 * @icon: (nullable): an icon name, or %NULL for a spinner
 * @title: a translated heading
 * @description: a translated sentence
 *
 * Says something else.
 */
void
ds_home_status_set_text (DsHomeStatus *self,
                         const char   *icon,
                         const char   *title,
                         const char   *description)
{
  g_return_if_fail (DS_IS_HOME_STATUS (self));

  if (icon != NULL)
    adw_status_page_set_icon_name (self->page, icon);
  else
    adw_status_page_set_paintable (self->page, self->spinner);
  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, description);
}

/**
 * ds_home_status_set_button:
 * @self: a page
 * @label: (nullable): a translated label, or %NULL where there is nothing to press
 * @action: (nullable): what the button does
 *
 * Offers a way on.
 */
void
ds_home_status_set_button (DsHomeStatus *self,
                           const char   *label,
                           const char   *action)
{
  g_return_if_fail (DS_IS_HOME_STATUS (self));

  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label == NULL)
    return;

  gtk_button_set_label (self->button, label);
  ds_buttons_let_wrap (GTK_WIDGET (self->button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
}

/**
 * ds_home_status_offer_why:
 * @self: a page
 * @why: whether to ask “Why Can’t I See It?”
 *
 * Shows or hides the second button.
 */
void
ds_home_status_offer_why (DsHomeStatus *self,
                          bool          why)
{
  g_return_if_fail (DS_IS_HOME_STATUS (self));

  gtk_widget_set_visible (self->why_button, why);
}
