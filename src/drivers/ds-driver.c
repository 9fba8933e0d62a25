/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-driver"

#include "config.h"

#include "ds-driver.h"

#include "announced/ds-announced-driver.h"
#include "homekit/ds-homekit-driver.h"
#include "printer/ds-printer-driver.h"
#include "profile/ds-profile-driver.h"

#include <string.h>

const DsDriver * const ds_drivers[] = {
  &ds_homekit_driver,
  &ds_profile_driver,
  &ds_printer_driver,
  &ds_announced_driver, /* last: whatever nobody else speaks to */
  NULL
};

G_DEFINE_ABSTRACT_TYPE (DsProof, ds_proof, G_TYPE_OBJECT)

static void
ds_proof_class_init (DsProofClass *klass)
{
}

static void
ds_proof_init (DsProof *self)
{
}

static DsInspection *
ds_inspection_copy (DsInspection *self)
{
  DsInspection *copy = g_new0 (DsInspection, 1);

  copy->taken = self->taken;
  copy->key = g_strdup (self->key);

  return copy;
}

G_DEFINE_BOXED_TYPE (DsInspection, ds_inspection, ds_inspection_copy, ds_inspection_free)

/**
 * ds_driver_by_id:
 * @id: a driver's id, such as "homekit"
 *
 * Returns: (transfer none) (nullable): the driver, or %NULL where none has that id
 */
const DsDriver *
ds_driver_by_id (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (unsigned int i = 0; ds_drivers[i] != NULL; i++)
    {
      if (g_str_equal (ds_drivers[i]->id, id))
        return ds_drivers[i];
    }

  return NULL;
}

/**
 * ds_driver_match:
 * @announcement: what a device announces
 * @match: (out) (optional) (transfer full): what the announcement tells
 *
 * Asks each driver in the order of the table.
 *
 * Returns: (transfer none) (nullable): the driver of the device, or %NULL where
 *   none speaks to it
 */
const DsDriver *
ds_driver_match (const DsAnnouncement *announcement,
                 DsMatch **match)
{
  g_return_val_if_fail (announcement != NULL, NULL);

  for (unsigned int i = 0; ds_drivers[i] != NULL; i++)
    {
      g_autoptr (DsMatch) found = ds_drivers[i]->match (announcement);

      if (found == NULL)
        continue;
      if (match != NULL)
        *match = g_steal_pointer (&found);

      return ds_drivers[i];
    }

  return NULL;
}

static void
fill_text (char **text,
           const char *other)
{
  if (*text == NULL)
    *text = g_strdup (other);
}

/* What one service keeps to itself another one may tell. */
static void
fill_gaps (DsMatch *match,
           const DsMatch *other)
{
  fill_text (&match->name, other->name);
  fill_text (&match->maker, other->maker);
  fill_text (&match->model, other->model);
  fill_text (&match->software_version, other->software_version);
  if (match->kind == DS_KIND_UNKNOWN)
    match->kind = other->kind;
  if (match->matter_vendor == 0)
    {
      match->matter_vendor = other->matter_vendor;
      match->matter_product = other->matter_product;
    }
}

/* One announcement and what it tells. */
typedef struct
{
  const DsAnnouncement *announcement; /* borrowed */
  DsMatch              *match;
} Told;

static void
told_clear (void *data)
{
  ds_match_free (((Told *) data)->match);
}

/* What tells most goes first; else the order must not depend on who came first. */
static int
compare_told (const void *a,
              const void *b)
{
  const Told *one = a;
  const Told *two = b;
  int order = (int) two->match->hint - (int) one->match->hint;

  if (order == 0)
    order = strcmp (ds_announcement_get_type_ (one->announcement),
                    ds_announcement_get_type_ (two->announcement));
  if (order == 0)
    order = strcmp (ds_announcement_get_instance (one->announcement),
                    ds_announcement_get_instance (two->announcement));
  return order;
}

/**
 * ds_driver_match_all:
 * @announcements: (element-type DsAnnouncement): announcements of one identity,
 *   the oldest first
 * @match: (out) (transfer full): what they tell together, or %NULL
 *
 * The announcement that tells most leads, and the others fill its gaps. No more
 * than %DS_DRIVER_MOST_ANNOUNCEMENTS are looked at.
 *
 * Returns: (transfer none) (nullable): the driver of the device, or %NULL where
 *   none speaks to it
 */
const DsDriver *
ds_driver_match_all (GPtrArray *announcements,
                     DsMatch **match)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Told));
  const DsDriver *driver = NULL;

  g_array_set_clear_func (all, told_clear);
  for (unsigned int i = 0; i < MIN (announcements->len, DS_DRIVER_MOST_ANNOUNCEMENTS); i++)
    {
      Told told = { .announcement = g_ptr_array_index (announcements, i) };
      const DsDriver *speaks = ds_driver_match (told.announcement, &told.match);

      if (speaks == NULL)
        continue;
      g_array_append_val (all, told);
      driver = speaks;
      /* A device with a protocol of its own says the same over and over. */
      if (told.match->hint == DS_HINT_NONE)
        break;
    }

  g_array_sort (all, compare_told);
  *match = all->len > 0 ? g_steal_pointer (&g_array_index (all, Told, 0).match) : NULL;
  for (unsigned int i = 1; i < all->len; i++)
    fill_gaps (*match, g_array_index (all, Told, i).match);
  return driver;
}

/**
 * ds_driver_identify:
 * @announcement: what a device announces
 *
 * Returns: (transfer full) (nullable): "driver:key", the same for every
 *   announcement of one device, or %NULL where no driver speaks to it
 */
char *
ds_driver_identify (const DsAnnouncement *announcement)
{
  g_autoptr (DsMatch) match = NULL;
  const DsDriver *driver = ds_driver_match (announcement, &match);

  if (driver == NULL)
    return NULL;

  return g_strconcat (driver->id, ":", match->key, NULL);
}

/**
 * ds_driver_service_types:
 *
 * Returns: (transfer container) (array zero-terminated=1): every DNS-SD service
 *   type of every driver, each once
 */
const char **
ds_driver_service_types (void)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new_null_terminated (4, NULL, TRUE);

  for (unsigned int i = 0; ds_drivers[i] != NULL; i++)
    {
      for (unsigned int j = 0; ds_drivers[i]->service_types[j] != NULL; j++)
        {
          const char *type = ds_drivers[i]->service_types[j];

          if (!g_ptr_array_find_with_equal_func (types, type, g_str_equal, NULL))
            g_ptr_array_add (types, (gpointer) type);
        }
    }

  return (const char **) g_ptr_array_steal (types, NULL);
}

/**
 * ds_match_copy:
 * @self: what an announcement tells
 *
 * Returns: (transfer full): the same once more
 */
DsMatch *
ds_match_copy (const DsMatch *self)
{
  DsMatch *copy = g_new0 (DsMatch, 1);

  *copy = *self;
  copy->key = g_strdup (self->key);
  copy->name = g_strdup (self->name);
  copy->maker = g_strdup (self->maker);
  copy->model = g_strdup (self->model);
  copy->software_version = g_strdup (self->software_version);
  copy->path = g_strdup (self->path);
  return copy;
}

/**
 * ds_match_free:
 * @self: (transfer full) (nullable): what an announcement tells
 */
void
ds_match_free (DsMatch *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->name);
  g_free (self->maker);
  g_free (self->model);
  g_free (self->software_version);
  g_free (self->path);
  g_free (self);
}

/**
 * ds_inspection_free:
 * @self: (transfer full) (nullable): what inspecting a device showed
 */
void
ds_inspection_free (DsInspection *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self);
}
