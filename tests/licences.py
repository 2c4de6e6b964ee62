"""`make licences`: every installed package with its version and licence, as its own metadata state it."""

from __future__ import annotations

from importlib.metadata import Distribution, distributions


def licence(found: Distribution) -> str:
    """The SPDX expression, else the classifiers, else the first line of the licence field."""
    data = found.metadata
    if stated := data.get("License-Expression"):
        return stated
    classified = [value.split(" :: ")[-1] for value in data.get_all("Classifier", []) if value.startswith("License")]
    first = (data.get("License") or "not stated").strip().splitlines()
    return " / ".join(classified) or (first[0] if first else "not stated")


def main() -> None:
    for found in sorted(distributions(), key=lambda d: d.name.casefold()):
        print(f"{found.name} {found.version}: {licence(found)}")


if __name__ == "__main__":
    main()
