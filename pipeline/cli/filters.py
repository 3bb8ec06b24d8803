"""Options that choose rows, the same for every command that has them."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from pipeline.cli.moments import Moment
from schemas.confidence import SHOWN_FROM
from schemas.vocabulary import Polarity

Command = TypeVar("Command", bound=Callable[..., Any])
Option = Callable[[Command], Command]


class _Name(click.ParamType):
    """A name of which at least one letter or digit can be searched."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not any(c.isalnum() for c in value) or "\0" in value:
            self.fail(f"{value!r} holds no letter or digit to search for", param, ctx)
        return str(value)


def named(option: str, says: str) -> Callable[[Command], Command]:
    """Make an option that takes a name."""
    return click.option(option, type=_Name(), metavar="NAME", help=says)


def sure(says: str) -> Callable[[Command], Command]:
    """Make the option that takes a least confidence."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=SHOWN_FROM,
        show_default=True,
        metavar="SHARE",
        help=f"{says}; 0: all that are stored.",
    )


def of_stances(command: Command) -> Command:
    """Give a command the options that choose stances by what they say."""
    polarities = click.Choice([way.value for way in Polarity])
    return _all(
        command,
        named("--holder", "Of this holder."),
        named("--target", "Towards this target."),
        named("--entity", "Of this holder or towards this target."),
        named("--speaker", "In the words of this speaker."),
        click.option("--polarity", type=polarities, help="Only this way."),
        sure("At least so sure"),
    )


def of_articles(command: Command) -> Command:
    """Give a command the options that choose what was printed where, when and with which words."""
    return _all(
        command,
        named("--outlet", "Of this outlet."),
        click.option("--since", type=Moment(), metavar="DATE", help="Dated then or later."),
        click.option(
            "--until", type=Moment(last=True), metavar="DATE", help="Dated then or earlier."
        ),
        click.option(
            "--words",
            metavar="WORDS",
            help='Of articles with these words; "…" is a phrase, - excludes, "or" chooses.',
        ),
    )


def _all(command: Command, *options: Callable[[Command], Command]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
