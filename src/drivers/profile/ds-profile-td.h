/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

#define DS_PROFILE_TD_PATH "/.well-known/wot"

/* What a device offers, by @type (docs/device-profile.md, section 7). */
typedef enum {
  DS_PROFILE_IDENTITY,
  DS_PROFILE_PAIR,
  DS_PROFILE_CLAIM,
  DS_PROFILE_CHANGE_PASSWORD,
  DS_PROFILE_FACTORY_RESET,
  DS_PROFILE_SUPPORT,
  DS_PROFILE_SECURITY_CONTACT,
  DS_PROFILE_SOFTWARE,
  DS_PROFILE_PERSONAL_DATA,
  DS_PROFILE_ACCESS,
  DS_PROFILE_CHECK_FOR_UPDATE, /* from here on: may be missing */
  DS_PROFILE_INSTALL_UPDATE,
  DS_PROFILE_AUTOMATIC_UPDATES,
  DS_PROFILE_ERASE,
  DS_PROFILE_NEXT_KEY,
  DS_PROFILE_IDENTIFY,
} DsProfileAffordance;
#define DS_PROFILE_N_AFFORDANCES (DS_PROFILE_IDENTIFY + 1)

typedef enum {
  DS_PROFILE_READ,
  DS_PROFILE_WRITE,
  DS_PROFILE_INVOKE,
} DsProfileOp;
#define DS_PROFILE_N_OPS 3

/* How to ask for one operation; @path is NULL where there is no way. */
typedef struct
{
  const char *method;
  char       *path;
} DsProfileForm;

/* A Thing Description, as far as this profile goes. */
typedef struct
{
  char          *id;    /* or NULL */
  char          *title; /* cleaned, or NULL */
  DsProfileForm  forms[DS_PROFILE_N_AFFORDANCES][DS_PROFILE_N_OPS];
} DsProfileTd;

DsProfileTd         *ds_profile_td_parse    (const char          *json,
                                             size_t               length,
                                             GInetSocketAddress  *address,
                                             const char          *path,
                                             GError             **error);
const DsProfileForm *ds_profile_td_get_form (const DsProfileTd   *self,
                                             DsProfileAffordance  affordance,
                                             DsProfileOp          op);
void                 ds_profile_td_free     (DsProfileTd         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsProfileTd, ds_profile_td_free)

G_END_DECLS
