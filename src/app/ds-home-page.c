/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home-page"

#include "config.h"

#include "ds-home-page.h"

#include "core/ds-error.h"
#include "ds-buttons.h"
#include "ds-device-row.h"
#include "ds-home-search.h"
#include "ds-home-status.h"
#include "ds-list-headings.h"
#include "ds-support-bar.h"
#include "ds-text.h"

#include <glib/gi18n-lib.h>

/* Rows of the first picture, which fill the window as it first opens: more would be made for
 * nothing, and a list makes up to 200. The rest follows, in milliseconds. */
#define FIRST_ROWS 10
#define REST_DELAY 150

struct _DsHomePage
{
  AdwNavigationPage parent_instance;

  /* Template Widgets */
  GtkToggleButton *search_button;
  GtkMenuButton   *menu_button;
  GMenuModel      *primary_menu;
  AdwBin          *search_place;
  AdwBin          *banner_place;
  DsSupportBar    *support_bar;
  GtkStack        *stack;
  GtkListView     *list_view;
  GtkWidget       *footer;
  GtkWidget       *searching;
  GtkLabel        *searching_words;
  GtkWidget       *footer_why;

  /* Made when they are needed first; owned by the widget tree */
  AdwBanner    *banner;
  DsHomeSearch *search;
  DsHomeStatus *status;

  /* Owned References */
  DsHome             *home;
  DsDeviceList       *list;
  GtkSliceListModel  *slice;
  GtkSingleSelection *selection;
  guint               rest_id;
  bool                at_top;      /* of the list, as the person left it */
  guint               stay_id;     /* of a tick callback */
  unsigned int        stay_frames; /* laid out since the list changed */
};

enum
{
  CHOSEN,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsHomePage, ds_home_page, ADW_TYPE_NAVIGATION_PAGE)

/* What is shown in place of the list. Strings are marked here and translated
 * when shown. */
typedef struct
{
  const char *icon; /* NULL: a spinner */
  const char *title;
  const char *description;
  const char *button; /* NULL: nothing to press but to wait */
  const char *action;
} Status;

static const Status no_storage = {
  "drive-harddisk-symbolic",
  N_("The List Cannot Be Opened"),
  NULL,
  N_("Find Out Why"),
  "win.diagnose",
};

/* What was read is not it, but a new one. */
static const Status lost_list = {
  "drive-harddisk-symbolic",
  N_("The List Was Damaged"),
  NULL,
  N_("Find Out Why"),
  "win.diagnose",
};

static const Status no_avahi = {
  "system-search-symbolic",
  N_("Devices Cannot Be Found"),
  N_("The service that finds devices, Avahi, is not running on this computer."),
  N_("What to Do"),
  "win.diagnose",
};

static const Status no_network = {
  "network-wireless-symbolic",
  N_("No Network"),
  N_("Connect this computer to the network that the devices are in."),
  N_("Search Again"),
  "win.search-again",
};

static const Status search_failed = {
  "system-search-symbolic",
  N_("The Search Stopped"),
  N_("The service that finds devices refused to search."),
  N_("Search Again"),
  "win.search-again",
};

static const Status looking = {
  NULL,
  N_("Looking for Devices…"),
  N_("This takes a few seconds."),
  NULL,
  NULL,
};

static const Status nothing_here = {
  "ds-kind-plug-symbolic",
  N_("No Devices Yet"),
  N_("Plug in a new device and wait until it has joined the network. It then appears here "
     "by itself."),
  N_("Search Again"),
  "win.search-again",
};

static const Status nothing_matches = {
  "system-search-symbolic",
  N_("Nothing Found"),
  N_("No device matches the search and the button chosen above."),
  N_("Show All Devices"),
  "home.clear-search",
};

static const Status *
status_of_discovery (DsHome *home)
{
  switch (ds_home_get_discovery_state (home))
    {
    case DS_DISCOVERY_NO_BUS:
    case DS_DISCOVERY_NO_AVAHI:
      return &no_avahi;
    case DS_DISCOVERY_NO_NETWORK:
      return &no_network;
    case DS_DISCOVERY_FAILED:
      return &search_failed;
    case DS_DISCOVERY_STOPPED:
    case DS_DISCOVERY_STARTING:
    case DS_DISCOVERY_RUNNING:
    default:
      return NULL;
    }
}

static const Status *
get_status (DsHomePage *self)
{
  const Status *status;

  if (!ds_home_page_is_empty (self))
    {
      GListModel *model = ds_device_list_get_model (self->list);

      return g_list_model_get_n_items (model) == 0 ? &nothing_matches : NULL;
    }
  if (ds_home_get_storage_error (self->home) != NULL)
    return ds_error_is (ds_home_get_storage_error (self->home), DS_ERROR_STORAGE_DAMAGED)
             ? &lost_list : &no_storage;
  status = status_of_discovery (self->home);
  if (status != NULL)
    return status;

  return ds_home_get_settled (self->home) ? &nothing_here : &looking;
}

static void
show_status (DsHomePage   *self,
             const Status *status)
{
  const char *description = NULL;

  if (status == &no_storage || status == &lost_list)
    description = ds_error_get_sentence (ds_home_get_storage_error (self->home));
  else
    description = _(status->description);

  if (self->status == NULL)
    {
      self->status = ds_home_status_new ();
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->status), "status");
    }
  ds_home_status_set_text (self->status, status->icon, _(status->title), description);
  ds_home_status_set_button (self->status, status->button != NULL ? _(status->button) : NULL,
                             status->action);
  ds_home_status_offer_why (self->status, status == &nothing_here || status == &no_network
                                            || status == &search_failed);
}

static const char *
keyring_banner (DsKeyringState state)
{
  switch (state)
    {
    case DS_KEYRING_LOCKED:
    case DS_KEYRING_DISMISSED:
      return _("The keyring is locked, so the keys of the devices cannot be read.");
    case DS_KEYRING_MISSING:
      return _("This computer has no keyring to keep keys in, so no device can be set up.");
    case DS_KEYRING_UNREADABLE:
      return _("The keys in the keyring cannot be read any more.");
    case DS_KEYRING_UNKNOWN:
    case DS_KEYRING_READY:
    default:
      return NULL;
    }
}

/* A banner has three lines: the name of a file does not fit in, and is in the diagnosis. */
static const char *
storage_banner (const GError *error)
{
  return ds_error_is (error, DS_ERROR_STORAGE_DAMAGED)
           ? _("The list of devices was damaged, so devices may be missing from it.")
           : ds_error_get_sentence (error);
}

static void
show_banner (DsHomePage *self,
             const char *title,
             const char *button,
             const char *action)
{
  if (self->banner == NULL && title != NULL)
    {
      self->banner = ADW_BANNER (adw_banner_new (""));
      adw_banner_set_use_markup (self->banner, FALSE);
      adw_bin_set_child (self->banner_place, GTK_WIDGET (self->banner));
    }
  if (title != NULL)
    {
      adw_banner_set_title (self->banner, title);
      adw_banner_set_button_label (self->banner, button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner), action);
    }
  if (self->banner != NULL)
    adw_banner_set_revealed (self->banner, title != NULL);
}

/* One trouble at a time, the gravest first; each with its way on. */
static void
sync_banner (DsHomePage *self)
{
  DsKeyringState keyring = ds_home_get_keyring_state (self->home);
  const Status *discovery = status_of_discovery (self->home);
  const char *title = NULL;
  const char *button = _("Find Out Why");
  const char *action = "win.diagnose";
  bool empty = ds_home_page_is_empty (self);

  if (ds_home_get_storage_error (self->home) != NULL && !empty)
    {
      title = storage_banner (ds_home_get_storage_error (self->home));
    }
  else if (keyring_banner (keyring) != NULL)
    {
      title = keyring_banner (keyring);
      if (keyring == DS_KEYRING_LOCKED || keyring == DS_KEYRING_DISMISSED)
        {
          button = _("Unlock…");
          action = "win.unlock-keyring";
        }
    }
  else if (discovery != NULL && !empty)
    {
      title = _(discovery->description);
      button = _(discovery->button);
      action = discovery->action;
    }

  show_banner (self, title, button, action);
}

static void
ds_home_page_sync (DsHomePage *self)
{
  const Status *status;
  bool settled;

  if (self->home == NULL)
    return;

  status = get_status (self);
  settled = ds_home_get_settled (self->home) || status_of_discovery (self->home) != NULL;

  if (status != NULL)
    show_status (self, status);
  gtk_stack_set_visible_child_name (self->stack, status != NULL ? "status" : "list");
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), !ds_home_page_is_empty (self));
  ds_support_bar_sync (self->support_bar, ds_home_get_devices (self->home));
  gtk_widget_set_visible (self->footer, status == NULL);
  gtk_widget_set_visible (self->searching, !settled);
  gtk_widget_set_visible (self->footer_why, settled);
  sync_banner (self);

  g_signal_emit (self, signals[CHANGED], 0);
}

/*
 * The list
 */

static void
row_setup_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  gtk_list_item_set_child (item, ds_device_row_new (item));
}

static void
row_bind_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             gpointer                  user_data)
{
  ds_device_row_set_device (DS_DEVICE_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  ds_device_row_set_device (DS_DEVICE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
header_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListHeader            *header,
                 gpointer                  user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
}

static void
sync_header (GtkListHeader *header)
{
  DsDevice *device = gtk_list_header_get_item (header);

  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)),
                      ds_section_get_title (ds_section_of (device)));
}

/* The list binds a header anew only where another device comes first below it: one
 * that stays there and changes its section is watched here. */
static void
header_bind_cb (GtkSignalListItemFactory *factory,
                GtkListHeader            *header,
                gpointer                  user_data)
{
  DsDevice *device = gtk_list_header_get_item (header);

  g_signal_connect_object (device, "notify::state", G_CALLBACK (sync_header), header,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (device, "notify::attention", G_CALLBACK (sync_header), header,
                           G_CONNECT_SWAPPED);
  sync_header (header);
}

static void
header_unbind_cb (GtkSignalListItemFactory *factory,
                  GtkListHeader            *header,
                  gpointer                  user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_header_get_item (header), sync_header, header);
}

static gboolean
show_rest_cb (gpointer user_data)
{
  DsHomePage *self = DS_HOME_PAGE (user_data);

  self->rest_id = 0;
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

static void
painted_cb (DsHomePage    *self,
            GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  if (self->rest_id == 0 && self->slice != NULL)
    self->rest_id = g_timeout_add (REST_DELAY, show_rest_cb, self);
}

static void
ds_home_page_map (GtkWidget *widget)
{
  DsHomePage *self = DS_HOME_PAGE (widget);

  GTK_WIDGET_CLASS (ds_home_page_parent_class)->map (widget);
  if (self->rest_id == 0 && self->slice != NULL
      && gtk_slice_list_model_get_size (self->slice) == FIRST_ROWS)
    g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                             G_CALLBACK (painted_cb), self, G_CONNECT_SWAPPED);
}

static void
selected_cb (DsHomePage *self)
{
  DsDevice *device = gtk_single_selection_get_selected_item (self->selection);

  if (device != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, device);
}

static void
row_activated_cb (DsHomePage   *self,
                  unsigned int  position)
{
  gtk_single_selection_set_selected (self->selection, position);
  selected_cb (self);
}

static void
search_changed_cb (DsHomePage *self)
{
  if (self->list == NULL)
    return;

  ds_device_list_set_search (self->list, ds_home_search_get_text (self->search));
  ds_home_page_sync (self);
}

static void
make_search (DsHomePage *self)
{
  if (self->search != NULL)
    return;

  self->search = ds_home_search_new ();
  g_signal_connect_object (self->search, "changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->search_place, GTK_WIDGET (self->search));
  ds_home_search_bind_open (self->search, self->search_button);
}

static void
search_toggled_cb (DsHomePage *self)
{
  if (gtk_toggle_button_get_active (self->search_button))
    make_search (self);
}

static void
narrowed_cb (DsHomePage *self,
             int         state)
{
  if (self->list == NULL)
    return;

  ds_device_list_narrow (self->list, state);
  ds_home_page_sync (self);
}

static void
clear_search_action (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  ds_support_bar_clear (DS_HOME_PAGE (widget)->support_bar);
  if (DS_HOME_PAGE (widget)->search != NULL)
    ds_home_search_close (DS_HOME_PAGE (widget)->search);
}

/* A menu is dozens of widgets: they are made when it is opened first. */
static void
make_menu_cb (GtkMenuButton *button,
              gpointer       user_data)
{
  DsHomePage *self = DS_HOME_PAGE (user_data);

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->primary_menu);
}

static void
init_list (DsHomePage *self)
{
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();
  GtkListItemFactory *headers = gtk_signal_list_item_factory_new ();

  g_signal_connect (rows, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (rows, "bind", G_CALLBACK (row_bind_cb), NULL);
  g_signal_connect (rows, "unbind", G_CALLBACK (row_unbind_cb), NULL);
  g_signal_connect (headers, "setup", G_CALLBACK (header_setup_cb), NULL);
  g_signal_connect (headers, "bind", G_CALLBACK (header_bind_cb), NULL);
  g_signal_connect (headers, "unbind", G_CALLBACK (header_unbind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, rows);
  gtk_list_view_set_header_factory (self->list_view, headers);
  g_object_unref (rows);
  g_object_unref (headers);
}

/*
 * GObject
 */

static void
ds_home_page_dispose (GObject *object)
{
  DsHomePage *self = DS_HOME_PAGE (object);

  ds_home_page_let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), DS_TYPE_HOME_PAGE);

  G_OBJECT_CLASS (ds_home_page_parent_class)->dispose (object);
}

static void
ds_home_page_class_init (DsHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ds_home_page_dispose;
  widget_class->map = ds_home_page_map;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, DS_TYPE_DEVICE);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DS_TYPE_SUPPORT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/doorstep/Doorstep/ds-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, search_button);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, search_place);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, banner_place);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, support_bar);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, list_view);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, footer);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, searching);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, searching_words);
  gtk_widget_class_bind_template_child (widget_class, DsHomePage, footer_why);
  gtk_widget_class_bind_template_callback (widget_class, search_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrowed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "home.clear-search", NULL,
                                   clear_search_action);
}

static void
ds_home_page_init (DsHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  ds_text_set_label_looks (self->searching_words, DS_TEXT_CAPTION);
  ds_buttons_let_wrap (self->footer_why);
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu_cb, self, NULL);
  init_list (self);
  ds_list_headings_keep (self->list_view);
}

static gboolean
stay_cb (GtkWidget     *list_view,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  DsHomePage *self = DS_HOME_PAGE (user_data);

  if (self->stay_frames++ < 1)
    return G_SOURCE_CONTINUE;

  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list_view)), 0);
  self->stay_id = 0;
  return G_SOURCE_REMOVE;
}

/* A list that outgrows its place holds on to its first row, and the heading over that
 * row goes out of sight (seen with GTK 4.18). Who is at the top stays there. */
static void
stay_at_top_cb (DsHomePage *self)
{
  if (!self->at_top)
    return;

  self->stay_frames = 0;
  if (self->stay_id == 0)
    self->stay_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->list_view), stay_cb, self,
                                                  NULL);
}

/* The list has another length, or its place another height. */
static void
resized_cb (DsHomePage    *self,
            GtkAdjustment *adjustment)
{
  if (gtk_adjustment_get_value (adjustment) > 0)
    stay_at_top_cb (self);
}

static void
scrolled_cb (DsHomePage    *self,
             GtkAdjustment *adjustment)
{
  if (self->stay_id == 0)
    self->at_top = gtk_adjustment_get_value (adjustment) <= 0;
}

static void
watch_scrolling (DsHomePage *self)
{
  GtkAdjustment *adjustment =
    gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));

  self->at_top = true;
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (resized_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ds_home_page_set_home:
 * @self: a page without a house yet
 * @home: the house to show
 */
void
ds_home_page_set_home (DsHomePage *self,
                       DsHome     *home)
{
  g_return_if_fail (DS_IS_HOME_PAGE (self));
  g_return_if_fail (self->home == NULL);

  self->home = g_object_ref (home);
  self->list = ds_device_list_new (ds_home_get_devices (home));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->slice = gtk_slice_list_model_new (g_object_ref (ds_device_list_get_model (self->list)),
                                          0, FIRST_ROWS);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->slice));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));

  watch_scrolling (self);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (stay_at_top_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "changed", G_CALLBACK (ds_home_page_sync), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (home, "notify", G_CALLBACK (ds_home_page_sync), self,
                           G_CONNECT_SWAPPED);
  ds_home_page_sync (self);
}

/**
 * ds_home_page_get_list:
 * @self: a page
 *
 * Returns: (transfer none): the devices as shown
 */
DsDeviceList *
ds_home_page_get_list (DsHomePage *self)
{
  return self->list;
}

/**
 * ds_home_page_is_empty:
 * @self: a page
 *
 * Returns: whether there is no device at all, whatever is searched for
 */
bool
ds_home_page_is_empty (DsHomePage *self)
{
  return self->home == NULL
         || g_list_model_get_n_items (ds_home_get_devices (self->home)) == 0;
}

/**
 * ds_home_page_search:
 * @self: a page
 *
 * Opens the search and puts the keyboard into it.
 */
void
ds_home_page_search (DsHomePage *self)
{
  if (ds_home_page_is_empty (self))
    return;

  make_search (self);
  ds_home_search_open (self->search);
}

/**
 * ds_home_page_select:
 * @self: a page
 * @device: what is shown beside the list
 *
 * Marks the row of @device, if the search lets it through.
 */
void
ds_home_page_select (DsHomePage *self,
                     DsDevice   *device)
{
  GListModel *model = G_LIST_MODEL (self->slice);

  if (gtk_single_selection_get_selected_item (self->selection) == device)
    return;
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (DsDevice) other = g_list_model_get_item (model, i);

      if (other == device)
        gtk_single_selection_set_selected (self->selection, i);
    }
}

/**
 * ds_home_page_unselect:
 * @self: a page
 *
 * Lets the same row be chosen again.
 */
void
ds_home_page_unselect (DsHomePage *self)
{
  if (self->selection != NULL)
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

/**
 * ds_home_page_take_focus:
 * @self: a page
 *
 * Puts the keyboard on the row next to where it was, or on the first thing there is.
 */
void
ds_home_page_take_focus (DsHomePage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->list_view))
      || !gtk_widget_grab_focus (GTK_WIDGET (self->list_view)))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * ds_home_page_let_go:
 * @self: a page
 *
 * Forgets the house and its devices. The page shows nothing afterwards.
 */
void
ds_home_page_let_go (DsHomePage *self)
{
  if (self->home == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->home, ds_home_page_sync, self);
  g_signal_handlers_disconnect_by_func (self->list, ds_home_page_sync, self);
  g_signal_handlers_disconnect_by_func (self->selection, stay_at_top_cb, self);
  gtk_list_view_set_model (self->list_view, NULL);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  if (self->stay_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list_view), self->stay_id);
  self->stay_id = 0;
  g_clear_object (&self->selection);
  g_clear_object (&self->slice);
  g_clear_object (&self->list);
  g_clear_object (&self->home);
}
