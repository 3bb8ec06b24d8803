"""Networks of who speaks on what, and of who agrees or differs with whom."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations

import networkx as nx

from pipeline.exports.affiliations import Affiliation, Party, Tallied
from pipeline.exports.days import Held, Spell, common, merged, sides_held, spells_of

NAMED_ISSUES = 10  # of an edge between actors; `issues` counts all


class NetworkKind(StrEnum):
    """What an edge is."""

    AFFILIATION = "affiliation"
    AGREEMENT = "agreement"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Shape:
    """Which network is made of the rows, and how large it may become."""

    kind: NetworkKind
    most: int  # actors, and issues where these are nodes: those of most rows
    least: int = 1  # rows of an actor on an issue; fewer do not count
    window: int | None = None  # days for which a row holds; None: for good


@dataclass(frozen=True)
class Network:
    """The graph, and what was left out of it."""

    graph: nx.Graph
    actors_cut: int
    issues_cut: int


def network_of(tallied: Tallied, shape: Shape) -> Network:
    """Make the network of the actors, and issues, of most rows; nobody in it stands alone."""
    found = [a for a in tallied.affiliations if a.rows >= shape.least]
    of_issues = shape.kind is NetworkKind.AFFILIATION
    found, actors_cut = _of_most_rows(found, lambda a: a.actor, shape.most)
    found, issues_cut = (
        _of_most_rows(found, lambda a: a.issue, shape.most) if of_issues else (found, 0)
    )
    graph = nx.Graph(mode="dynamic", timeformat="date", name=f"{shape.kind} of actors")
    if tallied.last is not None:
        edges = _affiliations if of_issues else _relations
        graph.add_edges_from(edges(found, shape, tallied.last))
        _describe_nodes(graph, found)
    return Network(graph, actors_cut, issues_cut)


def _of_most_rows(
    found: Sequence[Affiliation], party: Callable[[Affiliation], Party], most: int
) -> tuple[list[Affiliation], int]:
    """Keep the affiliations of so many parties, and tell how many parties that leaves out."""
    rows: Counter[Party] = Counter()
    for affiliation in found:
        rows[party(affiliation)] += affiliation.rows
    kept = set(sorted(rows, key=lambda p: (-rows[p], p))[:most])
    return [a for a in found if party(a) in kept], len(rows) - len(kept)


Edge = tuple[str, str, dict[str, object]]


def _affiliations(found: Iterable[Affiliation], shape: Shape, last: date) -> Iterator[Edge]:
    for affiliation in found:
        days = [day for day, _ in affiliation.votes]
        spells = [Spell(days[0], last)]
        if shape.window is not None:
            spells = spells_of(days, shape.window)
        net = sum(vote for _, vote in affiliation.votes)
        side = "for" if net > 0 else "against" if net < 0 else "neither"
        yield (
            _actor(affiliation.actor),
            _issue(affiliation.issue),
            {
                "weight": affiliation.rows,
                "side": side,
                **_told(affiliation.votes),
                "spells": _dated(spells),
            },
        )


@dataclass(slots=True)
class _Relation:
    """On what two actors agree and differ, and when on what the network is about."""

    agreed: int = 0
    differed: int = 0
    rows: int = 0
    issues: list[str] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)


def _relations(found: Iterable[Affiliation], shape: Shape, last: date) -> Iterator[Edge]:
    sought = 1 if shape.kind is NetworkKind.AGREEMENT else -1
    related: dict[tuple[str, str], _Relation] = defaultdict(_Relation)
    for issue, held in _by_issue(found, shape, last).items():
        for (one, sides), (other, others) in combinations(held, 2):
            met = _met(sides, others)
            if not met:
                continue
            relation = related[
                (min(one.actor.id, other.actor.id), max(one.actor.id, other.actor.id))
            ]
            relation.agreed += 1 in met
            relation.differed += -1 in met
            if sought in met:
                relation.rows += one.rows + other.rows
                relation.issues.append(issue.name)
                relation.spells += met[sought]
    for (one_id, other_id), relation in related.items():
        if relation.issues:
            yield f"actor:{one_id}", f"actor:{other_id}", _related(relation, sought)


def _by_issue(
    found: Iterable[Affiliation], shape: Shape, last: date
) -> dict[Party, list[tuple[Affiliation, list[Held]]]]:
    """Give for each issue who took a side on it, and when."""
    held: dict[Party, list[tuple[Affiliation, list[Held]]]] = defaultdict(list)
    for affiliation in found:
        if sides := sides_held(affiliation.taking_sides, last, shape.window):
            held[affiliation.issue].append((affiliation, sides))
    return held


def _met(sides: Sequence[Held], others: Sequence[Held]) -> dict[int, list[Spell]]:
    """Give when two were of one side (1) and of opposite ones (-1); absent: never."""
    met: dict[int, list[Spell]] = {}
    for one in sides:
        for other in others:
            if (spell := common(one.spell, other.spell)) is not None:
                met.setdefault(one.side * other.side, []).append(spell)
    return met


def _related(relation: _Relation, sought: int) -> dict[str, object]:
    spells = merged(relation.spells)
    return {
        "weight": relation.agreed if sought > 0 else relation.differed,
        "agreed": relation.agreed,
        "differed": relation.differed,
        "net": relation.agreed - relation.differed,
        "rows": relation.rows,
        "issues": "; ".join(sorted(relation.issues)[:NAMED_ISSUES]),
        "first": spells[0].first.isoformat(),
        "last": spells[-1].last.isoformat(),
        "spells": _dated(spells),
    }


def _describe_nodes(graph: nx.Graph, found: Iterable[Affiliation]) -> None:
    """Give each node its name, kind and tally, and the spells of its edges."""
    parties: dict[str, tuple[str, Party]] = {}
    votes: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for affiliation in found:
        for node, mode, party in (
            (_actor(affiliation.actor), "actor", affiliation.actor),
            (_issue(affiliation.issue), "issue", affiliation.issue),
        ):
            if node in graph:
                parties[node] = mode, party
                votes[node] += affiliation.votes
    for node, (mode, party) in parties.items():
        spells = [Spell(*map(date.fromisoformat, s)) for *_, s in _spells(graph, node)]
        graph.nodes[node].update(
            label=party.name,
            name=party.name,
            kind=party.kind,
            mode=mode,
            identity=party.id,
            **_told(sorted(votes[node])),
            spells=_dated(merged(spells)),
        )


def _spells(graph: nx.Graph, node: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for _, other, spells in graph.edges(node, data="spells"):
        yield from ((other, spell) for spell in spells)


def _told(votes: Sequence[tuple[date, int]]) -> dict[str, object]:
    favour, against = (sum(1 for _, vote in votes if vote == way) for way in (1, -1))
    return {
        "for": favour,
        "against": against,
        "net": favour - against,
        "rows": len(votes),
        "first": votes[0][0].isoformat(),
        "last": votes[-1][0].isoformat(),
    }


def _dated(spells: Iterable[Spell]) -> list[tuple[str, str]]:
    return [(spell.first.isoformat(), spell.last.isoformat()) for spell in spells]


def _actor(party: Party) -> str:
    return f"actor:{party.id}"


def _issue(party: Party) -> str:
    return f"issue:{party.id}"
