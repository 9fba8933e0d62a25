/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-host-table"

#include "config.h"

#include "ds-host-table.h"

#include <string.h>

typedef struct
{
  char          *name;
  GSequence     *hints;     /* of Member, the best first */
  unsigned int   n_devices; /* sightings that are devices in any case */
  DsSighting    *speaker;   /* borrowed: the hint that names the thing, or NULL */
} Host;

typedef struct
{
  DsSighting    *sighting; /* owned */
  Host          *host;     /* borrowed; NULL where the host has no name */
  GSequenceIter *iter;     /* NULL: a device in any case */
  DsHint         hint;
} Member;

struct _DsHostTable
{
  GHashTable *hosts;   /* name to Host */
  GHashTable *members; /* DsSighting to Member */
  DsHostFunc  func;
  void       *data;
};

static void
host_free (void *data)
{
  Host *host = data;

  g_sequence_free (host->hints);
  g_free (host->name);
  g_free (host);
}

static void
member_free (void *data)
{
  Member *member = data;

  g_object_unref (member->sighting);
  g_free (member);
}

/* Of two that tell as much, the order must not depend on who came first: a device
 * would have another identity at each start. */
static int
compare_hints (const void *a,
               const void *b,
               void *data)
{
  const Member *one = a;
  const Member *two = b;

  if (one->hint != two->hint)
    return (int) two->hint - (int) one->hint;
  return strcmp (ds_sighting_get_identity (one->sighting),
                 ds_sighting_get_identity (two->sighting));
}

/* The host of the oldest announcement: a later one that says the same identity from
 * elsewhere moves nothing. */
static char *
dup_host_name (DsSighting *sighting)
{
  DsAnnouncement *announcement = ds_sighting_get_announcement (sighting);

  return g_ascii_strdown (announcement != NULL ? ds_announcement_get_host (announcement) : "", -1);
}

static Host *
find_host (DsHostTable *self,
           const char *name)
{
  Host *host = g_hash_table_lookup (self->hosts, name);

  if (host == NULL && *name != '\0')
    {
      host = g_new0 (Host, 1);
      host->name = g_strdup (name);
      host->hints = g_sequence_new (NULL);
      g_hash_table_insert (self->hosts, host->name, host);
    }

  return host;
}

/* Tells who speaks for the host now; forgets a host with nothing left. */
static void
settle (DsHostTable *self,
        Host *host)
{
  GSequenceIter *first = g_sequence_get_begin_iter (host->hints);
  DsSighting *before = host->speaker;
  DsSighting *now = NULL;

  if (host->n_devices == 0 && !g_sequence_iter_is_end (first))
    now = ((Member *) g_sequence_get (first))->sighting;
  host->speaker = now;
  if (host->n_devices == 0 && now == NULL)
    g_hash_table_remove (self->hosts, host->name);
  if (before != now)
    self->func (before, now, self->data);
}

static void
leave (Member *member)
{
  if (member->host != NULL && member->iter == NULL)
    member->host->n_devices--;
  if (member->iter != NULL)
    g_sequence_remove (g_steal_pointer (&member->iter));
}

static void
join (Member *member,
      Host *host,
      DsHint hint,
      bool device)
{
  member->host = host;
  member->hint = hint;
  if (host != NULL && device)
    host->n_devices++;
  else if (host != NULL)
    member->iter = g_sequence_insert_sorted (host->hints, member, compare_hints, NULL);
}

/**
 * ds_host_table_set:
 * @self: a table
 * @sighting: what is seen
 * @hint: how much it tells
 * @keep: it is a device in any case
 *
 * Adds a sighting or changes it. What comes from a host without a name is a device.
 *
 * Returns: whether @sighting is a device now, or the hint that names one
 */
bool
ds_host_table_set (DsHostTable *self,
                   DsSighting *sighting,
                   DsHint hint,
                   bool keep)
{
  Member *member = g_hash_table_lookup (self->members, sighting);
  g_autofree char *name = dup_host_name (sighting);
  Host *host = find_host (self, name);
  Host *left = member != NULL ? member->host : NULL;
  bool device = keep || hint == DS_HINT_NONE;

  if (member == NULL)
    {
      member = g_new0 (Member, 1);
      member->sighting = g_object_ref (sighting);
      g_hash_table_insert (self->members, sighting, member);
    }
  else if (left == host && member->hint == hint && (member->iter == NULL) == (device || host == NULL))
    {
      return host == NULL || device || host->speaker == sighting;
    }
  else
    {
      leave (member);
    }

  join (member, host, hint, device);
  if (left != NULL && left != host)
    settle (self, left);
  if (host == NULL)
    return true;
  settle (self, host);
  return device || host->speaker == sighting;
}

/**
 * ds_host_table_remove:
 * @self: a table
 * @sighting: what is seen no more
 */
void
ds_host_table_remove (DsHostTable *self,
                      DsSighting *sighting)
{
  Member *member = g_hash_table_lookup (self->members, sighting);
  Host *host = NULL;

  if (member == NULL)
    return;

  host = member->host;
  leave (member);
  g_hash_table_steal (self->members, sighting);
  if (host != NULL)
    settle (self, host);
  member_free (member);
}

/**
 * ds_host_table_new:
 * @func: called when another hint names the thing on a host, or none does
 * @data: for @func
 *
 * Returns: (transfer full): an empty table
 */
DsHostTable *
ds_host_table_new (DsHostFunc func,
                   void *data)
{
  DsHostTable *self = g_new0 (DsHostTable, 1);

  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, host_free);
  self->members = g_hash_table_new_full (NULL, NULL, NULL, member_free);
  self->func = func;
  self->data = data;
  return self;
}

/**
 * ds_host_table_free:
 * @self: (transfer full): a table
 *
 * Calls nobody.
 */
void
ds_host_table_free (DsHostTable *self)
{
  g_hash_table_unref (self->members);
  g_hash_table_unref (self->hosts);
  g_free (self);
}
