/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-profile-test.h"

#include "core/ds-future.h"
#include "drivers/profile/ds-profile-driver.h"
#include "drivers/profile/ds-profile-session.h"

void
profile_test_hurry (void)
{
  static const DsProfilePace pace = {
    .verb = 30 * 1000,
    .poll = 20,
    .look = 2000,
    .uncovered = 3000,
    .address = 33 * 1000,
    .patience = 1500,
    .update = 600 * 1000,
  };

  ds_profile_pace_set (&pace);
}

static char *
read_line (GInputStream *stream)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (stream);
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

static char *
read_label (ProfileDevice *self)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, DOORSTEP_DEVICE,
                              "--personality", self->personality, "--folder", self->folder,
                              "--print-code", NULL);
  g_assert_no_error (error);
  return read_line (g_subprocess_get_stdout_pipe (process));
}

static void
start (ProfileDevice *self,
       const char *faults)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) wanted = g_strsplit (faults != NULL ? faults : "", " ", -1);
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_auto (GStrv) words = NULL;
  g_auto (GStrv) argv = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  g_strv_builder_add_many (builder, DOORSTEP_DEVICE, "--personality", self->personality,
                           "--folder", self->folder, "--port", port, "--loopback", "--silent",
                           "--tick", "30", "--until-input-ends", NULL);
  for (unsigned int i = 0; wanted[i] != NULL; i++)
    {
      if (*wanted[i] != '\0')
        g_strv_builder_add_many (builder, "--fault", wanted[i], NULL);
    }
  argv = g_strv_builder_end (builder);

  self->process = g_subprocess_newv ((const char * const *) argv,
                                     G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                                     &error);
  g_assert_no_error (error);
  self->out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = profile_device_hear (self);
  words = g_strsplit (line, " ", -1);
  g_assert_cmpstr (words[0], ==, "ready");
  self->port = (uint16_t) g_ascii_strtoull (words[1], NULL, 10);
  g_set_str (&self->id, words[2]);
}

static void
stop (ProfileDevice *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_clear_object (&self->out);
}

ProfileDevice *
profile_device_new (const char *personality,
                    const char *faults)
{
  ProfileDevice *self = g_new0 (ProfileDevice, 1);

  self->folder = ds_test_folder ();
  self->personality = g_strdup (personality);
  self->code = read_label (self);
  start (self, faults);
  self->target = profile_device_target (self);
  return self;
}

ProfileDevice *
profile_device_new_owned (const char *personality,
                          const char *faults)
{
  ProfileDevice *self = profile_device_new (personality, faults);

  self->credential = profile_device_claim (self);
  return self;
}

void
profile_device_free (ProfileDevice *self)
{
  stop (self);
  g_free (self->folder);
  g_free (self->personality);
  g_free (self->code);
  g_free (self->id);
  g_clear_object (&self->target);
  g_clear_pointer (&self->credential, ds_credential_unref);
  g_free (self);
}

void
profile_device_restart (ProfileDevice *self,
                        const char *faults)
{
  stop (self);
  start (self, faults);
}

static char *
ask (ProfileDevice *self,
     const char *command)
{
  g_autofree char *line = g_strconcat (command, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), line, strlen (line),
                             NULL, NULL, &error);
  g_assert_no_error (error);
  return profile_device_hear (self);
}

char *
profile_device_hear (ProfileDevice *self)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (self->out, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

void
profile_device_tell (ProfileDevice *self,
                     const char *command)
{
  g_autofree char *answer = ask (self, command);

  g_assert_true (g_str_has_prefix (answer, "done "));
}

void
profile_device_wait (ProfileDevice *self)
{
  bool rested = false;

  while (!rested)
    {
      g_autofree char *answer = ask (self, "rested");

      rested = g_str_has_prefix (answer, "done ");
      if (!rested)
        ds_test_sleep (10);
    }
}

DsTarget *
profile_device_target (ProfileDevice *self)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (addresses, g_inet_socket_address_new_from_string ("127.0.0.1", self->port));
  return ds_target_new (self->id, addresses);
}

DsSecret *
profile_device_code (ProfileDevice *self)
{
  g_autoptr (GError) error = NULL;
  DsSecret *code = ds_profile_driver.check_code (self->code, &error);

  g_assert_no_error (error);
  return code;
}

DsCredential *
profile_device_claim (ProfileDevice *self)
{
  return profile_test_claim (self->target, self->code);
}

DsProof *
profile_test_prove (DsTarget *target,
                    const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsSecret) checked = ds_profile_driver.check_code (code, &error);
  DsProof *proof;

  g_assert_no_error (error);
  proof = dex_await_object (ds_profile_driver.prove (target, checked), &error);
  g_assert_no_error (error);
  return proof;
}

DsCredential *
profile_test_claim (DsTarget *target,
                    const char *code)
{
  g_autoptr (DsProof) proof = profile_test_prove (target, code);
  g_autoptr (DsCredential) made = ds_profile_driver.generate (proof);
  g_autoptr (GError) error = NULL;
  DsCredential *credential;

  credential = dex_await_boxed (ds_profile_driver.take_over (proof, made), &error);
  g_assert_no_error (error);
  return credential;
}

DsFacts *
profile_test_check_in (DsTarget *target,
                       DsCredential *credential)
{
  g_autoptr (GError) error = NULL;
  DsFacts *facts = dex_await_boxed (ds_profile_driver.check_in (target, credential), &error);

  g_assert_no_error (error);
  return facts;
}

void
profile_test_rejects (DexFuture *future,
                      DsError code)
{
  g_autoptr (GError) error = ds_test_await_error (future);

  g_assert_error (error, DS_ERROR, (int) code);
}
