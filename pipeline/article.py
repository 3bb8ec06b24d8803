"""What an article is called and made of: id, revision and what a feed's line says; pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from pipeline.errors import ArticleRefusedError
from schemas.addresses import page_id
from schemas.contracts import FetchedArticle, Identifier, Retraction, ShortText
from schemas.fingerprints import fingerprint

LONGEST_ID = 300
_ADDRESS = re.compile(r"\w+://", re.ASCII)
# An address without its beginning, as one copies it out of a browser; "news/2026/7" is an id.
_ADDRESS_CUT_SHORT = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/", re.ASCII | re.IGNORECASE)


def article_id(
    text: str, *, url: str | None = None, outlet: str | None = None, external_id: str | None = None
) -> str:
    """Name an article the same at every fetch.

    By its page, else by outlet and external id, else by the external id alone, else by its text.
    Raises ArticleRefusedError when the URL is no http(s) address.
    """
    if url is not None:
        try:
            return page_id(url)
        except ValueError as error:
            raise ArticleRefusedError(f"url: {error}: {url!r:.80}") from error
    if external_id is None:
        return fingerprint(text)
    name = external_id if outlet is None else f"{_escaped(outlet)}:{external_id}"
    return name if len(name) <= LONGEST_ID else fingerprint(name)


def _escaped(outlet: str) -> str:
    return outlet.replace("%", "%25").replace(":", "%3A")


def article_from_text(
    text: str, *, fetched_at: datetime, url: str | None = None, **said: object
) -> FetchedArticle:
    """Make an article of a text, which stays unchanged, and of what is `said` of it by field.

    Raises ArticleRefusedError if it cannot be one.
    """
    try:
        return FetchedArticle(
            article_id=article_id(text, url=url),
            revision=fingerprint(text),
            url=url,
            text=text,
            fetched_at=fetched_at,
            **said,
        )
    except (ValidationError, UnicodeEncodeError) as error:
        raise ArticleRefusedError(refusal(error)) from error


def article_from_line(
    line: Mapping[str, object], *, fetched_at: datetime, outlet: str | None
) -> FetchedArticle:
    """Make an article of one decoded JSONL line; ArticleRefusedError naming the field at fault.

    `fetched_at` and `outlet` serve where the line does not say.
    """
    try:
        given = ArticleLine.model_validate(line)
        from_outlet = given.outlet or outlet
        return FetchedArticle(
            article_id=article_id(
                given.text, url=given.url, outlet=from_outlet, external_id=given.id
            ),
            revision=fingerprint(given.text),
            outlet=from_outlet,
            url=given.url,
            title=given.title,
            text=given.text,
            language=given.language,
            published_at=given.published_at,
            fetched_at=given.fetched_at or fetched_at,
            authors=given.authors,
            licence=given.licence,
        )
    except (ValidationError, UnicodeEncodeError) as error:
        raise ArticleRefusedError(refusal(error)) from error


def message_from_line(
    line: Mapping[str, object], *, fetched_at: datetime, outlet: str | None
) -> FetchedArticle | Retraction:
    """Make of one decoded JSONL line its article, or where it says "retracted": true a retraction.

    Raises ArticleRefusedError naming the field at fault.
    """
    retracted = line.get("retracted")
    if retracted is None or retracted is False:
        return article_from_line(line, fetched_at=fetched_at, outlet=outlet)
    if retracted is not True:
        raise ArticleRefusedError(f"retracted: neither true nor false: {retracted!r:.40}")
    try:
        given = RetractionLine.model_validate(line)
        if given.url is None and given.id is None and given.text is None:
            raise ArticleRefusedError("retracted, but neither url, id nor text names the article")
        return Retraction(
            article_id=article_id(
                given.text or "",
                url=given.url,
                outlet=given.outlet or outlet,
                external_id=given.id,
            ),
            url=given.url,
            retracted_at=given.fetched_at or fetched_at,
        )
    except (ValidationError, UnicodeEncodeError) as error:
        raise ArticleRefusedError(refusal(error)) from error


def retraction_of(name: str, *, retracted_at: datetime, outlet: str | None) -> Retraction:
    """Take back the article of an address, or of an id as it is stored or of an outlet's own.

    Raises ArticleRefusedError for what is neither.
    """
    given = name.strip()
    if not given:
        raise ArticleRefusedError("empty: an address or an id is wanted")
    if len(given.splitlines()) > 1:
        raise ArticleRefusedError("more than one line: give - and a line each on standard input")
    if _ADDRESS_CUT_SHORT.match(given):
        raise ArticleRefusedError(f"no address: begin it with https://: {given!r:.80}")
    named = {"url": given} if _ADDRESS.match(given) else {"id": given}
    line = {"retracted": True, **named}
    message = message_from_line(line, fetched_at=retracted_at, outlet=outlet)
    assert isinstance(message, Retraction)  # noqa: S101  # the line says so
    return message


def refusal(error: ValidationError | UnicodeEncodeError) -> str:
    """Say in a few words, without the text itself, what was wrong with an article."""
    if isinstance(error, UnicodeEncodeError):
        return f"the text holds half a character at {error.start}"
    first = error.errors(include_url=False)[0]
    field = str(first["loc"][0]) if first["loc"] else "line"
    message = first["msg"].removeprefix("Value error, ").replace("valid tuple", "list")
    if field == "text" and (first["type"] == "missing" or first["input"] is None):
        return "missing text"
    if field == "text" and first["type"] == "string_too_short":
        return "the text is empty"
    if first["type"].endswith("_type"):
        return f"{field}: wrong type: {message}"
    return message if message.startswith("the text") else f"{field}: {message}"


def _absent_if_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _storable(value: object) -> object:
    if isinstance(value, str) and "\0" in value:
        raise ValueError("holds a NUL character")
    return value.strip() if isinstance(value, str) else value


def _name(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _names(value: object) -> object:
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list):
        return [name for name in value if _absent_if_blank(name) is not None]
    return () if value is None else value


def moment(value: object) -> datetime | None:
    """Read an ISO 8601 date or time, UTC where it does not say; ValueError where it is none."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"not an ISO 8601 date: {value!r:.40}")  # noqa: TRY004  # pydantic's way
    try:
        found = datetime.fromisoformat(value.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"not an ISO 8601 date: {value!r:.40}") from error


_Short = Annotated[ShortText, BeforeValidator(_storable)]
_Maybe = Annotated[_Short | None, BeforeValidator(_absent_if_blank)]
_Moment = Annotated[datetime | None, BeforeValidator(moment), BeforeValidator(_absent_if_blank)]


class _Line(BaseModel):
    """One line of a JSONL feed; a blank field counts as absent, an unknown one is passed over."""

    model_config = ConfigDict(frozen=True, strict=True, hide_input_in_errors=True)

    id: Annotated[_Maybe, BeforeValidator(_name)] = None
    url: _Maybe = None
    outlet: _Maybe = Field(default=None, validation_alias=AliasChoices("outlet", "source"))
    fetched_at: _Moment = None


class RetractionLine(_Line):
    """A line that takes an article back; a text only names the article."""

    text: Annotated[str | None, BeforeValidator(_absent_if_blank)] = None


class ArticleLine(_Line):
    """A line that is an article."""

    text: str
    title: _Maybe = None
    licence: _Maybe = Field(default=None, validation_alias=AliasChoices("licence", "license"))
    authors: Annotated[tuple[_Short, ...], Field(strict=False), BeforeValidator(_names)] = ()
    language: Annotated[
        Annotated[Identifier, BeforeValidator(_storable)] | None, BeforeValidator(_absent_if_blank)
    ] = None
    published_at: _Moment = Field(
        default=None, validation_alias=AliasChoices("published_at", "date")
    )
