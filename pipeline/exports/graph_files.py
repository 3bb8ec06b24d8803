"""Networks as files: GEXF 1.2draft with time spells for Gephi, GraphML for most others."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast

import networkx as nx
from sqlalchemy import Connection

from pipeline.database import Row
from pipeline.exports import source
from pipeline.exports.affiliations import tallied
from pipeline.exports.export import Watched
from pipeline.exports.network import Shape, network_of
from pipeline.exports.source import Selection


class GraphForm(StrEnum):
    """As what networks are written; each is also the ending of a file's name."""

    GEXF = "gexf"
    GRAPHML = "graphml"


# What XML 1.0 cannot hold; networkx would write it and make the file unreadable.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class NetworkExport:
    """Actors and issues, or actors and actors, of most rows."""

    shape: Shape
    form: GraphForm
    kind = "network"

    def options(self) -> Row:
        return {"form": self.form, **asdict(self.shape)}

    def write(
        self, connection: Connection, selection: Selection, path: Path, watched: Watched
    ) -> Row:
        found = tallied(watched(source.stances(connection, selection)))
        network = network_of(found, self.shape)
        write_graph(network.graph, path, self.form)
        return {
            "nodes": network.graph.number_of_nodes(),
            "edges": network.graph.number_of_edges(),
            "actors_cut": network.actors_cut,
            "issues_cut": network.issues_cut,
            "nameless_rows": found.nameless_rows,
        }


def write_graph(graph: nx.Graph, path: Path, form: GraphForm) -> None:
    """Write the graph; it is changed to what the form can hold."""
    graph.graph = {name: _plain(value) for name, value in graph.graph.items()}
    for _, attributes in graph.nodes(data=True):
        _make_plain(attributes, form)
    for *_, attributes in graph.edges(data=True):
        _make_plain(attributes, form)
    if form is GraphForm.GEXF:
        nx.write_gexf(graph, path, version="1.2draft", prettyprint=False)
    else:
        nx.write_graphml_xml(graph, path, prettyprint=False)


def _make_plain(attributes: dict[str, object], form: GraphForm) -> None:
    for name, value in list(attributes.items()):
        if name == "spells" and form is GraphForm.GRAPHML:
            attributes[name] = _intervals(cast(Sequence[tuple[str, str]], value))
        elif value is None:
            del attributes[name]
        else:
            attributes[name] = _plain(value)


def _intervals(spells: Sequence[tuple[str, str]]) -> str:
    """Write spells as ISO 8601 has them, for a form that knows none."""
    return " ".join("/".join(spell) for spell in spells)


def _plain(value: object) -> object:
    return NOT_XML.sub("", value) if isinstance(value, str) else value
