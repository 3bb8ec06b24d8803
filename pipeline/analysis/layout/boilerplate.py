"""Boilerplate: what the page says around an article, told by how its lines begin."""

import re

# The longest line taken for boilerplate: a paragraph of an article is longer.
LINE = 240

_OPENINGS = (
    r"get (?:the|our|all|more|breaking|instant|daily) .{0,60}"
    r"(?:updates?|news|newsletters?|alerts?|stories|app|inbox)\b",
    r"(?:sign[ -]?(?:up|in)|log[ -]?in|subscribe|register (?:now|here|for free))\b",
    r"(?:share (?:this|on|via|with)|follow us|follow @\w+)\b",
    r"(?:shares?|tweet(?: this)?|e?-?mail(?: this)?|print(?: this)?|advertisement|loading)\W*$",
    r"(?:follow|like|find|join) (?:us|me|our|the \w+|@\w+|\w+(?: \w+)?) (?:on|at|in)\b .{0,20}"
    r"(?:twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|social)",
    r"(?:click|tap|swipe) (?:here|on|to|for)\b",
    r"download (?:the|our)\b",
    r"read (?:more|also|next|on|the (?:rest|full|whole|entire|original))\b",
    r"(?:also read|(?:continue|keep) reading|(?:see|learn|find out) more)\b",
    r"more (?:from|on this|stories|news|coverage|like this)\b",
    r"(?:related|recommended|trending|popular|top) "
    r"(?:stories|articles?|news|links|topics|content|coverage|posts?|video)\b",
    r"(?:related|tags?|topics?|categor(?:y|ies)):",
    r"(?:most|don['’]?t) (?:read|popular|viewed|miss)\b",
    r"you (?:may|might) (?:also )?(?:like|be interested)\b",
    r"(?:leave|post|add|write|view|show|load)(?: a| your| all| more)? (?:comments?|reply)\b",
    r"\d* ?comments?\W*$",
    r"(?:have your say|what do you think\?.{0,60}comments?)",
    r"(?:story|article) continues\b",
    r"sponsored(?: content| by)?\W*$",
    r"(?:skip to|back to top|filed under|play video|image source)\b",
    r"view (?:gallery|photos?|slideshow)\b",
    r"support (?:our|independent) (?:journalism|reporting|work)\b",
    r"(?:donate|give) (?:now|today)\b",
    r"we (?:use|and our partners use) cookies\b",
    r"(?:accept|manage) (?:all )?cookies\b",
    r"(?:terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice))\b",
    r"(?:copyright|©|\(c\))",
    r".{0,80}\ball rights reserved\b",
    r"this (?:material|article) may not be (?:published|republished|reproduced)",
    r"send (?:us )?(?:your )?(?:tips|feedback|news)\b",
    r"contact (?:us|the (?:author|reporter|writer))\b",
    r"listen to (?:this|the) (?:article|story|podcast)\b",
    r"watch (?:live|now|the video|more)\b",
    r"\[?(?:photo|image|picture|video)s? ?(?:credits?|by|courtesy|via)?:",
    r"if you .{0,90}\b(?:visit|see|go to|return to) our\b",
    r"this (?:article|page|story) (?:requires|needs|awaits|is awaiting|has been|is being)\b"
    r".{0,60}\b(?:review|reviewed|archived|flagged|checked)\b",
    r"(?:\w+ )?(?:article|page) last (?:amended|edited|changed)\b",
)
_OPENING = re.compile(r"\W*(?:{})".format("|".join(_OPENINGS)), re.IGNORECASE)
# A heading over a list that is about the page or its sources, as a line of its own.
_LIST_HEADING = re.compile(
    r"\W*(?:sources|references|footnotes|bibliography|further reading|see also|read (?:more|also)"
    r"|(?:external|sister|related) links?|categories|tags|more (?:news|stories|coverage)"
    r"|(?:related|recommended|latest|top|popular|trending) (?:articles?|news|stor(?:y|ies)|posts?"
    r"|reading|coverage|content))\W*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[A-Z“\"‘'(].*\w[.!?][\"”’')\]]*$")
_LISTED = re.compile(r"[-•*–—^]|\d+[.)]|[\"“].{3,120}[\"”][.,]? ?\W")
_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+\W*$", re.IGNORECASE)


def is_boilerplate(line: str) -> bool:
    """Tell whether a whole line is an invitation, a notice, a bare address or mere marks."""
    if not any(character.isalnum() for character in line):
        return True
    return len(line) <= LINE and (_OPENING.match(line) or _ADDRESS.match(line)) is not None


def heads_a_list(line: str) -> bool:
    """Tell whether a line stands over sources, related articles or categories."""
    return len(line) <= LINE and _LIST_HEADING.match(line) is not None


def is_listed(line: str) -> bool:
    """Tell whether a line may be one of such a list: a title, or what opens as a list's lines."""
    if len(line) > LINE:
        return False
    return _LISTED.match(line) is not None or _SENTENCE.match(line) is None
