/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-headline"

#include "config.h"

#include "ds-headline.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"

#include <glib/gi18n-lib.h>
#include <stdbool.h>

/* What the device's care says that the person should know at once, or NULL. */
static const char *
care_sentence (const DsHeadline *headline)
{
  const DsUpdate *update = headline->update;
  const DsSupport *support = headline->support;

  if (update != NULL && update->state == DS_UPDATE_FAILED)
    return _("Set up. Its last update did not work.");
  if (update != NULL && update->state == DS_UPDATE_AVAILABLE)
    return update->security ? _("Set up. A security update is ready to be installed.")
                            : _("Set up. An update is ready to be installed.");
  if (support != NULL && support->ends_at > 0 && support->ends_at < ds_clock_now ())
    return _("Set up. It gets no security updates any more.");

  return NULL;
}

/* It may be gone from the network for a while then. */
static bool
is_moving (const DsUpdate *update)
{
  return update != NULL && (update->state == DS_UPDATE_DOWNLOADING ||
                            update->state == DS_UPDATE_INSTALLING);
}

static char *
set_up_sentence (const DsHeadline *headline)
{
  const char *care = care_sentence (headline);

  if (is_moving (headline->update))
    return g_strdup (_("Installing an update. Leave it switched on."));

  if (!headline->present && !headline->searched)
    return g_strdup (_("Set up."));

  if (!headline->present)
    return g_strdup (_("Set up, not seen on the network right now."));

  if (care != NULL)
    return g_strdup (care);

  if (headline->others > 0)
    /* Translators: %u is how many other phones, apps or computers. */
    return g_strdup_printf (ngettext ("Set up. %u other can control it.",
                                      "Set up. %u others can control it.",
                                      headline->others),
                            headline->others);

  return g_strdup (_("Set up and on the network."));
}

/**
 * ds_headline_to_sentence:
 * @headline: the situation of a device
 *
 * The one plain sentence that a device's row shows. What needs the person goes
 * before everything but a set-up that runs under their eyes.
 *
 * Returns: (transfer full): a translated sentence
 */
char *
ds_headline_to_sentence (const DsHeadline *headline)
{
  g_return_val_if_fail (headline != NULL, NULL);

  if (headline->running)
    return g_strdup (_("Being set up right now."));

  if (headline->attention != NULL)
    return g_strdup (ds_error_get_sentence (headline->attention));

  switch (headline->state)
    {
    case DS_DEVICE_NEW:
      return g_strdup (headline->present ? _("New, ready to be set up.")
                                         : _("New, not seen on the network right now."));
    case DS_DEVICE_TAKEN:
      return g_strdup (_("Already set up by another app or person."));
    case DS_DEVICE_SETTING_UP:
      return g_strdup (_("Setup was interrupted. It is finished or undone as soon as the device can be reached."));
    case DS_DEVICE_SET_UP:
      return set_up_sentence (headline);
    case DS_DEVICE_REMOVING:
      return g_strdup (_("Will be removed as soon as the device can be reached."));
    case DS_DEVICE_SEEN:
      return g_strdup (headline->present ? _("On the network. It cannot be set up from here.")
                                         : _("Not seen on the network right now."));
    default:
      g_return_val_if_reached (NULL);
    }
}
