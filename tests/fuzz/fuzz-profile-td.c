/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drivers/profile/ds-profile-td.h"
#include "trust/ds-origin.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("192.0.2.7", 8443);
  g_autoptr (DsProfileTd) td = NULL;

  td = ds_profile_td_parse ((const char *) data, size, G_INET_SOCKET_ADDRESS (address),
                            DS_PROFILE_TD_PATH, NULL);
  for (unsigned int i = 0; td != NULL && i < DS_PROFILE_N_AFFORDANCES; i++)
    {
      for (unsigned int j = 0; j < DS_PROFILE_N_OPS; j++)
        {
          const DsProfileForm *form = ds_profile_td_get_form (td, i, j);

          g_assert_true (form == NULL || ds_origin_is_path (form->path));
        }
    }

  return 0;
}
