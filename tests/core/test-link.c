/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/ds-link.h"

#include <string.h>

static void
test_links_a_person_may_open (void)
{
  g_autofree char *host = ds_link_dup_host ("https://WWW.Example.com:8443/a?b#c");

  g_assert_cmpstr (host, ==, "www.example.com");
  g_assert_true (ds_link_is_web ("https://example.com"));
  g_assert_true (ds_link_is_web ("HTTPS://example.com/"));
  g_assert_true (ds_link_is_web ("https://[2001:db8::7]/"));
  g_assert_false (ds_link_is_web ("mailto:security@example.com"));
  g_assert_true (ds_link_is_contact ("mailto:security@example.com"));
  g_assert_true (ds_link_is_contact ("tel:+1-201-555-0123"));
  g_assert_true (ds_link_is_contact ("https://example.com/report"));
}

static void
test_links_nobody_may_open (void)
{
  static const char * const bad[] = {
    "", "example.com", "//example.com/", "http://example.com/", "ftp://example.com/",
    "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "https:", "https:page",
    "https:///page", "https://", "https://example.com/a b", "https://example.com/\n",
    "https://example.com/\x7f", "https://ex\xc3\xa4mple.com/", " https://example.com/",
    /* What stands before the last "@" is a name to log in with, not whose it is. */
    "https://example.com@192.0.2.7/", "https://example.com:443@evil.example/", "https://@evil.example/",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *host = ds_link_dup_host (bad[i]);

      g_test_message ("“%s”", bad[i]);
      g_assert_false (ds_link_is_web (bad[i]));
      g_assert_false (ds_link_is_contact (bad[i]));
      g_assert_null (host);
    }
  g_assert_false (ds_link_is_web (NULL));
}

static void
test_link_without_end (void)
{
  g_autofree char *path = g_strnfill (2048 - strlen ("https://example.com/"), 'x');
  g_autofree char *longest = g_strconcat ("https://example.com/", path, NULL);
  g_autofree char *longer = g_strconcat (longest, "x", NULL);

  g_assert_true (ds_link_is_web (longest));
  g_assert_false (ds_link_is_web (longer));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link/a-person-may-open", test_links_a_person_may_open);
  g_test_add_func ("/link/nobody-may-open", test_links_nobody_may_open);
  g_test_add_func ("/link/without-end", test_link_without_end);

  return g_test_run ();
}
