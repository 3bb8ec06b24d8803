"""Sources: who can be reported to say or think something; you, it and a decision cannot."""

from spacy.tokens import Token

from pipeline.analysis.quotations.speakers import Grammar, Speaker
from pipeline.analysis.quotations.speech_cues import INWARD
from pipeline.analysis.wordset import wordset

# What speaks by being read.
_TEXTS = wordset(
    """
    account ad advertisement affidavit agenda agreement amendment analysis announcement article
    assessment audit bill biography blog book brief briefing bulletin calculation census chapter
    charge chart charter column communique complaint constitution contract data database
    declaration decree diary directive disclosure dispatch document dossier draft edition
    editorial email entry essay estimate examination excerpt experiment figure file filing
    finding forecast form graph guidance guide guideline headline index indictment inquiry
    inscription interview inventory investigation invoice issue journal label law lawsuit
    leaflet letter list log magazine manifesto manual map memo memoir memorandum message minute
    model motion newsletter newspaper note notice obituary outlet pamphlet paper paragraph
    passage petition plan plaque platform policy poll post poster prediction probe profile
    program programme projection proposal provision publication questionnaire readout
    recommendation record register regulation release report research resolution result review
    rule ruling script section sign site slide slogan statement statistic statute story study
    submission subpoena suit summary survey testimony text timeline transcript translation
    treaty trial tweet verdict version warrant webpage website wording
    """
)
# Happenings, and what nobody is, though it stands before a verb.
_EVENTS = wordset(
    """
    accident act action approach arrest attack battle behavior behaviour campaigning case change
    choice clash climate collapse crackdown crash crime crisis cut day deal death debate
    decision defeat delay departure development disaster dispute effort election episode event
    evidence example fact failure fall fight fire flood game gap growth history idea impact
    incident increase joke lack life loss match matter meeting method moment month move night
    outbreak outcome pace past pattern picture practice presence problem process progress
    protest rate reality reason riot rise scandal scene shift shooting shortage silence
    situation speed spread step storm strategy strike success surge system talk test thing
    threat time trend trip truth turn turnout use victory video violence visit vote war way
    weather win work world year
    """
)
# Nouns that end as those of acts and states do, and those of people and bodies among them.
_ACTS = ("tion", "sion", "ment", "ness", "ance", "ence", "ity", "ism", "ure", "ship", "dom")
_BODIES = wordset(
    """
    acquaintance administration agency army association audience authority bank board cabinet
    campaign celebrity charity church city club coalition commission committee community company
    conference congregation constituency convention corporation council court delegation
    department detachment division electorate element establishment eyewitness faculty
    federation firm foundation fraternity generation government group house institution
    judiciary jury leadership league legislature majority management membership ministry
    minority mission nation navy office opposition organisation organization panel parliament
    partnership party plurality police population prosecution regiment resistance school
    secretariat senate session state station team township tribunal union university witness
    """
)
_NOBODY = wordset("you there that this these which what whatever nobody none nothing something")
# Who is anybody: what they might say, or are said to know, nobody said.
_ANYBODY = wordset("one you anyone anybody whoever")
_EVERYBODY = wordset("everyone everybody many most people")
_AUDIENCES = wordset(
    "reader viewer listener fan spectator audience moviegoer filmgoer theatregoer concertgoer those"
)
_REMEMBERING = frozenset(("recall", "remember"))
# Verbs that stand behind an "it" that means nothing.
_IMPERSONAL = wordset("appear follow go happen look seem sound take turn")
_BACK = 60  # words before "it" among which what it stands for is sought
_PRESENT = frozenset(("VBP", "VBZ"))


def is_text(speaker: Speaker) -> bool:
    """Tell whether words name a text: a report, a poll."""
    return any(head.lemma_.lower() in _TEXTS for head in speaker.heads)


def source(speaker: Speaker, grammar: Grammar) -> Speaker | None:
    """Give somebody or a text that words name, of "it" what it stands for; of a thing nothing."""
    head = speaker.heads[0]
    if head.lower_ == "it":
        return _source_of_it(speaker, grammar)
    if head.tag_ in ("WDT", "WP") and (noun := _noun_before(head)) is not None:
        speaker, head = grammar.named(noun), noun
    if not all(_is_nobody(one) for one in speaker.heads):
        return speaker
    author = grammar.author_of(head)  # who "made a comment that described X"
    return None if author is None or _is_nobody(author) else grammar.named(author)


def _source_of_it(speaker: Speaker, grammar: Grammar) -> Speaker | None:
    it = speaker.heads[0]
    meant = None if it.dep_ == "expl" or _is_empty(it) else _meant_by(it)
    if meant is None:
        return None
    return Speaker(speaker.span, (meant,)) if meant.ent_type_ else grammar.named(meant)


def _is_empty(it: Token) -> bool:
    """Tell whether "it" stands for nothing: "it seems", "it goes without saying"."""
    return it.head.lemma_ in _IMPERSONAL


def is_unnamed(speaker: Speaker) -> bool:
    """Tell whether somebody may be meant, though nobody knows who: "you said", "it added"."""
    return speaker.heads[0].lower_ in ("you", "it") and speaker.heads[0].dep_ != "expl"


def _noun_before(relative: Token) -> Token | None:
    """Give the noun that "which" follows where the parse does not join them."""
    place = relative.i - 1
    while place > 0 and relative.doc[place].text in (",", "and"):
        place -= 1
    noun = relative.doc[max(place, 0)]
    return noun if noun.pos_ in ("NOUN", "PROPN") else None


def _meant_by(it: Token) -> Token | None:
    """Give the body or text that was the subject last before "it", in this sentence or the last."""
    begun = bool(it.is_sent_start)
    for token in reversed(it.doc[max(0, it.i - _BACK) : it.i]):
        if token.dep_ in ("nsubj", "nsubjpass") and _is_body(token):
            return token
        if token.is_sent_start:
            if begun:
                return None
            begun = True
    return None


def _is_body(noun: Token) -> bool:
    """Tell whether a noun in the singular names a body or a text."""
    if noun.tag_ not in ("NN", "NNP", "NNPS"):
        return False
    lemma = noun.lemma_.lower()
    return noun.ent_type_ in ("ORG", "GPE") or (not noun.ent_type_ and lemma in _TEXTS | _BODIES)


def _is_nobody(head: Token) -> bool:
    """Tell whether a noun or pronoun stands for no person, body or text."""
    lemma = head.lemma_.lower()
    if head.lower_ in _NOBODY or head.dep_ == "expl":
        return True
    if head.ent_type_ or head.pos_ != "NOUN" or not _is_common(head):
        return False
    return lemma in _EVENTS or (lemma.endswith(_ACTS) and lemma not in _TEXTS | _BODIES)


def _is_common(noun: Token) -> bool:
    """Tell whether a noun is written as one: the parser takes rare names for nouns."""
    return noun.text.islower() or noun.is_sent_start is True


def speaks_in_general(verb: Token, speaker: Speaker) -> bool:
    """Tell whether nobody speaks: "readers will recall", "one might say", "no official said"."""
    head = speaker.heads[0]
    if head.lower_ in ("nobody", "none", "neither") or _is_denied(head):
        return True
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
        crowd = verb.lemma_ in _REMEMBERING and head.tag_ == "NNS"
        return crowd or _is_anybody(head) or head.lower_ in _EVERYBODY
    return verb.tag_ in _PRESENT and verb.lemma_ in INWARD and _is_anybody(head)


def _is_anybody(head: Token) -> bool:
    """Tell whether a word means whoever it may be: "anyone", "readers", but not "one of them"."""
    if head.lower_ in _ANYBODY:
        return not any(c.dep_ == "prep" for c in head.children)
    return head.lemma_.lower() in _AUDIENCES


def _is_denied(head: Token) -> bool:
    return any(c.lower_ == "no" and c.dep_ == "det" for c in head.children)
