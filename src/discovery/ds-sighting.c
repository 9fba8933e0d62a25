/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-sighting"

#include "config.h"

#include "ds-sighting-private.h"

#include "ds-announcement-private.h"

struct _DsSighting
{
  GObject    parent_instance;

  /* Owned References */
  char      *identity;
  GPtrArray *announcements;
};

G_DEFINE_FINAL_TYPE (DsSighting, ds_sighting, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static unsigned int signals[N_SIGNALS];

static void
ds_sighting_finalize (GObject *object)
{
  DsSighting *self = DS_SIGHTING (object);

  g_clear_pointer (&self->identity, g_free);
  g_clear_pointer (&self->announcements, g_ptr_array_unref);

  G_OBJECT_CLASS (ds_sighting_parent_class)->finalize (object);
}

static void
ds_sighting_class_init (DsSightingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ds_sighting_finalize;

  /**
   * DsSighting::changed:
   *
   * An announcement of the device came, went or changed.
   */
  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL, NULL,
                                   NULL,
                                   G_TYPE_NONE, 0);
}

static void
ds_sighting_init (DsSighting *self)
{
  self->announcements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) ds_announcement_unref);
}

/**
 * ds_sighting_new:
 * @identity: what tells this device from every other
 *
 * Returns: (transfer full): a sighting without announcements
 */
DsSighting *
ds_sighting_new (const char *identity)
{
  DsSighting *self = g_object_new (DS_TYPE_SIGHTING, NULL);

  self->identity = g_strdup (identity);
  return self;
}

/**
 * ds_sighting_add:
 * @self: a sighting
 * @announcement: one more announcement of the same device
 *
 * Adds an announcement as the latest; tells nobody.
 */
void
ds_sighting_add (DsSighting *self,
                 DsAnnouncement *announcement)
{
  g_ptr_array_add (self->announcements, ds_announcement_ref (announcement));
}

/**
 * ds_sighting_replace:
 * @self: a sighting
 * @before: an announcement that it has
 * @after: (nullable): what takes its place
 *
 * Changes or removes an announcement and keeps the order of the others; tells
 * nobody.
 */
void
ds_sighting_replace (DsSighting *self,
                     DsAnnouncement *before,
                     DsAnnouncement *after)
{
  unsigned int index = 0;

  if (!g_ptr_array_find (self->announcements, before, &index))
    return;
  if (after == NULL)
    {
      g_ptr_array_remove_index (self->announcements, index);
      return;
    }
  ds_announcement_unref (self->announcements->pdata[index]);
  self->announcements->pdata[index] = ds_announcement_ref (after);
}

/**
 * ds_sighting_is_empty:
 * @self: a sighting
 *
 * Returns: whether nothing announces the device any more
 */
bool
ds_sighting_is_empty (DsSighting *self)
{
  return self->announcements->len == 0;
}

/**
 * ds_sighting_emit_changed:
 * @self: a sighting
 *
 * Emits #DsSighting::changed.
 */
void
ds_sighting_emit_changed (DsSighting *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ds_sighting_get_identity:
 * @self: a sighting
 *
 * Returns: what tells this device from every other
 */
const char *
ds_sighting_get_identity (DsSighting *self)
{
  g_return_val_if_fail (DS_IS_SIGHTING (self), NULL);

  return self->identity;
}

/**
 * ds_sighting_get_announcement:
 * @self: a sighting
 *
 * Returns: (transfer none) (nullable): the oldest announcement still there, or
 *   %NULL once the sighting has left its list
 */
DsAnnouncement *
ds_sighting_get_announcement (DsSighting *self)
{
  g_return_val_if_fail (DS_IS_SIGHTING (self), NULL);

  return self->announcements->len > 0 ? self->announcements->pdata[0] : NULL;
}

/**
 * ds_sighting_get_announcements:
 * @self: a sighting
 *
 * Returns: (transfer none) (element-type DsAnnouncement): all announcements, the
 *   oldest first; they change before #DsSighting::changed is emitted
 */
GPtrArray *
ds_sighting_get_announcements (DsSighting *self)
{
  g_return_val_if_fail (DS_IS_SIGHTING (self), NULL);

  return self->announcements;
}

/* The lower, the more likely that a connection works: IPv4 needs no scope, a
 * global IPv6 address works across a router, a link-local one on one link. */
static int
rank (GInetSocketAddress *address)
{
  GInetAddress *inet = g_inet_socket_address_get_address (address);

  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV4)
    return g_inet_address_get_is_link_local (inet) ? 1 : 0;
  return g_inet_address_get_is_link_local (inet) ? 3 : 2;
}

static int
compare_rank (gconstpointer a,
              gconstpointer b)
{
  return rank (*(GInetSocketAddress *const *) a) - rank (*(GInetSocketAddress *const *) b);
}

static gboolean
same_address (gconstpointer a,
              gconstpointer b)
{
  return ds_address_equal ((GInetSocketAddress *) a, (GInetSocketAddress *) b);
}

/**
 * ds_sighting_dup_addresses:
 * @self: a sighting
 *
 * Collects where the device may be reached: IPv4 first, then global IPv6, then
 * link-local IPv6 with its scope; within each in the order of announcement.
 *
 * Returns: (transfer full) (element-type GInetSocketAddress): addresses without
 *   duplicates
 */
GPtrArray *
ds_sighting_dup_addresses (DsSighting *self)
{
  g_autoptr (GPtrArray) addresses = NULL;

  g_return_val_if_fail (DS_IS_SIGHTING (self), NULL);

  addresses = g_ptr_array_new_with_free_func (g_object_unref);
  for (unsigned int i = 0; i < self->announcements->len; i++)
    {
      GInetSocketAddress *address =
        ds_announcement_get_address (self->announcements->pdata[i]);

      if (address != NULL &&
          !g_ptr_array_find_with_equal_func (addresses, address, same_address, NULL))
        g_ptr_array_add (addresses, g_object_ref (address));
    }
  g_ptr_array_sort (addresses, compare_rank);
  return g_steal_pointer (&addresses);
}
