#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as someone goes through it who has a keyboard and does not see it.

Runs on the desktop side of a house with a camera of the profile and a printer. Every
place where the keyboard stops has a name, a role and a place in the window; the
keyboard is never left nowhere; what was done is said aloud. Exits with 0 only when all
of it was so.
"""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import demo_home  # noqa: E402
from screen import MOST, Lost, Screen, has, is_in_list  # noqa: E402
from show import WIDE  # noqa: E402
from window import go_through  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402

CAMERA = 'Porch Camera'
PRINTER = 'Study Printer'
BY_HAND = 'Garage Camera'

ROLES = (
    Atspi.Role.BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.COMBO_BOX, Atspi.Role.ENTRY,
    Atspi.Role.LABEL, Atspi.Role.LIST_ITEM, Atspi.Role.SCROLL_PANE, Atspi.Role.SWITCH,
    Atspi.Role.TEXT, Atspi.Role.TOGGLE_BUTTON,
)

# Every group of the camera's page has at least one.
ON_ITS_PAGE = (
    'Make It Show Itself', 'Check Now', 'Name and Room…', 'Looked After Until', 'Install…',
    'Who Can Get In', 'Who Says So', 'Bought On', 'Tell Before It Ends', 'Correct This…',
    'Key of the Device', 'Other Ways In', 'What Is New', 'Automatic Updates',
    'Look for Updates Now', 'Change the Password…', 'Another App or Person', 'Erase “Recordings”',
    'Erase Data on the Device…', 'Email', 'Ask a Website…', 'Maker', 'Change the Notes…',
    'How It Was Secured', 'Print or Save as PDF…', 'Remove This Device…',
)

# A button of the page, and what of its dialog the keyboard must reach.
DIALOGS = (
    ('Name and Room…', ('Name', 'Room', 'Cancel', 'Save')),
    ('Install…', ('Cancel', 'Install')),
    ('Correct This…', ('They Have Ended', 'Last Day', 'Pick a Day', 'Cancel')),
    ('Change the Password…', ('Give it to the device', 'Change')),
    ('Erase Data on the Device…', ('Cancel', 'Erase')),
    ('Ask a Website…', ('What the QR Code Says', 'Paste the text or a picture of the QR code',
                        'Open a picture of the QR code')),
    ('Change the Notes…', ('Notes', 'Cancel', 'Save')),
    ('Print or Save as PDF…', ('Rooms', 'Save as PDF…', 'Print…', 'Cancel')),
    ('Remove This Device…', ('Cancel', 'Remove')),
)

# Where the keyboard is when a dialog opens: on what it is about, never on what ends it.
FIRST = {
    'Name and Room…': 'Name',
    'Change the Notes…': 'Notes',
    'Erase Data on the Device…': 'Cancel',
    'Remove This Device…': 'Cancel',
}


def tell(node):
    return f'{node.get_role_name()} “{node.get_name()}”'


class Walker(Screen):
    """Asks the keyboard's place of the events that tell of it, not of the whole tree."""

    def __init__(self, *words):
        self.place = None
        self.watch = Atspi.EventListener.new(self._moved)
        super().__init__(*words)
        self.watch.register('object:state-changed:focused')

    def _moved(self, event):
        if event.detail1:
            self.place = event.source

    def focused(self):
        while GLib.MainContext.default().iteration(False):
            pass
        if self.place is None or not self._is_shown(self.place):
            self.place = super().focused()
        return self.place

    @staticmethod
    def _is_shown(node):
        """A widget that was taken away keeps its last state, but has no window."""
        if not has(node, Atspi.StateType.FOCUSED):
            return False
        while node is not None and node.get_role() != Atspi.Role.APPLICATION:
            if not has(node, Atspi.StateType.SHOWING):
                return False
            node = node.get_parent()
        return node is not None

    def wait_for_focus(self, what, fits=lambda node: True):
        try:
            return self.wait(f'the keyboard {what}',
                             lambda: (node := self.focused()) and fits(node) and node)
        except Lost as lost:
            raise Lost(f'{lost}: it is {self._tell_focus()}') from lost

    def _tell_focus(self):
        try:
            node = self.focused()
            if node is None:
                return 'nowhere'
            place = node.get_extents(Atspi.CoordType.WINDOW)
            return (f'on {tell(node)}, {place.width} × {place.height}'
                    f' at {place.x}, {place.y}')
        except GLib.Error as trouble:
            return f'on what cannot be read: {trouble.message}'

    def wait_to_hear(self, words):
        heard = []

        def look():
            heard.extend(self.hear())
            return any(words in line for line in heard)

        try:
            self.wait(f'“{words}” said aloud', look)
        except Lost as lost:
            raise Lost(f'{lost}: heard were {heard}') from lost
        print(f'   (said aloud) {words}', flush=True)


def is_in_sight(node):
    place = node.get_extents(Atspi.CoordType.WINDOW)
    middle = place.y + place.height // 2
    return place.width > 8 and place.height > 8 and 0 <= middle <= WIDE[1]


def check_stop(screen, node):
    """What a screen reader can make of one place where the keyboard stops."""
    if node.get_role() not in ROLES:
        raise Lost(f'a role of something to press: it is {tell(node)}')
    # The text of a question can be scrolled; it is libadwaita's, and read when it opens.
    if not node.get_name() and (node.get_role() != Atspi.Role.SCROLL_PANE
                                or screen.top().get_role() != Atspi.Role.ALERT):
        raise Lost(f'a name of {tell(node)}')
    screen.wait(f'{tell(node)} in sight', lambda: is_in_sight(node))


def tour(screen, title):
    """The names of all places that Tab leads to, once around."""
    print(f'\n== {title}: where Tab stops', flush=True)
    stops = []
    while True:
        node = screen.wait_for_focus('somewhere')
        if node in stops:
            break
        check_stop(screen, node)
        print(f'   {tell(node)}', flush=True)
        stops.append(node)
        if len(stops) > MOST:
            raise Lost(f'the end of {title}')
        screen.press('Tab')
    return [node.get_name() for node in stops]


def check_tour(screen, title, expected):
    names = tour(screen, title)
    missing = [name for name in expected if name not in names]
    if missing:
        raise Lost(f'{missing} among the stops of {title}, {names}')


def reach(screen, label):
    """With Tab: a button, or a row that is one."""
    screen.move_to(f'the button “{label}”',
                   lambda node: node.get_name() == label
                   and node.get_role() == Atspi.Role.BUTTON, 'Tab', MOST)


def open_dialog(screen, opener, expected):
    """A dialog has the keyboard, all of it can be reached, and Escape leads back."""
    reach(screen, opener)
    screen.press('Return')
    first = screen.wait_for_focus('in the dialog', lambda node: node.get_name() != opener)
    if first.get_name() != FIRST.get(opener, first.get_name()):
        raise Lost(f'the keyboard on “{FIRST[opener]}” at first: it is on {tell(first)}')
    check_tour(screen, f'“{opener}”', expected)
    screen.press('Escape')
    screen.wait_for_focus(f'back on “{opener}”', lambda node: node.get_name() == opener)


def choose(screen, device):
    screen.go_to_row(device)
    screen.press('Return')


def walk_camera(screen):
    choose(screen, CAMERA)
    screen.wait_for('About the Device')
    check_tour(screen, 'the page of the camera', ON_ITS_PAGE)
    for opener, expected in DIALOGS:
        open_dialog(screen, opener, expected)


def rename_camera(screen):
    reach(screen, 'Name and Room…')
    screen.press('Return')
    screen.wait_for_focus('on the name', lambda node: node.get_name() == 'Name')
    screen.tab_to('Room')
    screen.type('Porch')
    screen.hear()
    screen.press('Return')
    screen.wait_to_hear('Saved as')
    screen.wait_for_focus('back', lambda node: node.get_name() == 'Name and Room…')


def check_camera(screen):
    """The button cannot be pressed meanwhile, and has the keyboard again afterwards."""
    reach(screen, 'Check Now')
    screen.hear()
    screen.press('Return')
    screen.wait_to_hear('The device answered.')
    screen.wait_for_focus('back', lambda node: node.get_name() == 'Check Now')


def diagnose(screen):
    screen.press('F1')
    screen.wait_to_hear('The diagnosis is ready.')
    screen.wait_for_focus('on what was found',
                          lambda node: node.get_role() == Atspi.Role.LIST_ITEM
                          and is_in_sight(node))
    check_tour(screen, 'the diagnosis', ('Look Again', 'Network', 'Keyring', 'Address'))
    screen.press('Escape')
    screen.wait_for_focus('back', lambda node: node.get_name() == 'Check Now')


def watch_printer(screen):
    """The button goes away when it was pressed: the keyboard is on what comes after it."""
    choose(screen, PRINTER)
    reach(screen, 'Put It on the List')
    screen.hear()
    screen.press('Return')
    screen.wait_to_hear('The device is on the list now.')
    check_stop(screen, screen.wait_for_focus(
        'on the next button', lambda node: node.get_name() == 'Name and Room…'))


def walk_timeline(screen):
    screen.press('ctrl+t')
    first = screen.wait_for_focus('on the timeline',
                                  lambda node: node.get_role() == Atspi.Role.LIST_ITEM
                                  and not is_in_list(node))
    if not first.get_description():
        raise Lost(f'until when {tell(first)} is looked after')
    check_tour(screen, 'the timeline', (first.get_name(), 'Search', 'Main Menu'))


def take_from_list(screen):
    choose(screen, BY_HAND)
    reach(screen, 'Take It from the List…')
    screen.press('Return')
    screen.wait_for_focus('on what changes nothing', lambda node: node.get_name() == 'Cancel')
    screen.tab_to('Take It from the List')
    screen.hear()
    screen.press('Return')
    screen.wait_to_hear('The device was taken from the list.')


def prepare():
    folder = next(pathlib.Path(os.environ['DS_HOUSE']).glob('device-*/personality')).parent
    found = demo_home.ask('discover')
    camera = demo_home.Thing(folder, found)
    demo_home.set_up([camera])
    demo_home.run_verb('A device is added by hand', 'add', f'--name={BY_HAND}',
                       '--maker=Unknown Works', '--model=GC-1', '--kind=camera')


def main():
    prepare()
    return go_through(Walker, (walk_camera, rename_camera, check_camera, diagnose, watch_printer,
                               walk_timeline, take_from_list),
                      'The keyboard led everywhere, and all was said.')


if __name__ == '__main__':
    sys.exit(main())
