"""Reads of the cases room. `access_…` fetches with permission; what the viewer may not know of does not exist."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from tongban.base import crypto, eventlog
from tongban.base import events as kinds
from tongban.base.permissions import Viewer
from tongban.cases import policy
from tongban.cases.actions.drafts import access_draft, answers_of
from tongban.cases.actions.moving import ownership, view
from tongban.cases.auditing import verify_everything
from tongban.cases.clocks import YELLOW_DAYS, Card, CaseClocks, RunningLimit, clocks, deemed_on
from tongban.cases.documents import REMEDIES
from tongban.cases.errors import CaseNotFound
from tongban.cases.models import NOT_STAFF, Case, Document, Draft, DraftMaterial, HandedMaterial, Revision
from tongban.cases.offers import offered, special_procedures
from tongban.cases.policy import MAX_EXTENSION, REASON_PARTS, ROLE_NAMES
from tongban.cases.prefill import source_name
from tongban.cases.replay import CaseState, apply, replay
from tongban.cases.replay import EventView as EventView
from tongban.cases.states import STATES, lifecycle
from tongban.cases.statistics import Fate, FateOfMatter, fates
from tongban.catalogue import queries as catalogue
from tongban.core.clock import civil_day
from tongban.core.lifecycle import Transition
from tongban.core.messages import Message
from tongban.core.packs.loader import LoadedMatter
from tongban.core.roles import CASE_ROLES, Role

ONE_DAY = timedelta(days=1)
INTERNAL_PAPERS = frozenset({"opinion", "machine_note"})


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the history. `late_in` is set when it took effect on another day than it was recorded."""

    sequence: int
    kind: str
    message: Message
    article: str
    effective_at: datetime
    recorded_at: datetime
    actor_role: str
    public: bool


@dataclass(frozen=True)
class CaseView:
    """Everything a page needs of a case, settled in thought to `now` even when no worker runs."""

    case: Case
    loaded: LoadedMatter
    state: CaseState
    clocks: CaseClocks
    timeline: tuple[TimelineEntry, ...]
    roles: frozenset[Role]
    allowed: tuple[Transition, ...]

    @property
    def state_title(self) -> Message:
        return Message(lifecycle(self.loaded.matter.procedure.value).states[self.state.state])


@dataclass(frozen=True)
class WorklistRow:
    """A line of the task list."""

    case: Case
    title: str
    variant_name: str
    state_title: Message
    card: Card
    days_left: int | None


def access_case(case_id: UUID, *, viewer: Viewer, now: datetime) -> CaseView:
    """A case for somebody who has a role in it. Raises CaseNotFound otherwise."""
    case = _rows().filter(pk=case_id).first()
    roles = policy.roles_in_case(viewer, ownership(case)) if case else frozenset()
    if case is None or not roles:
        raise CaseNotFound(what=str(case_id))
    return _view(case, roles, now)


def access_case_by_number(number: str, *, viewer: Viewer, now: datetime) -> CaseView:
    """The same by case number, as staff type it. Raises CaseNotFound."""
    return access_case(case_id_of(number), viewer=viewer, now=now)


def public_progress(number: str, code: str, *, now: datetime) -> CaseView:
    """Progress by case number and query code, without signing in; only public timeline entries. Raises CaseNotFound."""
    case = _rows().filter(number=number.strip().upper()).first()
    expected = crypto.blind_index(code.strip().upper(), purpose="query_code")
    if case is None or case.query_code_index != expected:
        raise CaseNotFound(what=number[:40])
    return _view(case, frozenset(), now)


def system_view(case_id: UUID, *, now: datetime) -> CaseView:
    """For the command line and jobs of the operator; pages use `access_case`. Raises CaseNotFound."""
    case = _rows().filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound(what=str(case_id))
    return _view(case, frozenset({Role.SYSTEM}), now)


def answers(case: Case, number: int | None = None) -> dict[str, Any] | None:
    """The answers of a revision (the last by default), None when the law had them erased. Call after `access_case`."""
    row = revision(case, number)
    if row is None or row.answers_encrypted is None:
        return None
    found: dict[str, Any] = json.loads(crypto.decrypt_text(row.answers_encrypted))
    return found


def revision(case: Case, number: int | None = None) -> Revision | None:
    rows = case.revisions.order_by("-number")
    return rows.filter(number=number).first() if number else rows.first()


def handed_materials(case: Case) -> list[HandedMaterial]:
    """The papers of the last revision."""
    last = revision(case)
    return list(last.materials.select_related("file").order_by("pk")) if last else []


def papers(case: Case, *, for_staff: bool) -> list[Document]:
    """The authority's papers; officers' opinions only for staff."""
    rows = case.documents.order_by("pk")
    return list(rows if for_staff else rows.exclude(kind__in=INTERNAL_PAPERS))


def my_cases(viewer: Viewer, *, limit: int = 100) -> list[Case]:
    """Cases of the viewer's own or of the bodies they may act for, newest first."""
    mine = Q(applicant_person_id=viewer.person_id) if viewer.person_id else Q(pk__in=[])
    if viewer.organisation_ids:
        mine |= Q(applicant_organisation_id__in=viewer.organisation_ids)
    return list(_rows().filter(mine).order_by("-received_at")[:limit])


def my_rows(viewer: Viewer, *, now: datetime) -> list[WorklistRow]:
    """The same as lines of a list."""
    return [_row(case, now) for case in my_cases(viewer)]


def my_drafts(viewer: Viewer, *, limit: int = 100) -> list[Draft]:
    if viewer.user_id is None:
        return []
    rows = Draft.objects.filter(user_id=viewer.user_id, submitted_at__isnull=True).order_by("-updated_at")
    return list(rows.select_related("authority", "applicant_person", "applicant_organisation", "case")[:limit])


def case_id_of(number: str) -> UUID:
    """The case of a number, for the operator's command line. Raises CaseNotFound."""
    found = Case.objects.filter(number=number.strip().upper()).values_list("pk", flat=True).first()
    if found is None:
        raise CaseNotFound(what=number[:40])
    return found


def any_case() -> bool:
    """Whether this installation has seen an application yet."""
    return Case.objects.exists()


def worklist(
    viewer: Viewer,
    *,
    now: datetime,
    mine: bool | None,
    matter: str = "",
    card: Card | None = None,
    after: tuple[date | None, UUID] | None = None,
    limit: int = 50,
) -> list[WorklistRow]:
    """Tasks of the viewer's posts: their own (`mine`), the pool (False) or both and those of colleagues (None), most
    urgent first, of one matter or one colour if asked; `after` is the last row seen."""
    rows = _rows().filter(_waiting_for(viewer))
    if mine is not None:
        rows = rows.filter(holder_id=viewer.user_id) if mine else rows.filter(holder__isnull=True)
    if matter:
        rows = rows.filter(matter=matter)
    if card:
        rows = rows.filter(_of_card(card, rows, civil_day(now)))
    rows = rows.order_by(F("next_due").asc(nulls_last=True), "id")
    if after:
        rows = rows.filter(_beyond(*after))
    return [_row(case, now) for case in rows[:limit]]


def worklist_counts(viewer: Viewer, *, now: datetime) -> dict[str, int]:
    """How many tasks are mine, how many in the pool, how many of both are overdue."""
    rows = Case.objects.filter(_waiting_for(viewer))
    return {
        "mine": rows.filter(holder_id=viewer.user_id).count(),
        "pool": rows.filter(holder__isnull=True).count(),
        "overdue": rows.filter(next_due__lt=civil_day(now)).count(),
    }


def find_cases(viewer: Viewer, *, number: str = "", person_id: int | None = None, limit: int = 50) -> list[Case]:
    """Staff search within their authorities, by number (or its beginning) or by applicant."""
    places = {post.authority_id for post in viewer.posts if post.role in CASE_ROLES | {Role.AUDITOR}}
    rows = _rows().filter(authority_id__in=places)
    if number:
        rows = rows.filter(number__startswith=number.strip().upper())
    if person_id is not None:
        rows = rows.filter(applicant_person_id=person_id)
    return list(rows.order_by("-received_at")[:limit])


def found_rows(viewer: Viewer, *, now: datetime, number: str = "", person_id: int | None = None) -> list[WorklistRow]:
    """The same as lines of a list."""
    return [_row(case, now) for case in find_cases(viewer, number=number, person_id=person_id)]


def offers(found: CaseView, *, viewer: Viewer) -> tuple[Transition, ...]:
    """The steps that a page may offer this officer; empty for who only looks on."""
    matter, case = found.loaded.matter, found.case
    return offered(matter, case.variant, found.state, found.roles, found.allowed, viewer.user_id)


def _of_card(card: Card, rows: QuerySet[Case], day: date) -> Q:
    """A colour as a span of due dates. Near days are the same in every calendar, so any case's calendar will do."""
    if card is Card.NONE:
        return Q(next_due__isnull=True)
    if card is Card.RED:
        return Q(next_due__lt=day)
    publication = rows.values_list("publication_id", flat=True).first()
    last = day
    if publication is not None:
        calendar = catalogue.calendar(publication)
        while calendar.workdays_between(day, last + ONE_DAY) <= YELLOW_DAYS:
            last += ONE_DAY
    return Q(next_due__gte=day, next_due__lte=last) if card is Card.YELLOW else Q(next_due__gt=last)


def most_asked(*, since: datetime, limit: int) -> list[str]:
    """The matters most applied for since an instant, most first. Counts all those cases: callers keep the answer."""
    rows = Case.objects.filter(received_at__gte=since).values_list("matter").annotate(number=Count("pk"))
    return [matter for matter, _ in rows.order_by("-number", "matter")[:limit]]


def _rows() -> QuerySet[Case]:
    return Case.objects.select_related(
        "authority", "authority__region", "applicant_person", "applicant_organisation", "holder"
    )


def _waiting_for(viewer: Viewer) -> Q:
    """Cases that wait for a role the viewer holds at their authority. A chief representative may take any."""
    wanted = Q(pk__in=[])
    for post in viewer.posts:
        if post.role is Role.CHIEF_REPRESENTATIVE:
            wanted |= Q(authority_id=post.authority_id) & ~Q(waiting_for__in=NOT_STAFF)  # as the index has it
        elif post.role in CASE_ROLES:
            wanted |= Q(authority_id=post.authority_id, waiting_for=post.role.value)
    return wanted


def _beyond(due: date | None, case_id: UUID) -> Q:
    if due is None:
        return Q(next_due__isnull=True, id__gt=case_id)
    return Q(next_due__gt=due) | Q(next_due=due, id__gt=case_id) | Q(next_due__isnull=True)


def _row(case: Case, now: datetime) -> WorklistRow:
    loaded = catalogue.loaded(case.publication_id)
    table = lifecycle(loaded.matter.procedure.value)
    calendar = catalogue.calendar(case.publication_id)
    day = civil_day(now)
    left = None
    if case.next_due:
        late = day > case.next_due
        span = calendar.workdays_between(case.next_due, day) if late else calendar.workdays_between(day, case.next_due)
        left = -span if late else span
    return WorklistRow(
        case=case,
        title=loaded.matter.name,
        variant_name=loaded.matter.variants[case.variant].name,
        state_title=Message(table.states[case.state]),
        card=card_of(case.next_due, left, day),
        days_left=left,
    )


def card_of(next_due: date | None, days_left: int | None, day: date) -> Card:
    """The colour of a row from its cached due date; the case page computes it from the events."""
    if next_due is None or days_left is None:
        return Card.NONE
    if day > next_due:
        return Card.RED
    return Card.YELLOW if days_left <= YELLOW_DAYS else Card.CLEAR


def _view(case: Case, roles: frozenset[Role], now: datetime) -> CaseView:
    loaded = catalogue.loaded(case.publication_id)
    calendar = catalogue.calendar(case.publication_id)
    table = lifecycle(loaded.matter.procedure.value)
    events = eventlog.stream_events(case.pk)
    state = replay(view(event) for event in events)
    timeline = [_entry(event) for event in events]
    deemed = deemed_on(state, calendar, as_of=civil_day(now))
    if deemed and "deem_accepted" in {row.name for row in table.transitions}:
        step = policy.steps_of(loaded.matter, case.variant)[0]
        row = table["deem_accepted"]
        payload = {"step": step.key, "role": step.role}
        state = apply(state, EventView(state.sequence, row.event, 1, deemed, payload))
        timeline.append(_thought(row, deemed, now, state.sequence))
    return CaseView(
        case=case,
        loaded=loaded,
        state=state,
        clocks=clocks(state, loaded.matter.variants[case.variant].limits, calendar, as_of=civil_day(now)),
        timeline=tuple(timeline),
        roles=roles,
        allowed=table.allowed(state.state, *(role.value for role in roles)) if roles else (),
    )


def _entry(event: Any) -> TimelineEntry:
    kind = kinds.kind_of(event.kind, event.version)
    return TimelineEntry(
        sequence=event.sequence,
        kind=event.kind,
        message=kind.message(json.loads(event.payload)),
        article=event.article,
        effective_at=event.effective_at,
        recorded_at=event.recorded_at,
        actor_role=event.actor_role,
        public=kind.public,
    )


def _thought(row: Transition, effective: datetime, now: datetime, sequence: int) -> TimelineEntry:
    """What the law has already done and the next action or job will write down."""
    return TimelineEntry(sequence, row.event, row.sentence, row.article, effective, now, Role.SYSTEM.value, True)


__all__ = [
    "MAX_EXTENSION", "REASON_PARTS", "REMEDIES", "ROLE_NAMES", "STATES", "Card", "Case", "CaseClocks", "CaseView",
    "Draft", "DraftMaterial", "Fate", "FateOfMatter", "HandedMaterial", "RunningLimit", "TimelineEntry", "WorklistRow",
    "access_case", "access_case_by_number", "access_draft", "answers", "answers_of", "any_case", "card_of",
    "case_id_of", "fates", "find_cases", "found_rows", "handed_materials", "most_asked", "my_cases", "my_drafts",
    "my_rows", "offers", "papers", "public_progress", "revision", "source_name", "special_procedures", "system_view",
    "verify_everything",
    "worklist", "worklist_counts",
]  # fmt: skip
