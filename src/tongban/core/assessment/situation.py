"""What is known of an application when it is assessed, and the flat values that rules read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tongban.core.identifiers import check_citizen_id
from tongban.core.packs import examples
from tongban.core.packs.declarations import rule_name
from tongban.core.rules.values import Reason, Unknown, unknown


@dataclass(frozen=True)
class Situation:
    """Values as JSON has them: dates as ISO text or `date`, decimals as text or `Decimal`.

    `certificates` and `registry` map slug or key to items; one that is not there at all is unknown (it was not or
    could not be asked), one with `found: false` is known not to exist. `materials` are the keys of papers handed in.
    `evidence` maps material to facts read from it; a fact may be an `Unknown` with its reason.
    """

    applicant: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    certificates: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    registry: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    materials: frozenset[str] = frozenset()
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def certificate(self, slug: str) -> Mapping[str, Any]:
        """The items of a certificate type, by slug or by its name in rules; empty when unknown."""
        return self.certificates.get(slug) or self.certificates.get(rule_name(slug)) or {}


def of_example(given: examples.Situation) -> Situation:
    """The situation of a worked example."""
    return Situation(given.applicant, given.form, given.certificates, given.registry, frozenset(given.materials))


NOT_ANSWERED = unknown(Reason.NOT_ANSWERED)


def values(
    situation: Situation,
    *,
    variant: str,
    on: date,
    form_keys: frozenset[str],
    waived: Mapping[str, bool | Unknown],
) -> dict[str, Any]:
    """The situation by dotted name. `form_keys` are all fields of the form, `waived` all materials of the matter."""
    flat: dict[str, Any] = {"submitted_on": on, "case.variant": variant}
    flat |= {f"applicant.{key}": value for key, value in applicant_items(situation.applicant).items()}
    flat |= {f"form.{key}": _answer(situation.form.get(key)) for key in form_keys}
    for slug, items in situation.certificates.items():
        flat |= {f"certificates.{rule_name(slug)}.{item}": value for item, value in items.items()}
    for key, items in situation.registry.items():
        flat |= {f"registry.{key}.{item}": value for item, value in items.items()}
    for key, source in waived.items():
        flat[f"materials.{key}.present"] = key in situation.materials
        flat[f"materials.{key}.waived"] = source
    for key, facts in situation.evidence.items():
        flat |= {f"evidence.{rule_name(key)}.{fact}": value for fact, value in facts.items()}
    return flat


def applicant_items(applicant: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of the applicant, with birth date and sex read from a valid identity number (GB 11643)."""
    number = applicant.get("citizen_id")
    checked = check_citizen_id(number) if isinstance(number, str) else None
    if checked is None or not checked.valid:
        return dict(applicant)
    read = {"birth_date": checked.parts["birth_date"], "sex": _SEX[checked.parts["sex"]]}
    return read | {key: value for key, value in applicant.items() if value is not None}


_SEX = {"male": "男", "female": "女"}


def _answer(value: Any) -> Any:
    return NOT_ANSWERED if value is None or value == "" or value == [] else value
