"""Who agrees and differs with whom, as a picture: circles for holders, lines between them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import networkx as nx

WIDTH, HEIGHT, MARGIN = 1000.0, 640.0, 60.0
LAYOUT_SEED = 7  # any: the same rows give the same picture
APART = 2.2  # the distance that springs want, in shares of what even spreading gives
ROUNDS = 120  # 20 ms for 60 holders; after these nothing moves that one could see
SMALLEST, LARGEST = 6.0, 20.0  # radius of a holder of one line, and of the one with most
THINNEST, THICKEST = 1.0, 6.0
LETTER, LINE = 8.8, 18.0  # room of a letter of a label, and of its height
LONGEST_LABEL = 28

Row = Mapping[str, object]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Holder:
    """A circle; a label that would lie on another is left out, and the list beside has the name."""

    id: str
    name: str
    x: float
    y: float
    radius: float
    agreements: int
    differences: int


@dataclass(frozen=True)
class Label:
    """A name beside its circle; `anchor` is where the text begins or ends, as SVG has it."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Line:
    """What two holders have in common: mostly agreement, mostly difference, or as much of each."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    side: str  # as the style sheet colours it
    says: str


@dataclass(frozen=True)
class Picture:
    """Lines below circles below labels."""

    lines: Sequence[Line]
    holders: Sequence[Holder]
    labels: Sequence[Label]


def picture(pairs: Sequence[Row]) -> Picture | None:
    """Draw the pairs of `coalitions`; None where there are none.

    Who agrees is drawn near (Fruchterman and Reingold's springs), whoever differs is not.
    """
    if not pairs:
        return None
    graph = nx.Graph()
    for row in pairs:
        one, other = str(row["holder_identity"]), str(row["other_identity"])
        graph.add_node(one, name=str(row["holder_name"]))
        graph.add_node(other, name=str(row["other_name"]))
        agree, differ = int(str(row["agree"])), int(str(row["differ"]))
        graph.add_edge(one, other, agree=agree, differ=differ, weight=agree + 0.2)
    groups = sorted(nx.connected_components(graph), key=lambda group: (-len(group), min(group)))
    placed = {
        name: place
        for group, room in _rooms(groups, (0.0, 0.0, WIDTH, HEIGHT))
        for name, place in _placed(graph.subgraph(sorted(group)), room).items()
    }
    most = max(agree + differ for _, _, agree, differ in _edges(graph))
    lines = [_line(graph, placed, edge, most) for edge in _edges(graph)]
    holders = sorted(_holders(graph, placed), key=lambda h: (-h.radius, h.name))
    return Picture(lines, holders, list(_labels(holders)))


def _edges(graph: nx.Graph) -> Iterator[tuple[str, str, int, int]]:
    for one, other, found in graph.edges(data=True):
        yield one, other, found["agree"], found["differ"]


def _rooms(groups: Sequence[set[str]], room: Box) -> Iterator[tuple[set[str], Box]]:
    """Divide the room among groups by their size, each time in two halves of its longer side."""
    if len(groups) == 1:
        yield groups[0], room
        return
    half = 1  # groups; where what is left is at least as large
    while half < len(groups) - 1 and _size(groups[: half + 1]) <= _size(groups) / 2:
        half += 1
    share = _size(groups[:half]) / _size(groups)
    left, top, right, bottom = room
    if right - left >= bottom - top:
        middle = left + share * (right - left)
        parts = (left, top, middle, bottom), (middle, top, right, bottom)
    else:
        middle = top + share * (bottom - top)
        parts = (left, top, right, middle), (left, middle, right, bottom)
    yield from _rooms(groups[:half], parts[0])
    yield from _rooms(groups[half:], parts[1])


def _size(groups: Sequence[set[str]]) -> float:
    """Reckon the room that groups need; two holders need more than two of fifty do."""
    return sum(len(group) + 2.0 for group in groups)


def _placed(group: nx.Graph, room: Box) -> dict[str, tuple[float, float]]:
    """Spread a group over its room, leaving a margin for names."""
    apart = APART / math.sqrt(len(group))
    found = nx.spring_layout(group, k=apart, iterations=ROUNDS, seed=LAYOUT_SEED, method="force")
    spans = [(min(axis), max(axis)) for axis in zip(*found.values(), strict=True)]

    def along(value: float, span: tuple[float, float], first: float, last: float) -> float:
        margin = min(MARGIN, (last - first) / 4)
        share = (value - span[0]) / (span[1] - span[0]) if span[1] > span[0] else 0.5
        return round(first + margin + share * (last - first - 2 * margin), 1)

    left, top, right, bottom = room
    return {
        name: (along(x, spans[0], left, right), along(y, spans[1], top, bottom))
        for name, (x, y) in found.items()
    }


def _line(
    graph: nx.Graph,
    placed: Mapping[str, tuple[float, float]],
    edge: tuple[str, str, int, int],
    most: int,
) -> Line:
    one, other, agree, differ = edge
    side = "for" if agree > differ else "against" if differ > agree else "neutral"
    width = THINNEST + (THICKEST - THINNEST) * (agree + differ - 1) / max(1, most - 1)
    names = f"{graph.nodes[one]['name']} and {graph.nodes[other]['name']}"
    says = f"{names}: agree on {agree}, differ on {differ}"
    return Line(*placed[one], *placed[other], round(width, 1), side, says)


def _holders(graph: nx.Graph, placed: Mapping[str, tuple[float, float]]) -> Iterator[Holder]:
    busiest = max(degree for _, degree in graph.degree())
    for id_, degree in graph.degree():
        radius = SMALLEST + (LARGEST - SMALLEST) * (degree - 1) / max(1, busiest - 1)
        common = [found for _, _, found in graph.edges(id_, data=True)]
        yield Holder(
            id_,
            graph.nodes[id_]["name"],
            *placed[id_],
            round(radius, 1),
            sum(found["agree"] for found in common),
            sum(found["differ"] for found in common),
        )


def _labels(holders: Sequence[Holder]) -> Iterator[Label]:
    """Name the largest first, on a side where the name covers no circle and no other name."""
    taken: list[Box] = [
        (h.x - h.radius, h.y - h.radius, h.x + h.radius, h.y + h.radius) for h in holders
    ]
    for holder in holders:
        for label, box in _ways_to_name(holder):
            inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= HEIGHT
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield label
                break


def _ways_to_name(holder: Holder) -> Iterator[tuple[Label, Box]]:
    name = holder.name
    text = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
    long = LETTER * len(text)
    for dy, anchor in product((0.0, -LINE, LINE), ("start", "end")):
        away = holder.radius + 4 if not dy else 0.0
        x = holder.x + away if anchor == "start" else holder.x - away
        y = holder.y + dy + (holder.radius if dy > 0 else -holder.radius if dy < 0 else 0)
        left = x if anchor == "start" else x - long
        box = (left, y - LINE / 2, left + long, y + LINE / 2)
        yield Label(text, round(x, 1), round(y, 1), anchor), box


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
