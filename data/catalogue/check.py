#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks through the catalogue: check.py [FOLDER] prints what is wrong in it, and what
it covers.

It holds each maker's file against schema.json and looks for what a schema cannot say:
days that do not exist, references that lead nowhere, the same key for two products,
statements about one product that contradict each other, and texts for no reader.
"""

import collections
import datetime
import json
import os
import re
import sys
import unicodedata

import jsonschema

LANGUAGES = ("en", "de")


def fold(text):
    """What is left of a name when two of them are compared, as ds_product_fold() has it."""
    plain = unicodedata.normalize("NFKD", text.replace("+", "plus")).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if c.isalnum())


def read_day(text):
    """The first day of a month, or the day; raises where there is no such day."""
    return datetime.date.fromisoformat(text if len(text) > 7 else text + "-01")


def walk(value, path=""):
    """Every value with the path to it."""
    yield path, value
    if isinstance(value, dict):
        for name, member in value.items():
            yield from walk(member, f"{path}/{name}")
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from walk(member, f"{path}/{number}")


def check_schema(validator, maker):
    for error in validator.iter_errors(maker):
        yield "/" + "/".join(map(str, error.absolute_path)) + ": " + error.message


def check_days(maker, today):
    """Days exist, and what was read, checked or stated was so in the past."""
    past = ("read", "checked", "stated")
    for path, value in walk(maker):
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value):
            try:
                day = read_day(value)
            except ValueError:
                yield f"{path}: there is no day {value}"
                continue
            if path.rsplit("/", 1)[1] in past and day > today:
                yield f"{path}: {value} has not come yet"


def check_links(maker):
    """Links are https, and contacts that or mail."""
    for path, value in walk(maker):
        if isinstance(value, str) and re.match(r"[a-z][a-z0-9+.-]*:", value):
            name = path.rsplit("/", 1)[1]
            allowed = ("https://", "mailto:") if name in ("report", "contact") else ("https://",)
            if not value.startswith(allowed) and name in ("report", "contact", "policy", "url", "homepage"):
                yield f"{path}: not a link that may be followed: {value}"


def check_references(maker):
    """Each reference leads somewhere, and something leads to each source and policy."""
    used = set()
    for path, value in walk(maker):
        if isinstance(value, str) and path.rsplit("/", 1)[-1] in ("source", "dates_source"):
            used.add(value)
            if value not in maker.get("sources", {}):
                yield f"{path}: there is no source “{value}”"
    for name in sorted(set(maker.get("sources", {})) - used):
        yield f"/sources/{name}: nothing is from there"
    claims = [c for p in [maker, *maker.get("products", [])] for c in p.get("support", [])]
    policies = {c for c in claims if isinstance(c, str)}
    for name in sorted(policies - set(maker.get("policies", {}))):
        yield f"/policies: there is no policy “{name}”"
    for name in sorted(set(maker.get("policies", {})) - policies):
        yield f"/policies/{name}: no product has it"


def check_texts(maker):
    """Steps are there in every language that is kept whole, and are text for people."""
    for path, value in walk(maker):
        if isinstance(value, dict) and "en" in value:
            for language in LANGUAGES:
                if language not in value:
                    yield f"{path}: not in {language}"
        if isinstance(value, str) and (value != value.strip() or any(unicodedata.category(c) in ("Cc", "Cf") for c in value)):
            yield f"{path}: signs that cannot be seen"


def claims_of(maker, product):
    policies = maker.get("policies", {})
    return [policies.get(c, {}) if isinstance(c, str) else c for c in product.get("support", [])]


def says(claim):
    """ended, date, rule or none: what sort of statement it is."""
    if claim.get("ended"):
        return "ended"
    if "rule" in claim:
        return "rule"
    return "none" if claim.get("end_of_security_support") == "tba" else "date"


def end_of(product, claim):
    """The last day that a statement names or that its rule leads to, as it is written; None
    where it depends on a day that is not known."""
    if says(claim) in ("date", "ended"):
        return claim.get("end_of_security_support")
    since = {"launch": "general_availability", "last-sold": "end_of_sales"}
    begin = product.get(since.get(claim.get("rule", {}).get("from")))
    if not begin:
        return None
    year, rest = begin[:4], begin[4:]
    if rest == "-02-29" and claim["rule"]["years"] % 4:
        rest = "-02-28"
    return f"{int(year) + claim['rule']['years']:04}{rest}"


def agrees(one, other):
    """Who knows only the month does not contradict who knows the day."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def check_ends(product, claims):
    """Exact ends are one end, and nobody promises more than that."""
    exact = {end_of(product, c) for c in claims if not c.get("at_least")} - {None}
    promised = {end_of(product, c) for c in claims if c.get("at_least")} - {None}
    if any(not agrees(one, other) for one in exact for other in exact):
        yield f"{product['model']}: support ends at {' and at '.join(sorted(exact))}"
    for promise in sorted(promised):
        for end in sorted(exact):
            if promise > end and not agrees(promise, end):
                yield f"{product['model']}: is promised until {promise} and ends at {end}"


def check_conflicts(maker):
    """Statements about one product do not contradict each other unnoticed."""
    for product in maker.get("products", []):
        claims = [c for c in claims_of(maker, product) if not c.get("contested")]
        kinds = {says(c) for c in claims}
        yield from check_ends(product, claims)
        if "none" in kinds and len(kinds) > 1:
            yield f"{product['model']}: has a date or a rule and has none"
        bought, sold = product.get("general_availability"), product.get("end_of_sales")
        if bought and sold and sold < bought:
            yield f"{product['model']}: was last sold before it was first sold"


def keys_of(maker):
    """What the maker and its products are found by, each with whom it finds."""
    own = maker["maker"]
    for name in {fold(n) for n in [own, *maker.get("names", [])]}:
        yield ("maker", name), own
    for sort, values in maker.get("match", {}).items():
        for value in values:
            yield (sort, fold(value) + "*" * value.endswith("*")), own
    for product in maker.get("products", []):
        match = product.get("match", {})
        title = f"{own} {product['model']}"
        names = {fold(m) + "*" * m.endswith("*") for m in [product["model"], *match.get("models", [])]}
        for name in names:
            yield ("model of " + own, name), title
        for sort in ("homekit", "matter"):
            for value in match.get(sort, []):
                yield (sort, fold(value) + "*" * value.endswith("*")), title


def check_keys(makers):
    """No key leads to two products."""
    found = collections.defaultdict(list)
    for name, maker in makers.items():
        for key, title in keys_of(maker):
            found[key].append(f"{title} ({name})")
    for (sort, key), titles in sorted(found.items()):
        if len(titles) > 1:
            yield f"{sort} “{key}” leads to {' and to '.join(titles)}"


def check_list(folder, names):
    """Each file is in the list of what is compiled."""
    path = os.path.join(folder, "meson.build")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for name in names:
            if f"'{name}'" not in text:
                yield f"meson.build: {name} is missing"


def check_all(folder, today):
    """Every problem, and the makers that could be read."""
    with open(os.path.join(folder, "schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    makers, problems = {}, []
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".json") or name == "schema.json":
            continue
        try:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                maker = json.load(file)
        except ValueError as error:
            problems.append(f"{name}: {error}")
            continue
        wrong = list(check_schema(validator, maker))
        if not wrong:
            makers[name] = maker
            for check in (check_links, check_references, check_texts, check_conflicts):
                wrong += check(maker)
            wrong += check_days(maker, today)
        problems += [f"{name}: {problem}" for problem in wrong]
    problems += list(check_list(folder, makers)) + list(check_keys(makers))
    return problems, makers


def count_coverage(makers):
    """How much is known, as pairs of a sentence and a number."""
    products = [(m, p) for m in makers.values() for p in m.get("products", [])]
    sorts = collections.Counter()
    for maker, product in products:
        found = {says(c) for c in claims_of(maker, product)} or {"nothing"}
        sorts[next(s for s in ("date", "ended", "rule", "none", "nothing") if s in found)] += 1
    sources = [s for m in makers.values() for s in m.get("sources", {}).values()]
    parts = lambda name: sum(len(m.get(name, [])) for m in makers.values())
    in_products = lambda name: sum(len(p.get(name, [])) for _, p in products)
    return [
        ("makers", len(makers)),
        ("products", len(products)),
        ("  with a date ahead or past", sorts["date"]),
        ("  whose support has ended", sorts["ended"]),
        ("  with a rule", sorts["rule"]),
        ("  whose maker publishes no date", sorts["none"]),
        ("  without a statement", sorts["nothing"]),
        ("security contacts", parts("contacts")),
        ("account pages and privacy contacts", parts("accounts")),
        ("ways to erase or reset", in_products("erase") + in_products("reset")),
        ("recalls and advisories", in_products("advisories")),
        ("sources", len(sources)),
        ("  checked against the maker’s page", sum(s["checked"] is not None for s in sources)),
        ("  not yet checked", sum(s["checked"] is None for s in sources)),
    ]


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    problems, makers = check_all(folder, datetime.date.today())
    for what, number in count_coverage(makers):
        print(f"{number:6}  {what}")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
