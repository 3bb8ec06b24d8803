"""When an entry was published: times as feeds write them, with the zones that they name."""

import re
from datetime import datetime

from pipeline.pages.times import moment_in

# The zones that news sites name and RFC 822 lacks; IST is India's, as most feeds with it are.
_HOURS = {
    "WET": "+0000", "WEST": "+0100", "BST": "+0100", "CET": "+0100", "MET": "+0100",
    "CEST": "+0200", "MEST": "+0200", "EET": "+0200", "SAST": "+0200", "EEST": "+0300",
    "MSK": "+0300", "TRT": "+0300", "GST": "+0400", "PKT": "+0500", "IST": "+0530",
    "NPT": "+0545", "WIB": "+0700", "ICT": "+0700", "HKT": "+0800", "SGT": "+0800",
    "AWST": "+0800", "PHT": "+0800", "JST": "+0900", "KST": "+0900", "ACST": "+0930",
    "AEST": "+1000", "ACDT": "+1030", "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300",
    "NST": "-0330", "NDT": "-0230", "ADT": "-0300", "BRT": "-0300", "ART": "-0300",
    "AST": "-0400", "AKST": "-0900", "AKDT": "-0800", "HST": "-1000", "UTC": "+0000",
}  # fmt: skip
_NAMED = re.compile(r"(?<=[\d\s])([A-Z]{3,4})\s*$")
_OFF_GMT = re.compile(r"\b(?:GMT|UTC)(?=[+-]\d)")
_LONG_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]+\b", re.I)


def listed_moment(words: object) -> datetime | None:
    """Read a time of a feed, UTC where it names no zone; None where it is none."""
    if not isinstance(words, str):
        return None
    told = _NAMED.sub(lambda zone: f" {_HOURS.get(zone[1], zone[1])}", words.strip())
    told = _OFF_GMT.sub("", told)
    return moment_in(_LONG_MONTH.sub(lambda month: month[1], told))
