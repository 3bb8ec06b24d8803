"""Credits: the wire agencies an article says it comes from, and the lines that say so."""

import re

# Each agency: the short name by which it is credited, and what it is called in print.
AGENCIES = {
    "AAP": ("AAP", "Australian Associated Press"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "ANI": ("ANI", "Asian News International"),
    "ANSA": ("ANSA",),
    "AP": ("AP", "A.P.", "The Associated Press", "Associated Press"),
    "APP": ("APP", "Associated Press of Pakistan"),
    "BERNAMA": ("BERNAMA", "Bernama"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "CP": ("CP", "The Canadian Press", "Canadian Press"),
    "DPA": ("DPA", "dpa", "Deutsche Presse-Agentur"),
    "EFE": ("EFE", "Efe"),
    "IANS": ("IANS", "Indo-Asian News Service"),
    "IPS": ("IPS", "Inter Press Service"),
    "IRNA": ("IRNA",),
    "ITAR-TASS": ("ITAR-TASS", "Itar-Tass"),
    "Interfax": ("Interfax", "INTERFAX"),
    "KUNA": ("KUNA",),
    "Kyodo": ("Kyodo", "Kyodo News", "KYODO"),
    "NAN": ("NAN", "News Agency of Nigeria"),
    "PA": ("PA", "Press Association"),
    "PTI": ("PTI", "Press Trust of India"),
    "Petra": ("Petra",),
    "Reuters": ("Reuters", "REUTERS", "Reuter", "REUTER", "Thomson Reuters"),
    "SPA": ("SPA", "Saudi Press Agency"),
    "TASS": ("TASS", "Tass"),
    "TNS": ("TNS", "Tribune News Service"),
    "UPI": ("UPI", "United Press International"),
    "WAM": ("WAM",),
    "Xinhua": ("Xinhua", "XINHUA", "Xinhua News Agency"),
    "Yonhap": ("Yonhap", "YONHAP", "Yonhap News Agency"),
}
_SHORT = {name: short for short, names in AGENCIES.items() for name in names}
AGENCY = "(?:{})".format("|".join(re.escape(n) for n in sorted(_SHORT, key=len, reverse=True)))
_AGENCY = re.compile(rf"(?<![\w.]){AGENCY}(?![\w])")
_LIST = rf"{AGENCY}(?:(?:\s*[,/&;]\s*|\s+and\s+|\s*,\s*and\s+){AGENCY})*"

_PERSON = r"[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*){1,3}"

# A whole line that is a credit; the longest that is taken for one has this many characters.
LINE = 400
_LINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[-–—(\[]*\s*(?i:sources?:\s*)?{_LIST}\s*[.)\]]*$",
        rf"[-–—]\s*(?i:with\s+)?(?i:inputs|reporting|files|material)\s+(?i:from|by) .*{AGENCY}.*$",
        r"(?i:h/t|hat[ -]tip)\b.*$",
        rf"(?i:by)\s+{_PERSON}(?:(?:,|,? and)\s+{_PERSON})*(?:\s*[,|/]\s*[A-Z][\w.'’& -]*)*\.?$",
        rf"(?i:by|from)\s+(?i:the\s+)?{_LIST}\s*\.?$",
        r"\((?i:additional |further )?(?i:report|writ|edit)(?i:ing|ed|ten) (?i:by|in) .*\)\.?$",
        r"(?i:additional |further )?(?i:reporting|writing|editing) by [A-Z].*$",
        rf"(?i:the )?{AGENCY} (?i:\w+ ){{0,3}}(?i:writer|reporter|correspondent|contribut)\w*\b.*$",
        r".{0,200}\bcontributed (?:reporting|to this (?:report|story|article))\b.{0,150}$",
        rf"(?i:copyright|©|\(c\)).*{AGENCY}.*$",
        rf"(?i:this (?:article|story|report) )(?i:was|is|has been) .*(?i:from|by)\b.*{AGENCY}.*$",
    )
)
# Standing phrases that only one agency prints, though its name is not in them. Others name their
# desk too, but not in these brackets with this semicolon.
_SIGNED_WITHOUT_A_NAME = (
    (
        re.compile(r"\((?:Additional r|R)eporting (?:by|in) [^()]*; Editing by [^();]*\)\W*$"),
        "Reuters",
    ),
    (re.compile(r"Your daily look at late-breaking news, upcoming events"), "AP"),
)
# A credit that closes a paragraph: "… to Moscow. (AP, Reuters)", "… in Rome. - Reuters".
_CLOSING = re.compile(
    rf"(?<=[.!?\"”’'…)])\s*(?:[(\[]\s*(?i:with\s+)?(?i:inputs from\s+)?{_LIST}"
    r"(?:\s+(?i:contributed|photo))?\s*[)\]]\.?"
    rf"|[-–—]+\s*(?i:with\s+)?{_LIST}\.?)$"
)
# A credit that opens a paragraph: "(Reuters) - The mayor …".
_OPENING_CREDIT = re.compile(rf"[(\[]\s*{_LIST}\s*[)\]]\s*[-–—]+\s")


def opening_credit(line: str) -> int:
    """Give the length of the credit that opens a line, 0 where none does."""
    match = _OPENING_CREDIT.match(line[:LINE])
    return 0 if match is None else len(match.group().rstrip())


def agencies_in(line: str) -> tuple[str, ...]:
    """Name the wire agencies a credit line credits, each by its short name, in order."""
    found = [_SHORT[match.group()] for match in _AGENCY.finditer(line[:LINE])]
    found += [agency for mark, agency in _SIGNED_WITHOUT_A_NAME if mark.search(line[:LINE])]
    return tuple(dict.fromkeys(found))


def is_credit(line: str) -> bool:
    """Tell whether a whole line says who wrote, sent or first published the article."""
    return len(line) <= LINE and any(pattern.match(line) for pattern in _LINES)


def closing_credit(line: str) -> int | None:
    """Give the place where the credit begins that closes a line, if one does."""
    tail = max(0, len(line) - 80)
    match = _CLOSING.search(line[tail:])
    if match is None:
        return None
    return tail + match.start() + len(match.group()) - len(match.group().lstrip())


def is_signed_opening(line: str) -> bool:
    """Tell whether a line is a standing opening that names its agency without saying it."""
    return any(mark.match(line) for mark, _ in _SIGNED_WITHOUT_A_NAME)
