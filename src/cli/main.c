/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "doorstepctl"

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-cli.h"
#include "ds-print.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <unistd.h>

static const struct
{
  const char  *name;
  DsVerbFunc   func;
  DsVerbFlags  flags;
  const char  *purpose;
} verbs[] = {
  { "discover", ds_verb_discover, DS_VERB_TAKES_TIMEOUT,
    N_("look around and list every device that is seen") },
  { "list", ds_verb_list, 0, N_("list the devices that are set up") },
  { "show", ds_verb_show, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT,
    N_("show one device with its details") },
  { "set-up", ds_verb_set_up, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT,
    N_("set a device up; asks for its setup code") },
  { "check", ds_verb_check, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT,
    N_("ask a device again what it says of itself") },
  { "update", ds_verb_update, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT | DS_VERB_TAKES_YES,
    N_("let a device look for an update, and install it") },
  { "erase", ds_verb_erase, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT | DS_VERB_TAKES_YES,
    N_("erase what a device keeps about people") },
  { "password", ds_verb_password, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT | DS_VERB_TAKES_CHANGE,
    N_("print the password of a device; with “--change”, a new one") },
  { "remove", ds_verb_remove, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT | DS_VERB_TAKES_YES,
    N_("take this computer’s access back and forget the device") },
  { "doctor", ds_verb_doctor, DS_VERB_TAKES_TIMEOUT,
    N_("find out why a device cannot be seen") },
};

/* What was typed. */
typedef struct
{
  gboolean  json;
  gboolean  yes;
  gboolean  change;
  gboolean  version;
  int       timeout;
  char    **words;
} Line;

#define DEFAULT_TIMEOUT 5
#define LONGEST_TIMEOUT 3600

static char *
describe_verbs (void)
{
  /* Translators: the heading of the list of words that can be typed after
   * “doorstepctl”, such as “discover”, which are not translated. */
  g_autoptr (GString) text = g_string_new (_("Commands:"));

  for (unsigned int i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *call = g_strconcat (verbs[i].name,
                                           verbs[i].flags & DS_VERB_TAKES_ID ? " ID" : NULL, NULL);

      g_string_append_printf (text, "\n  %-12s %s", call, _(verbs[i].purpose));
    }

  g_string_append_printf (text, "\n\n%s",
                          /* Translators: “list” and “discover” are typed and not translated;
                           * translate ID as in “COMMAND [ID]”. */
                          _("ID is what the first column of “list” and “discover” shows, the beginning of it, or the whole name of a device. The setup code is asked for, or read from standard input. It is never an argument, since other programs can read those."));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static bool
parse_line (Line *line,
            int *argc,
            char ***argv,
            GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_("COMMAND [ID]"));
  g_autofree char *description = describe_verbs ();
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &line->json, N_("Print JSON, for other programs"), NULL },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &line->timeout, N_("How long to look around (5)"),
      N_("SECONDS") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &line->yes, N_("Go on without asking"), NULL },
    { "change", 0, 0, G_OPTION_ARG_NONE, &line->change, N_("Make a new password first"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &line->version, N_("Print the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &line->words, NULL, NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_description (context, description);
  return g_option_context_parse (context, argc, argv, error);
}

static int
complain (const char *sentence)
{
  g_printerr ("%s\n", sentence);
  g_printerr ("%s\n", _("“doorstepctl --help” shows what can be typed."));
  return DS_EXIT_USAGE;
}

static int
find_verb (const char *name)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, name))
      return (int) i;

  return -1;
}

/* What does not fit @verb, as a sentence; NULL where all does. */
static const char *
find_misfit (const Line *line,
             int verb)
{
  DsVerbFlags flags = verbs[verb].flags;
  unsigned int n_words = g_strv_length (line->words);

  if (flags & DS_VERB_TAKES_ID && n_words < 2)
    return _("This command needs the ID of a device.");
  if (verbs[verb].func == ds_verb_set_up && n_words > 2)
    return _("The setup code must not be an argument: every program on this computer could read it. Type it when it is asked for, or give it on standard input.");
  if (n_words > (flags & DS_VERB_TAKES_ID ? 2u : 1u))
    return _("There are too many words.");
  if (line->yes && !(flags & DS_VERB_TAKES_YES))
    return _("“--yes” does not go with this command.");
  if (line->change && !(flags & DS_VERB_TAKES_CHANGE))
    return _("“--change” does not go with this command.");
  if (line->timeout != 0 && !(flags & DS_VERB_TAKES_TIMEOUT))
    return _("“--timeout” does not go with this command.");
  if (line->timeout < 0 || line->timeout > LONGEST_TIMEOUT)
    return _("The time must be between 1 and 3600 seconds.");
  return NULL;
}

/*
 * The run
 */

typedef struct
{
  DsCli      cli;
  DsVerbFunc func;
  GMainLoop *loop;
  DsExit     exit;
} Run;

static gboolean
on_signal (gpointer data)
{
  Run *run = data;

  if (dex_future_is_pending (DEX_FUTURE (run->cli.interrupted)))
    dex_promise_reject (run->cli.interrupted,
                        g_error_new_literal (DS_ERROR, DS_ERROR_CANCELLED,
                                             "The person stopped the program"));
  return G_SOURCE_CONTINUE;
}

static DexFuture *
run_fiber (gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) trouble = NULL;

  dex_await (ds_home_start (run->cli.home), NULL);
  if (ds_home_get_storage_error (run->cli.home) != NULL)
    {
      trouble = g_error_copy (ds_home_get_storage_error (run->cli.home));
      g_printerr ("%s\n", ds_error_get_sentence (trouble));
    }

  if (run->func (&run->cli, &error))
    {
      run->exit = run->cli.exit;
    }
  else
    {
      g_debug ("%s", error->message);
      if (trouble == NULL || !ds_error_is (error, trouble->code))
        g_printerr ("%s\n", ds_error_get_sentence (error));
      if (run->cli.json)
        ds_print_failure (error);
      run->exit = ds_cli_exit_for (error);
    }

  dex_await (ds_home_stop (run->cli.home), NULL);
  g_main_loop_quit (run->loop);
  return dex_future_new_true ();
}

static int
run_verb (const Line *line,
          int verb)
{
  Run run = { .func = verbs[verb].func };
  unsigned int handlers[2];

  run.loop = g_main_loop_new (NULL, FALSE);
  run.cli.home = ds_home_new (NULL);
  run.cli.interrupted = dex_promise_new ();
  run.cli.id = verbs[verb].flags & DS_VERB_TAKES_ID ? line->words[1] : NULL;
  run.cli.json = line->json;
  run.cli.yes = line->yes;
  run.cli.change = line->change;
  run.cli.timeout = line->timeout > 0 ? line->timeout : DEFAULT_TIMEOUT;
  run.cli.timed = line->timeout > 0;
  run.cli.progress = isatty (STDOUT_FILENO) && isatty (STDERR_FILENO) && !line->json;

  handlers[0] = g_unix_signal_add (SIGINT, on_signal, &run);
  handlers[1] = g_unix_signal_add (SIGTERM, on_signal, &run);
  ds_future_forget (ds_fiber_spawn (run_fiber, &run, NULL), "Running the verb");
  g_main_loop_run (run.loop);

  g_source_remove (handlers[0]);
  g_source_remove (handlers[1]);
  g_clear_object (&run.cli.home);
  dex_clear (&run.cli.interrupted);
  g_main_loop_unref (run.loop);
  return run.exit;
}

static int
run_line (const Line *line)
{
  const char *misfit;
  int verb;

  if (line->version)
    {
      g_print ("doorstepctl %s\n", PACKAGE_VERSION);
      return DS_EXIT_FINE;
    }
  if (line->words == NULL)
    return complain (_("A command is missing."));

  verb = find_verb (line->words[0]);
  if (verb < 0)
    return complain (_("There is no such command."));
  misfit = find_misfit (line, verb);
  if (misfit != NULL)
    return complain (misfit);

  return run_verb (line, verb);
}

int
main (int argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("DS_LOCALE_DIR");
  Line line = { 0 };
  g_autoptr (GError) error = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  dex_init ();

  if (!parse_line (&line, &argc, &argv, &error))
    return complain (error->message);

  status = run_line (&line);
  g_strfreev (line.words);
  return status;
}
