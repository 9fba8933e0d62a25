/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-diagnose"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"

#include <glib/gi18n-lib.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

/* Everything that may keep devices from being found or set up, as sentences. */

#define BUS_DEADLINE 3000

static void
add (GPtrArray *findings,
     const char *id,
     DsFindingLevel level,
     const char *title,
     const char *sentence,
     const char *advice)
{
  g_ptr_array_add (findings, ds_finding_new (id, level, title, sentence, advice));
}

static bool
look_at_bus (GPtrArray *findings)
{
  g_autoptr (GDBusConnection) bus = NULL;

  bus = dex_await_object (ds_future_within (dex_bus_get (G_BUS_TYPE_SYSTEM), BUS_DEADLINE), NULL);
  if (bus != NULL)
    {
      add (findings, "bus", DS_FINDING_FINE, _("System messages"),
           _("Doorstep can talk to the services of this computer."), NULL);
      return true;
    }

  add (findings, "bus", DS_FINDING_TROUBLE, _("System messages"),
       _("Doorstep cannot talk to the services of this computer."),
       _("Start the computer again. If that does not help, ask whoever looks after the computer whether Doorstep may use the system bus."));
  return false;
}

static void
look_at_avahi (DsHome *self,
               GPtrArray *findings)
{
  switch (ds_discovery_get_state (self->discovery))
    {
    case DS_DISCOVERY_RUNNING:
    case DS_DISCOVERY_NO_NETWORK:
      add (findings, "avahi", DS_FINDING_FINE, _("Finding devices"),
           _("The service that finds devices, Avahi, is running."), NULL);
      break;
    case DS_DISCOVERY_STARTING:
      add (findings, "avahi", DS_FINDING_NOTE, _("Finding devices"),
           _("The service that finds devices, Avahi, has not answered yet."),
           _("Wait a moment, then look again."));
      break;
    case DS_DISCOVERY_FAILED:
      add (findings, "avahi", DS_FINDING_TROUBLE, _("Finding devices"),
           _("The service that finds devices, Avahi, is running but refuses to search."),
           _("Start the computer again. Until then, devices can be added by their address."));
      break;
    case DS_DISCOVERY_NO_BUS:
    case DS_DISCOVERY_NO_AVAHI:
    case DS_DISCOVERY_STOPPED:
    default:
      add (findings, "avahi", DS_FINDING_TROUBLE, _("Finding devices"),
           _("The service that finds devices, Avahi, is not running."),
           _("Install the package “avahi-daemon” with the software app and start the computer again. Until then, devices can be added by their address."));
    }
}

/* What one look at the interfaces shows. */
typedef struct
{
  GHashTable *names;   /* of interfaces that are up and lead somewhere */
  GHashTable *tunnels;
  bool        ipv4;
  bool        ipv6;
} Network;

static void
look_at_interface (Network *network,
                   const struct ifaddrs *entry)
{
  sa_family_t family;

  if (entry->ifa_addr == NULL || !(entry->ifa_flags & IFF_UP) || entry->ifa_flags & IFF_LOOPBACK)
    return;
  family = entry->ifa_addr->sa_family;
  if (family != AF_INET && family != AF_INET6)
    return;

  /* What goes point to point leads to one far end and carries no announcements. */
  if (entry->ifa_flags & IFF_POINTOPOINT)
    {
      g_hash_table_add (network->tunnels, g_strdup (entry->ifa_name));
      return;
    }

  g_hash_table_add (network->names, g_strdup (entry->ifa_name));
  network->ipv4 |= family == AF_INET;
  network->ipv6 |= family == AF_INET6;
}

static char *
join_names (GHashTable *names)
{
  g_autofree const char **array = (const char **) g_hash_table_get_keys_as_array (names, NULL);

  /* Translators: this stands between two names in a list. */
  return g_strjoinv (_(", "), (char **) array);
}

static void
tell_network (Network *network,
              GPtrArray *findings)
{
  g_autofree char *names = join_names (network->names);
  g_autofree char *sentence = NULL;

  if (g_hash_table_size (network->names) == 0)
    {
      add (findings, "network", DS_FINDING_TROUBLE, _("Network"),
           _("This computer is not connected to a network."),
           _("Connect it to the same Wi-Fi or cable network as the device."));
      return;
    }

  /* Translators: %s is a list such as “wlan0, eth0”. */
  sentence = g_strdup_printf (_("This computer is connected through: %s."), names);
  add (findings, "network", DS_FINDING_FINE, _("Network"), sentence, NULL);

  if (network->ipv4)
    add (findings, "ipv4", DS_FINDING_FINE, _("IPv4"),
         _("This computer has an IPv4 address."), NULL);
  else
    add (findings, "ipv4", DS_FINDING_NOTE, _("IPv4"),
         _("This computer has no IPv4 address."),
         _("Devices that only know IPv4 cannot be reached. Check whether the router gives "
           "out addresses."));

  if (network->ipv6)
    add (findings, "ipv6", DS_FINDING_FINE, _("IPv6"),
         _("This computer has an IPv6 address."), NULL);
  else
    add (findings, "ipv6", DS_FINDING_NOTE, _("IPv6"),
         _("This computer has no IPv6 address."),
         _("Most devices do without. A few can only be reached over IPv6."));
}

static void
look_at_network (GPtrArray *findings)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) tunnels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Network network = { .names = names, .tunnels = tunnels };
  struct ifaddrs *entries = NULL;

  if (getifaddrs (&entries) == 0)
    {
      for (struct ifaddrs *entry = entries; entry != NULL; entry = entry->ifa_next)
        look_at_interface (&network, entry);
      freeifaddrs (entries);
    }

  tell_network (&network, findings);

  if (g_hash_table_size (tunnels) > 0)
    {
      g_autofree char *list = join_names (tunnels);
      g_autofree char *sentence = NULL;

      /* Translators: %s is a list such as “tun0”. VPN is a private tunnel. */
      sentence = g_strdup_printf (_("A VPN is on: %s. It may hide devices in the home from this computer."), list);
      add (findings, "vpn", DS_FINDING_NOTE, _("VPN"), sentence,
           _("If devices are missing, turn the VPN off and look again."));
    }
}

static void
tell_open_keyring (DsHome *self,
                   GPtrArray *findings)
{
  if (dex_await_boolean (ds_keyring_lacks_first (self->keyring), NULL))
    add (findings, "keyring", DS_FINDING_NOTE, _("Keyring"),
         _("There is no keyring on this computer yet. Setting up the first device makes one."),
         _("A password for it is asked for then. Choose one that you will remember."));
  else
    add (findings, "keyring", DS_FINDING_FINE, _("Keyring"),
         _("The keyring is open, so keys can be kept in it."), NULL);
}

static void
look_at_keyring (DsHome *self,
                 GPtrArray *findings)
{
  g_autoptr (GError) error = NULL;

  dex_await (ds_keyring_probe (self->keyring), &error);

  switch (ds_keyring_get_state (self->keyring))
    {
    case DS_KEYRING_READY:
      tell_open_keyring (self, findings);
      break;
    case DS_KEYRING_LOCKED:
    case DS_KEYRING_DISMISSED:
      add (findings, "keyring", DS_FINDING_NOTE, _("Keyring"),
           _("The keyring is locked. Keys of devices cannot be read or kept."),
           _("Unlock the keyring with its password. It is mostly the one for logging in."));
      break;
    case DS_KEYRING_UNREADABLE:
      add (findings, "keyring", DS_FINDING_TROUBLE, _("Keyring"),
           _("The keys in the keyring cannot be read any more."),
           _("Reset each device as its booklet says, then set it up again."));
      break;
    case DS_KEYRING_MISSING:
    case DS_KEYRING_UNKNOWN:
    default:
      add (findings, "keyring", DS_FINDING_TROUBLE, _("Keyring"),
           _("This computer has no keyring to keep keys in, so devices cannot be set up."),
           _("Install the package “gnome-keyring” with the software app and log in again."));
    }
}

/* Of set-ups that ended in doubt: nobody sees them otherwise. */
static void
look_at_kept_keys (DsHome *self,
                   GPtrArray *findings)
{
  g_auto (GStrv) kept = dex_await_boxed (ds_home_list_kept_keys (self), NULL);
  unsigned int n_kept = kept != NULL ? g_strv_length (kept) : 0;
  g_autofree char *sentence = NULL;
  g_autofree char *ids = NULL;
  DsFinding *finding;

  if (n_kept == 0)
    return;

  ids = g_strjoinv (", ", kept);
  sentence = g_strdup_printf (ngettext ("The keyring has keys of %u device that is not on the list.",
                                        "The keyring has keys of %u devices that are not on the list.",
                                        n_kept),
                              n_kept);
  finding = ds_finding_new ("kept-keys", DS_FINDING_NOTE, _("Keys without a device"), sentence,
                            _("They are tried when such a device is set up again."));
  /* Translators: “doorstepctl remove” is typed and not translated; translate ID as in
   * “COMMAND [ID]”. %s is one such ID, or some. */
  finding->typed = g_strdup_printf (_("They are tried when such a device is set up again. “doorstepctl remove ID” deletes them. ID is: %s."),
                                    ids);
  g_ptr_array_add (findings, finding);
}

static void
look_at_storage (DsHome *self,
                 GPtrArray *findings)
{
  const GError *error = self->storage_error;

  if (error == NULL)
    {
      add (findings, "storage", DS_FINDING_FINE, _("Data file"),
           _("The list of devices can be read and written."), NULL);
      return;
    }

  if (ds_error_is (error, DS_ERROR_STORAGE_FULL))
    add (findings, "storage", DS_FINDING_TROUBLE, _("Data file"), ds_error_get_sentence (error),
         _("Delete files that are no longer needed, then try again."));
  else if (ds_error_is (error, DS_ERROR_STORAGE_DAMAGED))
    add (findings, "storage", DS_FINDING_NOTE, _("Data file"), ds_error_get_sentence (error),
         _("Devices that are on the network are found again by the keys in the keyring."));
  else
    add (findings, "storage", DS_FINDING_TROUBLE, _("Data file"), ds_error_get_sentence (error),
         _("Check whether the home folder can be written to."));
}

static unsigned int
count_present (DsHome *self)
{
  GListModel *devices = G_LIST_MODEL (self->devices);
  unsigned int n_present = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      n_present += ds_device_get_present (device);
    }

  return n_present;
}

static void
tell_devices (DsHome *self,
              GPtrArray *findings)
{
  unsigned int n_present = count_present (self);
  g_autofree char *sentence = NULL;

  if (n_present == 0)
    {
      add (findings, "devices", DS_FINDING_NOTE, _("Devices"),
           _("No device has been seen on the network."),
           _("Check whether the device is on and on the same network. Guest networks "
             "often keep devices apart. A device in another part of the network can be "
             "added by its address."));
      return;
    }

  sentence = g_strdup_printf (ngettext ("%u device is seen on the network.",
                                        "%u devices are seen on the network.", n_present),
                              n_present);
  add (findings, "devices", DS_FINDING_FINE, _("Devices"), sentence, NULL);
}

static DexFuture *
diagnose_fiber (gpointer data)
{
  DsVerb *verb = data;
  DsHome *self = verb->home;
  g_autoptr (GPtrArray) findings = NULL;

  findings = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_finding_free);
  if (look_at_bus (findings))
    look_at_avahi (self, findings);
  look_at_network (findings);
  tell_devices (self, findings);
  look_at_keyring (self, findings);
  look_at_kept_keys (self, findings);
  look_at_storage (self, findings);
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&findings));
}

/**
 * ds_home_diagnose:
 * @self: a home
 *
 * Looks at everything that may keep devices from being found or set up, without
 * changing anything.
 *
 * Returns: (transfer full): a future that resolves to a #GPtrArray of #DsFinding
 */
DexFuture *
ds_home_diagnose (DsHome *self)
{
  dex_return_error_if_fail (DS_IS_HOME (self));

  return _ds_verb_run (_ds_verb_new (self, NULL), diagnose_fiber);
}
