/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-announced-match"

#include "config.h"

#include "ds-announced-match.h"

#include "core/ds-text.h"
#include "ds-announced-identity.h"
#include "ds-announced-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A host name is at most 253 characters; an identity is never cut. */
#define MAX_IDENTITY 256

/* Of the capabilities in "ca" of Google Cast: it has a screen. */
#define CAST_VIDEO_OUT 1

/* The part behind "key=" of one string that holds all, "a=1,b=2". */
static char *
find_in_list (const char *list,
              const char *key)
{
  g_auto (GStrv) parts = g_strsplit (list, ",", -1);
  size_t length = strlen (key);

  for (unsigned int i = 1; parts[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (parts[i], key, length) == 0 && parts[i][length] == '=')
        return g_strdup (parts[i] + length + 1);
    }

  return NULL;
}

/* What stands under one key; NULL where nothing does. */
static char *
read_key (const DsAnnouncedService *service,
          const DsAnnouncement *announcement,
          const char *key)
{
  const char *text = NULL;

  if (g_str_equal (key, DS_KEY_INSTANCE))
    return g_strdup (ds_announcement_get_instance (announcement));
  if (g_str_equal (key, DS_KEY_HOST))
    return g_strdup (ds_announcement_get_host (announcement));

  text = ds_announcement_get_txt (announcement, key);
  if (text != NULL && *text != '\0')
    return g_strdup (text);
  if (service->list_key != NULL)
    text = ds_announcement_get_txt (announcement, service->list_key);
  return service->list_key != NULL && text != NULL ? find_in_list (text, key) : NULL;
}

/* The same for keys that may be several, of which the first with a text counts. */
static char *
read_text (const DsAnnouncedService *service,
           const DsAnnouncement *announcement,
           const char *keys)
{
  g_auto (GStrv) names = g_strsplit (keys != NULL ? keys : "", " ", -1);

  for (unsigned int i = 0; names[i] != NULL; i++)
    {
      g_autofree char *text = *names[i] != '\0' ? read_key (service, announcement, names[i]) : NULL;
      g_autofree char *cleaned = ds_text_clean_name (text);

      if (*cleaned != '\0')
        return g_steal_pointer (&cleaned);
    }

  return NULL;
}

static unsigned int
read_number (const DsAnnouncement *announcement,
             const char *key,
             unsigned int most)
{
  const char *text = ds_announcement_get_txt (announcement, key);
  guint64 number = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, most, &number, NULL))
    return 0;

  return (unsigned int) number;
}

static const DsAnnouncedProduct *
find_product (const DsAnnouncedService *service,
              const DsAnnouncement *announcement)
{
  for (const DsAnnouncedProduct *product = ds_announced_products; product->type != NULL; product++)
    {
      g_autofree char *text = NULL;

      if (!g_str_equal (product->type, service->type))
        continue;
      text = read_key (service, announcement, product->key);
      if (text != NULL && g_ascii_strncasecmp (text, product->begins, strlen (product->begins)) == 0)
        return product;
    }

  return NULL;
}

/*
 * Which device
 */

static char *
find_mac (const DsAnnouncedService *service,
          const DsAnnouncement *announcement)
{
  g_auto (GStrv) keys = g_strsplit (service->lasting_key, " ", -1);

  for (unsigned int i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *text = read_key (service, announcement, keys[i]);
      char *mac = ds_announced_find_mac (text);

      if (mac != NULL)
        return mac;
    }

  return NULL;
}

static char *
host_key (const DsAnnouncement *announcement)
{
  g_autofree char *lower = g_ascii_strdown (ds_announcement_get_host (announcement), -1);
  g_autofree char *cleaned = ds_text_clean (lower, strlen (lower), MAX_IDENTITY);

  if (*cleaned != '\0')
    return g_strconcat ("host:", cleaned, NULL);

  g_free (cleaned);
  cleaned = ds_text_clean (ds_announcement_get_instance (announcement),
                           strlen (ds_announcement_get_instance (announcement)), MAX_IDENTITY);
  return g_strconcat ("name:", ds_announcement_get_type_ (announcement), ":", cleaned, NULL);
}

static char *
make_key (const DsAnnouncedService *service,
          const DsAnnouncement *announcement)
{
  g_autofree char *text = NULL;

  switch (service->lasting)
    {
    case DS_LASTING_MAC:
      text = find_mac (service, announcement);
      if (text != NULL)
        return g_strconcat ("mac:", text, NULL);
      break;
    case DS_LASTING_UUID:
      text = ds_announced_find_uuid (ds_announcement_get_txt (announcement, service->lasting_key));
      if (text != NULL)
        return g_strconcat ("uuid:", text, NULL);
      break;
    case DS_LASTING_SERIAL:
      text = read_text (service, announcement, service->lasting_key);
      if (text != NULL)
        return g_strconcat (service->type, ":", text, NULL);
      break;
    case DS_LASTING_HOST:
    default:
      break;
    }

  return host_key (announcement);
}

/*
 * What it is
 */

static char *
read_name (const DsAnnouncedService *service,
           const DsAnnouncement *announcement)
{
  const char *instance = ds_announcement_get_instance (announcement);
  const char *at = NULL;
  char *name = read_text (service, announcement, service->name_key);

  if (name != NULL || service->named == DS_NAMED_NOWHERE)
    return name;
  if (service->named == DS_NAMED_AFTER_AT)
    at = strchr (instance, '@');

  name = ds_text_clean_name (at != NULL ? at + 1 : instance);
  if (*name == '\0')
    g_clear_pointer (&name, g_free);
  return name;
}

/* Vendor and product as decimal numbers, "65521+32768"; the second may be missing
 * (Matter Core Specification, section 4.3.1.6). */
static void
read_matter (DsMatch *match,
             const DsAnnouncement *announcement)
{
  const char *text = ds_announcement_get_txt (announcement, "VP");
  g_auto (GStrv) ids = g_strsplit (text != NULL ? text : "", "+", 3);
  guint64 vendor = 0;
  guint64 product = 0;

  match->kind = ds_announced_matter_kind (read_number (announcement, "DT", G_MAXUINT));
  if (ids[0] == NULL || !g_ascii_string_to_unsigned (ids[0], 10, 1, G_MAXUINT16, &vendor, NULL))
    return;
  if (ids[1] != NULL && (ids[2] != NULL || !g_ascii_string_to_unsigned (ids[1], 10, 0, G_MAXUINT16,
                                                                        &product, NULL)))
    return;

  match->matter_vendor = (uint16_t) vendor;
  match->matter_product = (uint16_t) product;
}

static void
read_product (DsMatch *match,
              const DsAnnouncedProduct *product)
{
  match->hint = DS_HINT_PRODUCT;
  if (product->kind != DS_KIND_UNKNOWN)
    match->kind = product->kind;
  if (product->maker != NULL)
    {
      g_free (match->maker);
      match->maker = g_strdup (product->maker);
    }
}

/* Whatever there is that a person may recognise it by. */
static void
find_name (DsMatch *match,
           const DsAnnouncedService *service,
           const DsAnnouncedProduct *product)
{
  if (match->name != NULL)
    return;
  if (product != NULL && product->called != NULL)
    match->name = g_strdup (product->called);
  else if (match->model != NULL)
    match->name = g_strdup (match->model);
  else if (service->called != NULL)
    match->name = g_strdup (_(service->called));
  else
    match->name = g_strdup (match->maker);
}

/**
 * ds_announced_match:
 * @announcement: what a device announces
 *
 * Reads an announcement by the table.
 *
 * Returns: (transfer full) (nullable): what the announcement tells, or %NULL where
 *   its type is not known or no device stands behind it
 */
DsMatch *
ds_announced_match (const DsAnnouncement *announcement)
{
  const DsAnnouncedService *service = NULL;
  const DsAnnouncedProduct *product = NULL;
  DsMatch *match = NULL;

  g_return_val_if_fail (announcement != NULL, NULL);

  service = ds_announced_find_service (ds_announcement_get_type_ (announcement));
  if (service == NULL)
    return NULL;
  product = find_product (service, announcement);
  if (product != NULL ? product->nobody : service->known_only)
    return NULL;

  match = g_new0 (DsMatch, 1);
  match->key = make_key (service, announcement);
  match->hint = service->hint;
  match->kind = service->kind;
  match->maker = read_text (service, announcement, service->maker_key);
  if (match->maker == NULL)
    match->maker = g_strdup (service->maker);
  match->model = read_text (service, announcement, service->model_key);
  match->software_version = read_text (service, announcement, service->version_key);
  match->name = read_name (service, announcement);
  if (g_str_has_prefix (service->type, "_matter"))
    read_matter (match, announcement);
  if (g_str_equal (service->type, "_googlecast._tcp"))
    match->kind = read_number (announcement, "ca", G_MAXUINT) & CAST_VIDEO_OUT
                    ? DS_KIND_TELEVISION : DS_KIND_SPEAKER;
  if (product != NULL)
    read_product (match, product);
  find_name (match, service, product);

  return match;
}
