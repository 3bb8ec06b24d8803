"""The command line: one thin command per verb, each loaded only when it is called."""

import importlib
import os
import sys

import click

from pipeline.errors import StancewireError

INTERRUPTED = 130  # what a shell reports for Ctrl-C
# Where each command is, and its first sentence, so that their list loads none of them.
VERBS = {
    "demo": ("demo:demo", "Start everything, feed it the seed articles, and ask."),
    "up": ("stack:up", "Start the local stack in the background."),
    "down": ("stack:down", "End the local stack; what it stored stays for the next `up`."),
    "status": ("stack:status", "Show the local stack's processes, addresses and logs."),
    "run": ("run:run", "Run one process in the foreground."),
    "publish": ("publish:publish", "Feed articles from pages, texts, archives and the web."),
    "sources": ("sources:sources", "Say which feeds, pages and folders are followed."),
    "read": ("read:read", "Show what is read of pages."),
    "analyse": ("analyse:analyse", "Analyse articles given as JSON lines."),
    "judge": ("analyse:judge", "Judge stances towards targets given as JSON lines."),
    "resolve": ("resolve:resolve", "Tell who is who and what is at issue across articles."),
    "query": ("query:query", "Ask what was said, by whom, and who stands where."),
    "names": ("names:names", "Say who is who, by a list of your own."),
    "issues": ("issues:issues", "Say what stances are about, by a codebook of your own."),
    "export": ("export:export", "Write stances to files that other tools open."),
    "review": ("review:review", "Judge rows right or wrong, by one key each."),
    "lag": ("lag:lag", "Show how far analyser, sink and resolver are behind."),
    "dead-letters": (
        "dead_letters:dead_letters",
        "Show or replay messages that could not be answered.",
    ),
    "reprocess": ("reprocess:reprocess", "Have stored texts answered anew, as after an upgrade."),
    "forget": ("forget:forget", "Remove an article, or all of an outlet, for good."),
    "audit": ("audit:audit", "Prove that what is stored is true and that nothing is lost."),
    "migrate": ("migrate:migrate", "Make the database's tables, or bring them to this version."),
    "health": ("health:health", "Tell whether a process of this machine is well."),
}


class _Verbs(click.Group):
    """A group whose commands are imported on demand, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        module, command = VERBS[name][0].split(":")
        found = getattr(importlib.import_module(f"pipeline.cli.{module}"), command)
        assert isinstance(found, click.Command)  # noqa: S101  # the table above is ours
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in VERBS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a failure we can explain is one sentence and exit code 2."""
        try:
            return super().invoke(ctx)
        except StancewireError as error:
            click.secho(f"stancewire: {error}", fg="red", err=True)
            sys.exit(2)
        except BrokenPipeError:  # `stancewire … | head` has read enough
            # What is left to be written would fail again when Python ends, with another code.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.stderr.close()
            sys.exit(141)
        except KeyboardInterrupt:
            click.echo("stancewire: interrupted", err=True)
            sys.exit(INTERRUPTED)


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stancewire", prog_name="stancewire")
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
