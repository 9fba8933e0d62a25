/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DsNotifier:
 *
 * Tells the person, by a notification of the desktop, that the support of a device
 * ends or has ended: each only once, and not of a device that they silenced.
 *
 * Signals: "told" (id: string, title: string, body: string) for each notification.
 */
#define DS_TYPE_NOTIFIER (ds_notifier_get_type ())
G_DECLARE_FINAL_TYPE (DsNotifier, ds_notifier, DS, NOTIFIER, GObject)

DsNotifier *ds_notifier_new (GApplication *application,
                             DsHome       *home);

G_END_DECLS
