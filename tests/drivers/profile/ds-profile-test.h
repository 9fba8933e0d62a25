/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-error.h"
#include "drivers/ds-driver.h"
#include "ds-test.h"

G_BEGIN_DECLS

/* One virtual device (tests/devices), in a process and a folder of its own. */
typedef struct
{
  GSubprocess      *process;
  GDataInputStream *out;
  char             *folder;
  char             *personality;
  char             *code;
  char             *id;
  uint16_t          port;
  DsTarget         *target;
  DsCredential     *credential; /* its owner's, see profile_device_new_owned() */
} ProfileDevice;

/* Deadlines and pauses for tests. */
void           profile_test_hurry   (void);
/* @faults: (nullable): what it does wrong, separated by blanks. */
ProfileDevice *profile_device_new   (const char    *personality,
                                     const char    *faults);
/* The same, set up through the driver. */
ProfileDevice *profile_device_new_owned (const char *personality,
                                     const char    *faults);
void           profile_device_free  (ProfileDevice *self);
/* Starts it again from what it kept, as after a loss of power. */
void           profile_device_restart (ProfileDevice *self,
                                     const char    *faults);
/* A command on its standard input; waits until it was done. */
void           profile_device_tell  (ProfileDevice *self,
                                     const char    *command);
/* Waits, inside a fiber test, until a restart is over that it began by itself. */
void           profile_device_wait  (ProfileDevice *self);
/* What it says next on its standard output. */
char          *profile_device_hear  (ProfileDevice *self);
DsTarget      *profile_device_target (ProfileDevice *self);
DsSecret      *profile_device_code  (ProfileDevice *self);
/* The whole set-up through the driver; fails the test where it does not work. */
DsCredential  *profile_device_claim (ProfileDevice *self);

/* The driver's verbs, in the same way; at any device of the profile. */
DsProof       *profile_test_prove    (DsTarget     *target,
                                      const char   *code);
DsCredential  *profile_test_claim    (DsTarget     *target,
                                      const char   *code);
DsFacts       *profile_test_check_in (DsTarget     *target,
                                      DsCredential *credential);
/* Takes @future. */
void           profile_test_rejects  (DexFuture    *future,
                                      DsError       code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ProfileDevice, profile_device_free)

G_END_DECLS
