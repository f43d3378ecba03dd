"""What an action sends to the database, so that it does not creep up: few statements, and every row written once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.builders import walks
from tests.builders.county import County
from tests.builders.nurses import NEW_HOSPITAL, draft_of_change, nurse_with_certificate
from tests.harness.statements import sent
from tongban.base.writes import together
from tongban.cases import actions
from tongban.cases.actions.moving import take
from tongban.cases.actions.papers import write_document
from tongban.cases.models import Document
from tongban.core.roles import Role

APPROVAL, TRANSITION = 21, 9  # at most; of these an approval reads ten times, a transition three times


def writes_to(texts: Sequence[str], table: str) -> list[str]:
    """INSERT or UPDATE of one table."""
    return [
        text.split()[0] for text in texts if text.strip().startswith((f'INSERT INTO "{table}"', f'UPDATE "{table}"'))
    ]


def test_an_automatic_approval_sends_few_statements_and_writes_each_row_once(county: County) -> None:
    person, actor = nurse_with_certificate(county, confirmed_at=NEW_HOSPITAL)
    draft = draft_of_change(county, person, actor)
    with sent() as texts:
        case = actions.submit(draft.pk, actor=actor, now=county.now).case
    assert case.automatic
    assert len(texts) <= APPROVAL, "\n".join(texts)
    assert writes_to(texts, "cases_case") == ["INSERT"]
    assert writes_to(texts, "cases_document") == ["INSERT"]  # receipt and decision
    assert writes_to(texts, "base_event") == ["INSERT"]  # three of the case, one of each certificate
    assert writes_to(texts, "exchange_lookuplog") == ["INSERT"]
    assert sorted(writes_to(texts, "certificates_certificate")) == ["INSERT", "UPDATE"]


@pytest.fixture
def pool(db: None) -> walks.Pool:
    return walks.pool(review=2)


def test_each_transition_sends_few_statements_and_writes_the_case_once(pool: walks.Pool) -> None:
    case, at = pool.applied().pk, pool.county.now + timedelta(hours=1)
    clerk, reviewer, head = (pool.officer(role) for role in (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD))
    steps = {
        "accept": lambda: actions.accept(case, actor=clerk, now=at),
        "review": lambda: actions.pass_step(case, "材料齐全", actor=reviewer, now=at),
        "review again": lambda: actions.pass_step(case, "", actor=reviewer, now=at),
        "grant": lambda: actions.grant(case, "同意", actor=head, now=at),
        "deliver": lambda: actions.deliver(case, "counter", actor=clerk, now=at),
        "close": lambda: actions.close(case, actor=clerk, now=at),
    }
    for name, step in steps.items():
        with sent() as texts:
            step()
        assert len(texts) <= TRANSITION, f"{name}: {texts}"
        assert writes_to(texts, "cases_case") == ["UPDATE"], name
        assert writes_to(texts, "base_event") == ["INSERT"], name


def test_a_third_paper_gets_a_key_too(pool: walks.Pool) -> None:
    case, clerk, now = pool.applied().pk, pool.officer(Role.CLERK), pool.county.now
    with together():
        moving = take(case, seen=None, actor=clerk, now=now)
        kinds = ("acceptance", "opinion", "extension")
        papers = [write_document(moving, kind, {}, actor=clerk, now=now).pk for kind in kinds]
    assert dict(Document.objects.filter(pk__in=papers).values_list("kind", "pk")) == dict(
        zip(kinds, papers, strict=True)
    )


def test_a_look_takes_nothing_but_an_event_and_the_head(county: County) -> None:
    """An action that only notes something writes the row once as well."""
    person, actor = nurse_with_certificate(county, confirmed_at=None)
    case = actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now).case
    with sent() as texts:
        actions.claim(case.pk, actor=county.actor(Role.CLERK), now=county.now)
    assert (writes_to(texts, "cases_case"), writes_to(texts, "base_event")) == (["UPDATE"], ["INSERT"])
