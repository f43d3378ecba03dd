"""Who may open which page of the applicant: every route, for everybody. A route without a line here fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.builders import county as build
from tests.builders import instant
from tests.builders.browsers import signed_in
from tests.builders.bureaus import bureau
from tests.builders.county import County
from tests.builders.nurses import MATTER
from tests.portal.applicant.conftest import Nurse
from tongban.base.actor import Actor
from tongban.base.models import User
from tongban.cases import actions
from tongban.cases.models import Case, Draft, DraftMaterial
from tongban.certificates import queries as certificates
from tongban.core.roles import Role
from tongban.portal.access import Door
from tongban.portal.applicant.urls import urlpatterns

# (owner, another applicant, who acts for another body, clerk here, auditor here, clerk elsewhere)
WHO = ("owner", "stranger", "agent", "clerk", "auditor", "elsewhere")
EVERYBODY = (200,) * 6
OWN_DRAFT = (200, 404, 404, 404, 404, 404)  # drafts belong to who fills them in, not even to colleagues
GONE_ON = (302, 404, 404, 404, 404, 404)  # done, and on to the next page
OWN_CASE = (200, 404, 404, 404, 404, 404)
TO_THE_FORM = (302,) * 6  # reading where only a form is taken leads to the page of the form, which looks at who asks

EXPECTED: dict[tuple[str, str], tuple[int, ...]] = {
    ("apply", "GET"): EVERYBODY,
    ("apply", "POST"): EVERYBODY,
    ("my_cases", "GET"): EVERYBODY,
    ("my_cases", "POST"): EVERYBODY,
    ("my_messages", "GET"): EVERYBODY,
    ("my_messages", "POST"): EVERYBODY,
    ("draft_form", "GET"): OWN_DRAFT,
    ("draft_form", "POST"): GONE_ON,
    ("draft_field", "GET"): TO_THE_FORM,
    ("draft_field", "POST"): OWN_DRAFT,
    ("draft_discard", "GET"): TO_THE_FORM,
    ("draft_discard", "POST"): GONE_ON,
    ("draft_materials", "GET"): OWN_DRAFT,
    ("draft_materials", "POST"): OWN_DRAFT,
    ("draft_upload", "GET"): TO_THE_FORM,
    ("draft_upload", "POST"): GONE_ON,
    ("draft_file", "GET"): OWN_DRAFT,
    ("draft_file", "POST"): OWN_DRAFT,
    ("draft_remove", "GET"): TO_THE_FORM,
    ("draft_remove", "POST"): GONE_ON,
    ("draft_review", "GET"): OWN_DRAFT,
    ("draft_review", "POST"): GONE_ON,
    ("my_case", "GET"): (200, 404, 404, 302, 302, 404),  # officers are taken to the workbench
    ("my_case", "POST"): (200, 404, 404, 302, 302, 404),
    ("my_case_correct", "GET"): TO_THE_FORM,
    ("my_case_correct", "POST"): (409, 404, 404, 404, 404, 404),
    ("my_case_withdraw", "GET"): TO_THE_FORM,
    ("my_case_withdraw", "POST"): GONE_ON,
    ("my_case_paper", "GET"): OWN_CASE,
    ("my_case_paper", "POST"): OWN_CASE,
    ("my_certificate", "GET"): (200, 404, 404, 200, 200, 404),  # staff of who issued it may read it
    ("my_certificate", "POST"): (200, 404, 404, 200, 200, 404),
    ("my_certificate_document", "GET"): (200, 404, 404, 200, 200, 404),
    ("my_certificate_document", "POST"): (200, 404, 404, 200, 200, 404),
    ("my_certificate_picture", "GET"): (503, 404, 404, 503, 503, 404),  # no job has made the document here
    ("my_certificate_picture", "POST"): (503, 404, 404, 503, 503, 404),
    ("my_certificate_file", "GET"): (503, 404, 404, 503, 503, 404),
    ("my_certificate_file", "POST"): (503, 404, 404, 503, 503, 404),
}


@pytest.fixture
def address(draft: Draft, case: Case, certificate: certificates.Certificate) -> dict[str, str]:
    """An address of every route that exists for the nurse."""
    known = {
        "matter": MATTER,
        "draft_id": draft.pk,
        "key": "mobile",
        "material": "identity_card",
        "upload_id": DraftMaterial.objects.get(draft=draft).pk,
        "case_id": case.pk,
        "paper_id": case.documents.get(kind="receipt").pk,
        "certificate_id": certificate.pk,
    }
    return {
        route.name: reverse(route.name, kwargs={key: known[key] for key in route.pattern.converters})
        for route in urlpatterns
    }


@pytest.fixture
def visitor(here: County, nurse: Nurse) -> Callable[[str], Client]:
    """A browser for each of WHO."""

    def browser(who: str) -> Client:
        if who == "owner":
            return nurse.client
        if who == "stranger":
            return signed_in(user_of(build.applicant("李四", 128)[1]))
        if who == "agent":
            return signed_in(user_of(instant.village_clinic(here)[1]))
        if who == "elsewhere":
            return signed_in(bureau("锦江区卫生健康局（演示）", 2, [MATTER]).officers[Role.CLERK])
        return signed_in(here.officers[Role(who)])

    return browser


def user_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.viewer.user_id)


def send(client: Client, method: str, address: str) -> HttpResponse:
    return client.post(address, {"go": "save"}) if method == "POST" else client.get(address)


@pytest.mark.parametrize("who", WHO)
def test_everybody_at_every_door(who: str, address: dict[str, str], visitor: Callable[[str], Client]) -> None:
    """What a request did is taken back before the next one."""
    browser = visitor(who)
    got = {}
    for route, where in address.items():
        for method in ("GET", "POST"):
            assert (route, method) in EXPECTED, f"say in EXPECTED who may open {route}"
            with transaction.atomic():
                sent = send(browser, method, where)
                transaction.set_rollback(True)
            got[route, method] = sent.status_code
            assert sent.streaming or sent.status_code != 404 or "王小梅" not in sent.content.decode()
    want = {key: statuses[WHO.index(who)] for key, statuses in EXPECTED.items()}
    assert {key: (got[key], want[key]) for key in want if got[key] != want[key]} == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_gets_in_without_signing_in(method: str, address: dict[str, str]) -> None:
    for route, where in address.items():
        sent = send(Client(), method, where)
        assert (sent.status_code, "/accounts/login/" in sent["Location"]) == (302, True), route


def test_every_view_declares_its_door() -> None:
    assert {route.name for route in urlpatterns if route.callback.door is not Door.SIGNED_IN} == set()


def test_nothing_changes_by_a_strangers_hand(
    address: dict[str, str], visitor: Callable[[str], Client], draft: Draft, case: Case
) -> None:
    stranger = visitor("stranger")
    for route in urlpatterns:
        if route.pattern.converters.keys() & {"draft_id", "case_id"}:
            stranger.post(address[route.name], {"mobile": "13900000000"})
    after = Draft.objects.get(pk=draft.pk)
    assert (after.saved, after.submitted_at, after.materials.count()) == (draft.saved, None, 1)
    assert Case.objects.get(pk=case.pk).state == "received"


def test_a_file_of_another_draft_does_not_open_under_ones_own(
    here: County, draft: Draft, visitor: Callable[[str], Client]
) -> None:
    """Both numbers in the address must belong together, or a number could be counted up."""
    _, actor = build.applicant("李四", 128)
    person = User.objects.get(pk=actor.viewer.user_id).person
    own = actions.begin(MATTER, "change", authority_id=here.authority.pk, person=person, actor=actor, now=here.now)
    foreign = DraftMaterial.objects.get(draft=draft)
    browser = signed_in(user_of(actor))
    assert browser.get(reverse("draft_file", args=[own.pk, foreign.pk])).status_code == 404
    browser.post(reverse("draft_remove", args=[own.pk, foreign.pk]))
    assert DraftMaterial.objects.filter(pk=foreign.pk).exists()


def test_internal_papers_are_not_the_applicants(nurse: Nurse, case: Case) -> None:
    note = case.documents.get(kind="machine_note")
    assert nurse.client.get(reverse("my_case_paper", args=[case.pk, note.pk])).status_code == 404


def test_who_acts_for_a_body_sees_its_cases_and_nobody_else_does(here: County, nurse: Nurse) -> None:
    body, actor = instant.village_clinic(here)
    case = actions.submit(instant.draft_of_check(here, body, actor).pk, actor=actor, now=here.now).case
    address = reverse("my_case", args=[case.pk])
    assert signed_in(user_of(actor)).get(address).status_code == 200
    assert nurse.client.get(address).status_code == 404
    licence = certificates.certificates_of(body)[0]
    assert signed_in(user_of(actor)).get(reverse("my_certificate", args=[licence.pk])).status_code == 200
    assert nurse.client.get(reverse("my_certificate", args=[licence.pk])).status_code == 404
