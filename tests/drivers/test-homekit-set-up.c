/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-homekit-test.h"
#include "ds-watchdog.h"

#include <string.h>

static DsFacts *
check_in (DsTarget *target,
          DsCredential *credential)
{
  g_autoptr (GError) error = NULL;
  DsFacts *facts = dex_await_boxed (ds_homekit_driver.check_in (target, credential), &error);

  g_assert_no_error (error);

  return facts;
}

/* From the code on the box to the facts on the device page, and away again. */
static void
test_whole_life (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (DsFacts) facts = NULL;
  const DsAccess *access;

  ds_test_await (ds_homekit_driver.inspect (target));
  g_assert_nonnull (ds_target_get_reached (target));
  ds_test_await (ds_homekit_driver.make_noticed (target, NULL));

  credential = homekit_test_set_up (target);
  g_assert_true (ds_fake_accessory_knows (accessory,
                                          homekit_test_field (credential,
                                                              DS_HAP_FIELD_CONTROLLER_ID)));
  g_assert_cmpstr (homekit_test_field (credential, DS_HAP_FIELD_ACCESSORY_ID), ==, TEST_ID);

  facts = check_in (target, credential);
  g_assert_cmpstr (facts->key, ==, TEST_ID);
  g_assert_cmpstr (facts->name, ==, "Desk lamp");
  g_assert_cmpstr (facts->maker, ==, "Acme");
  g_assert_cmpstr (facts->software_version, ==, "1.2.3");
  g_assert_cmpuint (facts->capabilities, ==,
                    DS_CAPABILITY_IDENTIFY | DS_CAPABILITY_RELEASE | DS_CAPABILITY_LIST_ACCESS |
                    DS_CAPABILITY_REMOVE_ACCESS);
  g_assert_cmpuint (facts->access->len, ==, 1);
  access = facts->access->pdata[0];
  g_assert_true (access->is_this_computer);
  g_assert_true (access->is_admin);

  ds_test_await (ds_homekit_driver.make_noticed (target, credential));
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_WRITE), ==, 1);
  ds_test_await (ds_homekit_driver.release (target, credential));
  g_assert_cmpuint (ds_fake_accessory_get_n_pairings (accessory), ==, 0);
  homekit_test_rejects (ds_homekit_driver.release (target, credential), DS_ERROR_NOT_OURS);
}

/* The same said in other ways. */
static void
test_other_ways_to_say_it (void)
{
  static const DsFakeFault ways[] = { DS_FAKE_CHUNKED, DS_FAKE_EVENTS_FIRST,
                                      DS_FAKE_SMALL_FRAMES };
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = NULL;

  ds_fake_accessory_set_fault (accessory, DS_FAKE_SETUP_M2, DS_FAKE_CHUNKED);
  credential = homekit_test_set_up (target);
  for (unsigned int i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (DsFacts) facts = NULL;

      ds_fake_accessory_set_fault (accessory, DS_FAKE_ACCESSORIES, ways[i]);
      ds_fake_accessory_set_fault (accessory, DS_FAKE_LIST, ways[i]);
      facts = check_in (target, credential);
      g_assert_cmpstr (facts->serial, ==, "SN-0001");
      g_assert_cmpuint (facts->access->len, ==, 1);
    }
}

static void
test_someone_elses_access (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = homekit_test_set_up (target);
  g_autoptr (DsFacts) before = NULL;
  g_autoptr (DsFacts) after = NULL;

  ds_fake_accessory_add_pairing (accessory, "someone-else", false);
  before = check_in (target, credential);
  g_assert_cmpuint (before->access->len, ==, 2);
  for (unsigned int i = 0; i < before->access->len; i++)
    {
      const DsAccess *access = before->access->pdata[i];

      g_assert_true (access->is_admin == access->is_this_computer);
      g_assert_true (access->is_this_computer == !g_str_equal (access->id, "someone-else"));
    }

  ds_test_await (ds_homekit_driver.remove_access (target, credential, "someone-else"));
  after = check_in (target, credential);
  g_assert_cmpuint (after->access->len, ==, 1);
}

/* A device that only others may manage tells everything but who they are. */
static void
test_list_that_is_not_for_us (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = homekit_test_set_up (target);
  g_autoptr (DsFacts) facts = NULL;

  ds_fake_accessory_set_error (accessory, DS_FAKE_LIST, 2, 0);
  facts = check_in (target, credential);
  g_assert_null (facts->access);
  g_assert_cmpuint (facts->capabilities, ==, DS_CAPABILITY_IDENTIFY | DS_CAPABILITY_RELEASE);

  /* Some say it with another status. */
  ds_fake_accessory_set_fault (accessory, DS_FAKE_LIST, DS_FAKE_STATUS_400);
  g_clear_pointer (&facts, ds_facts_free);
  facts = check_in (target, credential);
  g_assert_null (facts->access);
}

/* Or this computer would be told of as someone else who controls the device. */
static void
test_own_name_in_other_letters (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = homekit_test_set_up (target);
  g_autoptr (DsFacts) facts = NULL;

  ds_fake_accessory_set_fault (accessory, DS_FAKE_LIST, DS_FAKE_LOWER_CASE);
  facts = check_in (target, credential);
  g_assert_cmpuint (facts->access->len, ==, 1);
  g_assert_true (((DsAccess *) facts->access->pdata[0])->is_this_computer);
}

/* Accessories hash the leading zeroes of their key or leave them out: with such a
 * key the right code looks wrong to every other one of them. */
static void
test_right_code_with_a_key_that_begins_with_zero (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsCredential) credential = NULL;

  ds_fake_accessory_set_short_keys (accessory, 2);
  credential = homekit_test_set_up (target);
  g_assert_nonnull (credential);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_SETUP_M2), ==, 3);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_SETUP_M4), ==, 1);
}

/* An accessory takes one set-up at a time: between two keys it must be let go. */
static void
test_accessory_is_let_go_between_two_keys (void)
{
  const DsHapDeadlines usual = *ds_hap_deadlines ();
  DsHapDeadlines slow = usual;
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsSecret) code = ds_secret_new_text (TEST_CODE);
  DexFuture *proof;

  /* For ever, as far as this test goes. */
  slow.pause = TEST_VERB;
  ds_hap_deadlines_set (&slow);
  ds_fake_accessory_set_short_keys (accessory, 1);
  proof = ds_homekit_driver.prove (target, code);
  ds_test_wait_until (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_SETUP_M2) == 1 &&
                      ds_fake_accessory_get_n_connected (accessory) == 0);
  g_assert_true (dex_future_is_pending (proof));

  dex_unref (proof);
  ds_hap_deadlines_set (&usual);
}

static void
test_keys_that_all_begin_with_zero (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsSecret) code = ds_secret_new_text (TEST_CODE);

  ds_fake_accessory_set_short_keys (accessory, 100);
  homekit_test_rejects (ds_homekit_driver.prove (target, code), DS_ERROR_WRONG_CODE);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (accessory, DS_FAKE_SETUP_M2), ==, 3);
}

/* Each device knows this computer under another name and key. */
static void
test_every_device_gets_keys_of_its_own (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsProof) proof = homekit_test_prove (target);
  g_autoptr (DsCredential) a = ds_homekit_driver.generate (proof);
  g_autoptr (DsCredential) b = ds_homekit_driver.generate (proof);

  g_assert_cmpstr (homekit_test_field (a, DS_HAP_FIELD_CONTROLLER_ID), !=,
                   homekit_test_field (b, DS_HAP_FIELD_CONTROLLER_ID));
  g_assert_false (ds_secret_equal (ds_credential_get (a, DS_HAP_FIELD_SEED),
                                   ds_credential_get (b, DS_HAP_FIELD_SEED)));
  g_assert_cmpuint (strlen (homekit_test_field (a, DS_HAP_FIELD_CONTROLLER_ID)), ==, 36);
  g_assert_null (ds_credential_get (a, DS_HAP_FIELD_ACCESSORY_KEY));
}

static GSocketAddress *
loopback_address (uint16_t port)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  return g_inet_socket_address_new (loopback, port);
}

/* Listens and never picks up: its queue is full. */
static uint16_t
open_dead_end (GPtrArray *sockets)
{
  GSocket *listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                    G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) any = loopback_address (0);
  g_autoptr (GSocketAddress) address = NULL;

  g_ptr_array_add (sockets, listener);
  g_assert_true (g_socket_bind (listener, any, FALSE, NULL));
  g_socket_set_listen_backlog (listener, 0);
  g_assert_true (g_socket_listen (listener, NULL));
  address = g_socket_get_local_address (listener, NULL);
  for (unsigned int i = 0; i < 4; i++)
    {
      GSocket *filler = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (filler, FALSE);
      g_socket_connect (filler, address, NULL, NULL);
      g_ptr_array_add (sockets, filler);
    }

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static int64_t
inspect_at (uint16_t first,
            uint16_t second)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DsTarget) target = NULL;
  int64_t begun = g_get_monotonic_time ();

  g_ptr_array_add (addresses, loopback_address (first));
  g_ptr_array_add (addresses, loopback_address (second));
  target = ds_target_new (TEST_ID, addresses);
  ds_test_await (ds_homekit_driver.inspect (target));
  g_assert_cmpuint (g_inet_socket_address_get_port (ds_target_get_reached (target)), ==, second);

  return (g_get_monotonic_time () - begun) / 1000;
}

/* Who waits too long does so each time; a computer that is busy with something else
 * does not. */
static int64_t
inspect_quickly (uint16_t first,
                 uint16_t second,
                 int64_t enough)
{
  int64_t best = G_MAXINT64;

  for (unsigned int i = 0; i < 100 && best >= enough; i++)
    best = MIN (best, inspect_at (first, second));

  return best;
}

static void
test_next_address_when_one_hangs (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  uint16_t dead_end = open_dead_end (sockets);
  int64_t took = inspect_quickly (dead_end, ds_fake_accessory_get_port (accessory), 500);

  g_assert_cmpint (took, >=, 200);
  g_assert_cmpint (took, <, 500);
}

static void
test_next_address_at_once_when_one_refuses (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsFakeAccessory) gone = homekit_test_accessory ();

  ds_fake_accessory_set_power (gone, false);
  g_assert_cmpint (inspect_quickly (ds_fake_accessory_get_port (gone),
                                    ds_fake_accessory_get_port (accessory), 200), <, 200);
}

static void
test_every_address_hangs (void)
{
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DsTarget) target = NULL;

  g_ptr_array_add (addresses, loopback_address (open_dead_end (sockets)));
  g_ptr_array_add (addresses, loopback_address (open_dead_end (sockets)));
  target = ds_target_new (TEST_ID, addresses);
  homekit_test_hurry (true);
  homekit_test_rejects (ds_homekit_driver.inspect (target), DS_ERROR_UNREACHABLE);
  homekit_test_hurry (false);
  g_assert_null (ds_target_get_reached (target));
}

static DsTarget *
make_target (DsFakeAccessory **accessories,
             unsigned int n)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < n; i++)
    g_ptr_array_add (addresses, loopback_address (ds_fake_accessory_get_port (accessories[i])));
  return ds_target_new (TEST_ID, addresses);
}

static void
assert_reached (DsTarget *target,
                DsFakeAccessory *accessory)
{
  GInetSocketAddress *reached = ds_target_get_reached (target);

  g_assert_nonnull (reached);
  g_assert_cmpuint (g_inet_socket_address_get_port (reached), ==,
                    ds_fake_accessory_get_port (accessory));
}

/* Somebody else is at the first address and picks up: a program that knows nothing of
 * HomeKit, another accessory, or whoever wants to keep this one out of reach. */
static void
test_next_address_after_a_bad_answer (void)
{
  static const struct { DsFakeStep step; DsFakeFault fault; } rows[] = {
    { DS_FAKE_VERIFY_M2, DS_FAKE_CLOSES }, { DS_FAKE_VERIFY_M2, DS_FAKE_NOT_HTTP },
    { DS_FAKE_VERIFY_M2, DS_FAKE_WEB_PAGE }, { DS_FAKE_VERIFY_M2, DS_FAKE_ZERO_KEY },
    { DS_FAKE_VERIFY_M2, DS_FAKE_OTHER_ID }, { DS_FAKE_VERIFY_M2, DS_FAKE_BAD_SIGNATURE },
    { DS_FAKE_VERIFY_M4, DS_FAKE_CUTS_ANSWER }, { DS_FAKE_VERIFY_M2, DS_FAKE_NEVER_ANSWERS },
  };
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsFakeAccessory) other = homekit_test_accessory ();
  DsFakeAccessory *both[] = { other, accessory };
  g_autoptr (DsTarget) own = ds_fake_accessory_dup_target (accessory);
  g_autoptr (DsTarget) target = make_target (both, 2);
  g_autoptr (DsCredential) credential = homekit_test_set_up (own);

  homekit_test_hurry (true);
  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsFacts) facts = NULL;

      g_test_message ("step %u, fault %u", rows[i].step, rows[i].fault);
      ds_fake_accessory_set_fault (other, rows[i].step, rows[i].fault);
      facts = check_in (target, credential);
      g_assert_nonnull (facts);
      assert_reached (target, accessory);
      ds_fake_accessory_set_fault (other, rows[i].step, DS_FAKE_FINE);
    }
  homekit_test_hurry (false);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (other, DS_FAKE_VERIFY_M2), ==,
                    G_N_ELEMENTS (rows));
}

/* The same before a set-up, to its end. */
static void
test_next_address_for_a_set_up (void)
{
  static const struct { DsFakeStep step; DsFakeFault fault; } rows[] = {
    { DS_FAKE_SETUP_M2, DS_FAKE_CLOSES }, { DS_FAKE_SETUP_M2, DS_FAKE_WEB_PAGE },
    { DS_FAKE_SETUP_M2, DS_FAKE_TLV_REPEATED }, { DS_FAKE_SETUP_M2, DS_FAKE_NEVER_ANSWERS },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
      g_autoptr (DsFakeAccessory) other = homekit_test_accessory ();
      DsFakeAccessory *both[] = { other, accessory };
      g_autoptr (DsTarget) target = make_target (both, 2);
      g_autoptr (DsProof) proof = NULL;

      ds_fake_accessory_set_fault (other, DS_FAKE_ACCESSORIES, DS_FAKE_WEB_PAGE);
      ds_fake_accessory_set_fault (other, DS_FAKE_IDENTIFY, DS_FAKE_NOT_HTTP);
      ds_fake_accessory_set_fault (other, rows[i].step, rows[i].fault);
      homekit_test_hurry (true);
      ds_test_await (ds_homekit_driver.inspect (target));
      assert_reached (target, accessory);
      ds_test_await (ds_homekit_driver.make_noticed (target, NULL));
      assert_reached (target, accessory);
      proof = homekit_test_prove (target);
      homekit_test_hurry (false);
      assert_reached (target, accessory);
    }
}

/* What the accessory says of itself is not asked for again at its next address. */
static void
test_a_clear_word_ends_the_search (void)
{
  g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
  g_autoptr (DsFakeAccessory) other = homekit_test_accessory ();
  DsFakeAccessory *both[] = { accessory, other };
  g_autoptr (DsTarget) target = make_target (both, 2);
  g_autoptr (DsSecret) code = ds_secret_new_text (TEST_CODE);

  ds_fake_accessory_set_error (accessory, DS_FAKE_SETUP_M2, 6, 0);
  homekit_test_rejects (ds_homekit_driver.prove (target, code), DS_ERROR_TAKEN);
  g_assert_cmpuint (ds_fake_accessory_get_n_asked (other, DS_FAKE_SETUP_M2), ==, 0);
}

/* Others are silent at so many addresses that they would use up all the time. */
static void
test_the_last_address_has_its_turn (void)
{
  static const DsHapDeadlines deadlines = {
    .connect = 5000, .answer = 5000, .setup = 5000, .verb = 3000, .pause = 20,
  };
  DsFakeAccessory *all[6];
  g_autoptr (DsTarget) target = NULL;
  g_autoptr (DsTarget) own = NULL;
  g_autoptr (DsCredential) credential = NULL;
  g_autoptr (DsFacts) facts = NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (all); i++)
    {
      all[i] = homekit_test_accessory ();
      if (i + 1 < G_N_ELEMENTS (all))
        ds_fake_accessory_set_fault (all[i], DS_FAKE_VERIFY_M2, DS_FAKE_NEVER_ANSWERS);
    }
  own = ds_fake_accessory_dup_target (all[G_N_ELEMENTS (all) - 1]);
  credential = homekit_test_set_up (own);
  target = make_target (all, G_N_ELEMENTS (all));

  ds_hap_deadlines_set (&deadlines);
  facts = check_in (target, credential);
  homekit_test_hurry (false);
  g_assert_nonnull (facts);
  assert_reached (target, all[G_N_ELEMENTS (all) - 1]);
  for (unsigned int i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_assert_cmpuint (ds_fake_accessory_get_n_asked (all[i], DS_FAKE_VERIFY_M2), ==, 1);
      g_object_unref (all[i]);
    }
}

/* A frame of the window is 16 ms. What blocks does so each time; a lock that another
 * thread holds, while it waits for the processor, does not. */
static void
test_window_stays_alive (void)
{
  int64_t best = G_MAXINT64;

  for (unsigned int i = 0; i < 8 && best > 16000; i++)
    {
      g_autoptr (DsFakeAccessory) accessory = homekit_test_accessory ();
      g_autoptr (DsTarget) target = ds_fake_accessory_dup_target (accessory);
      g_autoptr (DsCredential) credential = NULL;
      g_autoptr (DsFacts) facts = NULL;
      DsWatchdog worst;

      ds_watchdog_begin ();
      credential = homekit_test_set_up (target);
      facts = check_in (target, credential);
      worst = ds_watchdog_end ();
      best = MIN (best, worst.worked + worst.slept);
    }
  g_test_message ("longest pause of the main loop: %.1f ms", (double) best / 1000);
  g_assert_cmpint (best, <=, 16000);
}

int
main (int argc,
      char *argv[])
{
  homekit_test_init (&argc, &argv);

  ds_test_add_fiber ("/homekit/set-up/whole-life", test_whole_life);
  ds_test_add_fiber ("/homekit/set-up/other-ways-to-say-it", test_other_ways_to_say_it);
  ds_test_add_fiber ("/homekit/set-up/someone-elses-access", test_someone_elses_access);
  ds_test_add_fiber ("/homekit/set-up/list-not-for-us", test_list_that_is_not_for_us);
  ds_test_add_fiber ("/homekit/set-up/own-name-in-other-letters", test_own_name_in_other_letters);
  ds_test_add_fiber ("/homekit/set-up/key-begins-with-zero",
                     test_right_code_with_a_key_that_begins_with_zero);
  ds_test_add_fiber ("/homekit/set-up/let-go-between-two-keys",
                     test_accessory_is_let_go_between_two_keys);
  ds_test_add_fiber ("/homekit/set-up/all-keys-begin-with-zero",
                     test_keys_that_all_begin_with_zero);
  ds_test_add_fiber ("/homekit/set-up/keys-of-its-own", test_every_device_gets_keys_of_its_own);
  ds_test_add_fiber ("/homekit/set-up/window-stays-alive", test_window_stays_alive);
  ds_test_add_fiber ("/homekit/connect/one-address-hangs", test_next_address_when_one_hangs);
  ds_test_add_fiber ("/homekit/connect/one-address-refuses",
                     test_next_address_at_once_when_one_refuses);
  ds_test_add_fiber ("/homekit/connect/every-address-hangs", test_every_address_hangs);
  ds_test_add_fiber ("/homekit/connect/bad-answer", test_next_address_after_a_bad_answer);
  ds_test_add_fiber ("/homekit/connect/bad-answer-to-a-set-up", test_next_address_for_a_set_up);
  ds_test_add_fiber ("/homekit/connect/clear-word", test_a_clear_word_ends_the_search);
  ds_test_add_fiber ("/homekit/connect/last-address", test_the_last_address_has_its_turn);

  return g_test_run ();
}
