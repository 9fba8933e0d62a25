#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test-doorstepctl.py DOORSTEPCTL SCHEMA
#
# Types what a person types, where ds-fake-street runs it; speaks TAP.

import contextlib
import csv
import io
import json
import os
import pathlib
import pty
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

from told import Schema, without_sanitizer

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'fixtures'))
import tap  # noqa: E402

PROGRAM, SCHEMA_PATH = sys.argv[1], sys.argv[2]
CODE = '031-45-154'
WRONG_CODE = '314-15-926'
KEY_LAMP = 'homekit:AA:BB:CC:00:00:01'

check = Schema(SCHEMA_PATH).check


def run(*arguments, code=None, env=None, timeout=60):
    result = subprocess.run(
        [PROGRAM, *arguments], input=None if code is None else code + '\n',
        stdin=subprocess.DEVNULL if code is None else None,
        capture_output=True, text=True, timeout=timeout,
        env={**os.environ, **(env or {})})
    result.stderr = without_sanitizer(result.stderr)
    return result


def ok(result, status=0):
    assert result.returncode == status, \
        f'{result.returncode} instead of {status}: {result.stdout}{result.stderr}'
    return result


def devices(*arguments, **options):
    return check(ok(run(*arguments, '--json', **options)).stdout, 'devices')['devices']


def lamp_id():
    return next(d['id'] for d in devices('discover') if 'Evil' not in d['name'])


def on_terminal(arguments, answers, stop_at=None):
    """Runs it on a terminal; answers each prompt; SIGINT when stop_at is printed."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execv(PROGRAM, [PROGRAM, *arguments])
    seen = ''
    answers = list(answers)
    while True:
        try:
            chunk = os.read(fd, 4096).decode(errors='replace')
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
        if answers and answers[0][0] in seen:
            os.write(fd, (answers.pop(0)[1] + '\n').encode())
        if stop_at and stop_at in seen:
            os.kill(pid, signal.SIGINT)
            stop_at = None
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(fd)
    return status, seen


# ---- what a person does ------------------------------------------------------

def test_nothing_is_set_up_at_first():
    assert devices('list') == []
    result = ok(run('list'))
    assert result.stdout == '' and result.stderr == ''


def test_a_damaged_list_is_kept_and_named():
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, '.local', 'share')
        os.makedirs(os.path.join(data, 'doorstep'))
        with open(os.path.join(data, 'doorstep', 'doorstep.db'), 'w', encoding='utf-8') as file:
            file.write('no database')
        env = {'HOME': folder, 'XDG_DATA_HOME': data}
        told = ok(run('list', env=env)).stderr
        named = re.search('“(doorstep-damaged-[^”]+)” in the folder “~/.local/share/doorstep”', told)
        assert named, told
        with open(os.path.join(data, 'doorstep', named[1]), encoding='utf-8') as file:
            assert file.read() == 'no database'


def test_a_device_is_watched_and_ignored():
    """Ends as it began: what is done can be undone."""
    lamp = lamp_id()
    assert devices('watch', lamp)[0]['state'] == 'watched'
    assert [d['id'] for d in devices('list')] == [lamp]
    assert devices('ignore', lamp)[0]['state'] == 'ignored'
    assert devices('list') == []
    assert lamp not in [d['id'] for d in devices('discover')]
    assert [d['id'] for d in devices('ignored')] == [lamp]
    assert devices('stop-ignoring', lamp)[0]['state'] == 'watched'
    ok(run('remove', lamp), 130)
    assert devices('remove', lamp, '--yes')[0]['state'] == 'new'
    assert devices('list') == [] and devices('ignored') == []
    ok(run('stop-ignoring', lamp), 3)


def test_a_thing_is_added_by_hand_and_its_support_ends():
    added = ok(run('add', '--maker', 'Acme', '--model', 'Oven 3', '--bought', '2020-02-29',
                   '--room', 'Kitchen', '--kind', 'appliance')).stdout.strip()
    assert 'ended: 0 of 1 device\n' in ok(run('check')).stdout
    assert devices('list', '--out-of-support') == []

    devices('edit', added, '--supported-until', '2021-03')
    result = ok(run('check'), 3)
    assert '1 of 1 device' in result.stdout and added in result.stdout, result.stdout
    document = check(ok(run('check', '--json'), 3).stdout, 'devices')
    assert document['devices'][0]['attention']['error'] == 'support-ended'
    status, seen = on_terminal(['check'], [])
    assert status == 3 and 'doorstepctl show ID' in seen, seen
    assert [d['id'] for d in devices('list', '--out-of-support')] == [added]

    shown = check(ok(run('show', added, '--json', '--timeout', '1')).stdout, 'show')['devices'][0]
    assert shown['verdict']['state'] == 'ended' and shown['verdict']['until'] == '2021-03'
    assert [c['source']['kind'] for c in shown['claims']] == ['person']
    assert shown['purchasedOn'] == '2020-02-29' and shown['advice']['actions']
    text = ok(run('show', added, '--timeout', '1')).stdout
    assert 'Security updates ended in March 2021.' in text and 'Entered by hand' in text, text

    devices('edit', added, '--supported-until', '2031-03', '--others-wrong')
    shown = check(ok(run('show', added, '--json', '--timeout', '1')).stdout, 'show')['devices'][0]
    assert shown['verdict']['until'] == '2031-03' and shown['claims'][0]['othersWrong'] is True
    assert run('edit', added, '--others-wrong').returncode == 2
    devices('edit', added, '--supported-until', '2021-03')

    assert ok(run('edit', added, '--silence')).stdout == 'The changes are saved.\n'
    assert ok(run('check')).stdout.startswith('Security updates ended: 1 of 1 device\n')
    devices('edit', added, '--undo-correction', '--remind', '--bought', '')
    shown = check(ok(run('show', added, '--json', '--timeout', '1')).stdout, 'show')['devices'][0]
    assert shown['claims'] == [] and shown['purchasedOn'] is None
    devices('remove', added, '--yes')
    assert devices('list') == []


def test_what_makes_no_sense_is_not_added():
    for wrong in (['add'], ['add', '--name', ''], ['add', '--name', 'x', '--bought', '2021-02-30'],
                  ['add', '--name', 'x', '--kind', 'spaceship'], ['add', 'x'],
                  ['list', '--csv'], ['export', '--yes'], ['add', '--name', 'x', '--silence']):
        ok(run(*wrong), 2)
    assert devices('list') == []


def test_the_catalogue_tells_whom_to_write_to_and_how_to_close_the_account():
    added = ok(run('add', '--name', 'Screen', '--maker', 'Amazon', '--model', 'Echo Show')).stdout
    told = check(ok(run('show', added.strip(), '--json')).stdout, 'show')['devices'][0]
    known = told['fromCatalogue']
    assert [a['url'] for a in known['accounts'] if a['purpose'] == 'close'], known
    assert known['securityContacts'], known
    assert {c['checkedOn'] for c in known['securityContacts']} == {None}, known
    shown = ok(run('show', added.strip())).stdout
    assert 'Delete the online account' in shown and 'Not yet checked' in shown, shown
    assert 'eu-privacy@amazon.de' not in shown  # for people elsewhere
    ok(run('remove', added.strip(), '--yes'))


def test_a_catalogue_that_is_none_is_not_taken():
    before = check(ok(run('catalogue', '--json')).stdout, 'catalogue')
    assert before['edition'] > 0 and before['date'], before
    with tempfile.NamedTemporaryFile('w', suffix='.dsup') as file:
        file.write('rubbish')
        file.flush()
        assert 'stays in use' in ok(run('catalogue', file.name), 1).stderr
    ok(run('catalogue', '/no/such/file'), 1)
    assert check(ok(run('catalogue', '--json')).stdout, 'catalogue') == before


def test_the_export_tells_nothing_of_who_lives_where():
    formulas = ['=1+1', '+1', '-1', '@SUM(1)', ' =1', '\uff1d1', '"=1', 'a"b,c']
    ids = [ok(run('add', '--name', name, '--model', name, '--room', 'Attic',
                  '--notes', 'Two\nlines')).stdout.strip() for name in formulas]
    document = check(ok(run('export')).stdout, 'inventory')
    text = json.dumps(document)
    assert len(document['inventory']) == len(formulas)
    assert not any(word in text for word in ['Attic', 'Two', '"name"', *ids]), text
    full = check(ok(run('export', '--with-names', '--with-rooms', '--with-addresses',
                        '--with-notes')).stdout, 'inventory')
    assert {d['room'] for d in full['inventory']} == {'Attic'}
    assert {d['notes'] for d in full['inventory']} == {'Two lines'}

    table = ok(run('export', '--csv')).stdout
    assert 'Attic' not in table and not any(i in table for i in ids)
    rows = list(csv.DictReader(io.StringIO(ok(run('export', '--csv', '--with-names')).stdout)))
    assert len(rows) == len(formulas)
    for row in rows:
        assert row['name'][0] not in '=+-@\uff1d', row
    assert {'"=1', 'a"b,c', "'=1+1"} <= {row['name'] for row in rows}, rows
    for i in ids:
        devices('remove', i, '--yes')


def test_discover_shows_what_is_there():
    found = devices('discover')
    assert len(found) == 2, found
    assert {d['state'] for d in found} == {'new'}
    assert {d['kind'] for d in found} == {'lamp'}
    assert all(d['present'] and d['driver'] == 'homekit' for d in found)


def order(number):
    """Tells the street something, and waits until it is done."""
    done = os.environ['DS_STREET']
    before = os.path.getsize(done)
    os.kill(os.getppid(), number)
    while os.path.getsize(done) == before:
        time.sleep(0.01)


@contextlib.contextmanager
def silence():
    """None of the devices is announced until a moment after a program was started."""
    order(signal.SIGHUP)
    later = threading.Timer(0.5, order, [signal.SIGHUP])
    later.start()
    yield
    later.join()


def test_discover_listens_for_as_long_as_it_was_told():
    begun = time.monotonic()
    assert len(devices('discover', '--timeout', '3')) == 2
    assert time.monotonic() - begun >= 3
    # Not told, it is quicker: always, or only now and then on a busy computer.
    for _ in range(8):
        begun = time.monotonic()
        assert len(devices('discover')) == 2
        if time.monotonic() - begun < 2.5:
            return
    raise AssertionError('it listened for too long')


def test_what_finds_devices_may_come_late():
    """A computer that was just started; the program tries again after five seconds."""
    bus = re.match('unix:path=([^,]+)', os.environ['DBUS_SYSTEM_BUS_ADDRESS'])[1]
    with tempfile.TemporaryDirectory() as folder:
        late = os.path.join(folder, 'bus')
        env = {'DBUS_SYSTEM_BUS_ADDRESS': f'unix:path={late}'}
        begun = time.monotonic()
        ok(run('discover', env=env), 7)
        assert time.monotonic() - begun < 5
        timer = threading.Timer(0.5, os.symlink, [bus, late])
        timer.start()
        assert len(devices('discover', '--timeout', '12', env=env)) == 2
        timer.join()


def test_a_device_that_was_just_plugged_in_is_waited_for():
    order(signal.SIGHUP)
    result = ok(run('discover', '--timeout', '1'))
    assert result.stdout == '' and 'doorstepctl doctor' in result.stderr, result
    order(signal.SIGHUP)
    with silence():
        assert len(devices('discover')) == 2
    with silence():
        assert len(devices('discover', '--timeout', '5')) == 2
    with silence():
        ok(run('set-up', KEY_LAMP, code=CODE))
    with silence():
        assert devices('check', KEY_LAMP)[0]['present']
    with silence():
        ok(run('remove', KEY_LAMP, '--yes'))


def test_control_characters_never_reach_the_terminal():
    for arguments in (['discover'], ['discover', '--json']):
        out = ok(run(*arguments)).stdout
        assert 'Evil' in out
        assert not re.search('[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]', out), out


def test_columns_line_up_for_wide_characters():
    import unicodedata

    def width(text):
        return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in text)

    lines = ok(run('discover')).stdout.splitlines()
    assert len({width(line[:line.index(word)])
                for line, word in ((lines[0], 'Kind'), (lines[1], 'Lamp'), (lines[2], 'Lamp'))
                }) == 1, lines


def test_a_wrong_code_is_refused():
    failed = ok(run('set-up', lamp_id(), '--json', code=WRONG_CODE), 5)
    assert check(failed.stdout, 'failure')['error'] == 'wrong-code'
    assert failed.stderr.count('\n') == 1
    assert devices('list') == []


def test_a_code_as_an_argument_is_refused_and_explained():
    result = ok(run('set-up', lamp_id(), CODE), 2)
    assert 'argument' in result.stderr
    assert devices('list') == []


def test_nonsense_is_refused():
    for line in ([], ['dance'], ['show'], ['list', '--yes'], ['list', 'extra'],
                 ['list', '--timeout', '3'], ['discover', '--timeout', '-3'],
                 ['discover', '--timeout', 'soon'], ['--nonsense']):
        result = ok(run(*line), 2)
        assert result.stdout == '' and result.stderr != '', line


def test_help_and_version():
    text = ok(run('--help')).stdout
    assert 'ask ID [SOURCE]  list what' in text, text
    for verb in ('discover', 'list', 'show', 'set-up', 'check', 'remove', 'doctor'):
        assert verb in text
    assert re.fullmatch(r'doorstepctl \d+\.\d+\.\d+\n', ok(run('--version')).stdout)


def test_help_of_a_command_is_about_it_alone():
    def options(*line):
        return re.findall(r'^ +(--[a-z-]+)', ok(run(*line, '--help')).stdout, re.MULTILINE)

    assert options() == ['--json', '--version']
    assert options('list') == ['--json', '--version', '--out-of-support']
    assert options('password', 'abc', '--timeout', '3') == ['--json', '--version', '--timeout',
                                                            '--change']
    text = ok(run('show', '-h')).stdout
    assert 'show ID' in text and 'discover  ' not in text, text
    assert 'setup code' not in text.lower(), text
    assert 'setup code' in ok(run('set-up', '--help')).stdout.lower()


def test_an_unknown_device_is_not_found():
    for verb in ('show', 'check', 'remove', 'set-up'):
        failed = ok(run(verb, 'zzzzzzzz', '--json', '--timeout', '1', code=CODE), 3)
        assert check(failed.stdout, 'failure')['error'] == 'not-found'


def test_what_is_no_address_is_told_so():
    for typed in ('999.1.1.1', '999.1.1.1:80', '[::1', '[]', '[]:80', 'host:0', 'host:99999', 'host:',
                  '192.0.2. 7:80', 'a lamp:80', 'http://lamp.local:80/', 'lamp.local/', 'fe80::12345',
                  '0.0.0.0:80', '[ff02::fb]:80'):
        result = run('set-up', typed, '--json', code=CODE)
        assert check(ok(result, 2).stdout, 'failure')['error'] == 'bad-address', typed
        assert result.stderr.startswith('This is not the address of a device.'), (typed, result.stderr)
        assert '192.168.1.20:5001' in result.stderr
    # Those were meant as a name, or as an address that is one.
    for typed, error in (('Dr. Lamp', 'not-found'), ('127.0.0.2', 'no-port')):
        result = run('set-up', typed, '--json', '--timeout', '1', code=CODE)
        assert json.loads(result.stdout)['error'] == error, (typed, result.stdout)


def test_an_empty_code_is_a_bad_code():
    failed = ok(run('set-up', lamp_id(), '--json'), 2)
    assert check(failed.stdout, 'failure')['error'] == 'bad-code'


def test_stopping_a_set_up_leaves_the_device_as_it_was():
    status, seen = on_terminal(['set-up', lamp_id()], [('Setup code', CODE)],
                               stop_at='Prove it')
    assert status in (0, 130), seen
    if status == 130:
        assert devices('list') == []
    else:
        ok(run('remove', lamp_id(), '--yes'))


def test_stopping_at_the_prompt_changes_nothing():
    status, seen = on_terminal(['set-up', lamp_id()], [], stop_at='Setup code')
    assert status == 130, seen
    assert devices('list') == []


def test_a_code_is_not_shown_when_typed():
    status, seen = on_terminal(['set-up', KEY_LAMP], [('Setup code', CODE)])
    assert status == 0, seen
    assert CODE not in seen and CODE.replace('-', '') not in seen
    assert 'Prove it' in seen
    ok(run('remove', KEY_LAMP, '--yes'))


def test_the_whole_life_of_a_device():
    lamp = lamp_id()
    after = devices('set-up', lamp, code=CODE)
    assert [d['state'] for d in after] == ['set-up']
    assert after[0]['setUpAt'] and after[0]['maker']

    listed = devices('list')
    assert [d['id'] for d in listed] == [lamp]
    assert listed[0]['present'] is None and 'network' not in listed[0]['headline'], listed
    shown = check(ok(run('show', lamp, '--json')).stdout, 'show')['devices'][0]
    assert shown['present'] and 'network' in shown['headline'], shown
    assert shown['security'] and shown['address'] and len(shown['access']) == 1
    assert ok(run('show', lamp[:5])).stdout.count(lamp) == 1
    assert devices('check', lamp)[0]['present']

    # Nobody is there to say yes.
    ok(run('remove', lamp), 130)
    assert len(devices('list')) == 1
    status, seen = on_terminal(['remove', lamp], [('yes', 'no')])
    assert status == 130, seen
    assert devices('remove', lamp, '--yes')[0]['state'] == 'new'
    assert devices('list') == []


def test_an_address_leads_to_the_device_that_is_announced_there():
    lamp = lamp_id()
    address = check(ok(run('show', lamp, '--json')).stdout, 'show')['devices'][0]['address']
    assert [d['id'] for d in devices('set-up', address, code=CODE)] == [lamp]
    ok(run('remove', lamp, '--yes'))


def test_a_pipe_gets_results_only():
    result = ok(run('set-up', lamp_id(), code=CODE))
    assert result.stderr == '' and result.stdout.count('\n') == 1, result
    ok(run('remove', lamp_id(), '--yes'))


def test_removal_of_a_device_that_is_off_stays_open():
    lamp = lamp_id()
    ok(run('set-up', lamp, code=CODE))
    order(signal.SIGUSR1)
    failed = ok(run('remove', lamp, '--yes', '--json'), 4)
    assert check(failed.stdout, 'failure')['error'] == 'unreachable'
    assert devices('list')[0]['state'] == 'removing'
    order(signal.SIGUSR2)
    for _ in range(60):
        if not devices('list'):
            break
        devices('discover')
    assert devices('list') == []


def test_doctor_looks_at_everything():
    findings = check(run('doctor', '--json').stdout, 'findings')['findings']
    by_id = {f['id']: f for f in findings}
    for name in ('bus', 'avahi', 'network', 'keyring', 'storage', 'devices'):
        assert by_id[name]['level'] == 'fine', by_id[name]
    result = ok(run('doctor'))
    assert len(result.stdout.splitlines()) >= 2 * len(findings)


def test_trouble_with_this_computer_is_told():
    failed = ok(run('discover', '--json', env={'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=/nowhere'}), 7)
    assert check(failed.stdout, 'failure')['error'] == 'no-avahi'
    doctor = ok(run('doctor', '--json', env={'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=/nowhere'}), 1)
    levels = {f['id']: f['level'] for f in check(doctor.stdout, 'findings')['findings']}
    assert levels['bus'] == 'trouble'
    no_keyring = {'SECRET_BACKEND': 'service', 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nowhere'}
    failed = ok(run('set-up', lamp_id(), '--json', code=CODE, env=no_keyring), 7)
    assert check(failed.stdout, 'failure')['error'] == 'keyring-missing'


def test_a_locked_keyring_asks_whoever_checks_or_removes():
    with tempfile.TemporaryDirectory() as folder:
        env = {'SECRET_BACKEND': 'service', 'HOME': folder, 'XDG_DATA_HOME': folder}
        ident = lamp_id()
        ok(run('set-up', ident, code=CODE, env=env))
        for verb in (['check', ident], ['remove', ident, '--yes']):
            order(signal.SIGWINCH)
            ok(run(*verb, env=env))
        assert devices('list', env=env) == []


def test_what_the_keyring_is_asked_may_end_unanswered():
    """A program that is done while the keyring is being looked at; now and then just when
    libsecret has its answer."""
    with tempfile.TemporaryDirectory() as folder:
        env = {'SECRET_BACKEND': 'service', 'HOME': folder, 'XDG_DATA_HOME': folder}
        for _ in range(60):
            failed = ok(run('set-up', '[fe80::2%lo]:51826', code=CODE, env=env), 4)
            assert 'CRITICAL' not in failed.stderr, failed.stderr


def test_keys_that_nothing_has_are_told_of_and_deleted():
    """A list that was lost leaves the keys of what was on it."""
    lost = {'XDG_DATA_HOME': tempfile.mkdtemp()}
    evil = next(d['id'] for d in devices('discover') if 'Evil' in d['name'])
    devices('set-up', evil, code=CODE)
    assert evil not in ok(run('doctor')).stdout
    told = ok(run('doctor', env=lost)).stdout
    assert 'Keys without a device: note' in told and evil in told, told
    ok(run('remove', evil, env=lost), 130)
    assert devices('remove', evil, '--yes', env=lost) == []
    assert evil not in ok(run('doctor', env=lost)).stdout
    # Nothing here can log in any more.
    ok(run('check', evil), 7)


def test_list_needs_no_network():
    ok(run('list', env={'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=/nowhere'}))


def use_empty_home(folder):
    os.environ.update({
        'HOME': folder, 'XDG_DATA_HOME': folder, 'SECRET_BACKEND': 'file',
        'SECRET_FILE_TEST_PATH': os.path.join(folder, 'keyring'),
        'SECRET_FILE_TEST_PASSWORD': "a test's password"})


with tempfile.TemporaryDirectory() as home:
    use_empty_home(home)
    exit_status = tap.run(globals(), '/cli/')
sys.exit(exit_status)
