"""The one place where errors become lines on the terminal and exit codes.

Bad usage: exit 2 with one line that says what to type. A TongbanError: its sentence, and its own exit code.
"""

from __future__ import annotations

import re

import click

from tongban.cli.language import translate
from tongban.core.errors import TongbanError
from tongban.core.messages import N_, Message

BAD_USAGE = 2
_LONGEST = 120


def say_error(error: TongbanError) -> int:
    """Print the sentence of the error; returns its exit code."""
    click.echo(_one_line(error.render(translate), 2000), err=True)
    return error.exit_code


def say_usage(error: click.UsageError, example: str) -> int:
    """Print one line: what is wrong, and what to type; returns 2."""
    what = _one_line(_what(error).render(translate), _LONGEST).rstrip("。. ")
    line = Message(N_("用法有误：{what}。请这样键入：{example}"), {"what": what, "example": example})
    click.echo(line.render(translate), err=True)
    return BAD_USAGE


def _what(error: click.UsageError) -> Message:
    """click's own complaints in our words; a sentence of ours, or one we do not know, as it is."""
    if isinstance(error, click.NoSuchOption):
        return Message(N_("没有“{name}”这个选项"), {"name": error.option_name})
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return Message(N_("缺少“{name}”"), {"name": _name(error.param)})
    if isinstance(error, click.BadParameter) and error.param is not None:
        return Message(N_("“{name}”不对：{why}"), {"name": _name(error.param), "why": _why(error)})
    if isinstance(error, click.BadOptionUsage):
        return Message(N_("选项“{name}”后面缺少值，或者不该有值"), {"name": error.option_name})
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return Message(N_("命令没有写完整"))
    if isinstance(error, click.exceptions.NoSuchCommand):
        return Message(N_("没有“{name}”这个命令"), {"name": error.command_name})
    if extra := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return Message(N_("多出了“{words}”"), {"words": extra[1]})
    return Message("{why}", {"why": error.message})


def _why(error: click.BadParameter) -> Message:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return Message(N_("只能是{choices}"), {"choices": ", ".join(map(str, kind.choices))})
    if isinstance(kind, click.IntRange):
        return Message(N_("应是{least}到{most}的整数"), {"least": kind.min, "most": kind.max})
    return Message("{why}", {"why": error.message})


def _name(parameter: click.Parameter) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(_context(parameter))


def _context(parameter: click.Parameter) -> click.Context:
    return click.Context(click.Command(parameter.name))


def _one_line(text: str, longest: int) -> str:
    """Without line breaks and control characters, and not endless: what people typed may stand in it."""
    plain = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"
