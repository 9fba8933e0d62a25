/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-contact-group"

#include "config.h"

#include "ds-contact-group.h"

#include "core/ds-clock.h"
#include "ds-care-text.h"
#include "ds-contact-row.h"

#include <glib/gi18n-lib.h>

struct _DsContactGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned References */
  GPtrArray *rows; /* of borrowed widgets */
  char      *shown;
};

G_DEFINE_FINAL_TYPE (DsContactGroup, ds_contact_group, ADW_TYPE_PREFERENCES_GROUP)

static void
ds_contact_group_finalize (GObject *object)
{
  DsContactGroup *self = DS_CONTACT_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);

  G_OBJECT_CLASS (ds_contact_group_parent_class)->finalize (object);
}

static void
ds_contact_group_class_init (DsContactGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_contact_group_finalize;
}

static void
ds_contact_group_init (DsContactGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Report a Security Problem"));
}

static void
add_row (DsContactGroup *self,
         GtkWidget      *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static char *
dup_all (const DsContact *contact,
         const char      *sentence)
{
  g_autofree char *links = contact->links != NULL ? g_strjoinv ("\n", contact->links)
                                                  : g_strdup ("");

  return g_strconcat (sentence, "\n", links, "\n", contact->policy, NULL);
}

/**
 * ds_contact_group_sync:
 * @self: a group
 * @device: a device that is set up
 *
 * Says what is known of @device now; nothing is there for a device that does not
 * tell.
 */
void
ds_contact_group_sync (DsContactGroup *self,
                       DsDevice       *device)
{
  const DsContact *contact = ds_device_get_contact (device);
  g_autofree char *sentence = NULL;
  g_autofree char *all = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), contact != NULL);
  if (contact == NULL)
    return;

  sentence = ds_care_dup_contact (contact, ds_clock_now ());
  all = dup_all (contact, sentence);
  if (g_strcmp0 (all, self->shown) == 0)
    return;

  g_set_str (&self->shown, all);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), sentence);
  for (unsigned int i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (size_t i = 0; contact->links != NULL && contact->links[i] != NULL; i++)
    add_row (self, ds_contact_row_new (contact->links[i]));
  if (contact->policy != NULL)
    add_row (self, ds_contact_row_new_link (_("How Reports Are Handled"), contact->policy,
                                            _("Open the Page About Reports"), contact->policy));
}
