"""The command line: every command explains itself, and bad use is answered with what to do."""

import click
import pytest
from click.testing import CliRunner

from pipeline.cli import VERBS, cli


def commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], click.Command]]:
    found = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
    return found


EVERY = [pytest.param(path, command, id=" ".join(path)) for path, command in commands(cli)]


@pytest.mark.parametrize(("path", "command"), EVERY)
def test_every_command_has_help_that_fits_a_terminal(path, command):
    shown = CliRunner().invoke(cli, [*path, "--help"], terminal_width=80)

    assert shown.exit_code == 0
    assert len(command.help or "") > 40
    assert all(len(line) <= 80 for line in shown.output.splitlines())


def test_the_list_of_commands_cuts_no_sentence_short():
    for path, command in [((), cli), *((p.values[0], p.values[1]) for p in EVERY)]:
        if isinstance(command, click.Group):
            shown = CliRunner().invoke(cli, [*path, "--help"], terminal_width=80)

            assert "..." not in shown.output.partition("Commands:")[2]


def test_the_list_of_commands_says_what_each_says_of_itself():
    said = {path: command.get_short_help_str(80) for path, command in commands(cli)}

    assert {name: said[(name,)] for name in VERBS} == {n: says for n, (_, says) in VERBS.items()}


@pytest.mark.parametrize(("path", "command"), EVERY)
def test_every_command_says_its_exit_codes(path, command):
    if not isinstance(command, click.Group):
        assert "Exits with" in command.help


@pytest.mark.parametrize(("path", "command"), EVERY)
def test_every_option_is_explained(path, command):
    options = [p for p in command.params if isinstance(p, click.Option)]

    assert all(option.help for option in options)


def test_a_verb_that_is_none_is_answered_with_the_way_to_the_list():
    shown = CliRunner().invoke(cli, ["frobnicate"])

    assert shown.exit_code == 2
    assert "Try 'cli -h'" in shown.output


@pytest.mark.parametrize("verb", [v for v in VERBS if v not in ("analyse", "judge")])
def test_a_wrong_setting_stops_every_command_at_start(verb, monkeypatch, tmp_path):
    monkeypatch.setenv("STANCEWIRE_BATCH", "many")
    arguments = {
        "run": ["analyser"],
        "health": ["sink"],
        "publish": [str(tmp_path)],
        "read": [str(tmp_path)],
        "query": ["stances"],
        "export": ["rows", "-"],
        "dead-letters": ["list"],
        "names": ["list"],
        "sources": ["list"],
        "issues": ["list"],
        "reprocess": ["--all"],
        "forget": ["toll"],
    }.get(verb, [])

    stopped = CliRunner().invoke(cli, [verb, *arguments])

    assert stopped.exit_code == 2
    assert "STANCEWIRE_BATCH" in stopped.output


def test_groups_are_for_the_monitor_alone():
    shown = CliRunner().invoke(cli, ["run", "sink", "--group", "billing-*"])

    assert shown.exit_code == 2
    assert "--group is for the monitor, not for the sink." in shown.output
