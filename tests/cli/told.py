# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What doorstepctl tells, held against its schema."""

import json
import re

import jsonschema


class Schema:
    def __init__(self, path):
        with open(path, encoding='utf-8') as file:
            self.schema = json.load(file)

    def check(self, what, name):
        """The document that was printed, which is one of what the schema calls so."""
        document = json.loads(what)
        jsonschema.Draft202012Validator(
            {'$schema': self.schema['$schema'], '$ref': f'#/$defs/{name}',
             '$defs': self.schema['$defs']},
            format_checker=jsonschema.FormatChecker()).validate(document)
        return document


def without_sanitizer(text):
    """Of a build with the address sanitizer, which fibers make talk."""
    return re.sub('.*ASan doesn\'t fully support makecontext.*\n', '', text)
