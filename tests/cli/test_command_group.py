"""The `tongban` command as a whole."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import click
import pytest

from tongban.cli import main as group
from tongban.core.errors import Unavailable


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert group.run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in group.COMMANDS)


@pytest.mark.parametrize("words", [[], ["frobnicate"], ["--frobnicate"], ["clok", "--start", "x\ny"]])
def test_unknown_commands_get_one_line(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert group.run(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "tongban --help" in err


@pytest.mark.parametrize("name", ["clock", "id"])
def test_the_commands_without_a_database_load(name: str) -> None:
    module, function = group.COMMANDS[name].target.split(":")
    assert isinstance(getattr(import_module(module), function), click.Command)


def test_every_entry_names_a_module_that_exists() -> None:
    assert all(find_spec(entry.target.split(":")[0]) for entry in group.COMMANDS.values())


def test_an_error_of_the_family_becomes_its_sentence_and_exit_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command()
    def broken() -> None:
        raise Unavailable(what="数据库")

    monkeypatch.setattr("tongban.cli.clock.clock", broken)
    assert group.run(["clock"]) == Unavailable.exit_code
    assert capsys.readouterr().err == "数据库暂时不可用，您的内容已经保存。请过几分钟再试。\n"


def test_interrupting_exits_like_a_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def endless() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tongban.cli.clock.clock", endless)
    assert group.run(["clock"]) == group.ABORTED
