"""`tongban prereview`: read and check packages in folders. No database, no server.

The shape of `--json` is a contract: `[{"package": id, "findings": [{"code", "material", "field", "message", "article",
"page", "box", "confidence", "severity", …}], "seconds": …}]`. With `--score` as well, the score goes to standard error,
so that standard output stays JSON. Exit 0 whatever was found.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click

from tongban.cli.language import translate
from tongban.core.errors import TongbanError
from tongban.core.messages import N_, Message
from tongban.core.packs.location import packs_root
from tongban.prereview.packages import CachedReader, Content, Read, check_package, load_content, load_package
from tongban.prereview.reading.cache import FolderCache, NoCache, ReadingCache
from tongban.prereview.reading.pool import PoolSettings, ReaderPool
from tongban.prereview.score import Score

Result = dict[str, Any]
ENGINES = ("auto", "openvino", "onnxruntime", "text_only")


@click.command(help=N_("预审文件夹中的申请材料，列出发现的问题。"))
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=N_("输出 JSON"))
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 64), help=N_("同时用几个进程"))
@click.option("--score", "with_score", is_flag=True, help=N_("与各文件夹中的 truth.json 对照，给出查全率和误报"))
@click.option("--no-cache", is_flag=True, help=N_("不使用、也不保存以前识别过的结果"))
@click.option("--engine", default="auto", show_default=True, type=click.Choice(ENGINES), help=N_("文字识别引擎"))
def prereview(
    folders: tuple[Path, ...], as_json: bool, jobs: int, with_score: bool, no_cache: bool, engine: str
) -> None:
    """Read and check the materials in folders, and list what was found."""
    content = load_content(packs_root())
    cache: ReadingCache = NoCache() if no_cache else FolderCache()
    settings = PoolSettings(size=jobs, threads=max(1, (os.cpu_count() or 1) // jobs), engine=engine)
    with ReaderPool(settings) as pool, ThreadPoolExecutor(jobs) as threads:
        read = CachedReader(pool, cache)
        results = list(threads.map(lambda folder: _one(folder, content, read), folders))
    score = _scored(folders, results) if with_score else None
    if as_json:
        click.echo(json.dumps(results, ensure_ascii=False))
    else:
        click.echo("\n".join(line for result in results for line in _lines(result)))
    if score:
        click.echo("\n".join(score.lines()), err=as_json)


def _one(folder: Path, content: Content, read: Read) -> Result:
    began = time.perf_counter()
    try:
        package = load_package(folder)
        findings = check_package(package, content, read)
    except TongbanError as error:
        return _result(folder.name, [_broken(error)], began)
    return _result(package.id, [finding.to_json(translate) for finding in findings], began)


def _result(name: str, findings: list[dict[str, Any]], began: float) -> Result:
    return {"package": name, "findings": findings, "seconds": round(time.perf_counter() - began, 3)}


def _broken(error: TongbanError) -> dict[str, Any]:
    """A package whose `application.json` cannot be used: one finding that says so."""
    return {
        "code": "FIELD_FORMAT", "material": None, "field": None, "message": error.render(translate), "article": "",
        "page": None, "box": None, "confidence": 1.0, "severity": "blocks",
    }  # fmt: skip


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
