/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-update-news"

#include "config.h"

#include "ds-update-news.h"

#include "ds-care-text.h"

#include <glib/gi18n-lib.h>

#define QUARTER 25 /* per cent: whoever listens wants a few words, not a hundred */

static DsUpdateNews
look (DsDevice *device)
{
  const DsUpdate *update = ds_device_get_update (device);
  DsUpdateNews now = { .device = device, .state = DS_UPDATE_UNKNOWN };

  if (update == NULL)
    return now;

  now.state = update->state;
  now.stuck = ds_care_is_stuck (device);
  now.running = ds_care_is_updating (device) && !now.stuck;
  now.quarter = now.running ? CLAMP (update->progress, 0, 99) / QUARTER : 0;
  return now;
}

/**
 * ds_update_news_dup_next:
 * @self: what was told last; zeroed at first
 * @device: a device
 *
 * Tells that an update begins, downloads and installs, each quarter of it, that it
 * is stuck, and how it ended, once each. What another device did before it was
 * looked at is no news.
 *
 * Returns: (transfer full) (nullable): what to tell now
 */
char *
ds_update_news_dup_next (DsUpdateNews *self,
                         DsDevice     *device)
{
  DsUpdateNews before = *self;

  *self = look (device);
  if (before.device != device)
    return NULL;
  if (self->stuck)
    return before.stuck ? NULL : ds_care_dup_update (device);
  if (!self->running && before.running && ds_device_get_busy (device))
    {
      /* How it ended is known once the device was asked what it runs now. */
      self->running = true;
      return NULL;
    }
  if (!self->running)
    return before.running ? ds_care_dup_update (device) : NULL;
  if (!before.running || self->state != before.state)
    return ds_care_dup_update (device);
  if (self->quarter > before.quarter)
    /* Translators: how far an update is, told to those who cannot see it */
    return g_strdup_printf (_("The update is at %d%%."), self->quarter * QUARTER);

  return NULL;
}
