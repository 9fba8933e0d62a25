/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-error"

#include "config.h"

#include "ds-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <libdex.h>
#include <stdbool.h>
#include <string.h>

/* The sentence of an error that tells more than others of its sort. */
typedef struct
{
  char *sentence; /* or NULL */
} DsErrorPrivate;

static void
ds_error_private_init (DsErrorPrivate *self)
{
  self->sentence = NULL;
}

static void
ds_error_private_copy (const DsErrorPrivate *from,
                       DsErrorPrivate *to)
{
  to->sentence = g_strdup (from->sentence);
}

static void
ds_error_private_clear (DsErrorPrivate *self)
{
  g_clear_pointer (&self->sentence, g_free);
}

/* GLib's macro goes from the error back to what it has put before it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (DsError, ds_error)
#pragma GCC diagnostic pop

G_DEFINE_ENUM_TYPE (DsError, ds_error,
                    G_DEFINE_ENUM_VALUE (DS_ERROR_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_UNREACHABLE, "unreachable"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_TIMED_OUT, "timed-out"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_BAD_ANSWER, "bad-answer"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_BAD_CODE, "bad-code"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_WRONG_CODE, "wrong-code"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_UNPROVEN, "unproven"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_WAIT, "wait"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_TOO_MANY_TRIES, "too-many-tries"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_TAKEN, "taken"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_FULL, "full"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_KEY_CHANGED, "key-changed"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_KEY_RENEWED, "key-renewed"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_NOT_OURS, "not-ours"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_UNSUPPORTED, "unsupported"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_NOT_UPDATED, "not-updated"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_STUCK, "stuck"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_NOT_ERASED, "not-erased"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_NO_LOGIN, "no-login"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_WEAK_PASSWORD, "weak-password"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_OLD_PASSWORD, "old-password"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_UNCOVERED, "uncovered"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_UPDATE_WAITING, "update-waiting"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_SUPPORT_ENDED, "support-ended"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_PROMISE_OVER, "promise-over"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_KEYRING_LOCKED, "keyring-locked"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_KEYRING_DISMISSED, "keyring-dismissed"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_KEYRING_MISSING, "keyring-missing"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_KEYRING_UNREADABLE, "keyring-unreadable"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_KEYRING_NOT_WANTED, "keyring-not-wanted"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_KEYRING_UNANSWERED, "keyring-unanswered"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_STORAGE_FULL, "storage-full"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_STORAGE_READ_ONLY, "storage-read-only"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_STORAGE_DAMAGED, "storage-damaged"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_STORAGE_NEWER, "storage-newer"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_NO_AVAHI, "no-avahi"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_NO_NETWORK, "no-network"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_BAD_ADDRESS, "bad-address"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_NO_PORT, "no-port"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_NOT_FOUND, "not-found"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_WEBSITE_SILENT, "website-silent"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_WEBSITE_UNPROVEN, "website-unproven"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_WEBSITE_ELSEWHERE, "website-elsewhere"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_WEBSITE_WITHOUT, "website-without"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_WEBSITE_UNCLEAR, "website-unclear"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_DOCUMENT_EXPIRED, "document-expired"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_DOCUMENT_UNSIGNED, "document-unsigned"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_OTHER_SIGNER, "other-signer"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_NO_QUESTION, "no-question"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_BAD_LABEL, "bad-label"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_CATALOGUE_DAMAGED, "catalogue-damaged"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_CATALOGUE_UNSIGNED, "catalogue-unsigned"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_CATALOGUE_OLD, "catalogue-old"),
                    G_DEFINE_ENUM_VALUE (DS_ERROR_CANCELLED, "cancelled"))

static DsError
code_for_io (int code)
{
  switch (code)
    {
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_CONNECTION_CLOSED:
    case G_IO_ERROR_NOT_CONNECTED:
      return DS_ERROR_UNREACHABLE;
    case G_IO_ERROR_TIMED_OUT:
      return DS_ERROR_TIMED_OUT;
    case G_IO_ERROR_CANCELLED:
      return DS_ERROR_CANCELLED;
    case G_IO_ERROR_NO_SPACE:
      return DS_ERROR_STORAGE_FULL;
    case G_IO_ERROR_READ_ONLY:
      return DS_ERROR_STORAGE_READ_ONLY;
    case G_IO_ERROR_INVALID_DATA:
    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_MESSAGE_TOO_LARGE:
      return DS_ERROR_BAD_ANSWER;
    case G_IO_ERROR_NOT_FOUND:
      return DS_ERROR_NOT_FOUND;
    case G_IO_ERROR_NOT_SUPPORTED:
      return DS_ERROR_UNSUPPORTED;
    default:
      return DS_ERROR_FAILED;
    }
}

static DsError
code_for_file (int code)
{
  switch (code)
    {
    case G_FILE_ERROR_NOSPC:
      return DS_ERROR_STORAGE_FULL;
    case G_FILE_ERROR_ROFS:
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
      return DS_ERROR_STORAGE_READ_ONLY;
    case G_FILE_ERROR_NOENT:
      return DS_ERROR_NOT_FOUND;
    default:
      return DS_ERROR_FAILED;
    }
}

static DsError
code_for_bus (int code)
{
  switch (code)
    {
    case G_DBUS_ERROR_NO_REPLY:
    case G_DBUS_ERROR_TIMEOUT:
    case G_DBUS_ERROR_TIMED_OUT:
      return DS_ERROR_TIMED_OUT;
    default:
      return DS_ERROR_FAILED;
    }
}

static DsError
code_for_dex (int code)
{
  switch (code)
    {
    case DEX_ERROR_TIMED_OUT:
      return DS_ERROR_TIMED_OUT;
    case DEX_ERROR_FIBER_CANCELLED:
      return DS_ERROR_CANCELLED;
    default:
      return DS_ERROR_FAILED;
    }
}

/* libsecret is not linked on this floor; its domain and values are its ABI. */
static DsError
code_for_secret (int code)
{
  enum { PROTOCOL = 1, IS_LOCKED, NO_SUCH_OBJECT, ALREADY_EXISTS, INVALID_FILE_FORMAT };

  switch (code)
    {
    case IS_LOCKED:
      return DS_ERROR_KEYRING_LOCKED;
    case NO_SUCH_OBJECT:
      return DS_ERROR_NOT_FOUND;
    case PROTOCOL:
    case INVALID_FILE_FORMAT:
      return DS_ERROR_KEYRING_UNREADABLE;
    default:
      return DS_ERROR_FAILED;
    }
}

static DsError
code_for (const GError *error)
{
  if (error->domain == DS_ERROR)
    return (DsError) error->code;
  if (error->domain == G_IO_ERROR)
    return code_for_io (error->code);
  if (error->domain == G_FILE_ERROR)
    return code_for_file (error->code);
  if (error->domain == G_DBUS_ERROR)
    return code_for_bus (error->code);
  if (error->domain == DEX_ERROR)
    return code_for_dex (error->code);
  if (error->domain == G_RESOLVER_ERROR)
    return DS_ERROR_UNREACHABLE;
  if (error->domain == G_TLS_ERROR || error->domain == JSON_PARSER_ERROR ||
      error->domain == JSON_READER_ERROR)
    return DS_ERROR_BAD_ANSWER;
  if (error->domain == g_quark_from_static_string ("secret-error"))
    return code_for_secret (error->code);

  return DS_ERROR_FAILED;
}

/**
 * ds_error_is:
 * @error: (nullable): an error
 * @code: a value
 *
 * Returns: whether @error is that one
 */
gboolean
ds_error_is (const GError *error,
             DsError code)
{
  return g_error_matches (error, DS_ERROR, (int) code);
}

/**
 * ds_error_is_cancelled:
 * @error: (nullable): an error of any domain
 *
 * Returns: whether the person, or what waited for it, gave up
 */
gboolean
ds_error_is_cancelled (const GError *error)
{
  return error != NULL && code_for (error) == DS_ERROR_CANCELLED;
}

/**
 * ds_error_is_keyring:
 * @error: (nullable): an error
 *
 * Returns: whether it is about the place where keys are kept
 */
gboolean
ds_error_is_keyring (const GError *error)
{
  return ds_error_is (error, DS_ERROR_KEYRING_LOCKED) ||
         ds_error_is (error, DS_ERROR_KEYRING_DISMISSED) ||
         ds_error_is (error, DS_ERROR_KEYRING_MISSING) ||
         ds_error_is (error, DS_ERROR_KEYRING_UNREADABLE) ||
         ds_error_is (error, DS_ERROR_KEYRING_NOT_WANTED) ||
         ds_error_is (error, DS_ERROR_KEYRING_UNANSWERED);
}

/**
 * ds_error_is_storage:
 * @error: (nullable): an error
 *
 * Returns: whether it is about the data file
 */
gboolean
ds_error_is_storage (const GError *error)
{
  return ds_error_is (error, DS_ERROR_STORAGE_FULL) ||
         ds_error_is (error, DS_ERROR_STORAGE_READ_ONLY) ||
         ds_error_is (error, DS_ERROR_STORAGE_DAMAGED) ||
         ds_error_is (error, DS_ERROR_STORAGE_NEWER);
}

/**
 * ds_error_is_weak_door:
 * @error: (nullable): an error
 *
 * Returns: whether it says that a device lets strangers in; its owner is let in
 *   all the same
 */
gboolean
ds_error_is_weak_door (const GError *error)
{
  return ds_error_is (error, DS_ERROR_NO_LOGIN) ||
         ds_error_is (error, DS_ERROR_WEAK_PASSWORD) ||
         ds_error_is (error, DS_ERROR_OLD_PASSWORD) ||
         ds_error_is (error, DS_ERROR_UNCOVERED);
}

/**
 * ds_error_is_end_of_support:
 * @error: (nullable): an error
 *
 * Returns: whether it says that security updates have ended, or are no longer promised
 */
gboolean
ds_error_is_end_of_support (const GError *error)
{
  return ds_error_is (error, DS_ERROR_SUPPORT_ENDED) ||
         ds_error_is (error, DS_ERROR_PROMISE_OVER);
}

/**
 * ds_error_is_no_fault:
 * @error: (nullable): an error
 *
 * Returns: whether it says that a device needs the person although it works: that a
 *   security update waits, or that there will be none
 */
gboolean
ds_error_is_no_fault (const GError *error)
{
  return ds_error_is (error, DS_ERROR_UPDATE_WAITING) || ds_error_is_end_of_support (error);
}

/**
 * ds_error_adopt:
 * @error: (transfer full) (nullable): an error of any domain
 *
 * Returns: (transfer full) (nullable): the same in %DS_ERROR, with its message
 */
GError *
ds_error_adopt (GError *error)
{
  if (error == NULL || error->domain == DS_ERROR)
    return error;

  return ds_error_turn_into (error, code_for (error));
}

/**
 * ds_error_turn_into:
 * @error: (transfer full): an error of any domain
 * @code: what it is to us
 *
 * Returns: (transfer full): that in %DS_ERROR, with the message of @error
 */
GError *
ds_error_turn_into (GError *error,
                    DsError code)
{
  GError *ours = g_error_new_literal (DS_ERROR, (int) code, error->message);

  g_error_free (error);
  return ours;
}

/* A folder as a person types it: "~/.local/share/doorstep". */
static char *
dup_place (const char *folder)
{
  const char *home = g_get_home_dir ();
  size_t length = strlen (home);
  g_autofree char *rest = NULL;

  if (length <= 1 || !g_str_has_prefix (folder, home) || folder[length] != '/')
    return g_filename_display_name (folder);

  rest = g_filename_display_name (folder + length);
  return g_strconcat ("~", rest, NULL);
}

/**
 * ds_error_set_kept:
 * @error: an error of ours
 * @path: where what was damaged is now
 *
 * Its sentence tells that from now on, where @error is %DS_ERROR_STORAGE_DAMAGED.
 */
void
ds_error_set_kept (GError *error,
                   const char *path)
{
  DsErrorPrivate *own;
  g_autofree char *name = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *place = NULL;

  g_return_if_fail (path != NULL);

  if (!ds_error_is (error, DS_ERROR_STORAGE_DAMAGED))
    return;

  own = ds_error_get_private (error);
  name = g_filename_display_basename (path);
  folder = g_path_get_dirname (path);
  place = dup_place (folder);
  g_free (own->sentence);
  /* Translators: %1$s is the name of a file. %2$s is its folder, where “~” stands for the
   * person's own one: ~/.local/share/doorstep */
  own->sentence = g_strdup_printf (_("Doorstep’s list of devices was damaged, so devices may be missing from it. The damaged list was kept as the file “%1$s” in the folder “%2$s”."),
                                   name, place);
}

/**
 * ds_error_set_wait:
 * @error: an error of ours
 * @seconds: how long the device asked to be left alone; 0 where it named no time
 *
 * Its sentence tells that from now on, where @error is %DS_ERROR_WAIT or
 * %DS_ERROR_BUSY.
 */
void
ds_error_set_wait (GError *error,
                   unsigned int seconds)
{
  DsErrorPrivate *own;
  unsigned int minutes = seconds / 60 + (seconds % 60 != 0);

  if (!ds_error_is (error, DS_ERROR_WAIT) && !ds_error_is (error, DS_ERROR_BUSY))
    return;

  own = ds_error_get_private (error);
  g_clear_pointer (&own->sentence, g_free);
  if (seconds > 0 && seconds < 120)
    /* Translators: %u is how many seconds a device wants to be left alone. */
    own->sentence = g_strdup_printf (ngettext ("The device asks to be left alone for %u second. Then try again.",
                                               "The device asks to be left alone for %u seconds. Then try again.",
                                               seconds),
                                     seconds);
  else if (seconds > 0)
    /* Translators: %u is how many minutes a device wants to be left alone. */
    own->sentence = g_strdup_printf (ngettext ("The device asks to be left alone for %u minute. Then try again.",
                                               "The device asks to be left alone for %u minutes. Then try again.",
                                               minutes),
                                     minutes);
}

static const char *
sentence_for_device (DsError code)
{
  switch ((int) code)
    {
    case DS_ERROR_UNREACHABLE:
      return _("The device does not answer. Check that it is switched on and connected to "
               "the network.");
    case DS_ERROR_TIMED_OUT:
      return _("The device took too long to answer. Try again when it is closer to the "
               "router, or switch it off and on.");
    case DS_ERROR_BAD_ANSWER:
      return _("The device gave an answer that makes no sense. Switch it off and on, then "
               "try again.");
    case DS_ERROR_BAD_CODE:
      return _("This is not the setup code of the device. Look for all of it on the device, on "
               "its box or in its booklet.");
    case DS_ERROR_WRONG_CODE:
      return _("The device does not accept this setup code. Check every digit and try again.");
    case DS_ERROR_UNPROVEN:
      return _("The device could not prove that it knows this setup code. Check that the code "
               "belongs to it, and that it is the device that you are holding.");
    case DS_ERROR_WAIT:
      return _("The device asks for a short wait before the next try.");
    case DS_ERROR_TOO_MANY_TRIES:
      return _("There were too many wrong setup codes. Reset the device as its booklet says, "
               "then try again.");
    case DS_ERROR_BUSY:
      return _("The device is busy right now, perhaps because someone else is setting it up. "
               "Try again in a few minutes.");
    case DS_ERROR_TAKEN:
      return _("The device is already set up by another app or person. Remove it there, or "
               "reset the device.");
    case DS_ERROR_FULL:
      return _("The list of who can control the device is full. Remove someone from it "
               "first.");
    case DS_ERROR_KEY_CHANGED:
      return _("The device shows another key than before. Doorstep stopped talking to it.");
    case DS_ERROR_KEY_RENEWED:
      return _("The device has changed its key, as it had announced. Try again.");
    case DS_ERROR_NOT_OURS:
      return _("The device no longer knows this computer. Set it up again with its setup code.");
    case DS_ERROR_UNSUPPORTED:
      return _("The device cannot do this.");
    default:
      return NULL;
    }
}

static const char *
sentence_for_care (DsError code)
{
  switch ((int) code)
    {
    case DS_ERROR_NOT_UPDATED:
      return _("The update did not work, and the device still runs its old software. Try "
               "again.");
    case DS_ERROR_STUCK:
      return _("The update takes longer than its maker said, and is not done. Leave the device "
               "switched on and try again.");
    case DS_ERROR_NOT_ERASED:
      return _("The device still has the data that it was told to erase. Try again, or reset "
               "the device as its booklet says.");
    case DS_ERROR_NO_LOGIN:
      return _("The device lets anyone on your network in without a password. Update it, and "
               "stop using it if that does not help.");
    case DS_ERROR_WEAK_PASSWORD:
      return _("The device lets in anyone who guesses an easy password. Update it, and stop "
               "using it if that does not help.");
    case DS_ERROR_OLD_PASSWORD:
      return _("The device still lets in whoever has its old password. Update it, then change "
               "the password again.");
    case DS_ERROR_UNCOVERED:
      return _("The device can be used without encryption, so others on your network can read "
               "along. Turn that off in the device, or update it.");
    case DS_ERROR_UPDATE_WAITING:
      return _("A security update is ready to be installed.");
    case DS_ERROR_SUPPORT_ENDED:
      return _("The device gets no security updates any more.");
    case DS_ERROR_PROMISE_OVER:
      return _("The time for which security updates were promised is over.");
    default:
      return NULL;
    }
}

static const char *
sentence_for_website (DsError code)
{
  switch ((int) code)
    {
    case DS_ERROR_WEBSITE_SILENT:
      return _("The website does not answer. Check the connection to the internet, or try "
               "again later.");
    case DS_ERROR_WEBSITE_UNPROVEN:
      return _("The website could not prove whose it is. Nothing was taken from it.");
    case DS_ERROR_WEBSITE_ELSEWHERE:
      return _("The website sends Doorstep on to another one. Nothing was taken from "
               "there.");
    case DS_ERROR_WEBSITE_WITHOUT:
      return _("The website has nothing about this.");
    case DS_ERROR_WEBSITE_UNCLEAR:
      return _("What the website answered makes no sense. Nothing was taken from it.");
    case DS_ERROR_DOCUMENT_EXPIRED:
      return _("The website itself says that this is out of date. Nothing was taken from "
               "it.");
    case DS_ERROR_DOCUMENT_UNSIGNED:
      return _("It does not have the right signature. Nothing was taken from it.");
    case DS_ERROR_OTHER_SIGNER:
      return _("Someone signed it whom the device does not name. Nothing was taken from "
               "it.");
    case DS_ERROR_NO_QUESTION:
      return _("This cannot be asked about this device.");
    case DS_ERROR_BAD_LABEL:
      return _("This label does not tell where the maker describes the device.");
    default:
      return NULL;
    }
}

static const char *
sentence_for_computer (DsError code)
{
  switch ((int) code)
    {
    case DS_ERROR_KEYRING_LOCKED:
      /* Translators: the keyring is where GNOME keeps passwords and keys. */
      return _("The keyring of this computer is locked. Unlock it to go on.");
    case DS_ERROR_KEYRING_DISMISSED:
      /* Where nothing can show it, a keyring says the same. */
      return _("The question for the password of the keyring was closed, or could not be shown. "
               "Unlock the keyring to go on.");
    case DS_ERROR_KEYRING_MISSING:
      return _("This computer has no keyring to keep keys in. Install the package "
               "“gnome-keyring” with the software app to set up devices.");
    case DS_ERROR_KEYRING_UNREADABLE:
      return _("The keys of the device cannot be read any more. Reset it as its booklet says, "
               "then set it up again with its setup code.");
    case DS_ERROR_KEYRING_NOT_WANTED:
      return _("This computer has no keyring yet, and the question for the password of a new one "
               "was closed, or could not be shown. Try again and choose a password for it.");
    case DS_ERROR_KEYRING_UNANSWERED:
      return _("This computer has no keyring yet, and nobody answered the question for the "
               "password of a new one. Try again and choose a password for it.");
    case DS_ERROR_STORAGE_FULL:
      return _("The disk is full. Nothing was lost. Make some room and try again.");
    case DS_ERROR_STORAGE_READ_ONLY:
      return _("Doorstep cannot write to its data folder, so changes are not kept. Check "
               "whether the folder belongs to you and the disk can be written to.");
    case DS_ERROR_STORAGE_DAMAGED:
      /* Where it was put aside, see ds_error_set_kept(). */
      return _("Doorstep’s list of devices is damaged and cannot be put aside for a new one. "
               "Check whether its folder belongs to you and the disk can be written to.");
    case DS_ERROR_STORAGE_NEWER:
      return _("The list of devices was written by a newer Doorstep. Update Doorstep to open "
               "it.");
    case DS_ERROR_NO_AVAHI:
      /* Translators: Avahi is the name of a program and is not translated. */
      return _("The service that finds devices, Avahi, is not running on this computer.");
    case DS_ERROR_NO_NETWORK:
      return _("This computer is not connected to a network.");
    case DS_ERROR_BAD_ADDRESS:
      /* Translators: the names and numbers are examples of what can be typed. */
      return _("This is not the address of a device. Such an address looks like lamp.local:5001, "
               "192.168.1.20:5001 or [fe80::20]:5001.");
    case DS_ERROR_NO_PORT:
      return _("There is no device to be found with this address. Type it with its port at the "
               "end, such as lamp.local:5001 or 192.168.1.20:5001.");
    case DS_ERROR_NOT_FOUND:
      return _("There is no such device.");
    case DS_ERROR_CATALOGUE_DAMAGED:
      /* Translators: the catalogue is the list of devices and of how long they get updates */
      return _("This is not a catalogue, or a part of it is missing. The present one stays in "
               "use.");
    case DS_ERROR_CATALOGUE_UNSIGNED:
      return _("This catalogue is not signed by anyone this computer trusts. The present one "
               "stays in use.");
    case DS_ERROR_CATALOGUE_OLD:
      return _("This catalogue is not newer than the present one, which stays in use.");
    case DS_ERROR_CANCELLED:
      return _("This was stopped before it was done.");
    case DS_ERROR_FAILED:
    default:
      return _("Something went wrong. Try again.");
    }
}

/* How much an error says about a device: silence least, and most that somebody else
 * answers in its place. */
static int
weight_of (const GError *error)
{
  switch ((int) code_for (error))
    {
    case DS_ERROR_UNREACHABLE:
      return 0;
    case DS_ERROR_TIMED_OUT:
      return 1;
    case DS_ERROR_FAILED:
      return 2;
    case DS_ERROR_BAD_ANSWER:
      return 3;
    case DS_ERROR_UNCOVERED:
      return 5;
    case DS_ERROR_KEY_CHANGED:
      return 6;
    default:
      return 4;
    }
}

/* Of two that weigh the same, always the same one, whichever came first. */
static bool
says_more (const GError *error,
           const GError *kept)
{
  int difference = weight_of (error) - weight_of (kept);

  return difference > 0 || (difference == 0 && code_for (error) < code_for (kept));
}

/**
 * ds_error_keep_telling:
 * @kept: (inout) (nullable): what went wrong so far
 * @error: (transfer full): what went wrong now
 *
 * For a device with several addresses: keeps the error that says most, in whatever
 * order they are met. Another key outweighs everything: whoever stands at the
 * first address must not be able to hide it by nonsense.
 */
void
ds_error_keep_telling (GError **kept,
                       GError *error)
{
  g_return_if_fail (kept != NULL && error != NULL);

  if (*kept == NULL || says_more (error, *kept))
    {
      g_clear_error (kept);
      *kept = error;
    }
  else
    {
      g_error_free (error);
    }
}

/**
 * ds_error_get_sentence:
 * @error: an error of any domain
 *
 * Returns: (transfer none): what a person reads of it, translated: what happened
 *   and, where there is one, the way on. Never the error's own message. Good as long
 *   as @error is, see ds_error_set_wait() and ds_error_set_kept()
 */
const char *
ds_error_get_sentence (const GError *error)
{
  const char *sentence;
  DsError code;

  g_return_val_if_fail (error != NULL, "");

  if (error->domain == DS_ERROR && ds_error_get_private (error)->sentence != NULL)
    return ds_error_get_private (error)->sentence;

  code = code_for (error);
  sentence = sentence_for_device (code);
  if (sentence == NULL)
    sentence = sentence_for_care (code);
  if (sentence == NULL)
    sentence = sentence_for_website (code);
  return sentence != NULL ? sentence : sentence_for_computer (code);
}

/**
 * ds_error_get_nick:
 * @error: an error of any domain
 *
 * Returns: its word for files and JSON, such as "wrong-code"
 */
const char *
ds_error_get_nick (const GError *error)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (DS_TYPE_ERROR);
  const GEnumValue *value;

  g_return_val_if_fail (error != NULL, "");

  value = g_enum_get_value (klass, (int) code_for (error));
  return value != NULL ? value->value_nick : "failed";
}

/**
 * ds_error_from_nick:
 * @nick: (nullable): what ds_error_get_nick() gave
 *
 * Returns: (transfer full) (nullable): an error of that value; %NULL for %NULL.
 *   A word that this version does not know gives %DS_ERROR_FAILED.
 */
GError *
ds_error_from_nick (const char *nick)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (DS_TYPE_ERROR);
  const GEnumValue *value;

  if (nick == NULL)
    return NULL;

  value = g_enum_get_value_by_nick (klass, nick);
  return g_error_new_literal (DS_ERROR, value != NULL ? value->value : DS_ERROR_FAILED, nick);
}
