"""Two articles that readers judge, and their verdicts."""

from sqlalchemy import Engine

from pipeline.queries.verdicts import claims_of
from pipeline.reviews import judge
from schemas.judgements import Judgement
from schemas.vocabulary import Judged
from tests.resolved import resolve, stored, told

TOLL, BRIDGE = "the harbour toll", "the bridge"
VENN = ("Michael Venn", "against", TOLL)
RUSK = ("Ada Rusk", "for", TOLL)
SAID = ("Michael Venn", "It hurts us")


def two_articles(url: str) -> str:
    """Store "a", of two stances and a quotation, and the later "b" of one stance."""
    articles = [
        told("a", VENN, RUSK, days=1, said=[SAID]),
        told("b", ("Michael Venn", "for", BRIDGE), days=2, outlet="Gull"),
    ]
    people = {"Michael Venn": ["Michael Venn"], "Ada Rusk": ["Ada Rusk"]}
    issues = {"harbour toll": {TOLL: False}, "north bridge": {BRIDGE: False}}
    return resolve(stored(url, articles), people, issues)


def claims(engine: Engine, article: str = "a", kind: Judged = Judged.STANCE) -> list[str]:
    """Give what the article claims."""
    return [str(row["claim"]) for row in claims_of(engine, article) if row["kind"] == kind]


def give(
    engine: Engine,
    verdict: str,
    *,
    reader: str = "Ada",
    article: str = "a",
    number: int = 0,
    kind: Judged = Judged.STANCE,
    **more: str,
) -> None:
    """Have a reader judge a row of an article."""
    judgement = Judgement(kind=kind, reader=reader, verdict=verdict, **more)
    judge(engine, article, claims(engine, article, kind)[number], judgement)
