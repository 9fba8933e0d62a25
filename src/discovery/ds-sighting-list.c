/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-sighting-list"

#include "config.h"

#include "ds-sighting-list.h"

#include "ds-announcement-private.h"
#include "ds-sighting-private.h"

#define FRAME_USEC (DS_SIGHTING_LIST_FRAME_MSEC * 1000)
/* A showing may take so long, watchers included; so many changes are told at a time. */
#define BUDGET_USEC 6000
#define BATCH       32

/* One sighting, in the list or about to be. */
typedef struct
{
  DsSighting    *sighting; /* owned */
  GSequenceIter *iter;     /* NULL until it is in the list */
  bool           touched;
} Entry;

struct _DsSightingSlot
{
  GList           link;   /* among those to be shown */
  Entry          *entry;  /* borrowed; where @shown is */
  DsAnnouncement *shown;  /* owned */
  DsAnnouncement *wanted; /* owned */
  bool            queued;
  bool            closed;
};

struct _DsSightingList
{
  GObject        parent_instance;

  DsIdentifyFunc identify;
  GSequence     *sequence; /* of DsSighting, borrowed from the entries */
  GHashTable    *entries;  /* identity to Entry */
  GQueue         queue;    /* of DsSightingSlot */
  int64_t        last_flush;
  unsigned int   source;
  bool           flushing;
};

static unsigned int
ds_sighting_list_get_n_items (GListModel *model)
{
  return (unsigned int) g_sequence_get_length (DS_SIGHTING_LIST (model)->sequence);
}

static gpointer
ds_sighting_list_get_item (GListModel *model,
                           unsigned int position)
{
  DsSightingList *self = DS_SIGHTING_LIST (model);
  GSequenceIter *iter = NULL;

  if (position >= ds_sighting_list_get_n_items (model))
    return NULL;
  iter = g_sequence_get_iter_at_pos (self->sequence, (int) position);
  return g_object_ref (g_sequence_get (iter));
}

static GType
ds_sighting_list_get_item_type (GListModel *model)
{
  return DS_TYPE_SIGHTING;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = ds_sighting_list_get_item_type;
  iface->get_n_items = ds_sighting_list_get_n_items;
  iface->get_item = ds_sighting_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DsSightingList, ds_sighting_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->sighting);
  g_free (entry);
}

static void
slot_free (DsSightingSlot *slot)
{
  g_clear_pointer (&slot->shown, ds_announcement_unref);
  g_clear_pointer (&slot->wanted, ds_announcement_unref);
  g_free (slot);
}

static void
touch (Entry *entry,
       GPtrArray *touched)
{
  if (entry->touched)
    return;
  entry->touched = true;
  g_ptr_array_add (touched, entry);
}

static Entry *
ds_sighting_list_find (DsSightingList *self,
                       DsAnnouncement *announcement)
{
  g_autofree char *identity = self->identify (announcement);
  Entry *entry = NULL;

  if (identity == NULL)
    return NULL;
  entry = g_hash_table_lookup (self->entries, identity);
  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->sighting = ds_sighting_new (identity);
      g_hash_table_insert (self->entries,
                           (char *) ds_sighting_get_identity (entry->sighting), entry);
    }
  return entry;
}

/* Makes a slot's announcement part of the sighting it belongs to. */
static void
ds_sighting_list_apply (DsSightingList *self,
                        DsSightingSlot *slot,
                        GPtrArray *touched)
{
  Entry *entry = slot->wanted != NULL ? ds_sighting_list_find (self, slot->wanted) : NULL;

  if (slot->entry != NULL)
    {
      ds_sighting_replace (slot->entry->sighting, slot->shown,
                           slot->entry == entry ? slot->wanted : NULL);
      touch (slot->entry, touched);
    }
  if (entry != NULL && entry != slot->entry)
    {
      ds_sighting_add (entry->sighting, slot->wanted);
      touch (entry, touched);
    }
  slot->entry = entry;
  g_clear_pointer (&slot->shown, ds_announcement_unref);
  if (slot->wanted != NULL)
    slot->shown = ds_announcement_ref (slot->wanted);
}

static int
compare_position (gconstpointer a,
                  gconstpointer b)
{
  Entry *const *one = a;
  Entry *const *two = b;

  return g_sequence_iter_compare ((*two)->iter, (*one)->iter);
}

/* Takes entries out, from the end to the front, and tells of each run of
 * neighbours once. */
static void
ds_sighting_list_take_out (DsSightingList *self,
                           GPtrArray *gone)
{
  unsigned int i = 0;

  g_ptr_array_sort (gone, compare_position);
  while (i < gone->len)
    {
      unsigned int position = 0;
      unsigned int n = 0;

      do
        {
          Entry *entry = gone->pdata[i++];

          position = (unsigned int) g_sequence_iter_get_position (entry->iter);
          g_sequence_remove (entry->iter);
          n++;
        }
      while (i < gone->len && position > 0 &&
             g_sequence_iter_get_position (((Entry *) gone->pdata[i])->iter) ==
               (int) position - 1);
      g_list_model_items_changed (G_LIST_MODEL (self), position, n, 0);
    }
}

/* Tells the world of the entries that changed: those that stay or go, then the
 * rows that go, then those that come. */
static void
ds_sighting_list_tell (DsSightingList *self,
                       GPtrArray *touched)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  g_autoptr (GPtrArray) freed = g_ptr_array_new_with_free_func (entry_free);
  unsigned int n_before = 0;
  unsigned int n_new = 0;

  for (unsigned int i = 0; i < touched->len; i++)
    {
      Entry *entry = touched->pdata[i];

      entry->touched = false;
      if (ds_sighting_is_empty (entry->sighting))
        {
          g_hash_table_steal (self->entries, ds_sighting_get_identity (entry->sighting));
          g_ptr_array_add (freed, entry);
          if (entry->iter != NULL)
            g_ptr_array_add (gone, entry);
        }
      if (entry->iter != NULL)
        ds_sighting_emit_changed (entry->sighting);
    }
  ds_sighting_list_take_out (self, gone);
  n_before = ds_sighting_list_get_n_items (G_LIST_MODEL (self));
  for (unsigned int i = 0; i < touched->len; i++)
    {
      Entry *entry = touched->pdata[i];

      if (entry->iter != NULL || ds_sighting_is_empty (entry->sighting))
        continue;
      entry->iter = g_sequence_append (self->sequence, entry->sighting);
      n_new++;
    }
  if (n_new > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_new);
}

static void
ds_sighting_list_show_batch (DsSightingList *self)
{
  g_autoptr (GPtrArray) touched = g_ptr_array_new ();
  GList *link = NULL;

  for (int i = 0; i < BATCH && (link = g_queue_pop_head_link (&self->queue)) != NULL; i++)
    {
      DsSightingSlot *slot = link->data;

      slot->queued = false;
      ds_sighting_list_apply (self, slot, touched);
      if (slot->closed)
        slot_free (slot);
    }
  ds_sighting_list_tell (self, touched);
}

static gboolean ds_sighting_list_frame_cb (gpointer data);

/* Always from the main loop, so that watchers never run within whoever changed a
 * slot; but what comes after a quiet frame is not held up. */
static void
ds_sighting_list_schedule (DsSightingList *self)
{
  if (self->source != 0 || self->flushing || self->queue.length == 0)
    return;
  if (g_get_monotonic_time () - self->last_flush >= FRAME_USEC)
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, ds_sighting_list_frame_cb, self, NULL);
  else
    self->source = g_timeout_add (DS_SIGHTING_LIST_FRAME_MSEC, ds_sighting_list_frame_cb, self);
}

/* One showing. A watcher may change slots meanwhile: that is for the next one. */
static void
ds_sighting_list_run (DsSightingList *self,
                      bool all)
{
  g_autoptr (DsSightingList) held = g_object_ref (self);
  int64_t deadline = 0;

  if (self->flushing)
    return;
  self->flushing = true;
  g_clear_handle_id (&self->source, g_source_remove);
  deadline = g_get_monotonic_time () + BUDGET_USEC;
  do
    ds_sighting_list_show_batch (self);
  while (self->queue.length > 0 && (all || g_get_monotonic_time () < deadline));
  self->flushing = false;
  self->last_flush = g_get_monotonic_time ();
  ds_sighting_list_schedule (self);
}

static gboolean
ds_sighting_list_frame_cb (gpointer data)
{
  DsSightingList *self = data;

  self->source = 0;
  ds_sighting_list_run (self, false);
  return G_SOURCE_REMOVE;
}

static void
ds_sighting_list_enqueue (DsSightingList *self,
                          DsSightingSlot *slot)
{
  if (!slot->queued)
    {
      slot->queued = true;
      g_queue_push_tail_link (&self->queue, &slot->link);
    }
  ds_sighting_list_schedule (self);
}

/**
 * ds_sighting_list_open_slot:
 * @self: a list
 *
 * Returns: (transfer full): an empty slot, for ds_sighting_list_close_slot()
 */
DsSightingSlot *
ds_sighting_list_open_slot (DsSightingList *self)
{
  DsSightingSlot *slot = g_new0 (DsSightingSlot, 1);

  slot->link.data = slot;
  return slot;
}

/**
 * ds_sighting_list_set:
 * @self: a list
 * @slot: a slot of it
 * @announcement: (nullable): what is announced there now
 *
 * Sets what a slot holds; one that says the same as before is no change.
 */
void
ds_sighting_list_set (DsSightingList *self,
                      DsSightingSlot *slot,
                      DsAnnouncement *announcement)
{
  g_return_if_fail (!slot->closed);

  if (slot->wanted == announcement ||
      (slot->wanted != NULL && announcement != NULL &&
       ds_announcement_equal (slot->wanted, announcement)))
    return;
  g_clear_pointer (&slot->wanted, ds_announcement_unref);
  if (announcement != NULL)
    slot->wanted = ds_announcement_ref (announcement);
  ds_sighting_list_enqueue (self, slot);
}

/**
 * ds_sighting_list_close_slot:
 * @self: a list
 * @slot: (transfer full): a slot of it
 */
void
ds_sighting_list_close_slot (DsSightingList *self,
                             DsSightingSlot *slot)
{
  slot->closed = true;
  g_clear_pointer (&slot->wanted, ds_announcement_unref);
  if (slot->shown == NULL && !slot->queued)
    slot_free (slot);
  else
    ds_sighting_list_enqueue (self, slot);
}

/**
 * ds_sighting_list_flush:
 * @self: a list
 *
 * Shows at once what was gathered, however much it is. Within a showing it does
 * nothing: that one goes on.
 */
void
ds_sighting_list_flush (DsSightingList *self)
{
  if (self->queue.length > 0)
    ds_sighting_list_run (self, true);
}

static void
ds_sighting_list_finalize (GObject *object)
{
  DsSightingList *self = DS_SIGHTING_LIST (object);
  GList *link = NULL;

  g_clear_handle_id (&self->source, g_source_remove);
  while ((link = g_queue_pop_head_link (&self->queue)) != NULL)
    slot_free (link->data);
  g_clear_pointer (&self->sequence, g_sequence_free);
  g_clear_pointer (&self->entries, g_hash_table_unref);

  G_OBJECT_CLASS (ds_sighting_list_parent_class)->finalize (object);
}

static void
ds_sighting_list_class_init (DsSightingListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ds_sighting_list_finalize;
}

static void
ds_sighting_list_init (DsSightingList *self)
{
  self->sequence = g_sequence_new (NULL);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_queue_init (&self->queue);
}

/**
 * ds_sighting_list_new:
 * @identify: tells which device an announcement is of
 *
 * Returns: (transfer full): an empty list
 */
DsSightingList *
ds_sighting_list_new (DsIdentifyFunc identify)
{
  DsSightingList *self = g_object_new (DS_TYPE_SIGHTING_LIST, NULL);

  self->identify = identify;
  return self;
}
