"""Lines that stand in articles and are of every page: to share, to subscribe, to read on."""

import re

_LONGEST = 300  # characters; what is longer is somebody's paragraph
_WHOLE = (
    r"related|more on this|recommended|read next|also read|don['’]t miss|you may also like",
    r"advertisement|sponsored|share(?: this)?|print(?: article)?|order reprints|comments?|tweet",
    r"e-?mail|copy link|loading|thank you|leave a (?:reply|comment)|tell us what you think",
    r"story continues(?: below)?(?: advertisement)?|article continues after ad\w*",
    r"(?:last )?(?:updated|published)(?: on| at)?:? [\w:,./ -]{4,40}",
)
_BEGINNINGS = (
    r"(?:read|see|watch|listen) (?:more|also|next|now)\b\s*(?:[:>»-]|.{0,3}$)",
    r"(?:related|recommended|read next|also read|don['’]t miss|you may also like):",
    r"(?:sign up|subscribe|register) (?:for|to|now|here|today)\b",
    r"get (?:the latest|our|all the latest|breaking|more|access to)\b"
    r".*(?:inbox|newsletter|app\b|updates|alerts|subscri)",
    r"(?:follow|like) (?:us|him|her|them|me|\S+(?: \S+){0,2}) on "
    r"(?:twitter|facebook|instagram|x\b|linkedin|social)",
    r"(?:have|got) a (?:news )?(?:tip|story)\b",
    r"(?:write|e-?mail|contact) (?:to )?.{0,40}\S+@\S+\.\w+",
    r"(?:never|don['’]t) miss\b.*\b(?:news|stor(?:y|ies)|updates?)\b",
    r"we want to hear (?:what you think|from you)",
    r"(?:submit|send) (?:a|your|us your) (?:letter|comment|news)",
    r"this copy is for your personal",
    r"(?:copyright\b|©).{0,60}$",
    r"(?:click|tap) (?:here|to)\b",
    r"an error (?:has )?occurred",
    r"this article has been sent",
)
_ANYWHERE = (
    r"\bdownload (?:the|our)\b.{0,60}\bapps?\b",
    r"\bplease (?:subscribe|log in|sign in|register)\b",
    r"\balready an? (?:subscriber|member)\b",
    r"\b(?:delivered|straight|directly|right)\b.{0,30}\b(?:to|in) your (?:e-?mail )?inbox\b",
)
_LINE = re.compile(
    "|".join((rf"(?:{'|'.join(_WHOLE)})\W*$", *_BEGINNINGS, rf".*(?:{'|'.join(_ANYWHERE)})")),
    re.IGNORECASE,
)


def is_boilerplate(line: str) -> bool:
    """Say whether a line speaks of its page or site, and not of the news."""
    return len(line) <= _LONGEST and _LINE.match(line.lstrip("-–•*|· ")) is not None
