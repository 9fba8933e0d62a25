# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A home of five devices that follow the profile: set up, read, updated, mistrusted.

The devices are those of tests/house/profile-device. What changes them is done with
doorstepctl, beside the open window, which must show it; only the camera is updated
from its page.
"""

import json
import os
import pathlib
import pty
import subprocess
import time

from screen import Lost
from show import take_pictures, tell

TITLES = {
    'plug': 'Plug',
    'camera': 'Porch Camera',
    'lock': 'Front Door',
    'lamp': 'Reading Lamp',
    'thermostat': 'Hall Thermostat',
}

INSTALLED = 'The update is installed.'

TROUBLES = {'lamp': 'no-login', 'lock': 'promise-over'}

PATIENCE = 20  # seconds, for what takes a tenth of one

KEY_CHANGED = 6
REFUSED = 5


class Thing:
    """A virtual device, as its owner has it in the hand."""

    def __init__(self, folder, found):
        self.folder = folder
        self.log = folder.with_suffix('.log')
        self.personality = (folder / 'personality').read_text(encoding='ascii').strip()
        self.title = TITLES[self.personality]
        self.code = (folder / 'code').read_text(encoding='ascii')
        self.id = next((device['id'] for device in found
                        if device['name'].startswith(self.title)), None)
        if self.id is None:
            raise Lost(f'“{self.title}” among the devices that were discovered')

    def ask(self, command):
        """Whether it does one of its commands (tests/devices/README.md)."""
        before = len(self.log.read_text(encoding='utf-8'))
        (self.folder / 'orders').write_text(f'{command}\n', encoding='ascii')
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            said = self.log.read_text(encoding='utf-8')[before:]
            if f'done {command}\n' in said:
                return True
            if f'refused {command}' in said:
                return False
            time.sleep(0.05)
        raise Lost(f'the word of a device about “{command}”')

    def order(self, command):
        if not self.ask(command):
            raise Lost(f'a device that does “{command}”')

    def rest(self):
        """Until it is back from a restart."""
        end = time.monotonic() + PATIENCE
        while not self.ask('rested'):
            if time.monotonic() > end:
                raise Lost('the end of a restart')

    def get_own_version(self):
        """The version that it keeps itself, once it was updated."""
        state = json.loads((self.folder / 'state.json').read_text(encoding='utf-8'))
        return state.get('version')


def ask(*words):
    said = subprocess.run(['doorstepctl', *words, '--json'], check=True, capture_output=True,
                          text=True).stdout
    return json.loads(said)['devices']


def run_verb(title, verb, *words, code=None, expected=0, on_progress=None):
    """A verb of doorstepctl in a terminal, where it tells how far it is; line by line.

    on_progress() is called once, when it first does.
    """
    print(f'\n== {title}\n   $ doorstepctl {" ".join([verb, *words])}', flush=True)
    ours, theirs = pty.openpty()
    with subprocess.Popen(['doorstepctl', verb, *words], stdin=subprocess.PIPE, stdout=theirs,
                          stderr=theirs, text=True) as program:
        os.close(theirs)
        program.stdin.write(code or '')
        program.stdin.close()
        lines = read_lines(ours, on_progress)
    if program.returncode != expected:
        raise Lost(f'status {expected} of doorstepctl {verb}: it was {program.returncode}')
    return lines


def read_lines(terminal, on_progress):
    lines = []
    with os.fdopen(terminal, encoding='utf-8') as stream:
        try:
            for line in stream:
                lines.append(line.strip())
                print(f'   {lines[-1]}', flush=True)
                if on_progress and '%' in line:
                    on_progress()
                    on_progress = None
        except OSError:  # the other end of the terminal is closed
            pass
    return lines


def set_up(things):
    for thing in things:
        run_verb(f'“{thing.title}” is set up; its code comes on standard input', 'set-up',
                 thing.id, code=thing.code)


def open_page(screen, thing):
    screen.go_to_row(thing.title)
    screen.press('Return')
    screen.wait_for('About the Device')


def show_pages(screen, things):
    for thing in things:
        open_page(screen, thing)
        tell(f'The page of “{thing.title}”', screen)
        if thing.personality in ('camera', 'lock'):
            take_pictures(screen, f'8-{thing.personality}')


def wait_for_words(screen, words):
    screen.wait(f'“{words}”', lambda: any(words in line for line in screen.read()))


def install(screen, button, version, end):
    """An update from the device's page; tells each line that is new, up to the end."""
    screen.tab_to(button)
    screen.press('Return')
    screen.wait_for(f'Install Version {version}?')
    tell(f'“{button}” was pressed', screen)
    screen.tab_to('Install')
    screen.press('Return')
    print('\n== “Install” was pressed: what is shown from then on, as it comes', flush=True)
    told = set(screen.read())
    screen.hear()

    def look():
        for words in screen.hear():
            print(f'   (said aloud) {words}', flush=True)
        for line in screen.read():
            if line not in told:
                told.add(line)
                print(f'   {line}', flush=True)
        return any(end in line for line in told)

    screen.wait(f'“{end}”', look, 60)
    if not any('%' in line for line in told):
        raise Lost('how far the update is')
    screen.wait_until_gone('Dismiss')  # the message in front of the page


def update_camera(screen, camera):
    """An update as it should be: told how far it is, and believed only at its end."""
    open_page(screen, camera)
    install(screen, 'Install…', '4.0.3', INSTALLED)
    tell('The camera’s page after its update', screen)
    if camera.get_own_version() != '4.0.3':
        raise Lost('the camera’s own word that it runs 4.0.3')


def update_thermostat(screen, thermostat):
    """An update that gets stuck, and is tried again."""
    open_page(screen, thermostat)
    run_verb('The thermostat’s update is installed; the device stops in the middle', 'update',
             thermostat.id, '--yes', expected=REFUSED)
    wait_for_words(screen, 'The update takes longer than its maker said')
    tell('The thermostat’s page: its update is stuck', screen)
    take_pictures(screen, '9-stuck')
    run_verb('It is tried again, which is harmless; this time the device goes on', 'update',
             thermostat.id, '--yes', on_progress=lambda: thermostat.order('mend'))
    wait_for_words(screen, '3.2.0')
    tell('The thermostat’s page after its update', screen)
    if thermostat.get_own_version() != '3.2.0':
        raise Lost('the thermostat’s own word that it runs 3.2.0')


def mistrust_plug(screen, plug):
    """Another key: nothing is sent to it, and there are two ways on only."""
    open_page(screen, plug)
    print('\n== Somebody resets the plug by its button; it makes itself another key', flush=True)
    plug.order('button')
    plug.rest()
    run_verb('The plug is asked how it is', 'check', plug.id, expected=KEY_CHANGED)
    screen.wait_for('The Device Shows Another Key')
    tell('The plug’s page', screen)
    if screen.find('Check Again'):
        raise Lost('no way on but “Set Up Again…” and “Remove…”')
    take_pictures(screen, '10-key-changed')
    run_verb('It proves with its code that it is the plug', 'set-up', plug.id, code=plug.code)
    screen.wait_until_gone('The Device Shows Another Key')


def check_truth(things):
    """All are set up. The lamp still lets anyone in, and nobody looks after the lock
    any more; nothing else needs attention."""
    devices = {device['id']: device for device in ask('list')}
    for thing in things:
        device = devices.get(thing.id)
        if device is None or device['state'] != 'set-up':
            raise Lost(f'“{thing.title}” set up: it is {device}')
        trouble = device['attention']['error'] if device['attention'] else None
        if trouble != TROUBLES.get(thing.personality):
            raise Lost(f'“{thing.title}” with trouble where there is some: it is {device}')


def live(screen):
    """All of it, where there is such a home."""
    folders = sorted(personality.parent for personality in
                     pathlib.Path(os.environ['DS_HOUSE']).glob('device-*/personality'))
    if not folders:
        return
    found = ask('discover')
    things = [Thing(folder, found) for folder in folders]
    home = {thing.personality: thing for thing in things}
    set_up(things)
    show_pages(screen, things)
    update_camera(screen, home['camera'])
    update_thermostat(screen, home['thermostat'])
    mistrust_plug(screen, home['plug'])
    tell('The home at last', screen)
    take_pictures(screen, '11-home')
    check_truth(things)
