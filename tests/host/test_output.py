"""What a build takes over from the site that stands, and what it makes anew."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from newsdesk.host.output import Output, PageKeys

PAGES = {"": '<p id="top">Home</p>', "people/ada/": '<p id="p1">Ada</p>'}


def built(place: Path, pages: Mapping[str, str], kept: PageKeys, spare: Path | None = None) -> Output:
    """A build that knows each page by its text; not yet published."""
    output = Output(place, kept, spare)
    for address, html in pages.items():
        if not output.keep(address, html):
            output.write(address, html, html.encode())
    return output


def test_a_page_that_is_known_is_the_same_file(tmp_path: Path) -> None:
    first = built(tmp_path / "site", PAGES, {})
    first.publish()
    home, ada = tmp_path / "site" / "index.html", tmp_path / "site" / "people" / "ada" / "index.html"
    before = home.stat(), ada.stat()
    second = built(tmp_path / "site", {**PAGES, "people/ada/": '<p id="p1">Ada B.</p>'}, first.pages)
    assert second.taken_over == {""}
    assert ada.read_text() == PAGES["people/ada/"], "the site stands as it was until the new one is whole"
    second.publish()
    second.drop()
    assert (home.stat().st_ino, home.stat().st_mtime_ns) == (before[0].st_ino, before[0].st_mtime_ns)
    assert ada.stat().st_ino != before[1].st_ino and "Ada B." in ada.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_page_that_somebody_touched_is_made_anew(tmp_path: Path) -> None:
    first = built(tmp_path / "site", PAGES, {})
    first.publish()
    home = tmp_path / "site" / "index.html"
    os.utime(home, ns=(5, 5))
    home.with_name("people").joinpath("ada", "index.html").unlink()
    second = built(tmp_path / "site", PAGES, first.pages)
    assert second.taken_over == set()
    second.publish()
    assert home.read_text() == PAGES[""]


def test_a_page_without_a_key_is_never_known(tmp_path: Path) -> None:
    output = Output(tmp_path / "site", {})
    output.write("", "", b"<p>Home</p>")
    output.publish()
    assert output.pages == {}


def test_a_page_that_links_to_what_is_gone_is_not_sound(tmp_path: Path) -> None:
    link = '<a href="people/ada/index.html#p%C3%A9">Ada</a>'
    ada = '<p id="pé">Ada</p><template id="card-ada"></template>'
    before = {"": f'<p id="top">Home</p>{link}', "people/ada/": ada, "people/bob/": "<p>Bob</p>"}
    first = built(tmp_path / "site", before, {})
    first.publish()
    for pages, sound in (
        (before, set(before)),
        ({**before, "people/ada/": f'{ada}<p id="p2"></p>', "people/cy/": ""}, {"", "people/bob/"}),
        ({**before, "people/ada/": '<p id="pé">Ada</p>'}, {"", "people/bob/"}),
        ({**before, "people/ada/": '<p id="p2">Ada</p>'}, {"people/bob/"}),
        ({"": before[""], "people/ada/": ada}, set()),
    ):
        output = built(tmp_path / "site", pages, first.pages)
        assert output.sound() == sound
        output.drop()


def test_the_site_before_the_last_is_built_around(tmp_path: Path) -> None:
    """Whatever changes from one site to the next, the new one has its pages and nothing else."""
    place, spare, kept = tmp_path / "site", tmp_path / "cache" / "sites" / "spare", {}
    ada, bob = '<p id="p1">Ada</p>', "<p>Bob</p>"
    sites: list[dict[str, str]] = [
        {"": "1", "people/ada/": ada, "people/bob/": bob},
        {"": "2", "people/ada/": ada, "people/bob/": bob},
        {"": "3", "people/ada/": ada, "people/cy/": "<p>Cy</p>"},
        {"": "3", "people/ada/": "<p>Ada B.</p>", "people/bob/": bob},
        {"": "2", "people/ada/": ada, "people/ada/more/": bob},
        {"": "2", "places/": bob},
        {"people/": "other", "places/": ada},
        sites_end := {"people/": "other", "people/ada/": ada},
    ]
    folders = []
    for pages in sites:
        output = built(place, pages, kept, spare)
        (output.beside / "robots.txt").write_text(pages.get("", "none"))
        if pages is sites_end:
            place.chmod(0o750)
        output.publish()
        output.drop()
        kept = output.pages
        found = {str(path.relative_to(place)): path.read_text() for path in place.rglob("*") if path.is_file()}
        assert found.pop("robots.txt") == pages.get("", "none")
        assert found == {f"{address}index.html": html for address, html in pages.items()}
        assert not [folder for folder in place.rglob("*") if folder.is_dir() and not list(folder.iterdir())]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]
        folders.append((place / "people").stat().st_ino if "people/ada/" in pages else 0)
    assert folders[2] == folders[0] != folders[1] == folders[3], "no folder is made again"
    assert place.stat().st_mode & 0o777 == 0o750


def test_a_build_that_comes_to_nothing_leaves_the_spare(tmp_path: Path) -> None:
    place, spare = tmp_path / "site", tmp_path / "spare"
    kept = {}
    for _ in range(2):
        output = built(place, PAGES, kept, spare)
        output.publish()
        output.drop()
        kept = output.pages
    before = spare.stat().st_ino
    built(place, {"": "new"}, kept, spare).drop()
    assert spare.stat().st_ino == before and (place / "index.html").read_text() == PAGES[""]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "spare"]
