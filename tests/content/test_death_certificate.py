"""Whoever types a stranger's number learns nothing from the register of deaths; a relative gets the certificate at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tongban.core.assessment.assess import Assessment, assess
from tongban.core.assessment.situation import Situation, of_example
from tongban.core.packs.calendars import national_calendar
from tongban.core.packs.loader import LoadedMatter, load_pack
from tongban.core.packs.location import packs_root

MATTER = "death-certificate"
OTHER_PEOPLE = {"found": True, "relative_citizen_ids": ["510107196207041019"]}
NOBODY = {"found": False, "relative_citizen_ids": None}
SILENT = {"found": None}


@pytest.fixture(scope="module")
def loaded() -> LoadedMatter:
    matters = load_pack(packs_root() / "national").matters.values()
    return next(each for each in matters if each.matter.matter == MATTER)


@pytest.fixture(scope="module")
def family(loaded: LoadedMatter) -> Situation:
    """The first example: registered in a hospital, and the applicant declared the death."""
    return of_example(loaded.examples.examples[0].given)


def _asked(loaded: LoadedMatter, situation: Situation) -> Assessment:
    on = loaded.examples.examples[0].given.on
    return assess(loaded, "in_institution", situation, calendar=national_calendar(), on=on)


def _shown(came: Assessment) -> tuple[object, ...]:
    """Everything that the applicant's pages show of an assessment."""
    assert came.auto_approval is not None
    findings = tuple(finding.message.render() for finding in came.findings)
    return came.outcome, findings, came.papers, tuple(each.render() for each in came.auto_approval.hindrances)


@pytest.mark.parametrize("kinship", [OTHER_PEOPLE, NOBODY, SILENT], ids=["other people", "nobody", "silent"])
def test_strangers_see_the_same_whatever_the_register_holds(
    loaded: LoadedMatter, family: Situation, kinship: Mapping[str, Any]
) -> None:
    entry = {**family.registry["deaths"], "informant_citizen_id": "510107194809231021"}
    alive = {**dict.fromkeys(entry), "found": False}
    held = [entry, {**entry, "manner": "非正常"}, {**entry, "certificate_issued": True}, alive, SILENT]
    seen = {_shown(_asked(loaded, replace(family, registry={"deaths": deaths, "kinship": kinship}))) for deaths in held}
    assert len(seen) == 1


def test_a_relative_by_the_family_record_is_granted_at_once(loaded: LoadedMatter, family: Situation) -> None:
    entry = {**family.registry["deaths"], "informant_citizen_id": "510107194809231021"}
    kinship = {"found": True, "relative_citizen_ids": [family.form["deceased_citizen_id"]]}
    came = _asked(loaded, replace(family, registry={"deaths": entry, "kinship": kinship}))
    assert came.outcome == "approved_automatically"
    assert not came.papers.missing


def test_a_silent_register_gives_a_family_one_reason(loaded: LoadedMatter, family: Situation) -> None:
    kinship = {"found": True, "relative_citizen_ids": [family.form["deceased_citizen_id"]]}
    came = _asked(loaded, replace(family, registry={"deaths": SILENT, "kinship": kinship}))
    assert came.outcome == "to_a_person"
    assert [finding.rule.id for finding in came.findings] == ["death-on-record"]
