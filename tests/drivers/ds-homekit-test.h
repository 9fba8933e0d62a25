/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-error.h"
#include "drivers/homekit/ds-hap-connection.h"
#include "drivers/homekit/ds-hap-pairing.h"
#include "drivers/homekit/ds-homekit-driver.h"
#include "ds-fake-accessory.h"
#include "ds-test.h"

G_BEGIN_DECLS

#define TEST_ID   "C3:1C:6B:9F:34:2E"
#define TEST_CODE "031-45-154"

/* What the tests wait for at most, in milliseconds, where an accessory never
 * answers. */
#define TEST_ANSWER 2000
#define TEST_VERB 120000

/* ds_test_init(), and every log line kept. */
void             homekit_test_init      (int             *argc,
                                         char          ***argv);
/* Short deadlines, where they are to pass; otherwise long ones, so that a computer
 * that stands still for a while is not taken for an accessory that does. */
void             homekit_test_hurry     (bool             hurry);
DsFakeAccessory *homekit_test_accessory (void);
DsProof         *homekit_test_prove     (DsTarget        *target);
DsCredential    *homekit_test_set_up    (DsTarget        *target);
/* The text of one of the credential's fields. */
const char      *homekit_test_field     (DsCredential    *credential,
                                         const char      *name);
/* Awaits a future that must reject with @code, in less than a second beyond the
 * deadline. Takes @future. */
void             homekit_test_rejects   (DexFuture       *future,
                                         DsError          code);
/* Fails the test where the log holds the setup code or one of our private keys. */
void             homekit_test_log_is_clean (void);

G_END_DECLS
