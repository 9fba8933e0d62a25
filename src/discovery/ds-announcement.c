/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-announcement"

#include "config.h"

#include "ds-announcement-private.h"

#include <string.h>

/* RFC 6763 section 6.1 and 6.2: one string holds at most 255 bytes, and a record
 * of more than 8,900 bytes fits no packet. An instance name is one DNS label
 * (63 bytes), a host name 253; with every byte escaped as "\ddd" four times that. */
#define MAX_TXT_STRING  255
#define MAX_TXT_BYTES   8900
#define MAX_TXT_STRINGS 256
#define MAX_INSTANCE    256
#define MAX_NAME        1024

struct _DsAnnouncement
{
  char               *instance;
  char               *type;
  char               *host;
  int                 interface;
  GInetSocketAddress *address;
  /* Key in lower case to value; the value is NULL where it is not text. */
  GHashTable         *txt;
};

G_DEFINE_BOXED_TYPE (DsAnnouncement,
                     ds_announcement,
                     ds_announcement_ref,
                     ds_announcement_unref)

/* The text up to @max bytes, never cut within a character. */
static char *
dup_capped (const char *text,
            size_t max)
{
  size_t length = strnlen (text, max + 1);

  if (length > max)
    {
      length = max;
      while (length > 0 && ((unsigned char) text[length] & 0xc0) == 0x80)
        length--;
    }
  return g_utf8_make_valid (text, (gssize) length);
}

/* RFC 6763 section 6.4: printable US-ASCII other than '=', at least one. */
static bool
is_key (const char *bytes,
        size_t length)
{
  if (length == 0)
    return false;
  for (size_t i = 0; i < length; i++)
    {
      if (bytes[i] < 0x20 || bytes[i] > 0x7e)
        return false;
    }
  return true;
}

/* One string of a TXT record. A key without '=' is there without a value, which
 * reads as the empty text. Of two strings with the same key the first counts,
 * even where its value is not text and so cannot be shown. */
static void
take_txt_string (DsAnnouncement *self,
                 const char *bytes,
                 size_t length)
{
  const char *equals = memchr (bytes, '=', length);
  size_t key_length = equals != NULL ? (size_t) (equals - bytes) : length;
  g_autofree char *key = NULL;
  char *value = NULL;

  if (length > MAX_TXT_STRING || !is_key (bytes, key_length))
    return;
  key = g_ascii_strdown (bytes, (gssize) key_length);
  if (g_hash_table_contains (self->txt, key))
    return;
  if (equals == NULL)
    value = g_strdup ("");
  else if (g_utf8_validate_len (equals + 1, length - key_length - 1, NULL))
    value = g_strndup (equals + 1, length - key_length - 1);
  g_hash_table_insert (self->txt, g_steal_pointer (&key), value);
}

static DsAnnouncement *
announcement_new (const char *instance,
                  const char *type,
                  const char *host,
                  int interface,
                  GInetSocketAddress *address)
{
  DsAnnouncement *self = g_atomic_rc_box_new0 (DsAnnouncement);

  self->instance = dup_capped (instance, MAX_INSTANCE);
  self->type = dup_capped (type, MAX_NAME);
  self->host = dup_capped (host != NULL ? host : "", MAX_NAME);
  self->interface = interface;
  g_set_object (&self->address, address);
  self->txt = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * ds_announcement_new:
 * @instance: the service instance's name, such as "Kitchen plug"
 * @type: its service type, such as "_hap._tcp"
 * @host: (nullable): the host's name, such as "plug.local"
 * @interface: the kernel's index of the interface it was heard on
 * @address: where the service is
 * @txt: (nullable) (array zero-terminated): "key=value" strings
 *
 * Makes an announcement from text. Strings of @txt that break RFC 6763 section 6
 * are left out, and what is too long is cut.
 *
 * Returns: (transfer full): the announcement
 */
DsAnnouncement *
ds_announcement_new (const char *instance,
                     const char *type,
                     const char *host,
                     int interface,
                     GInetSocketAddress *address,
                     const char *const *txt)
{
  DsAnnouncement *self = NULL;

  g_return_val_if_fail (instance != NULL, NULL);
  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (address == NULL || G_IS_INET_SOCKET_ADDRESS (address), NULL);

  self = announcement_new (instance, type, host, interface, address);
  for (size_t i = 0; txt != NULL && txt[i] != NULL && i < MAX_TXT_STRINGS; i++)
    take_txt_string (self, txt[i], strlen (txt[i]));
  return self;
}

/**
 * ds_announcement_new_from_bytes:
 * @instance: the service instance's name
 * @type: its service type
 * @host: (nullable): the host's name
 * @interface: the kernel's index of the interface it was heard on
 * @address: where the service is
 * @txt: a variant of type "aay"
 *
 * Makes an announcement as ds_announcement_new() does, from a TXT record whose
 * strings may hold any bytes.
 *
 * Returns: (transfer full): the announcement
 */
DsAnnouncement *
ds_announcement_new_from_bytes (const char *instance,
                                const char *type,
                                const char *host,
                                int interface,
                                GInetSocketAddress *address,
                                GVariant *txt)
{
  DsAnnouncement *self = NULL;
  size_t total = 0;
  size_t n_strings = 0;

  g_return_val_if_fail (g_variant_is_of_type (txt, G_VARIANT_TYPE ("aay")), NULL);

  self = announcement_new (instance, type, host, interface, address);
  n_strings = MIN (g_variant_n_children (txt), MAX_TXT_STRINGS);
  for (size_t i = 0; i < n_strings; i++)
    {
      g_autoptr (GVariant) string = g_variant_get_child_value (txt, i);
      gsize length = 0;
      const char *bytes = g_variant_get_fixed_array (string, &length, 1);

      total += length + 1;
      if (total > MAX_TXT_BYTES)
        break;
      if (length > 0)
        take_txt_string (self, bytes, length);
    }
  return self;
}

/**
 * ds_announcement_ref:
 * @self: an announcement
 *
 * Returns: (transfer full): @self with one more reference
 */
DsAnnouncement *
ds_announcement_ref (DsAnnouncement *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
announcement_clear (gpointer data)
{
  DsAnnouncement *self = data;

  g_clear_pointer (&self->instance, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_object (&self->address);
  g_clear_pointer (&self->txt, g_hash_table_unref);
}

/**
 * ds_announcement_unref:
 * @self: (transfer full): an announcement
 *
 * Gives one reference back; the last one frees it.
 */
void
ds_announcement_unref (DsAnnouncement *self)
{
  g_atomic_rc_box_release_full (self, announcement_clear);
}

/**
 * ds_announcement_get_instance:
 * @self: an announcement
 *
 * Returns: the service instance's name, valid UTF-8 but otherwise as it came
 */
const char *
ds_announcement_get_instance (const DsAnnouncement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->instance;
}

/**
 * ds_announcement_get_type_:
 * @self: an announcement
 *
 * Returns: the service type, such as "_hap._tcp"
 */
const char *
ds_announcement_get_type_ (const DsAnnouncement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->type;
}

/**
 * ds_announcement_get_host:
 * @self: an announcement
 *
 * Returns: the host's name, or the empty text where it is not known
 */
const char *
ds_announcement_get_host (const DsAnnouncement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->host;
}

/**
 * ds_announcement_get_interface:
 * @self: an announcement
 *
 * Returns: the kernel's index of the interface it was heard on
 */
int
ds_announcement_get_interface (const DsAnnouncement *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->interface;
}

/**
 * ds_announcement_get_address:
 * @self: an announcement
 *
 * Returns: (transfer none): the address and port of the service; a link-local
 *   IPv6 address has its interface as scope
 */
GInetSocketAddress *
ds_announcement_get_address (const DsAnnouncement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->address;
}

/**
 * ds_announcement_get_txt:
 * @self: an announcement
 * @key: a key of the TXT record, in any case
 *
 * Reads the TXT record by the rules of RFC 6763 section 6.4.
 *
 * Returns: (nullable): the value, the empty text where the key has none, or
 *   %NULL where the key is absent or its value is not UTF-8
 */
const char *
ds_announcement_get_txt (const DsAnnouncement *self,
                         const char *key)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  lower = g_ascii_strdown (key, -1);
  return g_hash_table_lookup (self->txt, lower);
}

static unsigned int
get_scope (GInetSocketAddress *address)
{
  GInetAddress *inet = g_inet_socket_address_get_address (address);

  /* IPv4 has none, and GIO does not want to be asked. */
  if (g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6)
    return 0;
  return g_inet_socket_address_get_scope_id (address);
}

/**
 * ds_address_equal:
 * @a: (nullable): an address
 * @b: (nullable): another one
 *
 * Returns: whether both lead to the same place
 */
bool
ds_address_equal (GInetSocketAddress *a,
                  GInetSocketAddress *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_inet_address_equal (g_inet_socket_address_get_address (a),
                               g_inet_socket_address_get_address (b)) &&
         g_inet_socket_address_get_port (a) == g_inet_socket_address_get_port (b) &&
         get_scope (a) == get_scope (b);
}

static bool
txt_equal (GHashTable *a,
           GHashTable *b)
{
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return false;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      gpointer other = NULL;

      if (!g_hash_table_lookup_extended (b, key, NULL, &other) ||
          g_strcmp0 (value, other) != 0)
        return false;
    }
  return true;
}

/**
 * ds_announcement_equal:
 * @a: an announcement
 * @b: another one
 *
 * Returns: whether both say the same, so that nobody has to look again
 */
bool
ds_announcement_equal (const DsAnnouncement *a,
                       const DsAnnouncement *b)
{
  return a->interface == b->interface &&
         g_str_equal (a->instance, b->instance) &&
         g_str_equal (a->type, b->type) &&
         g_str_equal (a->host, b->host) &&
         ds_address_equal (a->address, b->address) &&
         txt_equal (a->txt, b->txt);
}
