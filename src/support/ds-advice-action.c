/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-advice-action"

#include "config.h"

#include "ds-advice-action.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAILTO "mailto:"
#define HTTPS  "https://"

/* The longest address that mail can have (RFC 5321, 4.5.3.1). */
#define MAX_ADDRESS 254

static const char *
get_title (DsActionKind kind)
{
  switch (kind)
    {
    case DS_ACTION_SET_CLOCK:
      return _("Set the Date");
    case DS_ACTION_ADD_PURCHASE_DATE:
      return _("Add Purchase Date…");
    case DS_ACTION_ADD_END_DATE:
      return _("Add End Date…");
    case DS_ACTION_ASK_MAKER:
      return _("Ask the Maker");
    case DS_ACTION_GUEST_NETWORK:
      return _("Put It on the Guest Network");
    case DS_ACTION_KEEP_WITH_CARE:
      return _("Keep It with Care");
    case DS_ACTION_REPLACE:
      return _("Replace It");
    default:
      g_return_val_if_reached (NULL);
    }
}

static const char *
get_care (DsKind kind)
{
  switch (kind)
    {
    case DS_KIND_CAMERA:
      return _("Cover it or switch it off when no one needs it. Use a password for it that is "
               "used nowhere else. Turn off access from outside the home.");
    case DS_KIND_SPEAKER:
    case DS_KIND_TELEVISION:
    case DS_KIND_CONSOLE:
      return _("Switch off its microphone and camera, if it has any. Sign out of accounts that "
               "it does not need. Unplug it while the home is empty.");
    case DS_KIND_LOCK:
      return _("Have a key at hand that needs no power. Turn off opening from outside the home. "
               "Use a code for it that is used nowhere else.");
    case DS_KIND_ROUTER:
      return _("All that is at home goes through it, so replace it first. Until then, turn off "
               "access from outside, and use a new password for it.");
    case DS_KIND_PRINTER:
      return _("Turn off printing from outside the home. Switch it off when no one prints.");
    case DS_KIND_UNKNOWN:
    case DS_KIND_PLUG:
    case DS_KIND_LAMP:
    case DS_KIND_THERMOSTAT:
    case DS_KIND_HUB:
    case DS_KIND_SENSOR:
    case DS_KIND_APPLIANCE:
    case DS_KIND_STORAGE:
    case DS_KIND_SCANNER:
    case DS_KIND_COMPUTER:
    default:
      return _("Use a password for it that is used nowhere else. Turn off access from outside "
               "the home. Unplug it when no one needs it.");
    }
}

static const char *
get_asking (const char *url)
{
  if (g_str_has_prefix (url, HTTPS))
    return _("Opens the page on which the maker takes questions about security.");
  if (g_str_has_prefix (url, MAILTO "?"))
    return _("Opens a message that asks for the date. The address to send it to is on the box "
             "or on the maker’s page.");

  return _("Opens a message to the maker that asks for the date. It only has to be sent.");
}

static const char *
get_explanation (DsActionKind kind,
                 const DsAdviceFacts *facts,
                 const char *url)
{
  switch (kind)
    {
    case DS_ACTION_SET_CLOCK:
      return _("Open the settings of this computer, and set its date and time.");
    case DS_ACTION_ADD_PURCHASE_DATE:
      return _("With the day it was bought, the end date is known.");
    case DS_ACTION_ADD_END_DATE:
      return _("Is there a date on the box or in the booklet? Add it here.");
    case DS_ACTION_ASK_MAKER:
      return get_asking (url);
    case DS_ACTION_GUEST_NETWORK:
      return _("Most routers can make a guest network. A device there can use the "
               "internet, but cannot reach the phones and computers at home. Some apps "
               "may no longer find it. The page or app of the router shows how.");
    case DS_ACTION_KEEP_WITH_CARE:
      return get_care (facts->kind);
    case DS_ACTION_REPLACE:
      return _("Before buying a new one, check until when it gets updates. Erase the old "
               "one before giving it away.");
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Whether it is a plain address without a route, a comment or a second one. What
 * may follow it in a link (a header that sends copies, a file to attach) is the
 * link's, and is not taken over. */
static bool
is_address (const char *text,
            size_t length)
{
  const char *at = memchr (text, '@', length);

  if (at == NULL || at == text || at == text + length - 1 || length > MAX_ADDRESS)
    return false;

  for (size_t i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && strchr (".-_+@", text[i]) == NULL)
        return false;
      if (text[i] == '@' && text + i != at)
        return false;
    }

  return true;
}

/* The address of the first contact that is one by mail, or NULL. */
static char *
dup_address (const char * const *contacts)
{
  for (unsigned int i = 0; contacts != NULL && contacts[i] != NULL; i++)
    {
      const char *address = contacts[i] + strlen (MAILTO);

      if (g_str_has_prefix (contacts[i], MAILTO) && is_address (address, strcspn (address, "?")))
        return g_strndup (address, strcspn (address, "?"));
    }

  return NULL;
}

static const char *
find_page (const char * const *contacts)
{
  for (unsigned int i = 0; contacts != NULL && contacts[i] != NULL; i++)
    {
      if (g_str_has_prefix (contacts[i], HTTPS))
        return contacts[i];
    }

  return NULL;
}

static char *
dup_body (const DsAdviceFacts *facts,
          const char *model)
{
  if (facts->software_version != NULL)
    /* Translators: a message to the maker of a device; %1$s is a model, %2$s a version */
    return g_strdup_printf (_("Hello,\n\nUntil which day does this model get security "
                              "updates: %1$s? It runs version %2$s.\n\nWhere is that "
                              "published?\n\nThank you"), model, facts->software_version);

  /* Translators: a message to the maker of a device; %s is a model */
  return g_strdup_printf (_("Hello,\n\nUntil which day does this model get security "
                            "updates: %s?\n\nWhere is that published?\n\nThank you"),
                          model);
}

/* The device is named in the way of its maker; what is its person's own, such as its
 * name, room or serial number, stays at home. */
static char *
dup_model (const DsAdviceFacts *facts)
{
  if (facts->maker != NULL && facts->model != NULL)
    /* Translators: the maker and the model of a device */
    return g_strdup_printf (C_("device", "%1$s %2$s"), facts->maker, facts->model);
  if (facts->model != NULL)
    return g_strdup (facts->model);
  if (facts->maker != NULL)
    return g_strdup (facts->maker);

  return g_strdup (ds_kind_get_title (facts->kind));
}

/* A link that opens a message (RFC 6068, whose section 5 wants these line ends). */
static char *
dup_message (const DsAdviceFacts *facts,
             const char *address)
{
  g_autofree char *model = dup_model (facts);
  /* Translators: %s is a model */
  g_autofree char *subject = g_strdup_printf (_("Security updates for %s"), model);
  g_autofree char *text = dup_body (facts, model);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *body = g_strjoinv ("\r\n", lines);
  g_autofree char *escaped_subject = g_uri_escape_string (subject, NULL, FALSE);
  g_autofree char *escaped_body = g_uri_escape_string (body, NULL, FALSE);

  return g_strconcat (MAILTO, address != NULL ? address : "", "?subject=", escaped_subject,
                      "&body=", escaped_body, NULL);
}

static char *
dup_asking_url (const DsAdviceFacts *facts)
{
  g_autofree char *address = dup_address (facts->contacts);
  const char *page = find_page (facts->contacts);

  if (address == NULL && page != NULL)
    return g_strdup (page);

  return dup_message (facts, address);
}

/**
 * ds_action_new:
 * @kind: what to do
 * @facts: about which device
 *
 * Returns: (transfer full): the words for it
 */
DsAction *
ds_action_new (DsActionKind kind,
               const DsAdviceFacts *facts)
{
  DsAction *self;

  g_return_val_if_fail (facts != NULL, NULL);

  self = g_new0 (DsAction, 1);
  self->kind = kind;
  self->title = g_strdup (get_title (kind));
  if (kind == DS_ACTION_ASK_MAKER)
    self->url = dup_asking_url (facts);
  self->explanation = g_strdup (get_explanation (kind, facts, self->url));
  return self;
}

/**
 * ds_action_free:
 * @self: (transfer full) (nullable): something to do
 */
void
ds_action_free (DsAction *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->explanation);
  g_free (self->url);
  g_free (self);
}
