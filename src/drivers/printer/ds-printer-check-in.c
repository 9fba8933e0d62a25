/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-printer"

#include "config.h"

#include "ds-printer-check-in.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "core/ds-share.h"
#include "drivers/ds-facts.h"
#include "ds-printer-ipp.h"
#include "ds-printer-match.h"
#include "ds-printer-place.h"
#include "support/ds-mud.h"
#include "trust/ds-pinned-client.h"

/* For one address, and for what else there is to do. */
static const DsPrinterPace real_pace = { .address = 30000, .visit = 30000 };
static DsPrinterPace pace = { .address = 30000, .visit = 30000 };
/* libcups only turns bytes into values here; no network is in it. */
#define THREAD_MS 10000

#define HTTP_OK 200

typedef struct
{
  DsTarget       *target;
  DsPrinterPlace *place;
  bool            has_pin;
  DsPin           pin;
} Visit;

/**
 * ds_printer_pace_set:
 * @set: (nullable): what holds from now on, or %NULL for the real ones
 */
void
ds_printer_pace_set (const DsPrinterPace *set)
{
  pace = set != NULL ? *set : real_pace;
}

static void
visit_free (gpointer data)
{
  Visit *self = data;

  g_clear_object (&self->target);
  g_clear_pointer (&self->place, ds_printer_place_free);
  g_free (self);
}

/*
 * libcups, on a thread of its own: what it reads of its settings, and how long it
 * needs for a hostile message, is nothing that a window should wait for
 */

static DexFuture *
write_on_thread (gpointer data)
{
  GError *error = NULL;
  GBytes *question = ds_printer_write_question (data, &error);

  return question != NULL ? dex_future_new_take_boxed (G_TYPE_BYTES, question)
                          : dex_future_new_for_error (error);
}

static DexFuture *
read_on_thread (gpointer data)
{
  GError *error = NULL;
  size_t length;
  const uint8_t *bytes = g_bytes_get_data (data, &length);
  DsFacts *facts = ds_printer_read_answer (bytes, length, &error);

  return facts != NULL ? dex_future_new_take_boxed (DS_TYPE_FACTS, facts)
                       : dex_future_new_for_error (error);
}

static GBytes *
write_question (Visit *self,
                GInetSocketAddress *address,
                GError **error)
{
  return dex_await_boxed (ds_future_within (ds_thread_spawn ("printer question", write_on_thread,
                                                             ds_printer_place_to_uri (self->place,
                                                                                      address),
                                                             g_free),
                                            THREAD_MS),
                          error);
}

static DsFacts *
read_answer (DsHttpReply *reply,
             GError **error)
{
  GBytes *body = ds_http_reply_get_body (reply);

  if (ds_http_reply_get_status (reply) != HTTP_OK ||
      g_strcmp0 (ds_http_reply_get_media_type (reply), DS_PRINTER_MEDIA_TYPE) != 0)
    {
      g_set_error (error, DS_ERROR, DS_ERROR_BAD_ANSWER, "No IPP: HTTP status %u",
                   ds_http_reply_get_status (reply));
      return NULL;
    }

  return dex_await_boxed (ds_future_within (ds_thread_spawn ("printer answer", read_on_thread,
                                                             g_bytes_ref (body),
                                                             (GDestroyNotify) g_bytes_unref),
                                            THREAD_MS),
                          error);
}

/*
 * Visits
 */

/* An address may belong to another printer by now. */
static bool
is_the_one (Visit *self,
            const DsFacts *facts,
            GError **error)
{
  g_autofree char *key = ds_printer_normalize_key (ds_target_get_key (self->target));

  if (key == NULL || facts->key == NULL || g_str_equal (key, facts->key))
    return true;

  g_set_error_literal (error, DS_ERROR, DS_ERROR_UNREACHABLE, "Another printer answers there");
  return false;
}

/* Reached at an address that no browser takes, a printer names its page after that;
 * then the announced one leads there. */
static void
finish_facts (Visit *self,
              DsFacts *facts,
              DsPinnedClient *client,
              GInetSocketAddress *address)
{
  const DsPin *pin = ds_pinned_client_get_pin (client);
  g_autofree char *page = ds_printer_page (facts->admin_page, address);
  g_autoptr (GBytes) certificate = ds_pinned_client_dup_certificate (client);

  if (page == NULL)
    page = ds_printer_page (self->place->page, address);
  g_set_str (&facts->admin_page, page);
  facts->mud_url = ds_mud_url_from_der (certificate);
  facts->mud_signer = ds_mud_signer_from_der (certificate);
  if (pin != NULL)
    facts->pin = ds_pin_to_text (pin);
}

/* Once a printer has shown a key it is never again asked without one. */
static DsFacts *
ask_at (Visit *self,
        GInetSocketAddress *address,
        unsigned int within,
        GError **error)
{
  g_autoptr (DsPinnedClient) client = NULL;
  g_autoptr (GBytes) question = write_question (self, address, error);
  g_autoptr (DsHttpReply) reply = NULL;
  g_autoptr (DsFacts) facts = NULL;

  if (question == NULL)
    return NULL;

  if (self->place->covered)
    client = ds_pinned_client_new (address, NULL, self->has_pin ? &self->pin : NULL);
  else
    client = ds_pinned_client_new_uncovered (address);
  reply = dex_await_boxed (ds_future_within (ds_pinned_client_post (client, self->place->path,
                                                                    DS_PRINTER_MEDIA_TYPE,
                                                                    question, DS_PINNED_LARGE),
                                             within),
                           error);
  ds_pinned_client_close (client);

  facts = reply != NULL ? read_answer (reply, error) : NULL;
  if (facts == NULL || !is_the_one (self, facts, error))
    return NULL;

  finish_facts (self, facts, client, address);
  return g_steal_pointer (&facts);
}

static DexFuture *
visit_fiber (gpointer data)
{
  Visit *self = data;
  GPtrArray *addresses = ds_target_get_addresses (self->target);
  g_autoptr (GError) kept = NULL;
  DsShare share;

  ds_share_begin (&share, g_get_monotonic_time (), addresses->len,
                  ds_share_total (addresses->len, pace.address));
  for (unsigned int i = 0; i < addresses->len; i++)
    {
      unsigned int within = ds_share_next (&share, g_get_monotonic_time ());
      GError *error = NULL;
      DsFacts *facts = ask_at (self, addresses->pdata[i], within, &error);

      if (facts != NULL)
        {
          ds_target_set_reached (self->target, addresses->pdata[i]);
          return dex_future_new_take_boxed (DS_TYPE_FACTS, facts);
        }
      if (ds_error_is_cancelled (error))
        return dex_future_new_for_error (error);
      ds_error_keep_telling (&kept, ds_error_adopt (error));
    }

  if (kept == NULL)
    kept = g_error_new_literal (DS_ERROR, DS_ERROR_UNREACHABLE, "The printer has no address");
  return dex_future_new_for_error (g_steal_pointer (&kept));
}

/**
 * ds_printer_check_in:
 * @target: which printer, and the key that it must have if one was seen before
 * @credential: (nullable): not used; a printer has none
 *
 * Asks a printer what it tells anyone (RFC 8011, section 4.2.5), through the pinned
 * client: a printer that shows another key than @target has gets no request.
 *
 * Returns: (transfer full): a future that resolves to #DsFacts, or rejects with
 *   %DS_ERROR_KEY_CHANGED, %DS_ERROR_UNREACHABLE, %DS_ERROR_TIMED_OUT,
 *   %DS_ERROR_BAD_ANSWER, %DS_ERROR_UNSUPPORTED or %DS_ERROR_BUSY
 */
DexFuture *
ds_printer_check_in (DsTarget *target,
                     DsCredential *credential)
{
  const char *pin;
  Visit *visit;
  DsPin known;

  dex_return_error_if_fail (DS_IS_TARGET (target));

  /* Not readable is not the same as not known. */
  pin = ds_target_get_pin (target);
  if (pin != NULL && !ds_pin_from_text (pin, &known))
    return dex_future_new_reject (DS_ERROR, DS_ERROR_KEY_CHANGED,
                                  "The key that is kept for the printer cannot be read");

  visit = g_new0 (Visit, 1);
  visit->target = g_object_ref (target);
  visit->place = ds_printer_place_parse (ds_target_get_path (target));
  if (pin != NULL)
    {
      visit->pin = known;
      visit->has_pin = true;
      visit->place->covered = true;
    }

  return ds_future_within (ds_fiber_spawn (visit_fiber, visit, visit_free),
                           pace.visit + ds_share_total (ds_target_get_addresses (target)->len,
                                                        pace.address));
}
