"""Dates as options: days and times in ISO 8601, UTC unless they say otherwise."""

from datetime import UTC, datetime

import click
import pytest

from pipeline.cli.moments import Moment


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        pytest.param("2024-05-31", False, datetime(2024, 5, 31, tzinfo=UTC), id="first-day"),
        pytest.param("2024-05-31", True, datetime(2024, 6, 1, tzinfo=UTC), id="last-day-included"),
        pytest.param("2024-05-31T18:00", True, datetime(2024, 5, 31, 18, tzinfo=UTC), id="time"),
        pytest.param(
            "2024-05-31T18:00+02:00", False, datetime(2024, 5, 31, 16, tzinfo=UTC), id="zone"
        ),
    ],
)
def test_a_moment_is_read(said, last, meant):
    assert Moment(last=last).convert(said, None, None) == meant


@pytest.mark.parametrize("said", ["yesterday", "2024-13-01", "31.5.2024", "", "9999-12-31"])
def test_what_is_no_date_is_said_so(said):
    with pytest.raises(click.BadParameter, match="is no date such as 2024-05-31"):
        Moment(last=True).convert(said, None, None)
