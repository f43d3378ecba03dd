"""The `tongban` command: one table of commands, each loaded only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from copy import copy
from importlib import import_module
from typing import NamedTuple

import click

from tongban.cli.errors import say_error, say_usage
from tongban.cli.language import translate
from tongban.core.errors import TongbanError
from tongban.core.messages import N_, Message

ABORTED = 130
"""Exit code after Ctrl-C, as a shell gives it."""


class Entry(NamedTuple):
    """Where a command lives (`module:function`), what it is for, and what one types to use it."""

    target: str
    summary: str
    example: str


COMMANDS = {
    "check": Entry("tongban.cli.check:check", N_("检查事项包的内容"), "tongban check packs/national"),
    "clock": Entry(
        "tongban.cli.clock:clock", N_("推算办理期限，逐日说明"), "tongban clock --start 2026-02-11 --days 20"
    ),
    "id": Entry("tongban.cli.ids:ids", N_("核对证件和编号的校验码"), "tongban id uscc 12510100450720005C"),
    "prereview": Entry(
        "tongban.cli.prereview:prereview", N_("预审文件夹中的申请材料"), "tongban prereview packages/* --json"
    ),
    "db": Entry("tongban.cli.db:db", N_("启动、停止、准备数据库"), "tongban db status"),
    "demo": Entry("tongban.cli.demo:demo", N_("造一个演示县"), "tongban demo --if-empty"),
    "case": Entry("tongban.cli.case:case", N_("查看和办理办件"), "tongban case show 5199212026112200000015 --json"),
    "audit": Entry("tongban.cli.audit:audit", N_("核对事件链和封存"), "tongban audit verify --json"),
    "client": Entry(
        "tongban.cli.client:client", N_("接口调用方的令牌"), "tongban client add 小程序 --as nurse --scope drafts:write"
    ),
    "bench": Entry("tongban.cli.bench:bench", N_("测速度和内存"), "tongban bench --quick"),
    "serve": Entry("tongban.cli.serve:serve", N_("提供网页和接口"), "tongban serve --port 8000"),
    "worker": Entry("tongban.cli.worker:worker", N_("办理后台任务"), "tongban worker"),
    "doctor": Entry("tongban.cli.doctor:doctor", N_("检查本机的安装和防护"), "tongban doctor"),
}


class _Commands(click.Group):
    """The group over COMMANDS. Listing them imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name].target.split(":")
        return _told(getattr(import_module(module), function))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, translate(entry.summary)) for name, entry in COMMANDS.items()])


def _told(command: click.Command) -> click.Command:
    """A copy whose help, and that of its options and subcommands, is in the language of the command line."""
    said = copy(command)
    said.help = translate(command.help) if command.help else None
    said.params = [_told_option(option) for option in command.params]
    if isinstance(said, click.Group):
        said.commands = {name: _told(each) for name, each in said.commands.items()}
    return said


def _told_option(option: click.Parameter) -> click.Parameter:
    if not isinstance(option, click.Option) or not option.help:
        return option
    said = copy(option)
    said.help = translate(option.help)
    return said


@click.group(cls=_Commands, no_args_is_help=False, invoke_without_command=True)
@click.pass_context
def tongban(context: click.Context) -> None:
    """通办: the government-service platform of a health commission."""
    if context.invoked_subcommand is None:
        raise click.UsageError(Message(N_("没有写命令")).render(translate), context)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code. Prints one line, never a traceback, for what a person got wrong."""
    try:
        code = tongban.main(args=list(arguments), prog_name="tongban", standalone_mode=False)
    except click.UsageError as error:
        return say_usage(error, _example(arguments))
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.Abort:
        return ABORTED
    except TongbanError as error:
        return say_error(error)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0


def main() -> None:
    """The console script. Text that the terminal's encoding lacks is printed escaped instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def _example(arguments: Sequence[str]) -> str:
    name = next((word for word in arguments if word in COMMANDS), None)
    return COMMANDS[name].example if name else "tongban --help"
