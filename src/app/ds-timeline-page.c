/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-timeline-page"

#include "config.h"

#include "ds-timeline-page.h"

#include "ds-support-summary.h"
#include "ds-timeline-axis.h"
#include "ds-timeline-row.h"

#include <glib/gi18n-lib.h>

struct _DsTimelinePage
{
  AdwNavigationPage parent_instance;

  /* Template Widgets */
  GtkLabel       *summary;
  GtkLabel       *legend;
  DsTimelineAxis *axis;
  GtkListBox     *list;

  /* Owned References */
  DsHome           *home;
  GtkCustomFilter  *filter;
  GtkCustomSorter  *sorter;
  GtkSortListModel *sorted;
  GPtrArray        *watched; /* of DsDevice: all of the house, for a change of state */
  guint             sync_id;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsTimelinePage, ds_timeline_page, ADW_TYPE_NAVIGATION_PAGE)

/* What is over comes first, and what nobody knows last. */
static unsigned int
get_rank (const DsVerdict *verdict)
{
  switch (verdict->state)
    {
    case DS_VERDICT_ENDED:
      return ds_date_is_set (verdict->until) ? 1 : 0;
    case DS_VERDICT_ENDING:
    case DS_VERDICT_SUPPORTED:
      return 1;
    case DS_VERDICT_NO_DATE:
      return 2;
    case DS_VERDICT_UNKNOWN:
    default:
      return 3;
    }
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer user_data)
{
  DsDevice *first = DS_DEVICE ((gpointer) a);
  DsDevice *second = DS_DEVICE ((gpointer) b);
  const DsVerdict *one = ds_device_get_verdict (first);
  const DsVerdict *other = ds_device_get_verdict (second);
  int order = (int) get_rank (one) - (int) get_rank (other);

  if (order == 0)
    order = ds_date_compare (one->until, other->until);
  if (order == 0)
    order = g_utf8_collate (ds_device_get_name (first), ds_device_get_name (second));
  if (order == 0)
    order = g_strcmp0 (ds_device_get_id (first), ds_device_get_id (second));

  return order;
}

static gboolean
is_listed (gpointer item,
           gpointer user_data)
{
  return ds_device_is_listed (DS_DEVICE (item));
}

static void
make_scale (DsTimelinePage *self,
            DsTimelineScale *scale)
{
  GListModel *devices = G_LIST_MODEL (self->sorted);

  ds_timeline_scale_init (scale, ds_date_today ());
  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      ds_timeline_scale_include (scale, ds_device_get_verdict (device)->until);
    }
}

static void
sync_legend (DsTimelinePage *self,
             DsDate today)
{
  g_autofree char *day = ds_date_dup_text (today);
  g_autofree char *text = g_strdup_printf (
      /* Translators: below the heading of a picture with a bar a device; %s is a day */
      _("The upright line is today, %s. A bar that fades may go on longer. A striped bar "
        "means that no date is known."), day);

  gtk_label_set_text (self->legend, text);
}

static void
ds_timeline_page_sync (DsTimelinePage *self)
{
  GListModel *devices = ds_home_get_devices (self->home);
  DsSupportSummary summary;
  DsTimelineScale scale;
  g_autofree char *text = NULL;
  GtkListBoxRow *row;

  ds_support_summary_init (&summary, devices);
  text = ds_support_summary_dup_text (&summary);
  gtk_label_set_text (self->summary, text != NULL ? text : "");
  make_scale (self, &scale);
  sync_legend (self, scale.today);
  ds_timeline_axis_show (self->axis, &scale);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    ds_timeline_row_sync (DS_TIMELINE_ROW (row), &scale);
}

static gboolean
sync_cb (gpointer user_data)
{
  DsTimelinePage *self = DS_TIMELINE_PAGE (user_data);

  self->sync_id = 0;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  ds_timeline_page_sync (self);
  return G_SOURCE_REMOVE;
}

/* Many devices change at once: draw once for all. */
static void
queue_sync (DsTimelinePage *self)
{
  if (self->sync_id == 0)
    self->sync_id = g_idle_add (sync_cb, self);
}

/* A device that is not on the list yet has no row that could notice that it joins. */
static void
devices_changed_cb (DsTimelinePage *self,
                    unsigned int position,
                    unsigned int removed,
                    unsigned int added,
                    GListModel *devices)
{
  for (unsigned int i = 0; i < removed; i++)
    g_signal_handlers_disconnect_by_func (self->watched->pdata[position + i], queue_sync, self);
  if (removed > 0)
    g_ptr_array_remove_range (self->watched, position, removed);

  for (unsigned int i = 0; i < added; i++)
    {
      DsDevice *device = g_list_model_get_item (devices, position + i);

      g_signal_connect_swapped (device, "notify::state", G_CALLBACK (queue_sync), self);
      g_ptr_array_insert (self->watched, (int) (position + i), device);
    }
}

/* Connected to the row, so that it ends with it. */
static void
device_notify_cb (GtkWidget *row)
{
  GtkWidget *page = gtk_widget_get_ancestor (row, DS_TYPE_TIMELINE_PAGE);

  if (page != NULL)
    queue_sync (DS_TIMELINE_PAGE (page));
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  GtkWidget *row = ds_timeline_row_new (DS_DEVICE (item));

  g_signal_connect_object (item, "notify", G_CALLBACK (device_notify_cb), row,
                           G_CONNECT_SWAPPED);
  queue_sync (user_data);
  return row;
}

static void
row_activated_cb (DsTimelinePage *self,
                  DsTimelineRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, ds_timeline_row_get_device (row));
}

static void
ds_timeline_page_dispose (GObject *object)
{
  DsTimelinePage *self = DS_TIMELINE_PAGE (object);

  ds_timeline_page_let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), DS_TYPE_TIMELINE_PAGE);

  G_OBJECT_CLASS (ds_timeline_page_parent_class)->dispose (object);
}

static void
ds_timeline_page_class_init (DsTimelinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_timeline_page_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, DS_TYPE_DEVICE);

  g_type_ensure (DS_TYPE_TIMELINE_AXIS);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-timeline-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DsTimelinePage, summary);
  gtk_widget_class_bind_template_child (widget_class, DsTimelinePage, legend);
  gtk_widget_class_bind_template_child (widget_class, DsTimelinePage, axis);
  gtk_widget_class_bind_template_child (widget_class, DsTimelinePage, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ds_timeline_page_init (DsTimelinePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ds_timeline_page_new:
 * @home: the house
 *
 * Returns: (transfer floating): the timeline of its devices
 */
DsTimelinePage *
ds_timeline_page_new (DsHome *home)
{
  DsTimelinePage *self = g_object_new (DS_TYPE_TIMELINE_PAGE, NULL);
  GListModel *listed;

  self->home = g_object_ref (home);
  self->filter = gtk_custom_filter_new (is_listed, NULL, NULL);
  self->sorter = gtk_custom_sorter_new (compare, NULL, NULL);
  listed = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (ds_home_get_devices (home)),
                                                    g_object_ref (GTK_FILTER (self->filter))));
  self->sorted = gtk_sort_list_model_new (listed, g_object_ref (GTK_SORTER (self->sorter)));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->sorted), create_row_cb, self, NULL);
  g_signal_connect_object (self->sorted, "items-changed", G_CALLBACK (queue_sync), self,
                           G_CONNECT_SWAPPED);
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_object (ds_home_get_devices (home), "items-changed",
                           G_CALLBACK (devices_changed_cb), self, G_CONNECT_SWAPPED);
  devices_changed_cb (self, 0, 0, g_list_model_get_n_items (ds_home_get_devices (home)),
                      ds_home_get_devices (home));
  ds_timeline_page_sync (self);
  return self;
}

/**
 * ds_timeline_page_let_go:
 * @self: a page
 *
 * Forgets the house and its devices. The page shows nothing afterwards.
 */
void
ds_timeline_page_let_go (DsTimelinePage *self)
{
  g_return_if_fail (DS_IS_TIMELINE_PAGE (self));

  if (self->home == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->sorted, queue_sync, self);
  g_signal_handlers_disconnect_by_func (ds_home_get_devices (self->home), devices_changed_cb,
                                        self);
  devices_changed_cb (self, 0, self->watched->len, 0, ds_home_get_devices (self->home));
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_handle_id (&self->sync_id, g_source_remove);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->home);
}
