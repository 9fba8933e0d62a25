/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-check-group"

#include "config.h"

#include "ds-check-group.h"

#include "ds-buttons.h"
#include "ds-check.h"
#include "ds-link-button.h"

#include <glib/gi18n-lib.h>

struct _DsCheckGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned References */
  GPtrArray *rows;  /* of borrowed widgets */
  char      *shown; /* what they say: a row under a finger is not made anew */
};

G_DEFINE_FINAL_TYPE (DsCheckGroup, ds_check_group, ADW_TYPE_PREFERENCES_GROUP)

static const struct
{
  const char *word;
  const char *css_class;
} looks[] = {
  /* Translators: nothing was found in this point of “Check This Device” */
  [DS_CHECK_FINE] = { NC_("check", "Fine"), "dimmed" },
  /* Translators: something was found in this point of “Check This Device” */
  [DS_CHECK_ATTENTION] = { NC_("check", "Needs Attention"), "ds-pill" },
  /* Translators: the device says nothing about this point of “Check This Device” */
  [DS_CHECK_UNTOLD] = { NC_("check", "Not Known"), "dimmed" },
};

static void
ds_check_group_finalize (GObject *object)
{
  DsCheckGroup *self = DS_CHECK_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);

  G_OBJECT_CLASS (ds_check_group_parent_class)->finalize (object);
}

static void
ds_check_group_class_init (DsCheckGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_check_group_finalize;
}

static void
ds_check_group_init (DsCheckGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Check This Device"));
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* Title and word in one line, or in two where it is narrow. */
static GtkWidget *
new_head (const DsCheck *check,
          const char    *word)
{
  GtkWidget *head = adw_wrap_box_new ();
  GtkWidget *title = new_label (check->title, NULL);
  GtkWidget *state = gtk_label_new (word);

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (head), 9);
  adw_wrap_box_set_justify (ADW_WRAP_BOX (head), ADW_JUSTIFY_SPREAD);
  adw_wrap_box_set_justify_last_line (ADW_WRAP_BOX (head), TRUE);
  gtk_widget_add_css_class (state, looks[check->state].css_class);
  if (check->state != DS_CHECK_ATTENTION)
    gtk_widget_add_css_class (state, "caption");
  gtk_widget_set_valign (state, GTK_ALIGN_CENTER);
  /* Alone in its line it would be as wide as the line. */
  gtk_widget_set_halign (state, GTK_ALIGN_START);
  adw_wrap_box_append (ADW_WRAP_BOX (head), title);
  adw_wrap_box_append (ADW_WRAP_BOX (head), state);

  return head;
}

static GtkWidget *
new_row (const DsCheck *check)
{
  const char *word = g_dpgettext2 (GETTEXT_PACKAGE, "check", looks[check->state].word);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *sentence = new_label (check->sentence, "dimmed");

  gtk_widget_add_css_class (sentence, "caption");
  gtk_box_append (GTK_BOX (box), new_head (check, word));
  gtk_box_append (GTK_BOX (box), sentence);
  if (check->button != NULL && check->action == NULL)
    {
      GtkWidget *link = ds_link_button_new_worded (check->button);

      ds_link_button_set_url (DS_LINK_BUTTON (link), check->url);
      gtk_widget_set_halign (link, GTK_ALIGN_START);
      gtk_widget_set_margin_top (link, 6);
      gtk_box_append (GTK_BOX (box), link);
    }
  else if (check->button != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (check->button);

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_set_margin_top (button, 6);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), check->action);
      gtk_box_append (GTK_BOX (box), button);
    }
  ds_buttons_let_wrap (box);
  gtk_widget_add_css_class (box, "ds-check");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), check->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  check->title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, word, -1);

  return row;
}

static char *
dup_all (GPtrArray *checks)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (unsigned int i = 0; i < checks->len; i++)
    {
      const DsCheck *check = g_ptr_array_index (checks, i);

      g_string_append_printf (all, "%s\n%u\n%s\n%s\n", check->title, check->state,
                              check->sentence, check->button != NULL ? check->button : "");
    }

  return g_string_free_and_steal (g_steal_pointer (&all));
}

static void
describe (DsCheckGroup *self,
          GPtrArray    *checks)
{
  unsigned int n = 0;
  g_autofree char *sentence = NULL;

  for (unsigned int i = 0; i < checks->len; i++)
    n += ((const DsCheck *)g_ptr_array_index (checks, i))->state == DS_CHECK_ATTENTION;

  if (n == 0)
    sentence = g_strdup (_("Nothing that needs attention was found."));
  else
    sentence = g_strdup_printf (ngettext ("%u point needs attention.",
                                          "%u points need attention.", n), n);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), sentence);
}

/**
 * ds_check_group_sync:
 * @self: a group
 * @device: a device that is set up
 *
 * Says what is known of @device now.
 */
void
ds_check_group_sync (DsCheckGroup *self,
                     DsDevice     *device)
{
  g_autoptr (GPtrArray) checks = ds_check_device (device);
  g_autofree char *all = dup_all (checks);

  if (g_strcmp0 (all, self->shown) == 0)
    return;

  g_set_str (&self->shown, all);
  for (unsigned int i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (unsigned int i = 0; i < checks->len; i++)
    {
      GtkWidget *row = new_row (g_ptr_array_index (checks, i));

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  describe (self, checks);
}
