"""Titles: words before a name that say what somebody is, and are no part of the name."""

ARTICLES = frozenset("the a an this that these those his her its their our my your".split())

_MEN = "mr mister sir lord king prince duke baron count father fr brother pope imam sheikh sheik"
_WOMEN = "mrs ms miss madam madame lady dame queen princess duchess baroness countess sister"
_OFFICES = """ambassador archbishop attorney bishop brig brigadier candidate capt captain cardinal
    ceo chairman chairwoman chairperson chancellor chief cllr cmdr coach col colonel commander
    commissioner comrade congressman congresswoman constable consul corporal councillor councilman
    councilwoman cpl deputy detective director dr doctor emir engineer ex former gen general gov
    governor hon honorable inspector judge justice lieutenant lt ltc maj major manager marshal
    mayor minister mp mps officer ombudsman pastor pfc premier president presidential prime prof
    professor rabbi rep representative rev reverend sec secretary sen senator sgt sergeant
    sheriff speaker spokesman spokesperson spokeswoman sultan superintendent vice adm admiral
    actor actress author activist analyst lawmaker leader lawyer treasurer dean editor mla mk amir
    emir datuk dato shri smt defender goalkeeper midfielder striker prosecutor counsel majesty
    highness excellency crown"""

TITLES = frozenset((_MEN + " " + _WOMEN + " " + _OFFICES).split())
HONORIFICS = frozenset("mr mister mrs ms miss madam madame sir dame lord lady dr hon".split())
MALE_TITLES = frozenset((_MEN + " chairman congressman councilman spokesman actor").split())
FEMALE_TITLES = frozenset(
    (_WOMEN + " chairwoman congresswoman councilwoman spokeswoman actress").split()
)


def is_title(word: str) -> bool:
    """Tell whether a word is a title, with or without its stop: "Sen.", "President"."""
    return word.casefold().rstrip(".") in TITLES
