/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "doorstepctl"

#include "config.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "ds-cli.h"
#include "ds-line.h"
#include "ds-print.h"
#include "trust/ds-secret.h"

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
  { "list", ds_verb_list, DS_VERB_TAKES_FILTER, N_("list the devices that are set up or watched") },
  { "show", ds_verb_show, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT,
    N_("show one device with its details") },
  { "set-up", ds_verb_set_up, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT,
    N_("set a device up; asks for its setup code") },
  { "check", ds_verb_check, DS_VERB_MAY_TAKE_ID | DS_VERB_TAKES_TIMEOUT,
    N_("tell whether all devices are looked after; with ID, ask that one again") },
  { "watch", ds_verb_watch, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT,
    N_("put a device on the list without setting it up") },
  { "add", ds_verb_add, DS_VERB_TAKES_KEEPSAKES | DS_VERB_TAKES_PRODUCT,
    N_("put a device on the list that never announces itself") },
  { "edit", ds_verb_edit, DS_VERB_TAKES_ID | DS_VERB_TAKES_KEEPSAKES | DS_VERB_TAKES_CORRECTION,
    N_("change what you keep about a device") },
  { "ignore", ds_verb_ignore, DS_VERB_TAKES_ID | DS_VERB_TAKES_TIMEOUT,
    N_("do not show a device any more") },
  { "ignored", ds_verb_ignored, 0, N_("list the devices that are ignored") },
  { "stop-ignoring", ds_verb_stop_ignoring, DS_VERB_TAKES_ID,
    N_("show an ignored device again") },
  { "export", ds_verb_export, DS_VERB_TAKES_PARTS,
    N_("write the list of devices for other programs") },
  { "catalogue", ds_verb_catalogue, DS_VERB_MAY_TAKE_FILE,
    N_("tell which catalogue is in use; with FILE, take on the newer one in a file or folder") },
  { "ask", ds_verb_ask,
    DS_VERB_TAKES_ID | DS_VERB_TAKES_SOURCE | DS_VERB_TAKES_TIMEOUT | DS_VERB_TAKES_YES,
    N_("list what websites can be asked about a device; with a source, ask one") },
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

#define DEFAULT_TIMEOUT 5
#define LONGEST_TIMEOUT 3600

static const char *
describe_word (DsVerbFlags flags)
{
  if (flags & DS_VERB_TAKES_SOURCE)
    return " ID [SOURCE]";
  if (flags & DS_VERB_TAKES_ID)
    return " ID";
  if (flags & DS_VERB_MAY_TAKE_ID)
    return " [ID]";

  return flags & DS_VERB_MAY_TAKE_FILE ? " [FILE]" : "";
}

static char *
describe_verb (int verb)
{
  return g_strconcat (verbs[verb].name, describe_word (verbs[verb].flags), NULL);
}

static const char *
explain_id (void)
{
  /* Translators: “list” and “discover” are typed and not translated; translate ID as in
   * “COMMAND [ID]”. */
  return _("ID is what the first column of “list” and “discover” shows, the beginning of it, or the whole name of a device.");
}

static const char *
explain_code (void)
{
  return _("The setup code is asked for, or read from standard input. It is never an argument, since other programs can read those.");
}

static char *
describe_verbs (void)
{
  /* Translators: the heading of the list of words that can be typed after
   * “doorstepctl”, such as “discover”, which are not translated. */
  g_autoptr (GString) text = g_string_new (_("Commands:"));

  for (unsigned int i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *call = describe_verb ((int) i);

      g_string_append_printf (text, "\n  %-16s %s", call, _(verbs[i].purpose));
    }

  g_string_append_printf (text, "\n\n%s\n%s\n%s", explain_id (), explain_code (),
                          /* Translators: translate COMMAND as in “COMMAND [ID]”. */
                          _("“doorstepctl COMMAND --help” shows the options of a command."));
  return g_string_free_and_steal (g_steal_pointer (&text));
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

/* The command that help is wanted of, or -1: a mistake in the line does not matter yet. */
static int
find_verb_in_line (char **argv)
{
  for (int i = 1; argv[i] != NULL; i++)
    if (find_verb (argv[i]) >= 0)
      return find_verb (argv[i]);

  return -1;
}

static void
init_help (DsHelp *self,
           int verb)
{
  DsVerbFlags flags = verb >= 0 ? verbs[verb].flags : 0;

  self->flags = flags;
  self->call = verb >= 0 ? describe_verb (verb) : g_strdup (_("COMMAND [ID]"));
  self->purpose = verb >= 0 ? _(verbs[verb].purpose) : NULL;
  if (verb < 0)
    self->description = describe_verbs ();
  else if (verbs[verb].func == ds_verb_set_up)
    self->description = g_strconcat (explain_id (), "\n", explain_code (), NULL);
  else if (flags & (DS_VERB_TAKES_ID | DS_VERB_MAY_TAKE_ID))
    self->description = g_strdup (explain_id ());
}

static void
clear_help (DsHelp *self)
{
  g_clear_pointer (&self->call, g_free);
  g_clear_pointer (&self->description, g_free);
}

static unsigned int
count_most_words (DsVerbFlags flags)
{
  return 1 + ((flags & (DS_VERB_TAKES_ID | DS_VERB_MAY_TAKE_ID | DS_VERB_MAY_TAKE_FILE)) != 0) +
         ((flags & DS_VERB_TAKES_SOURCE) != 0);
}

/* What does not fit @verb, as a sentence; NULL where all does. */
static char *
find_misfit (const DsLine *line,
             int verb)
{
  DsVerbFlags flags = verbs[verb].flags;
  unsigned int n_words = g_strv_length (line->words);
  g_autofree char *option = ds_line_find_misfit (line, flags);

  if (flags & DS_VERB_TAKES_ID && n_words < 2)
    return g_strdup (_("This command needs the ID of a device."));
  if (verbs[verb].func == ds_verb_set_up && n_words > 2)
    return g_strdup (_("The setup code must not be an argument: every program on this computer could read it. Type it when it is asked for, or give it on standard input."));
  if (n_words > count_most_words (flags))
    return g_strdup (_("There are too many words."));
  if (option != NULL)
    /* Translators: %s is an option: --yes */
    return g_strdup_printf (_("“%s” does not go with this command."), option);
  if (line->options.timeout < 0 || line->options.timeout > LONGEST_TIMEOUT)
    return g_strdup (_("The time must be between 1 and 3600 seconds."));
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
run_verb (const DsLine *line,
          int verb)
{
  Run run = { .func = verbs[verb].func };
  unsigned int handlers[2];

  run.loop = g_main_loop_new (NULL, FALSE);
  run.cli.home = ds_home_new (NULL);
  run.cli.interrupted = dex_promise_new ();
  /* A command that takes none has only one word. */
  run.cli.id = line->words[1];
  if (verbs[verb].flags & DS_VERB_TAKES_SOURCE)
    run.cli.source = line->words[2];
  run.cli.options = &line->options;
  run.cli.json = line->json;
  run.cli.yes = line->options.yes;
  run.cli.change = line->options.change;
  run.cli.timeout = line->options.timeout > 0 ? line->options.timeout : DEFAULT_TIMEOUT;
  run.cli.timed = line->options.timeout > 0;
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
run_line (const DsLine *line)
{
  g_autofree char *misfit = NULL;
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
  DsLine line = { 0 };
  DsHelp help = { 0 };
  g_autoptr (GError) error = NULL;
  int status;

  ds_secret_leave_no_core ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  dex_init ();

  init_help (&help, find_verb_in_line (argv));
  if (!ds_line_parse (&line, &help, &argc, &argv, &error))
    status = complain (error->message);
  else
    status = run_line (&line);
  ds_line_clear (&line);
  clear_help (&help);
  ds_thread_finish ();
  return status;
}
