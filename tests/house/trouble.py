#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window where Avahi is not there at first, comes late, and goes again.

Runs on the desktop side of a house with a plug of the profile at port 4443. Each trouble
is said in place of the list, with a button that leads on, and ends by itself; meanwhile
the plug is found at its typed address. Exits with 0 only when all of it was so.
"""

import os
import pathlib
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from screen import Screen  # noqa: E402
from show import tell  # noqa: E402
from window import go_through  # noqa: E402

PLUG = 'Plug'
ADDRESS = '[fe80::2%vdesk]:4443'
TROUBLE = 'Devices Cannot Be Found'


def ask_bus(question):
    """What the bus says of who has Avahi's name, or nothing."""
    return subprocess.run(['gdbus', 'call', '--system', '--dest', 'org.freedesktop.DBus',
                           '--object-path', '/', '--method', f'org.freedesktop.DBus.{question}',
                           'org.freedesktop.Avahi'],
                          capture_output=True, text=True, check=False).stdout


def end_avahi():
    process = ask_bus('GetConnectionUnixProcessID').split()[-1].rstrip(',)')
    os.kill(int(process), signal.SIGKILL)
    while ask_bus('GetNameOwner'):
        time.sleep(0.05)


def start_avahi():
    house = pathlib.Path(os.environ['DS_HOUSE'])
    pathlib.Path('/run/avahi-daemon/pid').unlink(missing_ok=True)
    with open(house / 'avahi-again.log', 'w', encoding='utf-8') as log:
        subprocess.Popen(['avahi-daemon', f'--file={house}/avahi-desktop.conf', '--no-drop-root',
                          '--no-rlimits', '--no-chroot'], stderr=log)


def find_row(screen):
    return any(line.startswith(PLUG) for line in screen.read())


def wait_to_read(screen, words):
    screen.wait(f'“{words}”', lambda: any(words in line for line in screen.read()))


def await_trouble(screen, title):
    screen.wait_for(TROUBLE)
    screen.wait_for('What to Do')
    tell(title, screen)


def add_by_address(screen):
    screen.tab_to('What to Do')
    screen.press('Return')
    wait_to_read(screen, 'Until then, devices can be added by their address.')
    screen.tab_to('Address')
    screen.type('999.1.1.1')
    wait_to_read(screen, 'This is not the address of a device.')
    screen.press('ctrl+a')
    screen.type(ADDRESS)
    tell('An address was typed', screen)
    screen.press('Return')
    screen.wait_for('Set Up…')
    # The link is told by its number now.
    wait_to_read(screen, ':4443')
    tell('The plug was found at its address', screen)


def come_late(screen):
    await_trouble(screen, 'Avahi is not there at the start')
    start_avahi()
    screen.wait('the plug’s row', lambda: find_row(screen))
    screen.wait_until_gone(TROUBLE)
    tell('Avahi came late', screen)


def go_twice(screen):
    end_avahi()
    await_trouble(screen, 'Avahi has gone')
    start_avahi()
    screen.wait('the plug’s row', lambda: find_row(screen))
    end_avahi()
    await_trouble(screen, 'Avahi has gone once more')


def main():
    end_avahi()
    return go_through(Screen, (come_late, go_twice, add_by_address),
                      'Each trouble was said, and ended.')


if __name__ == '__main__':
    sys.exit(main())
