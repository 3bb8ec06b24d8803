"""Who said what: marks, cues and speakers, in sentences of our own."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.analysis.layout.zones import layout_of
from pipeline.analysis.quotations import attributions
from pipeline.analysis.quotations.quotations import Quoted, quoted_passages
from schemas.contracts import Zone
from schemas.vocabulary import QuotationKind, ZoneName
from tests.reading import reader

MARKED = (QuotationKind.DIRECT, QuotationKind.MIXED)
SEED = Path(__file__).parents[2] / "seeds" / "putin-canada.txt"


def quoted(text: str, zones: tuple[Zone, ...] = ()) -> tuple[Quoted, ...]:
    doc = reader().document(text)
    return quoted_passages(doc, zones)


def said(text: str) -> list[tuple[str, list[str], str | None]]:
    """Give the direct and mixed quotations of a text: kind, spans, speaker."""
    return [shown(q) for q in quoted(text) if q.kind in MARKED]


def reported(text: str) -> list[tuple[str, str | None]]:
    """Give the quotations of a text that need no marks: what, and who."""
    found = (shown(q) for q in quoted(text) if q.kind not in MARKED)
    return [(" … ".join(spans), speaker) for _, spans, speaker in found]


def shown(q: Quoted) -> tuple[str, list[str], str | None]:
    return (q.kind.value, [s.text for s in q.spans], q.speaker.text if q.speaker else None)


@pytest.mark.parametrize(
    ("text", "spans", "speaker"),
    [
        pytest.param(
            '"We will build it," Venn said.', ['"We will build it,"'], "Venn", id="cue-behind"
        ),
        pytest.param(
            '"We will build it," said Venn.', ['"We will build it,"'], "Venn", id="inverted"
        ),
        pytest.param(
            '"We will build it," said Mara Venn, the minister of works.',
            ['"We will build it,"'],
            "Mara Venn",
            id="inverted-with-apposition",
        ),
        pytest.param(
            '"We will build it," said Works Minister Mara Venn.',
            ['"We will build it,"'],
            "Works Minister Mara Venn",
            id="inverted-with-title",
        ),
        pytest.param(
            'Mara Venn, the minister of works, said: "We will build it."',
            ['"We will build it."'],
            "Mara Venn",
            id="colon",
        ),
        pytest.param(
            'Venn said, "We will build it."', ['"We will build it."'], "Venn", id="cue-before"
        ),
        pytest.param(
            'Venn said "We will build it."', ['"We will build it."'], "Venn", id="no-comma"
        ),
        pytest.param(
            '"We will build it," Venn said, "and we will pay for it."',
            ['"We will build it,"', '"and we will pay for it."'],
            "Venn",
            id="cue-in-the-middle",
        ),
        pytest.param(
            '"We will build it," Venn said. "The money is there."',
            ['"We will build it,"', '"The money is there."'],
            "Venn",
            id="goes-on-behind-the-cue",
        ),
        pytest.param(
            '"We will build it," Venn told reporters on Monday. "The money is there."',
            ['"We will build it,"', '"The money is there."'],
            "Venn",
            id="told-reporters",
        ),
        pytest.param(
            '"Why should we build it?" Venn asked.',
            ['"Why should we build it?"'],
            "Venn",
            id="question",
        ),
        pytest.param(
            '"Build it!" the crowd shouted.', ['"Build it!"'], "the crowd", id="exclamation"
        ),
        pytest.param(
            '"We will build it," the ministry said in a statement.',
            ['"We will build it,"'],
            "the ministry",
            id="in-a-statement",
        ),
        pytest.param(
            '"We will build it," he told the Daily Courier.',
            ['"We will build it,"'],
            "he",
            id="pronoun",
        ),
        pytest.param(
            '"We will build it," a spokesman for the harbour said.',
            ['"We will build it,"'],
            "a spokesman for the harbour",
            id="spokesman",
        ),
        pytest.param(
            '"We will build it," officials said on condition of anonymity.',
            ['"We will build it,"'],
            "officials",
            id="anonymous",
        ),
        pytest.param(
            '"We will build it," Venn and Oduya said in a joint letter.',
            ['"We will build it,"'],
            "Venn and Oduya",
            id="two-speakers",
        ),
        pytest.param(
            '"We will build it," Venn wrote on Facebook.',
            ['"We will build it,"'],
            "Venn",
            id="wrote",
        ),
        pytest.param("“We will build it,” Venn said.", ["“We will build it,”"], "Venn", id="curly"),
        pytest.param(
            "''We will build it,'' Venn said.", ["''We will build it,''"], "Venn", id="two-singles"
        ),
        pytest.param(
            "‘We will build it,’ Venn said.", ["‘We will build it,’"], "Venn", id="british"
        ),
        pytest.param(
            "'We can't build it,' Venn said. 'It's the voters' choice.'",
            ["'We can't build it,'", "'It's the voters' choice.'"],
            "Venn",
            id="british-straight-with-apostrophes",
        ),
        pytest.param(
            "‘We will build it’, said Venn.", ["‘We will build it’"], "Venn", id="british-comma"
        ),
        pytest.param(
            "\"He told me 'never' and left,\" Venn said.",
            ["\"He told me 'never' and left,\""],
            "Venn",
            id="nested",
        ),
        pytest.param(
            "“She called it ‘a gift’ and I agree,” said Oduya.",
            ["“She called it ‘a gift’ and I agree,”"],
            "Oduya",
            id="nested-curly",
        ),
        pytest.param(
            'According to Venn, "the harbour will be ready by May."',
            ['"the harbour will be ready by May."'],
            "Venn",
            id="according-to-before",
        ),
        pytest.param(
            '"The harbour will be ready by May," according to Venn.',
            ['"The harbour will be ready by May,"'],
            "Venn",
            id="according-to-behind",
        ),
        pytest.param(
            'Venn was quoted as saying: "We will build it."',
            ['"We will build it."'],
            "Venn",
            id="quoted-as-saying",
        ),
        pytest.param(
            'Venn issued a statement saying, "We will build it."',
            ['"We will build it."'],
            "Venn",
            id="statement-saying",
        ),
        pytest.param(
            'Asked about the cost, Venn replied, "We have the money."',
            ['"We have the money."'],
            "Venn",
            id="asked-and-replied",
        ),
        pytest.param(
            '"The money," Venn added later, "is there."',
            ['"The money,"', '"is there."'],
            "Venn",
            id="added-later",
        ),
        pytest.param(
            'Venn was blunt.\n\n"We will build it, whatever it takes."',
            ['"We will build it, whatever it takes."'],
            "Venn",
            id="introduced-by-a-plain-sentence",
        ),
        pytest.param(
            'Venn had one thing to say to them:\n\n"We will build it."',
            ['"We will build it."'],
            "Venn",
            id="introduced-by-a-line-before",
        ),
        pytest.param(
            '"We will build it," Venn said.\n\n"And we will pay for it."',
            ['"We will build it,"', '"And we will pay for it."'],
            "Venn",
            id="goes-on-in-the-next-paragraph",
        ),
        pytest.param(
            'Venn said: "We will build it.\n\n"And we will pay for it."',
            ['"We will build it.', '"And we will pay for it."'],
            "Venn",
            id="open-mark-continued",
        ),
        pytest.param(
            'Venn said: "We will build it.\nNobody answered.',
            ['"We will build it.'],
            "Venn",
            id="never-closed",
        ),
        pytest.param(
            '"We … will build [the harbour]," Venn said.',
            ['"We … will build [the harbour],"'],
            "Venn",
            id="ellipsis-and-brackets",
        ),
        pytest.param(
            '"We will build it," the minister, who had been silent for weeks, said.',
            ['"We will build it,"'],
            "the minister",
            id="subject-far-from-its-verb",
        ),
        pytest.param('"We will build it—" Venn began.', ['"We will build it—"'], "Venn", id="dash"),
        pytest.param(
            '"We will build it," Mara Venn, 69, who has led the town since May, told the Courier.',
            ['"We will build it,"'],
            "Mara Venn",
            id="speaker-described-at-length",
        ),
        pytest.param(
            "“I don’t think it will be built,” Senate Minority Leader Chuck Schumer (D-N.Y.) said.",
            ["“I don’t think it will be built,”"],
            "Senate Minority Leader Chuck Schumer",
            id="office-and-name-that-the-parse-takes-apart",
        ),
        pytest.param(
            '"We will build it," said Lt. Gen. Mara Venn of the coast guard. "We must."',
            ['"We will build it,"', '"We must."'],
            "Lt. Gen. Mara Venn",
            id="abbreviated-rank",
        ),
        pytest.param(
            '"We will build it," the editorial read.',
            ['"We will build it,"'],
            "the editorial",
            id="a-paper-speaks",
        ),
        pytest.param(
            'The crowd chanted, "Build it now!" and "Pay for it!"',
            ['"Build it now!"', '"Pay for it!"'],
            "The crowd",
            id="list-of-passages",
        ),
        pytest.param(
            '"We will build it."\n\n— Mara Venn, mayor of Lower Vale',
            ['"We will build it."'],
            "Mara Venn",
            id="signed-on-the-next-line",
        ),
        pytest.param(
            '"We will build it." ― Mara Venn, 24',
            ['"We will build it."'],
            "Mara Venn",
            id="signed-behind-a-dash",
        ),
        pytest.param(
            'Mayor Mara Venn: "We will build it."',
            ['"We will build it."'],
            "Mayor Mara Venn",
            id="name-and-colon",
        ),
        pytest.param(
            '"We will build it," Venn said. She had waited all year. "The money is there."',
            ['"We will build it,"', '"The money is there."'],
            "Venn",
            id="goes-on-behind-a-plain-sentence",
        ),
        pytest.param(
            'In an interview on "Late Night," Venn said, "We will build it."',
            ['"We will build it."'],
            "Venn",
            id="title-before-the-cue",
        ),
        pytest.param(
            'Yet, "we will build it," said Venn.',
            ['"we will build it,"'],
            "Venn",
            id="linking-word",
        ),
        pytest.param(
            '"That is not true," Venn replied when asked about the cost, "and you know it."',
            ['"That is not true,"', '"and you know it."'],
            "Venn",
            id="goes-on-behind-an-aside",
        ),
        pytest.param(
            '"You feed them," Venn said, referring to the banks, "and you know it."',
            ['"You feed them,"', '"and you know it."'],
            "Venn",
            id="goes-on-behind-a-participle",
        ),
        pytest.param(
            'Its general secretary, Sharon Doyle, tweeted: "What are they hiding?"',
            ['"What are they hiding?"'],
            "Its general secretary, Sharon Doyle",
            id="role-then-name",
        ),
        pytest.param(
            'Venn was quoted by the Courier as saying: "We will build it."',
            ['"We will build it."'],
            "Venn",
            id="quoted-by-a-paper",
        ),
        pytest.param(
            "“It is unusual,“ said Venn.",
            ["“It is unusual,“"],
            "Venn",
            id="closed-by-a-turned-mark",
        ),
        pytest.param(
            'Her colleague Mara Venn was less gloomy: "We will build it."',
            ['"We will build it."'],
            "Her colleague Mara Venn",
            id="a-colleague-and-a-colon",
        ),
        pytest.param(
            '"We will build it," Venn points out.',
            ['"We will build it,"'],
            "Venn",
            id="points-out",
        ),
    ],
)
def test_a_passage_with_a_cue_is_a_direct_quotation(text, spans, speaker):
    assert said(text) == [("direct", spans, speaker)]


@pytest.mark.parametrize(
    ("text", "span", "speaker"),
    [
        pytest.param(
            'Oduya noted the town was in a "geographic trap" because of the river.',
            'the town was in a "geographic trap" because of the river',
            "Oduya",
            id="fragment-in-a-clause",
        ),
        pytest.param(
            'Venn and Oduya agreed in a statement that the pact was "a cornerstone" of peace.',
            'that the pact was "a cornerstone" of peace',
            "Venn and Oduya",
            id="joint-statement",
        ),
        pytest.param(
            'Venn said that the plan was "dead."',
            'that the plan was "dead."',
            "Venn",
            id="that-clause",
        ),
        pytest.param(
            'Venn called the plan "a gift to the rich."',
            'the plan "a gift to the rich."',
            "Venn",
            id="called",
        ),
        pytest.param(
            'Oduya described the talks as "frank."',
            'the talks as "frank."',
            "Oduya",
            id="described-as",
        ),
        pytest.param(
            'The plan is "dead," Venn said.', 'The plan is "dead,"', "Venn", id="cue-behind"
        ),
        pytest.param(
            'Venn accused Oduya of "playing games" with the budget.',
            'Oduya of "playing games" with the budget',
            "Venn",
            id="accused-of",
        ),
        pytest.param(
            "Venn warned that a 'no' vote would hurt the town.",
            "that a 'no' vote would hurt the town",
            "Venn",
            id="single-marks",
        ),
        pytest.param(
            'Venn told the Courier he was "not quite ready" to sign.',
            'he was "not quite ready" to sign',
            "Venn",
            id="told-a-paper",
        ),
        pytest.param(
            'Venn said the plan was "dead" and warned of a strike.',
            'the plan was "dead"',
            "Venn",
            id="ends-before-the-next-cue",
        ),
        pytest.param(
            'Venn called Oduya a "moderate," a jab at his past.',
            'Oduya a "moderate,"',
            "Venn",
            id="ends-before-an-aside",
        ),
        pytest.param(
            'Oduya denied her claim that the plan is "dead" now.',
            'that the plan is "dead" now',
            "her",
            id="claim-that",
        ),
        pytest.param(
            'The plan, Venn said, was "dead on arrival."',
            'was "dead on arrival."',
            "Venn",
            id="cue-in-the-middle",
        ),
        pytest.param(
            'Venn called Oduya a "liar," a "bully" and a "fraud."',
            'Oduya a "liar," a "bully" and a "fraud."',
            "Venn",
            id="list-with-commas-inside-the-marks",
        ),
        pytest.param(
            'Venn said that theft was "a big problem" in the port but "nobody dares to speak."',
            'that theft was "a big problem" in the port but "nobody dares to speak."',
            "Venn",
            id="goes-on-behind-but",
        ),
        pytest.param(
            'Venn called the plan "dead" and left the room.',
            'the plan "dead"',
            "Venn",
            id="ends-before-what-else-is-done",
        ),
        pytest.param(
            'According to the union leader, Mara Venn, it "comes too late".',
            'it "comes too late"',
            "the union leader, Mara Venn",
            id="according-to-a-role-and-a-name",
        ),
        pytest.param(
            '"It is insane," Venn said, going on to say that the plan was "dead."',
            'that the plan was "dead."',
            "Venn",
            id="going-on-to-say",
        ),
        pytest.param(
            'Venn told the workers to "go home and wait."',
            'to "go home and wait."',
            "Venn",
            id="told-to",
        ),
    ],
)
def test_words_that_hold_a_marked_part_are_a_mixed_quotation(text, span, speaker):
    found = [(kind, spans[-1], who) for kind, spans, who in said(text)]

    assert ("mixed", span, speaker) in found


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        pytest.param(
            'Oduya said that Venn favors a "strong hand" in the port.',
            ('a "strong hand" in the port', "Venn"),
            id="view",
        ),
        pytest.param(
            'Oduya said he hopes the strike sends "a clear message."',
            ('the strike sends "a clear message."', "he"),
            id="his-own-hope",
        ),
    ],
)
def test_marks_inside_what_somebody_says_are_that_speakers_words(text, inner):
    assert [(kind, who) for kind, _, who in said(text)] == [("mixed", "Oduya")]
    assert inner in reported(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('The "North-to-North" conference opens in May.', id="title-of-an-event"),
        pytest.param('She wore a badge with the word "peace" on it.', id="words-on-a-badge"),
        pytest.param('His novel "The Long Night" sold well in Norway.', id="title-of-a-book"),
        pytest.param('The so-called "experts" stayed at home.', id="scare-quotes"),
        pytest.param('They live near the "Old Bridge" of Lower Vale.', id="name-of-a-place"),
        pytest.param("The '90s were good to the '80s crowd.", id="decades"),
        pytest.param("The workers' strike hurt the owners' profits.", id="genitives"),
        pytest.param('The bar is 6\' 2" high and 3" wide.', id="feet-and-inches"),
        pytest.param("Rock 'n' roll and 'em all.", id="elisions"),
        pytest.param('"""""""', id="only-marks"),
        pytest.param('A lone " mark stands here and nobody spoke.', id="lone-mark"),
        pytest.param('A play called "The Long Night" opens in May.', id="a-play-called"),
        pytest.param('<tweet id="12" author="venn">The harbour</tweet>', id="markup"),
        pytest.param('In an interview on "Late Night," Venn spoke of the harbour.', id="a-show"),
    ],
)
def test_marks_without_a_cue_are_no_quotation(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '"We build," Venn said. "They pay," he added later.',
            [("direct", ['"We build,"'], "Venn"), ("direct", ['"They pay,"'], "he")],
            id="each-with-its-own-cue",
        ),
        pytest.param(
            '"We build," Venn said.\n\n"We pay," Oduya said.',
            [("direct", ['"We build,"'], "Venn"), ("direct", ['"We pay,"'], "Oduya")],
            id="two-speakers-in-turn",
        ),
        pytest.param(
            'Venn said, "We build," and Oduya said, "We pay."',
            [("direct", ['"We build,"'], "Venn"), ("direct", ['"We pay."'], "Oduya")],
            id="two-in-a-sentence",
        ),
        pytest.param(
            'Venn said: "We build.\nNobody crossed the "Old Bridge" then.\n"We pay," Oduya said.',
            [("direct", ['"We build.'], "Venn"), ("direct", ['"We pay,"'], "Oduya")],
            id="an-open-mark-swallows-no-other-line",
        ),
        pytest.param(
            '"We build. "We pay," Oduya said.',
            [("direct", ['"We pay,"'], "Oduya")],
            id="an-open-mark-swallows-no-other-passage",
        ),
    ],
)
def test_every_quotation_has_its_own_speaker(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "mark",
    ['"', "“", "''", "'", "‘", "«", "``"],
    ids=lambda mark: f"mark-{ord(mark[0]):x}-{len(mark)}",
)
@pytest.mark.parametrize(
    "lead", [pytest.param("Venn said: ", id="behind-a-cue"), pytest.param("", id="line-start")]
)
def test_a_mark_that_is_never_closed_swallows_no_other_paragraph(lead, mark):
    rest = "Nobody was there to hear it.\n\nThe harbour was opened on Monday."
    found = quoted(f"{lead}{mark}We will build it.\n\n{rest}")

    assert all("Nobody" not in span.text for q in found for span in q.spans)
    assert all("Monday" not in span.text for q in found for span in q.spans)


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        pytest.param(
            "Venn said that the harbour would be built.",
            "that the harbour would be built",
            "Venn",
            id="said-that",
        ),
        pytest.param(
            "Venn said the harbour would be built.",
            "the harbour would be built",
            "Venn",
            id="said-without-that",
        ),
        pytest.param(
            "Venn told reporters that the money was there.",
            "that the money was there",
            "Venn",
            id="told-reporters",
        ),
        pytest.param(
            "The union warned that jobs would go.", "that jobs would go", "The union", id="warned"
        ),
        pytest.param(
            "The harbour will be built, Venn said.",
            "The harbour will be built",
            "Venn",
            id="cue-behind",
        ),
        pytest.param(
            "The harbour, Venn said, will be built.",
            "The harbour … will be built",
            "Venn",
            id="cue-in-the-middle",
        ),
        pytest.param(
            "The harbour will be built by May, according to officials.",
            "The harbour will be built by May",
            "officials",
            id="according-to-behind",
        ),
        pytest.param(
            "According to the ministry, the harbour will be built by May.",
            "the harbour will be built by May",
            "the ministry",
            id="according-to-before",
        ),
        pytest.param(
            "Venn vowed to build the harbour.", "to build the harbour", "Venn", id="intention"
        ),
        pytest.param(
            "Venn, who said the harbour would be built, left early.",
            "the harbour would be built",
            "Venn",
            id="relative",
        ),
        pytest.param(
            "The ministry said the harbour was late, adding that costs had doubled.",
            "that costs had doubled",
            "The ministry",
            id="participle",
        ),
    ],
)
def test_reported_speech_needs_no_marks(text, content, speaker):
    assert (content, speaker) in reported(text)


def test_the_turns_of_a_transcript_are_said_by_those_they_name():
    text = (
        "A transcript:\n\nODUYA: Will you build it this year?\n\n"
        "VENN: Yes, we will build it.\n\nODUYA: And who will pay for it?\n\n"
        "VENN: The town will pay."
    )

    assert reported(text) == [
        ("Will you build it this year?", "ODUYA"),
        ("Yes, we will build it.", "VENN"),
        ("And who will pay for it?", "ODUYA"),
        ("The town will pay.", "VENN"),
    ]


@pytest.mark.parametrize(
    "name", [ZoneName.HEADLINE, ZoneName.BOILERPLATE, ZoneName.CREDIT, ZoneName.UPDATED]
)
def test_nobody_is_quoted_outside_the_body(name):
    head = '"We will build it," Venn says'
    zone = Zone(start=0, end=len(head), text=head, name=name)

    assert quoted(f"{head}\n\nThe harbour was opened on Monday.", (zone,)) == ()


def test_the_spokesman_speaks_not_the_one_he_speaks_for():
    (quotation,) = quoted('"We will build it," a spokesman for Mara Venn said.')

    assert [t.text for t in quotation.speakers] == ["spokesman"]


def test_the_name_behind_a_role_speaks():
    (quotation,) = quoted('"We will build it," said a spokesman for the port, Mara Venn.')

    assert [t.text for t in quotation.speakers] == ["Venn"]


def test_every_quotation_names_its_rule():
    found = quoted('"We will build it," Venn said. Oduya warned that it would cost too much.')

    assert [q.rule for q in found] == ["passage-before-cue", "content-at-cue"]


def test_both_of_two_speakers_speak():
    (quotation,) = quoted('"We will build it," Venn and Oduya said.')

    assert [t.text for t in quotation.speakers] == ["Venn", "Oduya"]


def test_the_first_article_holds_eight_quotations():
    text = SEED.read_text(encoding="utf8")
    doc = reader().document(text)
    found = quoted_passages(doc, layout_of(text, None).zones)
    marked = [(q.spans[0].text[:28], q.speaker.text) for q in found if q.kind in MARKED]

    assert marked == [
        ('"We believe deployment would', "Putin"),
        ('"This would … absolutely cha', "he"),
        ('that the ABM treaty was "a c', "Putin and Chretien"),
        ('Canada was in a "geographic ', "Chretien"),
        ('"Our preoccupation and the p', "he"),
        ('"A key element in our relati', "Putin"),
        ('"This most certainly does no', "Putin"),
        ('"The assurances I received f', "Chretien"),
    ]


SAYING = 'he said "x" and '
PIECES = ['"', "“", "'", "''", '"a ', "“a. ", '"X," he said. ', SAYING, "said "]
TWICE = 2.2  # times the work for twice the text; for every word against every word it is 4


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_with_the_text_and_no_faster(piece):
    short, long = (lines_run(unparsed(piece * times)) for times in (300, 600))

    assert long < TWICE * short


def test_work_that_compares_all_with_all_would_be_seen(monkeypatch):
    monkeypatch.setattr(attributions, "_LATER", 10**6)
    short, long = (lines_run(unparsed(SAYING * times)) for times in (100, 200))

    assert long > TWICE * short


def lines_run(doc: Doc) -> int:
    """Count the lines of code, each pass of a loop anew, that are run to find the quotations."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Callable[..., object] | None:
        nonlocal count
        if "quotations" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        quoted_passages(doc, ())
    finally:
        sys.settrace(before)
    return count


def unparsed(text: str) -> Doc:
    """Give a document in which ten words each hang on their first, and "said" is a verb."""
    words, spaces = zip(*re.findall(r"(\w+|''|[^\w\s])( ?)", text), strict=True)
    said = [word == "said" for word in words]
    return Doc(
        Vocab(),
        words=words,
        spaces=[bool(space) for space in spaces],
        heads=[i - i % 10 for i in range(len(words))],
        deps=["nsubj" if i % 10 else "ROOT" for i in range(len(words))],
        pos=["VERB" if verb else "PRON" for verb in said],
        lemmas=["say" if word == "said" else word for word in words],
        tags=["VBD" if verb else "PRP" for verb in said],
    )
