/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-clock"

#include "config.h"

#include "ds-clock.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <stdbool.h>
#include <string.h>

static int64_t fixed_seconds;

/**
 * ds_clock_now:
 *
 * Returns: seconds since 1970 in UTC, or what ds_clock_set() fixed. May be
 *   called from any thread.
 */
int64_t
ds_clock_now (void)
{
  int64_t fixed = __atomic_load_n (&fixed_seconds, __ATOMIC_RELAXED);

  return fixed != 0 ? fixed : g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * ds_clock_set:
 * @seconds: seconds since 1970 in UTC, or 0 for the real time again
 *
 * Fixes the time, for tests.
 */
void
ds_clock_set (int64_t seconds)
{
  __atomic_store_n (&fixed_seconds, seconds, __ATOMIC_RELAXED);
}

/* Whether the person's time format, whose hours are one of these, counts to 12. */
static bool
counts_to_twelve (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%r") != NULL || strstr (format, "%I") != NULL
         || strstr (format, "%l") != NULL;
}

/**
 * ds_clock_dup_text:
 * @seconds: seconds since 1970 in UTC, or 0 for never
 *
 * Writes a moment for a person: the date with the name of the month, and the
 * time without seconds, in the time zone of this computer.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL for never
 */
char *
ds_clock_dup_text (int64_t seconds)
{
  g_autoptr (GDateTime) date = NULL;

  if (seconds == 0)
    return NULL;
  date = g_date_time_new_from_unix_local (seconds);
  if (date == NULL)
    return NULL;

  if (counts_to_twelve ())
    /* Translators: a date with the time for people who count hours to 12, as
     * g_date_time_format() takes it: May 3, 2026 at 2:05 PM */
    return g_date_time_format (date, _("%B %-d, %Y at %-I:%M %p"));

  /* Translators: a date with the time for people who count hours to 24, as
   * g_date_time_format() takes it: 3 May 2026, 14:05 */
  return g_date_time_format (date, _("%-d %B %Y, %H:%M"));
}

/**
 * ds_clock_dup_time:
 * @seconds: seconds since 1970 in UTC, or 0 for never
 *
 * Writes the time of day for a person, without seconds, in the time zone of this
 * computer.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL for never
 */
char *
ds_clock_dup_time (int64_t seconds)
{
  g_autoptr (GDateTime) time = seconds != 0 ? g_date_time_new_from_unix_local (seconds) : NULL;

  if (time == NULL)
    return NULL;

  if (counts_to_twelve ())
    /* Translators: a time of day for people who count hours to 12, as
     * g_date_time_format() takes it: 2:05 PM */
    return g_date_time_format (time, _("%-I:%M %p"));

  /* Translators: a time of day for people who count hours to 24, as
   * g_date_time_format() takes it: 14:05 */
  return g_date_time_format (time, _("%H:%M"));
}

/**
 * ds_clock_dup_date:
 * @seconds: seconds since 1970 in UTC, or 0 for never
 *
 * Writes a day for a person, with the name of the month. The day is that of UTC, in
 * which makers promise: “until 3 May” must not become 2 May on the way west.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL for never
 */
char *
ds_clock_dup_date (int64_t seconds)
{
  g_autoptr (GDateTime) date = seconds != 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;

  if (date == NULL)
    return NULL;

  if (counts_to_twelve ())
    /* Translators: a day for people who count hours to 12, as
     * g_date_time_format() takes it: May 3, 2026 */
    return g_date_time_format (date, _("%B %-d, %Y"));

  /* Translators: a day for people who count hours to 24, as
   * g_date_time_format() takes it: 3 May 2026 */
  return g_date_time_format (date, _("%-d %B %Y"));
}

/* The last second of the year 9999. */
#define MAX_SECONDS INT64_C (253402300799)

/**
 * ds_clock_parse:
 * @text: a moment as outside data gives it
 * @seconds: (out): Unix seconds
 *
 * Reads RFC 3339 (section 5.6) with a time zone, from 1970 to 9999.
 *
 * Returns: whether it is one; if not, @seconds is untouched
 */
bool
ds_clock_parse (const char *text,
                int64_t *seconds)
{
  static const char shape[] = "0000-00-00T00:00:00";
  g_autoptr (GDateTime) time = NULL;
  size_t same = 0;

  g_return_val_if_fail (text != NULL && seconds != NULL, false);

  /* GLib takes the whole of ISO 8601, weeks and all. */
  while (shape[same] != '\0' && (shape[same] == '0' ? g_ascii_isdigit (text[same])
                                                    : text[same] == shape[same]))
    same++;
  if (shape[same] == '\0' && strpbrk (text, " ,") == NULL)
    time = g_date_time_new_from_iso8601 (text, NULL);
  if (time == NULL || g_date_time_to_unix (time) <= 0 || g_date_time_to_unix (time) > MAX_SECONDS)
    return false;

  *seconds = g_date_time_to_unix (time);
  return true;
}
