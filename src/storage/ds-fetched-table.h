/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-storage.h"

G_BEGIN_DECLS

/**
 * DsFetched:
 * @device: id of the device that it is about
 * @source: short name of where it is from, such as "security-txt"
 * @url: where exactly
 * @fetched_on: ISO 8601 day
 * @content: JSON text; what it says is known to whoever reads this @source
 *
 * What was fetched about a device, with the person's consent. Every string is
 * owned and never %NULL.
 */
typedef struct
{
  char *device;
  char *source;
  char *url;
  char *fetched_on;
  char *content;
} DsFetched;

#define DS_TYPE_FETCHED (ds_fetched_get_type ())
GType      ds_fetched_get_type     (void);
DsFetched *ds_fetched_new          (const char      *device,
                                    const char      *source,
                                    const char      *url,
                                    const char      *fetched_on,
                                    const char      *content);
DsFetched *ds_fetched_copy         (const DsFetched *self);
void       ds_fetched_free         (DsFetched       *self);

DexFuture *ds_fetched_table_load   (DsStorage       *storage); /* GPtrArray of DsFetched */
DexFuture *ds_fetched_table_put    (DsStorage       *storage,
                                    const DsFetched *fetched);
DexFuture *ds_fetched_table_remove (DsStorage       *storage,
                                    const char      *device,
                                    const char      *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsFetched, ds_fetched_free)

G_END_DECLS
