"""What a site's robots.txt lets be fetched, and how slowly; read by protego."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

AGENT = "stancewire"  # the name that rules are looked up by
ROBOTS_BYTES = 500 * 1024  # RFC 9309: at least so many are read
MOST_GAP_SECONDS = 60.0  # a site that wants more gets this


@dataclass(frozen=True)
class Robots:
    """The rules of one site."""

    rules: Any  # protego comes without types

    def allow(self, address: str) -> bool:
        """Say whether the address may be fetched."""
        return bool(self.rules.can_fetch(address, AGENT))

    def gap_seconds(self, usual: float) -> float:
        """Give the pause between two requests: the site's own where it is longer than ours."""
        wanted = self.rules.crawl_delay(AGENT)
        return max(usual, min(MOST_GAP_SECONDS, float(wanted))) if wanted else usual


def robots_of(text: str) -> Robots:
    """Read a robots.txt; an empty one allows all."""
    from protego import Protego  # noqa: PLC0415  # lazily, for commands that need no rules

    return Robots(Protego.parse(text))


def robots_text(body: bytes) -> str:
    """Decode a robots.txt, without the mark that some begin with and that would hide a rule."""
    return body[:ROBOTS_BYTES].decode("utf-8-sig", "replace").replace("\0", "")


def robots_address(address: str) -> str:
    """Give where the rules for an address are."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
