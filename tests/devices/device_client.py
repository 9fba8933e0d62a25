# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device that runs for one test, and a client that may do anything to it."""

import base64
import hashlib
import http.client
import json
import pathlib
import re
import secrets
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time

import spake2plus as s

# Seconds, on a computer that has much else to do.
PATIENCE = 60

ERROR = 'https://doorstep.github.io/ns/profile/1#error-'
to_text = s.to_text


class WrongProof(Exception):
    """The device could not show that it knows the code, or refused ours."""


class Answer:
    def __init__(self, response, seconds):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.type = self.headers.get('content-type', '').split(';')[0]
        self.body = response.read()
        self.seconds = seconds

    @property
    def json(self):
        return json.loads(self.body)

    def must_be(self, status, problem):
        told = self.json
        assert self.status == status, self
        assert self.type == 'application/problem+json', self
        assert told['type'] == ERROR + problem and told['status'] == status, self
        return self

    def __repr__(self):
        return f'{self.status} {self.body[:200]}'


def tls(version=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if version:
        context.set_ciphers('ALL:@SECLEVEL=0')
        context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
    return context


def spki_of(certificate):
    """The SubjectPublicKeyInfo of a P-256 key, found by how it always begins."""
    head = bytes.fromhex('3059301306072a8648ce3d020106082a8648ce3d030107034200')
    start = certificate.index(head)
    return certificate[start:start + 91]


class Secrets:
    """What can be found out from outside."""

    @staticmethod
    def pin_of(spki):
        return hashlib.sha256(s.from_text(spki)).digest()

    @staticmethod
    def speaks_http(port):
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=PATIENCE)
        try:
            connection.request('GET', '/identity')
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False

    @staticmethod
    def speaks_tls(port, version):
        try:
            with socket.create_connection(('127.0.0.1', port), PATIENCE) as wire:
                with tls(version).wrap_socket(wire):
                    return True
        except OSError:
            return False

    @staticmethod
    def is_announced(client, told):
        """Whether the present key signed the announcement, by the book."""
        moment = time.strptime(told['notBefore'], '%Y-%m-%dT%H:%M:%SZ')
        seconds = int(time.mktime(moment) - time.timezone)
        message = (s.PROFILE + b' next key\0' + client.pin + Secrets.pin_of(told['spki']) +
                   seconds.to_bytes(8, 'big'))
        signature = s.from_text(told['signature'])
        r_end = 4 + signature[3]
        r = int.from_bytes(signature[4:r_end], 'big')
        t = int.from_bytes(signature[r_end + 2:], 'big')
        digest = int.from_bytes(hashlib.sha256(message).digest(), 'big')
        inverse = pow(t, -1, s.ORDER)
        point = s.add(s.multiply(digest * inverse % s.ORDER, s.G),
                      s.multiply(r * inverse % s.ORDER, s.decode(client.spki[26:])))
        return point is not None and point[0] % s.ORDER == r


class Client:
    def __init__(self, port, user='owner', password=None):
        self.user, self.password = user, password
        self.connection = http.client.HTTPSConnection('127.0.0.1', port, timeout=PATIENCE,
                                                      context=tls())
        self.spki = self.pin = None

    def pin_now(self):
        if self.connection.sock is None:
            self.connection.connect()
            self.spki = spki_of(self.connection.sock.getpeercert(True))
            self.pin = hashlib.sha256(self.spki).digest()
        return self.pin

    def send(self, method, path, body, headers=None, fails=False):
        headers = dict(headers or {})
        if body is not None:
            headers.setdefault('Content-Type', 'application/json')
        if self.password is not None:
            login = base64.b64encode(f'{self.user}:{self.password}'.encode()).decode()
            headers.setdefault('Authorization', 'Basic ' + login)
        began = time.monotonic()
        try:
            self.pin_now()
            self.connection.request(method, path, body, headers)
            answer = Answer(self.connection.getresponse(), time.monotonic() - began)
        except (OSError, http.client.HTTPException):
            self.connection.close()
            if fails:
                return None
            raise
        assert not fails, answer
        return answer

    def get(self, path, headers=None):
        return self.send('GET', path, None, headers)

    def post(self, path, value, fails=False):
        return self.send('POST', path, json.dumps(value).encode(), fails=fails)

    def put(self, path, value):
        return self.send('PUT', path, json.dumps(value).encode())

    def wait_at_most(self, seconds):
        self.connection.timeout = seconds
        if self.connection.sock is not None:
            self.connection.sock.settimeout(seconds)

    def wait_for(self, path, is_so):
        """Reads until it is so; the device may be restarting meanwhile, and what it
        has accepted just before that is never answered."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.wait_at_most(PATIENCE / 10)
                told = self.get(path).json
                if is_so(told):
                    self.wait_at_most(PATIENCE)
                    return told
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.02)
        raise AssertionError('it never came')

    def pair(self, fails=False, **members):
        return self.post('/pair', members, fails)

    def _begin(self, code):
        identity = self.get('/identity').json
        self.id = identity['id'].encode()
        pairing = identity['pairing']
        self.w0, self.w1 = s.stretch(code.encode(), b'owner', self.id, s.from_text(pairing['salt']),
                                     pairing['iterations'])
        self.x = secrets.randbelow(s.ORDER - 1) + 1
        return s.encode(s.share(self.x, self.w0, s.M))

    def share_answer(self, code, fails=False):
        self.share_p = self._begin(code)
        return self.pair(fails, step='share', shareP=to_text(self.share_p))

    def share(self, code):
        """The device's answer, and what we would confirm it with."""
        answer = self.share_answer(code)
        assert answer.status == 200, answer
        told = answer.json
        share_v = s.from_text(told['shareV'])
        z, v = s.prover_points(self.x, share_v, self.w0, self.w1)
        self.keys = s.schedule(s.context_of(self.pin), b'owner', self.id, self.share_p, share_v, z, v,
                               self.w0)
        told['proved'] = s.from_text(told['confirmV']) == self.keys['confirmV']
        told['confirmP'] = self.keys['confirmP']
        return told

    def confirm(self, run, confirmation):
        return self.pair(step='confirm', run=run, confirmP=to_text(confirmation))

    def prove(self, code):
        """The claim token."""
        told = self.share(code)
        if not told['proved']:
            raise WrongProof
        if self.confirm(told['run'], told['confirmP']).status != 200:
            raise WrongProof
        return s.claim_token(self.keys['kShared'])

    def claim(self, request, token, password, fails=False):
        return self.post('/claim', {'requestId': request, 'token': to_text(token),
                                    'password': password}, fails)


class Device:
    """Its time goes on only as the test says."""

    program = None

    def __init__(self, personality='plug', faults=(), options=()):
        self.personality, self.faults, self.options = personality, list(faults), list(options)
        self.folder = tempfile.TemporaryDirectory(prefix='device-')
        label = subprocess.run(self._command('--print-code'), capture_output=True, text=True,
                               check=True, timeout=PATIENCE).stdout
        assert re.fullmatch(r'\d{4}-\d{3}-\d{4}\n', label), label
        self.code = label.strip().replace('-', '')
        assert s.verhoeff(self.code) == 0
        self.process, self.lines = None, []

    def _command(self, *more):
        return [self.program, '--personality', self.personality, '--folder', self.folder.name, *more]

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        self.folder.cleanup()

    def start(self):
        if self.process is not None:
            self.wait_for_end()
        faults = [f'--fault={fault}' for fault in self.faults]
        self.process = subprocess.Popen(
            self._command('--loopback', '--silent', '--until-input-ends', *self.options, *faults), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        # A test that fails before it can stop the device must end all the same.
        self._read = threading.Thread(target=self._listen, args=(self.process,), daemon=True)
        self._read.start()
        ready = self._wait_for_line(lambda line: line.startswith('ready ')).split()
        self.port, self.id = int(ready[1]), ready[2]
        self.tell('hold-clock')

    def _listen(self, process):
        for line in process.stdout:
            self.lines.append(line.rstrip('\n'))

    def _wait_for_line(self, is_it):
        end = time.monotonic() + PATIENCE
        seen = getattr(self, 'seen', 0)
        while time.monotonic() < end:
            while seen < len(self.lines):
                seen += 1
                if is_it(self.lines[seen - 1]):
                    self.seen = seen
                    return self.lines[seen - 1]
            time.sleep(0.01)
        raise AssertionError('\n'.join(self.lines))

    def wait_for_end(self):
        status = self.process.wait(PATIENCE)
        self._read.join()
        self.process.stdin.close()
        self.process.stdout.close()
        return status

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
        status = self.wait_for_end()
        assert status in (0, 70), '\n'.join([f'it ended with {status}', *self.lines])

    def restart(self):
        self.process.terminate()
        self.start()

    def ask(self, command):
        self.process.stdin.write(command + '\n')
        self.process.stdin.flush()
        return self._wait_for_line(lambda line: line.startswith(('done ', 'refused ')))

    def tell(self, command):
        answer = self.ask(command)
        assert answer == 'done ' + command, answer

    def clock(self, seconds):
        self.tell('clock ' + time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(seconds)))

    def rest(self):
        """Until it is back from a restart."""
        end = time.monotonic() + PATIENCE
        while not self.ask('rested').startswith('done '):
            assert time.monotonic() < end, self.said()
            time.sleep(0.01)

    def press_button(self):
        self.process.send_signal(signal.SIGUSR1)
        self._wait_for_line(lambda line: line == 'pressed')
        self.rest()

    def client(self, **login):
        return Client(self.port, **login)

    def said(self):
        return '\n'.join(self.lines)

    def read_folder(self, except_for):
        return b''.join(path.read_bytes() for path in pathlib.Path(self.folder.name).iterdir()
                        if path.name != except_for)
