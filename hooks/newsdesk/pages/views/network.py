"""Who appears with whom: a drawing laid out at build time, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import networkx

from newsdesk.pages import addresses, words
from newsdesk.pages.draft import Draft
from newsdesk.pages.site import Link, Place, Site
from newsdesk.records import Entity, EntityType

NODES = 48  # more than this no drawing shows legibly
LABELLED = 28
ROWS = 300
WIDTH, HEIGHT, MARGIN = 960, 640, 70


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
    labelled: bool
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
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    pairs: tuple[Pair, ...]
    shown: str
    kinds: tuple[tuple[EntityType, str], ...]


def drafts(site: Site) -> Iterator[Draft]:
    """The one page of the network."""
    place = Place(site, addresses.NETWORK)
    yield Draft(place, "network", "Network", network(place), description="Who appears with whom in the news")


def network(place: Place) -> Network:
    known = place.site.knowledge.entities
    weights = {
        (min(a.id, b), max(a.id, b)): n for a in known.values() for b, n in a.appears_with if b in known and b != a.id
    }
    pairs = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    graph = networkx.Graph()
    for (one, other), weight in pairs:
        if graph.number_of_nodes() + (one not in graph) + (other not in graph) <= NODES:
            graph.add_edge(one, other, weight=weight)
    at = _layout(graph)
    order = sorted(graph, key=lambda key: (-graph.degree(key, "weight"), key))
    kinds = [kind for kind in words.TYPES if any(known[key].type == kind for key in order)]
    return Network(
        width=WIDTH,
        height=HEIGHT,
        nodes=tuple(_node(place, known[key], at[key], graph.degree(key, "weight"), n) for n, key in enumerate(order)),
        edges=tuple(
            Edge(*at[one], *at[other], round(min(6.0, 0.8 + data["weight"] ** 0.5), 1))
            for one, other, data in graph.edges(data=True)
        ),
        pairs=tuple(_pair(place, known[one], known[other], weight) for (one, other), weight in pairs[:ROWS]),
        shown=f"{words.count(len(order), 'name')} of {len(known):,}",
        kinds=tuple((kind, words.TYPES_PLURAL[kind]) for kind in kinds),
    )


def _layout(graph: networkx.Graph) -> dict[str, tuple[float, float]]:
    """Fruchterman and Reingold (1991) from a fixed start, so that two builds draw the same."""
    if not graph:
        return {}
    placed = networkx.spring_layout(graph, seed=7, weight="weight", k=1.6 / len(graph) ** 0.5, iterations=200)
    xs, ys = [p[0] for p in placed.values()], [p[1] for p in placed.values()]

    def scaled(value: float, values: list[float], size: int) -> float:
        span = max(values) - min(values) or 1
        return round(MARGIN + (value - min(values)) / span * (size - 2 * MARGIN), 1)

    return {key: (scaled(p[0], xs, WIDTH), scaled(p[1], ys, HEIGHT)) for key, p in placed.items()}


def _node(place: Place, entity: Entity, at: tuple[float, float], degree: float, rank: int) -> Node:
    radius = round(min(22.0, 6 + degree**0.5 * 1.6), 1)
    return Node(
        link=place.entity(entity),
        x=at[0],
        y=at[1],
        radius=radius,
        type=entity.type,
        kind=words.TYPES[entity.type],
        title=f"{entity.name}, {words.TYPES[entity.type].casefold()}: {words.count(int(degree), 'shared sentence')}",
        labelled=rank < LABELLED,
        label_y=round(at[1] + radius + 13, 1),
    )


def _pair(place: Place, one: Entity, other: Entity, count: int) -> Pair:
    return Pair(place.entity(one), words.TYPES[one.type], place.entity(other), words.TYPES[other.type], count)
