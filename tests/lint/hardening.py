#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether programs were built to make a mistake harder to use; speaks TAP.

hardening.py COMPILE-COMMANDS "COMPILER-OPTION..." PROGRAM...

What the linker did is read from the programs. Some of what the compiler did leaves no
mark there, so that its commands are looked at, too.
"""

import json
import os
import re
import subprocess
import sys


def readelf(option, program):
    return subprocess.run(
        ["readelf", "--wide", option, program], check=True, capture_output=True, text=True
    ).stdout


def flaws(program, options):
    """What is missing in a program."""
    head = readelf("--file-header", program)
    segments = readelf("--segments", program)
    dynamic = readelf("--dynamic", program)
    symbols = readelf("--dyn-syms", program)
    flags = re.search(r"\(FLAGS_1\)\s+Flags:(.*)", dynamic)
    flags = flags[1].split() if flags else []

    if not re.search(r"Type:\s+DYN", head) or "PIE" not in flags:
        yield "it is always at the same address"
    if "GNU_RELRO" not in segments:
        yield "what is only read after the start can be written"
    if "NOW" not in flags:
        yield "functions are looked up late, so that their table stays writable"
    if not re.search(r"GNU_STACK(\s+\S+){5}\s+RW\s", segments):
        yield "its stack can be run"
    if re.search(r"LOAD(\s+\S+){5}\s+RWE", segments):
        yield "there is memory that can be written and run"
    if "TEXTREL" in dynamic:
        yield "its code is changed at the start"
    if "__stack_chk_fail" not in symbols:
        yield "its stack is not guarded"
    if "-D_FORTIFY_SOURCE=3" in options and not re.search(r"\w+_chk@", symbols):
        yield "it does without the C library's checks"


def plain_commands(commands, options):
    """Files of ours that were compiled without one of the options."""
    with open(commands, encoding="utf-8") as file:
        for entry in json.load(file):
            missing = set(options) - set(entry["command"].split())
            if "/src/" in os.path.join("/", entry["file"]) and missing:
                yield f"{entry['file']} was compiled without {' '.join(sorted(missing))}"


def main():
    commands, options, *programs = sys.argv[1:]
    options = options.split()
    points = [(os.path.basename(program), list(flaws(program, options))) for program in programs]
    points.append(("every file", list(plain_commands(commands, options))))
    print(f"TAP version 14\n1..{len(points)}")
    for number, (name, found) in enumerate(points, 1):
        for flaw in found[:9]:
            print(f"# {name}: {flaw}")
        print(f"{'not ok' if found else 'ok'} {number} {name} is hardened")
    return any(found for _, found in points)


if __name__ == "__main__":
    sys.exit(main())
