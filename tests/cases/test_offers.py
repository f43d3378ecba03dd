"""What a page may offer an officer: what the actions would let pass, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders.county import County
from tests.builders.nurses import draft_of_change, nurse_with_certificate
from tongban.cases import actions, queries
from tongban.cases.models import Case
from tongban.cases.offers import offered
from tongban.cases.replay import CaseState
from tongban.cases.states import LICENCE
from tongban.core.roles import Role

HEAD, CHIEF, CLERK, REVIEWER = Role.SECTION_HEAD, Role.CHIEF_REPRESENTATIVE, Role.CLERK, Role.REVIEWER


@pytest.fixture
def case(county: County) -> Case:
    person, actor = nurse_with_certificate(county, confirmed_at="别的医院")
    return actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case


@pytest.fixture
def asked(case: Case, county: County) -> queries.CaseView:
    return queries.system_view(case.pk, now=county.now)


def names(found: queries.CaseView, state: CaseState, *roles: Role, variant: str = "renewal", user: int = 1) -> set[str]:
    """The steps offered in a state of a two-step review, to roles."""
    allowed = LICENCE.allowed(state.state, *(role.value for role in roles))
    rows = offered(found.loaded.matter, variant, state, frozenset(roles), allowed, user)
    return {row.name for row in rows}


def test_a_step_in_the_middle_is_passed_and_the_last_decides(asked: queries.CaseView) -> None:
    first, last = CaseState(state="reviewing", step="verify"), CaseState(state="reviewing", step="decide")
    assert names(asked, first, REVIEWER) == {"pass_step"}
    assert names(asked, last, HEAD) == {"grant", "refuse", "return_step", "extend"}
    assert names(asked, last, REVIEWER) == set()
    assert names(asked, first, CHIEF) >= {"pass_step", "extend"}
    assert "grant" not in names(asked, first, CHIEF)


def test_one_correction_and_one_extension(asked: queries.CaseView) -> None:
    received = CaseState(state="received")
    assert "ask_correction" in names(asked, received, CLERK)
    assert "ask_correction" not in names(asked, replace(received, corrections=1), CLERK)
    last = CaseState(state="reviewing", step="decide", extension=5)
    assert "extend" not in names(asked, last, HEAD)


def test_a_special_procedure_only_where_the_matter_has_one(asked: queries.CaseView) -> None:
    reviewing = CaseState(state="reviewing", step="verify")
    assert not queries.special_procedures(asked.loaded.matter, "renewal")
    assert "suspend" not in names(asked, reviewing, REVIEWER)
    assert names(asked, CaseState(state="suspended", step="verify"), REVIEWER) == {"resume"}


def test_what_a_colleague_holds_is_theirs(asked: queries.CaseView) -> None:
    held = CaseState(state="received", holder=2)
    assert names(asked, held, CLERK, user=1) == {"withdraw"}
    assert "accept" in names(asked, held, CLERK, user=2)
    assert "accept" in names(asked, held, CHIEF, user=1)


def test_nothing_for_who_only_looks_or_only_applies(asked: queries.CaseView) -> None:
    for role in (Role.AUDITOR, Role.INSPECTOR, Role.APPLICANT):
        assert names(asked, CaseState(state="received"), role) == set()


def test_whatever_is_offered_works(case: Case, county: County) -> None:
    """Every plain step offered on the way of a case is taken by the action without a complaint."""
    way = [(CLERK, "accept"), (CHIEF, "grant"), (CLERK, "deliver"), (CLERK, "close")]
    for day, (role, name) in enumerate(way, start=1):
        actor, now = county.actor(role), county.now + timedelta(days=day)
        found = queries.access_case(case.pk, viewer=actor.viewer, now=now)
        assert name in {row.name for row in queries.offers(found, viewer=actor.viewer)}
        arguments = {"way": "counter"} if name == "deliver" else {}
        getattr(actions, name)(case.pk, **arguments, seen=found.case.head_sequence, actor=actor, now=now)
    closed = queries.access_case(case.pk, viewer=county.actor(CLERK).viewer, now=county.now + timedelta(days=9))
    assert queries.offers(closed, viewer=county.actor(CLERK).viewer) == ()
