#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the floor of support says to people can be read by a twelve-year-old.

The Flesch-Kincaid grade (Kincaid and others, 1975) of all its English strings, and
none of the words that the house does not use. Syllables are counted by the groups of
vowels, as every such program does; known words show that the counting is right.
"""

import os
import re
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tests", "lint"))

import lint  # noqa: E402

GRADE = 6
# No string alone is harder than this: of one short sentence, one long word is half.
WORST = 12

# Places are filled as on the screen.
FILLED = [(r"%s(?= from)", "3 years"), (r"%(\d\$)?s", "May 2030"), (r"%(\d\$)?u", "3")]


def syllables(word):
    """How many syllables an English word has."""
    word = word.lower().replace("’s", "")
    if word.isdigit():
        return 1
    count = len(re.findall(r"[aeiouy]+", word))
    # Silent: "made", "stored", "updates"; not "table", "needed", "published".
    if re.search(r"[^aeiouyl]e$|[aeiouy]le$", word) and count > 1:
        count -= 1
    elif re.search(r"[^aeioutd]ed$", word) and count > 1:
        count -= 1
    elif re.search(r"[^aeiouysxzcgh]es$", word) and not word.endswith("les") and count > 1:
        count -= 1
    return max(count, 1)


def words(text):
    return re.findall(r"[A-Za-z’]+|\d+", text)


def sentences(text):
    return [s for s in re.split(r"(?<=[.?!])\s+|\n+", text) if words(s)]


def grade(texts):
    """The Flesch-Kincaid grade of several texts together."""
    n_sentences = sum(len(sentences(t)) for t in texts)
    all_words = [w for t in texts for w in words(t)]
    n_syllables = sum(syllables(w) for w in all_words)
    return 0.39 * len(all_words) / n_sentences + 11.8 * n_syllables / len(all_words) - 15.59


def strings():
    """What src/support says to people, as xgettext finds it, with its places filled."""
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "doorstep.pot")
        problems = list(lint.extract(ROOT, template))
        if problems:
            raise SystemExit("\n".join(problems))
        with open(template, encoding="utf-8") as file:
            blocks = file.read().split("\n\n")[1:]
    for block in blocks:
        if not re.search(r"^#: src/support/", block, re.MULTILINE):
            continue
        for entry in re.findall(r'^msgid(?:_plural)? ((?:"[^\n]*"\n?)+)', block, re.MULTILINE):
            text = "".join(re.findall(r'"(.*)"', entry)).replace("\\n", "\n")
            for pattern, filling in FILLED:
                text = re.sub(pattern, filling, text)
            yield text


def check_counter():
    known = {
        "a": 1, "the": 1, "made": 1, "maker": 2, "updates": 2, "security": 4, "device": 2,
        "stored": 1, "needed": 2, "published": 2, "problem": 2, "table": 2, "people": 2,
        "ended": 2, "promised": 2, "used": 1, "phones": 1, "pages": 2, "apps": 1, "router": 2,
        "computer": 3, "information": 4, "sources": 2, "while": 1, "smile": 1, "years": 1,
    }
    wrong = {w: syllables(w) for w, n in known.items() if syllables(w) != n}
    return [f"{word} counts as {n}" for word, n in wrong.items()]


def check_formula():
    """The two examples that are given everywhere: grades -1.4 and 11.3."""
    easy = grade(["The cat sat on the mat."])
    hard = grade(["The Australian platypus is seemingly a hybrid of a mammal and reptilian "
                  "creature."])
    if not (abs(easy + 1.45) < 0.01 and abs(hard - 11.3) < 1):
        return [f"an easy sentence has grade {easy:.1f}, a hard one {hard:.1f}"]
    return []


def is_line(text):
    """Whether a string is more than a title or a name, which make everything easier."""
    return len(words(text)) > 6


def check_grade(texts):
    average = grade(texts)
    return [f"the grade is {average:.2f}, above {GRADE}"] if average > GRADE else []


def check_worst(texts):
    hard = [t for t in texts if is_line(t) and grade([t]) > WORST]
    return [f"grade {grade([t]):.1f}: {t}" for t in hard]


def check_jargon(texts):
    return [f"“{w}” in: {t}" for t in texts for w in lint.JARGON.findall(t)]


def main():
    texts = list(strings())
    lines = [t for t in texts if is_line(t)]
    checks = [
        ("syllables of known words", check_counter()),
        ("the formula tells easy from hard", check_formula()),
        ("there is something to read", [] if len(texts) > 50 else [f"{len(texts)} strings"]),
        (f"all strings are of grade {grade(texts):.2f}", check_grade(texts)),
        (f"those that are whole lines are of grade {grade(lines):.2f}", check_grade(lines)),
        (f"no string is above grade {WORST}", check_worst(texts)),
        ("no word that the house does not use", check_jargon(texts)),
    ]
    print(f"TAP version 14\n1..{len(checks)}")
    failed = False
    for number, (name, problems) in enumerate(checks, 1):
        for problem in problems:
            print("# " + problem.replace("\n", "\n# "))
        print(f"{'not ok' if problems else 'ok'} {number} {name}")
        failed = failed or bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
