/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-facts"

#include "config.h"

#include "ds-facts.h"

G_DEFINE_BOXED_TYPE (DsFacts, ds_facts, ds_facts_copy, ds_facts_free)

/**
 * ds_facts_new:
 *
 * Returns: (transfer full): facts that say nothing yet: every text %NULL, no
 *   accessories, access not known
 */
DsFacts *
ds_facts_new (void)
{
  DsFacts *self = g_new0 (DsFacts, 1);

  self->accessories = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_accessory_free);

  return self;
}

static DsAccessory *
copy_accessory (const DsAccessory *accessory)
{
  DsAccessory *copy = ds_accessory_new ();

  copy->id = accessory->id;
  copy->kind = accessory->kind;
  copy->name = g_strdup (accessory->name);
  copy->maker = g_strdup (accessory->maker);
  copy->model = g_strdup (accessory->model);
  copy->serial = g_strdup (accessory->serial);
  copy->software_version = g_strdup (accessory->software_version);

  return copy;
}

static GPtrArray *
copy_access (GPtrArray *access)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) ds_access_free);

  for (unsigned int i = 0; i < access->len; i++)
    {
      const DsAccess *entry = access->pdata[i];

      g_ptr_array_add (copy, ds_access_new (entry->id, entry->is_this_computer,
                                            entry->is_admin));
      ((DsAccess *) copy->pdata[i])->since = entry->since;
    }

  return copy;
}

static void *
copy_personal_data (const void *item,
                    void *data)
{
  return ds_personal_data_copy (item);
}

static void *
copy_service (const void *service,
              void *data)
{
  return ds_service_copy (service);
}

static GPtrArray *
copy_list (GPtrArray *list,
           GCopyFunc copy,
           GDestroyNotify destroy)
{
  GPtrArray *copied;

  if (list == NULL)
    return NULL;

  copied = g_ptr_array_copy (list, copy, NULL);
  g_ptr_array_set_free_func (copied, destroy);
  return copied;
}

static void
copy_care (DsFacts *copy,
           const DsFacts *self)
{
  if (self->update != NULL)
    copy->update = ds_update_copy (self->update);
  if (self->support != NULL)
    copy->support = ds_support_copy (self->support);
  if (self->contact != NULL)
    copy->contact = ds_contact_copy (self->contact);
  copy->personal_data = copy_list (self->personal_data, copy_personal_data,
                                   (GDestroyNotify) ds_personal_data_free);
  copy->sensors = g_strdupv (self->sensors);
  copy->services = copy_list (self->services, copy_service, (GDestroyNotify) ds_service_free);
  copy->cloud = g_strdup (self->cloud);
  copy->mud_url = g_strdup (self->mud_url);
  copy->mud_signer = g_strdup (self->mud_signer);
  copy->weaknesses = self->weaknesses;
  copy->key_renewed_at = self->key_renewed_at;
  copy->reached_at = self->reached_at;
  copy->pin = g_strdup (self->pin);
  copy->admin_page = g_strdup (self->admin_page);
  if (self->credential != NULL)
    copy->credential = ds_credential_ref (self->credential);
}

/**
 * ds_facts_copy:
 * @self: facts
 *
 * Returns: (transfer full): the same facts, with all texts of their own
 */
DsFacts *
ds_facts_copy (const DsFacts *self)
{
  DsFacts *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = ds_facts_new ();
  copy->key = g_strdup (self->key);
  copy->name = g_strdup (self->name);
  copy->maker = g_strdup (self->maker);
  copy->model = g_strdup (self->model);
  copy->serial = g_strdup (self->serial);
  copy->hardware_version = g_strdup (self->hardware_version);
  copy->software_version = g_strdup (self->software_version);
  copy->staged_version = g_strdup (self->staged_version);
  copy->kind = self->kind;
  copy->capabilities = self->capabilities;
  for (unsigned int i = 0; i < self->accessories->len; i++)
    g_ptr_array_add (copy->accessories, copy_accessory (self->accessories->pdata[i]));
  if (self->access != NULL)
    copy->access = copy_access (self->access);
  copy_care (copy, self);

  return copy;
}

/**
 * ds_facts_free:
 * @self: (transfer full) (nullable): facts
 */
void
ds_facts_free (DsFacts *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->name);
  g_free (self->maker);
  g_free (self->model);
  g_free (self->serial);
  g_free (self->hardware_version);
  g_free (self->software_version);
  g_free (self->staged_version);
  g_clear_pointer (&self->accessories, g_ptr_array_unref);
  g_clear_pointer (&self->access, g_ptr_array_unref);
  g_clear_pointer (&self->update, ds_update_free);
  g_clear_pointer (&self->support, ds_support_free);
  g_clear_pointer (&self->contact, ds_contact_free);
  g_clear_pointer (&self->personal_data, g_ptr_array_unref);
  g_clear_pointer (&self->sensors, g_strfreev);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_free (self->cloud);
  g_free (self->mud_url);
  g_free (self->mud_signer);
  g_free (self->pin);
  g_free (self->admin_page);
  g_clear_pointer (&self->credential, ds_credential_unref);
  g_free (self);
}

/**
 * ds_accessory_new:
 *
 * Returns: (transfer full): one thing behind a bridge, all empty
 */
DsAccessory *
ds_accessory_new (void)
{
  return g_new0 (DsAccessory, 1);
}

/**
 * ds_accessory_free:
 * @self: (transfer full) (nullable): one thing behind a bridge
 */
void
ds_accessory_free (DsAccessory *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->maker);
  g_free (self->model);
  g_free (self->serial);
  g_free (self->software_version);
  g_free (self);
}

/**
 * ds_access_new:
 * @id: clean text that names the one with access to the driver
 * @is_this_computer: whether it is this computer
 * @is_admin: whether it may give and take access
 *
 * Returns: (transfer full): someone who can control a device
 */
DsAccess *
ds_access_new (const char *id,
               gboolean is_this_computer,
               gboolean is_admin)
{
  DsAccess *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_new0 (DsAccess, 1);
  self->id = g_strdup (id);
  self->is_this_computer = is_this_computer;
  self->is_admin = is_admin;

  return self;
}

/**
 * ds_access_free:
 * @self: (transfer full) (nullable): someone who can control a device
 */
void
ds_access_free (DsAccess *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self);
}
