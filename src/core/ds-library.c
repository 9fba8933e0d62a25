/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-library"

#include "config.h"

#include "ds-library.h"

#include "ds-error.h"

#include <gmodule.h>

/**
 * ds_library_open:
 * @soname: the name of a library, as programs that are linked with it know it
 * @names: (array length=count): what to find in it
 * @symbols: (out caller-allocates) (array length=count): the address of each
 * @count: how many
 * @error: return location for an error
 *
 * Opens a library for the rest of the program's life.
 *
 * Returns: %TRUE; or %FALSE with %DS_ERROR_FAILED where the library is not there or
 *   lacks something, and nothing in @symbols is of use
 */
bool
ds_library_open (const char         *soname,
                 const char * const *names,
                 gpointer           *symbols,
                 size_t              count,
                 GError            **error)
{
  GModule *module = g_module_open (soname, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (module == NULL)
    {
      g_set_error (error, DS_ERROR, DS_ERROR_FAILED, "%s", g_module_error ());
      return false;
    }
  for (size_t i = 0; i < count; i++)
    {
      if (!g_module_symbol (module, names[i], &symbols[i]))
        {
          g_set_error (error, DS_ERROR, DS_ERROR_FAILED, "%s", g_module_error ());
          g_module_close (module);
          return false;
        }
    }
  g_module_make_resident (module);

  return true;
}
