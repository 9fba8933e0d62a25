/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "doorstepctl"

#include "config.h"

#include "ds-line.h"

#include <glib/gi18n-lib.h>
#include <stddef.h>

#define OPTION(member) offsetof (DsOptions, member)

/* Which options there are, and what a command must take to be given them. */
static const struct
{
  const char   *name;
  GOptionArg    arg;
  size_t        offset;
  DsVerbFlags   flag;
  const char   *purpose;
  const char   *placeholder;
} table[] = {
  { "timeout", G_OPTION_ARG_INT, OPTION (timeout), DS_VERB_TAKES_TIMEOUT,
    N_("How long to look around (5)"), N_("SECONDS") },
  { "yes", G_OPTION_ARG_NONE, OPTION (yes), DS_VERB_TAKES_YES, N_("Go on without asking"), NULL },
  { "change", G_OPTION_ARG_NONE, OPTION (change), DS_VERB_TAKES_CHANGE,
    N_("Make a new password first"), NULL },
  { "out-of-support", G_OPTION_ARG_NONE, OPTION (out_of_support), DS_VERB_TAKES_FILTER,
    N_("Only devices whose security updates ended, or are no longer promised"), NULL },
  { "name", G_OPTION_ARG_STRING, OPTION (name), DS_VERB_TAKES_KEEPSAKES,
    N_("What the device is called"), N_("TEXT") },
  { "room", G_OPTION_ARG_STRING, OPTION (room), DS_VERB_TAKES_KEEPSAKES,
    N_("Where it is"), N_("TEXT") },
  { "notes", G_OPTION_ARG_STRING, OPTION (notes), DS_VERB_TAKES_KEEPSAKES,
    N_("Your own words about it"), N_("TEXT") },
  { "bought", G_OPTION_ARG_STRING, OPTION (bought), DS_VERB_TAKES_KEEPSAKES,
    N_("When it was bought, such as 2026-11-22"), N_("DAY") },
  { "maker", G_OPTION_ARG_STRING, OPTION (maker), DS_VERB_TAKES_PRODUCT, N_("Who made it"),
    N_("TEXT") },
  { "model", G_OPTION_ARG_STRING, OPTION (model), DS_VERB_TAKES_PRODUCT, N_("Which model it is"),
    N_("TEXT") },
  { "kind", G_OPTION_ARG_STRING, OPTION (kind), DS_VERB_TAKES_PRODUCT,
    N_("What sort of thing it is: lamp, camera, router, …"), N_("WORD") },
  { "supported-until", G_OPTION_ARG_STRING, OPTION (until), DS_VERB_TAKES_CORRECTION,
    N_("Your own last day of security updates, such as 2030-05-31"), N_("DAY") },
  { "support-ended", G_OPTION_ARG_NONE, OPTION (ended), DS_VERB_TAKES_CORRECTION,
    N_("It gets no security updates any more"), NULL },
  { "others-wrong", G_OPTION_ARG_NONE, OPTION (others_wrong), DS_VERB_TAKES_CORRECTION,
    N_("What others say of its updates is wrong"), NULL },
  { "undo-correction", G_OPTION_ARG_NONE, OPTION (undo), DS_VERB_TAKES_CORRECTION,
    N_("Take back what you said about its updates"), NULL },
  { "label", G_OPTION_ARG_STRING, OPTION (label), DS_VERB_TAKES_CORRECTION,
    N_("What the QR code on the device says"), N_("TEXT") },
  { "silence", G_OPTION_ARG_NONE, OPTION (silence), DS_VERB_TAKES_CORRECTION,
    N_("Hear no more of the end of its updates"), NULL },
  { "remind", G_OPTION_ARG_NONE, OPTION (remind), DS_VERB_TAKES_CORRECTION,
    N_("Hear of the end of its updates again"), NULL },
  { "csv", G_OPTION_ARG_NONE, OPTION (csv), DS_VERB_TAKES_PARTS,
    N_("Write a table instead of JSON"), NULL },
  { "with-names", G_OPTION_ARG_NONE, OPTION (with_names), DS_VERB_TAKES_PARTS,
    N_("Write the names of the devices, too"), NULL },
  { "with-rooms", G_OPTION_ARG_NONE, OPTION (with_rooms), DS_VERB_TAKES_PARTS,
    N_("Write the rooms, too"), NULL },
  { "with-addresses", G_OPTION_ARG_NONE, OPTION (with_addresses), DS_VERB_TAKES_PARTS,
    N_("Write the addresses in your network, too"), NULL },
  { "with-notes", G_OPTION_ARG_NONE, OPTION (with_notes), DS_VERB_TAKES_PARTS,
    N_("Write your notes, too"), NULL },
};

static void *
get_place (const DsLine *self,
           size_t i)
{
  return (char *) &self->options + table[i].offset;
}

bool
ds_line_parse (DsLine *self,
               const DsHelp *help,
               int *argc,
               char ***argv,
               GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (help->call);
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print JSON, for other programs"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_("Print the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->words, NULL, NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const GOptionEntry entry[] = {
        { table[i].name, 0, help->flags & table[i].flag ? 0 : G_OPTION_FLAG_HIDDEN, table[i].arg,
          get_place (self, i), table[i].purpose, table[i].placeholder },
        { NULL }
      };

      g_option_context_add_main_entries (context, entry, GETTEXT_PACKAGE);
    }
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, help->purpose);
  g_option_context_set_description (context, help->description);
  return g_option_context_parse (context, argc, argv, error);
}

static bool
is_given (const DsLine *self,
          size_t i)
{
  const void *place = get_place (self, i);

  return table[i].arg == G_OPTION_ARG_STRING ? *(char * const *) place != NULL
                                             : *(const int *) place != 0;
}

char *
ds_line_find_misfit (const DsLine *self,
                     unsigned int flags)
{
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    if (is_given (self, i) && !(flags & table[i].flag))
      return g_strconcat ("--", table[i].name, NULL);

  return NULL;
}

void
ds_line_clear (DsLine *self)
{
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].arg == G_OPTION_ARG_STRING)
      g_clear_pointer ((char **) get_place (self, i), g_free);
  g_clear_pointer (&self->words, g_strfreev);
}
