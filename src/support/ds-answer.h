/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-claim.h"

G_BEGIN_DECLS

/* What a website said about a device when it was asked. Strings are owned and clean,
 * NULL where not told. */
typedef struct
{
  DsSource        source;
  DsSupportClaim *claim;          /* on support, with the same source and its day; or NULL */
  char          **contacts;       /* for security problems, best first; NULL or not empty */
  char           *policy;         /* how it deals with them; https only */
  int64_t         expires_at;     /* the contacts count until then; 0 for ever */
  char           *newest_version; /* of the software */
  char           *notes;          /* what is new in it; https only */
  char           *help;           /* https only */
  char           *website;        /* the maker's; https only */
  char           *reset_steps;    /* how to reset it, in the maker's words */
  char           *signer;         /* who signed it, as in RFC 4514 */
} DsAnswer;

#define DS_TYPE_ANSWER (ds_answer_get_type ())
GType     ds_answer_get_type  (void);
DsAnswer *ds_answer_new       (DsSourceKind     kind,
                               const char      *publisher,
                               const char      *url,
                               DsDate           today);
DsAnswer *ds_answer_copy      (const DsAnswer  *self);
void      ds_answer_free      (DsAnswer        *self);
bool      ds_answer_equal     (const DsAnswer  *a,
                               const DsAnswer  *b);
/* Leaves out what counts no longer at @now, in Unix seconds. */
void      ds_answer_expire    (DsAnswer        *self,
                               int64_t          now);
/* GPtrArray of DsAnswer. */
GPtrArray *ds_answers_new     (void);
/* What it says, apart from its source, for a file. */
char     *ds_answer_to_json   (const DsAnswer  *self);
bool      ds_answer_read_json (DsAnswer        *self,
                               const char      *json,
                               GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsAnswer, ds_answer_free)

G_END_DECLS
