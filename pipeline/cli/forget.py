"""`stancewire forget`: an article, or all of an outlet, is removed for good."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import click

from consumers.watch.forget import forget as forgotten
from consumers.watch.forget import to_forget
from pipeline.broker import administration, longest_kept
from pipeline.cli.tables import as_json
from pipeline.database import check_schema, database_at
from pipeline.local.endpoints import resolved
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.topics import topics_of


@click.command()
@click.argument("name", metavar="URL|OUTLET|ID")
@click.option("--yes", "-y", is_flag=True, help="Do not ask for confirmation.")
@click.option("--dry-run", is_flag=True, help="Only tell how much it would remove.")
@click.option("--json", "as_object", is_flag=True, help="Print one JSON object, on one line.")
def forget(name: str, *, yes: bool, dry_run: bool, as_object: bool) -> None:
    """Remove an article, or all of an outlet, for good.

    Goes by a page's address, an article's id or an outlet's name. Text, revisions and rows go,
    readers' verdicts, dead letters, followed pages and, of an outlet, the sources; copies that
    others printed stay. Names that only these articles gave go, too, unless names or issues
    were corrected. Kept are hashes, by which whatever comes of it later is passed over: there
    is no way back.

    Afterwards every table is searched for what may be left. The broker cannot forget single
    messages: it is told when the last of its copies are deleted, by the topics' retention.
    Backups, exports and PostgreSQL's own log are yours to delete.

    Exits with 0 when nothing is left, with 1 when something is or you said no, and with 2 when
    nothing goes by the name or broker or database does not answer.
    """
    settings = resolved(Settings.from_environment())
    set_up_logs(settings.log_level, silent=["kafka"])
    with database_at(settings.database_url or "") as engine:
        check_schema(engine)
        counts = to_forget(engine, name)
        if dry_run:
            click.echo(as_json(counts) if as_object else f"would remove {_told(counts)}")
            return
        ends = _ends(settings)
        if not yes:
            click.confirm(f"Remove {_told(counts)} for good?", abort=True, err=True)
        done = forgotten(engine, name)
    if as_object:
        click.echo(as_json({"removed": done.removed, "left": done.left, "kafka_until": ends}))
    else:
        click.echo(f"removed {_told(done.removed)}")
        click.echo(f"left {_told(done.left)}" if done.left else "left nothing, in any table")
        for topic, end in ends.items():
            until = "for ever: it has no retention" if end is None else f"until {end:%F %H:%M} UTC"
            click.echo(f"{topic} may hold copies {until}")
    if done.left:
        raise SystemExit(1)


def _ends(settings: Settings) -> dict[str, datetime | None]:
    """Tell of each topic when the last copy is deleted that may stand there by now."""
    names = [topic.name for topic in topics_of(settings.namespace).all]
    with administration(settings.kafka or "") as admin:
        kept = longest_kept(admin, names)
    now = datetime.now(UTC)
    return {
        name: None if (ms := kept[name]) is None else now + timedelta(milliseconds=ms)
        for name in names
    }


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{what.replace('_', ' ')} {n}" for what, n in counts.items())
