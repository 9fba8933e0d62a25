/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-text.h"
#include "drivers/printer/ds-printer-match.h"
#include "drivers/printer/ds-printer-place.h"

#include "ds-test.h"

#define UUID "2dc07730-9a3f-3d7b-6d8e-0c1f3e5a7b91"

static DsMatch *
match (const char *type,
       const char * const *txt)
{
  g_autoptr (DsAnnouncement) announcement =
    ds_announcement_new ("Study printer", type, "BRN3005.local", 2, NULL, txt);

  return ds_printer_match (announcement);
}

static void
test_a_printer_is_recognised (void)
{
  static const char * const txt[] = { "rp=ipp/print", "ty=Example LaserPrint 100",
                                      "usb_MFG=Example", "usb_MDL=LaserPrint 100",
                                      "UUID=2DC07730-9A3F-3D7B-6D8E-0C1F3E5A7B91",
                                      "adminurl=https://study.local:8631/", NULL };
  g_autoptr (DsMatch) found = match ("_ipps._tcp", txt);

  g_assert_cmpstr (found->key, ==, UUID);
  g_assert_cmpstr (found->name, ==, "Study printer");
  g_assert_cmpstr (found->maker, ==, "Example");
  g_assert_cmpstr (found->model, ==, "LaserPrint 100");
  g_assert_cmpint (found->kind, ==, DS_KIND_PRINTER);
  g_assert_cmpstr (found->path, ==, "ipps:/ipp/print https://study.local:8631/");
  g_assert_false (found->taken);
}

static void
test_encryption_is_used_where_it_is_announced (void)
{
  static const char * const with[] = { "UUID=" UUID, "TLS=1.2", "rp=printers/Den", NULL };
  static const char * const without[] = { "UUID=" UUID, "rp=printers/Den", NULL };
  g_autoptr (DsMatch) covered = match ("_ipp._tcp", with);
  g_autoptr (DsMatch) plain = match ("_ipp._tcp", without);

  g_assert_cmpstr (covered->path, ==, "ipps:/printers/Den");
  g_assert_cmpstr (plain->path, ==, "ipp:/printers/Den");
}

static void
test_an_old_printer_goes_by_its_host (void)
{
  static const char * const txt[] = { "ty=Example Old", "UUID=me", NULL };
  g_autoptr (DsMatch) found = match ("_ipp._tcp", txt);

  g_assert_cmpstr (found->key, ==, "brn3005.local");
  g_assert_cmpstr (found->model, ==, "Old");
}

/* Without a UUID it would go by a host that cannot be shown, or by none. */
static void
test_a_printer_without_any_name_is_none (void)
{
  static const char * const txt[] = { "ty=Example Old", NULL };
  g_autofree char *longest = g_strnfill (DS_TEXT_MAX_NAME, 'a');
  g_autofree char *too_long = g_strnfill (DS_TEXT_MAX_NAME + 1, 'a');
  const char *hosts[] = { longest, too_long, "", NULL, "old\n.local", "old\u202e.local", " old.local" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (DsAnnouncement) announcement =
        ds_announcement_new ("Old", "_ipp._tcp", hosts[i], 2, NULL, txt);
      g_autoptr (DsMatch) found = ds_printer_match (announcement);

      g_assert_true ((found != NULL) == (i == 0));
    }
}

static void
test_hostile_places_become_the_usual_one (void)
{
  static const char * const places[] = { "rp=a b", "rp=\r\nHost: x", "rp=", "rp=\xc3\xa4" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *txt[] = { "UUID=" UUID, places[i], NULL };
      g_autoptr (DsMatch) found = match ("_ipps._tcp", txt);

      g_assert_cmpstr (found->path, ==, "ipps:/ipp/print");
    }
}

static void
test_other_services_are_left_alone (void)
{
  static const char * const txt[] = { "UUID=" UUID, NULL };

  g_assert_null (match ("_http._tcp", txt));
  g_assert_null (match ("_pdl-datastream._tcp", txt));
}

static void
test_places_as_text (void)
{
  static const char * const texts[] = { "ipps:/ipp/print", "ipp:/a/b",
                                        "ipps:/ipp/print https://study.local:8631/" };
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("fe80::7%1", 631);

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DsPrinterPlace) place = ds_printer_place_parse (texts[i]);
      g_autofree char *again = ds_printer_place_to_text (place);

      g_assert_cmpstr (again, ==, texts[i]);
    }
  for (unsigned int i = 0; i < 2; i++)
    {
      g_autoptr (DsPrinterPlace) place = ds_printer_place_parse (i == 0 ? NULL : "/td");
      g_autofree char *uri = ds_printer_place_to_uri (place, G_INET_SOCKET_ADDRESS (address));

      g_assert_cmpstr (uri, ==, "ipps://[fe80::7]:631/ipp/print");
    }
}

static void
test_a_printers_page_leads_to_the_printer (void)
{
  static const struct
  {
    const char *written;
    const char *address;
    const char *page;
  } rows[] = {
    { "https://study.local:8631/", "192.0.2.7", "https://study.local:8631/" },
    { "https://study.local.:631/printers/A", "192.0.2.7", "https://study.local.:631/printers/A" },
    { "http://evil.example/login?next=1", "192.0.2.7", "http://192.0.2.7/login" },
    { "http://192.0.2.99/a", "192.0.2.7", "http://192.0.2.7/a" },
    { "http://[2001:db8::1]:80", "2001:db8::7", "http://[2001:db8::7]:80/" },
    { "http://evil.example/", "fe80::7%1", NULL },
    { "http://user@study.local/", "192.0.2.7", NULL },
    { "javascript:alert(1)", "192.0.2.7", NULL },
    { "file:///etc/passwd", "192.0.2.7", NULL },
    { "http://evil.example/<b>", "192.0.2.7", NULL },
    { "https://stu\x11" "dy.local/", "192.0.2.7", NULL },
    { "https://stu<b>dy.local/", "192.0.2.7", "https://192.0.2.7/" },
    { "", "192.0.2.7", NULL },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GSocketAddress) address =
        g_inet_socket_address_new_from_string (rows[i].address, 631);
      g_autofree char *page = ds_printer_page (rows[i].written, G_INET_SOCKET_ADDRESS (address));

      g_assert_cmpstr (page, ==, rows[i].page);
    }
}

static void
test_a_maker_is_told_from_its_model (void)
{
  static const struct
  {
    const char *text;
    const char *known;
    const char *maker;
    const char *model;
  } rows[] = {
    { "Example LaserPrint 100", NULL, "Example", "LaserPrint 100" },
    { "Example LaserPrint 100", "Example", "Example", "LaserPrint 100" },
    { "EXAMPLE LaserPrint", "Example", "Example", "LaserPrint" },
    { "LaserPrint 100", "Hewlett", "Hewlett", "LaserPrint 100" },
    { "LaserPrint", NULL, NULL, "LaserPrint" },
    { "Unknown", NULL, NULL, NULL },
    { "Examples X", "Example", "Example", "Examples X" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *maker = g_strdup (rows[i].known);
      g_autofree char *model = NULL;

      ds_printer_split_name (rows[i].text, &maker, &model);
      g_assert_cmpstr (maker, ==, rows[i].maker);
      g_assert_cmpstr (model, ==, rows[i].model);
    }
}

int
main (int argc,
      char **argv)
{
  ds_test_init (&argc, &argv);
  g_test_add_func ("/printer-match/a-printer-is-recognised", test_a_printer_is_recognised);
  g_test_add_func ("/printer-match/encryption-is-used-where-it-is-announced",
                   test_encryption_is_used_where_it_is_announced);
  g_test_add_func ("/printer-match/an-old-printer-goes-by-its-host",
                   test_an_old_printer_goes_by_its_host);
  g_test_add_func ("/printer-match/a-printer-without-any-name-is-none",
                   test_a_printer_without_any_name_is_none);
  g_test_add_func ("/printer-match/hostile-places-become-the-usual-one",
                   test_hostile_places_become_the_usual_one);
  g_test_add_func ("/printer-match/other-services-are-left-alone",
                   test_other_services_are_left_alone);
  g_test_add_func ("/printer-match/places-as-text", test_places_as_text);
  g_test_add_func ("/printer-match/a-printers-page-leads-to-the-printer",
                   test_a_printers_page_leads_to_the_printer);
  g_test_add_func ("/printer-match/a-maker-is-told-from-its-model",
                   test_a_maker_is_told_from_its_model);
  return g_test_run ();
}
