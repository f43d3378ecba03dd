"""The demonstration county: every state of a case, by the real actions, and an audit that finds nothing."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password

from tongban.base.models import Event, Seal, User
from tongban.cases import auditing
from tongban.cases.clocks import Card
from tongban.cases.models import Case
from tongban.cases.queries import system_view
from tongban.cli.seed import accounts, county
from tongban.core.identifiers import check_citizen_id
from tongban.core.packs.location import packs_root
from tongban.core.roles import STAFF_ROLES

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # a Friday afternoon in China
PASSWORD = "qingjiang-test"


@pytest.fixture(scope="module")
def reports() -> list[tuple[int, int]]:
    return []


@pytest.fixture
def made(db: None, reports: list[tuple[int, int]]) -> county.Made:
    def report(done: int, total: int) -> None:
        reports.append((done, total))

    return county.build(packs_root() / "national", cases=130, password=PASSWORD, report=report, now=NOW)


def test_the_county_is_whole(made: county.Made, reports: list[tuple[int, int]], tmp_path: Path) -> None:
    """One run, many looks: it takes some seconds."""
    assert not made.stuck
    assert made.cases == Case.objects.count() == 130
    assert reports[-1] == (130, 130)
    _every_state_is_there()
    _the_past_is_past()
    _accounts_open(made, tmp_path)
    assert [broken for _, found in auditing.verify_all() for broken in found] == []


def _every_state_is_there() -> None:
    states = Counter(Case.objects.values_list("state", flat=True))
    wanted = {"received", "correction", "accepted", "reviewing", "suspended", "issued", "delivered", "closed",
              "withdrawn"}  # fmt: skip
    assert wanted <= set(states)
    assert {"refused", "not_accepted"} <= set(Case.objects.values_list("outcome", flat=True))
    assert Case.objects.filter(automatic=True).exists()
    assert Event.objects.filter(kind="case.deemed_accepted").exists()
    open_cases = Case.objects.exclude(waiting_for__in=("", "applicant"))
    cards = {system_view(pk, now=NOW).clocks.card for pk in open_cases.values_list("pk", flat=True)}
    assert {Card.RED, Card.YELLOW, Card.CLEAR} <= cards


def _the_past_is_past() -> None:
    cases = Event.objects.filter(stream_kind="case")
    assert not cases.filter(effective_at__gt=NOW).exists()
    received = list(Case.objects.order_by("number").values_list("received_at", flat=True))
    assert (max(received) - min(received)).days > 35
    assert Seal.objects.count() > 35


def _accounts_open(made: county.Made, folder: Path) -> None:
    roles = {post.role for user in User.objects.all() for post in user.posts.all()}
    assert roles == {role.value for role in STAFF_ROLES}
    for account in made.accounts:
        assert check_password(PASSWORD, User.objects.get(username=account.username).password)
    assert {persona.username for persona in accounts.PERSONAS} <= {account.username for account in made.accounts}
    assert all(check_citizen_id(user.person.citizen_id).valid for user in User.objects.exclude(person=None)[:40])
    accounts.write(folder / accounts.FILE, made.accounts)
    rows = json.loads((folder / accounts.FILE).read_text(encoding="utf-8"))
    assert set(rows[0]) == {"username", "password", "name", "role", "says"}
