#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test-german.py DOORSTEPCTL
#
# Reads what a person reads whose computer speaks German, where ds-fake-street runs
# it; speaks TAP. JSON is for programs and stays as it is in every language.

import json
import locale
import os
import pathlib
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'fixtures'))
import tap  # noqa: E402

PROGRAM = sys.argv[1]
ENGLISH = {'LC_ALL': 'C.UTF-8'}
GERMAN = {'LC_ALL': 'de_DE.UTF-8'}


def run(*arguments, env):
    return subprocess.run([PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=60, check=False, env={**os.environ, **env})


def width(text):
    """Columns on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in 'WF'
               else 1 for c in text)


def test_help_is_german():
    english = run('--help', env=ENGLISH).stdout.splitlines()
    german = run('--help', env=GERMAN).stdout.splitlines()
    assert len(german) == len(english)
    assert 'Befehle:' in german and 'Befehle:' not in english
    for line in english:
        # Lines of words that are typed and not translated, and empty ones, may be equal.
        assert line not in german or line.strip() == '', line


def list_commands(env, title):
    lines = run('--help', env=env).stdout.splitlines()
    begin = lines.index(title) + 1
    return lines[begin:lines.index('', begin)]


def test_commands_line_up():
    commands = list_commands(GERMAN, 'Befehle:')
    assert len(commands) == len(list_commands(ENGLISH, 'Commands:')) > 10, commands
    assert all(line[18] == ' ' != line[19] for line in commands), commands


def test_columns_line_up_below_their_titles():
    lines = run('discover', env=GERMAN).stdout.splitlines()
    titles = lines[0].split()
    assert titles == ['ID', 'Name', 'Raum', 'Art', 'Zustand'], titles
    assert len(lines) > 1
    begins = {width(line[:line.index(word)])
              for line, word in [(lines[0], 'Art'), *((line, 'Lampe') for line in lines[1:])]}
    assert len(begins) == 1, lines
    assert all('Neu, bereit zum Einrichten.' in line for line in lines[1:]), lines


def test_errors_are_german():
    result = run('tanz', env=GERMAN)
    assert result.returncode == 2
    assert 'Diesen Befehl gibt es nicht.' in result.stderr
    assert '„doorstepctl --help“' in result.stderr


def test_programs_read_the_same_in_every_language():
    def without_sentences(env):
        devices = json.loads(run('discover', '--json', env=env).stdout)['devices']
        for device in devices:
            device.pop('headline')
            device['verdict'].pop('headline')
        return sorted(devices, key=lambda device: device['id'])

    assert without_sentences(ENGLISH) == without_sentences(GERMAN)


try:
    locale.setlocale(locale.LC_ALL, GERMAN['LC_ALL'])
except locale.Error:
    print('1..0 # SKIP this computer has no German locale')
    sys.exit(0)
with tempfile.TemporaryDirectory() as home:
    for variable in ('HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME'):
        os.environ[variable] = home
    exit_status = tap.run(globals(), '/german/')
sys.exit(exit_status)
