"""The guide for the public and the procedure for the staff, both from the one file."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from tests.builders import packs
from tongban.catalogue.queries import Guide, VariantView, guide, procedure

ON = date(2026, 3, 2)


def read(on: date = ON, **changes: Any) -> Guide:
    return guide(packs.loaded(packs.matter_data(**changes)), on)


def variant(key: str, shown: Guide | None = None) -> VariantView:
    return next(item for item in (shown or read()).variants if item.key == key)


def test_who_may_ask_and_where() -> None:
    shown = read()

    assert [str(word) for word in shown.who] == ["企业法人", "其他组织"]
    assert [str(word) for word in shown.levels] == ["市级", "县级"]
    assert shown.theme == "公共场所"


def test_the_clock_in_words() -> None:
    first = variant("first")

    assert str(first.statutory.text) == "自受理之日起20个工作日内"
    assert first.promised is not None
    assert str(first.promised.text) == "自受理之日起7个工作日内"
    assert str(first.clock) == "自受理之日起7个工作日内"
    assert str(first.statutory.cited[0].words) == "《场所卫生管理办法》第8条"
    assert first.statutory.cited[0].gist == "经许可方可营业，4年有效。"


def test_limits_are_those_of_the_day() -> None:
    data = packs.matter_data()
    limits = data["variants"]["first"]["limits"]
    limits["promised"] = [
        {**limits["promised"][0], "to": "2026-05-31"},
        {**limits["promised"][0], "from": "2026-06-01", "amount": 3},
    ]
    loaded = packs.loaded(data)

    promised = [variant("first", guide(loaded, day)).promised for day in (date(2026, 5, 31), date(2026, 6, 1))]

    assert [str(line.text) for line in promised if line] == ["自受理之日起7个工作日内", "自受理之日起3个工作日内"]


def test_an_unknown_limit_is_said_to_be_unknown() -> None:
    data = packs.matter_data()
    limit = {"from": "2020-01-01", "amount": None, "confidence": "unsure", "note": "未查到。"}
    data["variants"]["first"]["limits"] = {"statutory": [limit]}

    line = variant("first", guide(packs.loaded(data), ON)).statutory

    assert (str(line.text), line.unsure, line.note) == ("以当地公布为准", True, "未查到。")


def test_a_paper_says_what_stands_in_for_it() -> None:
    papers = {paper.key: paper for paper in variant("renewal").materials}

    assert set(papers) == {"form", "water_report", "old_permit"}
    assert [str(waiver) for waiver in papers["old_permit"].waivers] == [
        "名下有有效的电子证照“公共场所卫生许可证”的，免交"
    ]
    assert not papers["form"].upload
    assert str(papers["water_report"].holding) == "可以先受理、后补交"
    assert str(papers["old_permit"].holding) == "能否后补，以当地公布为准"


def test_an_unsure_paper_is_marked() -> None:
    data = packs.matter_data()
    data["materials"]["water_report"]["confidence"] = "unsure"

    papers = {paper.key: paper for paper in variant("first", guide(packs.loaded(data), ON)).materials}

    assert papers["water_report"].unsure
    assert not papers["form"].unsure


def test_conditions_belong_to_their_variants() -> None:
    assert [line.text for line in variant("first").conditions] == ["池水检测合格。"]
    assert variant("change").conditions == ()


def test_time_that_does_not_count_is_told_in_advance() -> None:
    special = {
        "key": "site_visit",
        "name": "专家评审",
        "kind": "expert_review",
        "days": 10,
        "basis": packs.ARTICLE,
        "confidence": "known",
    }

    shown = variant("first", read(special_procedures=[special]))

    assert str(shown.special_procedures[0].text) == "专家评审所需时间（10个工作日）不计入办理时限，会书面告知"


def test_the_basis_has_its_articles_with_their_gist() -> None:
    basis = read().basis[0]

    assert (basis.law, basis.says) == ("场所卫生管理办法", "经许可方可营业。")
    assert [(str(cited.words), cited.gist) for cited in basis.articles] == [
        ("《场所卫生管理办法》第8条", "经许可方可营业，4年有效。")
    ]


def test_a_paragraph_of_an_article_is_named_as_such() -> None:
    laws = deepcopy(packs.pack_wide()["laws.yaml"])
    laws["laws"]["service-rules"]["articles"]["23(2)"] = "两年复核。"
    data = packs.matter_data()
    data["legal_basis"][0]["articles"] = ["23(2)"]

    shown = guide(packs.loaded(data, laws=laws), ON)

    assert str(shown.basis[0].articles[0].words) == "《场所卫生管理办法》第23条第2款"


def test_the_staff_read_who_checks_what() -> None:
    checks = {
        "rules": [
            {
                "id": "area-positive",
                "variants": ["first"],
                "require": "form.pool_area > 0",
                "code": "BAD_VALUE",
                "severity": "blocks",
                "says": "水面面积应大于0。",
                "remedy": "请核对面积。",
            }
        ]
    }
    loaded = packs.loaded(checks=checks)

    shown = procedure(loaded, "first", ON)

    assert [(step.name, str(step.role), step.decides) for step in shown.steps] == [
        ("材料审查", "审查人员", False),
        ("决定", "处室负责人", True),
    ]
    assert [check.text for check in shown.steps[0].checks] == ["内容与材料一致。"]
    assert [check.id for check in shown.machine_checks] == ["area-positive"]
    assert procedure(loaded, "change", ON).machine_checks == ()
