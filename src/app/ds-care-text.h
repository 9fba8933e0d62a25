/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

G_BEGIN_DECLS

/* What a person reads about how a device is looked after: whole translated
 * sentences, all (transfer full). Plain text, never markup. */

char       *ds_care_dup_span         (int64_t          seconds);
char       *ds_care_dup_size         (int64_t          bytes);
char       *ds_care_dup_update       (DsDevice        *device);
char       *ds_care_dup_contact      (const DsContact *contact,
                                      int64_t          now);
char       *ds_care_dup_sensors      (const char * const *sensors);
char       *ds_care_dup_data         (const DsPersonalData *data);
const char *ds_care_get_failure      (DsUpdateFailure  failure);
bool        ds_care_is_updating      (DsDevice        *device);
bool        ds_care_is_stuck         (DsDevice        *device);
unsigned int ds_care_count_others    (DsDevice        *device);

G_END_DECLS
