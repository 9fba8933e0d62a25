#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue's checker finds what an editor's slip or a bad source brings in."""

import copy
import datetime
import json
import os
import shutil
import sys
import tempfile

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data/catalogue")
sys.path.insert(0, FOLDER)
sys.dont_write_bytecode = True
import check  # noqa: E402

TODAY = datetime.date(2026, 11, 22)
GOOD = {
    "$schema": "schema.json",
    "maker": "Hausgerät",
    "match": {"homekit": ["HG*"], "matter_vendors": ["0xFFF1"]},
    "sources": {
        "page": {
            "publisher": "Hausgerät", "url": "https://example.org/support", "reach": "direct",
            "stated": "2026-02", "read": "2026-11-21", "checked": "2026-11-21",
        }
    },
    "policies": {"all": {"rule": {"years": 5, "from": "launch"}, "at_least": True, "source": "page"}},
    "contacts": [{"report": "mailto:help@example.org", "source": "page"}],
    "products": [
        {
            "model": "Lamp 1", "kind": "lamp", "match": {"matter": ["0xFFF1:0x0001"]},
            "general_availability": "2024-02-29", "dates_source": "page", "support": ["all"],
            "reset": [{"steps": [{"en": "Press the button.", "de": "Den Knopf drücken."}], "source": "page"}],
        },
        {
            "model": "Lamp 2", "kind": "lamp",
            "support": [{"end_of_security_support": "2030-05", "at_least": True, "source": "page"}],
        },
    ],
}


def product(number, **members):
    """What to do to a maker so that a product has other members."""
    return lambda maker: maker["products"][number].update(members)


def claim(**members):
    return product(1, support=[{"source": "page", **members}])


def source(**members):
    return lambda maker: maker["sources"]["page"].update(members)


def maker(**members):
    return lambda maker: maker.update(members)


# What is wrong, how it came so, and a piece of what the checker says.
BAD = [
    ("a day that does not exist", claim(end_of_security_support="2027-02-29"), "no day 2027-02-29"),
    ("a month that does not exist", claim(end_of_security_support="2027-13"), "no day 2027-13"),
    ("a date in another order", claim(end_of_security_support="31.12.2027"), "is not valid"),
    ("a page read tomorrow", source(read="2026-11-23"), "has not come yet"),
    ("a page checked tomorrow", source(checked="2026-11-23"), "has not come yet"),
    ("a link without encryption", source(url="http://example.org/"), "does not match"),
    ("a link that runs something", source(url="javascript:alert(1)"), "does not match"),
    ("a link with a name and a password", source(url="https://me:pw@example.org/"), "does not match"),
    ("a contact that is no address", maker(contacts=[{"report": "help", "source": "page"}]), "is not valid"),
    ("a source that is not there", claim(end_of_security_support="tba", source="none"), "no source “none”"),
    ("a source that nothing is from", lambda m: m["sources"].update(other=m["sources"]["page"]), "nothing is from there"),
    ("a policy that is not there", product(1, support=["none"]), "no policy “none”"),
    ("a claim without a source", product(1, support=[{"end_of_security_support": "2030-05"}]), "is not valid"),
    ("a source without “checked”", lambda m: m["sources"]["page"].pop("checked"), "'checked' is a required"),
    ("a date and a rule in one claim", claim(end_of_security_support="2030-05", rule={"years": 2, "from": "purchase"}), "is not valid"),
    ("support for ever", claim(end_of_security_support="never"), "is not valid"),
    ("support for a hundred years", claim(rule={"years": 100, "from": "purchase"}), "is not valid"),
    ("a product twice", product(1, model="LÁMP-1"), "“lamp1” leads to"),
    ("a Matter number twice", product(1, match={"matter": ["0xFFF1:0x0001"]}), "leads to"),
    ("a HomeKit model twice", product(1, match={"homekit": ["hg*"]}), "leads to"),
    ("a number that is none", maker(match={"matter_vendors": ["FFF1"]}), "does not match"),
    ("two dates that disagree", product(1, support=[
        {"end_of_security_support": "2030-05", "source": "page"},
        {"end_of_security_support": "2031-05", "source": "page"}]), "2030-05 and at 2031-05"),
    ("an end before what a rule promises", product(0, support=[
        "all", {"end_of_security_support": "2028-12-31", "source": "page"}]),
     "promised until 2029-02-28 and ends at 2028-12-31"),
    ("a rule that leads elsewhere than a date", product(0, support=[
        {"rule": {"years": 4, "from": "launch"}, "source": "page"},
        {"end_of_security_support": "2028-03", "source": "page"}, "all"]), "ends at 2028-02-29 and at 2028-03"),
    ("a rule, and no date", product(1, support=["all", {"end_of_security_support": "tba", "source": "page"}]), "has none"),
    ("sold out before it was sold", product(0, end_of_sales="2023-01-01"), "before it was first sold"),
    ("steps without German", product(1, reset=[{"steps": [{"en": "Press."}], "source": "page"}]), "not in de"),
    ("steps without English", product(1, reset=[{"steps": [{"de": "Drücken."}], "source": "page"}]), "'en' is a required"),
    ("signs that turn the text around", product(1, model="Lamp \u202e2"), "cannot be seen"),
    ("a kind that is none", product(1, kind="toaster"), "is not one of"),
    ("a member that is none", product(1, colour="red"), "Additional properties"),
]


def look(folder, texts):
    for name, text in texts.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return check.check_all(folder, TODAY)[0]


def cases():
    """The name of each test, and what went wrong in it or None."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(os.path.join(FOLDER, "schema.json"), folder)
        problems = look(folder, {"a.json": json.dumps(GOOD)})
        yield "a good file", None if not problems else str(problems)
        for name, change, expected in BAD:
            wrong = copy.deepcopy(GOOD)
            change(wrong)
            problems = look(folder, {"a.json": json.dumps(wrong)})
            yield name, None if any(expected in p for p in problems) else f"says {problems}"
        problems = look(folder, {"a.json": json.dumps(GOOD), "b.json": json.dumps(GOOD)})
        yield "a maker twice", None if any("maker “hausgerat”" in p for p in problems) else f"says {problems}"
        os.remove(os.path.join(folder, "b.json"))
        problems = look(folder, {"a.json": json.dumps(GOOD)[:-9]})
        yield "a file that was cut off", None if len(problems) == 1 else f"says {problems}"


def main():
    results = list(cases())
    print(f"TAP version 14\n1..{len(results)}")
    for number, (name, problem) in enumerate(results, 1):
        if problem:
            print("# " + problem)
        print(f"{'not ok' if problem else 'ok'} {number} {name}")
    return 1 if any(problem for _, problem in results) else 0


if __name__ == "__main__":
    sys.exit(main())
