/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-app-test.h"
#include "ds-internet.h"

G_BEGIN_DECLS

/* A window over a house with one lamp that is watched, and an internet of its own. */
typedef struct
{
  AppTest    *app;
  DsInternet *internet;
  DsDevice   *device;
} AnswersTest;

AnswersTest *answers_test_new   (void);
void         answers_test_free  (AnswersTest *self);
/* The dialog that lists who could be asked. */
GtkWidget   *answers_test_open  (AnswersTest *self);
void         answers_test_press (AnswersTest *self,
                                 const char  *title);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AnswersTest, answers_test_free)

G_END_DECLS
