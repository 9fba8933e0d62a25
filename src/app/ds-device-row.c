/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device-row"

#include "config.h"

#include "ds-device-row.h"

#include "core/ds-error.h"
#include "ds-kind-icon.h"

#include <glib/gi18n-lib.h>

struct _DsDeviceRow
{
  GtkGrid parent_instance;

  /* Owned by the widget tree */
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *headline;
  GtkLabel *pill; /* made when it is needed first */
  GtkLabel *make; /* the same */

  /* Owned References */
  DsDevice     *device;
  GSignalGroup *signals;
  char         *description;
};

typedef enum
{
  PROP_DEVICE = 1,
  PROP_LABEL,
  PROP_DESCRIPTION,
} DsDeviceRowProperty;

static GParamSpec *properties[PROP_DESCRIPTION + 1];

G_DEFINE_FINAL_TYPE (DsDeviceRow, ds_device_row, GTK_TYPE_GRID)

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

static GtkLabel *
add_label (DsDeviceRow *self,
           const char  *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);

  return label;
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
      gtk_grid_attach (GTK_GRID (self), GTK_WIDGET (self->pill), 2, 0, 1, 1);
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
      self->make = add_label (self, "caption");
      gtk_grid_insert_row (GTK_GRID (self), 1);
      gtk_grid_attach (GTK_GRID (self), GTK_WIDGET (self->make), 1, 1, 2, 1);
    }
  if (self->make == NULL)
    return;

  gtk_label_set_text (self->make, make != NULL ? make : "");
  gtk_widget_set_visible (GTK_WIDGET (self->make), make != NULL);
}

static void
ds_device_row_sync (DsDeviceRow *self)
{
  g_autofree char *make = NULL;
  const char *pill;
  const char *headline;

  if (self->device == NULL)
    return;

  make = dup_make (self->device);
  pill = ds_device_get_pill (self->device);
  headline = ds_device_get_headline (self->device);

  gtk_image_set_from_icon_name (self->icon,
                                ds_kind_get_icon_name (ds_device_get_kind (self->device)));
  gtk_label_set_text (self->name, ds_device_get_name (self->device));
  gtk_label_set_text (self->headline, headline);
  sync_pill (self, pill);
  sync_make (self, make);

  g_free (self->description);
  if (pill != NULL || make != NULL)
    /* Translators: what a screen reader says of a row after the device's name: the
     * kind of device, two words for its trouble or its maker and model, and a
     * sentence about it */
    self->description = g_strdup_printf (_("%s. %s. %s"),
                                         ds_kind_get_title (ds_device_get_kind (self->device)),
                                         pill != NULL ? pill : make, headline);
  else
    /* Translators: what a screen reader says of a row after the device's name:
     * the kind of device, and a sentence about it */
    self->description = g_strdup_printf (_("%s. %s"),
                                         ds_kind_get_title (ds_device_get_kind (self->device)),
                                         headline);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

/*
 * GObject
 */

static void
ds_device_row_dispose (GObject *object)
{
  DsDeviceRow *self = DS_DEVICE_ROW (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->device);

  G_OBJECT_CLASS (ds_device_row_parent_class)->dispose (object);
}

static void
ds_device_row_finalize (GObject *object)
{
  g_free (DS_DEVICE_ROW (object)->description);

  G_OBJECT_CLASS (ds_device_row_parent_class)->finalize (object);
}

static void
ds_device_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  DsDeviceRow *self = DS_DEVICE_ROW (object);

  switch ((DsDeviceRowProperty)prop_id)
    {
    case PROP_DEVICE:
      g_value_set_object (value, self->device);
      break;
    case PROP_LABEL:
      g_value_set_string (value,
                          self->device != NULL ? ds_device_get_name (self->device) : NULL);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ds_device_row_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  DsDeviceRow *self = DS_DEVICE_ROW (object);

  switch ((DsDeviceRowProperty)prop_id)
    {
    case PROP_DEVICE:
      ds_device_row_set_device (self, g_value_get_object (value));
      break;
    case PROP_LABEL:
    case PROP_DESCRIPTION:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ds_device_row_class_init (DsDeviceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ds_device_row_dispose;
  object_class->finalize = ds_device_row_finalize;
  object_class->get_property = ds_device_row_get_property;
  object_class->set_property = ds_device_row_set_property;

  properties[PROP_DEVICE] =
    g_param_spec_object ("device", NULL, NULL, DS_TYPE_DEVICE,
                         (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL,
                         (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  properties[PROP_DESCRIPTION] =
    g_param_spec_string ("description", NULL, NULL, NULL,
                         (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ds_device_row_init (DsDeviceRow *self)
{
  GtkGrid *grid = GTK_GRID (self);

  self->icon = GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE,
                                        "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                        "valign", GTK_ALIGN_CENTER,
                                        NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "ds-tile");
  self->name = add_label (self, "ds-row-name");
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  self->headline = add_label (self, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->headline), "dimmed");
  gtk_label_set_wrap (self->headline, TRUE);
  gtk_label_set_wrap_mode (self->headline, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (self->headline, GTK_NATURAL_WRAP_NONE);
  /* Two in English; what to do is read to its end in longer languages too. */
  gtk_label_set_lines (self->headline, 5);

  gtk_grid_set_column_spacing (grid, 12);
  gtk_widget_set_valign (GTK_WIDGET (self->name), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->headline), GTK_ALIGN_START);
  gtk_grid_attach (grid, GTK_WIDGET (self->icon), 0, 0, 1, 2);
  gtk_grid_attach (grid, GTK_WIDGET (self->name), 1, 0, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (self->headline), 1, 1, 2, 1);

  self->signals = g_signal_group_new (DS_TYPE_DEVICE);
  g_signal_group_connect_object (self->signals, "notify", G_CALLBACK (ds_device_row_sync),
                                 self, G_CONNECT_SWAPPED);
}

/**
 * ds_device_row_new:
 *
 * Returns: (transfer floating): a row without a device
 */
GtkWidget *
ds_device_row_new (void)
{
  return g_object_new (DS_TYPE_DEVICE_ROW, NULL);
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
  if (!g_set_object (&self->device, device))
    return;

  g_signal_group_set_target (self->signals, device);
  ds_device_row_sync (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEVICE]);
}
