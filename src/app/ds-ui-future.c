/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-ui-future"

#include "config.h"

#include "ds-ui-future.h"

typedef struct
{
  GWeakRef widget;
  DsUiDone done;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_weak_ref_clear (&watch->widget);
  g_free (watch);
}

static DexFuture *
settled_cb (DexFuture *future,
            gpointer   user_data)
{
  Watch *watch = user_data;
  g_autoptr (GObject) widget = g_weak_ref_get (&watch->widget);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (widget != NULL)
    watch->done (widget, value, error);

  return dex_future_new_true ();
}

/**
 * ds_ui_when_done:
 * @widget: (type GObject): who wants to know; not kept alive
 * @future: (transfer full): what goes on
 * @done: called once on the main loop, unless @widget is gone by then
 *
 * Lets a verb of the house run to its end and tells a widget how it ended. The
 * verb goes on when the widget is closed: what a person asked for is not undone
 * by closing a window.
 */
void
ds_ui_when_done (gpointer   widget,
                 DexFuture *future,
                 DsUiDone   done)
{
  Watch *watch = g_new0 (Watch, 1);

  g_weak_ref_init (&watch->widget, widget);
  watch->done = done;
  dex_future_disown (dex_future_finally (future, settled_cb, watch, watch_free));
}
