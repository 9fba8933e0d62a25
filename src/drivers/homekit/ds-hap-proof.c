/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-hap-proof"

#include "config.h"

#include "ds-hap-proof.h"

struct _DsHapProof
{
  DsProof          parent_instance;

  DsTarget        *target;
  DsHapConnection *connection;
  DsSecret        *session_key;
};

G_DEFINE_FINAL_TYPE (DsHapProof, ds_hap_proof, DS_TYPE_PROOF)

static void
ds_hap_proof_dispose (GObject *object)
{
  DsHapProof *self = DS_HAP_PROOF (object);

  if (self->connection != NULL)
    ds_hap_connection_close (self->connection);
  g_clear_object (&self->connection);
  g_clear_object (&self->target);
  g_clear_pointer (&self->session_key, ds_secret_unref);

  G_OBJECT_CLASS (ds_hap_proof_parent_class)->dispose (object);
}

static void
ds_hap_proof_class_init (DsHapProofClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ds_hap_proof_dispose;
}

static void
ds_hap_proof_init (DsHapProof *self)
{
}

/**
 * ds_hap_proof_new:
 * @target: which accessory
 * @connection: the connection that the proof was made on
 * @session_key: what SRP agreed on
 *
 * Returns: (transfer full): a proof that closes the connection when it goes
 */
DsHapProof *
ds_hap_proof_new (DsTarget *target,
                  DsHapConnection *connection,
                  DsSecret *session_key)
{
  DsHapProof *self = g_object_new (DS_TYPE_HAP_PROOF, NULL);

  self->target = g_object_ref (target);
  self->connection = g_object_ref (connection);
  self->session_key = ds_secret_ref (session_key);

  return self;
}

/**
 * ds_hap_proof_get_target:
 * @self: a proof
 *
 * Returns: (transfer none): which accessory
 */
DsTarget *
ds_hap_proof_get_target (DsHapProof *self)
{
  g_return_val_if_fail (DS_IS_HAP_PROOF (self), NULL);

  return self->target;
}

/**
 * ds_hap_proof_get_connection:
 * @self: a proof
 *
 * Returns: (transfer none): the connection that the proof was made on
 */
DsHapConnection *
ds_hap_proof_get_connection (DsHapProof *self)
{
  g_return_val_if_fail (DS_IS_HAP_PROOF (self), NULL);

  return self->connection;
}

/**
 * ds_hap_proof_get_session_key:
 * @self: a proof
 *
 * Returns: (transfer none): what SRP agreed on
 */
DsSecret *
ds_hap_proof_get_session_key (DsHapProof *self)
{
  g_return_val_if_fail (DS_IS_HAP_PROOF (self), NULL);

  return self->session_key;
}
