"""`assess`: papers, rules, automatic approval and dates, with unknown never taken for yes or no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.core.packs.minimal import FILES, changed
from tongban.core.assessment.assess import Assessment, assess
from tongban.core.assessment.examples import run_example
from tongban.core.assessment.rules import Standing
from tongban.core.assessment.situation import Situation
from tongban.core.calendar import WorkingCalendar
from tongban.core.errors import NotFound
from tongban.core.packs.calendars import read_calendar
from tongban.core.packs.loader import LoadedMatter, load_files

DAY = date(2026, 3, 2)
NEW = Situation(
    form={"shop_name": "小禾面馆", "kind": "food", "rented": False},
    registry={"shops": {"found": False}},
    materials=frozenset({"plan"}),
)
CHANGE = Situation(
    form={"shop_name": "小禾饭馆"},
    certificates={"shop-permit": {"found": True, "status": "valid", "shop_name": "小禾面馆"}},
)


def calendar() -> WorkingCalendar:
    return read_calendar({"2026.yaml": FILES["calendar/2026.yaml"]})


def matter(files: dict[str, str] = FILES) -> LoadedMatter:
    return load_files(files).matters["demo-permit"]


def of(situation: Situation, variant: str = "new", on: date = DAY, files: dict[str, str] = FILES) -> Assessment:
    return assess(matter(files), variant, situation, calendar=calendar(), on=on)


def test_all_in_order_goes_to_a_person() -> None:
    came = of(NEW)
    assert came.outcome == "to_a_person"
    assert came.papers.required == ("plan",)
    assert came.papers.optional == ("lease",)
    assert (came.findings, came.fields, came.auto_approval) == ((), (), None)


def test_a_missing_paper_stops_it() -> None:
    came = of(replace(NEW, materials=frozenset()))
    assert (came.outcome, came.papers.missing, came.papers.held_possible) == ("cannot_submit", ("plan",), ())


def test_a_paper_that_may_be_held_does_not_stop_it() -> None:
    files = changed("matter.yaml", "proves: [layout]", "proves: [layout]\n    may_be_held: true")
    came = of(replace(NEW, materials=frozenset()), files=files)
    assert (came.outcome, came.papers.missing, came.papers.held_possible) == ("to_a_person", ("plan",), ("plan",))


def test_a_condition_that_is_not_answered_is_undecided() -> None:
    came = of(replace(NEW, form={"shop_name": "小禾面馆", "kind": "food"}))
    assert came.papers.undecided == ("lease",)
    assert came.papers.missing == ()
    assert [problem.field for problem in came.fields] == ["rented"]


def test_a_registry_entry_waives_a_paper() -> None:
    rented = {**NEW.form, "rented": True, "landlord": "林小禾"}
    held = of(replace(NEW, form=rented, registry={"shops": {"found": True}}))
    assert [(w.material, w.kind, w.source, w.source_name) for w in held.papers.waived] == [
        ("lease", "registry", "shops", "店铺登记信息")
    ]
    assert of(replace(NEW, form=rented, registry={"shops": {"found": False}})).papers.missing == ("lease",)
    assert of(replace(NEW, form=rented, registry={})).papers.missing == ("lease",)


@pytest.mark.parametrize(
    ("items", "waived"),
    [
        ({"found": True, "status": "valid"}, True),
        ({"found": True, "status": "suspended"}, False),
        ({"found": True}, False),
        ({"found": False}, False),
        ({"status": "valid"}, False),
    ],
)
def test_only_a_certificate_in_force_waives(items: dict[str, Any], waived: bool) -> None:
    came = of(replace(CHANGE, certificates={"shop-permit": items}), "change")
    assert bool(came.papers.waived) is waived
    assert ("permit" in came.papers.missing) is not waived


def test_rules_fail_or_stay_unknown() -> None:
    failed = of(replace(NEW, registry={"shops": {"found": True}}))
    assert [(o.rule.id, o.standing) for o in failed.findings] == [("name-free", Standing.FAILS)]
    assert failed.asking == failed.findings
    assert failed.findings[0].message.render() == "这个店名已经有人用了。"
    unknown = of(replace(NEW, registry={}))
    assert [(o.rule.id, o.standing) for o in unknown.findings] == [("name-free", Standing.UNKNOWN)]
    assert unknown.outcome == "to_a_person"
    assert "核对不了" in unknown.findings[0].message.render()
    require = unknown.findings[0].require
    assert require is not None
    assert require.trace.reads[0][0] == "registry.shops.found"


def test_a_blocking_rule_blocks_only_when_it_fails() -> None:
    files = changed("checks.yaml", "severity: asks", "severity: blocks")
    assert of(replace(NEW, registry={"shops": {"found": True}}), files=files).outcome == "cannot_submit"
    unknown = of(replace(NEW, registry={}), files=files)
    assert (unknown.outcome, unknown.blocking, len(unknown.asking)) == ("to_a_person", (), 1)


def test_a_rule_is_not_asked_when_it_does_not_apply() -> None:
    files = changed("checks.yaml", "    require: registry", "    when: form.rented\n    require: registry")
    came = of(replace(NEW, registry={"shops": {"found": True}}), files=files)
    assert [o.standing for o in came.rule_outcomes] == [Standing.NOT_APPLICABLE]


def test_automatic_approval_needs_every_condition_true() -> None:
    granted = of(CHANGE, "change")
    assert granted.outcome == "approved_automatically"
    assert granted.auto_approval is not None
    assert granted.auto_approval.conditions[0].outcome.holds is True
    unknown = of(replace(CHANGE, certificates={}, materials=frozenset({"permit"})), "change")
    assert unknown.outcome == "to_a_person"
    assert unknown.auto_approval is not None
    assert [reason.render() for reason in unknown.auto_approval.hindrances] == ["还不能确认：有店铺许可证。"]


def test_a_finding_bars_automatic_approval() -> None:
    rule = '  - {id: other, variants: [change], require: "false", code: X, severity: SEVERITY, says: 不行。, remedy: 改。}\n'
    for severity, outcome in (
        ("asks", "to_a_person"),
        ("hints", "approved_automatically"),
        ("blocks", "cannot_submit"),
    ):
        files = changed("checks.yaml", "auto_approval:\n", rule.replace("SEVERITY", severity) + "auto_approval:\n")
        assert of(CHANGE, "change", files=files).outcome == outcome


def test_dates_follow_the_limit_in_force() -> None:
    first, second = of(CHANGE, "change", date(2026, 6, 30)), of(CHANGE, "change", date(2026, 7, 1))
    assert first.statutory is not None
    assert second.statutory is not None
    assert (first.statutory.limit.amount, second.statutory.limit.amount) == (20, 10)
    assert first.statutory_due == date(2026, 7, 28)
    assert second.statutory_due == date(2026, 7, 15)
    assert first.statutory.due is not None
    assert sum(line.counts for line in first.statutory.due.days) == 20
    assert first.promised_due is None
    assert of(NEW).promised_due == date(2026, 3, 16)


def test_what_the_identity_number_says_is_known() -> None:
    files = changed("checks.yaml", "require: registry.shops.found == false",
                    'require: applicant.sex == "男" && age_on(applicant.birth_date, submitted_on) == 35')  # fmt: skip
    assert of(replace(NEW, applicant={"citizen_id": "510107199003071236"}), files=files).findings == of(NEW).findings
    standing = of(replace(NEW, applicant={"citizen_id": "510107199003071237"}), files=files).findings[0].standing
    assert standing is Standing.UNKNOWN


def test_a_variant_that_is_not_there() -> None:
    with pytest.raises(NotFound):
        of(NEW, "renewal")


def test_an_example_that_does_not_hold_says_what_came_out() -> None:
    files = changed("examples.yaml", "expect: {outcome: approved_automatically}", "expect: {outcome: cannot_submit}")
    loaded = matter(files)
    found = [run_example(loaded, example, calendar()) for example in loaded.examples.examples]
    assert [len(each) for each in found] == [0, 0, 1]
    assert "approved_automatically" in found[2][0].render()
