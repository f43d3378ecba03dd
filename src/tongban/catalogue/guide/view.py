"""The guide for the public (办事指南) as plain values: everything the page shows, nothing about how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongban.catalogue.guide import wording
from tongban.catalogue.guide.burden import Burden, burden, materials_of
from tongban.catalogue.guide.wording import Cited
from tongban.core.assessment.limits import limit_on
from tongban.core.messages import N_, Message
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Material, Procedure, Replacement, Variant
from tongban.core.packs.values import Confidence, DatedLimit, Fact

_NEED = {
    "required": Message(N_("必交")),
    "conditional": Message(N_("符合条件时交")),
    "optional": Message(N_("可以不交")),
}


@dataclass(frozen=True)
class Line:
    """A sentence with its sources. `unsure` lines are shown with 以当地公布为准."""

    text: str | Message
    cited: tuple[Cited, ...] = ()
    unsure: bool = False
    note: str | None = None


@dataclass(frozen=True)
class MaterialView:
    """One paper. `waivers` say what may stand in for it; `upload` is False for what tongban makes itself."""

    key: str
    name: str
    need: Message
    condition: str | None
    form: Message
    issuer: str
    standard: str | None
    waivers: tuple[Message, ...]
    holding: Message | None
    upload: bool
    cited: tuple[Cited, ...]
    unsure: bool
    note: str | None


@dataclass(frozen=True)
class VariantView:
    """One 办理情形. `statutory` and `promised` are whole sentences; `promised` None when nothing is promised."""

    key: str
    name: str
    summary: str
    conditions: tuple[Line, ...]
    materials: tuple[MaterialView, ...]
    clock: Message
    statutory: Line
    promised: Line | None
    special_procedures: tuple[Line, ...]
    apply_before: Line | None
    result: Line
    needs_certificate: str | None
    auto_approval: bool
    burden: Burden


@dataclass(frozen=True)
class BasisView:
    """设定依据: a law, its articles with their gist, and what they say about this matter."""

    law: str
    number: str | None
    says: str
    articles: tuple[Cited, ...]
    unsure: bool


@dataclass(frozen=True)
class Guide:
    """A matter for the public, on one civil day."""

    matter: str
    name: str
    summary: str
    theme: str
    version: str
    licence: bool
    who: tuple[Message, ...]
    department: Line
    levels: tuple[Message, ...]
    authority_note: str | None
    code: Line
    variants: tuple[VariantView, ...]
    fee: Line
    fee_items: tuple[str, ...]
    basis: tuple[BasisView, ...]
    faq: tuple[tuple[str, Line], ...]


def guide(loaded: LoadedMatter, on: date) -> Guide:
    """The guide as it reads on the civil day `on`."""
    matter = loaded.matter
    theme = loaded.catalogues.pack.themes.get(matter.theme)
    fee = Message(N_("收费")) if matter.fee.charged else Message(N_("不收费"))
    return Guide(
        matter=matter.matter,
        name=matter.name,
        summary=matter.summary,
        theme=theme.name if theme else matter.theme,
        version=matter.version,
        licence=matter.procedure is Procedure.LICENCE,
        who=tuple(wording.APPLICANTS[code] for code in matter.applicants),
        department=_fact(loaded, matter.competent_department),
        levels=tuple(wording.LEVELS[level] for level in matter.levels),
        authority_note=matter.authority_note,
        code=_fact(loaded, matter.codes.basic),
        variants=tuple(_variant(loaded, key, variant, on) for key, variant in matter.variants.items()),
        fee=Line(fee, wording.cite_all(loaded, [matter.fee.basis]), wording.is_unsure(matter.fee.confidence)),
        fee_items=matter.fee.items,
        basis=tuple(_basis(loaded)),
        faq=tuple((item.question, Line(item.answer, unsure=wording.is_unsure(item.confidence))) for item in matter.faq),
    )


def _fact(loaded: LoadedMatter, fact: Fact) -> Line:
    unsure = fact.value is None or wording.is_unsure(fact.confidence)
    text = wording.UNSURE if fact.value is None else str(fact.value)
    return Line(text, wording.cite_all(loaded, [fact.basis]), unsure, fact.note)


def _basis(loaded: LoadedMatter) -> Iterable[BasisView]:
    for item in loaded.matter.legal_basis:
        law = loaded.catalogues.laws[item.law]
        articles = tuple(
            Cited(law.title, law.number, article, law.articles.get(article), law.status != "repealed")
            for article in item.articles
        )
        yield BasisView(law.title, law.number, item.says, articles, wording.is_unsure(item.confidence))


def _variant(loaded: LoadedMatter, key: str, variant: Variant, on: date) -> VariantView:
    statutory = limit_on(variant.limits.statutory, on)
    promised = limit_on(variant.limits.promised, on)
    certificates = loaded.catalogues.certificates
    needed = certificates.get(variant.required_certificate) if variant.required_certificate else None
    result = variant.result
    return VariantView(
        key=key,
        name=variant.name,
        summary=variant.summary,
        conditions=_conditions(loaded, key),
        materials=tuple(_material(loaded, name, item) for name, item in materials_of(loaded, key).items()),
        clock=wording.handling_words(variant, on),
        statutory=_limit(loaded, statutory),
        promised=_limit(loaded, promised) if promised else None,
        special_procedures=_special(loaded, key),
        apply_before=_apply_before(loaded, variant),
        result=Line(wording.result_words(result), unsure=wording.is_unsure(result.confidence), note=result.note),
        needs_certificate=needed.name if needed else None,
        auto_approval=variant.auto_approval,
        burden=burden(loaded, key, on),
    )


def _conditions(loaded: LoadedMatter, variant: str) -> tuple[Line, ...]:
    return tuple(
        Line(item.says, wording.cite_all(loaded, [item.basis]), wording.is_unsure(item.confidence))
        for item in loaded.matter.conditions
        if not item.variants or variant in item.variants
    )


def _limit(loaded: LoadedMatter, limit: DatedLimit | None) -> Line:
    if limit is None:
        return Line(wording.UNSURE, unsure=True)
    cited = wording.cite_all(loaded, [limit.basis])
    unsure = limit.amount is None or wording.is_unsure(limit.confidence)
    return Line(wording.limit_words(limit), cited, unsure, limit.note)


def _apply_before(loaded: LoadedMatter, variant: Variant) -> Line | None:
    limit = variant.apply_before_expiry
    if limit is None:
        return None
    text = Message(N_("有效期届满前{period}提出"), {"period": wording.period(limit)})
    unsure = limit.amount is None or wording.is_unsure(limit.confidence)
    return Line(text, wording.cite_all(loaded, [limit.basis]), unsure, limit.note)


def _special(loaded: LoadedMatter, variant: str) -> tuple[Line, ...]:
    lines = []
    for item in loaded.matter.special_procedures:
        if item.variants and variant not in item.variants:
            continue
        data = {"name": item.name, "period": wording.amount(item.days, item.unit)}
        text = Message(N_("{name}所需时间（{period}）不计入办理时限，会书面告知"), data)
        unsure = item.days is None or item.confidence is Confidence.UNSURE
        lines.append(Line(text, wording.cite_all(loaded, [item.basis]), unsure))
    return tuple(lines)


def _material(loaded: LoadedMatter, key: str, material: Material) -> MaterialView:
    return MaterialView(
        key=key,
        name=material.name,
        need=_NEED[material.necessity],
        condition=material.condition_text,
        form=wording.form_words(material),
        issuer=material.issuer,
        standard=material.standard,
        waivers=tuple(_waiver(loaded, item) for item in material.replaced_by),
        holding=_holding(material),
        upload=not material.generated,
        cited=wording.cite_all(loaded, material.basis),
        unsure=wording.is_unsure(material.confidence),
        note=material.note,
    )


def _waiver(loaded: LoadedMatter, replacement: Replacement) -> Message:
    if replacement.certificate:
        name = loaded.catalogues.certificates[replacement.certificate].name
        return Message(N_("名下有有效的电子证照“{name}”的，免交"), {"name": name})
    registry = loaded.catalogues.registries[replacement.registry or ""]
    return Message(N_("能从{owner}的“{name}”查到的，免交"), {"owner": registry.owner, "name": registry.name})


def _holding(material: Material) -> Message | None:
    """Whether it may be handed in later (容缺): said when it may, and when that is not known."""
    if material.generated or material.necessity == "optional" or material.may_be_held is False:
        return None
    return Message(N_("可以先受理、后补交")) if material.may_be_held else Message(N_("能否后补，以当地公布为准"))
