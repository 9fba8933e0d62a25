/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "vd-login"

#include "config.h"

#include "vd-login.h"

#include "trust/ds-crypto.h"
#include "vd-password.h"

#include <string.h>

#define SCHEME "Basic "
#define USER "owner:"

static bool
is_right (VdDevice *device, const char *login)
{
  if (vd_faults_has (device->faults, "default-password")
      && g_str_equal (login, "admin:admin"))
    return true;

  if (!vd_device_is_claimed (device) || !g_str_has_prefix (login, USER))
    return false;

  return vd_password_is (device->store, login + strlen (USER))
         || (vd_faults_has (device->faults, "keep-old-password")
             && vd_password_was (device->store, login + strlen (USER)));
}

VdLogin
vd_login_check (VdDevice *device, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *header = soup_message_headers_get_list (headers, "Authorization");
  g_autofree char *login = NULL;
  gsize length;
  bool right;

  if (header == NULL)
    return VD_LOGIN_NONE;
  if (g_ascii_strncasecmp (header, SCHEME, strlen (SCHEME)) != 0)
    return VD_LOGIN_WRONG;
  login = (char *) g_base64_decode (header + strlen (SCHEME), &length);
  right = strlen (login) == length && is_right (device, login);
  ds_crypto_wipe (login, length);

  return right ? VD_LOGIN_RIGHT : VD_LOGIN_WRONG;
}
