"""The images that other sites show beside a link to a page (Open Graph): drawn here, of published words only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from io import BytesIO

import font_source_serif_pro as fonts
from PIL import Image, ImageDraw, ImageFont

from newsdesk.exports.encoding import PARTS
from newsdesk.memo.memo import Memo
from newsdesk.pages import addresses, words
from newsdesk.pages.site import Site
from newsdesk.records import Entity, Story

MARGIN = 84
INK, SOFT, PAPER, ACCENT = 0, 6, 14, 15  # four bits: shades from ink to paper, in which letters have soft edges too
COLOURS = {INK: (33, 29, 25), PAPER: (251, 249, 244), ACCENT: (122, 46, 34)}
TITLE_SIZES = (76, 64, 54, 46)  # the first at which a title fits
TITLE_LINES = 5
MISSING = "\uffff"  # a character that no font has


def cards(site: Site, memo: Memo) -> Mapping[str, Callable[[], bytes]]:
    """What draws each PNG image, by address: the site's, one of each briefing and of each profile of somebody quoted.

    Words in a script that the font does not have are left out, never drawn as boxes.
    """
    name = site.options.site_name
    shown = {addresses.SITE_CARD: (name, "", name)}
    for story in site.stories:
        shown[addresses.card(addresses.briefing(story.id))] = _of_briefing(site, story)
    for entity in site.public.entities.values():
        if entity.quotes_by:
            shown[addresses.card(addresses.profile(entity))] = _of_profile(site, entity)
    return {address: partial(memo.kept, PARTS, card, *words, name=address) for address, words in shown.items()}


def _of_briefing(site: Site, story: Story) -> tuple[str, str, str]:
    facts = [words.count(len(story.sources), "source")]
    if story.published:
        facts.append(words.day(story.published))
    return story.title, " · ".join(facts), site.options.site_name


def _of_profile(site: Site, entity: Entity) -> tuple[str, str, str]:
    counts = words.count(len(entity.quotes_by), "quote"), words.count(len(site.sources_of(entity)), "source")
    facts = [words.TYPES[entity.type], *counts]
    return entity.name, " · ".join(facts), site.options.site_name


def card(title: str, below: str, name: str) -> bytes:
    """One image as PNG, the same bytes for the same words: a title, a line below it, the name of the site."""
    width, height = addresses.CARD_SIZE
    image = Image.new("L", (width, height), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 20, height), fill=ACCENT)
    font, lines = _fitted(title, width - 2 * MARGIN)
    draw.multiline_text((MARGIN, MARGIN), "\n".join(lines), font=font, fill=INK, spacing=14)
    foot = height - MARGIN
    draw.text((MARGIN, foot), _drawable(below), font=_font(34), fill=SOFT, anchor="ls")
    if name != title:
        draw.text((width - MARGIN, foot), _drawable(name), font=_font(34), fill=INK, anchor="rs")
    image.putpalette(_palette())
    written = BytesIO()
    image.save(written, "PNG", bits=4)
    return written.getvalue()


def _fitted(title: str, width: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """A title's lines in the largest type in which all of it fits, else cut at a word."""
    text = _drawable(title)
    for size in TITLE_SIZES:
        font = _font(size)
        lines = list(_wrapped(text.split(), font, width))
        if len(lines) * size <= TITLE_LINES * TITLE_SIZES[-1] + 60:
            return font, lines
    return font, [*lines[: TITLE_LINES - 1], lines[TITLE_LINES - 1] + " …"] if len(lines) > TITLE_LINES else lines


def _wrapped(parts: list[str], font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    line = ""
    for part in parts:
        longer = f"{line} {part}".strip()
        if line and font.getlength(longer) > width:
            yield line
            line = part
        else:
            line = longer
    if line:
        yield line


def _drawable(text: str) -> str:
    """The text if the font has all of its characters, else nothing."""
    line = " ".join(text.split())
    return line if all(map(_has, line)) else ""


@cache
def _has(character: str) -> bool:
    return character == " " or _bits(character) != _bits(MISSING)


def _bits(character: str) -> bytes:
    return bytes(_font(34).getmask(character))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is always there, so that all machines draw the same.
    return ImageFont.truetype(fonts.SourceSerifProSemibold, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _palette() -> bytes:
    """Red, green and blue of each shade: from ink to paper, then the accent."""
    ink, paper = COLOURS[INK], COLOURS[PAPER]
    shades = [[a + (b - a) * n // PAPER for a, b in zip(ink, paper, strict=True)] for n in range(PAPER + 1)]
    return bytes(value for shade in [*shades, COLOURS[ACCENT]] for value in shade)
