"""What `make setup` installs."""

from __future__ import annotations

from importlib.metadata import distributions

from packaging.specifiers import SpecifierSet
from tests.site.run import ROOT

OLDEST = "3.11.2"  # Debian 12's, the oldest Python that `.ci/run` meets


def test_every_pinned_version_installs_with_the_oldest_python() -> None:
    pins = {line for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line}
    asks = {
        f"{found.name.lower().replace('_', '-')}=={found.version}": found.metadata.get("Requires-Python") or ""
        for found in distributions()
    }
    known = {pin.lower().replace("_", "-") for pin in pins} & asks.keys()
    assert len(known) > 50
    assert [
        f"{pin} asks for Python {asks[pin]}" for pin in sorted(known) if OLDEST not in SpecifierSet(asks[pin])
    ] == []
