/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-support-group"

#include "config.h"

#include "ds-support-group.h"

#include "ds-link-button.h"
#include "support/ds-advice.h"
#include "support/ds-claim-text.h"

#include <glib/gi18n-lib.h>

struct _DsSupportGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned References */
  GPtrArray *rows; /* of borrowed widgets */
  char      *shown;

  bool filling; /* the switch is set by what is known, not by the person */
};

enum
{
  SILENCED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsSupportGroup, ds_support_group, ADW_TYPE_PREFERENCES_GROUP)

static void
ds_support_group_finalize (GObject *object)
{
  DsSupportGroup *self = DS_SUPPORT_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);

  G_OBJECT_CLASS (ds_support_group_parent_class)->finalize (object);
}

static void
ds_support_group_class_init (DsSupportGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_support_group_finalize;

  signals[SILENCED] = g_signal_new ("silenced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
ds_support_group_init (DsSupportGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Security Updates"));
}

/*
 * Rows
 */

static GtkWidget *
new_row (const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static GtkWidget *
add_row (DsSupportGroup *self,
         GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_fact (DsSupportGroup *self,
          const char *title,
          const char *fact)
{
  GtkWidget *row = add_row (self, new_row (title, fact));

  gtk_widget_add_css_class (row, "property");
}

static void
add_link (GtkWidget *row,
          const char *label,
          const char *url)
{
  GtkWidget *button;

  if (url == NULL)
    return;

  button = ds_link_button_new (label);
  ds_link_button_set_url (DS_LINK_BUTTON (button), url);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* What someone says, in their words where there are any, and where it stands. */
static void
add_claim (DsSupportGroup *self,
           const char *title,
           const DsSupportClaim *claim,
           bool counts)
{
  g_autofree char *text = ds_support_claim_dup_text (claim);
  g_autofree char *source = ds_source_dup_text (&claim->source);
  g_autofree char *all = NULL;
  GtkWidget *row;

  if (counts && claim->words != NULL)
    /* Translators: %1$s is a sentence: who says it; %2$s is what that one wrote */
    all = g_strdup_printf (_("%1$s\n“%2$s”"), source, claim->words);
  else if (counts)
    all = g_strdup (source);
  else
    all = g_strdup_printf ("%s\n%s", text, source);
  row = add_row (self, new_row (title, all));
  gtk_widget_add_css_class (row, "property");
  add_link (row, _("Open the Page of the Source"), claim->source.url);
}

static bool
is_marked_wrong (const DsVerdict *verdict,
                 const DsSupportClaim *claim)
{
  return verdict->claim != NULL && verdict->claim->corrects &&
         claim->source.kind > DS_SOURCE_PERSON;
}

static void
add_claims (DsSupportGroup *self,
            const DsVerdict *verdict)
{
  if (verdict->claim != NULL)
    /* Translators: who says until when a device gets security updates */
    add_claim (self, _("Who Says So"), verdict->claim, true);
  for (unsigned int i = 0; i < verdict->others->len; i++)
    {
      const DsSupportClaim *claim = verdict->others->pdata[i];

      add_claim (self,
                 is_marked_wrong (verdict, claim)
                     /* Translators: the person said that this end of security updates is wrong */
                     ? _("Marked as Wrong")
                     /* Translators: someone else names another end of security updates */
                     : _("Someone Says Something Else"),
                 claim, false);
    }
}

/* Lets the whole row be pressed: a button in it has no room in a narrow window. */
static void
set_action (GtkWidget *row,
            const char *action,
            const char *icon)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  g_object_set (image, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
}

/* Something to press for what is done here, and words for what is done elsewhere. */
static GtkWidget *
new_advice_row (const DsAction *action)
{
  GtkWidget *row = new_row (action->title, action->explanation);
  const char *name = NULL;

  add_link (row, action->title, action->url);
  if (action->kind == DS_ACTION_ADD_PURCHASE_DATE)
    name = "device.add-purchase-date";
  else if (action->kind == DS_ACTION_ADD_END_DATE)
    name = "device.correct";
  if (name != NULL)
    set_action (row, name, "list-add-symbolic");
  return row;
}

static bool
is_done_on_the_list (const DsAction *action)
{
  return action->kind == DS_ACTION_ADD_PURCHASE_DATE || action->kind == DS_ACTION_ADD_END_DATE;
}

static void
add_actions (DsSupportGroup *self,
             const DsAdvice *advice,
             bool listed)
{
  GtkWidget *expander = NULL;

  for (unsigned int i = 0; i < advice->actions->len; i++)
    {
      const DsAction *action = advice->actions->pdata[i];

      if (!listed && is_done_on_the_list (action))
        continue;
      if (expander == NULL)
        {
          expander = adw_expander_row_new ();
          adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _("What to Do"));
          adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
          add_row (self, expander);
        }
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), new_advice_row (action));
    }
}

static void
silence_cb (DsSupportGroup *self,
            GParamSpec *pspec,
            AdwSwitchRow *row)
{
  if (!self->filling)
    g_signal_emit (self, signals[SILENCED], 0, !adw_switch_row_get_active (row));
}

static void
add_switch (DsSupportGroup *self,
            bool silenced)
{
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Tell Before It Ends"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _("90 and 30 days before, and once when it has ended."));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), !silenced);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (silence_cb), self,
                           G_CONNECT_SWAPPED);
  add_row (self, row);
}

static void
add_button (DsSupportGroup *self,
            const char *title,
            const char *action)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  add_row (self, row);
}

static bool
has_own_claim (DsDevice *device)
{
  GPtrArray *claims = ds_device_get_claims (device);

  for (unsigned int i = 0; i < claims->len; i++)
    {
      if (((const DsSupportClaim *) claims->pdata[i])->source.kind == DS_SOURCE_PERSON)
        return true;
    }

  return false;
}

static void
add_own_part (DsSupportGroup *self,
              DsDevice *device)
{
  g_autofree char *bought = ds_date_dup_text (ds_device_get_purchased_on (device));
  GtkWidget *row = add_row (self, new_row (_("Bought On"), bought != NULL ? bought
                                                                          : _("Not known")));

  gtk_widget_add_css_class (row, "property");
  set_action (row, "device.add-purchase-date", "document-edit-symbolic");
  add_switch (self, ds_device_get_silenced (device));
  add_button (self, _("Correct This…"), "device.correct");
  if (has_own_claim (device))
    add_button (self, _("Take Back the Correction"), "device.undo-correction");
}

/*
 * What follows from the device
 */

static void
append_claim (GString *all,
              const DsSupportClaim *claim)
{
  g_autofree char *text = ds_support_claim_dup_text (claim);
  g_autofree char *source = ds_source_dup_text (&claim->source);

  g_string_append_printf (all, "%s\n%s\n%d\n%s\n%s\n", text, source, claim->corrects,
                          claim->words != NULL ? claim->words : "",
                          claim->source.url != NULL ? claim->source.url : "");
}

/* Everything that the rows say, so that they are made anew only where that changed. */
static char *
dup_all (DsDevice *device,
         const DsAdvice *advice)
{
  const DsVerdict *verdict = ds_device_get_verdict (device);
  g_autoptr (GString) all = g_string_new (ds_device_get_id (device));
  g_autofree char *bought = ds_date_to_iso (ds_device_get_purchased_on (device));

  g_string_append_printf (all, "\n%s\n%s\n%s\n%s\n%d%d%d\n", advice->headline,
                          advice->explanation, advice->note != NULL ? advice->note : "",
                          bought != NULL ? bought : "", ds_device_is_listed (device),
                          ds_device_get_silenced (device), has_own_claim (device));
  for (unsigned int i = 0; i < advice->actions->len; i++)
    {
      const DsAction *action = advice->actions->pdata[i];

      g_string_append_printf (all, "%s\n%s\n", action->explanation,
                              action->url != NULL ? action->url : "");
    }
  if (verdict->claim != NULL)
    append_claim (all, verdict->claim);
  for (unsigned int i = 0; i < verdict->others->len; i++)
    append_claim (all, verdict->others->pdata[i]);

  return g_string_free_and_steal (g_steal_pointer (&all));
}

static void
fill (DsSupportGroup *self,
      DsDevice *device,
      const DsAdvice *advice)
{
  const DsVerdict *verdict = ds_device_get_verdict (device);
  bool listed = ds_device_is_listed (device);

  self->filling = true;
  for (unsigned int i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  add_row (self, new_row (advice->headline, advice->explanation));
  if (advice->note != NULL)
    add_fact (self, _("Keep in Mind"), advice->note);
  add_claims (self, verdict);
  add_actions (self, advice, listed);
  if (listed)
    add_own_part (self, device);
  self->filling = false;
}

/**
 * ds_support_group_sync:
 * @self: a group
 * @device: a device
 *
 * Says what is known of @device now. A device that is not on the person's list, and
 * that nobody knows anything about, is not spoken of.
 */
void
ds_support_group_sync (DsSupportGroup *self,
                       DsDevice *device)
{
  g_autoptr (DsAdvice) advice = ds_device_dup_advice (device);
  g_autofree char *all = dup_all (device, advice);

  gtk_widget_set_visible (GTK_WIDGET (self), ds_device_is_listed (device) ||
                                                 ds_device_get_claims (device)->len > 0);
  if (g_strcmp0 (all, self->shown) == 0)
    return;

  g_set_str (&self->shown, all);
  fill (self, device, advice);
}
