"""Burrow's rules and ours, as a table of what was seen; states change with a reason in words."""

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.lag import GroupLag, LagReport, PartitionLag, ResolverLag
from pipeline.watch.judgements import Place, changes, judgements, remembered
from pipeline.watch.rates import Rates, lags_of, rates_of
from pipeline.watch.reasons import Reader, reason_of
from pipeline.watch.states import State, state_of, worst
from pipeline.watch.window import COMMITS, Look, window_after
from schemas.topics import topics_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVERY = 10.0  # seconds between two looks
PATIENCE = 60.0
TOPICS = topics_of("news")
SINK = Reader("the sink", "answer", "no member of the sink")


def look(said: str, seconds: float) -> Look:
    """Read `offset/end`, with `-` behind it for no member, `?` for a group that gives out anew."""
    offset, _, end = said.rstrip("-?").partition("/")
    committed = None if offset == "never" else int(offset)
    read = {"-": False, "?": None}.get(said[-1], True)
    at = NOON + timedelta(seconds=seconds)
    return Look(at, committed, int(end), max(0, int(end) - (committed or 0)), read=read)


def seen(*looks: str, every: float = EVERY):
    """Give the window after these looks, one every ten seconds; `5/9 x3` is three alike."""
    window, number = None, 0
    for said in looks:
        one, _, times = said.partition(" x")
        for _ in range(int(times or 1)):
            window = window_after(window, look(one, number * every), PATIENCE)
            number += 1
    return window


def course(begin: int, step: int, end: int, rise: int, count: int = COMMITS) -> list[str]:
    """Name looks at which offset and end rise steadily."""
    return [f"{begin + n * step}/{end + n * rise}" for n in range(count)]


@pytest.mark.parametrize(
    ("looks", "state"),
    [
        pytest.param(["9/9"], State.OK, id="nothing-waits"),
        pytest.param(["9/9- x20"], State.OK, id="nothing-waits-and-nobody-is-there"),
        pytest.param(["5/9"], State.OK, id="too-few-looks"),
        pytest.param(["5/9 x9"], State.OK, id="too-few-commits"),
        pytest.param(["5/9 x10"], State.STALL, id="never-moves"),
        pytest.param(["never/9 x10"], State.STALL, id="never-commits"),
        pytest.param(["5/9 x9", "9/9"], State.OK, id="moves-at-last-to-the-end"),
        pytest.param(["5/9 x9", "6/9"], State.OK, id="moves-at-last"),
        pytest.param(["9/9", "9/12 x9"], State.OK, id="was-done-a-while-ago"),
        pytest.param(["9/9", "9/12 x10"], State.STALL, id="was-done-too-long-ago"),
        pytest.param(["5/9 x9", "5/9?"], State.OK, id="while-given-out-too-few-commits"),
        pytest.param(course(0, 5, 10, 10), State.WARN, id="ever-more-waits"),
        pytest.param(course(0, 5, 10, 5), State.WARN, id="as-much-waits-all-the-time"),
        pytest.param(course(0, 6, 10, 5), State.OK, id="catches-up"),
        pytest.param(
            [*course(0, 5, 10, 10, 5), "29/60", *course(30, 5, 70, 10, 4)],
            State.WARN,
            id="ever-more-waits-at-an-uneven-pace",
        ),
        pytest.param(
            [*course(0, 5, 10, 10, 5), "58/60", *course(60, 5, 70, 10, 4)],
            State.OK,
            id="once-less-waits",
        ),
        pytest.param(["20/20", "10/20"], State.REWIND, id="goes-back"),
        pytest.param(["20/20", "10/20", "15/20"], State.REWIND, id="goes-back-and-comes-nearer"),
        pytest.param(["20/30", "10/30", "20/30"], State.OK, id="goes-back-and-has-recovered"),
        pytest.param(["20/20-", "10/20-"], State.REWIND, id="is-set-back-while-nobody-is-there"),
        pytest.param(["20/20", "0/0"], State.OK, id="made-anew-is-no-way-back"),
        pytest.param(["20/20", "2/9"], State.OK, id="made-anew-and-filled"),
        pytest.param(["5/9-"], State.UNREAD, id="nobody-is-there"),
        pytest.param(["never/9-"], State.UNREAD, id="never-was-and-nobody-is-there"),
        pytest.param(["5/9- x20"], State.UNREAD, id="nobody-comes"),
        pytest.param(["5/5 x9", "5/9-"], State.UNREAD, id="has-just-gone"),
        pytest.param(["5/9?"], State.OK, id="is-given-out-anew"),
        pytest.param(["1/5", "5/5", "5/9- x3"], State.STOP, id="has-gone-for-longer-than-it-took"),
        pytest.param(["1/9", "5/9", "5/9- x2"], State.STOP, id="has-gone-and-no-more-came"),
        pytest.param(
            ["1/5", "5/5", "5/9 x3", "5/9- x6"], State.STOP, id="was-thrown-out-after-more-came"
        ),
        pytest.param(["1/5-", "5/5- x20", "5/9-"], State.OK, id="had-nothing-to-read-for-long"),
        pytest.param(["1/5", "5/5", "5/9-"], State.UNREAD, id="has-gone-for-as-long-as-it-took"),
        pytest.param(["1/5", "5/5", "5/9-", "6/9-"], State.UNREAD, id="a-last-commit-of-who-went"),
        pytest.param(["1/5-", "3/9-", "3/9-"], State.OK, id="never-was-a-member-and-commits"),
        pytest.param(["1/5-", "3/9-", "3/12- x3"], State.STOP, id="never-a-member-and-stops"),
    ],
)
def test_a_reader_is_as_the_first_rule_says_that_holds(looks, state):
    assert state_of(seen(*looks)) is state


def test_what_retention_deleted_unread_is_worse_than_all_else():
    gone = Look(NOON, 5, 9, 0, lost=4, read=False)

    assert state_of(window_after(None, gone, PATIENCE)) is State.LOST


def test_a_reader_may_stand_still_for_as_long_as_it_is_given():
    quick = seen("5/9 x50", every=1)
    patient = seen("5/9 x61", every=1)

    assert (state_of(quick), state_of(patient)) == (State.OK, State.STALL)


@pytest.mark.parametrize(
    ("every", "kept"),
    [
        pytest.param(1.0, 61, id="as-many-as-patience-asks"),
        pytest.param(60.0, COMMITS, id="ten-at-least"),
    ],
)
def test_no_more_is_remembered_than_is_needed(every, kept):
    assert len(seen("5/9 x200", every=every).looks) == kept


def test_a_group_is_as_bad_as_its_worst_partition():
    assert worst([State.OK, State.STALL, State.WARN]) is State.STALL
    assert worst([]) is State.OK


@pytest.mark.parametrize(
    ("state", "looks", "reason"),
    [
        pytest.param(State.OK, ["9/9"], "nothing waits", id="nothing"),
        pytest.param(State.OK, ["5/1005"], "1,000 answers wait", id="some"),
        pytest.param(
            State.STOP,
            ["1/5", "5/5", "5/417- x10"],
            "the sink has not committed for 90 s while 412 answers wait",
            id="stop",
        ),
        pytest.param(
            State.STALL,
            ["5/6 x10"],
            "the sink has not committed for 90 s while 1 answer waits though it is there",
            id="stall",
        ),
        pytest.param(
            State.STALL,
            ["never/6 x10"],
            "the sink has never committed while 6 answers wait though it is there",
            id="never",
        ),
        pytest.param(
            State.REWIND,
            ["20/30", "15/30"],
            "the sink went back by 5 answers, and 15 answers wait",
            id="rewind",
        ),
        pytest.param(
            State.UNREAD,
            ["5/6-"],
            "1 answer waits and no member of the sink is there to read",
            id="unread",
        ),
        pytest.param(
            State.WARN,
            course(0, 5, 10, 10),
            "the sink falls behind: 55 answers wait, 45 more than 90 s ago",
            id="warn",
        ),
        pytest.param(
            State.WARN,
            course(0, 5, 10, 5),
            "the sink falls behind: 10 answers wait, as many as 90 s ago",
            id="warn-steady",
        ),
    ],
)
def test_a_state_comes_with_its_reason_in_words(state, looks, reason):
    window = seen(*looks)

    assert (state_of(window), reason_of(state, [window], SINK)) == (state, reason)


def test_rates_are_what_came_and_what_was_read_a_second():
    rates = rates_of([seen("0/10", "20/20", "80/100"), seen("0/10", "0/10", "0/10")])

    assert (rates.coming, rates.read) == (4.5, 4.0)
    assert rates_of([seen("5/9")]) == Rates()


@pytest.mark.parametrize(
    ("rates", "lag", "seconds"),
    [
        pytest.param(Rates(4, 6), 10, 5.0, id="gains"),
        pytest.param(Rates(6, 4), 10, None, id="falls-behind"),
        pytest.param(Rates(4, 4), 10, None, id="keeps-its-distance"),
        pytest.param(Rates(), 10, None, id="not-known"),
        pytest.param(Rates(), 0, 0.0, id="nothing-waits"),
    ],
)
def test_catching_up_takes_as_long_as_what_waits_lasts(rates, lag, seconds):
    assert rates.catch_up(lag) == seconds


def test_what_waited_in_all_places_is_summed_look_by_look():
    assert lags_of([seen("0/1", "0/2", "0/3"), seen("0/5")]) == [1, 2, 8]


def partition(number: int, committed: int, end: int, **more: object) -> PartitionLag:
    known = {"seconds": 3.0, "lost": 0, "owned": True, "retention_used": number / 10} | more
    return PartitionLag(TOPICS.analyses.name, number, committed, 0, end, end - committed, **known)


def report(*partitions: PartitionLag, minutes: float = 0, resolver: ResolverLag | None = None):
    at = NOON + timedelta(minutes=minutes)
    return LagReport(at, (GroupLag(TOPICS.sink_group, "Stable", 1, partitions),), resolver)


def judged(*reports: LagReport):
    memory = {}
    for one in reports:
        memory = remembered(memory, one, PATIENCE)
    return judgements(reports[-1], memory, TOPICS)


def test_a_group_says_why_by_the_partitions_that_are_worst():
    gone = [partition(n, 5, 5 + n, owned=False) for n in (1, 4, 2)]
    found = judged(report(partition(0, 0, 100), *gone))

    group = found[Place(TOPICS.sink_group)]
    assert (group.state, group.lag, group.retention_used) == (State.UNREAD, 107, 0.4)
    assert group.reason == "7 answers wait and no member of the sink is there to read"
    assert group.worst == Place(TOPICS.sink_group, TOPICS.analyses.name, 4)


def test_the_worst_come_first():
    found = judged(report(partition(0, 9, 9), partition(1, 5, 9, owned=False)))

    assert [place.partition for place in found] == [1, None, 0]


def test_the_resolver_is_judged_as_a_group_is():
    def resolving(turn: int, waiting: int, *, running: bool = True):
        return ResolverLag(waiting, 3.0, running, turn, stored=100)

    still = [report(minutes=n, resolver=resolving(7, 4)) for n in range(10)]
    alone = report(resolver=resolving(7, 4, running=False))

    stalled, unread = (judged(*some)[Place("resolver")] for some in (still, [alone]))
    assert (stalled.state, unread.state) == (State.STALL, State.UNREAD)
    assert stalled.reason == (
        "the resolver has not resolved any for 540 s while 4 articles wait though it is there"
    )
    assert unread.reason == "4 articles wait and no resolver is there to read"


def test_a_change_is_told_once_for_a_group_and_again_when_it_is_well():
    well = judged(report(partition(0, 9, 9)))
    gone = judged(report(partition(0, 9, 12, owned=False)))

    assert changes(NOON, None, well) == []
    (worse,) = changes(NOON, well, gone)
    assert (worse.was, worse.now.state) == (State.OK, State.UNREAD)
    assert changes(NOON, gone, gone) == []
    (better,) = changes(NOON, gone, well)
    assert (better.was, better.now.state) == (State.UNREAD, State.OK)


def test_what_is_not_well_when_first_seen_is_a_change():
    gone = judged(report(partition(0, 9, 12, owned=False)))

    assert [change.now.state for change in changes(NOON, None, gone)] == [State.UNREAD]
