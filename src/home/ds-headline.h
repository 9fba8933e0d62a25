/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-device.h"

G_BEGIN_DECLS

/* Everything that the sentence of a device's row depends on. */
typedef struct
{
  DsDeviceState  state;
  gboolean       running;   /* a set-up runs right now */
  gboolean       present;
  gboolean       searched;  /* what is on the network has been looked at */
  gboolean       by_hand;   /* it never announces itself */
  int64_t        reached_at; /* at its address, though it is not announced; 0: not */
  unsigned int   others;    /* how many others can control it */
  const DsUpdate *update;   /* NULL where nothing is known */
  const DsVerdict *verdict;
  const GError  *attention;
} DsHeadline;

char *ds_headline_to_sentence (const DsHeadline *headline);

G_END_DECLS
