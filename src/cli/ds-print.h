/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <stdbool.h>

G_BEGIN_DECLS

/* Everything that reaches standard output. Texts are cleaned once more: a data
 * file may have been tampered with, and a terminal obeys control characters. */

#define DS_PRINT_LONGEST_TEXT 400

void ds_print_line    (const char  *text);
/* @rows: strings, @n_columns for each row, the first row being the titles. */
void ds_print_table   (GPtrArray   *rows,
                       unsigned int n_columns);
/* One line for each device. */
void ds_print_device_table (GPtrArray *devices);
/* {"version": 1, "devices": [...]} */
void ds_print_devices (GPtrArray   *devices,
                       bool         details);
void ds_print_device  (DsDevice    *device);
void ds_print_findings (GPtrArray  *findings);
/* What can be asked about @device, and what was answered. */
void ds_print_inquiries (DsDevice  *device,
                         GPtrArray *inquiries);
void ds_print_catalogue (DsHome     *home);
void ds_print_failure (const GError *error);
void ds_print_password (const char *password);
/* "-" for a missing text, else a clean copy. */
char *ds_print_cell   (const char  *text);
/* A row of two cells; nothing where there is no @text. */
void  ds_print_list_text (GPtrArray *rows,
                       const char  *title,
                       const char  *text);

G_END_DECLS
