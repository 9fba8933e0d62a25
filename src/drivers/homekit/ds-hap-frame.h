/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "trust/ds-crypto.h"

#include <glib.h>

G_BEGIN_DECLS

/* Most plain bytes in one frame. */
#define DS_HAP_FRAME_MAX 1024

/* The two directions of an encrypted session. A frame that cannot be opened
 * breaks the session for good. Keys are wiped when freed. */
typedef struct _DsHapFrame DsHapFrame;

DsHapFrame *ds_hap_frame_new          (const uint8_t   write_key[DS_CHACHA20_KEY_SIZE],
                                       const uint8_t   read_key[DS_CHACHA20_KEY_SIZE]);
void        ds_hap_frame_free         (DsHapFrame     *self);
/* Appends @data in as many frames as it needs to @out. */
bool        ds_hap_frame_seal         (DsHapFrame     *self,
                                       const void     *data,
                                       size_t          length,
                                       GByteArray     *out,
                                       GError        **error);
/* Takes in all of @data, however it is cut, and appends what the whole frames
 * say to @out. */
bool        ds_hap_frame_open         (DsHapFrame     *self,
                                       const void     *data,
                                       size_t          length,
                                       GByteArray     *out,
                                       GError        **error);
/* Whether a frame has begun and not ended. */
bool        ds_hap_frame_is_amid      (const DsHapFrame *self);
/* Numbers of the next frames, for tests. */
void        ds_hap_frame_set_counters (DsHapFrame     *self,
                                       uint64_t        write_counter,
                                       uint64_t        read_counter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHapFrame, ds_hap_frame_free)

G_END_DECLS
