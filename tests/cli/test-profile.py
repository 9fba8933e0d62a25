#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test-profile.py DOORSTEPCTL SCHEMA DOORSTEP-DEVICE
#
# What a person types to keep devices of the profile well; speaks TAP. The devices
# are not announced: their address leads to them.

import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / 'devices'), str(TESTS / 'fixtures')]
import tap  # noqa: E402
from device_client import Device  # noqa: E402
from told import Schema, without_sanitizer  # noqa: E402

PROGRAM, SCHEMA_PATH = sys.argv[1:3]
Device.program = sys.argv[3]

check = Schema(SCHEMA_PATH).check


def run(*arguments, status=0, code=None):
    result = subprocess.run(
        [PROGRAM, *arguments], input='' if code is None else code + '\n',
        capture_output=True, text=True, timeout=60, check=False)
    result.stderr = without_sanitizer(result.stderr)
    assert result.returncode == status, \
        f'{result.returncode} instead of {status}: {result.stdout}{result.stderr}'
    return result


class SetUp:
    """A device in a home of its own."""

    def __init__(self, personality, faults=()):
        self.device = Device(personality, faults=faults, options=['--tick', '20'])

    def __enter__(self):
        self.home = tempfile.TemporaryDirectory(prefix='home-')
        os.environ.update({
            'HOME': self.home.name, 'XDG_DATA_HOME': self.home.name, 'SECRET_BACKEND': 'file',
            'SECRET_FILE_TEST_PATH': os.path.join(self.home.name, 'keyring'),
            'SECRET_FILE_TEST_PASSWORD': "a test's password"})
        self.device.start()
        address = f'127.0.0.1:{self.device.port}'
        told = check(run('set-up', address, '--json', code=self.device.code).stdout, 'devices')
        self.told = told['devices'][0]
        self.id = self.told['id']
        return self

    def __exit__(self, *_):
        self.device.stop()
        self.device.folder.cleanup()
        self.home.cleanup()

    def show(self):
        return check(run('show', self.id, '--json').stdout, 'show')['devices'][0]

    def password(self, *more):
        return check(run('password', self.id, '--json', *more).stdout, 'password')['password']

    def lets_in(self, password):
        client = self.device.client()
        client.password = password
        return client.get('/software').status == 200


def test_a_busy_device_says_how_long_to_wait():
    with SetUp('plug') as thing:
        run('remove', thing.id, '--yes')
        with Device('plug', faults=['busy=40']) as busy:
            told = run('set-up', f'127.0.0.1:{busy.port}', code=busy.code, status=5).stderr
    assert re.search(r'^Wait [34][0-9] seconds before the next try\.$', told, re.MULTILINE), told


def test_a_device_by_its_address_is_told_to_be_reached_there():
    with SetUp('plug') as plug:
        for told in (plug.told, plug.show()):
            assert told['reachedAt'] is not None, told
            assert told['headline'].startswith('Set up. Reached at its address on '), told
            assert told['name'] != 'Doorstep profile' and 'not seen' not in told['headline'], told


def assert_keys_are_gone(plug):
    """Whoever tells of the device, tells this."""
    for arguments, status in ((['list'], 0), (['check'], 3), (['show', plug.id], 0)):
        told = json.loads(run(*arguments, '--json', status=status).stdout)['devices'][0]
        assert told['state'] == 'set-up', told
        assert told['attention']['error'] == 'keyring-unreadable', told
        assert told['headline'] == told['attention']['sentence'], told


def test_keys_that_are_gone_are_told_by_every_command():
    with SetUp('plug') as plug:
        kept = os.environ['SECRET_FILE_TEST_PATH']
        os.rename(kept, kept + '.away')
        assert_keys_are_gone(plug)
        # It is not set up already: it is proved anew.
        run('set-up', f'127.0.0.1:{plug.device.port}', code='nonsense', status=2)
        os.rename(kept + '.away', kept)
        os.environ['SECRET_FILE_TEST_PASSWORD'] = 'another password'
        # libsecret forgets what it has found in a file that it cannot read.
        os.environ['LSAN_OPTIONS'] = 'detect_leaks=0'
        try:
            assert_keys_are_gone(plug)
        finally:
            del os.environ['LSAN_OPTIONS']


def test_show_tells_all_that_the_device_does():
    with SetUp('camera') as camera:
        shown = camera.show()
        assert shown['update']['version'] == '4.0.3' and shown['update']['security'] is True
        assert [d['id'] for d in shown['personalData']] == ['recordings', 'faces', 'account']
        assert 'camera' in shown['sensors'] and shown['weaknesses'] == []
        text = run('show', camera.id).stdout
        for word in ('4.0.2', '4.0.3', 'mailto:security@example.com', 'Recordings'):
            assert word in text, (word, text)
        assert re.search(r'^Security updates .*until at least .*31\b', text, re.MULTILINE), text
        assert camera.password() not in text + json.dumps(shown)


def test_update_asks_first_and_ends_with_what_the_device_says():
    with SetUp('camera') as camera:
        run('update', camera.id, status=130)
        assert camera.show()['softwareVersion'] == '4.0.2'
        run('update', camera.id, '--yes')
        assert camera.show()['softwareVersion'] == '4.0.3'
        client = camera.device.client()
        client.password = camera.password()
        assert client.get('/software').json['version'] == '4.0.3'
        run('update', camera.id, '--yes')


def test_update_that_keeps_its_version_is_no_update():
    with SetUp('camera', ['lying-update']) as camera:
        failed = run('update', camera.id, '--yes', '--json', status=5)
        assert check(failed.stdout, 'failure')['error'] == 'not-updated'
        assert camera.show()['softwareVersion'] == '4.0.2'


def test_erase_asks_first_and_reads_back():
    with SetUp('camera') as camera:
        run('erase', camera.id, status=130)
        assert [d['stored'] for d in camera.show()['personalData']] == [True, True, True]
        said = run('erase', camera.id, '--yes').stdout
        assert 'kept by the maker was not deleted' in said, said
        # What is at the maker stays, and is not called erased.
        assert [d['stored'] for d in camera.show()['personalData']] == [False, False, True]


def test_erase_that_keeps_the_data_is_told():
    with SetUp('camera', ['lying-erase']) as camera:
        failed = run('erase', camera.id, '--yes', '--json', status=5)
        assert check(failed.stdout, 'failure')['error'] == 'not-erased'


def test_password_lets_in_and_a_new_one_shuts_the_old_out():
    with SetUp('plug') as plug:
        first = plug.password()
        assert first == run('password', plug.id).stdout.strip() and plug.lets_in(first)
        second = plug.password('--change')
        assert second != first and plug.password() == second
        assert plug.lets_in(second) and not plug.lets_in(first)
        assert plug.show()['weaknesses'] == []


def test_an_old_password_that_still_works_is_told():
    with SetUp('plug', ['keep-old-password']) as plug:
        plug.password('--change')
        shown = plug.show()
        assert shown['weaknesses'] == ['old-password'], shown['weaknesses']
        assert 'old password' in run('show', plug.id).stdout


def test_a_website_is_asked_only_after_a_yes():
    with SetUp('plug') as plug:
        listed = check(run('ask', plug.id, '--json').stdout, 'questions')
        assert [q['source'] for q in listed['inquiries']] == ['mud'], listed
        assert listed['inquiries'][0]['url'] == 'https://example.com/mud'
        assert listed['answers'] == []
        text = run('ask', plug.id).stdout
        assert 'example.com is asked. It learns the internet address of this home' in text, text

        run('ask', plug.id, 'mud', status=130)
        failed = run('ask', plug.id, 'endoflife', '--yes', '--json', status=2)
        assert check(failed.stdout, 'failure')['error'] == 'no-question'
        assert plug.show()['answers'] == []


def test_a_label_says_where_to_ask():
    def get_urls():
        listed = check(run('ask', plug.id, '--json').stdout, 'questions')
        return [q['url'] for q in listed['inquiries']]

    with SetUp('plug') as plug:
        label = '[)>\x1e06\x1d12NB000Example\x1fM180https://example.org/plug\x1f\x1e\x04'
        run('edit', plug.id, '--label', label)
        assert get_urls() == ['https://example.org/plug'], get_urls()
        failed = run('edit', plug.id, '--label', 'X-HM://0023B6WQLAB1C', '--json', status=2)
        assert check(failed.stdout, 'failure')['error'] == 'bad-label'
        assert get_urls() == ['https://example.org/plug'], get_urls()
        run('edit', plug.id, '--label', '')
        assert get_urls() == ['https://example.com/mud'], get_urls()


def test_an_answer_that_was_kept_is_told():
    with SetUp('plug') as plug:
        with sqlite3.connect(os.path.join(plug.home.name, 'doorstep/doorstep.db')) as database:
            database.execute('INSERT INTO fetched VALUES (?, ?, ?, ?, ?)', (
                plug.id, 'mud', 'https://example.com/mud', '2026-11-22',
                json.dumps({'rule': 'ended', 'contacts': ['mailto:psirt@example.com'],
                            'signer': 'CN=Example Works'})))
        answers = plug.show()['answers']
        assert answers == check(run('ask', plug.id, '--json').stdout, 'questions')['answers']
        assert answers[0]['claim'] == {'rule': 'ended', 'date': None}, answers
        assert answers[0]['contacts'] == ['mailto:psirt@example.com']
        text = run('ask', plug.id).stdout
        assert 'mailto:psirt@example.com' in text and 'Example Works' in text, text


sys.exit(tap.run(globals(), '/cli/profile/'))
