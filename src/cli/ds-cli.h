/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "home/ds-home.h"

#include <stdbool.h>

G_BEGIN_DECLS

/* What docs/doorstepctl.md promises to scripts. */
typedef enum {
  DS_EXIT_FINE        = 0,
  DS_EXIT_FAILED      = 1,
  DS_EXIT_USAGE       = 2,
  DS_EXIT_NOT_FOUND   = 3,
  DS_EXIT_ATTENTION   = 3, /* of "check" without an ID, where nothing can be missing */
  DS_EXIT_UNREACHABLE = 4,
  DS_EXIT_REFUSED     = 5,
  DS_EXIT_UNPROVEN    = 6,
  DS_EXIT_COMPUTER    = 7,
  DS_EXIT_CANCELLED   = 130,
} DsExit;

/* What only some commands take; 0 and NULL where it was not typed. */
typedef struct
{
  int       timeout;        /* seconds to look around */
  gboolean  yes;
  gboolean  change;         /* a new password first */
  gboolean  out_of_support;
  char     *name;
  char     *room;
  char     *notes;
  char     *bought;
  char     *maker;
  char     *model;
  char     *kind;
  char     *until;
  gboolean  ended;
  gboolean  others_wrong;
  gboolean  undo;
  char     *label;
  gboolean  silence;
  gboolean  remind;
  gboolean  csv;
  gboolean  with_names;
  gboolean  with_rooms;
  gboolean  with_addresses;
  gboolean  with_notes;
} DsOptions;

/* One run of the program. */
typedef struct
{
  DsHome       *home;
  const char   *id;          /* NULL where the verb takes none */
  const DsOptions *options;
  const char   *source;      /* whom to ask, or NULL */
  DexPromise   *interrupted; /* rejects when the person stops the program */
  gboolean      json;
  gboolean      yes;
  gboolean      change;      /* a new password first */
  int           timeout;     /* seconds to look around */
  bool          timed;       /* the person said how long: then no shorter either */
  bool          progress;    /* a person is watching */
  DsExit        exit;        /* for a verb that ends well but has bad news */
} DsCli;

typedef enum {
  DS_VERB_TAKES_ID      = 1 << 0,
  DS_VERB_TAKES_TIMEOUT = 1 << 1,
  DS_VERB_TAKES_YES     = 1 << 2,
  DS_VERB_TAKES_CHANGE  = 1 << 3,
  DS_VERB_MAY_TAKE_ID   = 1 << 4,
  DS_VERB_TAKES_FILTER  = 1 << 5,
  DS_VERB_TAKES_KEEPSAKES  = 1 << 6,
  DS_VERB_TAKES_PRODUCT    = 1 << 7,
  DS_VERB_TAKES_CORRECTION = 1 << 8,
  DS_VERB_TAKES_PARTS   = 1 << 9,
  DS_VERB_TAKES_SOURCE  = 1 << 10,
  DS_VERB_MAY_TAKE_FILE = 1 << 11, /* in the place of the ID */
} DsVerbFlags;

/* Runs in a fiber; false with an error where it failed. */
typedef bool (*DsVerbFunc) (DsCli   *cli,
                            GError **error);

bool       ds_verb_add      (DsCli *cli, GError **error);
bool       ds_verb_ask      (DsCli *cli, GError **error);
bool       ds_verb_catalogue (DsCli *cli, GError **error);
bool       ds_verb_check    (DsCli *cli, GError **error);
bool       ds_verb_discover (DsCli *cli, GError **error);
bool       ds_verb_doctor   (DsCli *cli, GError **error);
bool       ds_verb_edit     (DsCli *cli, GError **error);
bool       ds_verb_erase    (DsCli *cli, GError **error);
bool       ds_verb_export   (DsCli *cli, GError **error);
bool       ds_verb_ignore   (DsCli *cli, GError **error);
bool       ds_verb_ignored  (DsCli *cli, GError **error);
bool       ds_verb_list     (DsCli *cli, GError **error);
bool       ds_verb_password (DsCli *cli, GError **error);
bool       ds_verb_remove   (DsCli *cli, GError **error);
bool       ds_verb_set_up   (DsCli *cli, GError **error);
bool       ds_verb_show     (DsCli *cli, GError **error);
bool       ds_verb_stop_ignoring (DsCli *cli, GError **error);
bool       ds_verb_update   (DsCli *cli, GError **error);
bool       ds_verb_watch    (DsCli *cli, GError **error);

/* Awaits @future unless the person stops the program first. Takes @future. */
bool       ds_cli_await     (DsCli        *cli,
                             DexFuture    *future,
                             GError      **error);
/* A line for whoever is watching; nothing in a pipe. */
void       ds_cli_progress  (DsCli        *cli,
                             const char   *line);
DsExit     ds_cli_exit_for  (const GError *error);

/* Waits until devices were seen and nothing new comes any more, or the time is up. */
bool       ds_cli_look_around (DsCli      *cli,
                               GError    **error);
/* Waits until what is announced is known, or the time is up. */
bool       ds_cli_wait_for_search (DsCli  *cli,
                               GError    **error);
/* Waits until devices whose keys are gone say so, or the time is up. */
bool       ds_cli_wait_for_keys (DsCli    *cli,
                               GError    **error);
/* The device that is meant. One that is stored is waited for until it is seen, or,
 * without @present, until discovery has looked; at most until the time is up.
 * (transfer full) */
DsDevice  *ds_cli_find      (DsCli        *cli,
                             bool          present,
                             GError      **error);
/* The same for a verb that needs its keys: a keyring that is locked is asked to
 * open, which lets the person type its password. (transfer full) */
DsDevice  *ds_cli_find_with_keys (DsCli   *cli,
                             bool          present,
                             GError      **error);

G_END_DECLS
