"""Zones: what each stretch of an article is; nothing is deleted, only marked."""

from dataclasses import dataclass

from schemas.contracts import Dateline, Zone, ZoneName


@dataclass(frozen=True)
class Layout:
    """The zones of a text in order, its dateline, and the agencies credited."""

    zones: tuple[Zone, ...]
    dateline: Dateline | None
    credit: tuple[str, ...]


def layout_of(text: str, title: str | None) -> Layout:
    """Tell headline, updated line, dateline, credit, boilerplate and body apart."""
    body = Zone(start=0, end=len(text), text=text, name=ZoneName.BODY)
    return Layout((body,), dateline=None, credit=())
