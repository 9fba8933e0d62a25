/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-driver"

#include "config.h"

#include "ds-driver.h"

#include "homekit/ds-homekit-driver.h"
#include "profile/ds-profile-driver.h"

const DsDriver * const ds_drivers[] = {
  &ds_homekit_driver,
  &ds_profile_driver,
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
  g_free (self->model);
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
