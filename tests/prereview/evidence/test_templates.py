"""The templates as content: every material has one, and a mistake is named with its place."""

from __future__ import annotations

import pytest

from tests.prereview.evidence.pages import TEMPLATES
from tongban.prereview.evidence.templates import TemplateError, parse_template

MATERIALS = {
    "medical-ad": "application_form licence_copy ad_sample ad_script legal_rep_id authorization",
    "pathogen-transport": "application_form applicant_legal_cert receiver_consent receiver_activity_approval"
    " packaging_cert escort_training emergency_plan",
    "physician-reg": "application_form id_card qualification_cert practice_cert employment_proof institution_licence"
    " health_check training_proof scope_change_proof",
    "public-place": "application_form business_licence legal_rep_id floor_plan test_report ac_report hygiene_system"
    " staff_health old_licence commitment",
    "institution": "application_form licence_copy work_summary staff_list radiation_licence change_reason"
    " appointment_doc new_legal_rep_id dept_staff dept_plan bed_approval business_licence",
}


@pytest.mark.parametrize(("matter", "key"), [(m, key) for m, keys in MATERIALS.items() for key in keys.split()])
def test_every_material_has_a_template(matter: str, key: str) -> None:
    assert TEMPLATES.for_material(matter, key)


def test_every_kind_says_how_it_is_recognised() -> None:
    for template in TEMPLATES.kinds.values():
        assert template.title, template.kind
        assert len(template.marks) >= 3, template.kind
        names = [table.name for table in template.tables]
        assert len(names) == len(set(names))
        for fact in template.facts:
            assert fact.labels or fact.patterns, f"{template.kind}.{fact.name} can never be found"
            assert all("(?P<v>" in pattern for pattern in fact.patterns)
        for table in template.tables:
            assert set(table.needs) <= {column.name for column in table.columns}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("kind: x\nlabel: y\ntitle: ['(']", "title.0"),
        ("kind: x\nlabel: y\ntitle: [a]\ntitel: b", "titel"),
        ("kind: x\nlabel: y\ntitle: [a]\nfacts: [{name: n, type: nmae}]", "facts.0.type"),
        ("kind: [x", "a.yaml"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, place: str) -> None:
    with pytest.raises(TemplateError) as error:
        parse_template(text, "a.yaml")
    assert place in str(error.value)
