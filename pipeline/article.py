"""What an article is called and made of: id, revision and what a feed's line says; pure."""

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
from schemas.contracts import FetchedArticle, Identifier, ShortText, fingerprint

LONGEST_ID = 300


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


def article_from_text(text: str, *, fetched_at: datetime, outlet: str | None) -> FetchedArticle:
    """Make an article of a plain text, which stays unchanged; ArticleRefusedError if it cannot."""
    try:
        return FetchedArticle(
            article_id=fingerprint(text),
            revision=fingerprint(text),
            outlet=outlet,
            text=text,
            fetched_at=fetched_at,
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
        )
    except (ValidationError, UnicodeEncodeError) as error:
        raise ArticleRefusedError(refusal(error)) from error


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


class ArticleLine(BaseModel):
    """One line of a JSONL feed; a blank field counts as absent, an unknown one is passed over."""

    model_config = ConfigDict(frozen=True, strict=True, hide_input_in_errors=True)

    text: str
    id: Annotated[_Maybe, BeforeValidator(_name)] = None
    url: _Maybe = None
    outlet: _Maybe = Field(default=None, validation_alias=AliasChoices("outlet", "source"))
    title: _Maybe = None
    authors: Annotated[tuple[_Short, ...], Field(strict=False), BeforeValidator(_names)] = ()
    language: Annotated[
        Annotated[Identifier, BeforeValidator(_storable)] | None, BeforeValidator(_absent_if_blank)
    ] = None
    published_at: _Moment = Field(
        default=None, validation_alias=AliasChoices("published_at", "date")
    )
    fetched_at: _Moment = None
