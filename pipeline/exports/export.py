"""One export: a snapshot is read, a file written, and a manifest of what it was made of."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine

from pipeline.database import Row
from pipeline.exports import source
from pipeline.exports.files import check_free, draft_of, release, sha256_of
from pipeline.exports.source import Counts, Selection

Piece = TypeVar("Piece")


class Watch(Protocol):
    """Passes on one piece for each of `total` rows, and may show how far it has come."""

    def __call__(self, pieces: Iterable[Piece], total: int) -> Iterator[Piece]: ...


class Watched(Protocol):
    """A Watch that knows how many rows there are."""

    def __call__(self, pieces: Iterable[Piece]) -> Iterator[Piece]: ...


class Export(Protocol):
    """Writes the rows that were selected as one kind of file, with options of its own."""

    @property
    def kind(self) -> str: ...

    def options(self) -> Row:
        """Give the options, as a manifest tells them."""

    def write(
        self, connection: Connection, selection: Selection, path: Path, watched: Watched
    ) -> Row:
        """Write the file; give what is worth telling of what stands in it."""


@dataclass(frozen=True)
class Order:
    """What is to be exported where."""

    out: Path
    selection: Selection
    force: bool = False  # replace what is there


@dataclass(frozen=True)
class Exported:
    """What was exported: the rows that matched, and what the file holds."""

    counts: Counts
    holds: Row


def carry_out(engine: Engine, order: Order, export: Export, watch: Watch) -> Exported:
    """Write OUT and its manifest, both or none.

    Raises SetupError where OUT is there already and the order does not say to replace it.
    """
    out, selection = order.out, order.selection
    check_free(out, force=order.force)
    with source.snapshot(engine) as connection, draft_of(out) as draft:
        counts = source.counts(connection, selection)
        total = counts.of(selection)
        holds = export.write(connection, selection, draft, partial(watch, total=total))
        manifest = {
            "export": export.kind,
            "made_at": datetime.now(UTC),
            "query": {
                "filters": _asked_for(selection),
                "counted": selection.counted,
                "options": export.options(),
            },
            "counts": {"rows": total, **asdict(counts), **holds},
            "code": version("stancewire"),
            "found_by": source.made_by(connection, selection),
            **source.corpus_state(connection),
            "files": [
                {"name": out.name, "bytes": draft.stat().st_size, "sha256": sha256_of(draft)}
            ],
        }
        release(draft, out, json.dumps(manifest, ensure_ascii=False, indent=1, default=_plain))
    return Exported(counts, holds)


def _asked_for(selection: Selection) -> Mapping[str, object]:
    """Give the filters that are set; `limit` is none of an export."""
    filters = vars(selection.filters).items()
    return {name: value for name, value in filters if value is not None and name != "limit"}


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
