/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-home"

#include "config.h"

#include "ds-home-private.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "support/ds-catalogue-store.h"

/* What the catalogue knows of the devices. */

static void
tell_list (DsHome *self,
           GListStore *list)
{
  GListModel *devices = G_LIST_MODEL (list);

  for (unsigned int i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DsDevice) device = g_list_model_get_item (devices, i);

      _ds_device_set_catalogue (device, self->catalogue);
    }
}

static void
take_catalogue (DsHome *self,
                DsCatalogue *catalogue)
{
  g_clear_pointer (&self->catalogue, ds_catalogue_unref);
  self->catalogue = catalogue;
  tell_list (self, self->devices);
  tell_list (self, self->ignored);
  _ds_home_notify_catalogue (self);
}

static DsCatalogueStore *
new_store (DsHome *self)
{
  g_autofree char *folder = g_build_filename (g_file_peek_path (self->folder), "catalogue", NULL);

  return ds_catalogue_store_new (NULL, folder, NULL);
}

static DexFuture *
open_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (DsCatalogueStore) store = new_store (verb->home);
  g_autoptr (GError) error = NULL;
  DsCatalogue *catalogue = dex_await_boxed (ds_catalogue_store_load (store), &error);

  if (catalogue == NULL)
    return _ds_verb_reject (&error);

  take_catalogue (verb->home, catalogue);
  return dex_future_new_true ();
}

DexFuture *
_ds_home_open_catalogue (DsHome *self)
{
  return _ds_verb_run (_ds_verb_new (self, NULL), open_fiber);
}

static DexFuture *
accept_fiber (gpointer data)
{
  DsVerb *verb = data;
  g_autoptr (DsCatalogueStore) store = new_store (verb->home);
  g_autoptr (GError) error = NULL;
  DsCatalogue *catalogue = dex_await_boxed (ds_catalogue_store_accept (store, verb->text), &error);

  if (catalogue == NULL)
    return _ds_verb_reject (&error);

  take_catalogue (verb->home, catalogue);
  return dex_future_new_true ();
}

/**
 * ds_home_accept_catalogue:
 * @self: a home
 * @path: a file or a folder that the person chose
 *
 * Takes on a newer catalogue, if it is signed by someone who is believed, and
 * judges every device by it.
 *
 * Returns: (transfer full): a future that resolves to true, or rejects with one of
 *   the errors about catalogues; then the present one stays
 */
DexFuture *
ds_home_accept_catalogue (DsHome *self,
                          const char *path)
{
  DsVerb *verb;

  dex_return_error_if_fail (DS_IS_HOME (self));
  dex_return_error_if_fail (path != NULL);

  verb = _ds_verb_new (self, NULL);
  verb->text = g_strdup (path);
  return _ds_verb_run (verb, accept_fiber);
}

/**
 * ds_home_get_catalogue_edition:
 * @self: a home
 * @date: (out) (optional): its day
 *
 * Returns: the number of the catalogue in use, which grows; 0 where there is none
 */
unsigned int
ds_home_get_catalogue_edition (DsHome *self,
                               DsDate *date)
{
  g_return_val_if_fail (DS_IS_HOME (self), 0);

  if (date != NULL)
    *date = self->catalogue != NULL ? ds_catalogue_get_date (self->catalogue) : DS_DATE_NONE;
  return self->catalogue != NULL ? ds_catalogue_get_edition (self->catalogue) : 0;
}

/**
 * ds_home_complete_product:
 * @self: a home
 * @typed: what a person has typed of a maker or a model
 * @most: how many to give at most
 *
 * Returns: (transfer full) (element-type DsProduct): what the catalogue has that has
 *   a word beginning so; products without a model are makers
 */
GPtrArray *
ds_home_complete_product (DsHome *self,
                          const char *typed,
                          unsigned int most)
{
  g_return_val_if_fail (DS_IS_HOME (self), NULL);
  g_return_val_if_fail (typed != NULL, NULL);

  if (self->catalogue == NULL)
    return g_ptr_array_new ();

  return ds_catalogue_complete (self->catalogue, typed, most);
}
