"""Datelines: where, and when if it says so, an article was written, as wire stories open."""

import re
from dataclasses import dataclass

from pipeline.analysis.layout.credit import AGENCY, agencies_in
from pipeline.analysis.names.gazetteer import places

# How far into a line its dateline may reach, in characters.
REACH = 120

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
DATE = (
    rf"(?:(?:(?i:{_DAY})\s*,?\s*)?"
    rf"(?:(?i:{_MONTH})\s*\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?i:{_MONTH}))"
    r"(?:\s*,?\s*\d{4}\b)?|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4})"
)
# A month mistyped: "Narch 2", "Apri 7", "March 187"; only trusted after a place in capitals.
_NEARLY_DATE = r"[A-Z][A-Za-z]{2,8}\.? [\dlO]{1,3}"
_DASH = r"(?:--+|[-–—―])"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’]*[A-ZÀ-Þ.](?:[ /-](?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*|[dD]['’][A-Z]+)){0,4}"
_REGION = r"(?:\s*,\s*(?:(?:the )?[A-Z][\w.'’-]*\.?(?:\s[A-Z][\w.'’-]*){0,3})){0,2}"
_TITLE = r"[A-ZÀ-Þ][\w.'’-]+(?:[ -][A-ZÀ-Þ][\w.'’-]*){0,3}"
_ANY = r"[*\"<]*[^\W\d_][^\d,:;!?()\n–—]{1,40}?"
_WIRE = rf"[(/]\s*(?P<wire>{AGENCY}(?:\s*[,/]\s*{AGENCY})*)\s*[)/]\.?"

# In order: the first that matches says where the dateline ends.
_FORMS = tuple(
    re.compile(form)
    for form in (
        # NEW YORK, March 3 -    WASHINGTON, Nov 5 (Reuters) -    omaha, april 7 -
        rf"(?P<place>{_ANY}{_REGION})\s*[,.]*(?:\s{_DASH})?\s*(?P<date>{DATE})\s*,?\s*"
        rf"(?:{_WIRE}\s*|\([A-Z][\w ]+\)\s*|(?P<bare>{AGENCY})\s*)?"
        rf"(?:{_DASH}(?!\w)|:\s|(?<=/\.)\s)",
        rf"(?P<place>{_CAPITALS}{_REGION})\s?,\s*(?P<date>{_NEARLY_DATE})\s*{_DASH}\s",
        # DALLAS (AP) -    New York (AFP) –
        rf"(?P<place>(?:{_CAPITALS}|{_TITLE}){_REGION})\s*{_WIRE}\s*(?:{_DASH}|:)?",
        # OTTAWA —    MANILA, Philippines –
        rf"(?P<place>{_CAPITALS}{_REGION})(?:\s+{_DASH}\s|\s*[–—―])",
        # ISLAMABAD:    Oslo –    TOKYO--    Washington, D.C. —
        rf"(?P<place>(?P<known>{_CAPITALS}|{_TITLE}){_REGION})\s*(?:--+|{_DASH}\s|:\s)",
        # April 7 -
        rf"(?P<place>)(?P<date>{DATE})\s*(?:{_WIRE}\s*)?{_DASH}\s",
        # LONDON 1996-08-30, a line of its own
        rf"(?P<place>{_CAPITALS}|{_TITLE})\s*,?\s+(?P<date>{DATE})\s*$",
    )
)
# Words in capitals that open a line as a place would, and are none.
_NO_PLACES = frozenset(
    """A AFTER ALSO AN ANALYSIS AS AT ATHLETICS BASEBALL BASKETBALL BEFORE BOXING
    BREAKING BY BYLINE COMMENT CORRECTED CORRECTION CRICKET CYCLING DEAR EDITORIAL
    EXCLUSIVE EXPLAINER FACTBOX FAQ FOOTBALL FROM GOLF HOCKEY HORSE IN INTERVIEW IPO
    LIVE MORE MOTOR NEWS NOTE ON OPINION PHOTO PHOTOS PICTURED POLL Q QUOTES READ
    RELATED RESULT RESULTS RUGBY SCORES SINCE SKIING SOCCER SOURCE SUMMARY SWIMMING
    TABLE TENNIS TIMELINE TODAY UNTIL UPDATE UPDATED UPDATES URGENT VIDEO VIDEOS WATCH
    WRAPUP""".split()
)
_LONGEST = 6  # words of a place and its region
_PARTICLES = frozenset("and al de del do el en la le of on the upon".split())


@dataclass(frozen=True)
class Opening:
    """The dateline that opens a line: its length, place, date, and the agencies within it."""

    length: int
    place: str
    date: str | None
    agencies: tuple[str, ...]


def opening_dateline(line: str) -> Opening | None:
    """Read the dateline that opens a line, if one does; its closing dash belongs to it."""
    for form in _FORMS:
        match = form.match(line[:REACH])
        if match is None:
            continue
        said = match.groupdict()
        place = said["place"].strip(' *"<,')
        if not _could_be_place(place) or not _is_known(said.get("known")):
            return None
        return Opening(
            length=len(match.group().rstrip(" \t")),
            place=place,
            date=said.get("date"),
            agencies=agencies_in(said.get("wire") or said.get("bare") or ""),
        )
    return None


def _is_known(name: str | None) -> bool:
    """Tell whether a name that only a gazetteer could tell from other words is in it."""
    return name is None or name in places() or name.title() in places()


def _could_be_place(place: str) -> bool:
    """Tell whether the words could name a place: two, or more that are written alike."""
    words = re.findall(r"[^\W\d_][\w.'’]*", place)
    if not words:
        return True
    if words[0].upper() in _NO_PLACES:
        return False
    names = [word for word in words if word not in _PARTICLES]
    alike = len({word[0].isupper() for word in names}) <= 1
    return len(words) <= 2 or (alike and len(words) <= _LONGEST)
