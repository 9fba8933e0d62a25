/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

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
} ProfileDevice;

/* Deadlines and pauses for tests. */
void           profile_test_hurry   (void);
/* @faults: (nullable): what it does wrong, separated by blanks. */
ProfileDevice *profile_device_new   (const char    *personality,
                                     const char    *faults);
void           profile_device_free  (ProfileDevice *self);
/* Starts it again from what it kept, as after a loss of power. */
void           profile_device_restart (ProfileDevice *self,
                                     const char    *faults);
/* A command on its standard input; waits until it was done. */
void           profile_device_tell  (ProfileDevice *self,
                                     const char    *command);
DsTarget      *profile_device_target (ProfileDevice *self);
DsSecret      *profile_device_code  (ProfileDevice *self);
/* The whole set-up through the driver; fails the test where it does not work. */
DsCredential  *profile_device_claim (ProfileDevice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ProfileDevice, profile_device_free)

G_END_DECLS
