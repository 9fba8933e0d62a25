# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on the screen, as lines for a transcript and as pictures."""

import pathlib
import subprocess
import sys
import time

PICTURES = pathlib.Path('_build/demo')
WIDE = (1000, 720)
NARROW = (360, 720)


def tell(title, screen):
    print(f'\n== {title}')
    for line in screen.read():
        print(f'   {line}')
    sys.stdout.flush()


def set_look(key, value):
    subprocess.run(['gsettings', 'set', 'org.gnome.desktop.interface', key, value], check=True)


def set_scheme(scheme):
    set_look('color-scheme', scheme)
    time.sleep(0.6)  # the colours fade over


def take_pictures(screen, name):
    """The same screen in light and dark, wide and narrow.

    GTK 4.18 warns of an "unexpected blinking selection" here: a dialog that becomes
    narrow changes its form, and an entry in it that has the focus and some text is
    focused again before it is mapped. Any AdwDialog with a filled entry does so.
    """
    if '--no-pictures' in sys.argv:
        return
    for scheme, word in (('prefer-light', 'light'), ('prefer-dark', 'dark')):
        set_scheme(scheme)
        for size, width in ((WIDE, 'wide'), (NARROW, '360')):
            screen.resize(*size)
            screen.picture(PICTURES / f'{name}-{width}-{word}.png')
    set_scheme('prefer-light')
    screen.resize(*WIDE)
    screen.take_focus()
