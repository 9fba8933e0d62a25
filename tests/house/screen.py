# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the screen: reads what assistive technology is told, presses keys.

Works on a display of its own (tests/house/with-display), where "xdotool" types
and "import" takes pictures.
"""

import pathlib
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402


# Assistive technology gives up a program that does not answer for 0.8 s; a person at a
# busy computer looks again. Milliseconds.
ANSWER = 60_000

# The list of devices ends before this in a wide window, in pixels, and the page beside it
# begins earlier.
LIST_EDGE = 500

# More places for the keyboard than the longest page has.
MOST = 150


class Lost(Exception):
    """What was looked for is not there."""


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def has(node, *states):
    held = node.get_state_set()
    return all(held.contains(state) for state in states)


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def walk(node):
    """A node and everything below it that can be seen, in order."""
    yield node
    for child in children(node):
        if has(child, Atspi.StateType.SHOWING):
            yield from walk(child)


def text_of(node):
    """What an assistive technology would say of a node, without its role."""
    name = node.get_name() or ''
    description = node.get_description() or ''
    if description and description != name:
        return f'{name}: {description}' if name else description
    return name


def is_in_list(node):
    """One of the devices, on the left of a wide window; the pages have rows of their own."""
    place = node.get_extents(Atspi.CoordType.WINDOW)
    return node.get_role() == Atspi.Role.LIST_ITEM and place.x + place.width <= LIST_EDGE


class Screen:
    """One program's window, as far as it can be read."""

    def __init__(self, program, title, seconds=30):
        self.program = program
        self.title = title
        Atspi.init()
        Atspi.set_timeout(ANSWER, ANSWER)
        self.heard = []
        self.listener = Atspi.EventListener.new(self._note)
        self.listener.register('object:announcement')
        self.application = self.wait('the program', self._find_application, seconds)
        self.window = self.wait('its window', self._find_window, seconds)
        self.take_focus()

    def _find_application(self):
        for node in children(Atspi.get_desktop(0)):
            if node.get_name() == self.program:
                return node
        return None

    def _find_window(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', f'^{self.title}$'],
                               capture_output=True, text=True, check=False).stdout.split()
        return found[-1] if found else None

    def _note(self, event):
        self.heard.append(str(event.any_data))

    def hear(self):
        """What was announced to assistive technology since the last time; none is lost,
        however quickly one follows another."""
        while GLib.MainContext.default().iteration(False):
            pass
        heard, self.heard = self.heard, []
        return heard

    def take_focus(self):
        run('xdotool', 'windowfocus', '--sync', self.window)

    def wait(self, what, look, seconds=20):
        """Looks until there is something; says what was missing otherwise."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                found = look()
            except GLib.Error:  # the node went away while it was read
                found = None
            if found:
                return found
            time.sleep(0.05)
        raise Lost(f'{what} did not appear within {seconds} seconds')

    def nodes(self):
        return walk(self.application)

    def find(self, text, role=None):
        """The first node that says just this, or None."""
        for node in self.nodes():
            if text in (node.get_name(), text_of(node)):
                if role is None or node.get_role() == role:
                    return node
        return None

    def wait_for(self, text, role=None, seconds=20):
        return self.wait(f'“{text}”', lambda: self.find(text, role), seconds)

    def wait_until_gone(self, text, seconds=20):
        self.wait(f'the end of “{text}”', lambda: not self.find(text), seconds)

    def focused(self):
        for node in self.nodes():
            if has(node, Atspi.StateType.FOCUSED):
                return node
        return None

    def press(self, *keys):
        run('xdotool', 'key', '--clearmodifiers', '--delay', '20', *keys)
        time.sleep(0.1)

    def type(self, text):
        # On standard input, where no list of processes shows it.
        subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '30', '--file', '-'],
                       input=text, text=True, check=True)
        time.sleep(0.1)

    def move_to(self, what, fits, key, most=40):
        """Presses a key until what has the focus fits."""
        passed = []
        for _ in range(most):
            try:
                node = self.focused()
                if node and fits(node):
                    return
                name = node.get_name() if node else 'nothing'
                if name not in passed:
                    passed.append(name)
            except GLib.Error:  # the focus moved on while it was read
                pass
            self.press(key)
        raise Lost(f'{what} cannot be reached with the key {key}, only {passed}')

    def tab_to(self, text):
        self.move_to(f'“{text}”', lambda node: (node.get_name() or '').startswith(text), 'Tab')

    def go_to_row(self, text):
        """In a list, Tab leads to one row and the arrows to the others."""
        self.move_to('the list of devices', is_in_list, 'Tab', MOST)
        self.press('Home')
        self.move_to(f'the row “{text}”', lambda node: node.get_name().startswith(text), 'Down')

    def top(self):
        """What is in front: a dialog, or the window."""
        front = self.application
        for node in self.nodes():
            if node.get_role() in (Atspi.Role.DIALOG, Atspi.Role.ALERT):
                front = node
        return front

    def read(self):
        """The lines that a person would read, from top to bottom."""
        return self.wait('something to read', self._read)

    def _read(self):
        lines = []

        def read_below(node, above):
            for child in children(node):
                if not has(child, Atspi.StateType.SHOWING):
                    continue
                line = ' '.join(text_of(child).split())
                # A row's or a button's own words, and again as its labels.
                if line and not any(line in said for said in above):
                    lines.append(line)
                if child.get_name() not in ('Minimize', 'Maximize'):
                    read_below(child, above + [line])
                elif lines and lines[-1] == line:
                    lines.pop()

        read_below(self.top(), [])
        # Something is always shown: what is not was being exchanged just then.
        return lines

    def resize(self, width, height):
        run('xdotool', 'windowsize', '--sync', self.window, str(width), str(height))
        time.sleep(0.6)  # a transition of the layout, which nothing announces

    def picture(self, path):
        pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
        run('import', '-window', self.window, str(path))
