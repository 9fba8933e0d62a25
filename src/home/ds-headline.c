/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-headline"

#include "config.h"

#include "ds-headline.h"

#include "core/ds-clock.h"
#include "core/ds-error.h"
#include "support/ds-advice.h"

#include <glib/gi18n-lib.h>
#include <stdbool.h>

/* That its support ends, or has ended, or NULL. */
static char *
dup_end_of_support (const DsHeadline *headline)
{
  const DsVerdict *verdict = headline->verdict;

  if (verdict == NULL ||
      (verdict->state != DS_VERDICT_ENDED && verdict->state != DS_VERDICT_ENDING))
    return NULL;

  return ds_advice_dup_headline (verdict);
}

/* What the device's care says that the person should know at once, or NULL. */
static char *
dup_care_sentence (const DsHeadline *headline)
{
  const DsUpdate *update = headline->update;

  if (update != NULL && update->state == DS_UPDATE_FAILED)
    return g_strdup (_("Set up. Its last update did not work."));
  if (update != NULL && update->state == DS_UPDATE_AVAILABLE)
    return g_strdup (_("Set up. An update is ready to be installed."));

  return dup_end_of_support (headline);
}

/* It may be gone from the network for a while then. */
static bool
is_moving (const DsUpdate *update)
{
  return update != NULL && (update->state == DS_UPDATE_DOWNLOADING ||
                            update->state == DS_UPDATE_INSTALLING);
}

/* Whether it answers, announced or not. */
static bool
is_there (const DsHeadline *headline)
{
  return headline->present || headline->reached_at > 0;
}

static char *
set_up_sentence (const DsHeadline *headline)
{
  g_autofree char *reached = ds_clock_dup_text (headline->reached_at);
  g_autofree char *care = NULL;

  if (is_moving (headline->update))
    return g_strdup (_("Installing an update. Leave it switched on."));
  if (headline->attention != NULL)
    return dup_end_of_support (headline);

  /* That its updates end soon is of more use than that it is switched off. */
  care = is_there (headline) ? dup_care_sentence (headline) : dup_end_of_support (headline);
  if (care != NULL)
    return g_steal_pointer (&care);

  if (!is_there (headline))
    return g_strdup (headline->searched ? _("Set up, not seen on the network right now.")
                                        : _("Set up."));

  if (headline->others > 0)
    /* Translators: %u is how many other phones, apps or computers. */
    return g_strdup_printf (ngettext ("Set up. %u other can control it.",
                                      "Set up. %u others can control it.",
                                      headline->others),
                            headline->others);
  if (!headline->present)
    /* Translators: %s is a moment: 3 May 2026, 14:05 */
    return g_strdup_printf (_("Set up. Reached at its address on %s."), reached);

  return g_strdup (_("Set up and on the network."));
}

static char *
new_sentence (const DsHeadline *headline)
{
  g_autofree char *reached = ds_clock_dup_text (headline->reached_at);

  if (headline->present)
    return g_strdup (_("New, ready to be set up."));
  if (reached != NULL)
    /* Translators: %s is a moment: 3 May 2026, 14:05 */
    return g_strdup_printf (_("New, ready to be set up. Reached at its address on %s."), reached);

  return g_strdup (_("New, not seen on the network right now."));
}

/* One that was added by hand is never seen, which says nothing. */
static char *
watched_sentence (const DsHeadline *headline)
{
  g_autofree char *reached = ds_clock_dup_text (headline->reached_at);
  g_autofree char *end = dup_end_of_support (headline);

  if (end != NULL)
    return g_steal_pointer (&end);
  if (headline->by_hand)
    return g_strdup (_("On your list."));
  if (headline->present)
    return g_strdup (_("On your list and on the network."));
  if (reached != NULL)
    /* Translators: %s is a moment: 3 May 2026, 14:05 */
    return g_strdup_printf (_("On your list. Reached at its address on %s."), reached);

  return g_strdup (headline->searched ? _("On your list, not seen on the network right now.")
                                      : _("On your list."));
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

  /* What the end of support means depends on more than the error. */
  if (headline->attention != NULL && (headline->verdict == NULL ||
                                      !ds_error_is_end_of_support (headline->attention)))
    return g_strdup (ds_error_get_sentence (headline->attention));

  switch (headline->state)
    {
    case DS_DEVICE_NEW:
      return new_sentence (headline);
    case DS_DEVICE_TAKEN:
      return g_strdup (_("Already set up by another app or person."));
    case DS_DEVICE_SETTING_UP:
      return g_strdup (_("Setup was interrupted. It is finished or undone as soon as the device can be reached."));
    case DS_DEVICE_SET_UP:
      return set_up_sentence (headline);
    case DS_DEVICE_WATCHED:
      return watched_sentence (headline);
    case DS_DEVICE_IGNORED:
      return g_strdup (_("Ignored."));
    case DS_DEVICE_REMOVING:
      return g_strdup (_("Will be removed as soon as the device can be reached."));
    case DS_DEVICE_SEEN:
      return g_strdup (headline->present ? _("On the network. It cannot be set up from here.")
                                         : _("Not seen on the network right now."));
    default:
      g_return_val_if_reached (NULL);
    }
}
