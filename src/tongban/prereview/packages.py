"""Packages on disk: a folder with `application.json` and `materials/`, and the content they are checked by.

This is the folder adapter of prereview; the database has its own. The engines it feeds are pure.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from tongban.core.errors import InvalidInput, NotFound
from tongban.core.messages import N_, Message
from tongban.core.packs.schema_errors import Said
from tongban.prereview.checking.engine import Checker
from tongban.prereview.checking.expressions import compile_plan
from tongban.prereview.checking.findings import Finding
from tongban.prereview.checking.schema import Plan
from tongban.prereview.checking.schema import Wording as WordingCheck
from tongban.prereview.checking.submission import Paper, Submission
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.templates import TemplateSet, load_templates
from tongban.prereview.reading.cache import ReadingCache
from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Reading
from tongban.prereview.reading.pool import ReaderPool
from tongban.prereview.wording.lexicon import DepartmentList, WordingPack
from tongban.prereview.wording.review import Reviewer

ADVERTISEMENT = "wording/medical-advertisement.yaml"
DEPARTMENTS = "wording/departments.yaml"
MAX_MATERIALS = 200
BATCH = Limits(seconds_per_page=90.0, seconds_per_file=600.0)  # a batch may wait for a busy machine
Read = Callable[[bytes, str], Reading]


@dataclass(frozen=True)
class Package:
    """One package as it lies on disk. `files` maps the key of a material to its file."""

    id: str
    matter: str
    variant: str
    submitted_on: date
    fields: Mapping[str, Any]
    files: Mapping[str, Path]


def load_package(folder: Path) -> Package:
    """The package in `folder`. Raises NotFound without `application.json`, InvalidInput when it is not as described."""
    path = folder / "application.json"
    if not path.is_file():
        raise NotFound(what=Message(N_("{folder}中的application.json"), {"folder": str(folder)}))
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
        files = {entry["key"]: _inside(folder, entry["file"]) for entry in data["materials"][:MAX_MATERIALS]}
        return Package(
            id=str(data.get("package_id") or folder.name),
            matter=data["matter"],
            variant=data.get("variant") or "",
            submitted_on=date.fromisoformat(data["submitted_at"]),
            fields={key: field["value"] for key, field in data["fields"].items()},
            files=files,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        why = Message(N_("不是约定的格式（{error}）"), {"error": f"{type(error).__name__}: {error}"})
        raise InvalidInput(what=str(path), why=why) from None


def _inside(folder: Path, name: str) -> Path:
    """The file below `folder`. Raises ValueError for a name that leads out of it."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError("a material outside of the package")
    return path


@dataclass(frozen=True)
class Content:
    """What papers are read and checked by: templates of documents and one checker per matter."""

    templates: TemplateSet
    checkers: Mapping[str, Checker]


def load_content(packs: Path) -> Content:
    """The content of the national pack below `packs`. Raises InvalidInput naming file and place of what is wrong."""
    root = packs / "national"
    reviewer = _reviewer(root)
    checkers = {}
    for path in sorted(root.glob("matters/*/*/checks.yaml")):
        papers = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("papers")
        if papers:
            plan = parse_plan(papers, str(path.relative_to(packs)))
            words = any(isinstance(check, WordingCheck) for check in plan.checks)
            checkers[plan.package] = Checker(compile_plan(plan), reviewer if words else None)
    return Content(load_templates(root / "documents"), checkers)


def parse_plan(papers: Any, name: str) -> Plan:
    """The plan from the data of `papers:`. Raises InvalidInput with the place of the first mistake."""
    try:
        return Plan.model_validate(papers)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        own = first.get("ctx", {}).get("error")
        why = own.message if isinstance(own, Said) else first["msg"]
        raise InvalidInput(what=f"{name} papers.{place}", why=why) from None


def _reviewer(root: Path) -> Reviewer:
    pack = WordingPack.model_validate(yaml.safe_load((root / ADVERTISEMENT).read_text(encoding="utf-8")))
    listed = DepartmentList.model_validate(yaml.safe_load((root / DEPARTMENTS).read_text(encoding="utf-8")))
    return Reviewer(pack, listed.departments)


class CachedReader:
    """Reads files in the processes of a pool, and no file twice."""

    def __init__(self, pool: ReaderPool, cache: ReadingCache) -> None:
        self._pool = pool
        self._cache = cache
        self._engine = pool.warm()

    def __call__(self, data: bytes, name: str) -> Reading:
        """The kept reading of these bytes, or a new one, then kept unless the reader failed."""
        kept = self._cache.get(hashlib.sha256(data).hexdigest(), self._engine)
        if kept is not None:
            return kept
        reading = self._pool.read(data, name, BATCH)
        if reading.source_kind != "unread":
            self._cache.put(reading)
        return reading


def check_package(package: Package, content: Content, read: Read) -> list[Finding]:
    """Read and check one package. Raises NotFound for a matter that has no checks of papers."""
    checker = content.checkers.get(package.matter)
    if checker is None:
        raise NotFound(what=Message(N_("事项“{matter}”的预审规则"), {"matter": package.matter}))
    papers = {}
    for key, path in package.files.items():
        reading = read(path.read_bytes() if path.is_file() else b"", path.name)
        papers[key] = Paper(key, extract(reading, content.templates, package.matter, key), reading)
    submission = Submission(package.variant, package.submitted_on, package.fields, papers, frozenset(package.files))
    return checker.check(submission)
