"""What a page is called, however it was reached: the one address that ids of articles rest on.

It is our own because ids rest on it: a library's next release must not rename articles. A rule
changed here is a migration (`v0003` is one), and `id_today` for what is still under way.
"""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from schemas.fingerprints import fingerprint

DEFAULT_PORTS = {"http": 80, "https": 443}
# The same pages for another screen. The last two labels of a host are never among them, nor is
# the third where the second is a country's own class of names, as in "m.co.uk".
_FOR_ANOTHER_SCREEN = frozenset({"www", "m", "mobile", "amp"})
_CLASSES_OF_NAMES = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
# Parameters that say how a reader came to a page, never which page it is.
_TRACKING = re.compile(
    r"(utm|ns|hsa|pk|mtm|piwik|matomo)_\w+|at_(medium|campaign|format|link_\w+|custom\d)|"
    r"mc_[ce]id|_g[al]|[dg]clid|gclsrc|[gw]braid|(fb|ms|tt|tw|y)clid|msclkid|igsh(id)?|"
    r"li_fat_id|_hs(enc|mi)|mkt_tok|cmp(id)?|icid|ncid|ocid|s_cid|smid|smtyp|dgcid|taid|tpcc|"
    r"xtor|wpsrc|srnd|sref|soc_(src|trk)|ref_?(src|url)|guc(counter|e_referrer(_\w+)?)|_r|gwh|"
    r"hp[tw]|hpid|i(nt)?cmp|iref|(mt|src)ref|pgtype|clicksource|wt\.\w+|em_pos|emc|phpsessid",
    re.IGNORECASE,
)
# These say it, too, as words ("ref=newsletter"); as a number or a date they may be the page's own.
_TRACKING_BY_WORDS = frozenset({"ref", "from", "mod", "hp", "via", "referer", "referrer"})
_NUMBER = re.compile(r"\d[\d.,:/-]*")
_AMP_BY_NAME = frozenset({"", "1", "true", "yes", "amp"})  # ?amp, ?amp=1
_AMP_BY_VALUE = frozenset({"format", "output", "outputtype", "type", "view"})  # ?outputType=amp
_AMP_SEGMENTS = frozenset({"amp", "amphtml", "amp.html"})
_AMP_SUFFIX = re.compile(r"\.amp(?=(\.html?)?$)")
# A page in somebody's store of AMP pages: …/c/s/gull.example/a, google.com/amp/s/gull.example/a.
_AMP_STORED = re.compile(
    r"(?:[\w-]+\.)?cdn\.ampproject\.org/\w/(?:s/)?(.+)|(?:www\.)?google\.[a-z.]+/amp/(?:s/)?(.+)"
)
_KEPT_IN_PATHS = "%/:@!$&'()*+,;=~-._"
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_NEVER_ESCAPED = frozenset("-._~")  # beside letters and digits
_ID_OF_A_PAGE = re.compile(r"(?P<host>.+)-[0-9a-f]{16}")


def canonical_url(url: str) -> str:
    """Write a page's address the one way it is compared by; ValueError when it is no http(s) one.

    http is https; the host has no www, m or amp; no credentials, default port, last slash,
    fragment, sign of AMP or of how a reader came; parameters are sorted.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise ValueError("not an http(s) address")
    if stored := _AMP_STORED.fullmatch(host + parts.path):
        page = stored[1] or stored[2]
        return canonical_url(urlunsplit(("https", *page.partition("/")[::2], parts.query, "")))
    place = f"[{host}]" if ":" in host else _host(host)
    if parts.port not in (None, DEFAULT_PORTS[parts.scheme]):
        place += f":{parts.port}"
    return urlunsplit(("https", place, _path(parts.path), _query(parts.query), ""))


def page_id(url: str) -> str:
    """Name an article by its page, host first; ValueError when that is no http(s) address."""
    address = canonical_url(url).removeprefix("https://")
    return f"{urlsplit(f'//{address}').hostname}-{fingerprint(address)[:16]}"


def id_today(given: str, url: str | None) -> str:
    """Give the id that a page's article has by today's rules; an id of any other kind stays.

    Messages keep the id they were published with, which may be an older version's.
    """
    found = _ID_OF_A_PAGE.fullmatch(given)
    if url is None or found is None:
        return given
    try:
        host = (urlsplit(url.strip()).hostname or "").rstrip(".")
        return page_id(url) if found["host"] == host else given
    except ValueError:
        return given


def _host(host: str) -> str:
    labels = host.split(".")
    national = len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _CLASSES_OF_NAMES
    end = len(labels) - (3 if national else 2)
    kept = [x for n, x in enumerate(labels) if n >= end or x not in _FOR_ANOTHER_SCREEN]
    return ".".join(kept)


def _path(path: str) -> str:
    segments = _ESCAPED.sub(_escape, quote(path, safe=_KEPT_IN_PATHS)).rstrip("/").split("/")
    plain = [segment for segment in segments if segment not in _AMP_SEGMENTS]
    if any(plain):
        segments = plain
    return _AMP_SUFFIX.sub("", "/".join(segments))


def _escape(found: re.Match[str]) -> str:
    """Write an escaped character the one way: plain where it need not be escaped."""
    character = chr(int(found[1], 16))
    plain = character.isascii() and (character.isalnum() or character in _NEVER_ESCAPED)
    return character if plain else found[0].upper()


def _query(query: str) -> str:
    pairs = [
        (name.removeprefix("amp;"), value)  # an address that was copied out of a page's source
        for name, value in parse_qsl(query, keep_blank_values=True)
    ]
    return urlencode(sorted(pair for pair in pairs if not _says_how(*pair)))


def _says_how(name: str, value: str) -> bool:
    """Say whether a parameter tells how a reader came, or that the page is an AMP one."""
    known = name.lower()
    return (
        _TRACKING.fullmatch(name) is not None
        or (known in _TRACKING_BY_WORDS and _NUMBER.fullmatch(value) is None)
        or (known == "amp" and value.lower() in _AMP_BY_NAME)
        or (known in _AMP_BY_VALUE and value.lower() == "amp")
    )
