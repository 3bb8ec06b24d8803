"""What can be asked of the API: a question each for what `stancewire query` asks, with examples."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline import queries
from pipeline.queries import Question
from pipeline.queries.issues import issues_asked
from pipeline.queries.matrix import CELLS
from pipeline.queries.names import names
from pipeline.queries.verdicts import precision
from pipeline.web.asked import Asked

OF_ARTICLES = ("outlet", "since", "until", "words", "limit")
OF_LISTS = (*OF_ARTICLES, "after")
OF_STANCES = (
    "holder",
    "target",
    "entity",
    "polarity",
    "min_confidence",
    "with_wrong",
    *OF_ARTICLES,
)
VENN = {"holder_identity": "i12", "holder_name": "Mara Venn"}
TOLL = {"issue": "t3", "issue_name": "bridge toll"}
PLACE: dict[str, object] = {
    "title": "Toll opposed",
    "url": "https://gull.example/toll",
    "article_id": "https://gull.example/toll",
    "revision": "9f3a",
}
SIDES = {"for": 0, "against": 3, "neutral": 0, "net": -3, "rows": 3, "articles": 2}


@dataclass(frozen=True)
class Asking:
    """One path of the API: which parameters it takes, and what it asks with them."""

    name: str
    says: str
    takes: tuple[str, ...]
    put: Callable[[Asked], Question]
    example: Mapping[str, object]
    feed: bool = False  # whether it is news, which a feed reader can follow


def _proof(row: str, words: str) -> dict[str, object]:
    fields = {"dated": "2026-03-02T12:00:00+00:00", "outlet": "Gull", "evidence": words} | PLACE
    return {f"{row}_{name}": value for name, value in fields.items()}


ALL = (
    Asking(
        "articles",
        "Articles and how much was found in each, the newest first.",
        ("entity", "min_confidence", *OF_LISTS),
        lambda asked: queries.articles(asked.filters()),
        {"dated": "2026-03-02T12:00:00+00:00", "outlet": "Gull", "stances": 2} | PLACE,
        feed=True,
    ),
    Asking(
        "entities",
        "Who and what articles speak of, each thing once, under all its names.",
        ("entity", "type", "sort", "raw", *OF_ARTICLES),
        lambda asked: queries.entities(asked.filters(), asked.sort, asked.counted),
        {"name": "Mara Venn", "type": "PERSON", "articles": 4, "identity": "i12"},
    ),
    Asking(
        "names",
        "Who is who across articles, of most articles first; `entity` searches by any name.",
        ("entity", "limit"),
        lambda asked: names(asked.filters()),
        {"id": "i12", "name": "Mara Venn", "kind": "person", "names": 3, "articles": 4},
    ),
    Asking(
        "issues",
        "What stances are about that is nobody, of most stances first; `target` searches.",
        ("target", "limit"),
        lambda asked: issues_asked(asked.filters()),
        {"id": "t3", "name": "bridge toll", "source": "auto", "phrases": 2, "stances": 7},
    ),
    Asking(
        "quotations",
        "What was said and by whom, the newest first; attitudes only if asked for by kind.",
        ("speaker", "kind", "raw", "with_wrong", *OF_LISTS),
        lambda asked: queries.quotations(asked.filters(), asked.counted),
        PLACE
        | {"speaker_names": ["Mara Venn"], "quotation": "“We shall not pay,”", "kind": "direct"},
        feed=True,
    ),
    Asking(
        "stances",
        "Who is for or against what, with the words that prove it, the newest first.",
        ("speaker", "raw", *OF_STANCES, "after"),
        lambda asked: queries.stances(asked.filters(), asked.counted),
        VENN
        | {"side": "against"}
        | TOLL
        | {"evidence": "Venn opposes the toll", "confidence": 0.93}
        | PLACE,
        feed=True,
    ),
    Asking(
        "positions",
        "Who is how often for and against what, since when.",
        ("raw", "least", *OF_STANCES),
        lambda asked: queries.positions(asked.filters(), asked.counted, asked.least),
        VENN | TOLL | SIDES | {"outlets": 2, "counted": "once"},
    ),
    Asking(
        "matrix",
        "How often the busiest holders were for and against what most of them speak on.",
        ("raw", *OF_STANCES),
        lambda asked: queries.matrix(asked.filters(limit=asked.limit or CELLS), asked.counted),
        VENN | TOLL | {"holder_place": 1, "issue_place": 2} | SIDES | {"counted": "once"},
    ),
    Asking(
        "timeline",
        "How often what matches was for and against, by day, week or month.",
        ("speaker", "by", "raw", *OF_STANCES),
        lambda asked: queries.timeline(asked.filters(), asked.counted, asked.by),
        {"period": "2026-03-01"} | SIDES | {"counted": "once"},
    ),
    Asking(
        "changes",
        "Who turned on what, from which words to which, the newest first.",
        ("raw", *OF_STANCES),
        lambda asked: queries.changes(asked.filters(), asked.counted),
        VENN
        | TOLL
        | {"earlier_side": "for", "later_side": "against"}
        | _proof("earlier", "Venn backed the toll")
        | _proof("later", "Venn opposes the toll"),
    ),
    Asking(
        "contradictions",
        "Who is told to be on both sides of what within one week, with a proof of each.",
        ("raw", *OF_STANCES),
        lambda asked: queries.contradictions(asked.filters(), asked.counted),
        VENN
        | TOLL
        | {"week": "2026-03-02", "for": 1, "against": 1}
        | _proof("for", "Venn backed the toll")
        | _proof("against", "Venn opposes the toll"),
    ),
    Asking(
        "voices",
        "Who is quoted how often, by outlet.",
        ("speaker", "kind", "raw", "with_wrong", *OF_ARTICLES),
        lambda asked: queries.voices(asked.filters(), asked.counted),
        {"speaker_identity": "i12", "speaker_name": "Mara Venn", "outlet": "Gull", "quotations": 7},
    ),
    Asking(
        "coalitions",
        "Who agrees and differs with whom, over how many issues.",
        ("raw", "least", *OF_STANCES),
        lambda asked: queries.coalitions(asked.filters(), asked.counted, asked.least),
        VENN | {"other_identity": "i9", "other_name": "Ada Rusk", "agree": 2, "differ": 5},
    ),
    Asking(
        "precision",
        "How often judged rows were right, by rule, model, confidence and outlet.",
        ("judged", "speaker", "min_confidence", *OF_ARTICLES[:-1]),
        lambda asked: precision(asked.filters(), asked.judged),
        {
            "by": "rule",
            "value": "verb",
            "verdicts": 60,
            "rows": 50,
            "right": 45,
            "share": 0.9,
            "low": 0.79,
            "high": 0.96,
        },
    ),
)
