"""What `stancewire lag --watch` draws: the course of lag, the worst first, why, in 80 columns."""

import pytest

from pipeline.cli.drawing import PLAIN_WIDTH
from pipeline.cli.lag_watch import watch_table
from pipeline.cli.sparkline import sparkline
from pipeline.lag import GroupLag, LagReport, PartitionLag, ResolverLag
from pipeline.watch.fields import judged_fields
from pipeline.watch.judgements import judgements, remembered
from tests.monitoring import NOON, TOPICS, seen


@pytest.mark.parametrize(
    ("numbers", "blocks", "digits"),
    [
        pytest.param([], "", "", id="nothing"),
        pytest.param([0, 0], "▁▁", "00", id="nothing-waits"),
        pytest.param([0, 1, 700], "▁▂█", "017", id="a-little-is-not-nothing"),
        pytest.param([7, 6, 5, 4, 3, 2, 1, 0], "█▇▆▅▄▃▂▁", "76543210", id="falling"),
        pytest.param([5, 5], "██", "77", id="as-much-all-the-time"),
        pytest.param(list(range(9)), "▂▃▄▅▆▇██", "12345677", id="the-latest-eight"),
    ],
)
def test_a_sparkline_draws_each_number_by_its_share_of_the_largest(numbers, blocks, digits):
    assert sparkline(numbers, 8) == blocks
    assert sparkline(numbers, 8, blocks=False) == digits


def drawn(**options: bool) -> list[str]:
    return watch_table(seen().report, seen().judgements, **options).splitlines()


def test_the_worst_come_first_and_reasons_below():
    heading, *lines = drawn()

    assert heading.split() == "reader lag course in/s out/s behind done in state".split()
    assert [" ".join(line.split()) for line in lines] == [
        "news.sink, 1 member 190 ██ 0.0 0.2 3 s 19 min unread",
        "news.analyses/1 100 ██ 0.0 0.0 3 s never unread",
        "news.analyses/0 90 ██ 0.0 0.2 3 s 9 min ok",
        "resolver, running 2 ██ 0.0 0.0 2 s never ok",
        "news.sink: 100 answers wait and no member of the sink is there to read.",
    ]


def test_a_terminal_of_ascii_is_drawn_in_ascii():
    assert "77" in drawn(blocks=False)[2]
    assert "\n".join(drawn(blocks=False)).isascii()


def test_partitions_without_lag_are_drawn_only_on_demand():
    done = PartitionLag(TOPICS.analyses.name, 3, 9, 0, 9, 0, 0.0, 0, owned=True)
    report = LagReport(NOON, (GroupLag(TOPICS.sink_group, "Stable", 1, (done,)),))
    judged = judgements(report, remembered({}, report, 60), TOPICS)

    few, every = (watch_table(report, judged, every=e).splitlines() for e in (False, True))
    assert (len(few), len(every)) == (2, 3)
    assert few[1].split() == ["news.sink,", "1", "member", "0", "▁", "?", "?", "0", "s", "ok"]


def test_large_numbers_and_long_names_stay_within_a_terminal():
    memory = {}
    for look in range(12):
        partitions = tuple(
            PartitionLag(
                "news.dead-letters",
                n,
                1,
                0,
                9_000_000 * look + 2,
                9_000_000 * look,
                8e5,
                0,
                owned=True,
            )
            for n in range(12)
        )
        groups = (GroupLag("billing-of-some-other-team", "Stable", 12, partitions),)
        report = LagReport(NOON.replace(minute=look), groups, ResolverLag(5, 1.0, running=False))
        memory = remembered(memory, report, 60)

    table = watch_table(report, judgements(report, memory, TOPICS))

    assert [line for line in table.splitlines()[:-2] if len(line) > PLAIN_WIDTH] == []
    assert "1,188,000,000" in table


def test_the_fields_have_each_judgement_beside_the_lag():
    fields = judged_fields(seen().report, seen().judgements)

    (group,) = fields["groups"]
    assert (group["judged"], group["catch_up_seconds"]) == ("unread", pytest.approx(1140))
    assert [p["judged"] for p in group["partitions"]] == ["ok", "unread"]
    assert fields["resolver"]["judged"] == "ok"
