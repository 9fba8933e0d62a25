/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

G_BEGIN_DECLS

/* A library that few people need, opened when somebody does. Every library that is
 * linked is loaded at each start, with all that it needs itself, and makes each search
 * for a symbol longer: two of them took a thirtieth of the time to the first picture. */

bool ds_library_open (const char         *soname,
                      const char * const *names,
                      gpointer           *symbols,
                      size_t              count,
                      GError            **error);

/* DS_LIBRARY (cups, "libcups.so.2", FUNCTIONS), where FUNCTIONS (F) is F (ippNew)
 * F (ippDelete)…: makes a variable “cups” that has a pointer to each function, of the
 * type that the library's header gives it, and a function cups_open() to call first,
 * on any thread; false with an error where the library cannot be had. */
#define DS_LIBRARY(library, soname, FUNCTIONS)                                \
  static struct                                                               \
  {                                                                           \
    FUNCTIONS (DS_LIBRARY_MEMBER_)                                            \
  } library;                                                                  \
                                                                              \
  static bool                                                                 \
  library##_open (GError **error)                                             \
  {                                                                           \
    static const char * const names[] = { FUNCTIONS (DS_LIBRARY_NAME_) };     \
    static GMutex mutex;                                                      \
    static bool is_open;                                                      \
    g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);            \
                                                                              \
    G_STATIC_ASSERT (sizeof library == sizeof (gpointer[G_N_ELEMENTS (names)])); \
    is_open = is_open || ds_library_open (soname, names, (gpointer *) &library, \
                                          G_N_ELEMENTS (names), error);       \
    return is_open;                                                           \
  }
#define DS_LIBRARY_MEMBER_(name) __typeof__ (&(name)) name;
#define DS_LIBRARY_NAME_(name)   #name,

G_END_DECLS
