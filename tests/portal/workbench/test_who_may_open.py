"""Who may open which staff page: every route, for everybody. A route without a line here fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders.county import County, applicant
from tests.builders.nurses import MATTER
from tongban.base.actor import Actor
from tongban.base.models import StoredFile, User
from tongban.cases import actions
from tongban.cases.models import Case, HandedMaterial
from tongban.core.roles import CASE_ROLES, STAFF_ROLES, Role
from tongban.portal.access import Door
from tongban.portal.workbench.urls import urlpatterns

COUNTER = {Role.CLERK, Role.CHIEF_REPRESENTATIVE}
WORKS = CASE_ROLES - COUNTER
READS = {Role.AUDITOR, Role.INSPECTOR}

# Group of visitors -> status. `counter`, `works`, `reads`, `other` are posts here; `elsewhere` any post next door.
ANY_STAFF = {"counter": 200, "works": 200, "reads": 200, "other": 200, "elsewhere": 200}
OF_THE_CASE = {"counter": 200, "works": 200, "reads": 200, "other": 404, "elsewhere": 404}
BACK_TO_CASE = {"counter": 302, "works": 302, "reads": 302, "other": 404, "elsewhere": 404}
FOR_THE_COUNTER = {"counter": 200, "works": 403, "reads": 403, "other": 403, "elsewhere": 403}

EXPECTED: dict[tuple[str, str], dict[str, int]] = {
    ("worklist", "GET"): ANY_STAFF,
    ("work_search", "GET"): dict.fromkeys(ANY_STAFF, 302),
    ("work_search", "POST"): ANY_STAFF,
    ("work_case", "GET"): OF_THE_CASE,
    ("work_act", "GET"): BACK_TO_CASE,
    ("work_act", "POST"): {**BACK_TO_CASE, "reads": 409},
    ("work_correct", "GET"): BACK_TO_CASE,
    ("work_correct", "POST"): {**BACK_TO_CASE, "counter": 409, "works": 409, "reads": 409},
    ("work_reveal", "GET"): {**OF_THE_CASE, **dict.fromkeys(ANY_STAFF, 302)},
    ("work_reveal", "POST"): OF_THE_CASE,
    ("work_paper", "GET"): OF_THE_CASE,
    ("work_file", "GET"): OF_THE_CASE,
    ("work_file_page", "GET"): {**OF_THE_CASE, "counter": 404, "works": 404, "reads": 404},  # its bytes are not there
    ("work_file_download", "GET"): {**OF_THE_CASE, "counter": 503, "works": 503, "reads": 503},
    ("work_assist", "GET"): FOR_THE_COUNTER | {"elsewhere-counter": 200},
    ("work_assist_matter", "GET"): FOR_THE_COUNTER | {"counter": 302, "elsewhere-counter": 302},
    ("work_procedures", "GET"): ANY_STAFF,
    ("work_procedure", "GET"): ANY_STAFF,
}


def visitors(here: County, elsewhere: County, owner: Actor) -> Iterator[tuple[str, User | None]]:
    """Everybody with the group whose status they get."""
    yield "anonymous", None
    yield "applicant", User.objects.get(pk=owner.viewer.user_id)
    yield "applicant", User.objects.get(pk=applicant("李四", 128)[1].viewer.user_id)
    for role in sorted(STAFF_ROLES):
        group = "counter" if role in COUNTER else "works" if role in WORKS else "reads" if role in READS else "other"
        yield group, here.officers[role]
        yield "elsewhere-counter" if role in COUNTER else "elsewhere", elsewhere.officers[role]


@pytest.fixture
def address(case: Case) -> dict[str, str]:
    """An address of every route that exists for this case."""
    stored = StoredFile.objects.create(
        sha256="0" * 64, size=1, media_type="application/pdf", stored_at=case.received_at
    )
    revision = case.revisions.get()
    file = HandedMaterial.objects.create(revision=revision, material="identity_card", file=stored, name="扫描件.pdf")
    known = {
        "case_id": case.pk,
        "name": "claim",
        "key": "mobile",
        "paper_id": case.documents.get(kind="receipt").pk,
        "file_id": file.pk,
        "number": 1,
        "matter": MATTER,
    }
    return {
        route.name: reverse(route.name, kwargs={key: known[key] for key in route.pattern.converters})
        for route in urlpatterns
    }


@pytest.mark.parametrize(
    ("route", "method"), [(route.name, method) for route in urlpatterns for method in ("GET", "POST")]
)
def test_everybody_at_every_door(
    route: str, method: str, here: County, elsewhere: County, applied: tuple[Case, Actor], address: dict[str, str]
) -> None:
    expected = EXPECTED.get((route, method))
    if expected is None:
        assert method == "POST", f"say in EXPECTED who may open {route}"
        assert (route, "GET") in EXPECTED
        return
    got = {}
    for group, user in visitors(here, elsewhere, applied[1]):
        client = Client()
        if user:
            client.force_login(user)
        sent = client.post(address[route], {"text": "510107"}) if method == "POST" else client.get(address[route])
        if group == "anonymous":
            assert "/accounts/login/" in sent["Location"], route
        want = {"anonymous": 302, "applicant": 403, "elsewhere-counter": expected.get("elsewhere")} | expected
        got[f"{group}: {user.username if user else 'nobody'}"] = (sent.status_code, want[group])
        if (route, method) == ("work_act", "POST"):
            actions.release(applied[0].pk, actor=here.actor(Role.CHIEF_REPRESENTATIVE), now=here.now)
    assert {who: pair for who, pair in got.items() if pair[0] != pair[1]} == {}


def test_every_view_declares_staff() -> None:
    assert {route.name: route.callback.door for route in urlpatterns if route.callback.door is not Door.STAFF} == {}
