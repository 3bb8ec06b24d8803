"""What alerts and dashboard ask for is told, under the names that others know."""

import re

import pytest
import yaml

from tests.monitoring import PROMETHEUS, expressions, names_asked, names_told, registry_of_all


def alerts() -> dict[str, str]:
    groups = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"]
    return {rule["alert"]: rule["expr"] for group in groups for rule in group["rules"]}


@pytest.mark.parametrize("asked", [*expressions(), *alerts().values()])
def test_every_metric_that_is_asked_for_is_told(asked):
    names = set(names_asked(asked))

    assert names
    assert names - names_told() == set()


def test_a_metric_that_is_not_told_is_found():
    assert set(names_asked("rate(stancewire_sink_rows_total[5m])")) - names_told()


def test_every_alert_is_tested():
    tests = (PROMETHEUS / "alerts.test.yml").read_text()

    assert set(re.findall(r"alertname: (\w+)", tests)) == set(alerts())


# As kafka-lag-exporter names and labels them, for dashboards that were made for it.
KNOWN = {
    "kafka_consumergroup_group_lag": "cluster_name group topic partition member_host"
    " consumer_id client_id",
    "kafka_consumergroup_group_lag_seconds": "cluster_name group topic partition member_host"
    " consumer_id client_id",
    "kafka_consumergroup_group_offset": "cluster_name group topic partition member_host"
    " consumer_id client_id",
    "kafka_consumergroup_group_max_lag": "cluster_name group",
    "kafka_consumergroup_group_max_lag_seconds": "cluster_name group",
    "kafka_consumergroup_group_sum_lag": "cluster_name group",
    "kafka_consumergroup_group_topic_sum_lag": "cluster_name group topic",
    "kafka_partition_latest_offset": "cluster_name topic partition",
    "kafka_partition_earliest_offset": "cluster_name topic partition",
}


def test_lag_has_the_names_and_labels_that_dashboards_know():
    told = {
        sample.name: set(sample.labels)
        for metric in registry_of_all().collect()
        for sample in metric.samples
        if sample.name.startswith("kafka_")
    }

    assert told == {name: set(labels.split()) for name, labels in KNOWN.items()}


@pytest.mark.parametrize(
    ("name", "labels", "value"),
    [
        pytest.param(
            "kafka_consumergroup_group_lag",
            {"partition": "0", "member_host": "/10.0.0.7", "consumer_id": "sink-1"},
            90,
            id="lag-of-a-member",
        ),
        pytest.param(
            "kafka_consumergroup_group_lag", {"partition": "1", "member_host": ""}, 100, id="nobody"
        ),
        pytest.param("kafka_consumergroup_group_sum_lag", {"group": "news.sink"}, 190, id="sum"),
        pytest.param("stancewire_group_state", {"state": "unread"}, 1, id="state"),
        pytest.param("stancewire_group_state", {"state": "ok", "group": "news.sink"}, 0, id="not"),
        pytest.param("stancewire_partition_state", {"partition": "1"}, 5, id="partition"),
        pytest.param("stancewire_group_messages_per_second", {"direction": "out"}, 1 / 6, id="out"),
        pytest.param("stancewire_group_catch_up_seconds", {"group": "news.sink"}, 1140, id="time"),
        pytest.param("stancewire_group_retention_used_ratio", {}, 0.25, id="retention"),
        pytest.param(
            "stancewire_freshness_seconds", {"window": "1h", "percentile": "95"}, 2, id="freshness"
        ),
        pytest.param("stancewire_dead_letters", {"kind": "undecodable"}, 4, id="letters"),
        pytest.param("stancewire_dead_letters", {"kind": "too-large"}, 0, id="no-letters"),
        pytest.param("stancewire_monitor_up", {"part": "database"}, 1, id="up"),
    ],
)
def test_what_was_seen_is_told(name, labels, value):
    found = [
        sample.value
        for metric in registry_of_all().collect()
        for sample in metric.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]

    assert found[0] == pytest.approx(value)
