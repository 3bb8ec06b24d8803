"""Days and times as options of a command."""

from datetime import UTC, datetime, timedelta

import click


class Moment(click.ParamType):
    """A day or a time in ISO 8601, UTC where it names no zone; a last day is included."""

    name = "date"

    def __init__(self, *, last: bool = False) -> None:
        self._last = last

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            time = datetime.fromisoformat(value)
            time = time if time.tzinfo else time.replace(tzinfo=UTC)
            return (
                time + timedelta(days=1) if self._last and len(value) <= len("2024-05-31") else time
            )
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is no date such as 2024-05-31 or 2024-05-31T18:00", param, ctx)
