/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What a person may type: "host", "host:port", "192.0.2.7:80", "fe80::1%eth0",
 * "[fe80::1%eth0]:80". @port is 0 where none was typed. */
typedef struct
{
  char     *host;
  uint16_t  port;
} DsAddress;

DsAddress *ds_address_parse     (const char  *typed,
                                 GError     **error);
void       ds_address_free      (DsAddress   *self);
char      *ds_address_to_string (const char  *host,
                                 uint16_t     port);

/* "[fe80::1%2]:80"; the scope is written as the kernel's interface index. */
char      *ds_socket_address_to_string (GInetSocketAddress *address);

bool       ds_inet_address_is_nobodys  (GInetAddress       *address);
bool       ds_inet_address_is_own      (GInetAddress       *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsAddress, ds_address_free)

G_END_DECLS
