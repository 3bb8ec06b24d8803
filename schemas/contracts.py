"""The messages: what a fetched article, an analysed article and a dead letter say.

Versioned: a new field needs a default; a renamed or retyped one needs a new version.
Offsets count Unicode characters of exactly `text`; the end is exclusive.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from schemas.topics import ARTICLE_BYTES
from schemas.vocabulary import (
    Basis,
    MentionKind,
    Modality,
    Polarity,
    QuotationKind,
    RejectionKind,
    ZoneName,
)

VERSION: Literal[1] = 1
# PostgreSQL stores no NUL character.
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=2_000, pattern=r"^[^\x00]*$")]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


class Contract(BaseModel):
    """A message or a part of one: frozen, and checked when made."""

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")


class TextSpan(Contract):
    """Characters `start` to `end` (exclusive) of an article's text, and what they read."""

    start: int = Field(ge=0)
    end: int
    text: str

    @model_validator(mode="after")
    def _is_as_long_as_its_text(self) -> Self:
        if self.end <= self.start or self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}-{self.end} does not fit {self.text!r:.80}")
        return self


class Zone(TextSpan):
    """A stretch of the article and what it is; nothing is deleted, only marked."""

    name: ZoneName


class Dateline(TextSpan):
    """Where, and when if it says so, the article was written; the span as it stands."""

    place: str
    date: str | None = None


class Mention(TextSpan):
    """One place where the text speaks of an entity."""

    kind: MentionKind


class Entity(Contract):
    """Someone or something the article speaks of, by its fullest name there or its usual one."""

    id: Identifier  # unique in the article: e1, e2, …
    name: ShortText
    type: Identifier  # spaCy's label: PERSON, ORG, GPE, NORP, LOC, FAC, EVENT, LAW, …
    mentions: tuple[Mention, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_mentioned_once_at_a_place(self) -> Self:
        if len({(m.start, m.end) for m in self.mentions}) != len(self.mentions):
            raise ValueError(f"{self.name!r:.80} is mentioned twice at one place")
        return self


class Quotation(Contract):
    """Words a speaker is reported to have said; several spans where a cue interrupts them.

    Quotation marks are inside the spans.
    """

    kind: QuotationKind
    spans: tuple[TextSpan, ...] = Field(min_length=1)
    cue: TextSpan | None = None
    speaker: TextSpan | None = None  # None: the article names nobody
    speaker_entities: tuple[Identifier, ...] = ()
    rule: Identifier | None = None  # the rule that found it


class Party(Contract):
    """The holder or the target of a stance: a name, and the words that name it here."""

    name: ShortText
    entity: Identifier | None = None  # None: the author, an unnamed source or a topic
    span: TextSpan


class Stance(Contract):
    """Who is for or against what, and the exact words that prove it."""

    holder: Party
    target: Party
    polarity: Polarity
    confidence: float = Field(ge=0, le=1)
    negated: bool = False
    modality: Modality = Modality.ASSERTED
    reported_by: Identifier | None = None  # the entity whose words report the stance
    basis: Basis
    evidence: TextSpan
    rule: Identifier


class Tone(Contract):
    """How the article's own sentences sound around an entity, quotations left out."""

    entity: Identifier
    score: float = Field(ge=-1, le=1)  # -1 all negative words … 1 all positive words
    sentences: int = Field(ge=1)  # how many sentences the score rests on


class Provenance(Contract):
    """What made an analysis."""

    code: Identifier  # version of stancewire
    models: dict[str, str] = {}  # name -> version
    seconds: float = Field(default=0, ge=0)  # spent on this article
    asked_anew_at: AwareDatetime | None = None  # as the article said


class FetchedArticle(Contract):
    """An article as it was received, before anything was read into it."""

    version: Literal[1] = VERSION
    article_id: Identifier
    revision: Identifier
    outlet: ShortText | None = None
    url: ShortText | None = None
    title: ShortText | None = None
    text: str = Field(min_length=1)
    language: Identifier | None = None
    published_at: AwareDatetime | None = None
    fetched_at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))
    authors: tuple[ShortText, ...] = Field(default=(), max_length=100)
    licence: ShortText | None = None  # its name or address, as whoever published it says
    fetched_by: Identifier = "stancewire"
    # When `reprocess` asked for it to be answered anew, by the database's clock: of two answers
    # to one revision that to the later question counts. None: it came by itself.
    asked_anew_at: AwareDatetime | None = None

    @field_validator("text")
    @classmethod
    def _can_be_stored(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("the text is empty")
        if (size := len(text.encode())) > ARTICLE_BYTES:
            raise ValueError(f"the text has {size:,} bytes, over {ARTICLE_BYTES:,}")
        if "\0" in text:
            raise ValueError(f"the text holds a NUL character at {text.index(chr(0))}")
        return text


class Retraction(Contract):
    """An article was taken back: whatever of it was fetched up to then is no current fact.

    It goes the way of articles, under the article's id, and is its own answer.
    """

    version: Literal[1] = VERSION
    article_id: Identifier
    url: ShortText | None = None
    retracted_at: AwareDatetime
    fetched_by: Identifier = "stancewire"


class AnalysedArticle(Contract):
    """An article, unchanged, and all that was found in it; every span is checked."""

    version: Literal[1] = VERSION
    id: Identifier
    revision: Identifier
    outlet: ShortText | None = None
    url: ShortText | None = None
    title: ShortText | None = None
    authors: tuple[ShortText, ...] = ()
    published_at: AwareDatetime | None = None
    fetched_at: AwareDatetime
    licence: ShortText | None = None
    text: str = Field(min_length=1)
    language: Identifier | None = None
    zones: tuple[Zone, ...] = ()
    dateline: Dateline | None = None
    credit: tuple[ShortText, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    stances: tuple[Stance, ...] = ()
    tone: tuple[Tone, ...] = ()
    provenance: Provenance

    def spans(self) -> Iterator[TextSpan]:
        """Yield every span the analysis holds."""
        yield from self.zones
        if self.dateline is not None:
            yield self.dateline
        for entity in self.entities:
            yield from entity.mentions
        for quotation in self.quotations:
            yield from quotation.spans
            yield from (s for s in (quotation.cue, quotation.speaker) if s is not None)
        for stance in self.stances:
            yield from (stance.holder.span, stance.target.span, stance.evidence)

    @model_validator(mode="after")
    def _spans_are_the_text(self) -> Self:
        for span in self.spans():
            if self.text[span.start : span.end] != span.text:
                raise ValueError(
                    f"span {span.start}-{span.end} reads "
                    f"{self.text[span.start : span.end]!r:.80}, not {span.text!r:.80}"
                )
        return self

    @model_validator(mode="after")
    def _entities_exist(self) -> Self:
        known = [entity.id for entity in self.entities]
        if len(known) != len(set(known)):
            raise ValueError("two entities have one id")
        for spoken in self.quotations:
            if len(set(spoken.speaker_entities)) != len(spoken.speaker_entities):
                raise ValueError("a speaker is named twice for one quotation")
        if len({t.entity for t in self.tone}) != len(self.tone):
            raise ValueError("an entity has two tones")
        used = {i for q in self.quotations for i in q.speaker_entities}
        used |= {t.entity for t in self.tone}
        for stance in self.stances:
            used |= {i for i in (stance.holder.entity, stance.target.entity) if i is not None}
            used |= {stance.reported_by} - {None}  # type: ignore[arg-type]  # None is taken out
        if unknown := used - set(known):
            raise ValueError(f"no such entity: {sorted(unknown)}")
        return self


class DeadLetter(Contract):
    """A message that could not be answered: its original bytes, its place and the reason."""

    version: Literal[1] = VERSION
    topic: Identifier
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)
    key: bytes | None = None
    original: bytes
    kind: RejectionKind
    reason: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    rejected_by: Identifier
    rejected_at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))

    @property
    def id(self) -> str:
        """Name the rejected message by its place and content, the same at every repeat."""
        place = f"{self.topic}\0{self.partition}\0{self.offset}\0".encode()
        return hashlib.sha256(place + self.original).hexdigest()[:16]


def retraction_in(message: bytes) -> Retraction | None:
    """Read a message that is no article as a retraction; None when it is neither."""
    try:
        return Retraction.model_validate_json(message)
    except ValidationError:
        return None
