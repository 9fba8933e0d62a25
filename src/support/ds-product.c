/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-product"

#include "config.h"

#include "ds-product.h"

#include <string.h>

/* Of a name that is longer nobody types the rest. */
#define MAX_NAME   256 /* bytes */
#define MAX_FOLDED 255 /* bytes */

G_DEFINE_BOXED_TYPE (DsProduct, ds_product, ds_product_ref, ds_product_unref)

static void
free_contact (gpointer data)
{
  DsProductContact *self = data;

  g_free (self->report);
  g_free (self->policy);
  ds_source_clear (&self->source);
  g_free (self);
}

static void
free_account (gpointer data)
{
  DsProductAccount *self = data;

  g_free (self->url);
  g_free (self->contact);
  g_strfreev (self->countries);
  g_strfreev (self->steps);
  ds_source_clear (&self->source);
  g_free (self);
}

static void
free_guide (gpointer data)
{
  DsProductGuide *self = data;

  g_strfreev (self->steps);
  ds_source_clear (&self->source);
  g_free (self);
}

static void
free_advisory (gpointer data)
{
  DsProductAdvisory *self = data;

  g_free (self->title);
  g_free (self->url);
  ds_source_clear (&self->source);
  g_free (self);
}

/**
 * ds_product_new:
 *
 * Returns: (transfer full): a product of which nothing is known
 */
DsProduct *
ds_product_new (void)
{
  DsProduct *self = g_atomic_rc_box_new0 (DsProduct);

  self->support = ds_support_claims_new ();
  self->contacts = g_ptr_array_new_with_free_func (free_contact);
  self->accounts = g_ptr_array_new_with_free_func (free_account);
  self->erase = g_ptr_array_new_with_free_func (free_guide);
  self->reset = g_ptr_array_new_with_free_func (free_guide);
  self->advisories = g_ptr_array_new_with_free_func (free_advisory);
  return self;
}

/**
 * ds_product_ref:
 * @self: a product
 *
 * Returns: (transfer full): the same
 */
DsProduct *
ds_product_ref (DsProduct *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  DsProduct *self = data;

  g_free (self->maker);
  g_free (self->model);
  g_free (self->homepage);
  g_free (self->endoflife_product);
  g_free (self->endoflife_release);
  g_ptr_array_unref (self->support);
  g_ptr_array_unref (self->contacts);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->erase);
  g_ptr_array_unref (self->reset);
  g_ptr_array_unref (self->advisories);
}

/**
 * ds_product_unref:
 * @self: (transfer full) (nullable): a product
 */
void
ds_product_unref (DsProduct *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* "Q" and "Q+" are two products. */
static const char *
spell (gunichar c)
{
  return c == '+' ? "plus" : NULL;
}

/**
 * ds_product_account_is_for_here:
 * @account: a way to get rid of what the maker has
 *
 * Returns: whether it is for everyone, or for people in the country that this
 *   computer's language names: "de_AT" is Austria, and "C" nowhere
 */
bool
ds_product_account_is_for_here (const DsProductAccount *account)
{
  const char * const *languages = g_get_language_names ();

  g_return_val_if_fail (account != NULL, false);

  if (account->countries == NULL || account->countries[0] == NULL)
    return true;

  for (unsigned int i = 0; languages[i] != NULL; i++)
    {
      const char *country = strchr (languages[i], '_');
      g_autofree char *code = country != NULL ? g_strndup (country + 1, 2) : NULL;

      if (code != NULL && g_strv_contains ((const char * const *) account->countries, code))
        return true;
    }

  return false;
}

/**
 * ds_product_fold:
 * @name: (nullable): the name of a maker or a model
 * @words: (nullable): an array of size_t to which the places are added at which a
 *   word begins in what is returned
 *
 * Leaves of a name what counts when two are compared: letters and digits, without
 * case, accents, spaces and other signs. "FRITZ!Box 7581" and "Fritzbox-7581"
 * become the same.
 *
 * Returns: (transfer full): the rest, of at most 255 bytes; empty where nothing is
 */
char *
ds_product_fold (const char *name,
                 GArray *words)
{
  g_autofree char *valid = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *split = NULL;
  GString *folded = g_string_new (NULL);
  bool begins = true;

  valid = g_utf8_make_valid (name != NULL ? name : "", name != NULL ? (gssize) strnlen (name, MAX_NAME) : 0);
  plain = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  lower = g_utf8_casefold (plain, -1);
  split = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  for (const char *at = split; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      const char *spelt = spell (c);
      size_t before = folded->len;

      if (spelt != NULL)
        g_string_append (folded, spelt);
      else if (g_unichar_isalnum (c))
        g_string_append_unichar (folded, c);
      else
        {
          /* An accent does not end a word. */
          begins = begins || !g_unichar_ismark (c);
          continue;
        }

      if (folded->len > MAX_FOLDED)
        {
          g_string_truncate (folded, before);
          break;
        }
      if (begins && words != NULL)
        g_array_append_val (words, before);
      begins = false;
    }

  return g_string_free_and_steal (folded);
}
