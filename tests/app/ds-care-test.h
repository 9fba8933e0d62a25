/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-app-test.h"
#include "ds-profile-test.h"

G_BEGIN_DECLS

/**
 * CareTest:
 *
 * A window with one device that follows the open device profile: a process of its
 * own, really set up with its code, and its page shown.
 */
typedef struct
{
  AppTest       *app;
  ProfileDevice *virtual_device;
  DsDevice      *device; /* borrowed from the house */
  GtkWidget     *page;
} CareTest;

CareTest  *care_test_new     (const char *personality,
                              const char *faults);
void       care_test_free    (CareTest   *test);
/* Runs the main loop until the device rests. */
void       care_test_rest    (CareTest   *test);
/* The text of every visible label below @root, a line each. */
char      *care_test_read    (gpointer    root);
bool       care_test_reads   (CareTest   *test,
                              const char *part);
/* Runs the main loop until that is so. */
void       care_test_wait_for (CareTest   *test,
                              const char *part);
AdwDialog *care_test_dialog  (CareTest   *test);
/* The dialog that an action of the page opens once the device rests; @parameter
 * may be NULL. */
AdwDialog *care_test_open    (CareTest   *test,
                              const char *action,
                              const char *parameter);
/* Presses a button once it is there and until it counts. */
void       care_test_press   (gpointer    root,
                              const char *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CareTest, care_test_free)

G_END_DECLS
