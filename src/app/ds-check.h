/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-device.h"

#include <stdbool.h>

G_BEGIN_DECLS

typedef enum {
  DS_CHECK_FINE,
  DS_CHECK_ATTENTION,
  DS_CHECK_UNTOLD, /* the device does not say */
} DsCheckState;

/* One thing that was looked at on a device; strings translated. */
typedef struct
{
  const char   *id; /* "password", "key", "updates", "support", "services", "access",
                        "printing" */
  DsCheckState  state;
  const char   *title;
  char         *sentence;
  const char   *button; /* what mends it, or NULL */
  const char   *action; /* of the device page; or NULL, and the button opens @url */
  const char   *url;
} DsCheck;

void       ds_check_free    (DsCheck  *self);
/* (element-type DsCheck) (transfer container) */
GPtrArray *ds_check_device  (DsDevice *device);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsCheck, ds_check_free)

G_END_DECLS
