/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "discovery/ds-discovery.h"
#include "fixtures/ds-mock-avahi.h"
#include "fixtures/ds-test.h"

/* What the tests look for, and what their devices are told apart by: "id" of TXT,
 * else the instance. Those with the id "none" are nobody's. */
#define TYPE "_test._tcp"

char        *identify_by_id   (const DsAnnouncement *announcement);
DsDiscovery *start_discovery  (void);
DsSighting  *find_sighting    (DsDiscovery          *discovery,
                               const char           *identity);
unsigned int count_sightings  (DsDiscovery          *discovery);
const char  *get_txt          (DsDiscovery          *discovery,
                               const char           *identity,
                               const char           *key);
/* Stops and lets go of it; fails the test where something else still holds it. */
void         finish_discovery (DsDiscovery          *discovery);
