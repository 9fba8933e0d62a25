/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-cli"

#include "config.h"

#include "ds-cli.h"

#include "core/ds-error.h"
#include "ds-ask.h"
#include "ds-print-answers.h"
#include "ds-print.h"

#include <glib/gi18n-lib.h>

static const DsInquiry *
find (GPtrArray *inquiries,
      const char *source,
      GError **error)
{
  for (unsigned int i = 0; i < inquiries->len; i++)
    {
      const DsInquiry *inquiry = g_ptr_array_index (inquiries, i);

      if (g_str_equal (ds_source_kind_get_nick (inquiry->kind), source))
        return inquiry;
    }

  g_set_error (error, DS_ERROR, DS_ERROR_NO_QUESTION, "“%s” cannot be asked", source);
  return NULL;
}

static const DsAnswer *
find_answer (DsDevice *device,
             DsSourceKind kind)
{
  GPtrArray *answers = ds_device_get_answers (device);

  for (unsigned int i = 0; i < answers->len; i++)
    {
      const DsAnswer *answer = g_ptr_array_index (answers, i);

      if (answer->source.kind == kind)
        return answer;
    }

  return NULL;
}

static void
print_answer (const DsAnswer *answer)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  ds_print_list_answer (rows, answer);
  ds_print_table (rows, 2);
}

static void
print_inquiries (DsDevice *device,
                 GPtrArray *inquiries)
{
  if (inquiries->len == 0)
    ds_print_line (_("There is nobody to ask: no website is known for this device."));

  for (unsigned int i = 0; i < inquiries->len; i++)
    {
      const DsInquiry *inquiry = g_ptr_array_index (inquiries, i);
      const DsAnswer *answer = find_answer (device, inquiry->kind);
      g_autofree char *disclosure = ds_inquiry_dup_disclosure (inquiry);
      /* Translators: %1$s is a word that is typed, such as “mud”; %2$s is what can be
       * learned, such as “End of Security Updates”. */
      g_autofree char *line = g_strdup_printf (_("%1$s: %2$s"),
                                               ds_source_kind_get_nick (inquiry->kind),
                                               ds_inquiry_get_subject (inquiry->kind));

      if (i > 0)
        ds_print_line ("");
      ds_print_line (line);
      ds_print_line (disclosure);
      if (answer != NULL)
        print_answer (answer);
    }
}

static bool
confirm (DsCli *cli,
         const DsInquiry *inquiry,
         GError **error)
{
  g_autofree char *disclosure = NULL;
  g_autofree char *question = NULL;

  if (cli->yes)
    return true;

  disclosure = ds_inquiry_dup_disclosure (inquiry);
  /* Translators: %s is a sentence that says who is asked, and what they learn. “yes”
   * stays English: it is what is typed. */
  question = g_strdup_printf (_("%s To ask, type “yes”: "), disclosure);
  return ds_ask_yes (cli, question, error);
}

static bool
ask (DsCli *cli,
     DsDevice *device,
     GPtrArray *inquiries,
     GError **error)
{
  const DsInquiry *inquiry = find (inquiries, cli->source, error);

  if (inquiry == NULL || !confirm (cli, inquiry, error))
    return false;

  ds_cli_progress (cli, _("Asking the website…"));
  return ds_cli_await (cli, ds_home_inquire (cli->home, device, inquiry), error);
}

bool
ds_verb_ask (DsCli *cli,
             GError **error)
{
  g_autoptr (DsDevice) device = ds_cli_find (cli, false, error);
  g_autoptr (GPtrArray) inquiries = NULL;
  DsSourceKind kind;

  if (device == NULL)
    return false;

  inquiries = ds_home_list_inquiries (cli->home, device);
  if (cli->source != NULL && !ask (cli, device, inquiries, error))
    return false;

  if (cli->json)
    ds_print_inquiries (device, inquiries);
  else if (cli->source == NULL)
    print_inquiries (device, inquiries);
  else if (ds_source_kind_from_nick (cli->source, &kind))
    print_answer (find_answer (device, kind));
  return true;
}
