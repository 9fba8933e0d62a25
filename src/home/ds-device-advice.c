/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-device"

#include "config.h"

#include "ds-device.h"

/* What the maker tells through the device goes before what others know of it, and
 * what websites said, while it is good, comes last. */
static char **
dup_contacts (DsDevice *self)
{
  const DsContact *own = ds_device_get_contact (self);
  const DsProduct *product = ds_device_get_product (self);
  GPtrArray *answers = ds_device_get_answers (self);
  g_autoptr (GStrvBuilder) links = g_strv_builder_new ();

  if (own != NULL)
    g_strv_builder_addv (links, (const char **) own->links);
  for (unsigned int i = 0; product != NULL && i < product->contacts->len; i++)
    {
      const DsProductContact *contact = g_ptr_array_index (product->contacts, i);

      if (contact->report != NULL)
        g_strv_builder_add (links, contact->report);
    }

  for (unsigned int i = 0; i < answers->len; i++)
    {
      const DsAnswer *answer = g_ptr_array_index (answers, i);

      if (answer->contacts != NULL)
        g_strv_builder_addv (links, (const char **) answer->contacts);
    }

  return g_strv_builder_end (links);
}

/**
 * ds_device_dup_advice:
 * @self: a device
 *
 * Returns: (transfer full): what its verdict means, and what the person can do
 */
DsAdvice *
ds_device_dup_advice (DsDevice *self)
{
  g_auto (GStrv) contacts = NULL;
  DsAdviceFacts facts = { 0 };

  g_return_val_if_fail (DS_IS_DEVICE (self), NULL);

  contacts = dup_contacts (self);
  facts.kind = ds_device_get_kind (self);
  facts.maker = ds_device_get_maker (self);
  facts.model = ds_device_get_model (self);
  facts.software_version = ds_device_get_software_version (self);
  facts.contacts = (const char * const *) contacts;
  return ds_advice_new (ds_device_get_verdict (self), &facts);
}
