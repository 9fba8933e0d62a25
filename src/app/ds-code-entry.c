/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-code-entry"

#include "config.h"

#include "ds-code-entry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More digits than any code has; more text than any QR code has. */
#define MAX_DIGITS 32
#define MAX_PASTE 4296

struct _DsCodeEntry
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkText *text;

  /* Borrowed References */
  const DsDriver *driver;

  /* Owned References */
  DsSecret *scanned; /* the text of the QR code that gave the digits */
  char     *hint;

  bool complete;
  bool tight;
  bool wrong;
  bool updating;
};

typedef enum
{
  PROP_COMPLETE = 1,
  PROP_HINT,
  PROP_TIGHT,
  PROP_WRONG,
} DsCodeEntryProperty;

static GParamSpec *properties[PROP_WRONG + 1];

enum
{
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DsCodeEntry, ds_code_entry, ADW_TYPE_BIN)

/* Copies the digits among the first @length characters of @text. */
static unsigned int
copy_digits (const char  *text,
             int          length,
             char        *digits,
             unsigned int n)
{
  for (int i = 0; text[i] != '\0' && (length < 0 || i < length); i++)
    if (g_ascii_isdigit (text[i]) && n < MAX_DIGITS)
      digits[n++] = text[i];
  digits[n] = '\0';

  return n;
}

/* Where the caret is after @n digits, in a text with dashes between the groups.
 * Right after a full group it stays before the dash that is not there yet. */
static int
position_of (const char   *groups,
             unsigned int  n)
{
  unsigned int position = n;
  unsigned int end = 0;

  for (const char *group = groups; group[0] != '\0' && group[1] != '\0'; group++)
    {
      end += (unsigned int)(*group - '0');
      if (n > end)
        position++;
    }

  return (int)position;
}

static void
set_hint (DsCodeEntry *self,
          bool         complete,
          bool         wrong,
          char        *hint)
{
  g_free (self->hint);
  self->hint = hint;
  self->complete = complete;
  self->wrong = wrong;

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE
                                     : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint, -1);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HINT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRONG]);
}

/* Says how far the code is, or why it cannot be one. */
static void
ds_code_entry_sync (DsCodeEntry *self)
{
  g_autoptr (DsSecret) checked = NULL;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->text));
  char digits[MAX_DIGITS + 1];
  unsigned int wanted = self->driver->code_format.digits;
  unsigned int n = copy_digits (typed, -1, digits, 0);

  explicit_bzero (digits, sizeof digits);

  if (n < wanted)
    {
      set_hint (self, false, false,
                n == 0 ? g_strdup_printf (ngettext ("%u digit", "%u digits", wanted), wanted)
                       : g_strdup_printf (ngettext ("%u more digit", "%u more digits",
                                                    wanted - n),
                                          wanted - n));
      return;
    }

  checked = self->driver->check_code (typed, NULL);
  if (checked == NULL)
    set_hint (self, false, true, g_strdup (_("No device has this setup code. Check every digit.")));
  else if (self->scanned != NULL)
    set_hint (self, true, false, g_strdup (_("The code was read from the picture.")));
  else
    set_hint (self, true, false, g_strdup (_("All digits are there.")));
}

/* Shows @n digits in groups, with the caret after @caret of them. */
static void
show_digits (DsCodeEntry *self,
             const char  *digits,
             unsigned int caret)
{
  const char *groups = self->driver->code_format.groups;
  GString *text = g_string_sized_new (2 * MAX_DIGITS);
  const char *group = groups;
  int left = *group - '0';

  for (const char *digit = digits; *digit != '\0'; digit++)
    {
      if (left == 0 && group[1] != '\0')
        {
          g_string_append_c (text, '-');
          left = *++group - '0';
        }
      g_string_append_c (text, *digit);
      left--;
    }

  self->updating = true;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text->str);
  gtk_editable_set_position (GTK_EDITABLE (self->text), position_of (groups, caret));
  self->updating = false;

  explicit_bzero (text->str, text->len);
  g_string_free (text, TRUE);
}

static void
forget_scanned (DsCodeEntry *self)
{
  g_clear_pointer (&self->scanned, ds_secret_unref);
}

/* What is typed or pasted at @position; gives the place of the caret after it. */
static unsigned int
insert_digits (DsCodeEntry *self,
               const char  *typed,
               int          position)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  unsigned int wanted = self->driver->code_format.digits;
  char digits[MAX_DIGITS + 1];
  unsigned int before = copy_digits (text, position, digits, 0);
  unsigned int caret = copy_digits (typed, -1, digits, before);
  unsigned int all = copy_digits (text + position, -1, digits, caret);
  bool refused = caret == before || all > wanted;

  if (!refused)
    {
      forget_scanned (self);
      show_digits (self, digits, caret);
      ds_code_entry_sync (self);
    }
  else if (caret > before)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      set_hint (self, self->complete, true,
                g_strdup_printf (ngettext ("The code has only %u digit.",
                                           "The code has only %u digits.", wanted),
                                 wanted));
    }
  else if (strspn (typed, " -\t\r\n") != strlen (typed))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      set_hint (self, self->complete, true, g_strdup (_("The code has digits only.")));
    }
  explicit_bzero (digits, sizeof digits);

  return refused ? before : caret;
}

static void
insert_text_cb (GtkEditable *editable,
                const char  *inserted,
                int          length,
                int         *position,
                DsCodeEntry *self)
{
  g_autofree char *typed = NULL;
  size_t size;
  unsigned int caret;

  if (self->updating || self->driver == NULL)
    return;

  g_signal_stop_emission_by_name (editable, "insert-text");
  size = length < 0 ? strlen (inserted) : (size_t)length;
  typed = g_strndup (inserted, MIN (size, MAX_PASTE));

  /* A whole code replaces what is there, wherever the caret is. */
  if (strlen (typed) >= self->driver->code_format.digits && ds_code_entry_take (self, typed))
    caret = self->driver->code_format.digits;
  else
    caret = insert_digits (self, typed, *position);

  *position = MIN (position_of (self->driver->code_format.groups, caret),
                   (int)strlen (gtk_editable_get_text (editable)));
  explicit_bzero (typed, strlen (typed));
}

static void
delete_text_cb (GtkEditable *editable,
                int          start,
                int          end,
                DsCodeEntry *self)
{
  const char *text = gtk_editable_get_text (editable);
  int length = (int)strlen (text);
  char digits[MAX_DIGITS + 1];
  unsigned int before;

  if (self->updating || self->driver == NULL)
    return;

  g_signal_stop_emission_by_name (editable, "delete-text");
  if (end < 0 || end > length)
    end = length;

  /* Only the dash between two groups: take the digit on the side that the key
   * points to, or nothing would seem to happen. */
  if (end - start == 1 && text[start] == '-')
    {
      if (gtk_editable_get_position (editable) >= end)
        start = MAX (start - 1, 0);
      else
        end = MIN (end + 1, length);
    }

  before = copy_digits (text, start, digits, 0);
  copy_digits (text + end, -1, digits, before);
  forget_scanned (self);
  show_digits (self, digits, before);
  explicit_bzero (digits, sizeof digits);
  ds_code_entry_sync (self);
}

static void
activate_cb (DsCodeEntry *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

/*
 * GObject
 */

static gboolean
ds_code_entry_grab_focus (GtkWidget *widget)
{
  return gtk_text_grab_focus_without_selecting (DS_CODE_ENTRY (widget)->text);
}

static void
ds_code_entry_finalize (GObject *object)
{
  DsCodeEntry *self = DS_CODE_ENTRY (object);

  forget_scanned (self);
  g_free (self->hint);

  G_OBJECT_CLASS (ds_code_entry_parent_class)->finalize (object);
}

static void
ds_code_entry_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  DsCodeEntry *self = DS_CODE_ENTRY (object);

  switch ((DsCodeEntryProperty)prop_id)
    {
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    case PROP_HINT:
      g_value_set_string (value, self->hint);
      break;
    case PROP_TIGHT:
      g_value_set_boolean (value, self->tight);
      break;
    case PROP_WRONG:
      g_value_set_boolean (value, self->wrong);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_tight (DsCodeEntry *self,
           bool         tight)
{
  if (self->tight == tight)
    return;

  self->tight = tight;
  if (tight)
    gtk_widget_add_css_class (GTK_WIDGET (self), "tight");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "tight");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIGHT]);
}

static void
ds_code_entry_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  DsCodeEntry *self = DS_CODE_ENTRY (object);

  switch ((DsCodeEntryProperty)prop_id)
    {
    case PROP_TIGHT:
      set_tight (self, g_value_get_boolean (value));
      break;
    case PROP_COMPLETE:
    case PROP_HINT:
    case PROP_WRONG:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ds_code_entry_class_init (DsCodeEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ds_code_entry_finalize;
  object_class->get_property = ds_code_entry_get_property;
  object_class->set_property = ds_code_entry_set_property;
  GTK_WIDGET_CLASS (klass)->grab_focus = ds_code_entry_grab_focus;

  properties[PROP_COMPLETE] =
    g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  properties[PROP_HINT] =
    g_param_spec_string ("hint", NULL, NULL, NULL,
                         (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  /* Whether there is little width for the digits, measured in digits. */
  properties[PROP_TIGHT] =
    g_param_spec_boolean ("tight", NULL, NULL, FALSE,
                          (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  properties[PROP_WRONG] =
    g_param_spec_boolean ("wrong", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ds_code_entry_init (DsCodeEntry *self)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();

  /* Of itself a GtkText has no role: a screen reader would pass it over. */
  self->text = g_object_new (GTK_TYPE_TEXT,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX,
                             "buffer", buffer,
                             NULL);
  gtk_text_set_input_purpose (self->text, GTK_INPUT_PURPOSE_DIGITS);
  gtk_text_set_input_hints (self->text,
                            GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_PRIVATE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->text), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Setup code"), -1);
  /* The digits run from left to right in every language. */
  gtk_widget_set_direction (GTK_WIDGET (self->text), GTK_TEXT_DIR_LTR);

  g_signal_connect (self->text, "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_connect (self->text, "delete-text", G_CALLBACK (delete_text_cb), self);
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (activate_cb), self);

  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ds-code");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->text));
}

/**
 * ds_code_entry_set_driver:
 * @self: an entry
 * @driver: whose codes are typed
 */
void
ds_code_entry_set_driver (DsCodeEntry    *self,
                          const DsDriver *driver)
{
  g_autofree char *pattern = NULL;
  GString *text = g_string_new (NULL);

  g_return_if_fail (DS_IS_CODE_ENTRY (self));

  self->driver = driver;
  for (const char *group = driver->code_format.groups; *group != '\0'; group++)
    {
      if (text->len > 0)
        g_string_append_c (text, '-');
      for (int i = 0; i < *group - '0'; i++)
        g_string_append_c (text, '0');
    }
  gtk_text_set_placeholder_text (self->text, text->str);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->text)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_direction (child, GTK_TEXT_DIR_LTR);
  pattern = g_string_free_and_steal (text);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), (int)strlen (pattern) + 1);
  ds_code_entry_sync (self);
}

/**
 * ds_code_entry_take:
 * @self: an entry with a driver
 * @text: a whole code, with or without separators, or the text of a QR code
 *
 * Puts a whole code in place of what was typed.
 *
 * Returns: whether @text is a code of the driver; if not, nothing changes
 */
bool
ds_code_entry_take (DsCodeEntry *self,
                    const char  *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (DsSecret) code = NULL;
  char digits[MAX_DIGITS + 1];
  unsigned int n;

  g_return_val_if_fail (DS_IS_CODE_ENTRY (self), false);

  code = self->driver->check_code (stripped, NULL);
  if (code != NULL)
    {
      n = copy_digits (ds_secret_get_text (code), -1, digits, 0);
      forget_scanned (self);
      /* The text of a QR code tells which device it belongs to; keep it. */
      if (strspn (stripped, "0123456789- ") != strlen (stripped))
        self->scanned = ds_secret_new_text (stripped);
      show_digits (self, digits, n);
      explicit_bzero (digits, sizeof digits);
      ds_code_entry_sync (self);
    }
  explicit_bzero (stripped, strlen (stripped));

  return code != NULL;
}

/**
 * ds_code_entry_get_complete:
 * @self: an entry
 *
 * Returns: whether what is typed may be a setup code
 */
bool
ds_code_entry_get_complete (DsCodeEntry *self)
{
  return self->complete;
}

/**
 * ds_code_entry_get_hint:
 * @self: an entry
 *
 * Returns: (transfer none): one translated sentence about what is typed
 */
const char *
ds_code_entry_get_hint (DsCodeEntry *self)
{
  return self->hint;
}

/**
 * ds_code_entry_get_wrong:
 * @self: an entry
 *
 * Returns: whether the hint tells what is wrong
 */
bool
ds_code_entry_get_wrong (DsCodeEntry *self)
{
  return self->wrong;
}

/**
 * ds_code_entry_get_code:
 * @self: an entry
 *
 * Returns: (transfer none): the text of the QR code, or what was typed
 */
const char *
ds_code_entry_get_code (DsCodeEntry *self)
{
  return self->scanned != NULL ? ds_secret_get_text (self->scanned)
                               : gtk_editable_get_text (GTK_EDITABLE (self->text));
}

/**
 * ds_code_entry_get_text:
 * @self: an entry
 *
 * Returns: (transfer none): the widget that has the keyboard
 */
GtkText *
ds_code_entry_get_text (DsCodeEntry *self)
{
  return self->text;
}
