"""Who appears with whom: a drawing laid out at build time, and the same as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft, Recipe
from newsdesk.pages.place import Link, Place
from newsdesk.pages.site import Site
from newsdesk.records import Entity, EntityType

if TYPE_CHECKING:
    import networkx

NODES = 40  # more than this no drawing shows legibly
ROWS = 300
LABEL = 20  # characters of a name in the drawing
WIDTH, HEIGHT, MARGIN = 1120, 760, 60
FEW, SMALL = 12, 0.5  # so few names need but this part of the drawing's sides, and a phone can show them
ROOM_X, ROOM_Y, ROUNDS = 132, 56, 300  # what a circle and its name take up, and how long to make room

Weighed = tuple[str, str, int]  # two entities, and how many sentences name both


@dataclass(frozen=True, slots=True)
class Node:
    """One entity in the drawing."""

    link: Link
    x: float
    y: float
    radius: float
    type: EntityType
    kind: str
    title: str
    label: str  # the name, shortened to fit; the title has it in full
    label_y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two; `weight` is its width."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the table."""

    one: Link
    one_kind: str
    other: Link
    other_kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Network:
    """The page's view."""

    width: int
    height: int
    few: bool  # a phone can show the whole drawing
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    pairs: tuple[Pair, ...]
    shown: str
    kinds: tuple[tuple[EntityType, str], ...]


def drafts(site: Site) -> Iterator[Recipe]:
    """The one page of the network."""
    known = site.knowledge.entities
    weights = {
        (min(a.id, b), max(a.id, b)): n for a in known.values() for b, n in a.appears_with if b in known and b != a.id
    }
    pairs = sorted(((*pair, weight) for pair, weight in weights.items()), key=lambda pair: (-pair[2], pair))
    drawn: set[str] = set()
    lines = []
    for one, other, weight in pairs:
        if len(drawn | {one, other}) <= NODES:
            drawn |= {one, other}
            lines.append((one, other, weight))
    yield Recipe(_draft, (tuple(lines), tuple(pairs[:ROWS]), len(known)), addresses.NETWORK, "network")


def _draft(site: Site, lines: Sequence[Weighed], pairs: Sequence[Weighed], names: int) -> Draft:
    place = Place(site, addresses.NETWORK)
    view = network(place, lines, pairs, names)
    return Draft(place, "network", "Network", view, description="Who appears with whom in the news")


def network(place: Place, lines: Sequence[Weighed], pairs: Sequence[Weighed], names: int) -> Network:
    """The drawing of some pairs, the table of others, of how many names there are."""
    import networkx  # slow to import, and this one page is seldom made again

    known = place.site.knowledge.entities
    graph = networkx.Graph()
    graph.add_weighted_edges_from(lines)
    scale = SMALL if len(graph) <= FEW else 1
    width, height = round(WIDTH * scale), round(HEIGHT * scale)
    at = _layout(graph, width, height)
    order = sorted(graph, key=lambda key: (-graph.degree(key, "weight"), key))
    kinds = [kind for kind in words.TYPES if any(known[key].type == kind for key in order)]
    return Network(
        width=width,
        height=height,
        few=scale < 1,
        nodes=tuple(_node(place, known[key], at[key], graph.degree(key, "weight")) for key in order),
        edges=tuple(
            Edge(*at[one], *at[other], round(min(6.0, 0.8 + data["weight"] ** 0.5), 1))
            for one, other, data in graph.edges(data=True)
        ),
        pairs=tuple(_pair(place, known[one], known[other], weight) for one, other, weight in pairs),
        shown=f"{words.count(len(order), 'name')} of {names:,}",
        kinds=tuple((kind, words.TYPES_PLURAL[kind]) for kind in kinds),
    )


def _layout(graph: networkx.Graph, width: int, height: int) -> dict[str, tuple[float, float]]:
    """Fruchterman and Reingold (1991) from a fixed start, so that two builds draw the same; then room for names."""
    import networkx

    if not graph:
        return {}
    even = {edge: 1 + math.log(weight) for edge, weight in networkx.get_edge_attributes(graph, "weight").items()}
    networkx.set_edge_attributes(graph, even, "pull")
    placed = networkx.spring_layout(graph, seed=7, weight="pull", k=4 / len(graph) ** 0.5, iterations=300)
    xs, ys = _ranks([p[0] for p in placed.values()]), _ranks([p[1] for p in placed.values()])
    at = [[MARGIN + x * (width - 2 * MARGIN), MARGIN + y * (height - 2 * MARGIN)] for x, y in zip(xs, ys, strict=True)]
    _part(at, width, height)
    return {key: (round(x, 1), round(y, 1)) for key, (x, y) in zip(placed, at, strict=True)}


def _ranks(values: list[float]) -> list[float]:
    """Positions from 0 to 1, half by value and half by rank: a crowd is spread, and its shape is kept."""
    low, span = min(values), max(values) - min(values) or 1
    order = sorted(values)
    last = max(1, len(values) - 1)
    return [((value - low) / span + order.index(value) / last) / 2 for value in values]


def _part(at: list[list[float]], width: int, height: int) -> None:
    """Push apart, in place, whatever stands too near to be read."""
    for _ in range(ROUNDS):
        for one, (a, b) in enumerate(combinations(at, 2)):
            dx, dy = b[0] - a[0], b[1] - a[1]
            over_x, over_y = ROOM_X - abs(dx), ROOM_Y - abs(dy)
            if over_x <= 0 or over_y <= 0:
                continue
            axis, push = (0, over_x) if over_x * ROOM_Y < over_y * ROOM_X else (1, over_y)
            sign = 1 if (dx, dy)[axis] > 0 or ((dx, dy)[axis] == 0 and one % 2) else -1
            size = (width, height)[axis]
            a[axis] = min(max(a[axis] - sign * push / 4, MARGIN), size - MARGIN)
            b[axis] = min(max(b[axis] + sign * push / 4, MARGIN), size - MARGIN)


def _node(place: Place, entity: Entity, at: tuple[float, float], degree: float) -> Node:
    radius = round(min(20.0, 6 + degree**0.5), 1)
    return Node(
        link=place.entity(entity),
        x=at[0],
        y=at[1],
        radius=radius,
        type=entity.type,
        kind=words.TYPES[entity.type],
        title=f"{entity.name}, {words.TYPES[entity.type].casefold()}: {words.count(int(degree), 'shared sentence')}",
        label=entity.name if len(entity.name) <= LABEL else entity.name[: LABEL - 1].rstrip() + "…",
        label_y=round(at[1] + radius + 13, 1),
    )


def _pair(place: Place, one: Entity, other: Entity, count: int) -> Pair:
    return Pair(place.entity(one), words.TYPES[one.type], place.entity(other), words.TYPES[other.type], count)
