#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, done by itself: from a new device to its page, keyboard only.

Runs on the desktop side of a house with tests/peers/hap-lamp.js on the home side
and a display nobody sees. Where there are virtual devices too, goes on with a home
of them (demo_home), and with what needs no set-up (demo_things). Prints what a
person would read, writes pictures to _build/demo/, and exits with 0 only when all
of it was really so. With --no-pictures it only reads.
"""

import gettext
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import demo_home  # noqa: E402
import demo_things  # noqa: E402
from screen import Lost, Screen  # noqa: E402
from show import PICTURES, WIDE, set_look, take_pictures, tell  # noqa: E402

# The window speaks the language of the environment, and so does who reads it.
WORDS = gettext.translation('doorstep', os.environ.get('DS_LOCALE_DIR'), fallback=True)
_ = WORDS.gettext
C_ = WORDS.pgettext

LAMP = 'Desk Lamp'
CODE = '31415926'


def find_lamp(screen):
    screen.wait('the lamp’s row',
                lambda: any(line.startswith(LAMP) for line in screen.read()), 30)
    tell('Doorstep was opened; a device is new', screen)
    take_pictures(screen, '1-home')


STEPS = (
    'Find the device',
    'Prove it with the setup code',
    'Keep new keys in the keyring',
    'Give the keys to the device',
    'Try the new keys',
    'Make them the keys in use',
    'Read what the device says of itself',
)


def follow_steps(screen):
    """The steps pass more quickly than a screen is read: what is announced of each
    comes all the same."""
    told = []
    heard = []

    def look():
        for words in screen.hear():
            heard.append(words)
            print(f'   (said aloud) {words}', flush=True)
        for line in screen.read():
            if line not in told:
                told.append(line)
                print(f'   {line}', flush=True)
        return screen.find(_('The Device Is Set Up'))

    screen.hear()  # what came before
    print('\n== “Set Up” was pressed: what is shown from then on, as it comes')
    screen.press('Return')
    screen.wait(_('The Device Is Set Up'), look, 60)
    look()
    if _('Try Again') in told:  # not even while the page fades away
        raise Lost('steps without a word about failing')
    missing = [step for step in STEPS if _(step) not in heard]
    if missing:
        raise Lost(f'the steps {missing} among what was said aloud, {heard}')


def set_up_lamp(screen):
    screen.go_to_row(LAMP)
    screen.press('Return')
    screen.wait_for(_('Set Up…'))
    tell('The device was chosen', screen)
    take_pictures(screen, '2-new-device')

    screen.tab_to(_('Set Up…'))
    screen.press('Return')
    screen.wait_for(C_('set-up', 'Next'))
    tell('“Set Up…” was pressed', screen)
    take_pictures(screen, '3-who')

    screen.tab_to(C_('set-up', 'Next'))
    screen.press('Return')
    screen.wait_for(_('Enter the Setup Code'))
    tell('“Next” was pressed', screen)
    screen.tab_to(_('Setup code'))
    screen.type(CODE)
    screen.wait_for(_('All digits are there.'))
    take_pictures(screen, '4-code')

    screen.tab_to(C_('set-up', 'Next'))
    screen.press('Return')
    screen.wait_for(_('What Will Happen'))
    tell('The code was typed', screen)
    take_pictures(screen, '5-plan')

    screen.tab_to(_('Set Up'))
    follow_steps(screen)
    tell('Every step was done', screen)
    take_pictures(screen, '6-done')

    screen.tab_to(_('Room'))
    screen.type('Study')
    screen.tab_to(C_('set-up', 'Finish'))
    screen.press('Return')
    screen.wait_until_gone(_('The Device Is Set Up'))


def show_lamp(screen):
    screen.wait_for(_('About the Device'))
    tell('The device’s page', screen)
    take_pictures(screen, '7-device')


def check_truth():
    """What the window shows must be so: ask the command line and the device."""
    listed = subprocess.run(['doorstepctl', 'list', '--json'], check=True, capture_output=True,
                            text=True).stdout
    devices = json.loads(listed)['devices']
    print('\n== doorstepctl list --json')
    print(listed)
    if not any(device['name'].startswith(LAMP) for device in devices):
        raise Lost('the lamp in the list of devices')
    log = pathlib.Path(os.environ['DS_HOUSE'], 'device-1.log').read_text(encoding='utf-8')
    if 'paired' not in log.split():
        raise Lost('the lamp’s own word that it is paired')


def tell_devices():
    """The end of what each device wrote, which is lost with the house."""
    for log in sorted(pathlib.Path(os.environ['DS_HOUSE']).glob('device-*.log')):
        print(f'\n== What {log.stem} wrote last')
        print('\n'.join(log.read_text(encoding='utf-8', errors='replace').splitlines()[-20:]))


def main():
    set_look('cursor-blink', 'false')
    program = subprocess.Popen(['doorstep'], stderr=subprocess.PIPE, text=True)
    try:
        screen = Screen('doorstep', 'Doorstep')
        screen.resize(*WIDE)
        find_lamp(screen)
        set_up_lamp(screen)
        show_lamp(screen)
        demo_home.live(screen)
        demo_things.live(screen)
        screen.press('ctrl+q')
        status = program.wait(timeout=20)
        if status != 0:
            raise Lost(f'a good end: the program’s status was {status}')
        check_truth()
    except (Lost, subprocess.SubprocessError) as trouble:
        print(f'\ndemo: {trouble}', file=sys.stderr)
        try:
            tell('What was on the screen', screen)
            screen.picture(PICTURES / 'trouble.png')
        except Exception as another:  # the first trouble is the one to tell
            print(f'demo: and the screen cannot be read: {another}', file=sys.stderr)
        tell_devices()
        return 1
    finally:
        program.kill()
        said = program.stderr.read()
        if said:
            print(f'\n== What the program wrote\n{said}')
    print('\nThe device is set up.')
    if '--no-pictures' not in sys.argv:
        print(f'Pictures are in {PICTURES}/.')
    return 0


if __name__ == '__main__':
    sys.exit(main())
