"""Titles: marked words that name a work, a ship or a nickname, and that nobody is quoted with."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.analysis.wordset import wordset

# What has a title or a name of its own.
_WORKS = wordset(
    """
    album anthem article autobiography ballad band barge blog boat book cartoon chapter column
    comedy comic composition concerto documentary drama episode essay exhibition fable fairytale
    ferry film franchise frigate game hit horse hymn journal liner locomotive magazine memoir movie
    mural musical newspaper novel opera painting pamphlet paperback photograph play podcast poem
    poetry portrait programme record remake restaurant sculpture sequel serial series ship shipwreck
    show sitcom single song sonata soundtrack spacecraft statue steamer story submarine symphony
    tale tanker thriller tract trawler treatise trilogy tune vessel video volume work yacht yarn
    """
)
_MAKERS = wordset(
    "actor actress author composer director host novelist producer singer songwriter star tape"
)
_LISTING = wordset("such as like including include includes included and or the with for from a an")
# Verbs for making a work, and for knowing one; a single word is a title behind the latter alone.
_MAKING = wordset("compose direct pen perform publish record release sing stage write")
_KNOWING = wordset("adore enjoy hear know love read recall remember think watch")
_NAMING = wordset("call christen code-name codename dub entitle know label name nickname title")
# Verbs by which a crowd names something again and again: "locals call the tower "the Needle"".
_CALLING = wordset("call dub nickname")
_SMALL = wordset("about after before between from into over than that their this through upon with")
_SHORT = 3  # letters of a word that may be small within a title
_FAR = 12  # words before a passage among which the verb that leads to it is sought
_PAUSES = frozenset((",", ":", ";", "—", "–", "--", ".", "?", "!"))


def is_title(passage: Span) -> bool:
    """Tell whether marked words are a title or a name by what stands around them."""
    if _is_so_called(passage):
        return True
    words = [t for t in passage if t.is_alpha or t.is_digit]
    if not words or not _in_title_case(words):
        return False
    verb = _verb_before(passage)
    if verb is not None and _names_again(verb):
        return True
    if _is_work(passage) or (verb is not None and verb.lemma_ in _KNOWING):
        return True
    return verb is not None and verb.lemma_ in _MAKING and len(words) > 1


def _in_title_case(words: list[Token]) -> bool:
    """Tell whether all but small words are capitalised, the first of them too."""
    first = words[0].text if words[0].lower_ not in ("the", "a", "an") else words[-1].text
    return not first[:1].islower() and not any(
        t.text.islower() and len(t) > _SHORT and t.lower_ not in _SMALL for t in words
    )


def _is_so_called(passage: Span) -> bool:
    """Tell whether words before a passage give it as a name: "so-called", "known as", "dubbed"."""
    before = list(_before(passage))[:3]
    if not before:
        return False
    if before[0].lower_ == "so-called" or [t.lower_ for t in before] == ["called", "-", "so"]:
        return True
    verb = before[1] if before[0].lower_ == "as" and len(before) > 1 else before[0]
    if verb.lemma_.lower() not in _NAMING or verb.tag_ != "VBN":
        return False
    return not any(c.lemma_ == "have" or c.dep_ == "agent" for c in verb.children)


def _is_work(passage: Span) -> bool:
    """Tell whether a work stands before a passage, maybe as a list, or right behind it."""
    behind = passage.doc[passage.end : passage.end + 1]
    if any(t.lemma_ in _WORKS | _MAKERS and t.pos_ == "NOUN" for t in behind):
        return True
    for token in _before(passage):
        if token.lemma_.lower() in _WORKS:
            return True
        if token.lower_ not in _LISTING and token.text != ",":
            return False
    return False


def _names_again(verb: Token) -> bool:
    """Tell whether a crowd's word for something stands behind a verb in the present."""
    crowd = any(c.dep_ == "nsubj" and c.tag_ == "NNS" for c in verb.children)
    return verb.lemma_ in _CALLING and verb.tag_ == "VBP" and crowd


def _verb_before(passage: Span) -> Token | None:
    """Give the verb that leads to a passage, if no pause parts them."""
    for token in _before(passage):
        if token.text in _PAUSES:
            return None
        if token.pos_ == "VERB":
            return token
    return None


def _before(passage: Span) -> Iterator[Token]:
    """Yield the words before a passage, the nearest first, no further than their line."""
    for place in range(passage.start - 1, max(passage.start - 1 - _FAR, -1), -1):
        token = passage.doc[place]
        if token.is_space:
            return
        yield token
