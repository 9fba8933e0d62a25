#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the installed Flatpak and looks at its window, in a house with a lamp.

Exits with 0 only when the sandboxed program showed the lamp, which takes its
display, its system bus filter and the network.
"""

import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'tests' / 'house'))
from screen import Lost, Screen  # noqa: E402

PICTURE = pathlib.Path('_build/flatpak/window.png')


def main():
    program = subprocess.Popen(['flatpak', 'run', '--user', 'io.github.doorstep.Doorstep'])
    try:
        screen = Screen('doorstep', 'Doorstep', seconds=60)
        screen.wait('the lamp’s row',
                    lambda: any(line.startswith('Desk Lamp') for line in screen.read()), 30)
        for line in screen.read():
            print(f'   {line}')
        screen.picture(PICTURE)
    except Lost as trouble:
        print(f'flatpak: {trouble}', file=sys.stderr)
        return 1
    finally:
        subprocess.run(['flatpak', 'kill', 'io.github.doorstep.Doorstep'], check=False)
        program.wait(timeout=20)
    print(f'flatpak: it started in its sandbox and found the lamp; a picture is in {PICTURE}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
