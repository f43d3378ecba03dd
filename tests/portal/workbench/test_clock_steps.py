"""Steps that change the clock, and a filing, each taken on the page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders.browsers import act, signed_in
from tests.builders.walks import Pool, pool
from tongban.cases.models import Case
from tongban.core.roles import Role


@pytest.fixture
def swimming(db: None) -> Pool:
    return pool()


def browser(swimming: Pool, role: Role) -> Client:
    return signed_in(swimming.county.officers[role])


def page_of(client: Client, case: Case) -> str:
    return client.get(reverse("work_case", args=[case.pk])).content.decode()


def test_an_inspection_stops_the_clock_and_starts_it_again(swimming: Pool) -> None:
    case = swimming.applied()
    clerk, reviewer = browser(swimming, Role.CLERK), browser(swimming, Role.REVIEWER)
    act(clerk, case, "accept")
    assert "现场检验" in page_of(reviewer, case).split('id="act-suspend"')[1]
    assert act(reviewer, case, "suspend", procedure="inspection", days="400").status_code == 422
    assert act(reviewer, case, "suspend", procedure="inspection", days="5").status_code == 302
    page = page_of(reviewer, case)
    assert "特别程序中" in page
    assert "不计时" in page
    assert 'id="act-resume"' in page
    paper = case.documents.get(kind="special_procedure")
    assert "预计 5 天" in reviewer.get(reverse("work_paper", args=[case.pk, paper.pk])).content.decode()
    act(reviewer, case, "resume")
    assert "还剩" in page_of(reviewer, case).split('class="case-facts"')[1].split("</dl>")[0]


def test_an_extension_needs_the_head_and_a_reason(swimming: Pool) -> None:
    case = swimming.applied()
    act(browser(swimming, Role.CLERK), case, "accept")
    head = browser(swimming, Role.SECTION_HEAD)
    before = Case.objects.get(pk=case.pk).statutory_due
    assert act(head, case, "extend", amount="5", reason="要请专家看池水检测").status_code == 302
    after = Case.objects.get(pk=case.pk).statutory_due
    assert before is not None
    assert after is not None
    assert after > before
    assert 'id="act-extend"' not in page_of(head, case)
    paper = case.documents.get(kind="extension")
    assert "要请专家看池水检测" in head.get(reverse("work_paper", args=[case.pk, paper.pk])).content.decode()


def test_a_filing_is_receipted_and_never_decided(swimming: Pool) -> None:
    case = swimming.applied("pool-filing")
    clerk = browser(swimming, Role.CLERK)
    page = page_of(clerk, case)
    assert 'id="act-file"' in page
    assert 'id="act-accept"' not in page
    act(clerk, case, "file")
    assert "已备案" in page_of(clerk, case)
    assert "备案回执" in page_of(clerk, case)
