"""The command line speaks Chinese, or what TONGBAN_LANGUAGE names, without one leaking into the other."""

from __future__ import annotations

import re

import click
import pytest

from tongban.cli.main import COMMANDS, run, tongban

HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH_ALREADY = {"db", "serve", "worker", "doctor"}
"""Commands for those who run the machine; their options are described in English alone."""


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(words) == 0
    return capsys.readouterr().out


def lines() -> list[list[str]]:
    """Every command and subcommand."""
    found = []
    for name in COMMANDS:
        command = tongban.get_command(click.Context(tongban), name)
        found += [[name], *([name, each] for each in getattr(command, "commands", {}))]
    return found


@pytest.mark.parametrize("words", lines(), ids=" ".join)
def test_help_is_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("TONGBAN_LANGUAGE", "en")
    assert not HAN.search(told(capsys, *words, "--help"))
    monkeypatch.delenv("TONGBAN_LANGUAGE")
    if words[0] not in ENGLISH_ALREADY:
        assert HAN.search(told(capsys, *words, "--help"))


def test_the_explanation_of_a_limit(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGBAN_LANGUAGE", "en")
    said = told(capsys, "clock", "--start", "2026-02-11", "--days", "20")
    assert said.startswith("Counted from 2026-02-11 (Wed), 20 working day(s), due 2026-03-17 (Tue).")


def test_a_mistake(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGBAN_LANGUAGE", "en")
    assert run(["clock", "--start", "2026-02-30", "--days", "20"]) == 2
    assert "there is no day 2026-02-30" in capsys.readouterr().err
