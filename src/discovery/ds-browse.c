/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-browse"

#include "config.h"

#include "ds-browse.h"

#include "core/ds-address.h"
#include "ds-announcement-private.h"
#include "ds-resolver-pool.h"

#include <net/if.h>

/* Avahi's "any interface" and "any protocol". */
#define ANY (-1)

#define RETRY_SECONDS     5
#define MAX_RETRY_SECONDS 60
/* More than any home has; what comes beyond is somebody's attack. */
#define MAX_SERVICES 4096

typedef struct
{
  DsBrowse      *browse; /* borrowed */
  char          *type;
  char          *failure;
  DsAvahiObject *object;
  bool           started;
  bool           told; /* Avahi has told all it knows for now */
} Browser;

/* One service instance on one interface over one protocol. */
typedef struct
{
  DsResolverJob   job; /* first, so that a job is its service */
  Browser        *browser;
  char           *name;
  char           *type;
  char           *domain;
  DsSightingSlot *slot;
  DsAvahiObject  *resolver;
  int             interface;
  int             protocol;
} Service;

struct _DsBrowse
{
  DsAvahi        *avahi;
  DsSightingList *list;
  DsResolverPool *pool;
  GPtrArray      *browsers;
  GHashTable     *services; /* set of Service */
  DsBrowseFunc    func;
  gpointer        user_data;
  unsigned int    retry_source;
  unsigned int    retry_seconds;
  bool            full;
};

/*
 * Services
 */

static unsigned int
service_hash (gconstpointer data)
{
  const Service *service = data;
  unsigned int hash = g_str_hash (service->name);

  hash = hash * 31 + g_str_hash (service->type);
  hash = hash * 31 + g_str_hash (service->domain);
  return hash * 31 + (unsigned int) service->interface * 2 + (unsigned int) service->protocol;
}

static gboolean
service_equal (gconstpointer a,
               gconstpointer b)
{
  const Service *one = a;
  const Service *two = b;

  return one->interface == two->interface &&
         one->protocol == two->protocol &&
         g_str_equal (one->name, two->name) &&
         g_str_equal (one->type, two->type) &&
         g_str_equal (one->domain, two->domain);
}

static void
service_free (gpointer data)
{
  Service *service = data;
  DsBrowse *self = service->browser->browse;

  ds_resolver_pool_remove (self->pool, &service->job);
  ds_sighting_list_close_slot (self->list, service->slot);
  g_free (service->name);
  g_free (service->type);
  g_free (service->domain);
  g_free (service);
}

/* A device may not point at this computer itself, nor at many at once. A service
 * of this computer is heard on the loopback interface as well, and may. */
static bool
is_sensible (GInetAddress *address,
             int interface)
{
  if (ds_inet_address_is_nobodys (address))
    return false;
  return !ds_inet_address_is_own (address) ||
         (unsigned int) interface == if_nametoindex ("lo");
}

static GInetSocketAddress *
make_address (const char *text,
              uint16_t port,
              int interface)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (text);
  bool scoped = false;

  if (inet == NULL || port == 0 || !is_sensible (inet, interface))
    return NULL;
  scoped = g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 &&
           g_inet_address_get_is_link_local (inet);
  return g_object_new (G_TYPE_INET_SOCKET_ADDRESS,
                       "address", inet,
                       "port", port,
                       "scope-id", scoped ? (unsigned int) interface : 0,
                       NULL);
}

static void
service_found (Service *service,
               GVariant *parameters)
{
  DsBrowse *self = service->browser->browse;
  g_autoptr (GInetSocketAddress) address = NULL;
  g_autoptr (DsAnnouncement) announcement = NULL;
  g_autoptr (GVariant) txt = NULL;
  const char *host = NULL;
  const char *text = NULL;
  uint16_t port = 0;
  int interface = 0;

  g_variant_get (parameters, "(ii&s&s&s&si&sq@aayu)", &interface, NULL, NULL, NULL, NULL,
                 &host, NULL, &text, &port, &txt, NULL);
  address = make_address (text, port, interface);
  if (address != NULL)
    announcement = ds_announcement_new_from_bytes (service->name, service->type, host,
                                                   interface, address, txt);
  ds_sighting_list_set (self->list, service->slot, announcement);
  ds_resolver_pool_answered (self->pool, &service->job);
}

static void
resolver_cb (const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  Service *service = user_data;
  DsBrowse *self = service->browser->browse;
  const char *error = NULL;

  if (g_str_equal (signal, "Found") &&
      g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iissssisqaayu)")))
    {
      service_found (service, parameters);
    }
  else if (g_str_equal (signal, "Failure") &&
           g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(s)")))
    {
      g_variant_get (parameters, "(&s)", &error);
      if (g_str_has_suffix (error, ".TooManyObjectsError"))
        ds_resolver_pool_refused (self->pool, &service->job);
      else
        ds_resolver_pool_failed (self->pool, &service->job);
    }
  else
    {
      return;
    }
  self->func (self->user_data);
}

/* A service heard over IPv4 most likely has an IPv4 address, and with each protocol
 * asked for by itself both become known. One that has none is asked for any. */
static void
service_begin (DsResolverJob *job)
{
  Service *service = (Service *) job;
  int protocol = job->failures % 2 == 0 ? service->protocol : ANY;

  service->resolver =
    ds_avahi_open (service->browser->browse->avahi, DS_AVAHI_RESOLVER,
                   g_variant_new ("(iisssiu)", service->interface, service->protocol,
                                  service->name, service->type, service->domain, protocol, 0),
                   resolver_cb, service);
}

static void
service_end (DsResolverJob *job)
{
  Service *service = (Service *) job;

  g_clear_pointer (&service->resolver, ds_avahi_object_close);
}

static void
service_lose (DsResolverJob *job)
{
  Service *service = (Service *) job;

  ds_sighting_list_set (service->browser->browse->list, service->slot, NULL);
}

/*
 * Browsers
 */

static void
browser_add (Browser *browser,
             const Service *key)
{
  DsBrowse *self = browser->browse;
  Service *service = NULL;

  if (g_hash_table_contains (self->services, key))
    return;
  if (g_hash_table_size (self->services) >= MAX_SERVICES)
    {
      if (!self->full)
        g_message ("More than %d services are announced; the rest is left out", MAX_SERVICES);
      self->full = true;
      return;
    }
  service = g_new0 (Service, 1);
  service->browser = browser;
  service->name = g_strdup (key->name);
  service->type = g_strdup (key->type);
  service->domain = g_strdup (key->domain);
  service->interface = key->interface;
  service->protocol = key->protocol;
  service->slot = ds_sighting_list_open_slot (self->list);
  g_hash_table_add (self->services, service);
  ds_resolver_pool_add (self->pool, &service->job);
}

static void
browser_item (Browser *browser,
              const char *signal,
              GVariant *parameters)
{
  Service key = { 0 };

  g_variant_get (parameters, "(ii&s&s&su)", &key.interface, &key.protocol, &key.name,
                 &key.type, &key.domain, NULL);
  if (g_str_equal (signal, "ItemNew"))
    browser_add (browser, &key);
  else
    g_hash_table_remove (browser->browse->services, &key);
}

static gboolean
is_of_browser (gpointer key,
               gpointer value,
               gpointer user_data)
{
  return ((Service *) key)->browser == user_data;
}

static gboolean retry_cb (gpointer data);

static void
browser_failed (Browser *browser,
                GVariant *parameters)
{
  DsBrowse *self = browser->browse;
  const char *error = NULL;

  g_variant_get (parameters, "(&s)", &error);
  g_message ("Avahi does not look for %s: %s", browser->type, error);
  g_set_str (&browser->failure, error);
  browser->told = true;
  g_clear_pointer (&browser->object, ds_avahi_object_close);
  /* Nobody would tell when these go. */
  ds_resolver_pool_set_held (self->pool, true);
  g_hash_table_foreach_remove (self->services, is_of_browser, browser);
  ds_resolver_pool_set_held (self->pool, false);
  if (self->retry_source == 0)
    self->retry_source = g_timeout_add_seconds (self->retry_seconds, retry_cb, self);
}

static void
browser_cb (const char *signal,
            GVariant *parameters,
            gpointer user_data)
{
  Browser *browser = user_data;

  if (g_str_equal (signal, "Started"))
    {
      browser->started = true;
      g_clear_pointer (&browser->failure, g_free);
    }
  else if (g_str_equal (signal, "AllForNow"))
    {
      browser->told = true;
      browser->browse->retry_seconds = RETRY_SECONDS;
    }
  else if (g_str_equal (signal, "Failure") &&
           g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(s)")))
    {
      browser_failed (browser, parameters);
    }
  else if ((g_str_equal (signal, "ItemNew") || g_str_equal (signal, "ItemRemove")) &&
           g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iisssu)")))
    {
      browser_item (browser, signal, parameters);
    }
  else
    {
      /* CacheExhausted: what Avahi knew by itself has been told; devices still answer. */
      return;
    }
  browser->browse->func (browser->browse->user_data);
}

static void
browser_open (Browser *browser)
{
  browser->told = false;
  browser->object = ds_avahi_open (browser->browse->avahi, DS_AVAHI_BROWSER,
                                   g_variant_new ("(iissu)", ANY, ANY, browser->type, "", 0),
                                   browser_cb, browser);
}

static void
browser_free (gpointer data)
{
  Browser *browser = data;

  g_clear_pointer (&browser->object, ds_avahi_object_close);
  g_free (browser->failure);
  g_free (browser->type);
  g_free (browser);
}

static gboolean
retry_cb (gpointer data)
{
  DsBrowse *self = data;

  self->retry_source = 0;
  self->retry_seconds = MIN (self->retry_seconds * 2, MAX_RETRY_SECONDS);
  for (unsigned int i = 0; i < self->browsers->len; i++)
    {
      Browser *browser = self->browsers->pdata[i];

      if (browser->object == NULL)
        browser_open (browser);
    }
  return G_SOURCE_REMOVE;
}

/**
 * ds_browse_new:
 * @avahi: a conversation with a daemon that is there
 * @types: service types, such as "_hap._tcp"
 * @list: where to put what is found
 * @func: called when a getter's answer may have changed
 * @user_data: for @func
 *
 * Starts to browse on every interface over IPv4 and IPv6.
 *
 * Returns: (transfer full): the browse, which ends with ds_browse_free()
 */
DsBrowse *
ds_browse_new (DsAvahi *avahi,
               const char *const *types,
               DsSightingList *list,
               DsBrowseFunc func,
               gpointer user_data)
{
  static const DsResolverPoolFuncs funcs = {
    .begin = service_begin,
    .end = service_end,
    .lose = service_lose,
  };
  DsBrowse *self = g_new0 (DsBrowse, 1);

  self->avahi = g_object_ref (avahi);
  self->list = g_object_ref (list);
  self->pool = ds_resolver_pool_new (&funcs);
  self->browsers = g_ptr_array_new_with_free_func (browser_free);
  self->services = g_hash_table_new_full (service_hash, service_equal, service_free, NULL);
  self->func = func;
  self->user_data = user_data;
  self->retry_seconds = RETRY_SECONDS;
  for (size_t i = 0; types[i] != NULL; i++)
    {
      Browser *browser = g_new0 (Browser, 1);

      browser->browse = self;
      browser->type = g_strdup (types[i]);
      g_ptr_array_add (self->browsers, browser);
      browser_open (browser);
    }
  return self;
}

/**
 * ds_browse_free:
 * @self: (transfer full): a browse
 *
 * Frees every object on Avahi's side and closes every slot.
 */
void
ds_browse_free (DsBrowse *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  ds_resolver_pool_set_held (self->pool, true);
  g_clear_pointer (&self->services, g_hash_table_unref);
  g_clear_pointer (&self->browsers, g_ptr_array_unref);
  g_clear_pointer (&self->pool, ds_resolver_pool_free);
  g_clear_object (&self->list);
  g_clear_object (&self->avahi);
  g_free (self);
}

/**
 * ds_browse_is_started:
 * @self: a browse
 *
 * Returns: whether Avahi has begun to browse for every type
 */
bool
ds_browse_is_started (DsBrowse *self)
{
  for (unsigned int i = 0; i < self->browsers->len; i++)
    {
      if (!((Browser *) self->browsers->pdata[i])->started)
        return false;
    }
  return true;
}

/**
 * ds_browse_is_complete:
 * @self: a browse
 *
 * Returns: whether all that Avahi knows for now is in the list
 */
bool
ds_browse_is_complete (DsBrowse *self)
{
  for (unsigned int i = 0; i < self->browsers->len; i++)
    {
      if (!((Browser *) self->browsers->pdata[i])->told)
        return false;
    }
  return ds_resolver_pool_is_idle (self->pool);
}

/**
 * ds_browse_get_failure:
 * @self: a browse
 *
 * Returns: (nullable): the name of the error of the first browser that failed
 */
const char *
ds_browse_get_failure (DsBrowse *self)
{
  for (unsigned int i = 0; i < self->browsers->len; i++)
    {
      Browser *browser = self->browsers->pdata[i];

      if (browser->failure != NULL)
        return browser->failure;
    }
  return NULL;
}
