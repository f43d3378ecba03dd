"""Matters and guides: public, no token."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from tongban.api.schemas import FieldOut, GuideOut, MaterialOut, MatterOut
from tongban.base import clock
from tongban.catalogue import queries as catalogue
from tongban.core.clock import civil_day
from tongban.core.packs.values import DatedLimit

router = Router(tags=["matters"])


@router.get("", response=list[MatterOut], auth=None, summary="事项列表与搜索")
def list_matters(
    request: HttpRequest, q: Annotated[str, Field(max_length=60)] = "", theme: str = ""
) -> list[MatterOut]:
    """All matters in force, or those that answer a search by word, pinyin or initials."""
    today = civil_day(clock.now())
    if q:
        cards = [hit.card for hit in catalogue.search(q, today).hits]
    else:
        cards = catalogue.matters(today, theme=theme or None)
    return [
        MatterOut(
            matter=card.matter, name=card.name, summary=card.summary, theme=card.theme, version=card.version,
            variants=dict(card.variants), digest=card.digest,
        )
        for card in cards
    ]  # fmt: skip


@router.get("/{matter}/variants/{variant}", response=GuideOut, auth=None, summary="办事指南")
def read_guide(request: HttpRequest, matter: str, variant: str) -> GuideOut:
    """What an application of one variant needs: fields, materials, limits."""
    today = civil_day(clock.now())
    loaded = catalogue.loaded_in_force(matter[:64], today)
    catalogue.check_variant(loaded, variant[:64])
    chosen = loaded.matter.variants[variant]
    fields = [
        FieldOut(
            key=field.key, label=field.label, type=field.type.value, required=field.required, hint=field.hint,
            options=[{"value": option.value, "label": option.label} for option in field.options],
        )
        for field in loaded.form.fields(variant)
    ]  # fmt: skip
    materials = [
        MaterialOut(
            key=key, name=material.name, necessity=material.necessity, standard=material.standard,
            accepts=list(material.accepts),
        )
        for key, material in catalogue.materials_of(loaded, variant).items()
    ]  # fmt: skip
    return GuideOut(
        matter=loaded.matter.matter, name=loaded.matter.name, version=loaded.matter.version,
        summary=chosen.summary, variant=variant, fields=fields, materials=materials,
        statutory_limit=_limit(catalogue.limit_on(chosen.limits.statutory, today)),
        promised_limit=_limit(catalogue.limit_on(chosen.limits.promised, today)),
    )  # fmt: skip


def _limit(limit: DatedLimit | None) -> dict[str, Any] | None:
    """A limit with its source; `amount: null` and `confidence: unsure` mean 以当地公布为准."""
    if limit is None:
        return None
    basis = f"{limit.basis.law} {limit.basis.article or ''}".strip() if limit.basis else None
    return {
        "amount": limit.amount, "unit": limit.unit.value, "starts": limit.starts, "basis": basis,
        "confidence": limit.confidence.value,
    }  # fmt: skip
