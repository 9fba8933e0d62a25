/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device"

#include "config.h"

#include "ds-device-private.h"

#include "core/ds-clock.h"

/* What websites said about a device when the person let them be asked. */

static int
compare_answers (const void *a,
                 const void *b)
{
  const DsAnswer *first = *(DsAnswer *const *) a;
  const DsAnswer *second = *(DsAnswer *const *) b;

  return (int) first->source.kind - (int) second->source.kind;
}

static GPtrArray *
dup_current (GPtrArray *answers)
{
  GPtrArray *current = ds_answers_new ();

  for (unsigned int i = 0; i < answers->len; i++)
    {
      DsAnswer *answer = ds_answer_copy (g_ptr_array_index (answers, i));

      ds_answer_expire (answer, ds_clock_now ());
      g_ptr_array_add (current, answer);
    }

  g_ptr_array_sort (current, compare_answers);
  return current;
}

static bool
are_same (GPtrArray *a,
          GPtrArray *b)
{
  bool same = a->len == b->len;

  for (unsigned int i = 0; same && i < a->len; i++)
    same = ds_answer_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i));

  return same;
}

void
_ds_device_set_answers (DsDevice *self,
                        GPtrArray *answers)
{
  g_autoptr (GPtrArray) current = NULL;

  g_return_if_fail (DS_IS_DEVICE (self));
  g_return_if_fail (answers != NULL);

  current = dup_current (answers);
  if (are_same (self->answers, current))
    return;

  g_clear_pointer (&self->answers, g_ptr_array_unref);
  self->answers = g_steal_pointer (&current);
  g_object_freeze_notify (G_OBJECT (self));
  _ds_device_notify (self, DS_DEVICE_PROP_ANSWERS);
  _ds_device_sync (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
_ds_device_forget_answers (DsDevice *self)
{
  g_autoptr (GPtrArray) none = ds_answers_new ();

  _ds_device_set_answers (self, none);
}

/**
 * ds_device_get_answers:
 * @self: a device
 *
 * What websites said when the person let them be asked, the most trusted first and
 * at most one of each kind of source. Contacts that have expired are left out.
 *
 * Returns: (transfer none) (element-type DsAnswer): the answers
 */
GPtrArray *
ds_device_get_answers (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->answers;
}

/**
 * ds_device_get_label:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): where its maker describes it (RFC 8520), as the
 *   person read it off the label
 */
const char *
ds_device_get_label (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  return self->record != NULL ? self->record->mud_url : NULL;
}

/**
 * ds_device_get_mud_url:
 * @self: a device
 *
 * What the person read off the label counts more than what the device says: they
 * may have had a reason.
 *
 * Returns: (transfer none) (nullable): where its maker describes it (RFC 8520)
 */
const char *
ds_device_get_mud_url (DsDevice *self)
{
  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  if (ds_device_get_label (self) != NULL)
    return ds_device_get_label (self);

  return self->details->mud_url;
}

/* Wherever the description is, and whoever said where: the device's certificate names
 * who must have signed it (RFC 8520, section 13.2). */
const char *
_ds_device_get_mud_signer (DsDevice *self)
{
  return self->details->mud_signer;
}
