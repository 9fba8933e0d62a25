/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-discovery-fixture.h"

char *
identify_by_id (const DsAnnouncement *announcement)
{
  const char *id = ds_announcement_get_txt (announcement, "id");

  if (g_strcmp0 (id, "none") == 0)
    return NULL;
  return g_strdup (id != NULL ? id : ds_announcement_get_instance (announcement));
}

DsDiscovery *
start_discovery (void)
{
  static const char *const types[] = { TYPE, NULL };
  DsDiscovery *discovery = ds_discovery_new (types, identify_by_id);

  ds_discovery_start (discovery);
  return discovery;
}

unsigned int
count_sightings (DsDiscovery *discovery)
{
  return g_list_model_get_n_items (G_LIST_MODEL (discovery));
}

DsSighting *
find_sighting (DsDiscovery *discovery,
               const char *identity)
{
  for (unsigned int i = 0; i < count_sightings (discovery); i++)
    {
      g_autoptr (DsSighting) sighting = g_list_model_get_item (G_LIST_MODEL (discovery), i);

      if (g_str_equal (ds_sighting_get_identity (sighting), identity))
        return sighting;
    }
  return NULL;
}

const char *
get_txt (DsDiscovery *discovery,
         const char *identity,
         const char *key)
{
  DsSighting *sighting = find_sighting (discovery, identity);

  if (sighting == NULL)
    return NULL;
  return ds_announcement_get_txt (ds_sighting_get_announcement (sighting), key);
}

void
finish_discovery (DsDiscovery *discovery)
{
  ds_discovery_stop (discovery);
  g_assert_cmpuint (count_sightings (discovery), ==, 0);
  g_assert_cmpint (ds_discovery_get_state (discovery), ==, DS_DISCOVERY_STOPPED);
  g_assert_finalize_object (discovery);
}
