"""A review as pages show it: papers in order, their pages with numbered boxes, the list beside. No layout here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tongban.cases import actions
from tongban.cases.queries import Draft
from tongban.catalogue import queries as catalogue
from tongban.core.messages import N_
from tongban.prereview import queries
from tongban.prereview.queries import FindingView, PageView, Review

SEVERITIES = {"blocks": N_("须改正"), "asks": N_("请核对"), "hints": N_("提示")}
COLOURS = {"blocks": "red", "asks": "amber", "hints": "grey"}
MARGIN = 0.005  # of the width shown, around a box, so that its line does not cross what it marks
LEAST = 0.02  # of the width shown; a smaller box is no target for a finger
BADGE, TEXT_BADGE = 0.02, 0.013  # of the width shown: radius of a number, and on typed text, where rows are close
LENS_LEAST, LENS_MOST, LENS_RIM = 440.0, 720.0, 60.0  # page pixels: width of an enlarged piece, and around the box
LENS_TALLEST = 0.3  # of the page's height; what is taller can be read on the page itself
TEXT_RIM, TEXT_LEAST = 16.0, 420.0  # page pixels around typed text; no page is shown narrower than this
POLL_FIRST, POLL_GROWTH, POLL_MOST = 1.0, 1.25, 10.0  # seconds between two looks, growing


@dataclass(frozen=True)
class Frame:
    """What of a page is shown, in page pixels: all of a picture; of typed text only as far as it is written."""

    x: float
    y: float
    width: float
    height: float
    typed: bool = False

    @property
    def badge(self) -> float:
        """Radius of a number."""
        return self.width * (TEXT_BADGE if self.typed else BADGE)


@dataclass(frozen=True)
class Mark:
    """A box on a page, in page pixels."""

    number: int
    finding: FindingView
    x: float
    y: float
    width: float
    height: float
    frame: Frame

    @property
    def badge_x(self) -> float:
        """The number stands right of the box, where a row has mostly ended; left of it where the page ends there. In
        typed text, where the row goes on, it hangs on the corner."""
        if self.frame.typed:
            return min(self.x + self.width, self.frame.x + self.frame.width - self.frame.badge)
        radius, end = self.frame.badge * 1.2, self.frame.x + self.frame.width
        after = self.x + self.width + radius
        return after if after + radius <= end else max(self.x - radius, self.frame.x + radius)

    @property
    def badge_y(self) -> float:
        radius = self.frame.badge
        if self.frame.typed:
            return max(self.y - radius * 0.4, self.frame.y + radius)
        return min(max(self.y + self.height / 2, self.frame.y + radius), self.frame.y + self.frame.height - radius)


@dataclass(frozen=True)
class Lens:
    """The place of a finding enlarged, so that it can be read on a telephone: a piece of the page in page pixels."""

    view: PageView
    mark: Mark
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Shown:
    """A finding with the number it has on the page."""

    number: int
    finding: FindingView
    marked: bool
    lens: Lens | None = None

    @property
    def severity(self) -> str:
        return SEVERITIES[self.finding.row.severity]

    @property
    def colour(self) -> str:
        return COLOURS[self.finding.row.severity]

    @property
    def standing(self) -> str:
        """What the number is coloured by, here and on the page."""
        return "answered" if self.finding.overridden else str(self.finding.row.severity)


@dataclass(frozen=True)
class Sheet:
    """A page with its findings; `view` and `frame` are None for findings about no page."""

    view: PageView | None
    frame: Frame | None
    marks: tuple[Mark, ...]
    shown: tuple[Shown, ...]

    @property
    def drawable(self) -> bool:
        """Whether there is anything to draw boxes on."""
        return self.view is not None and (self.view.has_picture or bool(self.view.page.lines))


@dataclass(frozen=True)
class PaperGroup:
    """The findings of one material."""

    material: str
    name: str
    sheets: tuple[Sheet, ...]


def groups(review: Review) -> list[PaperGroup]:
    """What stands, by material in the order of the worst finding, then by page."""
    numbered = list(enumerate(review.standing, 1))
    places = [(f.row.sha256, f.row.file_page) for _, f in numbered if f.row.sha256 and f.row.file_page]
    pages = queries.pages_of(review, places)
    by_material: dict[str, list[tuple[int, FindingView]]] = {}
    for number, finding in numbered:
        by_material.setdefault(finding.row.material, []).append((number, finding))
    return [
        PaperGroup(material, found[0][1].material_name, tuple(_sheets(found, pages)))
        for material, found in by_material.items()
    ]


def _sheets(found: Iterable[tuple[int, FindingView]], pages: dict[tuple[str, int], PageView]) -> Iterable[Sheet]:
    by_page: dict[tuple[str, int], list[tuple[int, FindingView]]] = {}
    for number, finding in found:
        row = finding.row
        key = (row.sha256, row.file_page or 0) if row.box else ("", 0)
        by_page.setdefault(key, []).append((number, finding))
    for key, listed in sorted(by_page.items(), key=lambda item: item[1][0][0]):
        view = pages.get(key)
        frame = _frame(view) if view else None
        marks = tuple(_mark(number, finding, frame) for number, finding in listed) if frame else ()
        lenses = {mark.number: _lens(view, mark) for mark in marks} if view and view.has_picture else {}
        shown = tuple(Shown(number, finding, bool(marks), lenses.get(number)) for number, finding in listed)
        yield Sheet(view, frame, marks, shown)


def _frame(view: PageView) -> Frame:
    page = view.page
    if view.has_picture or not page.lines:
        return Frame(0.0, 0.0, page.width, page.height)
    width = max(line.box.x1 for line in page.lines)
    return Frame(-TEXT_RIM, -TEXT_RIM, max(width, TEXT_LEAST) + 2 * TEXT_RIM, page.height + 2 * TEXT_RIM, typed=True)


def _mark(number: int, finding: FindingView, frame: Frame) -> Mark:
    left, top, right, bottom = finding.row.box or (0.0, 0.0, 0.0, 0.0)  # only what has a box is grouped by page
    margin, least = frame.width * MARGIN, frame.width * LEAST
    width = min(max(right - left + 2 * margin, least), frame.width)
    height = min(max(bottom - top + 2 * margin, least), frame.height)
    x = min(max((left + right - width) / 2, frame.x), frame.x + frame.width - width)
    y = min(max((top + bottom - height) / 2, frame.y), frame.y + frame.height - height)
    return Mark(number, finding, x, y, width, height, frame)


def _lens(view: PageView, mark: Mark) -> Lens | None:
    """The piece of the page around a box; of a long box its beginning. None where the box is much of the page."""
    frame = mark.frame
    if mark.height > LENS_TALLEST * frame.height:
        return None
    width = min(max(mark.width + 2 * LENS_RIM, LENS_LEAST), LENS_MOST, frame.width)
    height = min(mark.height + 2 * LENS_RIM, frame.height)
    x = mark.x + mark.width / 2 - width / 2 if mark.width + 2 * LENS_RIM <= width else mark.x - LENS_RIM
    x = min(max(x, frame.x), frame.x + frame.width - width)
    y = min(max(mark.y - LENS_RIM, frame.y), frame.y + frame.height - height)
    return Lens(view, mark, x, y, width, height)


def shown_of(review: Review, finding_id: int) -> Shown:
    """One finding as the page shows it. Raises StopIteration for one that does not stand."""
    sheets = (sheet for group in groups(review) for sheet in group.sheets)
    return next(shown for sheet in sheets for shown in sheet.shown if shown.finding.row.pk == finding_id)


def delay(tries: int) -> str:
    """How long to wait before the next look, as htmx writes it."""
    return f"{min(POLL_FIRST * POLL_GROWTH ** min(tries, 50), POLL_MOST):.1f}s"


def seen_mark(review: Review) -> str:
    """Changes whenever what the page shows of the findings may have changed."""
    return f"{review.package.version}-{review.package.state}"


def draft_context(draft: Draft, *, tries: int = 0, seen: str | None = None) -> dict[str, Any]:
    """What the parts of a draft's pages need; `rules` is False where the papers of this variant are not checked.

    Findings are only gathered where the page does not show them yet (`seen` is the mark of what it shows)."""
    loaded = catalogue.loaded(draft.publication_id)
    rules = queries.has_rules(loaded, draft.variant)
    review = queries.review_of(draft.pk) if rules else None
    counts: dict[str, int] = {}
    standing = review.standing if review else ()
    for finding in standing:
        if finding.open and finding.row.severity != "hints":
            counts[finding.row.material] = counts.get(finding.row.material, 0) + 1
    return {
        "rules": rules,
        "review": review,
        "fresh": review is not None and seen != seen_mark(review),
        "groups": groups(review) if review and seen != seen_mark(review) else [],
        "found_by_material": counts,
        "offered": actions.offered(draft) if review else [],
        "delay": delay(tries),
        "tries": tries + 1,
    }
