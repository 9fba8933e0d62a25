/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-add-dialog"

#include "config.h"

#include "ds-add-dialog.h"

#include "core/ds-error.h"
#include "core/ds-text.h"
#include "ds-date-row.h"
#include "ds-focus.h"
#include "ds-row-wrap.h"
#include "ds-ui-future.h"

#include <glib/gi18n-lib.h>

/* So many are seen at once. */
#define MOST_KNOWN 5

struct _DsAddDialog
{
  AdwDialog parent_instance;

  /* Template Widgets */
  GtkWidget           *add_button;
  GtkLabel            *trouble;
  AdwEntryRow         *maker_row;
  AdwEntryRow         *model_row;
  GtkWidget           *known_group;
  GtkListBox          *known_list;
  AdwPreferencesGroup *keep_group;
  AdwComboRow         *kind_row;
  AdwEntryRow         *name_row;
  AdwEntryRow         *room_row;
  AdwEntryRow         *notes_row;

  /* Owned by the widget tree */
  DsDateRow *bought_row;

  /* Owned References */
  DsHome    *home;
  DsDevice  *added; /* until the dialog is closed, or NULL */
  GPtrArray *known; /* of DsProduct, as @known_list shows them */
  GArray    *kinds; /* of DsKind, as @kind_row shows them */

  bool adding;
};

enum
{
  ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsAddDialog, ds_add_dialog, ADW_TYPE_DIALOG)

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static bool
is_blank (AdwEntryRow *row)
{
  g_autofree char *clean = ds_text_clean_name (get_text (row));

  return *clean == '\0';
}

/* An empty day is none; one that is to come is a slip. */
static bool
read_purchase_date (DsAddDialog *self,
                    DsDate      *date)
{
  *date = DS_DATE_NONE;
  if (*get_text (ADW_ENTRY_ROW (self->bought_row)) == '\0')
    return true;

  return ds_date_row_get_date (self->bought_row, date);
}

static void
changed_cb (DsAddDialog *self)
{
  DsDate date;
  bool called = !is_blank (self->maker_row) || !is_blank (self->model_row)
                || !is_blank (self->name_row);

  gtk_widget_set_sensitive (self->add_button,
                            called && !self->adding && read_purchase_date (self, &date));
}

/*
 * What the catalogue knows
 */

static GtkWidget *
new_known_row (const DsProduct *product)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 product->model != NULL ? product->model : product->maker);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               /* Translators: below the name of a company that makes devices */
                               product->model != NULL ? product->maker : _("A maker"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

/* What was typed already need not be offered. */
static bool
is_typed (DsAddDialog     *self,
          const DsProduct *product)
{
  return g_strcmp0 (product->maker, get_text (self->maker_row)) == 0
         && g_strcmp0 (product->model != NULL ? product->model : "",
                       get_text (self->model_row)) == 0;
}

static void
offer_known (DsAddDialog *self)
{
  g_autofree char *typed = g_strjoin (" ", get_text (self->maker_row),
                                      get_text (self->model_row), NULL);
  g_autoptr (GPtrArray) found = NULL;

  gtk_list_box_remove_all (self->known_list);
  g_ptr_array_set_size (self->known, 0);
  if (*g_strstrip (typed) != '\0')
    found = ds_home_complete_product (self->home, typed, MOST_KNOWN + 1);

  for (unsigned int i = 0; found != NULL && i < found->len && self->known->len < MOST_KNOWN; i++)
    {
      DsProduct *product = g_ptr_array_index (found, i);

      if (is_typed (self, product))
        continue;
      g_ptr_array_add (self->known, ds_product_ref (product));
      gtk_list_box_append (self->known_list, new_known_row (product));
    }
  if (self->known->len > 0 && !gtk_widget_get_visible (self->known_group))
    gtk_accessible_announce (GTK_ACCESSIBLE (self),
                             /* Translators: told to those who cannot see that a list of
                              * makers and models has come up below what they type */
                             _("Suggestions are below."),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
  gtk_widget_set_visible (self->known_group, self->known->len > 0);
}

static void
product_changed_cb (DsAddDialog *self)
{
  offer_known (self);
  changed_cb (self);
}

static void
choose_kind (DsAddDialog *self,
             DsKind       kind)
{
  for (unsigned int i = 0; kind != DS_KIND_UNKNOWN && i < self->kinds->len; i++)
    if (g_array_index (self->kinds, DsKind, i) == kind)
      adw_combo_row_set_selected (self->kind_row, i);
}

static void
known_activated_cb (DsAddDialog   *self,
                    GtkListBoxRow *row)
{
  DsProduct *known = g_ptr_array_index (self->known, gtk_list_box_row_get_index (row));
  g_autoptr (DsProduct) product = ds_product_ref (known);
  const char *model = product->model != NULL ? product->model : "";

  gtk_editable_set_text (GTK_EDITABLE (self->maker_row), product->maker);
  gtk_editable_set_text (GTK_EDITABLE (self->model_row), model);
  choose_kind (self, product->kind);
  gtk_widget_grab_focus (GTK_WIDGET (product->model != NULL ? self->name_row : self->model_row));
}

/*
 * Adding
 */

static void
added_cb (gpointer      widget,
          const GValue *value,
          const GError *error)
{
  DsAddDialog *self = DS_ADD_DIALOG (widget);

  self->adding = false;
  changed_cb (self);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
  if (error != NULL)
    {
      gtk_label_set_text (self->trouble, ds_error_get_sentence (error));
      gtk_accessible_announce (GTK_ACCESSIBLE (self), ds_error_get_sentence (error),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
      return;
    }

  g_set_object (&self->added, g_value_get_object (value));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
add_cb (DsAddDialog *self)
{
  unsigned int kind = adw_combo_row_get_selected (self->kind_row);
  DsByHand what = {
    .name = get_text (self->name_row),
    .maker = get_text (self->maker_row),
    .model = get_text (self->model_row),
    .room = get_text (self->room_row),
    .notes = get_text (self->notes_row),
  };

  if (!read_purchase_date (self, &what.purchased_on))
    return;
  if (kind < self->kinds->len)
    what.kind = g_array_index (self->kinds, DsKind, kind);

  self->adding = true;
  changed_cb (self);
  ds_ui_when_done (self, ds_home_add_by_hand (self->home, &what), added_cb);
}

/*
 * GObject
 */

/* Before that nothing behind the dialog can have the focus. */
static void
ds_add_dialog_closed (AdwDialog *dialog)
{
  DsAddDialog *self = DS_ADD_DIALOG (dialog);
  g_autoptr (DsDevice) added = g_steal_pointer (&self->added);

  if (added != NULL)
    g_signal_emit (self, signals[ADDED], 0, added);
}

static void
ds_add_dialog_dispose (GObject *object)
{
  DsAddDialog *self = DS_ADD_DIALOG (object);

  g_clear_object (&self->home);
  g_clear_object (&self->added);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DS_TYPE_ADD_DIALOG);

  G_OBJECT_CLASS (ds_add_dialog_parent_class)->dispose (object);
}

static void
ds_add_dialog_class_init (DsAddDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_add_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ds_add_dialog_closed;

  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DS_TYPE_DEVICE);

  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-add-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, maker_row);
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, model_row);
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, known_group);
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, known_list);
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, keep_group);
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, room_row);
  gtk_widget_class_bind_template_child (widget_class, DsAddDialog, notes_row);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, known_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, product_changed_cb);
}

/* By their names, after “not known”. */
static int
compare_kinds (gconstpointer a,
               gconstpointer b)
{
  DsKind first = *(const DsKind *)a;
  DsKind second = *(const DsKind *)b;

  if (first == DS_KIND_UNKNOWN || second == DS_KIND_UNKNOWN)
    return (first != DS_KIND_UNKNOWN) - (second != DS_KIND_UNKNOWN);

  return g_utf8_collate (ds_kind_get_title (first), ds_kind_get_title (second));
}

static void
list_kinds (DsAddDialog *self)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (DS_TYPE_KIND);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->kinds = g_array_new (FALSE, FALSE, sizeof (DsKind));
  for (unsigned int i = 0; i < klass->n_values; i++)
    {
      DsKind kind = (DsKind)klass->values[i].value;

      g_array_append_val (self->kinds, kind);
    }
  g_array_sort (self->kinds, compare_kinds);

  for (unsigned int i = 0; i < self->kinds->len; i++)
    {
      DsKind kind = g_array_index (self->kinds, DsKind, i);

      /* Translators: the person does not say what sort of device it is */
      gtk_string_list_append (titles, kind != DS_KIND_UNKNOWN ? ds_kind_get_title (kind)
                                                              : C_("kind", "Something Else"));
    }
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (titles));
  ds_row_let_choice_wrap (self->kind_row);
}

static void
ds_add_dialog_init (DsAddDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ds_focus_stay_in (ADW_DIALOG (self));

  self->known = g_ptr_array_new_with_free_func ((GDestroyNotify)ds_product_unref);
  self->bought_row = DS_DATE_ROW (ds_date_row_new (_("Bought On")));
  g_signal_connect_object (self->bought_row, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  ds_date_row_set_past (self->bought_row);
  adw_preferences_group_add (self->keep_group, GTK_WIDGET (self->bought_row));
  adw_preferences_group_add (self->keep_group, ds_date_row_get_hint (self->bought_row));
  gtk_widget_set_margin_top (ds_date_row_get_hint (self->bought_row), 6);
  list_kinds (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->maker_row));
}

/**
 * ds_add_dialog_new:
 * @home: the house
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
ds_add_dialog_new (DsHome *home)
{
  DsAddDialog *self = g_object_new (DS_TYPE_ADD_DIALOG, NULL);

  self->home = g_object_ref (home);

  return ADW_DIALOG (self);
}
