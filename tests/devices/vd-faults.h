/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* What the device does wrong on purpose, by name. Each fault stays until it is
 * mended, but a dropped answer and a crash happen once. */
typedef struct _VdFaults VdFaults;

VdFaults   *vd_faults_new    (void);
void        vd_faults_free   (VdFaults    *self);
/* "NAME" or "NAME=VALUE". */
bool        vd_faults_add    (VdFaults    *self,
                              const char  *fault,
                              GError     **error);
void        vd_faults_mend   (VdFaults    *self);
bool        vd_faults_has    (VdFaults    *self,
                              const char  *name);
/* Borrowed; "" for a fault without a value, NULL without the fault. */
const char *vd_faults_get    (VdFaults    *self,
                              const char  *name);
bool        vd_faults_is     (VdFaults    *self,
                              const char  *name,
                              const char  *value);
/* The same, and mends it. */
bool        vd_faults_take   (VdFaults    *self,
                              const char  *name,
                              const char  *value);
char       *vd_faults_list   (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdFaults, vd_faults_free)

G_END_DECLS
