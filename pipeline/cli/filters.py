"""Options that choose rows, the same for every command that has them."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from pipeline.cli.moments import Moment
from pipeline.queries import Counted
from schemas.confidence import SHOWN_FROM
from schemas.vocabulary import Judged, Polarity

Command = TypeVar("Command", bound=Callable[..., Any])


class _Name(click.ParamType):
    """A name of which at least one letter or digit can be searched."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not any(c.isalnum() for c in value) or "\0" in value:
            self.fail(f"{value!r} holds no letter or digit to search for", param, ctx)
        return str(value)


def named(option: str, says: str, *also: str) -> Callable[[Command], Command]:
    """Filter by a name, or by the id of an identity or issue; `also` names the parameter."""
    return click.option(option, *also, type=_Name(), metavar="NAME", help=says)


def sure(says: str) -> Callable[[Command], Command]:
    """Filter stances by how sure they are."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=SHOWN_FROM,
        show_default=True,
        metavar="SHARE",
        help=f"{says}; 0: all that are stored.",
    )


def one_side(command: Command) -> Command:
    """Filter stances by their side."""
    return click.option(
        "--polarity",
        type=click.Choice([way.value for way in Polarity]),
        help="Only this way: for the repeal of a law is against the law.",
    )(command)


def once_or_raw(command: Command) -> Command:
    """Count what several articles print alike once, or each time; the command gets `counted`."""
    return click.option(
        "--raw",
        "counted",
        is_flag=True,
        callback=lambda _, __, raw: Counted.RAW if raw else Counted.ONCE,
        help="Count each print of what several articles print alike, not only the first.",
    )(command)


def stances_or_quotations(says: str) -> Callable[[Command], Command]:
    """Choose which of the two is judged; the command gets `kind`."""
    return click.option(
        "--quotations",
        "kind",
        is_flag=True,
        callback=lambda _, __, said: Judged.QUOTATION if said else Judged.STANCE,
        help=says,
    )


def with_wrong(command: Command) -> Command:
    """Keep the rows that readers judged wrong."""
    return click.option(
        "--with-wrong",
        is_flag=True,
        help="Keep what as many readers judged wrong as right, or more.",
    )(command)


def of_stances(command: Command) -> Command:
    """Give a command the options that choose stances by what they say."""
    return _all(
        command,
        named("--holder", "Of this holder."),
        named("--target", "Towards this target."),
        named("--entity", "Of this holder or towards this target."),
        named("--speaker", "In the words of this speaker."),
        one_side,
        sure("At least so sure"),
        with_wrong,
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
