/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-step-row"

#include "config.h"

#include "ds-step-row.h"

#include "ds-row-wrap.h"

#include <glib/gi18n-lib.h>

struct _DsStepRow
{
  AdwActionRow parent_instance;

  /* Owned by the widget tree */
  GtkStack *mark;
  GtkLabel *word;
};

G_DEFINE_FINAL_TYPE (DsStepRow, ds_step_row, ADW_TYPE_ACTION_ROW)

/* Of a step that has not begun when all is over. */
#define NOT_STARTED (DS_STEP_FAILED + 1)

static const struct
{
  const char *mark;
  const char *word;
  const char *css_class;
} looks[] = {
  /* Translators: a step of a set-up or of a change that has not begun */
  [DS_STEP_TODO] = { "todo", NC_("step", "Waiting"), "dimmed" },
  /* Translators: a step of a set-up or of a change that runs */
  [DS_STEP_RUNNING] = { "running", NC_("step", "Working…"), "accent" },
  /* Translators: a step of a set-up or of a change that went well */
  [DS_STEP_DONE] = { "done", NC_("step", "Done"), "dimmed" },
  /* Translators: a step of a set-up or of a change that went wrong */
  [DS_STEP_FAILED] = { "failed", NC_("step", "Failed"), "error" },
  /* Translators: a step of a set-up or of a change that has not begun, and will not by itself */
  [NOT_STARTED] = { "todo", NC_("step", "Not Started"), "dimmed" },
};

static void
add_mark (DsStepRow  *self,
          const char *name,
          const char *icon,
          const char *css_class)
{
  GtkWidget *image = icon != NULL ? gtk_image_new_from_icon_name (icon) : adw_spinner_new ();

  g_object_set (image, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_size_request (image, 16, 16);
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (image, css_class);
  gtk_stack_add_named (self->mark, image, name);
}

static void
ds_step_row_class_init (DsStepRowClass *klass)
{
}

static void
ds_step_row_init (DsStepRow *self)
{
  self->mark = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->mark), GTK_ALIGN_CENTER);
  add_mark (self, "todo", "content-loading-symbolic", "dimmed");
  add_mark (self, "running", NULL, NULL);
  add_mark (self, "done", "object-select-symbolic", NULL);
  add_mark (self, "failed", "dialog-error-symbolic", "error");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->mark));

  self->word = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->word), "caption");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->word));
  ds_row_let_wrap (ADW_ACTION_ROW (self));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

/**
 * ds_step_row_new:
 * @title: what happens in the step
 *
 * Returns: (transfer floating): a row for a step that has not begun
 */
GtkWidget *
ds_step_row_new (const char *title)
{
  DsStepRow *self = g_object_new (DS_TYPE_STEP_ROW, "title", title, NULL);

  ds_step_row_set_state (self, DS_STEP_TODO, false);
  return GTK_WIDGET (self);
}

/**
 * ds_step_row_set_state:
 * @self: a row
 * @state: how the step stands
 * @resting: whether nothing goes on: nobody shall wait for a step that waits
 */
void
ds_step_row_set_state (DsStepRow   *self,
                       DsStepState  state,
                       bool         resting)
{
  size_t look = resting && state == DS_STEP_TODO ? NOT_STARTED : (size_t)state;
  const char *word = g_dpgettext2 (GETTEXT_PACKAGE, "step", looks[look].word);

  g_return_if_fail (DS_IS_STEP_ROW (self));

  for (size_t i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->word), looks[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->word), looks[look].css_class);
  gtk_label_set_text (self->word, word);
  gtk_stack_set_visible_child_name (self->mark, looks[look].mark);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, word, -1);
}
