/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-kind-icon"

#include "config.h"

#include "ds-kind-icon.h"

/* As the class “ds-tile” looks, in pixels. */
#define TILE_RADIUS 10
#define TILE_ALPHA  0.08F
#define ICON_SIZE   16

/**
 * ds_kind_get_icon_name:
 * @kind: what sort of thing a device is
 *
 * Gives the name of the symbolic icon in the program's resources.
 *
 * Returns: (transfer none): an icon name
 */
const char *
ds_kind_get_icon_name (DsKind kind)
{
  switch (kind)
    {
    case DS_KIND_PLUG:
      return "ds-kind-plug-symbolic";
    case DS_KIND_LAMP:
      return "ds-kind-lamp-symbolic";
    case DS_KIND_CAMERA:
      return "ds-kind-camera-symbolic";
    case DS_KIND_LOCK:
      return "ds-kind-lock-symbolic";
    case DS_KIND_THERMOSTAT:
      return "ds-kind-thermostat-symbolic";
    case DS_KIND_SPEAKER:
      return "ds-kind-speaker-symbolic";
    case DS_KIND_PRINTER:
      return "ds-kind-printer-symbolic";
    case DS_KIND_TELEVISION:
      return "ds-kind-television-symbolic";
    case DS_KIND_ROUTER:
      return "ds-kind-router-symbolic";
    case DS_KIND_HUB:
      return "ds-kind-hub-symbolic";
    case DS_KIND_SENSOR:
      return "ds-kind-sensor-symbolic";
    case DS_KIND_APPLIANCE:
      return "ds-kind-appliance-symbolic";
    case DS_KIND_CONSOLE:
      return "ds-kind-console-symbolic";
    case DS_KIND_STORAGE:
      return "ds-kind-storage-symbolic";
    case DS_KIND_SCANNER:
      return "ds-kind-scanner-symbolic";
    case DS_KIND_COMPUTER:
      return "ds-kind-computer-symbolic";
    case DS_KIND_UNKNOWN:
    default:
      return "ds-kind-unknown-symbolic";
    }
}

/**
 * ds_kind_snapshot_tile:
 * @kind: what sort of thing a device is
 * @owner: the widget that draws it, in the colour of its words
 * @snapshot: what to draw on
 * @x: its left edge, in pixels
 * @y: its top, in pixels
 *
 * Draws the kind's icon on a tile of %DS_KIND_TILE_SIZE. A list has one in each row, where
 * a widget takes longer to get its style than the icon to be drawn.
 */
void
ds_kind_snapshot_tile (DsKind       kind,
                       GtkWidget   *owner,
                       GtkSnapshot *snapshot,
                       int          x,
                       int          y)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (owner));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
    theme, ds_kind_get_icon_name (kind), NULL, ICON_SIZE, gtk_widget_get_scale_factor (owner),
    gtk_widget_get_direction (owner), GTK_ICON_LOOKUP_PRELOAD);
  float padding = (DS_KIND_TILE_SIZE - ICON_SIZE) / 2.0F;
  GskRoundedRect tile;
  GdkRGBA color;
  GdkRGBA tint;

  gtk_widget_get_color (owner, &color);
  tint = color;
  tint.alpha *= TILE_ALPHA;
  gsk_rounded_rect_init_from_rect (&tile,
                                   &GRAPHENE_RECT_INIT (0, 0, DS_KIND_TILE_SIZE, DS_KIND_TILE_SIZE),
                                   TILE_RADIUS);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)y));
  gtk_snapshot_push_rounded_clip (snapshot, &tile);
  gtk_snapshot_append_color (snapshot, &tint, &tile.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (padding, padding));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ICON_SIZE,
                                            ICON_SIZE, &color, 1);
  gtk_snapshot_restore (snapshot);
}
