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

/* Between the tile, the texts and the pill, in pixels. */
#define SPACING   12
#define TEXT_LEFT (DS_KIND_TILE_SIZE + SPACING)

struct _DsDeviceRow
{
  GtkWidget parent_instance;

  GtkLabel *pill; /* owned by the widget tree, made when it is needed first */

  /* Owned; where a line stands was worked out with the row's size */
  DsText *lines[DS_DEVICE_ROW_N_LINES];
  int     tops[DS_DEVICE_ROW_N_LINES];

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
  if (ds_error_is (error, DS_ERROR_KEYRING_LOCKED)
      || ds_error_is (error, DS_ERROR_KEYRING_DISMISSED))
    /* Translators: a short label on a row: the keys of the device are locked away */
    return C_("pill", "Keyring Locked");
  if (ds_error_is_keyring (error))
    /* Translators: a short label on a row: the keys of the device cannot be read */
    return C_("pill", "No Keys");

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

static void
sync_pill (DsDeviceRow *self,
           const char  *pill)
{
  if (self->pill == NULL && pill != NULL)
    {
      self->pill = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_set_valign (GTK_WIDGET (self->pill), GTK_ALIGN_CENTER);
      gtk_label_set_ellipsize (self->pill, PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (GTK_WIDGET (self->pill), "ds-pill");
      gtk_widget_set_parent (GTK_WIDGET (self->pill), GTK_WIDGET (self));
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

  ds_text_set_text (self->lines[DS_DEVICE_ROW_NAME], ds_device_get_name (self->device));
  ds_text_set_text (self->lines[DS_DEVICE_ROW_MAKE], make);
  ds_text_set_text (self->lines[DS_DEVICE_ROW_HEADLINE], headline);
  gtk_widget_queue_draw (GTK_WIDGET (self)); /* the tile */
  sync_pill (self, pill);
  sync_words (self, pill, make, headline);
}

/*
 * GtkWidget
 */

/* The texts stand in up to three lines beside the tile, and the pill stands at the end
 * of the first, or below it where a name needs the room. Tile and texts are no widgets: for each of those a style is worked out,
 * which takes longer than to draw them. */
static bool
has_pill (DsDeviceRow *self)
{
  return self->pill != NULL && gtk_widget_should_layout (GTK_WIDGET (self->pill));
}

static void
measure_pill (DsDeviceRow    *self,
              GtkOrientation  orientation,
              int            *minimum,
              int            *natural)
{
  *minimum = *natural = 0;
  if (has_pill (self))
    gtk_widget_measure (GTK_WIDGET (self->pill), orientation, -1, minimum, natural, NULL, NULL);
}

static int
get_pill_size (DsDeviceRow    *self,
               GtkOrientation  orientation)
{
  int minimum, natural;

  measure_pill (self, orientation, &minimum, &natural);

  return natural;
}

/* With what keeps it apart from the name. */
static int
get_pill_place (DsDeviceRow *self)
{
  int width = get_pill_size (self, GTK_ORIENTATION_HORIZONTAL);

  return width > 0 ? width + SPACING : 0;
}

/* Whether @width pixels, -1 for enough, are too few for name and pill in one line. */
static bool
is_pill_below (DsDeviceRow *self,
               int          width)
{
  int minimum, natural;

  if (width < 0 || !has_pill (self))
    return false;

  ds_text_get_widths (self->lines[DS_DEVICE_ROW_NAME], &minimum, &natural);

  return natural + get_pill_place (self) > width;
}

static void
measure_width (DsDeviceRow *self,
               int         *minimum,
               int         *natural)
{
  measure_pill (self, GTK_ORIENTATION_HORIZONTAL, minimum, natural);
  for (int i = 0; i < DS_DEVICE_ROW_N_LINES; i++)
    {
      int beside = i == DS_DEVICE_ROW_NAME ? get_pill_place (self) : 0;
      int least, wanted;

      ds_text_get_widths (self->lines[i], &least, &wanted);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, wanted + beside);
    }
  *minimum += TEXT_LEFT;
  *natural += TEXT_LEFT;
}

/* Works out how high the first line, with the pill, and the lines below are in @width
 * pixels, or in as many as they want if it is -1, and returns the height of all. */
static int
get_heights (DsDeviceRow *self,
             int          width,
             int          heights[DS_DEVICE_ROW_N_LINES])
{
  int pill = get_pill_size (self, GTK_ORIENTATION_VERTICAL);
  int sum = 0;

  for (int i = 0; i < DS_DEVICE_ROW_N_LINES; i++)
    heights[i] = ds_text_get_height (self->lines[i], width);

  if (is_pill_below (self, width))
    heights[DS_DEVICE_ROW_NAME] += pill;
  else
    heights[DS_DEVICE_ROW_NAME] = MAX (heights[DS_DEVICE_ROW_NAME], pill);

  for (int i = 0; i < DS_DEVICE_ROW_N_LINES; i++)
    sum += heights[i];
  return sum;
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
  int heights[DS_DEVICE_ROW_N_LINES];

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }

  if (for_size >= 0)
    for_size = MAX (0, for_size - TEXT_LEFT);
  *minimum = *natural = MAX (get_heights (self, for_size, heights), DS_KIND_TILE_SIZE);
}

/* @x is where it would be in a language that is written from the left. */
static int
mirror (DsDeviceRow *self,
        int          x,
        int          width)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    return gtk_widget_get_width (GTK_WIDGET (self)) - x - width;

  return x;
}

static void
place (DsDeviceRow *self,
       gpointer     child,
       int          x,
       int          y,
       int          width,
       int          height)
{
  GtkAllocation area = { mirror (self, x, width), y, width, height };

  gtk_widget_size_allocate (child, &area, -1);
}

/* In the first line, @height high, or the last of what is below it. */
static void
place_pill (DsDeviceRow *self,
            int          y,
            int          height)
{
  int left = gtk_widget_get_width (GTK_WIDGET (self)) - TEXT_LEFT;
  int width = MIN (get_pill_size (self, GTK_ORIENTATION_HORIZONTAL), left);
  int own = get_pill_size (self, GTK_ORIENTATION_VERTICAL);

  if (is_pill_below (self, left))
    place (self, self->pill, TEXT_LEFT, y + height - own, width, own);
  else
    place (self, self->pill, TEXT_LEFT + left - width, y, width, height);
}

static void
ds_device_row_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  DsDeviceRow *self = DS_DEVICE_ROW (widget);
  int heights[DS_DEVICE_ROW_N_LINES];
  int y = MAX (0, (height - get_heights (self, width - TEXT_LEFT, heights)) / 2);
  int name = ds_text_get_height (self->lines[DS_DEVICE_ROW_NAME], -1);

  if (has_pill (self))
    place_pill (self, y, heights[DS_DEVICE_ROW_NAME]);
  for (int i = 0; i < DS_DEVICE_ROW_N_LINES; i++)
    {
      self->tops[i] = y;
      y += heights[i];
    }
  /* The pill is higher than the name in some fonts. */
  if (!is_pill_below (self, width - TEXT_LEFT))
    self->tops[DS_DEVICE_ROW_NAME] += (heights[DS_DEVICE_ROW_NAME] - name) / 2;
}

static void
ds_device_row_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  DsDeviceRow *self = DS_DEVICE_ROW (widget);

  GTK_WIDGET_CLASS (ds_device_row_parent_class)->snapshot (widget, snapshot);
  if (self->device == NULL)
    return;

  ds_kind_snapshot_tile (ds_device_get_kind (self->device), widget, snapshot,
                         mirror (self, 0, DS_KIND_TILE_SIZE),
                         (gtk_widget_get_height (widget) - DS_KIND_TILE_SIZE) / 2);
  for (int i = 0; i < DS_DEVICE_ROW_N_LINES; i++)
    {
      int left = gtk_widget_get_width (widget) - TEXT_LEFT;
      bool shared = i == DS_DEVICE_ROW_NAME && !is_pill_below (self, left);
      int width = shared ? left - get_pill_place (self) : left;

      ds_text_snapshot (self->lines[i], snapshot, mirror (self, TEXT_LEFT, width), self->tops[i],
                        width);
    }
}

/* Most rows of a long list are of one height, and the toolkit keeps less of those. */
static GtkSizeRequestMode
ds_device_row_get_request_mode (GtkWidget *widget)
{
  DsDeviceRow *self = DS_DEVICE_ROW (widget);

  if (has_pill (self))
    return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
  for (int i = 0; i < DS_DEVICE_ROW_N_LINES; i++)
    if (ds_text_can_wrap (self->lines[i]))
      return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;

  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
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
ds_device_row_finalize (GObject *object)
{
  DsDeviceRow *self = DS_DEVICE_ROW (object);

  for (int i = 0; i < DS_DEVICE_ROW_N_LINES; i++)
    ds_text_free (self->lines[i]);

  G_OBJECT_CLASS (ds_device_row_parent_class)->finalize (object);
}

static void
ds_device_row_class_init (DsDeviceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_device_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = ds_device_row_finalize;
  widget_class->get_request_mode = ds_device_row_get_request_mode;
  widget_class->measure = ds_device_row_measure;
  widget_class->size_allocate = ds_device_row_size_allocate;
  widget_class->snapshot = ds_device_row_snapshot;
}

static void
ds_device_row_init (DsDeviceRow *self)
{
  static const DsTextLooks looks[DS_DEVICE_ROW_N_LINES] = {
    [DS_DEVICE_ROW_NAME] = DS_TEXT_BOLD,
    [DS_DEVICE_ROW_MAKE] = DS_TEXT_CAPTION,
    [DS_DEVICE_ROW_HEADLINE] = DS_TEXT_CAPTION | DS_TEXT_DIM | DS_TEXT_WRAPS,
  };

  /* What to do is read to its end, in longer languages too. */
  for (int i = 0; i < DS_DEVICE_ROW_N_LINES; i++)
    self->lines[i] = ds_text_new (GTK_WIDGET (self), looks[i]);
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

/**
 * ds_device_row_get_line:
 * @self: a row
 * @line: one of its lines
 *
 * Returns: (transfer none): what stands there
 */
DsText *
ds_device_row_get_line (DsDeviceRow     *self,
                        DsDeviceRowLine  line)
{
  g_return_val_if_fail (DS_IS_DEVICE_ROW (self), NULL);

  return self->lines[line];
}
