#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# find-secrets.py FOLDER WORD...
#
# Looks in every file of the folder for the words and for the private key or password of
# every device in the keyring, however it may be written; fails where one is found.

import base64
import os
import sys

import gi

gi.require_version('Secret', '1')
from gi.repository import Secret  # noqa: E402


def texts_in_the_keyring():
    service = Secret.Service.get_sync(
        Secret.ServiceFlags.OPEN_SESSION | Secret.ServiceFlags.LOAD_COLLECTIONS, None)
    for collection in service.get_collections():
        for item in collection.get_items():
            if item.get_schema_name() == 'io.github.doorstep.Device':
                item.load_secret_sync(None)
                yield item.get_secret().get_text()


def ways_to_write(text):
    yield text.encode()
    try:
        raw = base64.b64decode(text + '=' * (-len(text) % 4), validate=True)
    except ValueError:
        return
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield base64.urlsafe_b64encode(raw).rstrip(b'=')


SECRETS = {'seed', 'password', 'token'}

wanted = {word.encode() for word in sys.argv[2:]}
keys = 0
for text in texts_in_the_keyring():
    for line in text.splitlines():
        name, equals, value = line.partition('=')
        if name in SECRETS:
            keys += 1
            wanted.update(ways_to_write(value))
assert keys > 0, 'the keyring holds no key, so nothing was looked for'

found = [
    path
    for folder, _, names in os.walk(sys.argv[1])
    for path in (os.path.join(folder, name) for name in names)
    for content in [open(path, 'rb').read()]
    if any(word in content for word in wanted)
]
print(f'{len(wanted)} ways to write {keys} keys and the code: {found or "nowhere"}')
sys.exit(1 if found else 0)
