/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-hap-round"

#include "config.h"

#include "ds-hap-round.h"

#include "core/ds-error.h"
#include "core/ds-share.h"

/* More would only lengthen the wait for a device that is not there. */
#define MAX_ADDRESSES 16

/* What somebody else at that address would say, or an address that is no longer the
 * accessory's. What an accessory says of itself is not asked for twice: it may count. */
static bool
leads_on (const GError *error)
{
  return ds_error_is (error, DS_ERROR_BAD_ANSWER) || ds_error_is (error, DS_ERROR_TIMED_OUT) ||
         ds_error_is (error, DS_ERROR_UNREACHABLE) || ds_error_is (error, DS_ERROR_KEY_CHANGED);
}

static GPtrArray *
dup_addresses (DsTarget *target)
{
  GPtrArray *all = ds_target_get_addresses (target);
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < all->len && i < MAX_ADDRESSES; i++)
    g_ptr_array_add (addresses, g_object_ref (all->pdata[i]));

  return addresses;
}

static unsigned int
get_scope (GInetSocketAddress *address)
{
  GInetAddress *host = g_inet_socket_address_get_address (address);

  return g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6
           ? g_inet_socket_address_get_scope_id (address) : 0;
}

/* The kernel may know the interface where the announcement did not tell it. */
static unsigned int
likeness (GInetSocketAddress *a,
          GInetSocketAddress *b)
{
  if (g_inet_socket_address_get_port (a) != g_inet_socket_address_get_port (b) ||
      !g_inet_address_equal (g_inet_socket_address_get_address (a),
                             g_inet_socket_address_get_address (b)))
    return 0;

  return get_scope (a) == get_scope (b) ? 2 : 1;
}

/* Each address is connected to once. */
static void
take_out (GPtrArray *addresses,
          GInetSocketAddress *reached)
{
  unsigned int best = 0;

  for (unsigned int i = 1; i < addresses->len; i++)
    if (likeness (addresses->pdata[i], reached) > likeness (addresses->pdata[best], reached))
      best = i;
  g_ptr_array_remove_index (addresses, best);
}

/**
 * ds_hap_round_go:
 * @target: which accessory
 * @begin: what to do on a connection before it counts
 * @data: for @begin
 * @error: return location for an error
 *
 * Connects to the first address that picks up, and where something else than the
 * accessory answers there, to the next. Each has its share of the time. Awaits: call
 * it in a fiber.
 *
 * Returns: (transfer full): a connection on which @begin worked; or %NULL with the
 *   error of all addresses that says most, see ds_error_keep_telling()
 */
DsHapConnection *
ds_hap_round_go (DsTarget *target,
                 DsHapBegin begin,
                 void *data,
                 GError **error)
{
  g_autoptr (GPtrArray) addresses = dup_addresses (target);
  g_autoptr (GError) kept = NULL;
  DsShare share;

  ds_share_begin (&share, g_get_monotonic_time (), addresses->len,
                  ds_share_total (addresses->len, ds_hap_deadlines ()->setup));
  do
    {
      g_autoptr (DsHapConnection) connection = NULL;
      GError *problem = NULL;

      connection = ds_hap_connection_open (target, addresses, &problem);
      if (connection != NULL)
        {
          take_out (addresses, ds_target_get_reached (target));
          ds_hap_connection_set_limit (connection,
                                       ds_share_next (&share, g_get_monotonic_time ()));
          if (begin (connection, data, &problem))
            {
              ds_hap_connection_set_limit (connection, 0);
              return g_steal_pointer (&connection);
            }
          ds_hap_connection_close (connection);
        }

      if (!leads_on (problem))
        {
          g_propagate_error (error, problem);
          return NULL;
        }
      ds_error_keep_telling (&kept, problem);
      /* None of those that are left picks up. */
      if (connection == NULL)
        break;
    }
  while (addresses->len > 0);

  g_propagate_error (error, g_steal_pointer (&kept));
  return NULL;
}

/**
 * ds_hap_round_deadline:
 * @target: which accessory
 * @n_rounds: how often one verb goes to the addresses
 *
 * Returns: milliseconds for that verb
 */
unsigned int
ds_hap_round_deadline (DsTarget *target,
                       unsigned int n_rounds)
{
  unsigned int n = MIN (ds_target_get_addresses (target)->len, MAX_ADDRESSES);
  unsigned int each = ds_hap_deadlines ()->setup;

  return ds_hap_deadlines ()->verb + n_rounds * (ds_share_total (n, each) - each);
}
