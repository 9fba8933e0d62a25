#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test-wot.py WOT-LIFE
#
# The life of a device on node-wot, led by the client that attacks the virtual
# device and by our driver: two stacks, one specification. Speaks TAP.

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'devices'), str(HERE.parent / 'fixtures')]
import tap  # noqa: E402

from device_client import Client, WrongProof, to_text  # noqa: E402

PEERS = os.environ.get('DS_PEERS', '')
CODE = '46407221769'
PASSWORD = 'ThreeBlindMiceSeeHow'
REQUEST, OTHER = 'request-0123456789', 'request-9876543210'


class Follower(Client):
    """Finds its way through the forms of the Thing Description alone."""

    types = {'/identity': 'Identity', '/pair': 'Pair', '/claim': 'Claim', '/software': 'Software',
             '/change-password': 'ChangePassword', '/support': 'Support', '/access': 'Access',
             '/install-update': 'InstallUpdate', '/erase': 'Erase', '/personal-data': 'PersonalData',
             '/factory-reset': 'FactoryReset', '/automatic-updates': 'AutomaticUpdates',
             '/security-contact': 'SecurityContact', '/check-for-update': 'CheckForUpdate'}
    operations = {'GET': 'readproperty', 'PUT': 'writeproperty', 'POST': 'invokeaction'}
    thing = None

    def send(self, method, path, body, headers=None, fails=False):
        if path in self.types:
            path = self.find(self.types[path], method)
        return super().send(method, path, body, headers, fails)

    def find(self, kind, method):
        if self.thing is None:
            self.thing = super().send('GET', '/.well-known/wot', None).json
        for affordance in (self.thing['properties'] | self.thing['actions']).values():
            if affordance['@type'] != 'ds:' + kind:
                continue
            for form in affordance['forms']:
                if (self.operations[method] in form['op'] and 'subprotocol' not in form and
                        form.get('contentType', 'application/json') == 'application/json'):
                    return urllib.parse.urljoin('/.well-known/wot', form['href'])
        raise AssertionError('no form for ' + kind)


class Peer:
    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix='wot-')
        self.start()
        return self

    def start(self):
        log = pathlib.Path(self.folder.name, 'log').open('a', encoding='utf-8')
        self.process = subprocess.Popen(
            ['node', HERE / 'wot-device.js', '--silent', '--port', '0', '--tick', '50',
             '--folder', self.folder.name], stdout=subprocess.PIPE, stderr=log, text=True,
            env={**os.environ, 'NODE_PATH': PEERS + '/node_modules', 'DS_DEVICE_CODE': CODE})
        log.close()
        while True:
            line = self.process.stdout.readline()
            assert line, 'it did not start'
            if line.startswith('ready'):
                self.port = int(line.split()[1])
                break

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()

    def __exit__(self, *_):
        self.stop()
        self.folder.cleanup()

    def client(self, password=None):
        return Follower(self.port, password=password)

    def owned(self):
        client = self.client()
        answer = client.claim(REQUEST, client.prove(CODE), PASSWORD)
        assert answer.status == 200, answer
        client.password = PASSWORD
        return client


def test_set_up():
    with Peer() as peer:
        client = peer.owned()
        assert client.get('/identity').json['claimed'] is True
        assert client.get('/support').json['end_of_security_support'].startswith('2033')
        peer.client().pair(step='share', shareP='AAAA').must_be(409, 'claimed')
        peer.stop()
        peer.start()
        again = peer.client(PASSWORD)
        assert again.get('/software').json['version'] == '1.0.0' and again.pin_now() == client.pin


def test_wrong_code_wrong_token_wrong_password():
    with Peer() as peer:
        try:
            peer.client().prove('00000000018')
        except WrongProof:
            pass
        else:
            raise AssertionError('it was accepted')
        client = peer.client()
        client.claim(REQUEST, bytes(32), PASSWORD).must_be(403, 'bad-token')
        token = client.prove(CODE)
        client.claim(REQUEST, token, 'short').must_be(422, 'bad-password')
        assert client.claim(REQUEST, token, PASSWORD).status == 200
        assert client.claim(REQUEST, token, PASSWORD).status == 200
        client.claim(REQUEST, token, PASSWORD + 'x').must_be(409, 'claimed')
        client.get('/software').must_be(401, 'login')
        peer.client('wrong').get('/support').must_be(401, 'login')


def test_guessing_has_to_wait():
    with Peer() as peer:
        client = peer.client()
        for _ in range(5):
            client.share('00000000018')
        # It waits 1, 2, 4 ... seconds; a slow computer is later than the first of them.
        while (answer := client.share_answer('00000000018')).status == 200:
            pass
        answer.must_be(429, 'wait')


def test_password_change():
    with Peer() as peer:
        client = peer.owned()
        new = PASSWORD[::-1]
        assert client.post('/change-password', {'requestId': OTHER, 'password': new}).status == 200
        client.get('/software').must_be(401, 'login')
        client.password = new
        assert client.get('/software').status == 200
        assert client.post('/change-password', {'requestId': OTHER, 'password': new}).status == 200


def test_update():
    with Peer() as peer:
        client = peer.owned()
        client.post('/install-update', {'version': '7'}).must_be(409, 'no-such-update')
        assert client.post('/install-update', {'version': '1.1.0'}).status == 202
        client.wait_for('/software', lambda told: told['state'] != 'available')
        client.wait_for('/software', lambda told: told['version'] == '1.1.0')
        assert client.put('/automatic-updates', {'mode': 'on'}).status == 204
        assert client.get('/automatic-updates').json == {'mode': 'on'}


def test_erase():
    with Peer() as peer:
        client = peer.owned()
        assert client.get('/personal-data').json['items'][0]['stored'] is True
        client.post('/erase', {'ids': ['soul']}).must_be(422, 'not-erasable')
        assert client.post('/erase', {'ids': ['rhythm']}).json == {'erased': ['rhythm'], 'kept': []}
        assert client.get('/personal-data').json['items'][0]['stored'] is False


def test_reset():
    with Peer() as peer:
        client = peer.owned()
        answer = client.post('/factory-reset', {'requestId': OTHER})
        assert answer.status == 202 and answer.json['downtimeSeconds'] > 0
        client.connection.close()
        other = peer.client()
        other.wait_for('/identity', lambda told: told['claimed'] is False)
        assert other.pin_now() != client.pin
        peer.owned()


def test_our_driver_leads_it_through_its_life():
    with Peer() as peer:
        answer = peer.client().get('/identity').json
        life = subprocess.run([sys.argv[1]], capture_output=True, text=True, timeout=100, check=False,
                              env={**os.environ, 'DS_WOT_PORT': str(peer.port),
                                   'DS_WOT_ID': answer['id'], 'DS_DEVICE_CODE': CODE})
        assert life.returncode == 0 and 'ok 1' in life.stdout, life.stdout + life.stderr


def test_bad_bodies():
    with Peer() as peer:
        client = peer.client()
        pair = client.find('Pair', 'POST')
        client.send('POST', pair, b'"' + b'x' * 16384 + b'"').must_be(413, 'too-large')
        client = peer.client()
        client.send('POST', pair, b'2\r\n{}\r\n0\r\n\r\n',
                    {'Transfer-Encoding': 'chunked'}).must_be(411, 'length')
        client = peer.client()
        for body in (b'', b'[]', b'{"step":1}', b'{"step":"share","step":"share"}', b'{"a":"\xff"}',
                     b'{"a":' * 17 + b'1' + b'}' * 17):
            client.send('POST', pair, body).must_be(400, 'malformed')
        client.pair(step='share', shareP=to_text(b'\4' + bytes(64))).must_be(400, 'bad-point')


if not PEERS:
    print('1..0 # SKIP the devices from npm are not installed')
    sys.exit(0)
sys.exit(tap.run(globals()))
