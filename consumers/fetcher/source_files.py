"""Lists of sources: OPML, as feed readers export it, and TOML with all that can be said."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from consumers.fetcher.sources import Named
from pipeline.errors import SetupError
from pipeline.listings.entry import address_of, words_of
from pipeline.moments import seconds_of
from schemas.topics import MIB

FILE_BYTES = 8 * MIB
_FIELDS = frozenset({"address", "outlet", "language", "least", "most"})


def named_in(path: Path) -> list[Named]:
    """Read the sources of a file; SetupError naming what is wrong with it.

    TOML has a table `[[source]]` for each: address, outlet, language, least and most, which are
    spans such as "5m" and "1d" between two looks.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(FILE_BYTES + 1)
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}") from error
    if len(content) > FILE_BYTES:
        raise SetupError(f"{path} has over {FILE_BYTES // MIB} MiB.")
    is_toml = path.suffix.lower() == ".toml"
    found = _in_toml(content, path) if is_toml else list(_in_opml(content, path))
    if not found:
        raise SetupError(f"{path} names no source.")
    return found


def named(typed: str) -> Named:
    """Read a source as a user types it: an address, or a folder of this machine.

    Raises SetupError where it is neither.
    """
    if "://" not in typed and Path(typed).is_dir():
        return Named(str(Path(typed).resolve()))
    if (address := address_of("", typed)) is None:
        raise SetupError(f"{typed!r:.80} is neither an http(s) address nor a folder.")
    return Named(address)


def _in_toml(content: bytes, path: Path) -> list[Named]:
    try:
        tables = tomllib.loads(content.decode()).get("source", [])
        return [_told(table) for table in tables]
    except (ValueError, TypeError, SetupError) as error:
        raise SetupError(f"{path} is no list of sources: {error}") from error


def _told(table: Mapping[str, object]) -> Named:
    if unknown := table.keys() - _FIELDS:
        raise SetupError(f"no such field: {', '.join(sorted(unknown))}")
    if not all(isinstance(value, str) for value in table.values()) or "address" not in table:
        raise SetupError("each [[source]] has an address, and every field is a text")
    told = {name: str(value) for name, value in table.items()}
    spans = {f"{name}_seconds": float(seconds_of(told[name])) for name in told.keys() & _SPANS}
    address = named(told["address"]).address
    return Named(address, told.get("outlet"), told.get("language"), **spans)


_SPANS = {"least", "most"}


def _in_opml(content: bytes, path: Path) -> Iterator[Named]:
    """Yield the outlines that name a feed; what surrounds them is a folder of the reader's."""
    from lxml import etree  # noqa: PLC0415  # for who imports alone

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(content.lstrip(), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SetupError(f"{path} is neither TOML nor OPML: {error}") from error
    for outline in () if tree is None else tree.iter("outline"):
        told = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        if (address := address_of("", told.get("xmlurl"))) is not None:
            yield Named(address, words_of(told.get("title") or told.get("text")))
