"""Run the checks of a package over what has been read, and bring the rows of findings up to that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongban.base import crypto
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.catalogue import queries as catalogue
from tongban.prereview import events, policy, stored
from tongban.prereview.actions.telling import record
from tongban.prereview.checking.findings import Finding
from tongban.prereview.checking.submission import Paper, Submission
from tongban.prereview.content import Content, content_of
from tongban.prereview.evidence.extract import extract
from tongban.prereview.models import FindingRow, Package, StoredReading
from tongban.prereview.papers import Joined, joined
from tongban.prereview.states import PackageState, Standing
from tongban.prereview.suggesting import Suggestion, suggestions


@dataclass(frozen=True)
class _Read:
    """The papers of a package that are read as a whole. `complete` is True when that is all of them."""

    papers: dict[str, Joined]
    complete: bool


@dataclass(frozen=True)
class _Result:
    findings: list[Finding]
    suggestions: list[Suggestion]


def run_checks(package_id: UUID, *, actor: Actor, now: datetime) -> Package | None:
    """Check what is read so far. None when the package is gone, or has changed meanwhile (another job then follows).

    While files are still being read, findings are added but none counts as mended. Raises what bad content raises.
    """
    package = Package.objects.filter(pk=package_id).first()
    if package is None:
        return None
    read = _read(package)
    content = content_of(package.publication_id)
    result = _check(package, content, read)
    with transaction.atomic():
        locked = Package.objects.select_for_update().filter(pk=package_id, wanted=package.wanted).first()
        if locked is None:
            return None
        _write(locked, read, result, actor, now)
        return locked


def _read(package: Package) -> _Read:
    files = list(package.files.order_by("material", "position"))
    rows = StoredReading.objects.filter(sha256__in={file.sha256 for file in files}).order_by("read_at", "pk")
    readings = {row.sha256: stored.unpack_reading(row.data) for row in rows}
    by_material: dict[str, list[Any]] = {}
    for file in files:
        by_material.setdefault(file.material, []).append((file.name, readings.get(file.sha256)))
    whole = {key: parts for key, parts in by_material.items() if all(reading for _, reading in parts)}
    return _Read({key: joined(parts) for key, parts in whole.items()}, len(whole) == len(by_material))


def _check(package: Package, content: Content, read: _Read) -> _Result:
    plan = content.plan
    variant = policy.plan_variant(catalogue.loaded(package.publication_id), package.variant)
    papers = {
        key: Paper(key, extract(paper.reading, content.templates, plan.package, key), paper.reading)
        for key, paper in read.papers.items()
        if key in plan.materials
    }
    form: dict[str, Any] = stored.unpack_json(package.form_encrypted)
    submission = Submission(variant or "", package.submitted_on, form, papers, frozenset(papers))
    found = [finding for finding in content.checker.check(submission) if policy.concerns_papers(finding, plan)]
    return _Result(list(_as_seen(found, papers, content)), suggestions(plan, papers))


def _as_seen(found: list[Finding], papers: dict[str, Paper], content: Content) -> Iterator[Finding]:
    for finding in found:
        paper = papers.get(finding.material or "")
        codes = frozenset(problem.code for problem in paper.reading.problems) if paper else frozenset()
        seen = policy.as_far_as_read(finding, codes)
        if seen is not None:
            yield seen
    for key, paper in papers.items():
        yield from policy.notes(key, content.plan.material_label(key), paper)


def _write(package: Package, read: _Read, result: _Result, actor: Actor, now: datetime) -> None:
    before = _tally(package)
    first = not package.checked
    package.version += 1
    known = {row.key: row for row in package.findings.select_for_update()}
    seen: set[str] = set()
    for finding in result.findings:
        key = _key(package, finding)
        if key not in seen:
            seen.add(key)
            _keep(package, known.get(key), key, finding, read, now)
    if read.complete:
        gone = [row.pk for key, row in known.items() if key not in seen and row.standing != Standing.MENDED]
        package.findings.filter(pk__in=gone).update(standing=Standing.MENDED, standing_at=now)
        package.checked, package.state = package.wanted, PackageState.CHECKED
    package.suggestions_encrypted = stored.pack_json([_suggested(each, read) for each in result.suggestions])
    package.checked_at = now
    package.save()
    after = _tally(package)
    if read.complete and (first or after != before):
        payload = {"version": package.version, "blocks": after.blocks, "asks": after.asks, "hints": after.hints,
                   "overridden": after.overridden}  # fmt: skip
        record(package, NewEvent(events.CHECKED, payload), actor=actor, now=now)


def _tally(package: Package) -> policy.Tally:
    return policy.tally(package.findings.values_list("severity", "standing"))


def _key(package: Package, finding: Finding) -> str:
    """The same rule about the same place with the same values is the same finding, also on a better scan."""
    parts = [finding.check, finding.code, finding.material, finding.field, finding.read, finding.expected]
    return crypto.blind_index(json.dumps(parts, ensure_ascii=False), purpose=f"finding:{package.pk}")


def _keep(package: Package, row: FindingRow | None, key: str, finding: Finding, read: _Read, now: datetime) -> None:
    if row is None:
        row = FindingRow(package=package, key=key, first_version=package.version, found_at=now)
        row.standing, row.standing_at = Standing.OPEN, now
    elif row.standing == Standing.MENDED:
        row.standing, row.standing_at = Standing.OPEN, now
    paper = read.papers.get(finding.material or "")
    place = paper.place(finding.page) if paper else None
    row.rule, row.code, row.severity = finding.check, finding.code, finding.severity.value
    row.material, row.field, row.article = finding.material or "", finding.field or "", finding.article[:200]
    row.page, row.box = finding.page, [round(edge, 1) for edge in finding.box] if finding.box else None
    row.sha256, row.file_page = (place.sha256, place.page) if place else ("", None)
    row.confidence, row.version = finding.confidence, package.version
    row.said_encrypted = stored.pack_json(
        {
            "message": stored.message_data(finding.message),
            "remedy": stored.message_data(finding.remedy),
            "read": finding.read,
            "expected": finding.expected,
        }
    )
    row.save()


def _suggested(each: Suggestion, read: _Read) -> dict[str, Any]:
    place = read.papers[each.material].place(each.page)
    where = {"sha256": place.sha256, "file_page": place.page} if place else {}
    return {**asdict(each), **where}
