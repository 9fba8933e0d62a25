/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device-row"

#include "config.h"

#include "ds-device-row.h"

#include "core/ds-error.h"
#include "ds-kind-icon.h"
#include "ds-text.h"

#include <glib/gi18n-lib.h>

/* Between the icon, the texts and the pill, in pixels. */
#define SPACING 12

struct _DsDeviceRow
{
  GtkWidget parent_instance;

  /* Owned by the widget tree */
  GtkWidget *icon;
  DsText    *name;
  DsText    *make; /* made when it is needed first */
  DsText    *headline;
  GtkLabel  *pill; /* the same */

  /* Owned References */
  DsDevice *device;

  GtkListItem *item; /* borrowed: it owns the row */
};

G_DEFINE_FINAL_TYPE (DsDeviceRow, ds_device_row, GTK_TYPE_WIDGET)

static const char *
pill_of_error (const GError *error)
{
  if (ds_error_is (error, DS_ERROR_KEY_CHANGED))
    /* Translators: a short label on a row: the device shows another key than before */
    return C_("pill", "Key Changed");
  if (ds_error_is (error, DS_ERROR_NOT_OURS))
    /* Translators: a short label on a row: the device no longer lets this computer in */
    return C_("pill", "No Access");
  if (ds_error_is (error, DS_ERROR_UNREACHABLE) || ds_error_is (error, DS_ERROR_TIMED_OUT))
    /* Translators: a short label on a row: the device does not answer */
    return C_("pill", "No Answer");
  if (ds_error_is (error, DS_ERROR_UPDATE_WAITING))
    /* Translators: a short label on a row: a security update waits to be installed */
    return C_("pill", "Update");
  if (ds_error_is (error, DS_ERROR_SUPPORT_ENDED))
    /* Translators: a short label on a row: the device gets no security updates any more */
    return C_("pill", "No Updates");
  if (ds_error_is (error, DS_ERROR_PROMISE_OVER))
    /* Translators: a short label on a row: updates are promised no longer, and may still come */
    return C_("pill", "Promise Over");
  if (ds_error_is_keyring (error))
    /* Translators: a short label on a row: the keys of the device cannot be read */
    return C_("pill", "Keys");

  /* Translators: a short label on a row: something is the matter with the device */
  return C_("pill", "Problem");
}

/**
 * ds_device_get_pill:
 * @device: a device
 *
 * Returns: (transfer none) (nullable): two or three translated words for what
 *   the person must look at, or %NULL where there is nothing
 */
const char *
ds_device_get_pill (DsDevice *device)
{
  if (ds_device_get_state (device) == DS_DEVICE_REMOVING)
    /* Translators: a short label on a row: the removal is not confirmed yet */
    return C_("pill", "Removing");
  if (ds_device_get_attention (device) == NULL)
    return NULL;

  return pill_of_error (ds_device_get_attention (device));
}

static DsText *
add_text (DsDeviceRow *self,
          const char  *css_class,
          bool         wraps)
{
  GtkWidget *text = ds_text_new (wraps);

  gtk_widget_add_css_class (text, css_class);
  gtk_widget_set_parent (text, GTK_WIDGET (self));

  return DS_TEXT (text);
}

static void
sync_pill (DsDeviceRow *self,
           const char  *pill)
{
  if (self->pill == NULL && pill != NULL)
    {
      self->pill = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_set_valign (GTK_WIDGET (self->pill), GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (GTK_WIDGET (self->pill), "ds-pill");
      gtk_widget_insert_after (GTK_WIDGET (self->pill), GTK_WIDGET (self),
                               GTK_WIDGET (self->name));
    }
  if (self->pill == NULL)
    return;

  gtk_label_set_text (self->pill, pill != NULL ? pill : "");
  gtk_widget_set_visible (GTK_WIDGET (self->pill), pill != NULL);
}

/* Maker and model of what the person does not know yet: its name alone may tell
 * little. NULL where neither is known. */
static char *
dup_make (DsDevice *device)
{
  const char *maker = ds_device_get_maker (device);
  const char *model = ds_device_get_model (device);

  if (ds_device_get_state (device) != DS_DEVICE_SEEN)
    return NULL;
  if (maker == NULL || model == NULL || g_str_has_prefix (model, maker))
    return g_strdup (model != NULL ? model : maker);

  /* Translators: the maker and the model of a device, such as “Sonos” and “Era 100” */
  return g_strdup_printf (_("%s %s"), maker, model);
}

static void
sync_make (DsDeviceRow *self,
           const char  *make)
{
  if (self->make == NULL && make != NULL)
    {
      self->make = add_text (self, "caption", false);
      gtk_widget_insert_before (GTK_WIDGET (self->make), GTK_WIDGET (self),
                                GTK_WIDGET (self->headline));
    }
  if (self->make == NULL)
    return;

  ds_text_set_text (self->make, make != NULL ? make : "");
  gtk_widget_set_visible (GTK_WIDGET (self->make), make != NULL);
}

/* What a screen reader says of the row. */
static void
sync_words (DsDeviceRow *self,
            const char  *pill,
            const char  *make,
            const char  *headline)
{
  const char *kind = ds_kind_get_title (ds_device_get_kind (self->device));
  g_autofree char *description = NULL;

  if (pill != NULL || make != NULL)
    /* Translators: what a screen reader says of a row after the device's name: the
     * kind of device, two words for its trouble or its maker and model, and a
     * sentence about it */
    description = g_strdup_printf (_("%s. %s. %s"), kind, pill != NULL ? pill : make, headline);
  else
    /* Translators: what a screen reader says of a row after the device's name:
     * the kind of device, and a sentence about it */
    description = g_strdup_printf (_("%s. %s"), kind, headline);

  gtk_list_item_set_accessible_label (self->item, ds_device_get_name (self->device));
  gtk_list_item_set_accessible_description (self->item, description);
}

static void
ds_device_row_sync (DsDeviceRow *self)
{
  g_autofree char *make = dup_make (self->device);
  const char *pill = ds_device_get_pill (self->device);
  const char *headline = ds_device_get_headline (self->device);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                ds_kind_get_icon_name (ds_device_get_kind (self->device)));
  ds_text_set_text (self->name, ds_device_get_name (self->device));
  ds_text_set_text (self->headline, headline);
  sync_pill (self, pill);
  sync_make (self, make);
  sync_words (self, pill, make, headline);
}

/*
 * GtkWidget
 */

static bool
is_shown (gpointer child)
{
  return child != NULL && gtk_widget_should_layout (GTK_WIDGET (child));
}

/* The texts stand in up to three lines beside the icon, and the pill stands at the end
 * of the first. A grid does the same in twice the time and memory. */
static int
get_pill_width (DsDeviceRow *self)
{
  int width = 0;

  if (is_shown (self->pill))
    gtk_widget_measure (GTK_WIDGET (self->pill), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width,
                        NULL, NULL);

  return width > 0 ? width + SPACING : 0;
}

static int
get_icon_size (DsDeviceRow    *self,
               GtkOrientation  orientation)
{
  int size;

  gtk_widget_measure (self->icon, orientation, -1, NULL, &size, NULL, NULL);

  return size;
}

static void
measure_width (DsDeviceRow *self,
               int         *minimum,
               int         *natural)
{
  DsText *lines[] = { self->name, self->make, self->headline };

  *minimum = *natural = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      int least, wanted;
      int beside = lines[i] == self->name ? get_pill_width (self) : 0;

      if (!is_shown (lines[i]))
        continue;
      gtk_widget_measure (GTK_WIDGET (lines[i]), GTK_ORIENTATION_HORIZONTAL, -1, &least,
                          &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least + beside);
      *natural = MAX (*natural, wanted + beside);
    }
  *minimum += get_icon_size (self, GTK_ORIENTATION_HORIZONTAL) + SPACING;
  *natural += get_icon_size (self, GTK_ORIENTATION_HORIZONTAL) + SPACING;
}

/* How high the first line, with the pill, and the lines below are in @width pixels, or
 * in as many as they want if it is -1. */
static void
get_heights (DsDeviceRow *self,
             int          width,
             int          heights[3])
{
  DsText *lines[] = { self->name, self->make, self->headline };
  int pill_height = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      heights[i] = 0;
      if (is_shown (lines[i]))
        gtk_widget_measure (GTK_WIDGET (lines[i]), GTK_ORIENTATION_VERTICAL,
                            lines[i] == self->name ? -1 : width, NULL, &heights[i], NULL, NULL);
    }
  if (is_shown (self->pill))
    gtk_widget_measure (GTK_WIDGET (self->pill), GTK_ORIENTATION_VERTICAL, -1, NULL,
                        &pill_height, NULL, NULL);
  heights[0] = MAX (heights[0], pill_height);
}

static void
ds_device_row_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  DsDeviceRow *self = DS_DEVICE_ROW (widget);
  int heights[3];

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }

  if (for_size >= 0)
    for_size = MAX (0, for_size - get_icon_size (self, GTK_ORIENTATION_HORIZONTAL) - SPACING);
  get_heights (self, for_size, heights);
  *minimum = *natural = MAX (heights[0] + heights[1] + heights[2],
                             get_icon_size (self, GTK_ORIENTATION_VERTICAL));
}

/* @x is where it would be in a language that is written from the left. */
static void
place (DsDeviceRow *self,
       gpointer     child,
       int          x,
       int          y,
       int          width,
       int          height)
{
  GtkAllocation area = { x, y, width, height };

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    area.x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_size_allocate (child, &area, -1);
}

static void
ds_device_row_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  DsDeviceRow *self = DS_DEVICE_ROW (widget);
  int icon_width = get_icon_size (self, GTK_ORIENTATION_HORIZONTAL);
  int pill_width = get_pill_width (self);
  int x = icon_width + SPACING;
  int heights[3];
  int y;

  get_heights (self, width - x, heights);
  y = MAX (0, (height - heights[0] - heights[1] - heights[2]) / 2);
  place (self, self->icon, 0, 0, icon_width, height);
  place (self, self->name, x, y, width - x - pill_width, heights[0]);
  if (pill_width > 0)
    place (self, self->pill, width - pill_width + SPACING, y, pill_width - SPACING, heights[0]);
  if (is_shown (self->make))
    place (self, self->make, x, y + heights[0], width - x, heights[1]);
  place (self, self->headline, x, y + heights[0] + heights[1], width - x, heights[2]);
}

static GtkSizeRequestMode
ds_device_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/*
 * GObject
 */

static void
ds_device_row_dispose (GObject *object)
{
  GtkWidget *child;

  ds_device_row_set_device (DS_DEVICE_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (ds_device_row_parent_class)->dispose (object);
}

static void
ds_device_row_class_init (DsDeviceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_device_row_dispose;
  widget_class->get_request_mode = ds_device_row_get_request_mode;
  widget_class->measure = ds_device_row_measure;
  widget_class->size_allocate = ds_device_row_size_allocate;
}

static void
ds_device_row_init (DsDeviceRow *self)
{
  self->icon = g_object_new (GTK_TYPE_IMAGE,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             "valign", GTK_ALIGN_CENTER,
                             NULL);
  gtk_widget_add_css_class (self->icon, "ds-tile");
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->name = add_text (self, "ds-row-name", false);
  /* What to do is read to its end, in longer languages too. */
  self->headline = add_text (self, "caption", true);
  gtk_widget_add_css_class (GTK_WIDGET (self->headline), "ds-row-headline");
}

/**
 * ds_device_row_new:
 * @item: (transfer none): what owns the row, and is named after its device
 *
 * Returns: (transfer floating): a row without a device
 */
GtkWidget *
ds_device_row_new (GtkListItem *item)
{
  DsDeviceRow *self = g_object_new (DS_TYPE_DEVICE_ROW, NULL);

  self->item = item;

  return GTK_WIDGET (self);
}

/**
 * ds_device_row_set_device:
 * @self: a row
 * @device: (nullable): the device to show
 */
void
ds_device_row_set_device (DsDeviceRow *self,
                          DsDevice    *device)
{
  if (self->device == device)
    return;

  if (self->device != NULL)
    g_signal_handlers_disconnect_by_func (self->device, ds_device_row_sync, self);
  g_set_object (&self->device, device);
  if (device == NULL)
    return;

  g_signal_connect_swapped (device, "notify", G_CALLBACK (ds_device_row_sync), self);
  ds_device_row_sync (self);
}
