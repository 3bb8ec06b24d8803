"""The command line: one thin command per verb, each loaded only when it is called."""

import importlib
import sys
from importlib.metadata import version

import click

from pipeline.errors import StancewireError

INTERRUPTED = 130  # what a shell reports for Ctrl-C
VERBS = {
    "demo": "demo:demo",
    "up": "stack:up",
    "down": "stack:down",
    "status": "stack:status",
    "run": "run:run",
    "publish": "publish:publish",
    "sources": "sources:sources",
    "read": "read:read",
    "analyse": "analyse:analyse",
    "judge": "analyse:judge",
    "resolve": "resolve:resolve",
    "query": "query:query",
    "names": "names:names",
    "issues": "issues:issues",
    "export": "export:export",
    "review": "review:review",
    "lag": "lag:lag",
    "dead-letters": "dead_letters:dead_letters",
    "reprocess": "reprocess:reprocess",
    "audit": "audit:audit",
    "migrate": "migrate:migrate",
    "health": "health:health",
}


class _Verbs(click.Group):
    """A group whose commands are imported on demand, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        module, command = VERBS[name].split(":")
        found = getattr(importlib.import_module(f"pipeline.cli.{module}"), command)
        assert isinstance(found, click.Command)  # noqa: S101  # the table above is ours
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a failure we can explain is one sentence and exit code 2."""
        try:
            return super().invoke(ctx)
        except StancewireError as error:
            click.secho(f"stancewire: {error}", fg="red", err=True)
            sys.exit(2)
        except BrokenPipeError:
            sys.stderr.close()  # `stancewire … | head` has read enough
            sys.exit(141)
        except KeyboardInterrupt:
            click.echo("stancewire: interrupted", err=True)
            sys.exit(INTERRUPTED)


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("stancewire"), prog_name="stancewire")
def cli() -> None:
    """Read news as it breaks and answer: who said what, about whom, for or against it?

    \b
    Start here:   stancewire demo
    Feed:         stancewire publish ARTICLES…
    Ask:          stancewire query stances --holder Putin
    Watch:        stancewire lag --watch

    Settings are read from STANCEWIRE_… variables; README.md lists them.
    Every command exits with 0 when all went well and with 2 when it could not run.
    """
