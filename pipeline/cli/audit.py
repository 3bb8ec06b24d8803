"""`stancewire audit`: is what is stored true and whole?"""

from dataclasses import asdict

import click

from consumers.watch.audit import AuditReport
from consumers.watch.audit import audit as audited
from pipeline.cli.tables import Column, Form, Row, as_json, show
from pipeline.database import check_schema, database_at
from pipeline.local.endpoints import resolved
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.topics import topics_of

RULES = (
    Column("rule", "rule", share=1),
    Column("checked", "checked", align="right"),
    Column("broken", "broken", align="right"),
)


@click.command()
@click.option("--json", "as_object", is_flag=True, help="Print one JSON object, on one line.")
def audit(*, as_object: bool) -> None:
    """Prove that what is stored is true and that nothing is lost.

    Checks that every stored span is the text it claims, that every article has one current
    revision and a retracted one none, and that every article which Kafka still has is stored,
    a dead letter or forgotten for good: a retraction is stored once its article is taken back,
    and what reprocess asks for once its rows are replaced. Articles that analyser or sink have
    not reached yet are waiting, not missing.

    Exits with 1, naming the offending ids, when anything is wrong, and with 2 when broker or
    database does not answer.
    """
    settings = resolved(Settings.from_environment())
    set_up_logs(settings.log_level)
    with database_at(settings.database_url or "") as engine:
        check_schema(engine)
        report = audited(engine, settings.kafka or "", topics_of(settings.namespace))
    if as_object:
        click.echo(as_json({"holds": report.holds, **asdict(report)}))
    else:
        _print(report)
    if not report.holds:
        raise SystemExit(1)


def _print(report: AuditReport) -> None:
    show([vars(finding) for finding in report.findings], RULES, Form.TABLE)
    balance = report.balance
    click.echo(
        f"\narticles in {balance.articles} = stored {balance.stored}"
        f" + dead-lettered {balance.dead_lettered} + forgotten {balance.forgotten}"
        f" + waiting {balance.waiting} + missing {balance.missing}"
    )
    for finding in report.findings:
        for offence in finding.offences:
            click.echo(f"broken: {finding.rule}: {_fields(offence)}")
    for offence in balance.offences:
        click.echo(f"missing: {_fields(offence)}")


def _fields(offence: Row) -> str:
    return " ".join(f"{name}={value}" for name, value in offence.items())
