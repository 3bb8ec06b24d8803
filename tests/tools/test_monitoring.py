"""Rules, alerts, metrics and the dashboard, each by the tool of who will read it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from tests.monitoring import DASHBOARD, PROMETHEUS, expressions, registry_of_all
from tests.tools.conftest import NPM_PACKAGES


def said_by(*command: str, folder: Path, stdin: bytes = b"") -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, input=stdin, capture_output=True)
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(["check", "config", "prometheus.yml"], id="configuration"),
        pytest.param(["check", "rules", "alerts.yml"], id="rules"),
        pytest.param(["test", "rules", "alerts.test.yml"], id="alerts-speak-and-are-silent"),
    ],
)
def test_prometheus_takes_what_we_give_it(promtool, asked):
    code, said = said_by(promtool, *asked, folder=PROMETHEUS)

    assert (code, "FAILED" in said) == (0, False), said


def test_prometheus_finds_no_fault_with_our_metrics(promtool):
    numbers = generate_latest(registry_of_all())

    code, said = said_by(promtool, "check", "metrics", folder=PROMETHEUS, stdin=numbers)

    assert (code, said) == (0, "")


def test_a_rule_that_is_none_is_found(promtool, tmp_path):
    rules = (PROMETHEUS / "alerts.yml").read_text()
    (tmp_path / "alerts.yml").write_text(rules.replace("== 1", "== one)"))

    assert said_by(promtool, "check", "rules", "alerts.yml", folder=tmp_path)[0] != 0


def test_prometheus_reads_every_expression_of_the_dashboard(promtool, tmp_path):
    rules = [{"record": f"panel:{n}", "expr": expr} for n, expr in enumerate(expressions())]
    written = json.dumps({"groups": [{"name": "dashboard", "rules": rules}]})
    (tmp_path / "dashboard.yml").write_text(written)  # JSON is YAML

    code, said = said_by(promtool, "check", "rules", "dashboard.yml", folder=tmp_path)

    assert (code, f"{len(rules)} rules found" in said) == (0, True), said


def checked(typescript: Path, folder: Path, dashboard: dict) -> tuple[int, str]:
    """Hold a dashboard against Grafana's types: the whole, then what is each panel's own."""
    values = [f"const dashboard: Plain<Dashboard> = {json.dumps(dashboard)};"]
    for panel in dashboard["panels"]:
        name, number = json.dumps(panel["type"]), panel["id"]
        custom = panel["fieldConfig"]["defaults"]["custom"]
        values += [
            f"const options{number}: Plain<Options[{name}]> = {json.dumps(panel['options'])};",
            f"const custom{number}: Plain<Custom[{name}]> = {json.dumps(custom)};",
        ]
    types = (Path(__file__).parent / "dashboard.ts").read_text()
    (folder / "dashboard.ts").write_text("\n".join([types, *values]))
    shutil.copy(typescript / "package.json", folder)
    (folder / "node_modules").symlink_to(typescript / "node_modules")
    tsc = typescript / "node_modules" / ".bin" / "tsc"
    options = "--noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler"
    return said_by(str(tsc), *options.split(), "dashboard.ts", folder=folder)


def test_the_dashboard_is_what_grafana_takes(typescript, tmp_path):
    dashboard = json.loads(DASHBOARD.read_text())

    assert checked(typescript, tmp_path, dashboard) == (0, "")


def test_a_dashboard_that_grafana_would_not_take_is_found(typescript, tmp_path):
    dashboard = json.loads(DASHBOARD.read_text())
    dashboard["panels"][0]["options"]["colorMode"] = "rainbow"
    dashboard["panles"] = []

    code, said = checked(typescript, tmp_path, dashboard)

    assert (code, "rainbow" in said, "panles" in said) == (2, True, True)


def test_the_types_are_of_the_grafana_that_compose_starts():
    compose = (Path(__file__).parents[2] / "docker-compose.yml").read_text()

    assert f"grafana/grafana:{NPM_PACKAGES[0].rpartition('@')[2]}" in compose
