/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-home.h"

G_BEGIN_DECLS

struct _DsOnboarding
{
  GObject            parent_instance;

  /* Owned */
  DsHome            *home;
  DsDevice          *device;
  DexPromise        *cancel; /* rejects when the person stops the run */
  DexPromise        *ended;  /* of the run: settles when nothing is left to do */

  /* What is shown */
  DsOnboardingState  state;
  DsStep             step;
  GError            *error;
  int64_t            retry_at;
  char              *outcome;
};

DsOnboarding *_ds_onboarding_new          (DsHome            *home,
                                           DsDevice          *device);
void          _ds_onboarding_set_state    (DsOnboarding      *self,
                                           DsOnboardingState  state);
void          _ds_onboarding_set_step     (DsOnboarding      *self,
                                           DsStep             step);
void          _ds_onboarding_set_error    (DsOnboarding      *self,
                                           const GError      *error,
                                           const char        *outcome);
void          _ds_onboarding_set_retry_at (DsOnboarding      *self,
                                           int64_t            retry_at);

G_END_DECLS
