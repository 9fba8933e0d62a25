# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Holds what doorstepctl prints against docs/doorstepctl.schema.json.
#
# test_schema.py SOURCE PROGRAM          as a test, without network and keyring
# test_schema.py SOURCE PROGRAM DEFINITION < DOCUMENT    looks at one document

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'fixtures'))
import tap  # noqa: E402
from told import without_sanitizer  # noqa: E402

source, program = sys.argv[1:3]
with open(os.path.join(source, 'docs/doorstepctl.schema.json'), encoding='utf-8') as file:
    schema = json.load(file)


def check(definition, document):
    validator = jsonschema.Draft202012Validator(
        {**schema, 'anyOf': [{'$ref': f'#/$defs/{definition}'}]})
    for error in validator.iter_errors(document):
        raise AssertionError(f'{error.json_path}: {error.message}')


def is_refused(definition, document):
    try:
        check(definition, document)
    except AssertionError:
        return True
    return False


def run(*arguments):
    nowhere = 'unix:path=/nonexistent'
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [program, *arguments, '--json'], capture_output=True, text=True, timeout=60,
            stdin=subprocess.DEVNULL, check=False,
            env={**os.environ, 'HOME': home, 'XDG_DATA_HOME': home,
                 'DBUS_SYSTEM_BUS_ADDRESS': nowhere, 'DBUS_SESSION_BUS_ADDRESS': nowhere})
    done.stderr = without_sanitizer(done.stderr)
    return done, json.loads(done.stdout)


def words(path, prefix):
    with open(os.path.join(source, path), encoding='utf-8') as code:
        return re.findall(r'G_DEFINE_ENUM_VALUE \(' + prefix + r'\w+, "([\w-]+)"\)', code.read())


lamp = {
    'id': '67nszsqh', 'name': 'Lamp', 'kind': 'lamp', 'driver': 'homekit', 'state': 'set-up',
    'maker': None, 'model': 'L1', 'softwareVersion': '1.0', 'room': None, 'present': True,
    'headline': 'Set up.', 'attention': {'error': 'not-ours', 'sentence': 'Set it up again.'},
    'setUpAt': '2026-11-21T22:00:00Z', 'checkedAt': None, 'reachedAt': None,
    'verdict': {'state': 'ending', 'until': '2026-12', 'daysLeft': 39, 'atLeast': True,
                'disputed': False, 'needsPurchaseDate': False, 'clockWrong': False,
                'headline': 'Security updates end in 39 days.'},
}
details = {
    'serial': None, 'hardwareVersion': None, 'stagedVersion': None, 'address': '192.0.2.7:80',
    'security': 'Its key is kept.', 'accessories': [], 'access': None,
    'update': {'state': 'available', 'version': '4.0.3', 'security': True, 'notes': None,
               'notesUrl': 'https://example.com/', 'size': 3, 'downtimeSeconds': 60,
               'progress': None, 'failure': None, 'checkedAt': None, 'automatic': 'ask'},
    'support': {'makerNamesNoDate': True, 'endsAt': None, 'soldSince': None,
                'lastUpdated': '2026-11-21T22:00:00Z', 'rule': None, 'source': None},
    'securityContact': None, 'personalData': [], 'sensors': ['camera'], 'cloud': 'off',
    'services': [{'title': 'Live picture', 'protocol': 'rtsp', 'port': 8554,
                  'encrypted': False, 'login': 'own'}],
    'weaknesses': ['no-login'], 'keyRenewedAt': None, 'ownPage': None, 'answers': [],
    'fromCatalogue': None,
    'claims': [{'rule': 'until', 'date': '2026-12', 'months': None, 'since': None,
                'atLeast': True, 'contested': False, 'othersWrong': False,
                'source': {'kind': 'catalogue', 'reach': 'second-hand', 'publisher': 'A Maker',
                           'url': 'https://example.com/', 'statedOn': None,
                           'readOn': '2026-11-21', 'checkedOn': None}}],
    'purchasedOn': '2024-02-29', 'notes': None,
    'advice': {'explanation': 'It still works.', 'note': None,
               'actions': [{'title': 'Ask the Maker', 'explanation': None}]},
}


def test_words_are_those_of_the_code():
    definitions = schema['$defs']
    for path, prefix, known in (
            ('src/core/ds-error.c', 'DS_ERROR_', definitions['error']['enum']),
            ('src/core/ds-kind.c', 'DS_KIND_', definitions['kind']['enum']),
            ('src/home/ds-device-state.c', 'DS_DEVICE_',
             definitions['device']['properties']['state']['enum'])):
        found = words(path, prefix)
        assert found, path
        assert sorted(found) == sorted(known), f'{path}: {set(found) ^ set(known)}'


def test_schema_tells_right_from_wrong():
    jsonschema.Draft202012Validator.check_schema(schema)
    check('devices', {'version': 1, 'devices': [lamp]})
    check('devices', {'version': 1, 'devices': [{**lamp, 'present': None}]})
    check('show', {'version': 1, 'devices': [{**lamp, **details}]})
    for wrong in ({'state': 'lost'}, {'kind': 'toaster'}, {'setUpAt': 'yesterday'},
                  {'setUpAt': 0}, {'name': ''}, {'name': 'a\u202eb'}, {'name': 'a\nb'},
                  {'attention': 'help'}, {'secret': 'x'}, {'verdict': None},
                  {'verdict': {**lamp['verdict'], 'until': 'May'}}, details):
        assert is_refused('devices', {'version': 1, 'devices': [{**lamp, **wrong}]}), wrong
    for member in lamp:
        part = {name: value for name, value in lamp.items() if name != member}
        assert is_refused('devices', {'version': 1, 'devices': [part]}), member
    assert is_refused('show', {'version': 1, 'devices': [lamp]})
    assert is_refused('devices', {'version': 2, 'devices': []})


def test_list_of_an_empty_home():
    done, document = run('list')
    check('devices', document)
    assert (done.returncode, document['devices'], done.stderr) == (0, [], ''), done


def test_discover_without_avahi():
    done, document = run('discover', '--timeout', '1')
    check('failure', document)
    assert (done.returncode, document['error']) == (7, 'no-avahi'), done
    assert done.stderr.strip() == document['sentence'], done


def test_doctor_without_anything():
    done, document = run('doctor')
    check('findings', document)
    assert done.returncode == 1, done
    assert 'trouble' in [finding['level'] for finding in document['findings']], document


def main():
    if len(sys.argv) > 3:
        check(sys.argv[3], json.load(sys.stdin))
        return 0

    return tap.run(globals())


if __name__ == '__main__':
    sys.exit(main())
