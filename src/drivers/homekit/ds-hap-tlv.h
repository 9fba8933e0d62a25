/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Type-length-value lists as HomeKit's pairing messages use them ("TLV8"). */

/* Largest message that is read, in bytes, and most items of a list. */
#define DS_HAP_TLV_MAX_SIZE  (16 * 1024)
#define DS_HAP_TLV_MAX_ITEMS 256

typedef enum {
  DS_HAP_TLV_METHOD         = 0x00,
  DS_HAP_TLV_IDENTIFIER     = 0x01,
  DS_HAP_TLV_SALT           = 0x02,
  DS_HAP_TLV_PUBLIC_KEY     = 0x03,
  DS_HAP_TLV_PROOF          = 0x04,
  DS_HAP_TLV_ENCRYPTED_DATA = 0x05,
  DS_HAP_TLV_STATE          = 0x06,
  DS_HAP_TLV_ERROR          = 0x07,
  DS_HAP_TLV_RETRY_DELAY    = 0x08, /* seconds */
  DS_HAP_TLV_CERTIFICATE    = 0x09,
  DS_HAP_TLV_SIGNATURE      = 0x0a,
  DS_HAP_TLV_PERMISSIONS    = 0x0b, /* bit 0: may manage others */
  DS_HAP_TLV_FRAGMENT_DATA  = 0x0c,
  DS_HAP_TLV_FRAGMENT_LAST  = 0x0d,
  DS_HAP_TLV_SESSION_ID     = 0x0e,
  DS_HAP_TLV_FLAGS          = 0x13,
  DS_HAP_TLV_SEPARATOR      = 0xff,
} DsHapTlvType;

typedef enum {
  DS_HAP_METHOD_PAIR_SETUP           = 0,
  DS_HAP_METHOD_PAIR_SETUP_WITH_AUTH = 1,
  DS_HAP_METHOD_PAIR_VERIFY          = 2,
  DS_HAP_METHOD_ADD_PAIRING          = 3,
  DS_HAP_METHOD_REMOVE_PAIRING       = 4,
  DS_HAP_METHOD_LIST_PAIRINGS        = 5,
  DS_HAP_METHOD_PAIR_RESUME          = 6,
} DsHapMethod;

/* What an accessory may answer under DS_HAP_TLV_ERROR. */
typedef enum {
  DS_HAP_ERROR_UNKNOWN        = 1,
  DS_HAP_ERROR_AUTHENTICATION = 2,
  DS_HAP_ERROR_BACKOFF        = 3,
  DS_HAP_ERROR_MAX_PEERS      = 4,
  DS_HAP_ERROR_MAX_TRIES      = 5,
  DS_HAP_ERROR_UNAVAILABLE    = 6,
  DS_HAP_ERROR_BUSY           = 7,
} DsHapError;

/* Where a conversation is; the same error number means different things. */
typedef enum {
  DS_HAP_STAGE_PROOF,    /* pair-setup up to M4: the setup code is being proved */
  DS_HAP_STAGE_EXCHANGE, /* pair-setup M5 and M6: keys change hands */
  DS_HAP_STAGE_VERIFY,   /* pair-verify: logging in with kept keys */
  DS_HAP_STAGE_PAIRINGS, /* listing, adding, removing controllers */
} DsHapStage;

/* One parsed message, or one item of a list. Wiped when freed: decrypted
 * messages hold keys. */
typedef struct _DsHapTlv DsHapTlv;

DsHapTlv  *ds_hap_tlv_parse       (const uint8_t  *data,
                                   size_t          length,
                                   GError        **error);
/* Items between separators, in order; the state is in the first one. */
GPtrArray *ds_hap_tlv_parse_list  (const uint8_t  *data,
                                   size_t          length,
                                   GError        **error);
void       ds_hap_tlv_free        (DsHapTlv       *self);

bool       ds_hap_tlv_has         (const DsHapTlv *self,
                                   DsHapTlvType    type);
/* The value's bytes, borrowed, if there are @min to @max of them. */
bool       ds_hap_tlv_get_bytes   (const DsHapTlv  *self,
                                   DsHapTlvType     type,
                                   size_t           min,
                                   size_t           max,
                                   const uint8_t  **data,
                                   size_t          *length,
                                   GError         **error);
/* Copies a value of exactly @size bytes. */
bool       ds_hap_tlv_get_exact   (const DsHapTlv  *self,
                                   DsHapTlvType     type,
                                   uint8_t         *out,
                                   size_t           size,
                                   GError         **error);
/* Printable ASCII of 1 to @max characters, as pairing identifiers are. */
char      *ds_hap_tlv_get_text    (const DsHapTlv  *self,
                                   DsHapTlvType     type,
                                   size_t           max,
                                   GError         **error);
/* Little endian, of 1, 2, 4 or 8 bytes, at most @max. */
bool       ds_hap_tlv_get_uint    (const DsHapTlv  *self,
                                   DsHapTlvType     type,
                                   uint64_t         max,
                                   uint64_t        *value,
                                   GError         **error);
/* An answer in state @state without an error; otherwise the error it tells. */
bool       ds_hap_tlv_check_state (const DsHapTlv  *self,
                                   DsHapStage       stage,
                                   unsigned int     state,
                                   GError         **error);
/* Seconds that the accessory asks to wait; 0 where it does not say. */
unsigned int ds_hap_tlv_get_delay (const DsHapTlv  *self);

/* The #DsError for an accessory's DS_HAP_TLV_ERROR. */
int        ds_hap_error_to_code   (DsHapStage       stage,
                                   uint64_t         hap_error);

/* Writes a message; wiped when freed and whenever it grows. */
typedef struct _DsHapTlvWriter DsHapTlvWriter;

DsHapTlvWriter *ds_hap_tlv_writer_new           (void);
void            ds_hap_tlv_writer_free          (DsHapTlvWriter *self);
void            ds_hap_tlv_writer_add           (DsHapTlvWriter *self,
                                                 DsHapTlvType    type,
                                                 const void     *data,
                                                 size_t          length);
void            ds_hap_tlv_writer_add_uint      (DsHapTlvWriter *self,
                                                 DsHapTlvType    type,
                                                 uint64_t        value);
void            ds_hap_tlv_writer_add_separator (DsHapTlvWriter *self);
/* Borrowed until the writer changes. */
const uint8_t  *ds_hap_tlv_writer_get_data      (DsHapTlvWriter *self,
                                                 size_t         *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHapTlv, ds_hap_tlv_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHapTlvWriter, ds_hap_tlv_writer_free)

G_END_DECLS
