"""Days and times as options of a command."""

from datetime import datetime

import click

from pipeline.moments import moment_of


class Moment(click.ParamType):
    """A day or a time in ISO 8601, UTC where it names no zone; a last day is included."""

    name = "date"

    def __init__(self, *, last: bool = False) -> None:
        self._last = last

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            return moment_of(value, last=self._last)
        except ValueError as error:
            self.fail(str(error), param, ctx)
