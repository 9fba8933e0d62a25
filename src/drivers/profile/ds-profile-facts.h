/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "drivers/ds-facts.h"

#include <json-glib/json-glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

#define DS_PROFILE_MAX_SALT 32

/* ds:Identity (docs/device-profile.md, section 7.1); every text cleaned. */
typedef struct
{
  char         *id;
  char         *maker;
  char         *model;
  char         *serial;
  char         *hardware;
  char         *software;
  DsKind        kind;
  bool          claimed;
  bool          printable;    /* passwords may have more than letters and digits */
  unsigned int  password_min;
  unsigned int  password_max;
  uint8_t       salt[DS_PROFILE_MAX_SALT];
  size_t        salt_length;  /* 0 once it has an owner */
  unsigned int  iterations;
} DsProfileIdentity;

/* Of an announcement, too. */
DsKind             ds_profile_read_kind          (const char         *word);
/* Each reads the answer of one property; false with DS_ERROR_BAD_ANSWER. */
DsProfileIdentity *ds_profile_read_identity      (JsonObject         *object,
                                                  GError            **error);
void               ds_profile_identity_free      (DsProfileIdentity  *self);
/* Sets software_version, staged_version and update. */
bool               ds_profile_read_software      (JsonObject         *object,
                                                  DsFacts            *facts,
                                                  GError            **error);
bool               ds_profile_read_automatic     (JsonObject         *object,
                                                  DsFacts            *facts,
                                                  GError            **error);
bool               ds_profile_read_support       (JsonObject         *object,
                                                  DsFacts            *facts,
                                                  GError            **error);
bool               ds_profile_read_contact       (JsonObject         *object,
                                                  DsFacts            *facts,
                                                  GError            **error);
bool               ds_profile_read_personal_data (JsonObject         *object,
                                                  DsFacts            *facts,
                                                  GError            **error);
bool               ds_profile_read_access        (JsonObject         *object,
                                                  DsFacts            *facts,
                                                  GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsProfileIdentity, ds_profile_identity_free)

G_END_DECLS
