/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-device-private.h"
#include "ds-home.h"
#include "storage/ds-storage.h"

G_BEGIN_DECLS

struct _DsHome
{
  GObject       parent_instance;

  /* Owned */
  GFile        *folder;
  DsStorage    *storage;
  DsKeyring    *keyring;
  DsDiscovery  *discovery;
  GListStore   *devices;
  GHashTable   *by_identity;  /* "driver:key" -> DsDevice, borrowed from the list */
  GPtrArray    *onboardings;  /* running, borrowed: each holds itself until it ends */
  GError       *storage_error;
};

G_END_DECLS
