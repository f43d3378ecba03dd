"""The steps of a review on the page: what is offered to whom, checked points in the opinion, papers for staff alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests.builders.browsers import act, signed_in
from tests.builders.county import SPRING
from tests.builders.papers import pdf
from tongban.base.actor import Actor
from tongban.base.models import User
from tongban.cases.models import Case
from tongban.catalogue import queries as catalogue
from tongban.core.roles import Role

HandIn = Callable[..., Case]
Officer = Callable[[Role], Client]
GROUND = {"paper-0": "体检证明", "point-0": "没有公章", "rule-0": "护士条例第七条", "remedy-0": "盖章后重新申请"}


def offered(client: Client, case: Case) -> set[str]:
    page = client.get(reverse("work_case", args=[case.pk])).content.decode()
    return set(re.findall(r'id="act-([a-z_]+)"', page))


def test_each_step_is_offered_to_who_may_take_it(as_officer: Officer, renewing: HandIn) -> None:
    case = renewing(pdf())
    clerk, reviewer, head = (as_officer(role) for role in (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD))
    assert offered(clerk, case) == {"accept", "ask_correction", "not_accept", "withdraw"}
    assert offered(reviewer, case) == offered(as_officer(Role.AUDITOR), case) == set()
    act(clerk, case, "accept")
    assert offered(clerk, case) == {"withdraw"}
    assert offered(reviewer, case) == {"pass_step"}
    assert offered(head, case) == {"extend"}
    act(reviewer, case, "pass_step", opinion="材料齐全")
    assert offered(reviewer, case) == set()
    assert offered(head, case) == {"grant", "refuse", "return_step", "extend"}
    act(head, case, "return_step", opinion="请再看体检日期")
    assert offered(reviewer, case) == {"pass_step"}


def test_a_case_in_other_hands_offers_nothing(as_officer: Officer, renewing: HandIn) -> None:
    case = renewing(pdf())
    act(as_officer(Role.CHIEF_REPRESENTATIVE), case, "claim")
    assert offered(as_officer(Role.CLERK), case) == {"withdraw"}
    page = as_officer(Role.CLERK).get(reverse("work_case", args=[case.pk])).content.decode()
    assert "这个办件正由chief_representative1办理" in page


def test_ticked_points_stand_in_the_opinion_which_the_applicant_never_sees(
    as_officer: Officer, applied: tuple[Case, Actor]
) -> None:
    case, nurse = applied
    act(as_officer(Role.CLERK), case, "accept")
    act(as_officer(Role.CHIEF_REPRESENTATIVE), case, "grant", **{"check-1": "1", "check-3": "1", "opinion": "同意"})
    opinion = case.documents.get(kind="opinion")
    assert opinion.content["opinion"] == "已核对审查要点第 1、3 项。\n同意"
    assert "同意" in as_officer(Role.AUDITOR).get(reverse("work_paper", args=[case.pk, opinion.pk])).content.decode()
    own = signed_in(User.objects.get(pk=nurse.viewer.user_id))
    assert own.get(reverse("my_case_paper", args=[case.pk, opinion.pk])).status_code == 404


def test_a_refusal_shows_the_remedies_before_and_after(as_officer: Officer, case: Case) -> None:
    chief = as_officer(Role.CHIEF_REPRESENTATIVE)
    act(as_officer(Role.CLERK), case, "accept")
    form = chief.get(reverse("work_case", args=[case.pk])).content.decode().split('id="act-refuse"')[1]
    assert "六十日内申请行政复议" in form
    act(chief, case, "refuse", **GROUND)
    paper = case.documents.get(kind="refusal")
    page = chief.get(reverse("work_paper", args=[case.pk, paper.pk])).content.decode()
    assert all(text in page for text in (*GROUND.values(), "六个月内向人民法院"))


def test_findings_become_suggestions_and_never_invent_a_rule(clerk: Client, case: Case) -> None:
    page = clerk.get(reverse("work_case", args=[case.pk])).content.decode()
    form = page.split('id="act-ask_correction"')[1].split("</details>")[0]
    assert 'name="use-0" value="1" checked' in form
    assert "这家机构还没有在机构端确认聘用您。" in form
    assert re.search(r'name="rule-0" value=""', form)
    assert 'name="paper-4"' in form  # five rows without any script


def test_the_machines_note_is_for_staff(clerk: Client, case: Case) -> None:
    note = case.documents.get(kind="machine_note")
    page = clerk.get(reverse("work_paper", args=[case.pk, note.pk])).content.decode()
    assert "新单位已在机构端确认聘用" in page


def test_the_procedure_says_who_checks_what_by_which_rule(as_officer: Officer, case: Case) -> None:
    page = as_officer(Role.HOTLINE).get(reverse("work_procedure", args=[case.matter])).content.decode()
    assert all(text in page for text in ("审查人员", "处室负责人", "《护士条例》第8条", "没有在吊销后2年之内"))


def test_every_matter_has_a_procedure_page_for_every_variant(as_officer: Officer) -> None:
    client = as_officer(Role.CLERK)
    index = client.get(reverse("work_procedures")).content.decode()
    cards = catalogue.matters(SPRING.date())
    assert cards
    for card in cards:
        assert reverse("work_procedure", args=[card.matter]) in index
        for variant in card.variants:
            answer = client.get(reverse("work_procedure", args=[card.matter]), {"variant": variant})
            assert answer.status_code == 200, (card.matter, variant)
