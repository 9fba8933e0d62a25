/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-answer-group"

#include "config.h"

#include "ds-answer-group.h"

#include "core/ds-clock.h"
#include "ds-contact-row.h"
#include "ds-fact-row.h"
#include "support/ds-claim-text.h"
#include "support/ds-inquiry.h"

#include <glib/gi18n-lib.h>

struct _DsAnswerGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned References */
  GPtrArray *rows; /* of borrowed widgets */
  char      *shown;
};

G_DEFINE_FINAL_TYPE (DsAnswerGroup, ds_answer_group, ADW_TYPE_PREFERENCES_GROUP)

static void
ds_answer_group_finalize (GObject *object)
{
  DsAnswerGroup *self = DS_ANSWER_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);

  G_OBJECT_CLASS (ds_answer_group_parent_class)->finalize (object);
}

static void
ds_answer_group_class_init (DsAnswerGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_answer_group_finalize;
}

/* The way on stays the same widget, whatever is answered: it keeps the focus. */
static void
ds_answer_group_init (DsAnswerGroup *self)
{
  GtkWidget *button = adw_button_row_new ();

  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("From Websites"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _("No website is asked before you say so."));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (button), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), _("Ask a Website…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "device.inquire");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), button);
}

/*
 * Rows of one answer
 */

static void
add_fact (GtkWidget *list,
          const char *title,
          const char *text)
{
  if (text != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (list), ds_fact_row_new (title, text));
}

static void
add_link (GtkWidget *list,
          const char *title,
          const char *label,
          const char *url)
{
  if (url != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (list),
                              ds_contact_row_new_link (title, url, label, url));
}

static void
add_contacts (GtkWidget *list,
              const DsAnswer *answer)
{
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  for (unsigned int i = 0; answer->contacts != NULL && answer->contacts[i] != NULL; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (list), ds_contact_row_new (answer->contacts[i]));
  if (answer->expires_at == 0)
    return;

  day = ds_clock_dup_date (answer->expires_at);
  if (answer->contacts == NULL)
    /* Translators: %s is a day */
    text = g_strdup_printf (_("The contacts were good until %s. Ask again for new ones."), day);
  else
    /* Translators: %s is a day */
    text = g_strdup_printf (_("Until %s"), day);
  add_fact (list, _("How Long This Is Good"), text);
}

static char *
dup_support (const DsAnswer *answer)
{
  if (answer->claim != NULL)
    return ds_support_claim_dup_text (answer->claim);
  if (answer->source.kind == DS_SOURCE_MUD)
    return g_strdup (_("The maker still looks after it, and names no date."));

  return NULL;
}

static GtkWidget *
new_answer_row (const DsAnswer *answer)
{
  GtkWidget *list = adw_expander_row_new ();
  g_autofree char *source = ds_source_dup_text (&answer->source);
  g_autofree char *support = dup_support (answer);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (list), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (list),
                                 ds_inquiry_get_subject (answer->source.kind));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (list), source);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (list), TRUE);

  add_fact (list, _("Security Updates"), support);
  add_contacts (list, answer);
  add_link (list, _("How Reports Are Handled"), _("Open the Page About Reports"), answer->policy);
  add_fact (list, _("Newest Device Software"), answer->newest_version);
  add_link (list, _("What Is New"), _("Open the Page About What Is New"), answer->notes);
  add_link (list, _("Help Page"), _("Open the Help Page"), answer->help);
  add_link (list, _("Website of the Maker"), _("Open the Website of the Maker"), answer->website);
  add_fact (list, _("How to Reset It"), answer->reset_steps);
  add_fact (list, _("Signed By"), answer->signer);
  return list;
}

/*
 * What follows from the device
 */

/* Everything that the rows say, so that they are made anew only where that changed. */
static char *
dup_all (DsDevice *device)
{
  GPtrArray *answers = ds_device_get_answers (device);
  g_autoptr (GString) all = g_string_new (ds_device_get_id (device));

  for (unsigned int i = 0; i < answers->len; i++)
    {
      const DsAnswer *answer = g_ptr_array_index (answers, i);
      g_autofree char *source = ds_source_dup_text (&answer->source);
      g_autofree char *text = ds_answer_to_json (answer);

      g_string_append_printf (all, "\n%s\n%s", source, text);
    }

  return g_string_free_and_steal (g_steal_pointer (&all));
}

/**
 * ds_answer_group_sync:
 * @self: a group
 * @device: a device
 *
 * Shows what is known of @device from websites now; nothing is asked.
 */
void
ds_answer_group_sync (DsAnswerGroup *self,
                      DsDevice *device)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  GPtrArray *answers = ds_device_get_answers (device);
  g_autofree char *all = dup_all (device);

  gtk_widget_set_visible (GTK_WIDGET (self), ds_device_is_listed (device));
  if (g_strcmp0 (all, self->shown) == 0)
    return;

  g_set_str (&self->shown, all);
  for (unsigned int i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (unsigned int i = 0; i < answers->len; i++)
    {
      GtkWidget *row = new_answer_row (g_ptr_array_index (answers, i));

      adw_preferences_group_add (group, row);
      g_ptr_array_add (self->rows, row);
    }
}
