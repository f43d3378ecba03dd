"""`tongban prereview`: read and check packages in folders. No database, no server.

The shape of `--json` is a contract: `[{"package": id, "findings": [{"code", "material", "field", "message", "article",
"page", "box", "confidence", "severity", …}], "seconds": …}]`. With `--score` the object is
`{"packages": [as above], "score": {…}}`; without `--json` both are lines for people. Exit 0 whatever was found.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click

from tongban.cli.language import translate
from tongban.core.errors import InvalidInput, TongbanError
from tongban.core.messages import N_, Message
from tongban.core.packs.location import packs_root
from tongban.prereview.packages import Content, ReadingFolder, check_package, load_content, load_package
from tongban.prereview.reading.ocr import OcrEngine, make_engine
from tongban.prereview.score import Score

Result = dict[str, Any]


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 64), help="同时用几个进程")
@click.option("--score", "with_score", is_flag=True, help="与各文件夹中的 truth.json 对照，给出查全率和误报")
@click.option("--no-cache", is_flag=True, help="不使用、也不保存以前识别过的结果")
@click.option(
    "--engine", default="auto", show_default=True, help="文字识别引擎：auto、openvino、onnxruntime、text_only"
)
def prereview(
    folders: tuple[Path, ...], as_json: bool, jobs: int, with_score: bool, no_cache: bool, engine: str
) -> None:
    """预审文件夹中的申请材料，列出发现的问题。"""
    cache_folder = None if no_cache else str(_cache_folder())
    content = _content()  # a mistake in the content is said once, before any work
    del content
    results = list(_results(folders, cache_folder, engine, jobs))
    score = _scored(folders, results) if with_score else None
    if as_json:
        click.echo(
            json.dumps({"packages": results, "score": score.to_json()} if score else results, ensure_ascii=False)
        )
        return
    for result in results:
        click.echo("\n".join(_lines(result)))
    if score:
        click.echo("\n".join(score.lines()))


def _results(folders: tuple[Path, ...], cache_folder: str | None, engine: str, jobs: int) -> Iterator[Result]:
    tasks = [(str(folder), cache_folder, engine, max(1, (os.cpu_count() or 1) // jobs)) for folder in folders]
    if jobs == 1 or len(tasks) == 1:
        yield from map(_one, tasks)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_one, tasks, chunksize=1)


@cache
def _content() -> Content:
    return load_content(packs_root())


@cache
def _engine(name: str, threads: int) -> OcrEngine:
    try:
        return make_engine(name, threads)
    except (ValueError, ImportError) as error:
        why = Message(N_("没有这个引擎，或者没有安装（{error}）"), {"error": str(error)})
        raise InvalidInput(what="--engine", why=why) from None


def _one(task: tuple[str, str | None, str, int]) -> Result:
    folder, cache_folder, engine, threads = task
    began = time.perf_counter()
    readings = ReadingFolder(Path(cache_folder) if cache_folder else None)
    path = Path(folder)
    try:
        package = load_package(path)
        findings = check_package(package, _content(), _engine(engine, threads), readings)
    except InvalidInput as error:
        return _result(path.name, [_broken(error)], began)
    return _result(package.id, [finding.to_json(translate) for finding in findings], began)


def _result(name: str, findings: list[dict[str, Any]], began: float) -> Result:
    return {"package": name, "findings": findings, "seconds": round(time.perf_counter() - began, 3)}


def _broken(error: TongbanError) -> dict[str, Any]:
    """A package whose `application.json` cannot be used: one finding that says so."""
    return {
        "code": "FIELD_FORMAT", "material": None, "field": None, "message": error.render(translate), "article": "",
        "page": None, "box": None, "confidence": 1.0, "severity": "blocks",
    }  # fmt: skip


def _cache_folder() -> Path:
    base = os.environ.get("TONGBAN_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "tongban" / "readings"


def _scored(folders: Iterable[Path], results: Iterable[Result]) -> Score:
    score = Score()
    for folder, result in zip(folders, results, strict=True):
        truth = folder / "truth.json"
        if truth.is_file():
            score.add(result["package"], result["findings"], json.loads(truth.read_text(encoding="utf-8")))
    return score


_MARKS = {"blocks": N_("必须改正"), "asks": N_("请核对"), "hints": N_("提示")}


def _lines(result: Result) -> Iterator[str]:
    if not result["findings"]:
        yield Message(N_("{package}：没有发现问题（{seconds}秒）"), result).render(translate)
        return
    data = {**result, "count": len(result["findings"])}
    yield Message(N_("{package}：发现{count}处（{seconds}秒）"), data).render(translate)
    for finding in result["findings"]:
        yield f"  [{translate(_MARKS[finding['severity']])}] {finding['message']} {finding.get('remedy', '')}"
