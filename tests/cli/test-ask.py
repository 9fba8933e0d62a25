#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test-ask.py DOORSTEPCTL SCHEMA
#
# A website of our own is asked about a device, by its name and over HTTPS, as the real
# ones are. This process sees other files than the rest of the computer in two places:
# what the name leads to, and who is trusted. Speaks TAP.

import http.server
import json
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import threading

from told import Schema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'fixtures'))
import tap  # noqa: E402

PROGRAM, SCHEMA_PATH = sys.argv[1:3]
NAME = 'example.com'

check = Schema(SCHEMA_PATH).check


def run(*arguments, status=0):
    result = subprocess.run([PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                            text=True, timeout=60, check=False)
    assert result.returncode == status, \
        f'{result.returncode} instead of {status}: {result.stdout}{result.stderr}'
    return result.stdout


def openssl(*arguments):
    subprocess.run(['openssl', *arguments], check=True, capture_output=True)


class Website:
    """Answers over HTTPS with what is in `pages`, and counts who comes."""

    def __init__(self, folder):
        self.folder = folder
        self.pages = {}
        self.visits = []
        self.make_certificates()
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), self.make_handler())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path('site.pem'), self.path('site.key'))
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f'https://{NAME}:{self.server.server_address[1]}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def path(self, name):
        return os.path.join(self.folder, name)

    def make_certificates(self):
        new = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
               '-days', '2']
        openssl(*new, '-keyout', self.path('ca.key'), '-out', self.path('ca.pem'),
                '-subj', '/CN=Some Authority', '-addext', 'keyUsage=critical,keyCertSign')
        openssl(*new, '-CA', self.path('ca.pem'), '-CAkey', self.path('ca.key'),
                '-keyout', self.path('site.key'), '-out', self.path('site.pem'),
                '-subj', '/CN=Example Works', '-addext', f'subjectAltName=DNS:{NAME}',
                '-addext', 'basicConstraints=critical,CA:FALSE',
                '-addext', 'keyUsage=critical,digitalSignature')

    def make_handler(self):
        website = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # pylint: disable=invalid-name
                website.visits.append((self.path, dict(self.headers)))
                page = website.pages.get(self.path)
                if isinstance(page, str):
                    self.send_response(302)
                    self.send_header('Location', page)
                    page = b''
                else:
                    self.send_response(200 if page is not None else 404)
                body = page or b''
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler

    def publish(self, supported):
        """A description of the lamp, signed by its maker."""
        text = json.dumps({'ietf-mud:mud': {
            'mud-version': 1, 'mud-url': f'{self.url}/lamp', 'last-update': '2026-01-28T11:20:51Z',
            'is-supported': supported, 'mud-signature': f'{self.url}/lamp.p7s'}})
        with open(self.path('lamp'), 'w', encoding='utf-8') as page:
            page.write(text)
        openssl('cms', '-sign', '-binary', '-signer', self.path('site.pem'),
                '-inkey', self.path('site.key'), '-in', self.path('lamp'), '-outform', 'DER',
                '-out', self.path('lamp.p7s'))
        for name in ('lamp', 'lamp.p7s'):
            with open(self.path(name), 'rb') as page:
                self.pages['/' + name] = page.read()


def move_here(website):
    """From now on this process, and what it starts, finds and believes the website."""
    with open(website.path('hosts'), 'w', encoding='utf-8') as hosts:
        hosts.write(f'127.0.0.1 localhost {NAME}\n')
    for ours, theirs in (('hosts', '/etc/hosts'),
                         ('ca.pem', '/etc/ssl/certs/ca-certificates.crt')):
        subprocess.run(['mount', '--bind', website.path(ours), theirs], check=True)
    os.environ.update({'SSL_CERT_FILE': website.path('ca.pem'), 'no_proxy': '*'})


def new_lamp(website):
    lamp = run('add', '--name', 'Lamp', '--maker', 'Acme', '--model', 'L 1').strip()
    run('edit', lamp, '--label', f'{website.url}/lamp')
    website.visits.clear()
    return lamp


def test_an_answer_is_fetched_after_a_yes_and_kept(website):
    website.publish(supported=False)
    lamp = new_lamp(website)
    assert f'{NAME} is asked.' in run('ask', lamp)
    run('ask', lamp, 'mud', status=130)
    assert website.visits == []

    text = run('ask', lamp, 'mud', '--yes')
    assert 'Security updates have ended.' in text and 'CN=Example Works' in text, text
    assert [path for path, _ in website.visits] == ['/lamp', '/lamp.p7s'], website.visits
    for _, headers in website.visits:
        assert not {'User-Agent', 'Cookie', 'Accept-Language', 'Authorization'} & set(headers)

    answers = check(run('ask', lamp, '--json'), 'questions')['answers']
    assert answers[0]['claim'] == {'rule': 'ended', 'date': None}, answers
    shown = check(run('show', lamp, '--json', '--timeout', '1'), 'show')['devices'][0]
    assert [c['source']['kind'] for c in shown['claims']] == ['mud'], shown
    assert lamp in run('check', status=3)
    assert len(website.visits) == 2, 'only what the person said yes to is fetched'
    run('remove', lamp, '--yes')


def test_what_is_not_signed_so_is_not_believed(website):
    website.publish(supported=True)
    lamp = new_lamp(website)
    run('ask', lamp, 'mud', '--yes')
    website.pages['/lamp'] = website.pages['/lamp'].replace(b'true', b'false')
    failed = check(run('ask', lamp, 'mud', '--yes', '--json', status=6), 'failure')
    assert failed['error'] == 'document-unsigned', failed
    answers = check(run('ask', lamp, '--json'), 'questions')['answers']
    assert answers[0]['claim'] is None and answers[0]['signer'] == 'CN=Example Works', answers
    run('remove', lamp, '--yes')


def test_who_leads_elsewhere_is_not_followed(website):
    website.publish(supported=False)
    lamp = new_lamp(website)
    website.pages['/lamp'] = website.url.replace(NAME, 'localhost.localdomain') + '/lamp'
    failed = check(run('ask', lamp, 'mud', '--yes', '--json', status=4), 'failure')
    assert failed['error'] == 'website-elsewhere', failed
    assert len(website.visits) == 1 and run('check') != ''
    run('remove', lamp, '--yes')


def test_a_website_that_nobody_vouches_for_is_not_believed(website):
    website.publish(supported=False)
    lamp = new_lamp(website)
    run('edit', lamp, '--label', website.url.replace(NAME, 'localhost.localdomain') + '/lamp')
    run('ask', lamp, 'mud', '--yes', status=4)
    subprocess.run(['umount', '/etc/ssl/certs/ca-certificates.crt'], check=True)
    run('edit', lamp, '--label', f'{website.url}/lamp')
    failed = check(run('ask', lamp, 'mud', '--yes', '--json', status=6), 'failure')
    assert failed['error'] == 'website-unproven' and website.visits == [], failed
    run('remove', lamp, '--yes')


def main():
    if os.environ.get('TEST_ASK_APART') is None:
        os.environ['TEST_ASK_APART'] = 'yes'
        os.execvp('unshare', ['unshare', '--map-root-user', '--mount', sys.executable, *sys.argv])

    with tempfile.TemporaryDirectory(prefix='ask-') as folder:
        os.environ.update({'HOME': folder, 'XDG_DATA_HOME': folder, 'SECRET_BACKEND': 'file',
                           'SECRET_FILE_TEST_PATH': os.path.join(folder, 'keyring'),
                           'SECRET_FILE_TEST_PASSWORD': 'test'})
        website = Website(folder)
        move_here(website)
        sys.exit(tap.run(globals(), '/cli/ask/', website))


main()
