/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-fake-accessory.h"
#include "ds-mock-avahi.h"
#include "ds-test.h"
#include "home/ds-home.h"
#include "trust/ds-keyring.h"

#include <stdbool.h>

G_BEGIN_DECLS

#define TEST_CODE "031-45-154"
#define TEST_SETUP_ID "7OSX" /* on the label of every accessory here */

/* ds_test_init() with short deadlines and a keyring in a file of its own. */
void             home_test_init       (int             *argc,
                                       char          ***argv);
/* Short deadlines only, for a process that the test starts. */
void             home_test_hurry      (void);
/* What an accessory announces, until home_test_withdraw(). */
void             home_test_publish    (DsMockAvahi     *avahi,
                                       DsFakeAccessory *accessory,
                                       const char      *id,
                                       bool             taken);
void             home_test_withdraw   (DsMockAvahi     *avahi,
                                       DsFakeAccessory *accessory,
                                       const char      *id);
DsHome          *home_test_start      (const char      *folder);
void             home_test_stop       (DsHome          *home);
/* Lets the main loop run until there is a device of that key. */
DsDevice        *home_test_wait       (DsHome          *home,
                                       const char      *key);
/* The same until the device is in @state and nothing runs on it. */
void             home_test_wait_state (DsDevice        *device,
                                       DsDeviceState    state);

/* One home with one accessory that announces itself, of a key of its own: the keyring
 * outlives a world. */
typedef struct
{
  DsMockAvahi     *avahi;
  DsFakeAccessory *accessory;
  DsHome          *home;
  DsDevice        *device;
  char            *folder;
  char            *id;
} HomeTestWorld;

void             home_test_open       (HomeTestWorld   *world,
                                       bool             taken);
/* The program ends, and runs again with what it kept. */
void             home_test_leave      (HomeTestWorld   *world);
void             home_test_return     (HomeTestWorld   *world);
void             home_test_close      (HomeTestWorld   *world);
void             home_test_set_up     (HomeTestWorld   *world,
                                       DsDevice        *device);
bool             home_test_has_slot   (HomeTestWorld   *world,
                                       DsSlot           slot);
/* Nobody has set the accessory up, and nothing of a set-up is kept. */
void             home_test_assert_free (HomeTestWorld  *world);
/* Runs a set-up until the accessory is not busy any more; gives its error, or NULL. */
GError          *home_test_run_patiently (DsOnboarding *onboarding,
                                       const char      *code);

G_END_DECLS
