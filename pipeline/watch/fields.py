"""A report and what it was judged to be, as JSON has them."""

from typing import Any

from pipeline.lag import LagReport, as_fields
from pipeline.watch.judgements import RESOLVER, Judgement, Judgements, Place


def judged_fields(report: LagReport, judged: Judgements) -> dict[str, Any]:
    """Give the fields of a report, each group, partition and the resolver with its judgement."""
    fields = as_fields(report)
    for group in fields["groups"]:
        whole = judged[Place(group["group"])]
        group.update(_fields(whole), retention_used=whole.retention_used)
        for each in group["partitions"]:
            place = Place(group["group"], each["topic"], each["partition"])
            each.update(_fields(judged[place]))
    if fields["resolver"] is not None:
        fields["resolver"] |= _fields(judged[Place(RESOLVER)])
    return fields


def _fields(judged: Judgement) -> dict[str, Any]:
    return {
        "judged": str(judged.state),
        "reason": judged.reason,
        "in_per_second": judged.rates.coming,
        "out_per_second": judged.rates.read,
        "catch_up_seconds": judged.catch_up,
    }
