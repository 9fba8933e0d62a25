/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-passport-print"

#include "config.h"

#include "ds-passport-print.h"

#include "ds-passport-layout.h"

#include <glib/gi18n-lib.h>

#define MARGIN 18 /* mm */

typedef struct
{
  GPtrArray        *passports;
  DsPassportLayout *layout; /* NULL until the paper is known */
} Job;

static void
job_free (void *data)
{
  Job *self = data;

  g_ptr_array_unref (self->passports);
  g_clear_pointer (&self->layout, ds_passport_layout_free);
  g_free (self);
}

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                gpointer           user_data)
{
  Job *job = user_data;

  g_clear_pointer (&job->layout, ds_passport_layout_free);
  job->layout = ds_passport_layout_new (context, job->passports);
  gtk_print_operation_set_n_pages (operation,
                                   (int)ds_passport_layout_count_pages (job->layout));
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              gpointer           user_data)
{
  Job *job = user_data;

  ds_passport_layout_draw (job->layout, context, (unsigned int)page);
}

/* The paper is what people use where they are. */
static GtkPageSetup *
new_page_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_MM);

  return setup;
}

/**
 * ds_passport_print_new:
 * @devices: (element-type DsDevice): what to print, in this order
 * @parts: what else may be told besides what the devices are
 *
 * What the devices say is read now and does not change while it is printed.
 *
 * Returns: (transfer full): an operation, to be run with a dialog or into a file
 */
GtkPrintOperation *
ds_passport_print_new (GPtrArray       *devices,
                       DsInventoryParts parts)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = new_page_setup ();
  Job *job = g_new0 (Job, 1);

  job->passports = g_ptr_array_new_with_free_func ((GDestroyNotify)ds_passport_free);
  for (unsigned int i = 0; i < devices->len; i++)
    g_ptr_array_add (job->passports, ds_passport_new (g_ptr_array_index (devices, i), parts));

  gtk_print_operation_set_job_name (operation, _("Device Passports"));
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "ds-job", job, job_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);

  return operation;
}
