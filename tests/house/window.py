# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window of Doorstep, and a way through it."""

import subprocess
import sys

from screen import Lost
from show import WIDE, set_look


def go_through(screen_class, steps, moral):
    """Opens a wide window, takes the steps and has the program end well.

    Returns an exit status, and prints @moral where all was well.
    """
    set_look('cursor-blink', 'false')
    program = subprocess.Popen(['doorstep'])
    try:
        screen = screen_class('doorstep', 'Doorstep')
        screen.resize(*WIDE)
        for step in steps:
            step(screen)
        screen.press('ctrl+q')
        if program.wait(timeout=20) != 0:
            raise Lost(f'a good end: the program’s status was {program.returncode}')
    except (Lost, subprocess.SubprocessError) as trouble:
        print(f'\nlost: {trouble}', file=sys.stderr)
        return 1
    finally:
        program.kill()
    print(f'\n{moral}')
    return 0
