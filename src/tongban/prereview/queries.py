"""Reads of the prereview room. Who may see a package is decided by whoever holds it: a draft, a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from tongban.base import crypto
from tongban.base.rows import StoredFile
from tongban.catalogue import queries as catalogue
from tongban.core.messages import Message
from tongban.core.packs.loader import LoadedMatter
from tongban.prereview import policy, stored
from tongban.prereview.errors import PictureNotFound
from tongban.prereview.models import FindingRow, Package, PackageFile, PagePicture, StoredReading
from tongban.prereview.policy import Tally
from tongban.prereview.reading.model import Page, Reading
from tongban.prereview.states import PackageState, Standing, Verdict


@dataclass(frozen=True)
class FindingView:
    """A finding for people. `current` is False for one about a file that has since been replaced and whose successor is
    still being read."""

    row: FindingRow
    message: Message
    remedy: Message
    read: str
    expected: str
    reason: str
    material_name: str
    field_name: str
    current: bool

    @property
    def open(self) -> bool:
        return bool(self.row.standing == Standing.OPEN)

    @property
    def overridden(self) -> bool:
        return bool(self.row.standing == Standing.OVERRIDDEN)

    @property
    def percent(self) -> int:
        """Confidence in hundredths."""
        return round(self.row.confidence * 100)

    @property
    def anchor(self) -> str:
        return f"finding-{self.row.pk}"


@dataclass(frozen=True)
class Suggested:
    """An answer read from a paper, with its place for people."""

    field: str
    field_name: str
    value: Any
    material: str
    material_name: str
    page: int


@dataclass(frozen=True)
class Review:
    """A package as pages show it."""

    package: Package
    files: tuple[PackageFile, ...]
    unread: frozenset[str]
    findings: tuple[FindingView, ...]
    tally: Tally

    @property
    def running(self) -> bool:
        return bool(self.package.state == PackageState.WAITING)

    @property
    def failed(self) -> bool:
        return bool(self.package.state == PackageState.FAILED)

    @property
    def clean(self) -> bool:
        """Checked as a whole, as it is now, and nothing that a person would have to look at."""
        return bool(self.package.state == PackageState.CHECKED and self.tally.clean)

    @property
    def read_files(self) -> int:
        return sum(1 for file in self.files if file.sha256 not in self.unread)

    @cached_property
    def standing(self) -> tuple[FindingView, ...]:
        """What is not mended, worst first."""
        order = {"blocks": 0, "asks": 1, "hints": 2}
        shown = [f for f in self.findings if f.row.standing != Standing.MENDED and f.current]
        return tuple(
            sorted(shown, key=lambda f: (f.overridden, order[f.row.severity], f.row.material, f.row.page or 0))
        )

    @cached_property
    def mended(self) -> tuple[FindingView, ...]:
        return tuple(f for f in self.findings if f.row.standing == Standing.MENDED)

    @property
    def blocking(self) -> tuple[FindingView, ...]:
        """What keeps the application from being handed in: neither mended nor answered."""
        return tuple(f for f in self.standing if f.open and f.row.severity == "blocks")

    @cached_property
    def said_again(self) -> frozenset[str]:
        """The rules of the form that would only repeat what stands here."""
        loaded = catalogue.loaded(self.package.publication_id)
        return policy.said_again(loaded, (f.row.rule for f in self.standing if f.row.severity != "hints"))

    @property
    def suggestions(self) -> tuple[Suggested, ...]:
        return tuple(suggested(self.package))


def has_rules(loaded: LoadedMatter, variant: str) -> bool:
    """Whether the papers of this variant are checked at all."""
    return policy.plan_variant(loaded, variant) is not None


def review_of(owner: UUID) -> Review | None:
    """The review of whatever this owner is; None where nothing was ever asked for."""
    package = Package.objects.filter(owner=owner).first()
    return _review(package) if package else None


def review(package_id: UUID | None) -> Review | None:
    """The review of a package."""
    package = Package.objects.filter(pk=package_id).first() if package_id else None
    return _review(package) if package else None


def suggested(package: Package) -> list[Suggested]:
    """What papers say about fields of the form, for the applicant to confirm."""
    if package.suggestions_encrypted is None:
        return []
    names, labels = _material_names(package), _field_names(package)
    found: list[dict[str, Any]] = stored.unpack_json(package.suggestions_encrypted)
    return [
        Suggested(
            field=item["field"],
            field_name=labels.get(item["field"], ""),
            value=item["value"],
            material=item["material"],
            material_name=names.get(item["material"], ""),
            page=item["page"],
        )
        for item in found
    ]


def page_picture(package_id: UUID, sha256: str, page: int) -> StoredFile:
    """The picture of a page of one of the package's files. Raises PictureNotFound for any other."""
    if PackageFile.objects.filter(package_id=package_id, sha256=sha256).exists():
        rows = PagePicture.objects.filter(reading__sha256=sha256, page=page).select_related("file")
        found = rows.order_by("-reading__read_at").first()
        if found is not None:
            return found.file
    raise PictureNotFound(what="")


@dataclass(frozen=True)
class PageView:
    """A page to draw findings on: the picture where there is one, else its lines of text."""

    sha256: str
    number: int
    page: Page
    has_picture: bool
    file_name: str


def pages_of(found: Review, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], PageView]:
    """The pages of a review by file and number, as they were read last."""
    keys = set(wanted)
    digests = {sha256 for sha256, _ in keys}
    names = {file.sha256: file.name for file in found.files}
    drawn = set(PagePicture.objects.filter(reading__sha256__in=digests).values_list("reading__sha256", "page"))
    pages: dict[tuple[str, int], PageView] = {}
    for sha256, reading in _readings(digests).items():
        for page in reading.pages:
            key = (sha256, page.number)
            if key in keys:
                pages[key] = PageView(sha256, page.number, page, key in drawn, names.get(sha256, ""))
    return pages


def _readings(digests: Iterable[str]) -> dict[str, Reading]:
    rows = StoredReading.objects.filter(sha256__in=list(digests)).order_by("read_at", "pk")
    return {row.sha256: stored.unpack_reading(row.data) for row in rows}


def _review(package: Package) -> Review:
    files = tuple(package.files.order_by("material", "position"))
    here = {file.sha256 for file in files}
    known = set(StoredReading.objects.filter(sha256__in=here).values_list("sha256", flat=True))
    materials = _material_names(package)
    fields = _field_names(package)
    rows = list(package.findings.order_by("pk"))
    current = [row for row in rows if not row.sha256 or row.sha256 in here]
    return Review(
        package=package,
        files=files,
        unread=frozenset(here - known),
        findings=tuple(_view(row, materials, fields, row in current) for row in rows),
        tally=policy.tally((row.severity, row.standing) for row in current),
    )


def _view(row: FindingRow, materials: dict[str, str], fields: dict[str, str], current: bool) -> FindingView:
    said = stored.unpack_json(row.said_encrypted)
    return FindingView(
        row=row,
        message=stored.message_of(said["message"]),
        remedy=stored.message_of(said["remedy"]),
        read=said["read"],
        expected=said["expected"],
        reason=crypto.decrypt_text(row.reason_encrypted) if row.reason_encrypted else "",
        material_name=materials.get(row.material, ""),
        field_name=fields.get(row.field, ""),
        current=current,
    )


def _material_names(package: Package) -> dict[str, str]:
    materials = catalogue.loaded(package.publication_id).matter.materials
    return {key: material.name for key, material in materials.items()}


def _field_names(package: Package) -> dict[str, str]:
    form = catalogue.loaded(package.publication_id).form
    return {field.key: field.label for field in form.fields(package.variant)}


@dataclass(frozen=True)
class RulePrecision:
    """How good one rule was in some time: judged findings, and those answered or mended by applicants."""

    matter: str
    rule: str
    code: str
    found: int
    confirmed: int
    dismissed: int
    overridden: int
    mended: int

    @property
    def judged(self) -> int:
        return self.confirmed + self.dismissed

    @property
    def precision(self) -> float | None:
        """Confirmed among judged, 0 to 1; None where nobody has judged."""
        return self.confirmed / self.judged if self.judged else None


def precision(rows: QuerySet[FindingRow]) -> list[RulePrecision]:
    """Per rule, the worst first; rules that nobody judged last."""
    found = rows.values("package__matter", "rule", "code").annotate(
        found=Count("pk"),
        confirmed=Count("pk", filter=Q(verdict=Verdict.CONFIRMED)),
        dismissed=Count("pk", filter=Q(verdict=Verdict.DISMISSED)),
        overridden=Count("pk", filter=Q(standing=Standing.OVERRIDDEN)),
        mended=Count("pk", filter=Q(standing=Standing.MENDED)),
    )
    rules = [
        RulePrecision(
            row["package__matter"], row["rule"], row["code"], row["found"], row["confirmed"], row["dismissed"],
            row["overridden"], row["mended"],
        )
        for row in found
    ]  # fmt: skip
    return sorted(rules, key=lambda r: (r.precision is None, r.precision or 0.0, -r.found, r.rule))


@dataclass(frozen=True)
class MonthOfRule:
    """One month of one rule: how many judged, how many of them confirmed."""

    month: datetime
    judged: int
    confirmed: int

    @property
    def precision(self) -> float | None:
        return self.confirmed / self.judged if self.judged else None


def precision_by_month(rows: QuerySet[FindingRow]) -> dict[tuple[str, str], list[MonthOfRule]]:
    """Precision of each rule (matter, rule) over time, by the month of the verdict."""
    found = (
        rows.exclude(verdict="")
        .annotate(month=TruncMonth("judged_at"))
        .values("package__matter", "rule", "month")
        .annotate(judged=Count("pk"), confirmed=Count("pk", filter=Q(verdict=Verdict.CONFIRMED)))
        .order_by("month")
    )
    months: dict[tuple[str, str], list[MonthOfRule]] = {}
    for row in found:
        key = (row["package__matter"], row["rule"])
        months.setdefault(key, []).append(MonthOfRule(row["month"], row["judged"], row["confirmed"]))
    return months


def findings_at(authorities: Iterable[int], *, since: datetime, until: datetime) -> QuerySet[FindingRow]:
    """All findings of applications to these authorities, found in a time."""
    rows = FindingRow.objects.filter(package__authority_id__in=list(authorities))
    return rows.filter(found_at__gte=since, found_at__lt=until)


__all__ = [
    "FindingView", "MonthOfRule", "PageView", "Review", "RulePrecision", "Suggested", "Verdict", "findings_at",
    "has_rules", "page_picture", "pages_of", "precision", "precision_by_month", "review", "review_of", "suggested",
]  # fmt: skip
