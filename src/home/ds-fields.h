/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* How the members of a struct stand in a JSON object: each said once, for the way
 * there and the way back. */

typedef enum {
  DS_FIELD_TEXT,
  DS_FIELD_TEXTS,
  DS_FIELD_NUMBER,
  DS_FIELD_FLAG,
} DsFieldKind;

typedef struct
{
  const char *name; /* NULL after the last */
  DsFieldKind kind;
  size_t      offset;
  int64_t     max;
} DsField;

/* Each compiles only where the member has the type that it is read and written as. */
#define DS_FIELD_OFFSET(Type, member, MemberType) \
  (G_STRUCT_OFFSET (Type, member) * _Generic (((Type *) NULL)->member, MemberType: 1))
#define DS_TEXT_FIELD(Type, name, member) \
  { name, DS_FIELD_TEXT, DS_FIELD_OFFSET (Type, member, char *), 0 }
#define DS_TEXTS_FIELD(Type, name, member) \
  { name, DS_FIELD_TEXTS, DS_FIELD_OFFSET (Type, member, char **), 0 }
#define DS_NUMBER_FIELD(Type, name, member, max) \
  { name, DS_FIELD_NUMBER, DS_FIELD_OFFSET (Type, member, int64_t), max }
#define DS_FLAG_FIELD(Type, name, member) \
  { name, DS_FIELD_FLAG, DS_FIELD_OFFSET (Type, member, gboolean), 0 }

/* Adds the members of @data to the object that @builder is in. */
typedef void  (*DsFieldsAddFunc)  (JsonBuilder   *builder,
                                   gconstpointer  data);
/* Gives what @object holds; NULL with an error, or without one where it holds nothing. */
typedef void *(*DsFieldsReadFunc) (JsonObject    *object,
                                   GError       **error);

void ds_fields_add         (JsonBuilder      *builder,
                            gconstpointer     data,
                            const DsField    *fields);
void ds_fields_add_text    (JsonBuilder      *builder,
                            const char       *name,
                            const char       *text);
void ds_fields_add_number  (JsonBuilder      *builder,
                            const char       *name,
                            int64_t           number);
void ds_fields_add_object  (JsonBuilder      *builder,
                            const char       *name,
                            gconstpointer     data,
                            DsFieldsAddFunc   add);
void ds_fields_add_list    (JsonBuilder      *builder,
                            const char       *name,
                            GPtrArray        *list,
                            DsFieldsAddFunc   add);
bool ds_fields_read        (JsonObject       *object,
                            gpointer          data,
                            const DsField    *fields,
                            GError          **error);
bool ds_fields_read_object (JsonObject       *object,
                            const char       *name,
                            DsFieldsReadFunc  read,
                            gpointer          data,
                            GError          **error);
bool ds_fields_read_list   (JsonObject       *object,
                            const char       *name,
                            DsFieldsReadFunc  read,
                            GDestroyNotify    destroy,
                            GPtrArray       **list,
                            GError          **error);

G_END_DECLS
