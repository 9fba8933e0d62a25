/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-text.h"
#include "discovery/ds-announcement-private.h"
#include "ds-discovery-fixture.h"

#include <string.h>

#define TXT(...) ((const char *const[]){ __VA_ARGS__, NULL })

static DsAnnouncement *
with_txt (const char *const *txt)
{
  return ds_announcement_new ("Plug", TYPE, "plug.local", 2, NULL, txt);
}

static DsAnnouncement *
with_bytes (const char *bytes,
            size_t length)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) txt = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  g_variant_builder_add_value (&builder,
                               g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, length, 1));
  g_variant_builder_add_value (&builder,
                               g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "id=second", 9, 1));
  txt = g_variant_ref_sink (g_variant_builder_end (&builder));
  return ds_announcement_new_from_bytes ("Plug", TYPE, "plug.local", 2, NULL, txt);
}

static void
test_txt_keys_have_no_case (void)
{
  g_autoptr (DsAnnouncement) self = with_txt (TXT ("Md=Plug 3"));

  g_assert_cmpstr (ds_announcement_get_txt (self, "mD"), ==, "Plug 3");
  g_assert_null (ds_announcement_get_txt (self, "m"));
}

static void
test_txt_keys_are_printable (void)
{
  g_autoptr (DsAnnouncement) self =
    with_txt (TXT ("a\x1f=1", "b\x7f=2", "\tc=3", "d =4", "~=5"));

  g_assert_null (ds_announcement_get_txt (self, "a\x1f"));
  g_assert_null (ds_announcement_get_txt (self, "b\x7f"));
  g_assert_null (ds_announcement_get_txt (self, "\tc"));
  g_assert_cmpstr (ds_announcement_get_txt (self, "d "), ==, "4");
  g_assert_cmpstr (ds_announcement_get_txt (self, "~"), ==, "5");
}

static void
test_txt_first_of_two_counts (void)
{
  g_autoptr (DsAnnouncement) self = with_txt (TXT ("id=first", "ID=second"));

  g_assert_cmpstr (ds_announcement_get_txt (self, "id"), ==, "first");
}

static void
test_txt_without_value (void)
{
  g_autoptr (DsAnnouncement) self = with_txt (TXT ("bare", "empty=", "a=b=c", "=nothing", ""));

  g_assert_cmpstr (ds_announcement_get_txt (self, "bare"), ==, "");
  g_assert_cmpstr (ds_announcement_get_txt (self, "empty"), ==, "");
  g_assert_cmpstr (ds_announcement_get_txt (self, "a"), ==, "b=c");
  g_assert_null (ds_announcement_get_txt (self, ""));
}

static void
test_no_txt_at_all (void)
{
  g_autoptr (DsAnnouncement) self = with_txt (NULL);

  g_assert_null (ds_announcement_get_txt (self, "id"));
}

static void
test_txt_of_255_bytes (void)
{
  char text[258];
  g_autoptr (DsAnnouncement) fits = NULL;
  g_autoptr (DsAnnouncement) too_long = NULL;

  memset (text, 'x', sizeof text);
  memcpy (text, "id=", 3);
  text[255] = '\0';
  fits = with_txt (TXT (text));
  g_assert_cmpuint (strlen (ds_announcement_get_txt (fits, "id")), ==, 252);
  text[255] = 'x';
  text[256] = '\0';
  too_long = with_txt (TXT (text));
  g_assert_null (ds_announcement_get_txt (too_long, "id"));
}

static void
test_txt_that_is_no_text (void)
{
  g_autoptr (DsAnnouncement) invalid = with_bytes ("id=\xff\xfe", 5);
  g_autoptr (DsAnnouncement) zero = with_bytes ("id=a\0b", 6);
  g_autoptr (DsAnnouncement) bad_key = with_bytes ("i\xc3\xa9=a", 5);
  g_autoptr (DsAnnouncement) empty = with_bytes ("", 0);

  /* What hides behind an unreadable first one must not take its place. */
  g_assert_null (ds_announcement_get_txt (invalid, "id"));
  g_assert_null (ds_announcement_get_txt (zero, "id"));
  g_assert_cmpstr (ds_announcement_get_txt (bad_key, "id"), ==, "second");
  g_assert_cmpstr (ds_announcement_get_txt (empty, "id"), ==, "second");
}

static void
test_txt_flood_is_bounded (void)
{
  g_autoptr (GPtrArray) txt = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DsAnnouncement) self = NULL;

  for (int i = 0; i < 1000; i++)
    g_ptr_array_add (txt, g_strdup_printf ("k%d=v", i));
  g_ptr_array_add (txt, NULL);
  self = with_txt ((const char *const *) txt->pdata);
  g_assert_cmpstr (ds_announcement_get_txt (self, "k255"), ==, "v");
  g_assert_null (ds_announcement_get_txt (self, "k256"));
}

/* No record of more than 8,900 bytes fits a packet: the length of each string counts, and
 * one byte for it, whether the string is any good or not. */
static void
test_txt_beyond_a_packet_is_left_out (void)
{
  static const unsigned int last[] = { 195, 196 };

  for (size_t i = 0; i < G_N_ELEMENTS (last); i++)
    {
      GVariantBuilder builder;
      g_autoptr (GVariant) txt = NULL;
      g_autoptr (DsAnnouncement) self = NULL;
      char string[255];

      memset (string, 'x', sizeof string);
      g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
      for (unsigned int j = 0; j < 34; j++) /* 34 times 256 and 196 are 8,900 */
        g_variant_builder_add_value (&builder,
          g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, string, sizeof string, 1));
      memcpy (string, "id=", 3);
      g_variant_builder_add_value (&builder,
        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, string, last[i], 1));
      g_variant_builder_add_value (&builder,
        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "md=after", 8, 1));
      txt = g_variant_ref_sink (g_variant_builder_end (&builder));
      self = ds_announcement_new_from_bytes ("Plug", TYPE, "plug.local", 2, NULL, txt);
      g_assert_true ((ds_announcement_get_txt (self, "id") != NULL) == (last[i] == 195));
      g_assert_null (ds_announcement_get_txt (self, "md"));
    }
}

static void
test_txt_flood_over_the_bus_is_bounded (void)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) txt = NULL;
  g_autoptr (DsAnnouncement) self = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (unsigned int i = 0; i < 300; i++)
    {
      g_autofree char *string = g_strdup_printf ("k%u=v", i);

      g_variant_builder_add_value (&builder,
        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, string, strlen (string), 1));
    }
  txt = g_variant_ref_sink (g_variant_builder_end (&builder));
  self = ds_announcement_new_from_bytes ("Plug", TYPE, "plug.local", 2, NULL, txt);
  g_assert_cmpstr (ds_announcement_get_txt (self, "k255"), ==, "v");
  g_assert_null (ds_announcement_get_txt (self, "k256"));
}

static void
test_long_names_are_cut_at_a_character (void)
{
  g_autoptr (GString) name = g_string_new ("x");
  g_autoptr (DsAnnouncement) self = NULL;

  for (int i = 0; i < 1000; i++)
    g_string_append (name, "€");
  self = ds_announcement_new (name->str, name->str, name->str, 2, NULL, NULL);
  g_assert_cmpuint (strlen (ds_announcement_get_instance (self)), ==, 256);
  g_assert_cmpuint (strlen (ds_announcement_get_type_ (self)), ==, 1024);
  g_assert_true (g_utf8_validate (ds_announcement_get_instance (self), -1, NULL));
  g_assert_cmpuint (strlen (ds_announcement_get_host (self)), ==, 1024);
  g_assert_true (g_utf8_validate (ds_announcement_get_host (self), -1, NULL));

  /* One byte on, the bound is in the middle of a character. */
  g_clear_pointer (&self, ds_announcement_unref);
  g_string_prepend_c (name, 'x');
  self = ds_announcement_new (name->str, TYPE, name->str, 2, NULL, NULL);
  g_assert_cmpuint (strlen (ds_announcement_get_instance (self)), ==, 254);
  g_assert_true (g_str_has_prefix (name->str, ds_announcement_get_instance (self)));
}

/* As they come over the bus: nothing is lost, nothing breaks, and cleaning makes
 * them fit to be seen. */
/* Whoever makes one of what did not come over the bus: it is text all the same. */
static void
test_names_that_are_no_text (void)
{
  static const char *const names[] = { "\xff", "Plug\xc3", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80", "a\xc0\x80z" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (DsAnnouncement) announcement =
        ds_announcement_new (names[i], TYPE, names[i], 1, NULL, NULL);

      g_assert_true (g_utf8_validate (ds_announcement_get_instance (announcement), -1, NULL));
      g_assert_true (g_utf8_validate (ds_announcement_get_host (announcement), -1, NULL));
      g_assert_cmpstr (ds_announcement_get_instance (announcement), !=, "");
    }
}

static void
test_hostile_names_arrive (void)
{
  static const char *const names[] = {
    "Plug\n\x1b[31mred\a",
    "\u202egulP\u202c \u2066x\u2069",
    "<b>Plug</b> & <a href='x'>more</a>",
    "Plug.with.dots._tcp.local",
    "Ünïcødé 🔌 プラグ",
    "%s%n%99999d",
    "..",
    " ",
  };
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    ds_mock_avahi_publish (avahi, &(DsMockService){ .instance = names[i], .type = TYPE,
                                                    .port = 1, .txt = TXT ("md=\u202ex\n") });
  ds_test_wait_until (count_sightings (discovery) == G_N_ELEMENTS (names));
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      DsSighting *sighting = find_sighting (discovery, names[i]);
      const char *instance = NULL;
      g_autofree char *clean = NULL;

      g_assert_nonnull (sighting);
      instance = ds_announcement_get_instance (ds_sighting_get_announcement (sighting));
      g_assert_cmpstr (instance, ==, names[i]);
      clean = ds_text_clean_name (instance);
      g_assert_true (clean == NULL || ds_text_is_clean (clean));
    }
  finish_discovery (discovery);
}

typedef struct
{
  const char *instance;
  const char *type;
  const char *host;
  int         interface;
  const char *address;
  uint16_t    port;
  const char *txt;
} Row;

static DsAnnouncement *
from_row (const Row *row)
{
  g_autoptr (GSocketAddress) address =
    row->address != NULL ? g_inet_socket_address_new_from_string (row->address, row->port) : NULL;

  return ds_announcement_new (row->instance, row->type, row->host, row->interface,
                              (GInetSocketAddress *) address, TXT (row->txt));
}

/* What is taken for the same as before is not looked at again. */
static void
test_whatever_changes_is_another (void)
{
  static const Row rows[] = {
    { "Plug", TYPE, "plug.local", 2, "192.0.2.7", 80, "a=b" },
    { "Lamp", TYPE, "plug.local", 2, "192.0.2.7", 80, "a=b" },
    { "Plug", "_x._tcp", "plug.local", 2, "192.0.2.7", 80, "a=b" },
    { "Plug", TYPE, "lamp.local", 2, "192.0.2.7", 80, "a=b" },
    { "Plug", TYPE, "plug.local", 3, "192.0.2.7", 80, "a=b" },
    { "Plug", TYPE, "plug.local", 2, "192.0.2.8", 80, "a=b" },
    { "Plug", TYPE, "plug.local", 2, "192.0.2.7", 81, "a=b" },
    { "Plug", TYPE, "plug.local", 2, "fe80::7%1", 80, "a=b" },
    { "Plug", TYPE, "plug.local", 2, "fe80::7%2", 80, "a=b" },
    { "Plug", TYPE, "plug.local", 2, NULL, 0, "a=b" },
    { "Plug", TYPE, "plug.local", 2, "192.0.2.7", 80, "a=c" },
    { "Plug", TYPE, "plug.local", 2, "192.0.2.7", 80, "b=b" },
    { "Plug", TYPE, "plug.local", 2, "192.0.2.7", 80, NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      for (size_t j = 0; j < G_N_ELEMENTS (rows); j++)
        {
          g_autoptr (DsAnnouncement) one = from_row (&rows[i]);
          g_autoptr (DsAnnouncement) two = from_row (&rows[j]);

          g_assert_true (ds_announcement_equal (one, two) == (i == j));
        }
    }
}

static void
publish_at (DsMockAvahi *avahi,
            const char *name,
            const char *address,
            int interface,
            uint16_t port)
{
  ds_mock_avahi_publish (avahi, &(DsMockService){ .instance = name, .type = TYPE,
                                                  .address = address, .interface = interface,
                                                  .port = port });
}

static void
test_device_may_not_begin_to_point_at_this_computer (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();

  publish_at (avahi, "turncoat", "192.0.2.9", 2, 80);
  ds_test_wait_until (find_sighting (discovery, "turncoat") != NULL);
  publish_at (avahi, "turncoat", "127.0.0.1", 2, 80);
  ds_test_wait_until (find_sighting (discovery, "turncoat") == NULL);
  publish_at (avahi, "turncoat", "192.0.2.10", 2, 80);
  ds_test_wait_until (find_sighting (discovery, "turncoat") != NULL);
  finish_discovery (discovery);
}

static void
test_device_may_not_point_at_this_computer (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  DsDiscovery *discovery = start_discovery ();

  publish_at (avahi, "loopback", "127.0.0.1", 2, 80);
  publish_at (avahi, "loopback6", "::1", 2, 80);
  publish_at (avahi, "loopback in disguise", "::ffff:127.0.0.1", 2, 80);
  publish_at (avahi, "any", "0.0.0.0", 2, 80);
  publish_at (avahi, "many", "224.0.0.251", 2, 80);
  publish_at (avahi, "many6", "ff02::fb", 2, 80);
  publish_at (avahi, "no port", "192.0.2.9", 2, 0);
  publish_at (avahi, "nonsense", "not an address", 2, 80);
  publish_at (avahi, "our own", "127.0.0.1", 1, 80);
  publish_at (avahi, "good", "192.0.2.9", 2, 80);
  ds_test_wait_until (find_sighting (discovery, "good") != NULL);
  ds_test_wait_until (find_sighting (discovery, "our own") != NULL);
  g_assert_cmpuint (count_sightings (discovery), ==, 2);
  finish_discovery (discovery);
}

static void
test_binary_txt_arrives (void)
{
  g_autoptr (DsMockAvahi) avahi = ds_mock_avahi_new (DS_MOCK_AVAHI_NORMAL);
  g_autoptr (GBytes) raw = g_bytes_new_static ("k=\0\xff\x80", 5);
  DsDiscovery *discovery = start_discovery ();

  ds_mock_avahi_publish (avahi, &(DsMockService){ .instance = "plug", .type = TYPE, .port = 1,
                                                  .txt = TXT ("md=x", "bare", ""),
                                                  .raw_txt = raw });
  ds_test_wait_until (count_sightings (discovery) == 1);
  g_assert_cmpstr (get_txt (discovery, "plug", "md"), ==, "x");
  g_assert_cmpstr (get_txt (discovery, "plug", "bare"), ==, "");
  g_assert_null (get_txt (discovery, "plug", "k"));
  finish_discovery (discovery);
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/announcement/txt-keys-have-no-case", test_txt_keys_have_no_case);
  g_test_add_func ("/announcement/txt-keys-are-printable", test_txt_keys_are_printable);
  g_test_add_func ("/announcement/txt-first-of-two-counts", test_txt_first_of_two_counts);
  g_test_add_func ("/announcement/txt-without-value", test_txt_without_value);
  g_test_add_func ("/announcement/no-txt-at-all", test_no_txt_at_all);
  g_test_add_func ("/announcement/txt-of-255-bytes", test_txt_of_255_bytes);
  g_test_add_func ("/announcement/txt-that-is-no-text", test_txt_that_is_no_text);
  g_test_add_func ("/announcement/txt-flood-is-bounded", test_txt_flood_is_bounded);
  g_test_add_func ("/announcement/txt-beyond-a-packet-is-left-out",
                   test_txt_beyond_a_packet_is_left_out);
  g_test_add_func ("/announcement/txt-flood-over-the-bus-is-bounded",
                   test_txt_flood_over_the_bus_is_bounded);
  g_test_add_func ("/announcement/long-names-are-cut-at-a-character",
                   test_long_names_are_cut_at_a_character);
  g_test_add_func ("/announcement/names-that-are-no-text", test_names_that_are_no_text);
  g_test_add_func ("/announcement/whatever-changes-is-another",
                   test_whatever_changes_is_another);
  ds_test_add_fiber ("/announcement/hostile-names-arrive", test_hostile_names_arrive);
  ds_test_add_fiber ("/announcement/device-may-not-begin-to-point-at-this-computer",
                     test_device_may_not_begin_to_point_at_this_computer);
  ds_test_add_fiber ("/announcement/device-may-not-point-at-this-computer",
                     test_device_may_not_point_at_this_computer);
  ds_test_add_fiber ("/announcement/binary-txt-arrives", test_binary_txt_arrives);

  return g_test_run ();
}
