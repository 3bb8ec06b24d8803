"""A source looked at before anything of it is kept: what it lists, and what would be fetched."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from consumers.fetcher.sources import Named
from pipeline.feeds.files import files
from pipeline.fetching.listing_reader import ListingReader
from pipeline.fetching.robots import ROBOTS_BYTES, Robots, robots_address, robots_of, robots_text
from pipeline.fetching.web_client import NotFetchedError, WebClient
from pipeline.listings.entry import LISTING_BYTES, Listing
from pipeline.rejection import Rejection


@dataclass(frozen=True)
class Checked:
    """What a source lists; a problem where it could not be followed."""

    address: str
    kind: str | None = None
    title: str | None = None
    would_fetch: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()  # by robots.txt of the source's own site
    lists: tuple[str, ...] = ()  # that would be followed, too
    feeds: tuple[str, ...] = ()  # that the page offers beside itself
    problem: str | None = None


async def checked(named: Named, client: WebClient, reader: ListingReader) -> Checked:
    """Look at a source as the fetcher would; two requests are made."""
    address = named.address
    if named.is_folder:
        found = await asyncio.to_thread(lambda: tuple(map(str, files(Path(address)))))
        return Checked(address, "folder", would_fetch=found)
    try:
        robots = await _robots(address, client)
        if not robots.allow(address):
            return Checked(address, problem="robots.txt forbids it")
        answer = await client.get(address, most_bytes=LISTING_BYTES)
    except NotFetchedError as error:
        return Checked(address, problem=str(error))
    if answer.status != 200:
        return Checked(address, problem=f"it answers {answer.status}")
    said = answer.headers.get("content-type", "")
    listing = await asyncio.wrap_future(reader.listing(answer.body, answer.address, said))
    if isinstance(listing, Rejection):
        return Checked(address, problem=listing.reason)
    return _of(address, listing, robots)


async def _robots(address: str, client: WebClient) -> Robots:
    answer = await client.get(robots_address(address), most_bytes=2 * ROBOTS_BYTES)
    if answer.status >= 500 or answer.status == 429:
        raise NotFetchedError(f"robots.txt: it answers {answer.status}")
    return robots_of(robots_text(answer.body))


def _of(address: str, listing: Listing, robots: Robots) -> Checked:
    here = robots_address(address)
    forbidden = {
        entry.address
        for entry in listing.entries
        if robots_address(entry.address) == here and not robots.allow(entry.address)
    }
    every = [entry.address for entry in listing.entries]
    return Checked(
        address,
        listing.kind,
        listing.title,
        would_fetch=tuple(each for each in every if each not in forbidden),
        forbidden=tuple(each for each in every if each in forbidden),
        lists=listing.lists,
        feeds=listing.feeds,
    )
