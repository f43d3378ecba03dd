"""The words for codes and figures of a matter, the same on every page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongban.core.assessment.limits import limit_on
from tongban.core.messages import N_, Message
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Handling, Limits, Material, Result, Variant
from tongban.core.packs.values import Citation, Confidence, DatedLimit, Unit

UNSURE = Message(N_("以当地公布为准"))

LEVELS = {
    "1": Message(N_("国家级")),
    "2": Message(N_("省级")),
    "3": Message(N_("市级")),
    "4": Message(N_("县级")),
    "5": Message(N_("乡镇（街道）")),
    "6": Message(N_("村（社区）")),
}
APPLICANTS = {
    "1": Message(N_("自然人")),
    "2": Message(N_("企业法人")),
    "3": Message(N_("事业单位法人")),
    "4": Message(N_("社会组织法人")),
    "5": Message(N_("行政机关")),
    "6": Message(N_("其他组织")),
}
ROLES = {
    "clerk": Message(N_("窗口人员")),
    "reviewer": Message(N_("审查人员")),
    "section_head": Message(N_("处室负责人")),
    "chief_representative": Message(N_("首席代表")),
}
_AMOUNTS = {
    Unit.WORKING_DAY: N_("{amount}个工作日"),
    Unit.CALENDAR_DAY: N_("{amount}日（含节假日）"),
    Unit.MONTH: N_("{amount}个月"),
    Unit.YEAR: N_("{amount}年"),
}
_STARTS = {
    "received": N_("自收到申请材料之日起{period}内"),
    "accepted": N_("自受理之日起{period}内"),
    "decided": N_("自作出决定之日起{period}内"),
}
_FORMS = {
    "original": Message(N_("原件")),
    "copy": Message(N_("复印件")),
    "original_and_copy": Message(N_("原件和复印件")),
    "electronic": Message(N_("电子文件")),
}
_ARTICLE = re.compile(r"(\d+(?:之[一二三四五六七八九十]+)?)\((\d+)\)")


@dataclass(frozen=True)
class Cited:
    """One place in the law, ready to be shown. `gist` says in plain words what it provides."""

    law: str
    number: str | None
    article: str | None
    gist: str | None
    in_force: bool

    @property
    def words(self) -> Message:
        if self.article is None:
            return Message(N_("《{law}》"), {"law": self.law})
        parts = _ARTICLE.fullmatch(self.article)
        if parts:
            return Message(
                N_("《{law}》第{article}条第{part}款"),
                {"law": self.law, "article": parts[1], "part": parts[2]},
            )
        return Message(N_("《{law}》第{article}条"), {"law": self.law, "article": self.article})


def cite(loaded: LoadedMatter, citation: Citation) -> Cited:
    """The cited place with the gist that the pack's list of laws gives."""
    law = loaded.catalogues.laws[citation.law]
    gist = law.articles.get(citation.article) if citation.article else None
    return Cited(law.title, law.number, citation.article, gist, law.status != "repealed")


def cite_all(loaded: LoadedMatter, citations: Iterable[Citation | None]) -> tuple[Cited, ...]:
    return tuple(cite(loaded, citation) for citation in citations if citation is not None)


def amount(value: int | None, unit: Unit | None) -> Message:
    """A period in words; an unknown one says so."""
    return UNSURE if value is None or unit is None else Message(_AMOUNTS[unit], {"amount": value})


def period(limit: DatedLimit | None) -> Message:
    return UNSURE if limit is None else amount(limit.amount, limit.unit)


def limit_words(limit: DatedLimit | None) -> Message:
    """A limit with the event it runs from: 自受理之日起7个工作日."""
    if limit is None or limit.amount is None:
        return UNSURE
    return Message(_STARTS[limit.starts], {"period": period(limit)})


def binding_limit(limits: Limits, on: date) -> DatedLimit | None:
    """The limit that the authority answers for: the promised one, else the statutory one."""
    promised = limit_on(limits.promised, on)
    return promised if promised and promised.amount is not None else limit_on(limits.statutory, on)


def handling_words(variant: Variant, on: date) -> Message:
    """How fast, in one sentence for people."""
    if variant.auto_approval:
        return Message(
            N_("符合条件的由系统当场自动办理，其余的由工作人员办理，{limit}"), {"limit": _limit_of(variant, on)}
        )
    if variant.handling is Handling.INSTANT:
        return Message(N_("当场办理"))
    return _limit_of(variant, on)


def _limit_of(variant: Variant, on: date) -> Message:
    return limit_words(binding_limit(variant.limits, on))


def result_words(result: Result) -> Message:
    """The result and how long it holds."""
    if result.validity is None or result.validity_unit is None:
        return Message("{name}", {"name": result.name})
    held = amount(result.validity, result.validity_unit)
    return Message(N_("{name}，有效期{period}"), {"name": result.name, "period": held})


def form_words(material: Material) -> Message:
    """How the paper is to be shown: 原件1份."""
    form = _FORMS[material.form]
    return Message(N_("{form}{copies}份"), {"form": form, "copies": material.copies}) if material.copies else form


def is_unsure(confidence: Confidence) -> bool:
    return confidence is Confidence.UNSURE
