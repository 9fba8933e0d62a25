/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ds-device.h"

G_BEGIN_DECLS

/* The steps of a set-up, in order (docs/architecture.md). */
typedef enum {
  DS_STEP_INSPECT,   /* find the device and ask who it is */
  DS_STEP_PROVE,     /* prove it with the setup code */
  DS_STEP_KEEP,      /* generate, keep in slot pending, read back */
  DS_STEP_TAKE_OVER, /* the device takes the new credential */
  DS_STEP_CHECK_IN,  /* log in with it, against the pin */
  DS_STEP_PROMOTE,   /* pending -> current */
  DS_STEP_FACTS,     /* read and store what the device says of itself */
} DsStep;
#define DS_N_STEPS 7

typedef enum {
  DS_STEP_TODO,
  DS_STEP_RUNNING,
  DS_STEP_DONE,
  DS_STEP_FAILED,
} DsStepState;

typedef enum {
  DS_ONBOARDING_READY,
  DS_ONBOARDING_RUNNING,
  DS_ONBOARDING_FAILED,   /* Try Again is possible; see "error" */
  DS_ONBOARDING_DONE,
  DS_ONBOARDING_CANCELLED,
} DsOnboardingState;

#define DS_TYPE_ONBOARDING_STATE (ds_onboarding_state_get_type ())
GType ds_onboarding_state_get_type (void);

/**
 * DsOnboarding:
 *
 * One set-up of one device. Properties, notified: "state"
 * (#DsOnboardingState), "step" (uint: the #DsStep that runs or failed),
 * "error" (#GError boxed or %NULL), "retry-at" (int64: Unix seconds before
 * which no code is sent; 0 for none).
 */
#define DS_TYPE_ONBOARDING (ds_onboarding_get_type ())
G_DECLARE_FINAL_TYPE (DsOnboarding, ds_onboarding, DS, ONBOARDING, GObject)

DsDevice          *ds_onboarding_get_device     (DsOnboarding *self);
DsOnboardingState  ds_onboarding_get_state      (DsOnboarding *self);
DsStep             ds_onboarding_get_step       (DsOnboarding *self);
DsStepState        ds_onboarding_get_step_state (DsOnboarding *self,
                                                 DsStep        step);
const GError      *ds_onboarding_get_error      (DsOnboarding *self);
int64_t            ds_onboarding_get_retry_at   (DsOnboarding *self);
/* What state the device and this computer are in now, after a failure or a
 * cancel: one translated sentence. */
const char        *ds_onboarding_get_outcome    (DsOnboarding *self);
/* "Prove it with the setup code": translated. */
const char        *ds_step_get_title            (DsStep        step);
/* "inspect": for the command line's JSON. */
const char        *ds_step_get_nick             (DsStep        step);

/* Whether a set-up of @device could be run with this, as far as that can be told
 * without asking the device. */
bool               ds_onboarding_takes_code      (DsDevice     *device,
                                                 const char   *code);
/* Runs from the first step, with a setup code as typed or scanned; resolves to
 * true when the device is set up. May be called again after a failure. */
DexFuture         *ds_onboarding_run            (DsOnboarding *self,
                                                 const char   *code);
/* Stops the run and settles what it left; resolves when that is done. */
DexFuture         *ds_onboarding_cancel         (DsOnboarding *self);

G_END_DECLS
