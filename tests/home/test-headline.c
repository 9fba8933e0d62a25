/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "home/ds-headline.h"

#include "core/ds-error.h"
#include "ds-test.h"

typedef struct
{
  const char *situation;
  DsHeadline  headline;
  int         attention; /* a DsError, or -1 */
  const char *sentence;  /* NULL: that of the attention */
} Row;

static const DsUpdate ready = { .state = DS_UPDATE_AVAILABLE };
static const DsUpdate moving = { .state = DS_UPDATE_INSTALLING };
static const DsUpdate failed = { .state = DS_UPDATE_FAILED };
static const DsVerdict ended = { .state = DS_VERDICT_ENDED, .until = { 2026, 5, 31 } };
static const DsVerdict ending = { .state = DS_VERDICT_ENDING, .until = { 2026, 5, 31 } };
static const DsVerdict unnamed = { .state = DS_VERDICT_NO_DATE };

static const Row rows[] = {
  { "new", { DS_DEVICE_NEW, .present = TRUE }, -1, "New, ready to be set up." },
  { "new and gone", { DS_DEVICE_NEW }, -1,
    "New, not seen on the network right now." },
  { "new at its address", { DS_DEVICE_NEW, .searched = TRUE, .reached_at = 1795305600 }, -1,
    "New, ready to be set up. Reached at its address on 22 November 2026, 00:00." },
  { "seen", { DS_DEVICE_SEEN, .present = TRUE }, -1,
    "On the network. It cannot be set up from here." },
  { "seen and gone", { DS_DEVICE_SEEN }, -1, "Not seen on the network right now." },
  { "taken", { DS_DEVICE_TAKEN, .present = TRUE }, -1,
    "Already set up by another app or person." },
  { "running", { DS_DEVICE_SETTING_UP, .running = TRUE }, -1, "Being set up right now." },
  { "running hides old trouble", { DS_DEVICE_SETTING_UP, .running = TRUE }, DS_ERROR_KEY_CHANGED,
    "Being set up right now." },
  { "interrupted", { DS_DEVICE_SETTING_UP }, -1,
    "Setup was interrupted. It is finished or undone as soon as the device can be reached." },
  { "set up", { DS_DEVICE_SET_UP, .present = TRUE }, -1, "Set up and on the network." },
  { "set up and gone", { DS_DEVICE_SET_UP, .searched = TRUE }, -1,
    "Set up, not seen on the network right now." },
  { "set up at its address", { DS_DEVICE_SET_UP, .searched = TRUE, .reached_at = 1795305600 }, -1,
    "Set up. Reached at its address on 22 November 2026, 00:00." },
  { "one other at its address",
    { DS_DEVICE_SET_UP, .searched = TRUE, .reached_at = 1795305600, .others = 1 }, -1,
    "Set up. 1 other can control it." },
  { "update at its address",
    { DS_DEVICE_SET_UP, .searched = TRUE, .reached_at = 1795305600, .update = &ready }, -1,
    "Set up. An update is ready to be installed." },
  { "set up and not looked for", { DS_DEVICE_SET_UP }, -1, "Set up." },
  { "one other", { DS_DEVICE_SET_UP, .present = TRUE, .others = 1 }, -1,
    "Set up. 1 other can control it." },
  { "two others", { DS_DEVICE_SET_UP, .present = TRUE, .others = 2 }, -1,
    "Set up. 2 others can control it." },
  { "update", { DS_DEVICE_SET_UP, .present = TRUE, .others = 1, .update = &ready }, -1,
    "Set up. An update is ready to be installed." },
  { "security update", { DS_DEVICE_SET_UP, .present = TRUE }, DS_ERROR_UPDATE_WAITING,
    "A security update is ready to be installed." },
  { "gone while it installs", { DS_DEVICE_SET_UP, .searched = TRUE, .update = &moving }, -1,
    "Installing an update. Leave it switched on." },
  { "failed update", { DS_DEVICE_SET_UP, .present = TRUE, .update = &failed }, -1,
    "Set up. Its last update did not work." },
  { "support ended", { DS_DEVICE_SET_UP, .verdict = &ended }, DS_ERROR_SUPPORT_ENDED,
    "Security updates ended on 31 May 2026." },
  { "support ends today, and gone", { DS_DEVICE_SET_UP, .searched = TRUE, .verdict = &ending }, -1,
    "Today is the last day of security updates." },
  { "support ended, and silenced", { DS_DEVICE_SET_UP, .present = TRUE, .verdict = &ended }, -1,
    "Security updates ended on 31 May 2026." },
  { "support ended, and the last update waits",
    { DS_DEVICE_SET_UP, .present = TRUE, .update = &ready, .verdict = &ended }, -1,
    "Set up. An update is ready to be installed." },
  { "support ended, and worse", { DS_DEVICE_SET_UP, .verdict = &ended }, DS_ERROR_KEY_CHANGED,
    NULL },
  { "watched, and support ended", { DS_DEVICE_WATCHED, .present = TRUE, .verdict = &ended },
    DS_ERROR_SUPPORT_ENDED, "Security updates ended on 31 May 2026." },
  { "no date named", { DS_DEVICE_SET_UP, .present = TRUE, .verdict = &unnamed }, -1,
    "Set up and on the network." },
  { "watched", { DS_DEVICE_WATCHED, .present = TRUE }, -1, "On your list and on the network." },
  { "watched and gone", { DS_DEVICE_WATCHED, .searched = TRUE }, -1,
    "On your list, not seen on the network right now." },
  { "watched and not looked for", { DS_DEVICE_WATCHED }, -1, "On your list." },
  { "watched at its address", { DS_DEVICE_WATCHED, .searched = TRUE, .reached_at = 1795305600 }, -1,
    "On your list. Reached at its address on 22 November 2026, 00:00." },
  { "added by hand", { DS_DEVICE_WATCHED, .searched = TRUE, .by_hand = TRUE }, -1,
    "On your list." },
  { "ignored", { DS_DEVICE_IGNORED, .present = TRUE }, -1, "Ignored." },
  { "removing", { DS_DEVICE_REMOVING }, -1,
    "Will be removed as soon as the device can be reached." },
  { "key changed", { DS_DEVICE_SET_UP, .present = TRUE }, DS_ERROR_KEY_CHANGED, NULL },
  { "not ours", { DS_DEVICE_SET_UP, .present = TRUE }, DS_ERROR_NOT_OURS, NULL },
  { "keyring", { DS_DEVICE_SET_UP, .searched = TRUE }, DS_ERROR_KEYRING_UNREADABLE, NULL },
  { "too many tries", { DS_DEVICE_NEW, .present = TRUE }, DS_ERROR_TOO_MANY_TRIES, NULL },
};

static void
test_every_situation_has_its_sentence (void)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DsHeadline headline = rows[i].headline;
      g_autoptr (GError) attention = NULL;
      g_autofree char *sentence = NULL;

      g_test_message ("%s", rows[i].situation);
      if (rows[i].attention >= 0)
        attention = g_error_new_literal (DS_ERROR, rows[i].attention, "test");
      headline.attention = attention;
      sentence = ds_headline_to_sentence (&headline);
      g_assert_cmpstr (sentence, ==,
                       rows[i].sentence != NULL ? rows[i].sentence
                                                : ds_error_get_sentence (attention));
    }
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/home/headline/every-situation-has-its-sentence",
                   test_every_situation_has_its_sentence);

  return g_test_run ();
}
