/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DsError:
 * @DS_ERROR_FAILED: something for which no other value fits
 * @DS_ERROR_UNREACHABLE: nothing answers at the device's addresses
 * @DS_ERROR_TIMED_OUT: an answer did not come within its deadline
 * @DS_ERROR_BAD_ANSWER: the answer breaks the rules of the protocol
 * @DS_ERROR_BAD_CODE: what was typed cannot be a setup code
 * @DS_ERROR_WRONG_CODE: the device does not accept the setup code
 * @DS_ERROR_UNPROVEN: the device could not show that it knows the setup code
 * @DS_ERROR_WAIT: the device asks to wait before the next try
 * @DS_ERROR_TOO_MANY_TRIES: the device takes no more codes until it is reset
 * @DS_ERROR_BUSY: someone else is setting the device up right now
 * @DS_ERROR_TAKEN: the device is already set up by someone
 * @DS_ERROR_FULL: the device cannot be controlled by one more
 * @DS_ERROR_KEY_CHANGED: the device shows another key than the pinned one
 * @DS_ERROR_KEY_RENEWED: the device shows the key that its pinned one announced, and a
 *   check has to keep that before anything else is told to the device
 * @DS_ERROR_NOT_OURS: the device no longer knows this computer
 * @DS_ERROR_UNSUPPORTED: the device or its driver cannot do this
 * @DS_ERROR_NOT_UPDATED: an update ended and the device runs its old software
 * @DS_ERROR_STUCK: an update takes longer than was announced, or never ends
 * @DS_ERROR_NOT_ERASED: the device still has what it was told to erase
 * @DS_ERROR_NO_LOGIN: the device lets anyone in without a password
 * @DS_ERROR_WEAK_PASSWORD: the device lets in who guesses an easy password
 * @DS_ERROR_OLD_PASSWORD: the device takes a password that was replaced
 * @DS_ERROR_UNCOVERED: the device can be used without encryption
 * @DS_ERROR_UPDATE_WAITING: a security update waits for the person's word
 * @DS_ERROR_SUPPORT_ENDED: the device gets no security updates any more
 * @DS_ERROR_PROMISE_OVER: security updates were promised at least until a day that is
 *   over; whether there are more nobody says
 * @DS_ERROR_KEYRING_LOCKED: the keyring is locked
 * @DS_ERROR_KEYRING_DISMISSED: the person closed the keyring's question
 * @DS_ERROR_KEYRING_MISSING: no program keeps passwords on this computer
 * @DS_ERROR_KEYRING_UNREADABLE: what was kept cannot be read any more
 *   (a changed master key, or a damaged entry)
 * @DS_ERROR_KEYRING_NOT_WANTED: there is no keyring yet, and the person closed the
 *   question for the password of a first one
 * @DS_ERROR_KEYRING_UNANSWERED: the same, and nobody answered it
 * @DS_ERROR_STORAGE_FULL: the disk is full
 * @DS_ERROR_STORAGE_READ_ONLY: the data folder cannot be written
 * @DS_ERROR_STORAGE_DAMAGED: the data file was damaged, see ds_error_set_kept()
 * @DS_ERROR_STORAGE_NEWER: the data file was written by a newer Doorstep
 * @DS_ERROR_NO_AVAHI: the service that finds devices is not running
 * @DS_ERROR_NO_NETWORK: the computer is not connected to a network
 * @DS_ERROR_BAD_ADDRESS: what was typed is no address that a device can have
 * @DS_ERROR_NO_PORT: an address without its port, where nothing is announced
 * @DS_ERROR_NOT_FOUND: no such device or entry
 * @DS_ERROR_WEBSITE_SILENT: a website cannot be reached
 * @DS_ERROR_WEBSITE_UNPROVEN: a website's certificate is not good
 * @DS_ERROR_WEBSITE_ELSEWHERE: a website leads to somebody else's
 * @DS_ERROR_WEBSITE_WITHOUT: a website has no such document
 * @DS_ERROR_WEBSITE_UNCLEAR: a document cannot be understood
 * @DS_ERROR_DOCUMENT_EXPIRED: a document says that it must not be used any more
 * @DS_ERROR_DOCUMENT_UNSIGNED: a document is not signed by who should have
 * @DS_ERROR_OTHER_SIGNER: a document is signed by somebody else than the one
 *   whom the device's certificate names
 * @DS_ERROR_NO_QUESTION: there is no such question to ask about a device
 * @DS_ERROR_BAD_LABEL: a label does not name the website that describes its device
 * @DS_ERROR_CATALOGUE_DAMAGED: a file that is no catalogue, or not a whole one
 * @DS_ERROR_CATALOGUE_UNSIGNED: nobody who is trusted has signed a catalogue
 * @DS_ERROR_CATALOGUE_OLD: a catalogue is not newer than the present one
 * @DS_ERROR_CANCELLED: stopped by the person
 *
 * The errors of every floor. Each has one plain sentence,
 * see ds_error_get_sentence().
 */
typedef enum {
  DS_ERROR_FAILED,
  DS_ERROR_UNREACHABLE,
  DS_ERROR_TIMED_OUT,
  DS_ERROR_BAD_ANSWER,
  DS_ERROR_BAD_CODE,
  DS_ERROR_WRONG_CODE,
  DS_ERROR_UNPROVEN,
  DS_ERROR_WAIT,
  DS_ERROR_TOO_MANY_TRIES,
  DS_ERROR_BUSY,
  DS_ERROR_TAKEN,
  DS_ERROR_FULL,
  DS_ERROR_KEY_CHANGED,
  DS_ERROR_KEY_RENEWED,
  DS_ERROR_NOT_OURS,
  DS_ERROR_UNSUPPORTED,
  DS_ERROR_NOT_UPDATED,
  DS_ERROR_STUCK,
  DS_ERROR_NOT_ERASED,
  DS_ERROR_NO_LOGIN,
  DS_ERROR_WEAK_PASSWORD,
  DS_ERROR_OLD_PASSWORD,
  DS_ERROR_UNCOVERED,
  DS_ERROR_UPDATE_WAITING,
  DS_ERROR_SUPPORT_ENDED,
  DS_ERROR_PROMISE_OVER,
  DS_ERROR_KEYRING_LOCKED,
  DS_ERROR_KEYRING_DISMISSED,
  DS_ERROR_KEYRING_MISSING,
  DS_ERROR_KEYRING_UNREADABLE,
  DS_ERROR_KEYRING_NOT_WANTED,
  DS_ERROR_KEYRING_UNANSWERED,
  DS_ERROR_STORAGE_FULL,
  DS_ERROR_STORAGE_READ_ONLY,
  DS_ERROR_STORAGE_DAMAGED,
  DS_ERROR_STORAGE_NEWER,
  DS_ERROR_NO_AVAHI,
  DS_ERROR_NO_NETWORK,
  DS_ERROR_BAD_ADDRESS,
  DS_ERROR_NO_PORT,
  DS_ERROR_NOT_FOUND,
  DS_ERROR_WEBSITE_SILENT,
  DS_ERROR_WEBSITE_UNPROVEN,
  DS_ERROR_WEBSITE_ELSEWHERE,
  DS_ERROR_WEBSITE_WITHOUT,
  DS_ERROR_WEBSITE_UNCLEAR,
  DS_ERROR_DOCUMENT_EXPIRED,
  DS_ERROR_DOCUMENT_UNSIGNED,
  DS_ERROR_OTHER_SIGNER,
  DS_ERROR_NO_QUESTION,
  DS_ERROR_BAD_LABEL,
  DS_ERROR_CATALOGUE_DAMAGED,
  DS_ERROR_CATALOGUE_UNSIGNED,
  DS_ERROR_CATALOGUE_OLD,
  DS_ERROR_CANCELLED,
} DsError;

#define DS_TYPE_ERROR (ds_error_get_type ())
GType ds_error_get_type (void);

#define DS_ERROR (ds_error_quark ())
GQuark ds_error_quark (void);

GError     *ds_error_turn_into    (GError       *error,
                                   DsError       code);
void        ds_error_set_wait     (GError       *error,
                                   unsigned int  seconds);
void        ds_error_set_kept     (GError       *error,
                                   const char   *path);
gboolean    ds_error_is           (const GError *error,
                                   DsError       code);
gboolean    ds_error_is_cancelled (const GError *error);
gboolean    ds_error_is_keyring   (const GError *error);
gboolean    ds_error_is_storage   (const GError *error);
gboolean    ds_error_is_weak_door (const GError *error);
gboolean    ds_error_is_end_of_support (const GError *error);
gboolean    ds_error_is_no_fault       (const GError *error);
GError     *ds_error_adopt        (GError       *error);
/* Of what went wrong at several addresses, the one that says most. Takes @error. */
void        ds_error_keep_telling (GError       **kept,
                                   GError        *error);
const char *ds_error_get_sentence (const GError *error);
const char *ds_error_get_nick     (const GError *error);
GError     *ds_error_from_nick    (const char   *nick);

G_END_DECLS
