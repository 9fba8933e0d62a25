/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-link-button"

#include "config.h"

#include "ds-link-button.h"

#include <string.h>

struct _DsLinkButton
{
  GtkWidget parent_instance;

  /* Owned by the widget tree */
  GtkWidget *button;

  /* Owned References */
  char *url;
};

G_DEFINE_FINAL_TYPE (DsLinkButton, ds_link_button, GTK_TYPE_WIDGET)

static void
clicked_cb (DsLinkButton *self)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (self->url);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, NULL,
                           NULL);
}

static void
ds_link_button_dispose (GObject *object)
{
  DsLinkButton *self = DS_LINK_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->url, g_free);

  G_OBJECT_CLASS (ds_link_button_parent_class)->dispose (object);
}

static void
ds_link_button_class_init (DsLinkButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_link_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
ds_link_button_init (DsLinkButton *self)
{
  self->button = gtk_button_new_from_icon_name ("adw-external-link-symbolic");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "ds-link");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
}

/**
 * ds_link_button_new:
 * @label: what a screen reader says of it
 *
 * Returns: (transfer floating): a button that leads nowhere yet
 */
GtkWidget *
ds_link_button_new (const char *label)
{
  DsLinkButton *self = g_object_new (DS_TYPE_LINK_BUTTON, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  return GTK_WIDGET (self);
}

/**
 * ds_link_button_new_worded:
 * @label: what it says
 *
 * Returns: (transfer floating): a button with words that leads nowhere yet
 */
GtkWidget *
ds_link_button_new_worded (const char *label)
{
  GtkWidget *self = ds_link_button_new (label);
  GtkWidget *button = DS_LINK_BUTTON (self)->button;

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_widget_remove_css_class (button, "flat");
  gtk_widget_remove_css_class (button, "ds-link");
  return self;
}

/* What a person wants to know of @url before they press: of a letter that is ready
 * to be sent, to whom it goes. */
static char *
dup_goal (const char *url)
{
  if (url == NULL || !g_str_has_prefix (url, "mailto:"))
    return g_strdup (url);

  return g_strndup (url + strlen ("mailto:"), strcspn (url + strlen ("mailto:"), "?"));
}

/**
 * ds_link_button_set_url:
 * @self: a button
 * @url: (nullable): where it leads; the drivers let https, mailto and tel pass
 */
void
ds_link_button_set_url (DsLinkButton *self,
                        const char   *url)
{
  g_autofree char *goal = dup_goal (url);

  g_return_if_fail (DS_IS_LINK_BUTTON (self));

  g_set_str (&self->url, url);
  gtk_widget_set_tooltip_text (self->button, goal != NULL && *goal != '\0' ? goal : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), url != NULL);
}

/**
 * ds_link_button_get_url:
 * @self: a button
 *
 * Returns: (transfer none) (nullable): where it leads
 */
const char *
ds_link_button_get_url (DsLinkButton *self)
{
  g_return_val_if_fail (DS_IS_LINK_BUTTON (self), NULL);

  return self->url;
}
