/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/homekit/ds-hap-tlv.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever was read must come out the same when it is written and read again. */
static void
check_round_trip (const DsHapTlv *message)
{
  g_autoptr (DsHapTlvWriter) writer = ds_hap_tlv_writer_new ();
  g_autoptr (DsHapTlv) again = NULL;
  const uint8_t *value;
  const uint8_t *value_again;
  size_t length;
  size_t length_again;

  for (unsigned int type = 0; type <= UINT8_MAX; type++)
    {
      if (ds_hap_tlv_get_bytes (message, type, 0, SIZE_MAX, &value, &length, NULL))
        ds_hap_tlv_writer_add (writer, type, value, length);
    }

  value = ds_hap_tlv_writer_get_data (writer, &length);
  again = ds_hap_tlv_parse (value, length, NULL);
  g_assert_nonnull (again);

  for (unsigned int type = 0; type <= UINT8_MAX; type++)
    {
      g_assert_cmpint (ds_hap_tlv_has (message, type), ==, ds_hap_tlv_has (again, type));
      if (!ds_hap_tlv_has (message, type))
        continue;
      ds_hap_tlv_get_bytes (message, type, 0, SIZE_MAX, &value, &length, NULL);
      ds_hap_tlv_get_bytes (again, type, 0, SIZE_MAX, &value_again, &length_again, NULL);
      g_assert_cmpmem (value, length, value_again, length_again);
    }
}

static void
read_all (const DsHapTlv *message)
{
  for (unsigned int type = 0; type <= UINT8_MAX; type++)
    {
      g_autofree char *text = NULL;
      uint8_t key[32];
      uint64_t number;

      ds_hap_tlv_get_uint (message, type, UINT64_MAX, &number, NULL);
      ds_hap_tlv_get_exact (message, type, key, sizeof (key), NULL);
      text = ds_hap_tlv_get_text (message, type, 64, NULL);
    }

  ds_hap_tlv_check_state (message, DS_HAP_STAGE_PROOF, 2, NULL);
  ds_hap_tlv_get_delay (message);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (DsHapTlv) message = ds_hap_tlv_parse (data, size, NULL);
  g_autoptr (GPtrArray) list = ds_hap_tlv_parse_list (data, size, NULL);

  if (message != NULL)
    {
      read_all (message);
      check_round_trip (message);
    }
  for (unsigned int i = 0; list != NULL && i < list->len; i++)
    read_all (list->pdata[i]);

  return 0;
}
