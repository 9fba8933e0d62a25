/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>

#include "home/ds-finding.h"

static const char *
get_level_title (DsFindingLevel level)
{
  switch (level)
    {
    case DS_FINDING_FINE:
      /* Translators: how something that was looked at was found */
      return _("fine");
    case DS_FINDING_NOTE:
      return _("note");
    case DS_FINDING_TROUBLE:
    default:
      return _("trouble");
    }
}

static void
print_finding (DsFinding *finding)
{
  /* Translators: the title of what was looked at, and how it was found, as in
   * “Network: fine” */
  g_autofree char *line = g_strdup_printf (_("%s: %s"), finding->title,
                                           get_level_title (finding->level));

  ds_print_line (line);
  g_print ("  ");
  ds_print_line (finding->sentence);
  if (finding->advice == NULL)
    return;
  g_print ("  ");
  ds_print_line (finding->typed != NULL ? finding->typed : finding->advice);
}

bool
ds_verb_doctor (DsCli *cli,
                GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) local_error = NULL;

  ds_cli_progress (cli, _("Looking around…"));
  /* What is wrong with the search is a finding. */
  if (!ds_cli_look_around (cli, &local_error) && ds_error_is_cancelled (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return false;
    }

  findings = dex_await_boxed (ds_home_diagnose (cli->home), error);
  if (findings == NULL)
    return false;

  for (unsigned int i = 0; i < findings->len; i++)
    {
      DsFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == DS_FINDING_TROUBLE)
        cli->exit = DS_EXIT_FAILED;
      if (!cli->json)
        print_finding (finding);
    }
  if (cli->json)
    ds_print_findings (findings);
  return true;
}
