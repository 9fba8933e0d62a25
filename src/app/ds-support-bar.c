/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-support-bar"

#include "config.h"

#include "ds-support-bar.h"

#include "ds-buttons.h"
#include "ds-support-summary.h"

#include <glib/gi18n-lib.h>

#define N_STATES (DS_VERDICT_NO_DATE + 1)

struct _DsSupportBar
{
  GtkBox parent_instance;

  /* Owned by the widget tree */
  GtkLabel        *summary;
  GtkWidget       *filters;           /* NULL before they are needed first */
  GtkToggleButton *buttons[N_STATES]; /* by DsVerdictState */

  bool moving; /* a button is changed by another one */
};

enum
{
  NARROWED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsSupportBar, ds_support_bar, GTK_TYPE_BOX)

/* The worst first. */
static const DsVerdictState order[N_STATES] = {
  DS_VERDICT_ENDED, DS_VERDICT_ENDING, DS_VERDICT_SUPPORTED, DS_VERDICT_NO_DATE, DS_VERDICT_UNKNOWN,
};

static char *
dup_label (DsVerdictState state,
           unsigned int count,
           unsigned int over)
{
  switch (state)
    {
    case DS_VERDICT_ENDED:
      return over == 0
                 /* Translators: a button: shows the devices whose security updates have ended */
                 ? g_strdup_printf (_("Ended: %u"), count)
                 /* Translators: a button: shows the devices whose security updates have ended,
                  * or are no longer promised */
                 : g_strdup_printf (_("End Passed: %u"), count);
    case DS_VERDICT_ENDING:
      /* Translators: a button: shows the devices whose security updates end soon */
      return g_strdup_printf (_("Ending Soon: %u"), count);
    case DS_VERDICT_SUPPORTED:
      /* Translators: a button: shows the devices that get security updates for now */
      return g_strdup_printf (_("With Updates: %u"), count);
    case DS_VERDICT_NO_DATE:
      /* Translators: a button: shows the devices whose maker publishes no end date */
      return g_strdup_printf (_("No End Date: %u"), count);
    case DS_VERDICT_UNKNOWN:
    default:
      /* Translators: a button: shows the devices of which nothing is known */
      return g_strdup_printf (_("Not Known: %u"), count);
    }
}

static int
get_filter (DsSupportBar *self)
{
  for (int i = 0; i < N_STATES; i++)
    {
      if (gtk_toggle_button_get_active (self->buttons[i]))
        return i;
    }

  return DS_SUPPORT_ANY;
}

/* One of them at most: the one that was pressed last. */
static void
toggled_cb (DsSupportBar *self,
            GtkToggleButton *button)
{
  if (self->moving)
    return;

  self->moving = true;
  for (int i = 0; gtk_toggle_button_get_active (button) && i < N_STATES; i++)
    {
      if (self->buttons[i] != button)
        gtk_toggle_button_set_active (self->buttons[i], FALSE);
    }
  self->moving = false;
  g_signal_emit (self, signals[NARROWED], 0, get_filter (self));
}

static void
ds_support_bar_class_init (DsSupportBarClass *klass)
{
  signals[NARROWED] = g_signal_new ("narrowed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static GtkWidget *
new_summary (DsSupportBar *self)
{
  GtkWidget *button = gtk_button_new ();

  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_label_set_wrap_mode (self->summary, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (self->summary, GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), GTK_WIDGET (self->summary));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Show the Timeline"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.timeline");
  return button;
}

static void
ds_support_bar_init (DsSupportBar *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ds-support-bar");
  gtk_box_append (GTK_BOX (self), new_summary (self));
}

/* Made when there is something to choose from: the first picture can do without. */
static void
make_filters (DsSupportBar *self)
{
  if (self->filters != NULL)
    return;

  self->filters = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->filters), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->filters), 6);
  adw_wrap_box_set_align (ADW_WRAP_BOX (self->filters), 0.5);
  gtk_box_append (GTK_BOX (self), self->filters);
  for (int i = 0; i < N_STATES; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      gtk_widget_add_css_class (button, "ds-filter");
      gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
      adw_wrap_box_append (ADW_WRAP_BOX (self->filters), button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self,
                               G_CONNECT_SWAPPED);
      self->buttons[order[i]] = GTK_TOGGLE_BUTTON (button);
    }
}

static void
sync_button (DsSupportBar *self,
             DsVerdictState state,
             const DsSupportSummary *summary,
             unsigned int count)
{
  g_autofree char *label = dup_label (state, count, summary->promise_over);

  gtk_button_set_label (GTK_BUTTON (self->buttons[state]), label);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons[state]), count > 0);
  if (count == 0)
    gtk_toggle_button_set_active (self->buttons[state], FALSE);
}

/**
 * ds_support_bar_sync:
 * @self: a bar
 * @devices: a model of #DsDevice: all of them
 *
 * Counts @devices. A button without any is not there; neither are all of them where
 * one would show every device. With no device on the person's list there is no bar.
 */
void
ds_support_bar_sync (DsSupportBar *self,
                     GListModel *devices)
{
  DsSupportSummary summary;
  g_autofree char *text = NULL;
  unsigned int n_kinds = 0;

  g_return_if_fail (DS_IS_SUPPORT_BAR (self));

  ds_support_summary_init (&summary, devices);
  text = ds_support_summary_dup_text (&summary);
  gtk_label_set_text (self->summary, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  for (int i = 0; i < N_STATES; i++)
    n_kinds += summary.by_state[i] > 0;
  if (n_kinds > 1)
    make_filters (self);
  if (self->filters == NULL)
    return;

  gtk_widget_set_visible (self->filters, n_kinds > 1);
  for (int i = 0; i < N_STATES; i++)
    sync_button (self, (DsVerdictState) i, &summary, n_kinds > 1 ? summary.by_state[i] : 0);
  ds_buttons_let_wrap (self->filters);
}

/**
 * ds_support_bar_clear:
 * @self: a bar
 *
 * Lets all devices through again.
 */
void
ds_support_bar_clear (DsSupportBar *self)
{
  g_return_if_fail (DS_IS_SUPPORT_BAR (self));

  for (int i = 0; self->filters != NULL && i < N_STATES; i++)
    gtk_toggle_button_set_active (self->buttons[i], FALSE);
}
