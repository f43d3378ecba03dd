"""`tongban check`: read and lint packs. No database. Exit 1 when there are errors.

The shape of `--json` is a contract: {"matters", "variants", "errors", "warnings"}, each problem
{"file", "line", "code", "message"}; "notes" holds what is only worth knowing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from tongban.base import clock
from tongban.cli.language import translate
from tongban.core.clock import civil_day
from tongban.core.messages import N_, Message
from tongban.core.packs.burden import VariantBurden, matter_burden
from tongban.core.packs.loader import LoadedPack, load_pack
from tongban.core.packs.problems import Level, Problem
from tongban.core.packs.values import Unit
from tongban.prereview.checking.linting import lint_whole

LEVEL_NAMES = {Level.ERROR: N_("错误"), Level.WARNING: N_("提醒"), Level.INFO: N_("说明")}
UNIT_NAMES = {Unit.WORKING_DAY: N_("{count}个工作日"), Unit.CALENDAR_DAY: N_("{count}日")}

Checked = tuple[Path, LoadedPack, tuple[Problem, ...]]


@click.command(help=N_("检查事项包：写法、引用、依据、时限、材料、用语、规则和例子。"))
@click.argument("packs", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=N_("输出 JSON"))
def check(packs: tuple[Path, ...], as_json: bool) -> int:
    """Check packs: form, references, basis, limits, materials, wording, rules and examples."""
    checked = [(path, loaded, lint_whole(loaded)) for path, loaded in ((path, load_pack(path)) for path in packs)]
    if as_json:
        click.echo(json.dumps(as_data(checked), ensure_ascii=False))
    else:
        click.echo("\n".join(as_text(checked)))
    return int(any(problem.level is Level.ERROR for _, _, problems in checked for problem in problems))


def as_data(checked: list[Checked]) -> dict[str, object]:
    """The contract of `--json`."""
    matters = [loaded for _, pack, _ in checked for loaded in pack.matters.values()]
    return {
        "matters": len(matters),
        "variants": sum(len(loaded.matter.variants) for loaded in matters),
        "errors": _rows(checked, Level.ERROR),
        "warnings": _rows(checked, Level.WARNING),
        "notes": _rows(checked, Level.INFO),
    }


def as_text(checked: list[Checked]) -> Iterator[str]:
    """Problems by file with their lines, the burden of each matter, and the sums."""
    for path, pack, problems in checked:
        for file, group in groupby(problems, key=lambda problem: problem.file):
            yield (path / file).as_posix()
            yield from (_line(problem) for problem in group)
            yield ""
        yield from _burdens(pack)
    data = as_data(checked)
    counts = {key: len(value) if isinstance(value, list) else value for key, value in data.items()}
    yield Message(
        N_("{matters}个事项，{variants}种办理情形；{errors}处错误，{warnings}处提醒，{notes}条说明。"), counts
    ).render(translate)


def _rows(checked: list[Checked], level: Level) -> list[dict[str, object]]:
    return [
        {
            "file": (path / problem.file).as_posix(),
            "line": problem.line,
            "code": problem.code,
            "message": problem.message.render(translate),
        }
        for path, _, problems in checked
        for problem in problems
        if problem.level is level
    ]


def _line(problem: Problem) -> str:
    level = translate(LEVEL_NAMES[problem.level])
    return f"  {problem.line:>4}  {level}  {problem.code}  {problem.message.render(translate)}"


def _burdens(pack: LoadedPack) -> Iterator[str]:
    today = civil_day(clock.now())
    for loaded in pack.matters.values():
        yield loaded.matter.name
        for burden in matter_burden(loaded, today):
            yield "  " + _burden(burden).render(translate)
    if pack.matters:
        yield ""


def _burden(burden: VariantBurden) -> Message:
    if burden.days is None:
        days = Message(N_("时限未定"))
    else:
        days = Message(UNIT_NAMES[burden.unit], {"count": burden.days}) if burden.days else Message(N_("当场"))
    sentence = N_("{name}：{days}，{materials}份材料（{waivable}份可免交），{steps}个环节，跑{trips}趟")
    data = {
        "name": burden.name,
        "days": days,
        "materials": burden.materials,
        "waivable": burden.waivable,
        "steps": burden.steps,
        "trips": burden.trips,
    }
    return Message(sentence, data)
