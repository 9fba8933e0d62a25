#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test-device.py DOORSTEP-DEVICE
#
# Does to the device what owners and attackers do, over plain HTTPS and with a
# SPAKE2+ of its own. Speaks TAP.

import os
import pathlib
import select
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'fixtures'))
import tap  # noqa: E402
from device_client import PATIENCE, Device, Secrets, WrongProof, to_text  # noqa: E402

PASSWORD = 'Kx7-three-blind-mice'
REQUEST = 'request-0123456789'
OTHER = 'request-9876543210'
# Milliseconds: an update that stands still until the test lets it go on.
STILL = '3600000'


def claimed(device, password=PASSWORD):
    client = device.client()
    token = client.prove(device.code)
    answer = client.claim(REQUEST, token, password)
    assert answer.status == 200, answer
    client.password = password
    return client


def test_it_says_what_it_is_to_everyone_and_no_more():
    with Device('camera') as device:
        client = device.client()
        thing = client.get('/.well-known/wot')
        assert thing.status == 200 and thing.type == 'application/td+json'
        assert thing.json['id'] == device.id and len(thing.body) <= 65536
        assert client.get('/identity').json['claimed'] is False
        assert client.get('/support').json['end_of_security_support'].startswith('2031')
        for path in ('software', 'personal-data', 'access', 'automatic-updates'):
            client.get('/' + path).must_be(401, 'login')
        client = claimed(device)
        assert 'serial' in client.get('/identity').json
        stranger = device.client().get('/identity').json
        assert not {'serial', 'hardware', 'softwareVersion', 'pairing'} & set(stranger)


def test_the_right_code_proves_and_claims():
    with Device() as device:
        client = claimed(device)
        assert client.get('/software').json['version'] == '2.4.1'


def test_a_wrong_code_gets_no_token():
    with Device() as device:
        try:
            device.client().prove('00000000018')
        except WrongProof:
            pass
        else:
            raise AssertionError('it was accepted')
        client = device.client()
        client.claim(REQUEST, bytes(32), PASSWORD).must_be(403, 'bad-token')


def test_a_wrong_confirmation_ends_the_run():
    with Device() as device:
        client = device.client()
        run = client.share(device.code)
        right = run['confirmP']
        client.confirm(run['run'], bytes(32)).must_be(403, 'wrong-proof')
        client.confirm(run['run'], right).must_be(403, 'wrong-proof')


def test_a_second_share_ends_the_first_run():
    with Device() as device:
        client = device.client()
        first = client.share(device.code)
        client.share(device.code)
        client.confirm(first['run'], first['confirmP']).must_be(403, 'wrong-proof')


def test_points_off_the_curve_are_refused_and_not_counted():
    with Device() as device:
        client = device.client()
        for point in (b'\0', b'\4' + bytes(64), b'\4' + b'\xff' * 64, bytes(65), b'\2' + bytes(32)):
            for _ in range(3):
                client.pair(step='share', shareP=to_text(point)).must_be(400, 'bad-point')
        client.share(device.code)


def test_guessing_waits_longer_each_time_and_ends_at_twenty():
    with Device() as device:
        client = device.client()
        now = 2_000_000_000
        device.clock(now)
        for _ in range(5):
            client.share('00000000018')
        for wait in (1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60, 60, 60, 60):
            answer = client.share_answer('00000000018').must_be(429, 'wait')
            assert answer.json['waitSeconds'] == wait, (wait, answer.json)
            assert answer.headers['retry-after'] == str(wait)
            device.clock(now + wait - 1)
            client.share_answer('00000000018').must_be(429, 'wait')
            now += wait
            device.clock(now)
            client.share('00000000018')
        now += 3600
        device.clock(now)
        client.share_answer(device.code).must_be(403, 'power-cycle')
        device.restart()
        device.client().prove(device.code)


def test_a_crash_is_no_power_cycle():
    with Device() as device:
        client = device.client()
        for _ in range(4):
            client.share('00000000018')
        device.tell('fault crash-after=try')
        client.share_answer('00000000018', fails=True)
        device.start()
        client = device.client()
        client.share_answer('00000000018')
        client.share_answer('00000000018').must_be(429, 'wait')


def test_a_held_clock_stands_still():
    with Device() as device:
        client = device.client()
        for _ in range(5):
            client.share('00000000018')
        time.sleep(1.1)  # longer than the device has to be left alone
        assert client.share_answer('00000000018').must_be(429, 'wait').json['waitSeconds'] == 1


def test_a_right_proof_clears_the_count():
    with Device() as device:
        client = device.client()
        for _ in range(3):
            client.share('00000000018')
            client.share('00000000018')
            client.prove(device.code)


def test_a_claim_without_proof():
    with Device() as device:
        client = device.client()
        client.claim(REQUEST, bytes(32), PASSWORD).must_be(403, 'bad-token')
        client.post('/claim', {'requestId': REQUEST, 'password': PASSWORD}).must_be(400, 'malformed')
        assert client.get('/identity').json['claimed'] is False


def test_a_wrong_token_makes_the_right_one_void():
    with Device() as device:
        client = device.client()
        token = client.prove(device.code)
        client.claim(REQUEST, bytes(32), PASSWORD).must_be(403, 'bad-token')
        client.claim(REQUEST, token, PASSWORD).must_be(403, 'bad-token')


def test_an_old_token():
    with Device() as device:
        now = 2_000_000_000
        device.clock(now)
        client = device.client()
        token = client.prove(device.code)
        device.clock(now + 300)
        client.claim(REQUEST, token, PASSWORD).must_be(403, 'bad-token')


def test_a_password_beyond_the_limits():
    with Device('lock') as device:
        client = device.client()
        token = client.prove(device.code)
        for bad in ('', 'short', 'x' * 17, 'has blanks in it', 'müssenichtgehen'):
            client.claim(REQUEST, token, bad).must_be(422, 'bad-password')
        assert client.claim(REQUEST, token, 'abcdefgh12345678').status == 200


def test_a_claim_whose_answer_was_lost_is_repeated():
    with Device(faults=['drop-answer=Claim']) as device:
        client = device.client()
        token = client.prove(device.code)
        client.claim(REQUEST, token, PASSWORD, fails=True)
        client = device.client()
        assert client.get('/identity').json['claimed'] is True
        assert client.claim(REQUEST, token, PASSWORD).status == 200
        client.claim(REQUEST, token, PASSWORD + 'x').must_be(409, 'claimed')
        client.claim(OTHER, token, PASSWORD).must_be(409, 'claimed')
        client.claim(REQUEST, bytes(32), PASSWORD).must_be(409, 'claimed')


def test_power_lost_before_and_after_the_claim_is_kept():
    for fault, owned in (('crash-before=claim', False), ('crash-after=claim', True)):
        with Device(faults=[fault]) as device:
            client = device.client()
            token = client.prove(device.code)
            client.claim(REQUEST, token, PASSWORD, fails=True)
            device.faults = []
            device.start()
            client = device.client()
            assert client.get('/identity').json['claimed'] is owned
            answer = client.claim(REQUEST, token, PASSWORD)
            assert answer.status == (200 if owned else 403), answer


def test_the_code_does_not_work_after_the_claim():
    with Device() as device:
        claimed(device)
        client = device.client()
        assert 'pairing' not in client.get('/identity').json
        client.pair(step='share', shareP='AAAA').must_be(409, 'claimed')
        client.pair(step='confirm', run='AAAA', confirmP='AAAA').must_be(409, 'claimed')


def test_wrong_passwords_are_refused_everywhere():
    with Device() as device:
        claimed(device)
        client = device.client()
        for password in ('', 'admin', PASSWORD + 'x', PASSWORD + '\0'):
            client.password = password
            began = time.monotonic()
            client.get('/software').must_be(401, 'login')
            assert time.monotonic() - began >= 0.15
            client.get('/support').must_be(401, 'login')
            client.post('/factory-reset', {'requestId': REQUEST}).must_be(401, 'login')
        client.user, client.password = 'admin', PASSWORD
        client.get('/software').must_be(401, 'login')
        answer = device.client().get('/software')
        assert answer.headers['www-authenticate'] == 'Basic realm="owner", charset="UTF-8"'
        answer = device.client().get('/software', headers={'Authorization': 'Bearer ' + PASSWORD})
        answer.must_be(401, 'login')


def test_a_changed_password_stops_the_old_one_on_open_connections():
    with Device() as device:
        client = claimed(device)
        other = device.client(password=PASSWORD)
        assert other.get('/software').status == 200
        new = PASSWORD[::-1]
        answer = client.post('/change-password', {'requestId': OTHER, 'password': new})
        assert answer.status == 200
        other.get('/software').must_be(401, 'login')
        client.password = new
        assert client.get('/software').status == 200
        again = client.post('/change-password', {'requestId': OTHER, 'password': new})
        assert again.status == 200
        client.post('/change-password', {'requestId': OTHER, 'password': ''}).must_be(422, 'bad-password')


def test_bodies_that_are_too_long_or_wrong():
    with Device() as device:
        client = device.client()
        client.send('POST', '/pair', b'{"a":"' + b'x' * 16384 + b'"}').must_be(413, 'too-large')
        cases = (b'', b'[]', b'null', b'{', b'{"step":1}', b'{"step":"share"}',
                 b'{"step":"share","step":"share","shareP":"AAAA"}',
                 b'{"step":"share","shareP":"AA=="}', b'{"step":"share","shareP":"AB"}',
                 b'{"step":"share","shareP":"A A"}', b'{"step":"dance"}', b'{} x',
                 b'\xef\xbb\xbf{}', b'{"step":"\xff"}', b'[' * 5000,
                 b'{"a":' * 17 + b'1' + b'}' * 17, b'{"a":"' + b'x' * 1025 + b'"}')
        for case in cases:
            client.send('POST', '/pair', case).must_be(400, 'malformed')
        client.send('POST', '/pair', b'{}', {'Content-Type': 'text/plain'}).must_be(415, 'media-type')
        chunked = client.send('POST', '/pair', b'2\r\n{}\r\n0\r\n\r\n', {'Transfer-Encoding': 'chunked'})
        chunked.must_be(411, 'length')
        client.get('/nothing').must_be(404, 'not-found')
        client.send('DELETE', '/identity', None).must_be(405, 'method')
        client.send('PUT', '/identity', b'{}').must_be(405, 'method')


def test_unknown_members_are_ignored():
    with Device() as device:
        client = device.client()
        token = client.prove(device.code)
        answer = client.post('/claim', {'requestId': REQUEST, 'token': to_text(token), 'future': [1],
                                        'password': PASSWORD, 'vd:from-owner': True})
        assert answer.status == 200
        assert 'serial' not in client.get('/identity').json


def test_an_update_is_installed_and_told_by_the_new_version():
    with Device('camera', options=['--tick', STILL]) as device:
        client = claimed(device)
        software = client.get('/software').json
        assert software['state'] == 'available' and software['available']['security'] is True
        client.post('/install-update', {'version': '9.9'}).must_be(409, 'no-such-update')
        assert client.post('/install-update', {'version': '4.0.3'}).status == 202
        assert client.post('/install-update', {'version': '4.0.3'}).status == 202
        assert client.get('/software').json['state'] == 'downloading'
        device.tell('tick 20')
        client.wait_for('/software', lambda told: told['version'] == '4.0.3')
        assert client.get('/software').json['state'] == 'up-to-date'
        device.restart()
        client = device.client(password=PASSWORD)
        assert client.get('/software').json['version'] == '4.0.3'
        client.post('/install-update', {'version': '4.0.3'}).must_be(409, 'no-such-update')


def test_updates_that_stick_fail_and_lie():
    with Device('thermostat', options=['--tick', '20']) as device:
        client = claimed(device, 'abcdefgh12345678')
        client.post('/install-update', {'version': '3.2.0'})
        client.wait_for('/software', lambda told: told.get('progress') == 40 and
                        told['state'] == 'installing')
        time.sleep(0.2)
        assert client.get('/software').json['progress'] == 40
        device.tell('tick ' + STILL)
        assert client.post('/install-update', {'version': '3.2.0'}).status == 202
        assert client.get('/software').json['state'] == 'downloading'
        device.tell('mend')
        device.tell('tick 20')
        client.wait_for('/software', lambda told: told['version'] == '3.2.0')
    with Device('camera', options=['--tick', '20'], faults=['failed-update=signature']) as device:
        client = claimed(device)
        client.post('/install-update', {'version': '4.0.3'})
        told = client.wait_for('/software', lambda told: told['state'] == 'failed')
        assert told['failure'] == 'signature' and told['version'] == '4.0.2'
    with Device('camera', options=['--tick', '20'], faults=['lying-update']) as device:
        client = claimed(device)
        client.post('/install-update', {'version': '4.0.3'})
        told = client.wait_for('/software', lambda told: told['state'] == 'up-to-date')
        assert told['version'] == '4.0.2'


def test_automatic_updates_read_back_as_written():
    with Device() as device:
        client = claimed(device)
        for mode in ('on', 'off', 'ask'):
            assert client.put('/automatic-updates', {'mode': mode}).status == 200
            assert client.get('/automatic-updates').json == {'mode': mode}
        client.put('/automatic-updates', {'mode': 'sometimes'}).must_be(400, 'malformed')
        device.client().put('/automatic-updates', {'mode': 'on'}).must_be(401, 'login')


def test_erased_data_is_gone_and_a_lie_is_seen():
    for faults, stored in (([], False), (['lying-erase'], True)):
        with Device('camera', faults=faults) as device:
            client = claimed(device)
            client.post('/erase', {'ids': ['recordings', 'account']}).must_be(422, 'not-erasable')
            client.post('/erase', {'ids': []}).must_be(400, 'malformed')
            answer = client.post('/erase', {'ids': ['recordings']})
            assert answer.json == {'erased': ['recordings'], 'kept': []}
            items = {item['id']: item for item in client.get('/personal-data').json['items']}
            assert items['recordings']['stored'] is stored and items['faces']['stored'] is True


def test_a_reset_forgets_owner_and_key_and_the_code_works_again():
    with Device() as device:
        client = claimed(device)
        pin = client.pin
        assert client.post('/factory-reset', {'requestId': OTHER}).status == 202
        device.rest()
        client = device.client()
        told = client.get('/identity').json
        assert told['claimed'] is False and told['id'] == device.id
        assert client.pin != pin
        device.client(password=PASSWORD).get('/software').must_be(401, 'login')
        claimed(device)


def test_a_reset_is_finished_after_power_was_lost():
    with Device(faults=['crash-after=reset-mark']) as device:
        client = claimed(device)
        pin = client.pin
        client.post('/factory-reset', {'requestId': OTHER})
        device.wait_for_end()
        device.faults = []
        device.start()
        client = device.client()
        assert client.get('/identity').json['claimed'] is False and client.pin != pin


def test_the_button_resets_without_a_password():
    with Device() as device:
        claimed(device)
        device.press_button()
        assert device.client().get('/identity').json['claimed'] is False


def test_the_next_key_is_announced_and_used_only_in_time():
    with Device() as device:
        now = 2_000_000_000
        device.clock(now)
        client = device.client()
        assert client.get('/next-key').json == {}
        device.tell('announce-key 30')
        told = client.get('/next-key').json
        assert Secrets.is_announced(client, told)
        assert 'refused' in device.ask('roll-key')
        device.clock(now + 31 * 24 * 3600)
        device.tell('roll-key')
        device.rest()
        assert device.client().pin_now() == Secrets.pin_of(told['spki'])
        device.tell('announce-key 30')
        device.tell('fault bad-roll')
        client = device.client()
        assert not Secrets.is_announced(client, client.get('/next-key').json)


def test_what_stays_in_the_folder_tells_no_password_and_no_code():
    with Device() as device:
        claimed(device)
        kept = device.read_folder(except_for='label')
        assert PASSWORD.encode() not in kept and device.code.encode() not in kept
        assert PASSWORD not in device.said() and device.code not in device.said()


def test_a_proof_with_someone_in_between_fails():
    for fault in ('other-pin', 'wrong-proof'):
        with Device(faults=[fault]) as device:
            try:
                device.client().prove(device.code)
            except WrongProof:
                continue
            raise AssertionError(fault + ' was not seen')


def test_a_key_swapped_in_the_middle_of_the_proof():
    with Device(faults=['swap-key']) as device:
        client = device.client()
        pin = client.pin_now()
        client.share(device.code)
        assert device.client().pin_now() != pin


def test_plain_http_and_old_tls_are_not_spoken():
    with Device() as device:
        assert not Secrets.speaks_http(device.port)
        assert not Secrets.speaks_tls(device.port, 'TLSv1_1')
        assert Secrets.speaks_tls(device.port, 'TLSv1_2')
        assert Secrets.speaks_tls(device.port, 'TLSv1_3')
    with Device(faults=['old-tls']) as device:
        assert Secrets.speaks_tls(device.port, 'TLSv1_1')
        assert not Secrets.speaks_tls(device.port, 'TLSv1_2')


def test_it_can_be_told_to_be_as_bad_as_it_gets():
    checks = (('huge-body=Identity', lambda a: len(a.body) > 16384),
              ('deep-json=Identity', lambda a: b'[' * 4000 in a.body and len(a.body) < 16384),
              ('duplicate-member=Identity', lambda a: a.body.count(b'"twice"') == 2),
              ('wrong-type=Identity', lambda a: isinstance(a.json, list)),
              ('hostile-strings', lambda a: '\u202e' in a.json['model']),
              ('redirect=http://example.com/', lambda a: a.status == 307),
              ('without=Identity', lambda a: a.status == 404),
              ('delay=300', lambda a: a.seconds >= 0.3))
    for fault, check in checks:
        with Device(faults=[fault]) as device:
            assert check(device.client().get('/identity')), fault
    with Device(faults=['forms=javascript:alert(1)']) as device:
        assert b'javascript:alert(1)' in device.client().get('/.well-known/wot').body
    with Device(faults=['default-password']) as device:
        assert device.client(user='admin', password='admin').get('/software').status == 200
    with Device(faults=['no-login']) as device:
        assert device.client().get('/software').status == 200
    with Device(faults=['plain-http']) as device:
        assert Secrets.speaks_http(device.port)
    with Device() as device:
        device.tell('fault offline')
        assert not Secrets.speaks_tls(device.port, 'TLSv1_3')


def test_nothing_stays_behind_of_a_test_that_was_killed():
    """Who holds its standard input is killed, and it ends by itself."""
    holder = ('import subprocess, sys, time\n'
              'device = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)\n'
              'print("pid", device.pid, flush=True)\n'
              'time.sleep(60)\n')
    with tempfile.TemporaryDirectory() as folder:
        test = subprocess.Popen(
            [sys.executable, '-c', holder, sys.argv[1], '--folder', folder, '--loopback', '--silent',
             '--until-input-ends'], stdout=subprocess.PIPE, text=True)
        lines = [test.stdout.readline(), test.stdout.readline()]
        pid = int(next(line for line in lines if line.startswith('pid')).split()[1])
        assert any(line.startswith('ready') for line in lines), lines
        os.kill(pid, 0)
        test.kill()
        test.wait()
        # The end of its output is the end of the device: only it still holds the pipe.
        ready, _, _ = select.select([test.stdout], [], [], PATIENCE)
        ended = bool(ready) and test.stdout.read() == ''
        test.stdout.close()
        if not ended:
            os.kill(pid, signal.SIGKILL)
        assert ended


Device.program = sys.argv[1]
sys.exit(tap.run(globals()))
