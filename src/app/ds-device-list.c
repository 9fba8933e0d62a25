/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device-list"

#include "config.h"

#include "ds-device-list.h"

#include <glib/gi18n-lib.h>

struct _DsDeviceList
{
  GObject parent_instance;

  /* Owned References */
  GListModel        *devices;
  GPtrArray         *watched; /* of DsDevice, in the order of @devices */
  GtkCustomSorter   *section_sorter;
  GtkCustomSorter   *name_sorter;
  GtkCustomFilter   *filter;
  GtkSortListModel  *sorted;
  char              *search; /* case-folded, NULL for everything */
  int                state;  /* a DsVerdictState, -1 for everything */
  guint              resort_id;
  bool               regroup; /* a device may belong to another section now */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsDeviceList, ds_device_list, G_TYPE_OBJECT)

/**
 * ds_section_of:
 * @device: a device
 *
 * Returns: the section of the Home list that @device belongs to now
 */
DsSection
ds_section_of (DsDevice *device)
{
  if (ds_device_get_attention (device) != NULL)
    return DS_SECTION_ATTENTION;

  switch (ds_device_get_state (device))
    {
    case DS_DEVICE_REMOVING:
      return DS_SECTION_ATTENTION;
    case DS_DEVICE_NEW:
    case DS_DEVICE_SETTING_UP:
      return DS_SECTION_NEW;
    case DS_DEVICE_TAKEN:
      return DS_SECTION_TAKEN;
    case DS_DEVICE_SEEN:
      return DS_SECTION_SEEN;
    case DS_DEVICE_WATCHED:
      return DS_SECTION_WATCHED;
    case DS_DEVICE_IGNORED:
    case DS_DEVICE_SET_UP:
    default:
      return DS_SECTION_SET_UP;
    }
}

/**
 * ds_section_get_title:
 * @section: a section
 *
 * Returns: (transfer none): its translated heading
 */
const char *
ds_section_get_title (DsSection section)
{
  switch (section)
    {
    case DS_SECTION_ATTENTION:
      /* Translators: heading over the devices that need the person to do something */
      return _("Needs Attention");
    case DS_SECTION_NEW:
      /* Translators: heading over the devices that were noticed and not set up yet */
      return C_("devices", "New");
    case DS_SECTION_TAKEN:
      /* Translators: heading over the devices that another app, or someone else, has set
       * up: this computer cannot control them */
      return C_("devices", "Set Up Elsewhere");
    case DS_SECTION_SEEN:
      /* Translators: heading over things that were noticed on the network and cannot be set
       * up with this app, such as a television */
      return _("Also on the Network");
    case DS_SECTION_WATCHED:
      /* Translators: heading over the devices that the person put on their list without
       * setting them up */
      return C_("devices", "Watched");
    case DS_SECTION_SET_UP:
    default:
      /* Translators: heading over the devices that are set up */
      return C_("devices", "Set Up");
    }
}

static int
compare_sections (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  DsSection first = ds_section_of (DS_DEVICE ((gpointer)a));
  DsSection second = ds_section_of (DS_DEVICE ((gpointer)b));

  return (first > second) - (first < second);
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  DsDevice *first = DS_DEVICE ((gpointer)a);
  DsDevice *second = DS_DEVICE ((gpointer)b);
  int order = g_utf8_collate (ds_device_get_name (first), ds_device_get_name (second));

  /* Two plugs of the same name must not change places. */
  if (order == 0)
    order = g_strcmp0 (ds_device_get_id (first), ds_device_get_id (second));

  return order;
}

static bool
has_words (const char *text,
           const char *words)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return false;
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, words) != NULL;
}

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  DsDeviceList *self = user_data;
  DsDevice *device = DS_DEVICE (item);

  if (self->state >= 0 && (!ds_device_is_listed (device) ||
                           (int) ds_device_get_verdict (device)->state != self->state))
    return FALSE;

  return self->search == NULL
         || has_words (ds_device_get_name (device), self->search)
         || has_words (ds_device_get_room (device), self->search)
         || has_words (ds_device_get_maker (device), self->search)
         || has_words (ds_device_get_model (device), self->search)
         || has_words (ds_kind_get_title (ds_device_get_kind (device)), self->search);
}

/* A device that changes its section and keeps its place is no change to the sorted
 * model: the sections would stay as they were. */
static void
regroup (DsDeviceList *self)
{
  unsigned int n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));

  if (self->regroup && n > 0)
    gtk_section_model_sections_changed (GTK_SECTION_MODEL (self->sorted), 0, n);
  self->regroup = false;
}

static gboolean
resort_cb (gpointer user_data)
{
  DsDeviceList *self = user_data;

  self->resort_id = 0;
  gtk_sorter_changed (GTK_SORTER (self->section_sorter), GTK_SORTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (GTK_SORTER (self->name_sorter), GTK_SORTER_CHANGE_DIFFERENT);
  regroup (self);
  if (self->search != NULL || self->state >= 0)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* A flood of devices changes many properties in one go: sort once for all. */
static void
queue_resort (DsDeviceList *self)
{
  if (self->resort_id == 0)
    self->resort_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, resort_cb, self, NULL);
}

static void
device_notify_cb (DsDeviceList *self,
                  GParamSpec   *pspec,
                  DsDevice     *device)
{
  static const char * const that_matter[] = { "name", "state", "attention", "room", "verdict",
                                              NULL };
  static const char * const that_regroup[] = { "state", "attention", NULL };

  if (g_strv_contains (that_regroup, g_param_spec_get_name (pspec)))
    self->regroup = true;
  if (g_strv_contains (that_matter, g_param_spec_get_name (pspec)))
    queue_resort (self);
}

static void
watch_devices (DsDeviceList *self,
               unsigned int  position,
               unsigned int  added)
{
  for (unsigned int i = 0; i < added; i++)
    {
      DsDevice *device = g_list_model_get_item (self->devices, position + i);

      g_signal_connect_swapped (device, "notify", G_CALLBACK (device_notify_cb), self);
      g_ptr_array_insert (self->watched, (int)(position + i), device);
    }
}

static void
devices_changed_cb (DsDeviceList *self,
                    unsigned int  position,
                    unsigned int  removed,
                    unsigned int  added,
                    GListModel   *devices)
{
  for (unsigned int i = 0; i < removed; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, position + i),
                                          device_notify_cb, self);
  if (removed > 0)
    g_ptr_array_remove_range (self->watched, position, removed);

  watch_devices (self, position, added);
  queue_resort (self);
}

static void
ds_device_list_dispose (GObject *object)
{
  DsDeviceList *self = DS_DEVICE_LIST (object);

  g_clear_handle_id (&self->resort_id, g_source_remove);
  for (unsigned int i = 0; self->watched != NULL && i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, i),
                                          device_notify_cb, self);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  if (self->devices != NULL)
    g_signal_handlers_disconnect_by_func (self->devices, devices_changed_cb, self);
  /* The sorters and the filter borrow this object. */
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->sorted);
  g_clear_object (&self->section_sorter);
  g_clear_object (&self->name_sorter);
  g_clear_object (&self->filter);
  g_clear_object (&self->devices);
  g_clear_pointer (&self->search, g_free);

  G_OBJECT_CLASS (ds_device_list_parent_class)->dispose (object);
}

static void
ds_device_list_class_init (DsDeviceListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_device_list_dispose;

  /* Emitted after the order or the sections may have changed. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ds_device_list_init (DsDeviceList *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->state = -1;
}

/**
 * ds_device_list_new:
 * @devices: a model of #DsDevice
 *
 * Returns: (transfer full): a new list over @devices
 */
DsDeviceList *
ds_device_list_new (GListModel *devices)
{
  DsDeviceList *self = g_object_new (DS_TYPE_DEVICE_LIST, NULL);
  GtkFilterListModel *filtered;

  self->devices = g_object_ref (devices);
  self->section_sorter = gtk_custom_sorter_new (compare_sections, NULL, NULL);
  self->name_sorter = gtk_custom_sorter_new (compare_names, NULL, NULL);
  self->filter = gtk_custom_filter_new (matches, self, NULL);

  filtered = gtk_filter_list_model_new (g_object_ref (devices),
                                        g_object_ref (GTK_FILTER (self->filter)));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered),
                                          g_object_ref (GTK_SORTER (self->name_sorter)));
  gtk_sort_list_model_set_section_sorter (self->sorted, GTK_SORTER (self->section_sorter));

  g_signal_connect_object (devices, "items-changed", G_CALLBACK (devices_changed_cb), self,
                           G_CONNECT_SWAPPED);
  watch_devices (self, 0, g_list_model_get_n_items (devices));

  return self;
}

/**
 * ds_device_list_get_model:
 * @self: a list
 *
 * Returns: (transfer none): the model to show
 */
GListModel *
ds_device_list_get_model (DsDeviceList *self)
{
  return G_LIST_MODEL (self->sorted);
}

/**
 * ds_device_list_set_search:
 * @self: a list
 * @text: (nullable): what the name, room, maker, model or kind must contain
 *
 * Narrows the list. Upper and lower case are the same.
 */
void
ds_device_list_set_search (DsDeviceList *self,
                           const char   *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  g_clear_pointer (&self->search, g_free);
  if (*stripped != '\0')
    self->search = g_utf8_casefold (stripped, -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * ds_device_list_narrow:
 * @self: a list
 * @state: a #DsVerdictState, or -1 for all
 *
 * Shows only devices that are looked after so well.
 */
void
ds_device_list_narrow (DsDeviceList *self,
                       int           state)
{
  if (self->state == state)
    return;

  self->state = state;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * ds_device_list_count:
 * @self: a list
 * @section: a section
 *
 * Returns: how many devices belong to @section, whatever is searched for
 */
unsigned int
ds_device_list_count (DsDeviceList *self,
                      DsSection     section)
{
  unsigned int n = 0;

  for (unsigned int i = 0; i < self->watched->len; i++)
    n += ds_section_of (g_ptr_array_index (self->watched, i)) == section;

  return n;
}
