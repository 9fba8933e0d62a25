/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-onboarding"

#include "config.h"

#include "ds-onboarding-private.h"


typedef enum {
  PROP_STATE = 1,
  PROP_STEP,
  PROP_ERROR,
  PROP_RETRY_AT,
} DsOnboardingProperty;

static GParamSpec *properties[PROP_RETRY_AT + 1];

G_DEFINE_FINAL_TYPE (DsOnboarding, ds_onboarding, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (DsOnboardingState, ds_onboarding_state,
                    G_DEFINE_ENUM_VALUE (DS_ONBOARDING_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (DS_ONBOARDING_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (DS_ONBOARDING_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (DS_ONBOARDING_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (DS_ONBOARDING_CANCELLED, "cancelled"))

/*
 * GObject
 */

static void
ds_onboarding_finalize (GObject *object)
{
  DsOnboarding *self = DS_ONBOARDING (object);

  dex_clear (&self->cancel);
  dex_clear (&self->ended);
  g_clear_object (&self->home);
  g_clear_object (&self->device);
  g_clear_error (&self->error);
  g_clear_pointer (&self->outcome, g_free);

  G_OBJECT_CLASS (ds_onboarding_parent_class)->finalize (object);
}

static void
ds_onboarding_get_property (GObject *object,
                            unsigned int property_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  DsOnboarding *self = DS_ONBOARDING (object);

  switch ((DsOnboardingProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_STEP:
      g_value_set_uint (value, self->step);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ds_onboarding_class_init (DsOnboardingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ds_onboarding_finalize;
  object_class->get_property = ds_onboarding_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, DS_TYPE_ONBOARDING_STATE, DS_ONBOARDING_READY,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STEP] =
    g_param_spec_uint ("step", NULL, NULL, 0, DS_N_STEPS - 1, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RETRY_AT] =
    g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ds_onboarding_init (DsOnboarding *self)
{
}

/* What a run shows of itself; each notifies what changed. */

void
_ds_onboarding_set_state (DsOnboarding *self,
                          DsOnboardingState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Notifies even where the step stays: its state may have changed. */
void
_ds_onboarding_set_step (DsOnboarding *self,
                         DsStep step)
{
  self->step = step;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
}

void
_ds_onboarding_set_error (DsOnboarding *self,
                          const GError *error,
                          const char *outcome)
{
  g_set_str (&self->outcome, outcome);
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
_ds_onboarding_set_retry_at (DsOnboarding *self,
                             int64_t retry_at)
{
  if (self->retry_at == retry_at)
    return;

  self->retry_at = retry_at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_AT]);
}

DsOnboarding *
_ds_onboarding_new (DsHome *home,
                    DsDevice *device)
{
  DsOnboarding *self = g_object_new (DS_TYPE_ONBOARDING, NULL);

  self->home = g_object_ref (home);
  self->device = g_object_ref (device);
  return self;
}

/**
 * ds_onboarding_get_device:
 * @self: a set-up
 *
 * Returns: (transfer none): the device that is set up
 */
DsDevice *
ds_onboarding_get_device (DsOnboarding *self)
{
  g_return_val_if_fail (DS_IS_ONBOARDING (self), NULL);

  return self->device;
}

/**
 * ds_onboarding_get_state:
 * @self: a set-up
 *
 * Returns: its state
 */
DsOnboardingState
ds_onboarding_get_state (DsOnboarding *self)
{
  g_return_val_if_fail (DS_IS_ONBOARDING (self), DS_ONBOARDING_READY);

  return self->state;
}

/**
 * ds_onboarding_get_step:
 * @self: a set-up
 *
 * Returns: the step that runs, or the one that failed
 */
DsStep
ds_onboarding_get_step (DsOnboarding *self)
{
  g_return_val_if_fail (DS_IS_ONBOARDING (self), DS_STEP_INSPECT);

  return self->step;
}

/**
 * ds_onboarding_get_step_state:
 * @self: a set-up
 * @step: one of its steps
 *
 * Returns: how far that step is
 */
DsStepState
ds_onboarding_get_step_state (DsOnboarding *self,
                              DsStep step)
{
  g_return_val_if_fail (DS_IS_ONBOARDING (self), DS_STEP_TODO);

  if (self->state == DS_ONBOARDING_DONE || step < self->step)
    return DS_STEP_DONE;
  if (self->state == DS_ONBOARDING_READY || step > self->step)
    return DS_STEP_TODO;
  return self->state == DS_ONBOARDING_RUNNING ? DS_STEP_RUNNING : DS_STEP_FAILED;
}

/**
 * ds_onboarding_get_error:
 * @self: a set-up
 *
 * Returns: (transfer none) (nullable): why the last run ended
 */
const GError *
ds_onboarding_get_error (DsOnboarding *self)
{
  g_return_val_if_fail (DS_IS_ONBOARDING (self), NULL);

  return self->error;
}

/**
 * ds_onboarding_get_retry_at:
 * @self: a set-up
 *
 * Returns: Unix seconds before which no code is sent; 0 for none
 */
int64_t
ds_onboarding_get_retry_at (DsOnboarding *self)
{
  g_return_val_if_fail (DS_IS_ONBOARDING (self), 0);

  return self->retry_at;
}

/**
 * ds_onboarding_get_outcome:
 * @self: a set-up
 *
 * Returns: (transfer none) (nullable): one translated sentence about the state
 *   in which a failed or cancelled run left the device and this computer
 */
const char *
ds_onboarding_get_outcome (DsOnboarding *self)
{
  g_return_val_if_fail (DS_IS_ONBOARDING (self), NULL);

  return self->outcome;
}
