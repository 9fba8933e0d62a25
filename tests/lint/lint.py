#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that a program can check.

lint.py FOLDER CHECK prints one line a problem and TAP; "lint.py FOLDER" names
the checks. Each check is a function that yields its problems.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

APP_ID = "io.github.doorstep.Doorstep"
SKIP_FOLDERS = {".git", "_build", ".flatpak-builder", "node_modules", "__pycache__", "corpus"}
CODE = (".c", ".h")
SOURCES = CODE + (".py", ".sh", ".js", ".blp", ".css", ".xml", ".desktop.in", ".xml.in", ".options")

# A floor includes from itself and from what is named here.
BELOW = {
    "core": set(),
    "storage": {"core"},
    "trust": {"core"},
    "discovery": {"core"},
    "support": {"core", "trust"},
    "catalogue": {"core", "support"},
    "drivers": {"core", "trust", "discovery", "support"},
    "home": {"core", "storage", "trust", "discovery", "support", "drivers"},
    "cli": {"core", "home"},
    "app": {"core", "home"},
}
# What the windows and the command line may know of the floors below home:
# values, and how to wipe a typed one; nothing else that does anything.
VALUES = {
    "drivers/ds-driver.h", "drivers/ds-facts.h", "support/ds-advice.h", "support/ds-answer.h",
    "support/ds-claim-text.h", "support/ds-claim.h", "support/ds-inquiry.h",
    "support/ds-notice.h", "support/ds-product.h", "support/ds-today.h",
    "support/ds-verdict.h", "trust/ds-crypto.h", "trust/ds-secret.h",
}

# What core/ds-future.h wraps.
AWAITS = {"dex_await"} | {
    f"dex_await_{kind}"
    for kind in "boolean boxed fd int int64 object pointer string uint variant".split()
}

# Languages without a string that is left untranslated.
WHOLE = {"de"}
# Words that the house does not use towards people, and one that promises too much.
JARGON = re.compile(
    r"\b(firmware|pair(?:ed|ing)|credentials?|mDNS|Bonjour|vulnerab\w+|safe(?:ly|ty)?|accessor(?:y|ies)"
    r"|EOL|CVE|patch\w*|provision\w*|complian\w+)\b",
    re.IGNORECASE,
)

MAX_FILE = 800
MAX_FUNCTION = 80


def files(root, *endings):
    """Every file of the project, by git where it is there, else by walking."""
    names = []
    git = subprocess.run(
        ["git", "-C", root, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True
    )
    if git.returncode == 0:
        names = git.stdout.split("\n")
    else:
        for folder, folders, found in os.walk(root):
            folders[:] = [f for f in folders if f not in SKIP_FOLDERS]
            names += [os.path.relpath(os.path.join(folder, f), root) for f in found]
    for name in sorted(names):
        skipped = SKIP_FOLDERS & set(name.split("/"))
        if name.endswith(endings or ("",)) and not skipped and os.path.isfile(os.path.join(root, name)):
            yield name


def read(root, name):
    with open(os.path.join(root, name), encoding="utf-8", errors="replace") as file:
        return file.read()


def lines(root, name):
    return enumerate(read(root, name).split("\n"), 1)


def strip_comments(text):
    """The same lines without what is in C comments."""
    return re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), text, flags=re.DOTALL)


def scripts(root):
    for name in files(root):
        first = read(root, name).split("\n", 1)[0]
        if name.endswith(".sh") or re.match(r"#!.*\b(ba)?sh\b", first):
            yield name


def run(root, *command):
    """What a checking program complains about."""
    if shutil.which(command[0]) is None:
        yield f"{command[0]} is not installed"
        return
    result = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if result.returncode != 0:
        yield (result.stdout + result.stderr).strip() or f"{command[0]} says no"


def check_floors(root):
    """A floor includes only from the floors below it, and GTK only in the app."""
    for name in files(root, *CODE):
        parts = name.split("/")
        if parts[0] != "src" or parts[1] not in BELOW:
            continue
        floor = parts[1]
        for number, line in lines(root, name):
            if floor != "app" and re.match(r"\s*#\s*include\s*<(gtk|gdk|gsk|adwaita|graphene)", line):
                yield f"{name}:{number}: GTK below the app"
            include = re.match(r'\s*#\s*include\s*"((\w+)/[^"]+)"', line)
            if include is None or include[2] not in BELOW or include[2] == floor:
                continue
            allowed = include[2] in BELOW[floor]
            if floor in ("app", "cli"):
                allowed = allowed or include[1] in VALUES
            if not allowed:
                yield f"{name}:{number}: {floor} includes {include[1]}"


def check_fibers(root):
    """Fibers are spawned and await through core/ds-future.h, which says why."""
    for name in files(root, ".c"):
        if not name.startswith("src/") or name == "src/core/ds-future.c":
            continue
        text = strip_comments(read(root, name))
        if "dex_scheduler_spawn" in text:
            yield f"{name}: spawns a fiber of its own"
        if re.search(r"\bdex_await", text) and 'ds-future.h"' not in text:
            yield f"{name}: awaits without ds-future.h"
        for function in sorted(set(re.findall(r"\b(dex_await\w*)\s*\(", text)) - AWAITS):
            yield f"{name}: ds-future.h does not know {function}"


def check_licence(root):
    """Every source file begins with who wrote it and its licence."""
    for name in files(root):
        head = read(root, name)[:600]
        wanted = name.endswith(SOURCES) or os.path.basename(name) == "meson.build"
        if head and (wanted or head.startswith("#!")) and (
            "SPDX-FileCopyrightText:" not in head or "SPDX-License-Identifier:" not in head
        ):
            yield f"{name}: no SPDX lines"


def check_size(root):
    """No file and no function longer than a reader can keep in mind."""
    for name in files(root, *CODE, ".py", ".js", ".blp", ".sh"):
        text = read(root, name).split("\n")
        if len(text) - 1 > MAX_FILE:
            yield f"{name}: {len(text) - 1} lines, more than {MAX_FILE}"
        begin = None
        for number, line in enumerate(text, 1):
            if name.endswith(".c") and line == "{":
                begin = number
            elif line == "}" and begin is not None:
                if number - begin + 1 > MAX_FUNCTION:
                    yield f"{name}:{begin}: a function of {number - begin + 1} lines"
                begin = None


def check_words(root):
    """Nothing is left for later."""
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|HA" + r"CK|not imple" + r"mented)\b")
    for name in files(root, *SOURCES, "meson.build", ".md"):
        for number, line in lines(root, name):
            found = words.search(line)
            if found:
                yield f"{name}:{number}: {found[0]}"


def check_secrets(root):
    """No secret goes to a log, an error, an argument or the settings."""
    sinks = r"g_(debug|info|message|warning|critical|error|print|printerr|log|log_structured|set_error\w*|error_new\w*|settings_set_\w+|subprocess_\w+|spawn_\w+|setenv)|printf|fprintf|dex_future_new_reject"
    sources = re.compile(r"ds_secret_get_(text|data)|ds_credential_to_text|->(private_key|password|setup_code|secret)\b")
    calls = re.compile(r"\b(?:" + sinks + r")\s*\((.*?)\)\s*;", re.DOTALL)
    for name in files(root, ".c"):
        if not name.startswith("src/"):
            continue
        text = strip_comments(read(root, name))
        for call in calls.finditer(text):
            if sources.search(call[0]):
                yield f"{name}:{text[:call.start()].count(chr(10)) + 1}: a secret may be shown"
        if re.search(r"\{\s*\"(setup-)?(code|password|pin)\"\s*,[^}]*G_OPTION_ARG_STRING", text):
            yield f"{name}: a secret on the command line"


def check_potfiles(root):
    """Every file with words for people is in po/POTFILES.in, and no other."""
    listed = [l for l in read(root, "po/POTFILES.in").split("\n") if l and not l.startswith("#")]
    marked = re.compile(r"(?<![\w])(_|N_|C_|NC_|ngettext|dngettext|dpgettext\w*|g_dngettext)\s*\(\s*(\"|\w)")
    have = []
    for name in files(root, ".c", ".h", ".blp"):
        if name.startswith("src/") and marked.search(strip_comments(read(root, name))):
            have.append(name)
    for name in files(root, ".desktop.in", ".gschema.xml", ".metainfo.xml.in"):
        have.append(name)
    for name in files(root, ".ui"):
        if name.startswith("src/") and 'translatable="yes"' in read(root, name):
            have.append(name)
    for name in sorted(set(have) - set(listed)):
        yield f"po/POTFILES.in: {name} is missing"
    for name in sorted(set(listed) - set(have)):
        yield f"po/POTFILES.in: {name} has no strings or is not there"
    if listed != sorted(set(listed)):
        yield "po/POTFILES.in: not in order"


def extract(root, template):
    """Writes every string that is to be translated, as the build would."""
    yield from run(
        root, "xgettext", "--from-code=UTF-8", "--files-from=po/POTFILES.in", "--no-wrap",
        "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
        "--add-comments=Translators", "--force-po", f"--output={template}",
    )


def check_languages(root):
    """Every translation is in po/LINGUAS and fits; those that are kept whole are."""
    listed = [l for l in read(root, "po/LINGUAS").split("\n") if l and not l.startswith("#")]
    there = [os.path.basename(n)[:-3] for n in files(root, ".po")]
    for language in sorted(set(listed) ^ set(there)):
        yield f"po/LINGUAS and the .po files differ: {language}"
    for language in there:
        yield from run(root, "msgfmt", "--check", "--output-file=/dev/null", f"po/{language}.po")
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "doorstep.pot")
        for language in sorted(WHOLE & set(there)):
            yield from extract(root, template)
            yield from run(root, "msgcmp", f"po/{language}.po", template)


def entries(template):
    """The line, the comments and the string of each entry."""
    with open(template, encoding="utf-8") as file:
        for block in file.read().split("\n\n")[1:]:
            place = re.search(r"^#: (\S+)", block, re.MULTILINE)
            text = " ".join(re.findall(r'^(?:msgid(?:_plural)? )?"(.*)"$', block, re.MULTILINE))
            yield place[1] if place else "po", "#. Translators" in block, text


def check_strings(root):
    """What a person reads is plain, well set and explained to translators."""
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "doorstep.pot")
        yield from extract(root, template)
        for place, explained, text in entries(template):
            if re.search(r"%(\d\$)?s", text) and not explained:
                yield f"{place}: no “Translators:” comment says what %s stands for"
            if re.search(r"\.\.\.|[\w ]'|\\\"", text):
                yield f"{place}: not … ’ “ ”: {text}"
            for word in JARGON.findall(text):
                yield f"{place}: “{word}” is no word for everyone: {text}"


def check_markup(root):
    """No row takes a name for markup, which libadwaita's do unless they are told."""
    for name in files(root, ".c", ".blp"):
        if not name.startswith("src/app/"):
            continue
        made = r"(?=\bAdw\.\w*Row\b)" if name.endswith(".blp") else r"\n}\n"
        for part in re.split(made, strip_comments(read(root, name))):
            row = re.search(r"\bAdw\.\w*Row\b|\badw_(\w+_)?row_new \(\)", part)
            # add_row() of a group does it for all of its rows.
            helped = row and re.search(r"add_row \(self, $", part[: row.start()])
            if row and not helped and not re.search(r"use.markup\b.*\b(false|FALSE)\b", part):
                yield f"{name}: {row[0]} without “use-markup” set to false"


def check_blueprint(root):
    """Blueprint files are as blueprint-compiler would write them."""
    names = list(files(root, ".blp"))
    if names:
        yield from run(root, "blueprint-compiler", "format", *names)


def check_shell(root):
    """shellcheck finds nothing in the scripts."""
    names = list(scripts(root))
    if not names:
        yield "there are no scripts, not even dev"
    else:
        yield from run(root, "shellcheck", "--external-sources", "--source-path=SCRIPTDIR", *names)


def with_copy(root, name, copy, *command):
    """Runs a check on a file that is only right under its installed name."""
    if not os.path.isfile(os.path.join(root, name)):
        yield f"{name} is not there"
        return
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, copy)
        shutil.copy(os.path.join(root, name), path)
        yield from run(folder, *command, path)


def check_desktop(root):
    """The desktop file is right."""
    yield from with_copy(root, f"data/{APP_ID}.desktop.in", f"{APP_ID}.desktop", "desktop-file-validate")


def check_metainfo(root):
    """The description for software centres is right."""
    yield from with_copy(
        root, f"data/{APP_ID}.metainfo.xml.in", f"{APP_ID}.metainfo.xml",
        "appstreamcli", "validate", "--no-net", "--explain",
    )


def check_schema(root):
    """The settings' schema is right."""
    if not os.path.isfile(os.path.join(root, f"data/{APP_ID}.gschema.xml")):
        yield f"data/{APP_ID}.gschema.xml is not there"
    else:
        yield from run(root, "glib-compile-schemas", "--strict", "--dry-run", "data")


def check_catalogue(root):
    """The catalogue is right, and its texts are in plain words."""
    yield from run(root, os.path.join(root, "data/catalogue/check.py"))
    for name in files(root, ".json"):
        if not name.startswith("data/catalogue/"):
            continue
        for number, line in lines(root, name):
            text = re.match(r'\s*"en": "(.*)"', line)
            for word in JARGON.findall(text[1]) if text else []:
                yield f"{name}:{number}: “{word}” is no word for everyone"


CHECKS = {name[6:]: check for name, check in sorted(globals().items()) if name.startswith("check_")}


def main():
    if len(sys.argv) == 2:
        print("\n".join(CHECKS))
        return 0
    root, name = sys.argv[1:]
    problems = list(CHECKS[name](root))
    print("TAP version 14\n1..1")
    for problem in problems:
        print("# " + problem.replace("\n", "\n# "))
    print(f"{'not ok' if problems else 'ok'} 1 {name}: {CHECKS[name].__doc__}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
