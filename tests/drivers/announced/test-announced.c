/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "announced-examples.h"

#include "core/ds-text.h"
#include "drivers/announced/ds-announced-driver.h"
#include "drivers/announced/ds-announced-identity.h"
#include "drivers/announced/ds-announced-match.h"
#include "drivers/announced/ds-announced-table.h"
#include "ds-test.h"

static DsAnnouncement *
announce (const char *type,
          const char *instance,
          const char *host,
          const char * const *txt)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("192.0.2.9", 80);

  return ds_announcement_new (instance, type, host, 2, G_INET_SOCKET_ADDRESS (address), txt);
}

static DsMatch *
match (const char *type,
       const char *instance,
       const char * const *txt)
{
  g_autoptr (DsAnnouncement) announcement = announce (type, instance, "device.local", txt);

  return ds_announced_match (announcement);
}

static DsMatch *
match_one (const char *type,
           const char *instance,
           const char *member)
{
  const char * const txt[] = { member, NULL };

  return match (type, instance, txt);
}

static void
test_every_example (void)
{
  for (const AnnouncedExample *example = announced_examples; example->type != NULL; example++)
    {
      g_autoptr (DsAnnouncement) announcement =
        announce (example->type, example->instance, example->host, example->txt);
      g_autoptr (DsMatch) found = NULL;

      g_test_message ("%s %s", example->type, example->instance);
      g_assert_true (ds_driver_match (announcement, &found) == &ds_announced_driver);
      g_assert_cmpstr (found->key, ==, example->key);
      g_assert_cmpstr (found->name, ==, example->name);
      g_assert_cmpstr (found->maker, ==, example->maker);
      g_assert_cmpstr (found->model, ==, example->model);
      g_assert_cmpstr (found->software_version, ==, example->version);
      g_assert_cmpint (found->kind, ==, example->kind);
      g_assert_cmpint (found->hint, ==, example->hint);
      g_assert_false (found->taken);
    }
}

static bool
begins (const AnnouncedExample *example,
        const DsAnnouncedProduct *product)
{
  g_autoptr (DsAnnouncement) announcement =
    announce (example->type, example->instance, example->host, example->txt);
  const char *text = g_str_equal (product->key, DS_KEY_INSTANCE)
                       ? example->instance : ds_announcement_get_txt (announcement, product->key);

  return g_str_equal (example->type, product->type) && text != NULL &&
         g_ascii_strncasecmp (text, product->begins, strlen (product->begins)) == 0;
}

static void
test_every_row_has_an_example (void)
{
  for (unsigned int i = 0; ds_announced_types[i] != NULL; i++)
    {
      const AnnouncedExample *example = announced_examples;

      g_assert_cmpstr (ds_announced_types[i], ==, ds_announced_services[i].type);
      g_assert_true (ds_announced_find_service (ds_announced_types[i]) == &ds_announced_services[i]);
      while (example->type != NULL && !g_str_equal (example->type, ds_announced_types[i]))
        example++;
      g_test_message ("%s", ds_announced_types[i]);
      g_assert_nonnull (example->type);
    }
  for (const DsAnnouncedProduct *product = ds_announced_products; product->type != NULL; product++)
    {
      const AnnouncedExample *example = announced_examples;

      while (example->type != NULL && !begins (example, product))
        example++;
      g_test_message ("%s %s", product->type, product->begins);
      g_assert_nonnull (ds_announced_find_service (product->type));
      g_assert_true (example->type != NULL || product->nobody);
    }
}

static void
test_what_nothing_stands_behind_is_left_out (void)
{
  g_assert_null (match_one ("_googlecast._tcp", "Group-1", "md=Google Cast Group"));
  g_assert_null (match_one ("_http._tcp", "My web page", "path=/"));
  g_assert_null (match_one ("_amzn-alexa._tcp", "Something", "a=b"));
  g_assert_null (match_one ("_ipp._tcp", "Printer", "ty=Printer"));
  g_assert_null (match_one ("_unheard-of._tcp", "Thing", "a=b"));
  g_assert_null (match_one ("", "", ""));
}

static void
test_matter_ids (void)
{
  static const struct
  {
    const char *text;
    uint16_t    vendor;
    uint16_t    product;
  } cases[] = {
    { "VP=65521+32768", 65521, 32768 }, { "VP=4417", 4417, 0 }, { "VP=1+0", 1, 0 },
    { "VP=", 0, 0 }, { "VP", 0, 0 }, { "VP=0+1", 0, 0 }, { "VP=65536+1", 0, 0 },
    { "VP=1+65536", 0, 0 }, { "VP=1+2+3", 0, 0 }, { "VP=-1+2", 0, 0 }, { "VP= 1+2", 0, 0 },
    { "VP=1+", 0, 0 }, { "VP=0x1+2", 0, 0 }, { "VP=99999999999999999999+1", 0, 0 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DsMatch) found = match_one ("_matterc._udp", "X", cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (found->matter_vendor, ==, cases[i].vendor);
      g_assert_cmpuint (found->matter_product, ==, cases[i].product);
    }
  for (unsigned int type = 0; type <= G_MAXUINT16; type++)
    g_assert_cmpint (ds_announced_matter_kind (type), <=, DS_KIND_APPLIANCE);
  g_assert_cmpint (ds_announced_matter_kind (G_MAXUINT), ==, DS_KIND_UNKNOWN);
}

static void
test_hardware_addresses (void)
{
  static const struct
  {
    const char *text;
    const char *mac;
  } cases[] = {
    { "AA:BB:CC:DD:EE:FF", "aabbccddeeff" }, { "aa-bb-cc-dd-ee-ff", "aabbccddeeff" },
    { "AABBCCDDEEFF@Kitchen", "aabbccddeeff" }, { "shelly1minig4-aabbccddeeff", "aabbccddeeff" },
    { "ed-aabbccddeeff", "aabbccddeeff" }, { "001788FFFE100491", "001788100491" },
    { "x [aa:bb:cc:dd:ee:ff]", "aabbccddeeff" }, { "00:11:32:00:00:01|00:11:32:00:00:02", "001132000001" },
    { NULL, NULL }, { "", NULL }, { "AA:BB:CC:DD:EE", NULL }, { "AA:BB-CC:DD:EE:FF", NULL },
    { "AABBCCDDEEFF00", NULL }, { "AABBCCDDEE", NULL }, { "0011223344556677", NULL },
    { "00:00:00:00:00:00", NULL }, { "ffffffffffff", NULL }, { "AA:BB:CC:DD:EE:GG", NULL },
    { "AA:BB:CC:DD:EE:FF0", NULL }, { "AA:", NULL }, { "AA:BB:CC:DD:EE:", NULL },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mac = ds_announced_find_mac (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (mac, ==, cases[i].mac);
    }
}

static void
test_uuids (void)
{
  static const char * const wrong[] = {
    "", "0", "5f1ec000-0000-4000-8000-00000000000", "5f1ec000-0000-4000-8000-0000000000011",
    "5f1ec000-0000-4000-8000-00000000000g", "00000000-0000-0000-0000-000000000000",
  };
  g_autofree char *one = ds_announced_find_uuid ("uuid:5F1EC000-0000-4000-8000-000000000001");
  g_autofree char *two = ds_announced_find_uuid ("5f1ec000000040008000000000000001");

  g_assert_cmpstr (one, ==, "5f1ec000000040008000000000000001");
  g_assert_cmpstr (two, ==, one);
  g_assert_null (ds_announced_find_uuid (NULL));
  for (unsigned int i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (ds_announced_find_uuid (wrong[i]));
}

/* Two devices that do not know their own address are not one. */
static void
test_without_an_identity_the_host_tells (void)
{
  g_autoptr (DsMatch) zero = match_one ("_airplay._tcp", "A", "deviceid=00:00:00:00:00:00");
  g_autoptr (DsMatch) none = match_one ("_airplay._tcp", "A", "deviceid");
  g_autoptr (DsMatch) wrong = match_one ("_googlecast._tcp", "A", "id=me");
  g_autoptr (DsAnnouncement) lost = announce ("_smb._tcp", "Files", "", NULL);
  g_autoptr (DsMatch) nowhere = ds_announced_match (lost);

  g_assert_cmpstr (zero->key, ==, "host:device.local");
  g_assert_cmpstr (none->key, ==, "host:device.local");
  g_assert_cmpstr (wrong->key, ==, "host:device.local");
  g_assert_cmpstr (nowhere->key, ==, "name:_smb._tcp:Files");
}

static void
test_hostile_text_is_cleaned (void)
{
  g_autofree char *long_text = g_strnfill (240, 'x');
  g_autofree char *model = g_strconcat ("model=\xe2\x80\xae<b>", long_text, NULL);
  const char * const txt[] = { model, "manufacturer=\n\t\x1b[31mred", "osvers=\xff\xfe", NULL };
  g_autoptr (DsMatch) found = match ("_airplay._tcp", "\xe2\x80\xaeTV\x07\n", txt);
  g_autoptr (DsMatch) empty = match_one ("_shelly._tcp", "\n", "app= ");
  g_autoptr (DsMatch) at = match_one ("_raop._tcp", "@", "am=");

  g_assert_cmpstr (found->name, ==, "TV");
  g_assert_true (ds_text_is_clean (found->model));
  g_assert_cmpuint (g_utf8_strlen (found->model, -1), <=, DS_TEXT_MAX_NAME);
  g_assert_true (ds_text_is_clean (found->maker));
  g_assert_null (found->software_version);
  g_assert_cmpstr (empty->name, ==, "Shelly");
  g_assert_null (empty->model);
  g_assert_null (at->name);
}

static void
test_services_of_one_identity_add_up (void)
{
  static const char * const airplay[] = { "deviceid=50:F4:EE:D0:85:21", "manufacturer=Example", NULL };
  static const char * const raop[] = { "am=Loud 3", "fv=4.3.7", NULL };
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_announcement_unref);
  g_autoptr (GPtrArray) two = g_ptr_array_new ();
  g_autoptr (DsMatch) first = NULL;
  g_autoptr (DsMatch) second = NULL;

  g_ptr_array_add (one, announce ("_airplay._tcp", "Kitchen", "a.local", airplay));
  g_ptr_array_add (one, announce ("_raop._tcp", "50F4EED08521@Loud", "a.local", raop));
  g_ptr_array_add (two, one->pdata[1]);
  g_ptr_array_add (two, one->pdata[0]);

  g_assert_true (ds_driver_match_all (one, &first) == &ds_announced_driver);
  g_assert_true (ds_driver_match_all (two, &second) == &ds_announced_driver);
  g_assert_cmpstr (first->name, ==, "Kitchen");
  g_assert_cmpstr (first->maker, ==, "Example");
  g_assert_cmpstr (first->model, ==, "Loud 3");
  g_assert_cmpstr (first->software_version, ==, "4.3.7");
  /* Whichever came first. */
  g_assert_cmpstr (second->name, ==, first->name);
  g_assert_cmpstr (second->model, ==, first->model);
}

static void
test_nothing_can_be_done_with_it (void)
{
  g_assert_cmpuint (ds_announced_driver.capabilities, ==, 0);
  g_assert_cmpuint (ds_announced_driver.before_set_up, ==, 0);
  g_assert_null (ds_announced_driver.inspect);
  g_assert_null (ds_announced_driver.prove);
  g_assert_null (ds_announced_driver.check_in);
  g_assert_cmpstr (ds_announced_driver.get_name (), !=, "");
  g_assert_cmpstr (ds_announced_driver.get_security (), !=, "");
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);

  g_test_add_func ("/announced/every-example", test_every_example);
  g_test_add_func ("/announced/every-row-has-an-example", test_every_row_has_an_example);
  g_test_add_func ("/announced/what-nothing-stands-behind-is-left-out",
                   test_what_nothing_stands_behind_is_left_out);
  g_test_add_func ("/announced/matter-ids", test_matter_ids);
  g_test_add_func ("/announced/hardware-addresses", test_hardware_addresses);
  g_test_add_func ("/announced/uuids", test_uuids);
  g_test_add_func ("/announced/without-an-identity-the-host-tells",
                   test_without_an_identity_the_host_tells);
  g_test_add_func ("/announced/hostile-text-is-cleaned", test_hostile_text_is_cleaned);
  g_test_add_func ("/announced/services-of-one-identity-add-up",
                   test_services_of_one_identity_add_up);
  g_test_add_func ("/announced/nothing-can-be-done-with-it", test_nothing_can_be_done_with_it);

  return g_test_run ();
}
