/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/ds-date.h"
#include "core/ds-kind.h"
#include "drivers/ds-driver.h"
#include "support/ds-advice.h"
#include "support/ds-answer.h"
#include "support/ds-product.h"
#include "support/ds-verdict.h"

G_BEGIN_DECLS

typedef enum {
  DS_DEVICE_NEW,        /* announced, not set up */
  DS_DEVICE_TAKEN,      /* announced, set up by someone else */
  DS_DEVICE_SETTING_UP, /* set-up runs, or is being ended cleanly after a kill */
  DS_DEVICE_SET_UP,
  DS_DEVICE_REMOVING,   /* removal asked for, the device has not confirmed it */
  DS_DEVICE_SEEN,       /* announces itself; there is nothing here to set it up with */
  DS_DEVICE_WATCHED,    /* on the person's list without a set-up */
  DS_DEVICE_IGNORED,    /* the person does not want to see it, see ds_home_get_ignored() */
} DsDeviceState;

#define DS_TYPE_DEVICE_STATE (ds_device_state_get_type ())
GType ds_device_state_get_type (void);

/* "new", "taken", ...: for JSON. */
const char *ds_device_state_get_nick (DsDeviceState state);

/**
 * DsDevice:
 *
 * One device as the product knows it: a sighting, a stored record, or both.
 * Read-only from outside; change it through #DsHome. Every text is clean and
 * plain, never markup.
 *
 * Properties, all notified: "id", "name", "room", "kind" (#DsKind), "state"
 * (#DsDeviceState), "present" (announced right now), "attention" (#GError boxed
 * or %NULL: what needs the person), "headline" (one translated sentence for the
 * row), "maker", "model", "serial", "hardware-version", "software-version",
 * "set-up-at", "checked-at" (int64 Unix seconds, 0 for never), "busy" (a verb
 * is running on it), "details" (boxed #DsFacts: anything that the getters from
 * ds_device_get_capabilities() to ds_device_get_key_renewed_at() give has changed),
 * "purchased-on" (ISO 8601 day or %NULL), "notes" (the person's own words, may have more
 * than one line), "claims" (boxed #GPtrArray of #DsSupportClaim: what is said about
 * its support), "verdict" (boxed #DsVerdict: what that adds up to today), "product"
 * (boxed #DsProduct or %NULL: what the catalogue knows), "answers" (boxed #GPtrArray of
 * #DsAnswer: what websites said when the person let them be asked).
 */
#define DS_TYPE_DEVICE (ds_device_get_type ())
G_DECLARE_FINAL_TYPE (DsDevice, ds_device, DS, DEVICE, GObject)

const char      *ds_device_get_id               (DsDevice *self);
const char      *ds_device_get_name             (DsDevice *self);
const char      *ds_device_get_room             (DsDevice *self);
DsKind           ds_device_get_kind             (DsDevice *self);
DsDeviceState    ds_device_get_state            (DsDevice *self);
gboolean         ds_device_is_listed            (DsDevice *self);
gboolean         ds_device_get_present          (DsDevice *self);
gboolean         ds_device_get_searched         (DsDevice *self);
gboolean         ds_device_get_busy             (DsDevice *self);
const GError    *ds_device_get_attention        (DsDevice *self);
const char      *ds_device_get_headline         (DsDevice *self);
const char      *ds_device_get_maker            (DsDevice *self);
const char      *ds_device_get_model            (DsDevice *self);
const char      *ds_device_get_serial           (DsDevice *self);
const char      *ds_device_get_hardware_version (DsDevice *self);
const char      *ds_device_get_software_version (DsDevice *self);
const char      *ds_device_get_staged_version   (DsDevice *self);
int64_t          ds_device_get_set_up_at        (DsDevice *self);
int64_t          ds_device_get_checked_at       (DsDevice *self);
int64_t          ds_device_get_reached_at       (DsDevice *self);
const char      *ds_device_get_address          (DsDevice *self);
const DsDriver  *ds_device_get_driver           (DsDevice *self);
unsigned int     ds_device_get_capabilities     (DsDevice *self);
GPtrArray       *ds_device_get_accessories      (DsDevice *self); /* of DsAccessory, borrowed, never NULL */
GPtrArray       *ds_device_get_access           (DsDevice *self); /* of DsAccess, borrowed; NULL: not known */
/* All borrowed; NULL where the device does not tell. */
const DsUpdate  *ds_device_get_update           (DsDevice *self);
const DsSupport *ds_device_get_support          (DsDevice *self);
const DsContact *ds_device_get_contact          (DsDevice *self);
GPtrArray       *ds_device_get_personal_data    (DsDevice *self); /* of DsPersonalData */
const char * const *ds_device_get_sensors       (DsDevice *self);
GPtrArray       *ds_device_get_services         (DsDevice *self); /* of DsService */
const char      *ds_device_get_cloud            (DsDevice *self); /* "off", "on", "none" */
unsigned int     ds_device_get_weaknesses       (DsDevice *self); /* DsWeakness */
/* Its own page for who looks after it, http or https. */
const char      *ds_device_get_admin_page       (DsDevice *self);
/* One sentence on who can print, with what to do; NULL where there is nothing to say. */
const char      *ds_device_get_printing_advice  (DsDevice *self);
/* Whether it is known by the key that it showed the first time, without a setup. */
gboolean         ds_device_has_pin              (DsDevice *self);
/* When the device last took a new key that its old key had announced; 0: never. */
int64_t          ds_device_get_key_renewed_at   (DsDevice *self);
/* What the person keeps about it. */
DsDate           ds_device_get_purchased_on     (DsDevice *self); /* none where not told */
const char      *ds_device_get_notes            (DsDevice *self);
gboolean         ds_device_get_by_hand          (DsDevice *self); /* it never announces itself */
/* What is said about its support, the most trusted first. Borrowed, never NULL. */
GPtrArray       *ds_device_get_claims           (DsDevice *self);
/* What the catalogue knows of the product, borrowed; NULL where it knows nothing. */
const DsProduct *ds_device_get_product          (DsDevice *self);
const DsVerdict *ds_device_get_verdict          (DsDevice *self); /* borrowed, never NULL */
/* (transfer full): what that means, and what the person can do. */
DsAdvice        *ds_device_dup_advice           (DsDevice *self);
/* What websites said, the most trusted first. Borrowed, never NULL. */
GPtrArray       *ds_device_get_answers          (DsDevice *self);
/* Where the maker describes it, as its label or else its certificate says, and what of
 * that is from the label; https or NULL. */
const char      *ds_device_get_mud_url          (DsDevice *self);
const char      *ds_device_get_label            (DsDevice *self);
/* Whether the person wants to hear no more of the end of its support. */
gboolean         ds_device_get_silenced         (DsDevice *self);

G_END_DECLS
