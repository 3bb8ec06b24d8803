"""The text as it is read: what is passed over, what is joined, what stays, and where it stood."""

import json
import re
import textwrap
from pathlib import Path

import pytest

from pipeline.analysis.received.as_read import as_read

SEEDS = Path(__file__).parents[2] / "seeds"
WIDTHS = (60, 72, 78)


def cases(read: dict[str, tuple[str, str]]) -> list[object]:
    return [pytest.param(*texts, id=name) for name, texts in read.items()]


ENTITIES = {
    "named": ("&quot;Yes,&quot; said Venn &amp; Sons.", '"Yes," said Venn & Sons.'),
    "blank": ("Mara&nbsp;Venn", "Mara Venn"),
    "decimal": ("the mayor&#8217;s plan", "the mayor’s plan"),
    "hexadecimal": ("the mayor&#x2019;s plan", "the mayor’s plan"),
    "letter": ("Lindstr&ouml;m", "Lindström"),
    "twice": ("&amp;quot;Yes&amp;quot; &amp;amp; no", '"Yes" & no'),
    "without-its-end": ("Mara&nbspVenn &amp Sons &lt now", "Mara Venn & Sons < now"),
    "invisible": ("op&shy;poses&#8203; it", "opposes it"),
}
PLAIN_SIGNS = {
    "ampersand": "Venn & Sons, R&D and AT&T; Q&A; &c; M&S;",
    "address": "https://vale.example/?a=1&copy=2&lt=3",
    "less-than": "If a < b and x<y and y>z, I <3 it -> so.",
    "stocks": "Ford Motor Co <F> and Sears <S>, Vale Steel <VALE.L>",
    "address-of-mail": "Mara Venn <mara@vale.example> and <https://vale.example/a>",
}
TAGS = {
    "paragraphs": ("<p>Venn won.</p><p>Rusk lost.</p>", "Venn won.\n\nRusk lost."),
    "paragraphs-never-closed": ("<p>Venn won.<p>Rusk lost.", "Venn won.\n\nRusk lost."),
    "lines": ("Venn won.<br>Rusk lost.<br/>\nIt rained.", "Venn won.\nRusk lost.\nIt rained."),
    "two-lines": ("Venn won.<br><br />Rusk lost.", "Venn won.\n\nRusk lost."),
    "capitals-never-closed": (
        "Venn won.<P>Rusk lost.\n<P>It rained.",
        "Venn won.\n\nRusk lost.\n\nIt rained.",
    ),
    "link": ('<a href="/v?a=1" class=b>Mara <b>Venn</b></a> won.', "Mara Venn won."),
    "within-a-word": ("op<wbr>poses", "opposes"),
    "capitals": ("<P>Venn won.</P>\n<P>Rusk lost.</P>", "Venn won.\n\nRusk lost."),
    "source-lines": (
        "<p>Mara\n  Venn\nwon.</p>\n\n<p>It rained.</p>",
        "Mara Venn won.\n\nIt rained.",
    ),
    "list": ("<ul><li>one</li>\n<li>two</li></ul>", "one\n\ntwo"),
    "no-text": ('<script>if (a<b) { x("</p>"); }</script>Venn won.<!-- <b>x</b> -->', "Venn won."),
    "escaped": (
        "&lt;p&gt;Venn won.&lt;/p&gt;&lt;p&gt;It rained.&lt;/p&gt;",
        "Venn won.\n\nIt rained.",
    ),
    "another-language": (
        '<tweet id="1">Venn won.</tweet> <tweet/>It rained.',
        "Venn won. It rained.",
    ),
    "script-never-closed": ("<script>Venn won.", "Venn won."),
}
CHARACTERS = {
    "blanks-behind-a-line": ('"Stop." \t\n\nShe left.', '"Stop."\n\nShe left.'),
    "soft-hyphen": ("Mara Venn op\xadposes it.", "Mara Venn opposes it."),
    "soft-hyphen-at-a-line-end": ("She op\xad\nposes it.", "She opposes it."),
    "joiners": ("\ufeffMara\u200b Ve\u2060nn\u200e won\u200d.", "Mara Venn won."),
    "blanks": ("Mara\xa0Venn\u2009won\u202f.", "Mara Venn won ."),
    "line-ends": ("Venn won.\r\nRusk lost.\rIt\u2028rained.", "Venn won.\nRusk lost.\nIt\nrained."),
    "hyphen": ("a re\u2011election", "a re-election"),
}
MARKS = {
    "doubled": ('""Stop,"" she said. ""Go.""', '"Stop," she said. "Go."'),
    "a-whole-field": ('"""Stop,"" she said."', '"Stop," she said.'),
    "a-field-of-lines": ('"Venn won.\n\n""Stop,"" she said."', 'Venn won.\n\n"Stop," she said.'),
}
PLAIN_MARKS = {
    "single": '"Stop," she said. "Go," he said.',
    "empty": 'He wrote "" and "no".',
    "nested": '"She called it a "lie"", he said, "and "worse"" still.',
    "inches": 'A 6" pipe and a 7" pipe.',
}


@pytest.mark.parametrize(("received", "read"), cases(ENTITIES | TAGS | CHARACTERS | MARKS))
def test_a_text_is_read_without_what_no_reader_sees(received, read):
    assert as_read(received).text == read


@pytest.mark.parametrize(
    "text", [pytest.param(t, id=n) for n, t in (PLAIN_SIGNS | PLAIN_MARKS).items()]
)
def test_what_is_no_markup_stays(text):
    found = as_read(text)

    assert found.text == text
    assert found.is_unchanged


WRAPPED = {
    "a-quotation": (
        '"The harbour belongs to the town\nthat built it," Mara Venn said.',
        '"The harbour belongs to the town that built it," Mara Venn said.',
    ),
    "a-name": (
        "The harbour toll was attacked again on Monday by Mara\nVenn, who leads the union and has"
        " opposed it since\nthe spring.",
        "The harbour toll was attacked again on Monday by Mara Venn, who leads the union and has"
        " opposed it since the spring.",
    ),
    "indented-paragraphs": (
        "   The mayor of Vale opened the bridge that was built\nin the spring.\n"
        "   The union, which had asked for it, sent a letter of\nthanks.",
        "   The mayor of Vale opened the bridge that was built in the spring.\n"
        "   The union, which had asked for it, sent a letter of thanks.",
    ),
    "quoted-mail": (
        "> The mayor of Vale opened the bridge that was built\n> in the spring.\n\nI was there.",
        "The mayor of Vale opened the bridge that was built in the spring.\n\nI was there.",
    ),
    "a-name-cut-in-two": (
        "The new harbour toll was opposed on Monday by the mayor of Vale, Ada\nLindqvist.",
        "The new harbour toll was opposed on Monday by the mayor of Vale, Ada Lindqvist.",
    ),
    "a-name-cut-in-two-behind-a-sentence": (
        "The toll is dead, said the mayor. The council backs Ada\nLindqvist, who had asked for it.",
        "The toll is dead, said the mayor. The council backs Ada Lindqvist, who had asked for it.",
    ),
    "a-name-cut-in-two-behind-a-quotation": (
        "“The toll of the old harbour is dead,” said Ada\nLindqvist. It rained.",
        "“The toll of the old harbour is dead,” said Ada Lindqvist. It rained.",
    ),
    "capitals": (
        "THE MAYOR OF VALE SAID ON MONDAY THAT THE BRIDGE AND THE\nHARBOUR WERE SOLD.",
        "THE MAYOR OF VALE SAID ON MONDAY THAT THE BRIDGE AND THE HARBOUR WERE SOLD.",
    ),
    "a-word-cut-in-two": (
        "The members of the old council of Lower Vale met in the govern-\nment building.",
        "The members of the old council of Lower Vale met in the government building.",
    ),
    "a-word-that-stands-elsewhere": (
        "The harbour was sold. The people of Lower Vale never wanted the har-\nbour to be sold.",
        "The harbour was sold. The people of Lower Vale never wanted the harbour to be sold.",
    ),
    "a-compound": (
        "The members of the old council of Lower Vale asked a well-\nknown judge.",
        "The members of the old council of Lower Vale asked a well-known judge.",
    ),
    "two-compounds": (
        "The members of the old council of Lower Vale ask for two-\nand three-year terms.",
        "The members of the old council of Lower Vale ask for two- and three-year terms.",
    ),
    "a-list-of-long-items": (
        "- build a second quay for the boats of those who come from\n  the islands\n- lower fees",
        "- build a second quay for the boats of those who come from the islands\n- lower fees",
    ),
}
# A wrapped paragraph, behind which other things stand.
_PARAGRAPH = (
    "The harbour council of Lower Vale voted on Monday against the toll,\n"
    "which it had brought in only two years ago, as Mayor Bo Rusk told the\n"
    "members of the union.\n\n"
)
APART = {
    "paragraphs-of-one-line": "Council opens bridge\nThe mayor did.\nIt rained.\n\n“No,” he said.",
    "a-headline-and-a-dateline": "Council opens bridge\nomaha, march 4 - the mayor opened it.",
    "a-date-and-a-caption": "Saturday, September 12, 2015\nboats in the harbour of Vale.",
    "verse": "The tide comes in, the tide goes out,\nAnd nobody can hold it;\nThe sea is ours",
    "verse-without-capitals": "the night is a boat without oars\nand i forgot\nhow to row it",
    "a-long-headline-and-its-text": (
        "Council of Vale backs the new harbour toll after a debate of nine hours\n"
        "The council of Lower Vale backed the new harbour toll late on Monday, after a debate."
    ),
    "long-headlines": (
        "Council of Vale backs the new harbour toll after a debate of nine hours\n"
        "Mayor Bo Rusk calls the vote of the council the best news in a decade"
    ),
    "a-caption-and-its-credit": (
        "Members of the council of Vale before the vote on the new harbour toll\nPhoto: Bo Rusk."
    ),
    "signed-quotations": (
        "“He is the best mayor that Vale has had. He is ours.” ― Mara Venn\n"
        "“He sold the harbour to his friends. He must go.” ― Bo Rusk"
    ),
    "a-headline-and-what-it-leads-to": (
        "Mayor Bo Rusk opens the new bridge over the harbour of Lower Vale\nSee the pictures below:"
    ),
    "verse-of-two-sentences": "The tide is out. The boat\nGoes by. The sea is ours",
    "a-list": (
        "The bill would:\nban new wells within two miles of any school in the county or the\n"
        "require a permit for each new well in the county and every town\npay for the old ones"
    ),
    "a-table": "Votes for the toll of the harbour   4\nvotes against it   9\nabsent   1",
    "results": "Rovers 2 United 1\nCity 0 Athletic 0\nWanderers 3 Town 3",
    "an-address": "Harbour Council\n12 Quay Street\nLower Vale",
    "turns": "VENN: We will go on with it.\nRUSK: We will not.\nVENN: You will see.",
    "credits": "By Mara Venn and Bo Rusk\nof the Vale Post",
}


# Where other lines are wrapped, these look as if they were, too.
LONG_LINES = (
    "a-list",
    "a-long-headline",
    "long-headlines",
    "a-headline-and-what",
    "a-caption",
    "signed",
)


@pytest.mark.parametrize(("received", "read"), cases(WRAPPED))
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_lines_of_a_paragraph_are_one_text(received, read, line_end):
    assert as_read(received.replace("\n", line_end)).text == read


@pytest.mark.parametrize("text", [pytest.param(t, id=n) for n, t in APART.items()])
def test_lines_of_their_own_stay_apart(text):
    assert as_read(text).text == text


@pytest.mark.parametrize(
    "text", [pytest.param(t, id=n) for n, t in APART.items() if not n.startswith(LONG_LINES)]
)
def test_they_stay_apart_behind_a_wrapped_paragraph(text):
    assert as_read(_PARAGRAPH + text).text == _PARAGRAPH.replace("\n", " ").strip() + "\n\n" + text


@pytest.mark.parametrize(
    ("received", "read"), cases(ENTITIES | TAGS | CHARACTERS | MARKS | WRAPPED)
)
def test_every_character_read_has_its_place_in_what_was_received(received, read):
    found = as_read(received)
    places = [found.received_place(i, i + 1) for i in range(len(read))]

    assert all(0 <= start < end <= len(received) for start, end in places)
    assert places == sorted(places)
    for i, (start, end) in enumerate(places):
        if received[start:end] == read[i]:
            assert found.read_place(start, end) == (i, i + 1)


def test_places_lead_there_and_back():
    found = as_read("<p>Mara&nbsp;Ve\xadnn &amp; Sons</p>")

    assert found.text == "Mara Venn & Sons"
    assert found.received_place(0, 9) == (3, 18)
    assert found.received[3:18] == "Mara&nbsp;Ve\xadnn"
    assert found.read_place(3, 18) == (0, 9)
    assert found.read_place(7, 9) == (4, 5)  # within the entity
    assert found.read_place(0, 3) is None  # the tag


def test_a_text_of_nothing_but_markup_is_read_as_it_is():
    assert as_read("<br>").text == "<br>"
    assert as_read("\u200b").text == "\u200b"


def seeds() -> list[object]:
    texts = [(path.stem, path.read_text("utf8")) for path in sorted(SEEDS.glob("*.txt"))]
    lines = (SEEDS / "wikinews.jsonl").read_text("utf8").splitlines()
    texts += [(line["id"], line["text"]) for line in map(json.loads, lines)]
    return [pytest.param(text, id=name) for name, text in texts]


def wrapped(text: str, width: int, **options: object) -> str:
    """Break every line of a text to a width."""
    lines = (
        textwrap.fill(line, width, break_long_words=False, **options) for line in text.split("\n")
    )
    return "\n".join(lines)


def words_of_lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", seeds())
def test_a_wrapped_seed_is_read_as_the_seed(text, width):
    whole = words_of_lines(as_read(text).text)

    assert words_of_lines(text.replace("\xa0", " ").replace("\u200d", "")) == whole
    assert words_of_lines(as_read(wrapped(text, width)).text) == whole
    assert words_of_lines(as_read(wrapped(text, width).replace("\n", "\r\n")).text) == whole


@pytest.mark.parametrize("text", seeds())
def test_a_wrapped_seed_in_a_mail_is_read_as_the_seed(text):
    text = re.sub(r"\n(?=.)(?<!\n\n)", "\n\n", text)
    mail = "\n".join(f"> {line}".rstrip() for line in wrapped(text, 70).split("\n"))

    assert words_of_lines(as_read(mail).text) == words_of_lines(as_read(text).text)
