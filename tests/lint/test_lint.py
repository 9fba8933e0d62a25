#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check finds what it is for, and leaves a good file alone."""

import os
import sys
import tempfile

import lint

SPDX = "SPDX-FileCopyrightText: x\n# SPDX-License-Identifier: GPL-3.0-or-later\n"
APP = f"data/{lint.APP_ID}"
DESKTOP = "[Desktop Entry]\nType=Application\nName=x\nExec=x\nCategories=Settings;\n"
GOOD_SCHEMA = """<schemalist><schema id="a.b" path="/a/b/"><key name="k" type="b">
<default>true</default></key></schema></schemalist>"""

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
SPEAKS = {
    "po/LINGUAS": "de\n",
    "po/POTFILES.in": "src/a.c\n",
    "src/a.c": '/* Translators: %s is a name */\n_("Go %s")\n',
}

CATALOGUE = {"data/catalogue/check.py": "#!/bin/sh\nexit 0\n"}

# check, file, content: a problem or (GOOD) none.
BAD = [
    ("floors", {"src/core/a.c": '#include "home/ds-home.h"\n'}),
    ("floors", {"src/core/a.h": '#include "storage/ds-storage.h"\n'}),
    ("floors", {"src/home/a.c": "#include <gtk/gtk.h>\n"}),
    ("floors", {"src/cli/a.c": "# include <adwaita.h>\n"}),
    ("floors", {"src/app/a.c": '#include "storage/ds-storage.h"\n'}),
    ("floors", {"src/home/a.c": '#include "app/ds-window.h"\n'}),
    ("fibers", {"src/home/a.c": "dex_await (f, NULL);\n"}),
    ("fibers", {"src/home/a.c": '#include "core/ds-future.h"\ndex_await_enum (f, NULL);\n'}),
    ("fibers", {"src/home/a.c": "dex_scheduler_spawn (NULL, 0, f, NULL, NULL);\n"}),
    ("licence", {"src/core/a.c": "int a;\n"}),
    ("licence", {"src/core/meson.build": "a = 1\n"}),
    ("licence", {"tool": "#!/bin/sh\n# SPDX-License-Identifier: GPL-3.0-or-later\n"}),
    ("size", {"src/core/a.c": "int a;\n" * 801}),
    ("size", {"src/core/a.c": "int\na (void)\n{\n" + "  b ();\n" * 79 + "}\n"}),
    ("markup", {"src/app/a.c": "x (void)\n{\n  row = adw_action_row_new ();\n}\n"}),
    ("markup", {"src/app/a.c": "x (void)\n{\n  adw_preferences_row_set_use_markup (row, FALSE);\n}\n"
                               "y (void)\n{\n  row = adw_switch_row_new ();\n}\n"}),
    ("markup", {"src/app/a.blp": "Adw.ActionRow a {\n  use-markup: false;\n}\nAdw.EntryRow b {\n}\n"}),
    ("words", {"src/core/a.c": "/* TO" "DO: later */\n"}),
    ("words", {"dev.sh": "# FIX" "ME\n"}),
    ("secrets", {"src/core/a.c": 'g_debug ("%s",\n  ds_secret_get_text (code));\n'}),
    ("secrets", {"src/cli/a.c": '{ "code", 0, 0, G_OPTION_ARG_STRING, &code, NULL, NULL },\n'}),
    ("potfiles", {"po/POTFILES.in": "", "src/core/a.c": '_("Hello")\n'}),
    ("potfiles", {"po/POTFILES.in": "", "src/app/a.blp": 'label: _("Hello");\n'}),
    ("potfiles", {"po/POTFILES.in": "src/core/gone.c\n"}),
    ("potfiles", {"po/POTFILES.in": "", APP + ".desktop.in": "Name=x\n"}),
    ("potfiles", {"po/POTFILES.in": "src/b.c\nsrc/a.c\n", "src/a.c": '_("a")', "src/b.c": '_("b")'}),
    ("languages", {"po/LINGUAS": "de\n"}),
    ("languages", {"po/LINGUAS": "", "po/de.po": ""}),
    ("languages", {"po/LINGUAS": "de\n", "po/de.po": 'msgid "%d"\nmsgstr\n'}),
    ("languages", {**SPEAKS, "po/de.po": PO}),
    ("languages", {**SPEAKS, "po/de.po": PO + 'msgid "Go %s"\nmsgstr ""\n'}),
    ("languages", {**SPEAKS, "po/de.po": PO + '#, fuzzy\nmsgid "Go %s"\nmsgstr "Geh %s"\n'}),
    ("languages", {**SPEAKS, "po/de.po": PO + '#, c-format\nmsgid "Go %s"\nmsgstr "Geh %d"\n'}),
    ("strings", {**SPEAKS, "src/a.c": '_("Go %s")'}),
    ("strings", {**SPEAKS, "src/a.c": '_("Go...")'}),
    ("strings", {**SPEAKS, "src/a.c": '_("It\'s gone")'}),
    ("strings", {**SPEAKS, "src/a.c": '_("Update the firmware")'}),
    ("strings", {**SPEAKS, "src/a.c": '_("The device is safe now")'}),
    ("blueprint", {"src/app/a.blp": "using Gtk 4.0;\nLabel {  label: 'x';}\n"}),
    ("shell", {"dev": "#!/bin/sh\ncd $1\n"}),
    ("shell", {"README": "no script\n"}),
    ("desktop", {"README": "no desktop file\n"}),
    ("desktop", {APP + ".desktop.in": "[Desktop Entry]\nType=Nothing\nName=x\n"}),
    ("metainfo", {"README": "no metainfo\n"}),
    ("metainfo", {APP + ".metainfo.xml.in": "<component><id>x</id></component>\n"}),
    ("catalogue", {"README": "no catalogue\n"}),
    ("catalogue", {**CATALOGUE, "data/catalogue/a.json": '{\n "en": "Begin pairing."\n}\n'}),
    ("schema", {"README": "no schema\n"}),
    ("schema", {APP + ".gschema.xml": GOOD_SCHEMA.replace("true", "maybe")}),
]
GOOD = [
    ("floors", {"src/home/a.c": '#include "core/ds-error.h"\n#include "ds-home.h"\n'}),
    ("floors", {"src/app/a.c": '#include <gtk/gtk.h>\n#include "drivers/ds-facts.h"\n'}),
    ("fibers", {"src/home/a.c": '#include "core/ds-future.h"\ndex_await (f, NULL);\n'}),
    ("licence", {"src/core/a.c": "/* " + SPDX + " */\n", "picture.txt": "x\n"}),
    ("size", {"src/core/a.c": "int\na (void)\n{\n" + "  b ();\n" * 78 + "}\n"}),
    ("markup", {"src/app/a.c": "  add_row (self, adw_action_row_new (), title);\n",
                "src/app/a.blp": "Adw.ActionRow a {\n  use-markup: false;\n}\n"}),
    ("words", {"src/core/a.c": "DS_STEP_TODO\n"}),
    ("secrets", {"src/core/a.c": 'g_debug ("Stored");\nx = ds_secret_get_text (code);\n'}),
    ("potfiles", {"po/POTFILES.in": "src/a.c\n", "src/a.c": '_("a")', "src/b.c": '/* _("b") */ do_ ("c")'}),
    ("languages", {"po/LINGUAS": "# none\n"}),
    ("languages", {**SPEAKS, "po/de.po": PO + 'msgid "Go %s"\nmsgstr "Geh %s"\n'}),
    ("languages", {**SPEAKS, "po/LINGUAS": "nl\n", "po/nl.po": PO}),
    ("strings", SPEAKS),
    ("blueprint", {"src/app/a.blp": "using Gtk 4.0;\n\nLabel {\n  label: 'x';\n}\n"}),
    ("shell", {"dev": '#!/bin/sh\ncd "$1" || exit\n'}),
    ("desktop", {APP + ".desktop.in": DESKTOP}),
    ("catalogue", {**CATALOGUE, "data/catalogue/a.json": '{\n "en": "Press it."\n}\n'}),
    ("schema", {APP + ".gschema.xml": GOOD_SCHEMA}),
]


def problems_in(check, tree):
    with tempfile.TemporaryDirectory() as root:
        for name, content in tree.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(content)
            os.chmod(path, 0o755 if content.startswith("#!") else 0o644)
        return list(lint.CHECKS[check](root))


def main():
    failed = 0
    cases = [(c, t, True) for c, t in BAD] + [(c, t, False) for c, t in GOOD]
    unchecked = set(lint.CHECKS) - {c for c, _ in BAD}
    print(f"TAP version 14\n1..{len(cases) + 1}")
    for number, (check, tree, bad) in enumerate(cases, 1):
        problems = problems_in(check, tree)
        right = bool(problems) == bad
        failed += not right
        print(f"{'ok' if right else 'not ok'} {number} {check} {'finds' if bad else 'accepts'} {' '.join(tree)}")
        if not right:
            print("# " + "\n# ".join("\n".join(problems).split("\n")))
    print(f"{'not ok' if unchecked else 'ok'} {len(cases) + 1} every check was seen to fail")
    return 1 if failed or unchecked else 0


if __name__ == "__main__":
    sys.exit(main())
