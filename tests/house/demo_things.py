# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What needs no set-up: a printer and a speaker are watched, old things added by hand.

Then the one question is asked that all of it is for: which devices are no longer looked
after? The window and the command line must give the same answer.
"""

from demo_home import ask, run_verb
from screen import Lost
from show import take_pictures, tell

WATCHED = ('Study Printer', 'Kitchen Speaker')

# As somebody would type them: name, maker, model, and more.
BY_HAND = (
    ('Living Room Stick', 'Google', 'Chromecast (1st gen)', '--kind=television'),
    ('Hue Bridge', 'Signify', 'Hue Bridge', '--bought=2025-03-01'),
    ('Garage Camera', 'Unknown Works', 'GC-1', '--kind=camera'),
)

NOT_LOOKED_AFTER = {'Living Room Stick', 'Front Door'}
# One has ended, and of the other only the promise is over.
SUMMARY = ('Security updates ended: 1 of', 'No longer promised: 1 of')
NEEDS_ATTENTION = 3


def watch():
    found = {device['name'].split(' @')[0]: device['id'] for device in ask('discover')}
    for name in WATCHED:
        place = next((found[full] for full in found if full.startswith(name)), None)
        if place is None:
            raise Lost(f'“{name}” among the devices that were discovered')
        run_verb(f'“{name}” goes on the list; nothing on it is changed', 'watch', place)


def add_by_hand():
    for name, maker, model, more in BY_HAND:
        run_verb(f'“{name}” never announces itself; it is added by hand', 'add',
                 f'--name={name}', f'--maker={maker}', f'--model={model}', more)


def ask_the_one_question(screen):
    run_verb('Which devices are no longer looked after?', 'list', '--out-of-support')
    listed = {device['name'] for device in ask('list', '--out-of-support')}
    if listed != NOT_LOOKED_AFTER:
        raise Lost(f'{NOT_LOOKED_AFTER} among those not looked after: they are {listed}')
    run_verb('And is anything else wrong?', 'check', expected=NEEDS_ATTENTION)
    for name in NOT_LOOKED_AFTER:
        run_verb(f'Why, who says so, and what to do about “{name}”?', 'show', name)
    screen.wait('the summary of the window',
                lambda: all(words in '\n'.join(screen.read()) for words in SUMMARY))


def live(screen):
    """All of it, where there is such a home."""
    if not any(device['name'].startswith(WATCHED[0]) for device in ask('discover')):
        return
    watch()
    add_by_hand()
    ask_the_one_question(screen)
    tell('The home with everything in it', screen)
    take_pictures(screen, '12-everything')
    screen.press('ctrl+t')
    tell('The timeline', screen)
    take_pictures(screen, '13-timeline')
    screen.press('Escape')
