/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-faults"

#include "config.h"

#include "vd-faults.h"

#include <gio/gio.h>

struct _VdFaults
{
  GHashTable *values;
};

static const struct
{
  const char *name;
  const char *text;
} faults[] = {
  { "crash-before",
    "dies before it keeps a CHANGE (claim, password, erase, reset, software, try)" },
  { "crash-after", "dies after it kept a CHANGE" },
  { "drop-answer", "does what an AFFORDANCE asks, but closes instead of answering" },
  { "delay", "answers everything MILLISECONDS late" },
  { "wrong-proof", "sends a confirmV that is wrong" },
  { "other-pin", "proves with another pin than it shows, as with someone in between" },
  { "two-names", "has another name in its description than it tells" },
  { "no-salt", "tells nothing to begin a proof with" },
  { "swap-key",
    "shows another key from the answer to the first message of the proof on" },
  { "changed-key", "shows another key from its start on" },
  { "old-tls", "speaks TLS 1.1 and nothing newer" },
  { "plain-http", "speaks HTTP without TLS, and says so" },
  { "hostile-strings", "has markup, controls and 900 characters in its names" },
  { "huge-body", "answers an AFFORDANCE, or td, with more than is allowed" },
  { "deep-json", "answers an AFFORDANCE, or td, nested 4,000 deep" },
  { "duplicate-member", "answers an AFFORDANCE, or td, with a member twice" },
  { "wrong-type", "answers an AFFORDANCE with an array" },
  { "as-text", "answers an AFFORDANCE, and calls it text" },
  { "forms", "has forms that all lead to URL" },
  { "without", "lacks the affordance TYPE" },
  { "strange-problems", "gives its problems names that nobody knows" },
  { "redirect", "sends everyone on to URL" },
  { "stuck-update", "stops in the middle of an installation" },
  { "lying-update", "says that it installed, and keeps its version" },
  { "failed-update", "fails to install, for the given REASON" },
  { "endless-update", "begins to download again whenever it is done with that" },
  { "forgets-erased", "drops what it erased from its list, and refuses to erase it again" },
  { "roll-after-erase", "restarts with the key that it announced right after it erased" },
  { "lying-erase", "says that it erased, and keeps the data" },
  { "forgets-owner", "starts without its owner" },
  { "no-login", "asks nobody for a password, or not for the AFFORDANCE" },
  { "default-password", "takes admin and admin as well" },
  { "keep-old-password", "takes the password before the newest as well" },
  { "bad-roll", "signs the announcement of its next key wrong" },
  { "early-roll", "changes to its next key before the announced time" },
  { "busy", "refuses every action, and says SECONDS in Retry-After" },
  { "offline", "cannot be reached" },
};

VdFaults *
vd_faults_new (void)
{
  VdFaults *self = g_new0 (VdFaults, 1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
vd_faults_free (VdFaults *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

static bool
is_known (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      if (g_str_equal (faults[i].name, name))
        return true;
    }

  return false;
}

bool
vd_faults_add (VdFaults *self, const char *fault, GError **error)
{
  const char *equals = strchr (fault, '=');
  g_autofree char *name =
      equals != NULL ? g_strndup (fault, equals - fault) : g_strdup (fault);

  if (!is_known (name))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "there is no fault “%s”; --list-faults tells them", name);
      return false;
    }
  g_hash_table_replace (self->values, g_steal_pointer (&name),
                        g_strdup (equals != NULL ? equals + 1 : ""));

  return true;
}

void
vd_faults_mend (VdFaults *self)
{
  g_hash_table_remove_all (self->values);
}

bool
vd_faults_has (VdFaults *self, const char *name)
{
  return vd_faults_get (self, name) != NULL;
}

const char *
vd_faults_get (VdFaults *self, const char *name)
{
  g_assert (is_known (name));

  return g_hash_table_lookup (self->values, name);
}

bool
vd_faults_is (VdFaults *self, const char *name, const char *value)
{
  return g_strcmp0 (vd_faults_get (self, name), value) == 0;
}

bool
vd_faults_take (VdFaults *self, const char *name, const char *value)
{
  return vd_faults_is (self, name, value) && g_hash_table_remove (self->values, name);
}

/* One line a fault, for --list-faults. */
char *
vd_faults_list (void)
{
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (faults); i++)
    g_string_append_printf (text, "%-18s %s\n", faults[i].name, faults[i].text);

  return g_string_free_and_steal (text);
}
