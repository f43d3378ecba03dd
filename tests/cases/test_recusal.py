"""回避: an officer does not handle their own application, not even as chief representative."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders.county import County
from tests.builders.nurses import draft_of_change, nurse_with_certificate
from tongban.base import actions as base
from tongban.base import queries
from tongban.base.actor import SYSTEM, user_actor
from tongban.base.rows import User
from tongban.cases import actions
from tongban.core.lifecycle import WrongRole
from tongban.core.roles import Role


def test_an_officer_cannot_accept_their_own_application(county: County) -> None:
    person, applicant = nurse_with_certificate(county, confirmed_at=None)
    case = actions.submit(draft_of_change(county, person, applicant).pk, actor=applicant, now=county.now).case
    user = User.objects.get(person=person)
    base.give_post(
        user, role=Role.CHIEF_REPRESENTATIVE, authority=county.authority, since=date(2020, 1, 1), actor=SYSTEM,
        now=county.now,
    )  # fmt: skip
    officer = user_actor(queries.viewer(user, on=county.now.date()))
    with pytest.raises(WrongRole):
        actions.accept(case.pk, actor=officer, now=county.now)
    assert actions.withdraw(case.pk, actor=officer, now=county.now).state == "withdrawn"
