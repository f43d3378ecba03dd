"""What changed between two versions of a matter, in words for people: the note on a draft that is carried over, and
what a change of content takes off people or puts on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.catalogue.guide.burden import Burden, burden, materials_of, steps_of
from tongban.catalogue.guide.wording import amount, period
from tongban.core.assessment.limits import limit_on
from tongban.core.messages import N_, Message
from tongban.core.packs.form import FormField
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Handling, Material, Variant

_HANDLING = {Handling.INSTANT: Message(N_("即办件")), Handling.PROMISED: Message(N_("承诺件"))}
_NECESSITY = {
    "required": Message(N_("必交")),
    "conditional": Message(N_("符合条件时交")),
    "optional": Message(N_("可以不交")),
}


@dataclass(frozen=True)
class Change:
    """One change. `variant` None concerns the whole matter. `lighter` True takes burden off people, False puts some
    on, None neither or not to be told. `draft` marks changes that concern a half-filled form."""

    what: str
    message: Message
    variant: str | None = None
    lighter: bool | None = None
    draft: bool = False


def difference(old: LoadedMatter, new: LoadedMatter, on: date) -> tuple[Change, ...]:
    """The changes from `old` to `new`, limits being those that hold on the civil day `on`."""
    return (*_whole(old, new), *_variants(old, new, on))


def burden_difference(old: LoadedMatter, new: LoadedMatter, on: date) -> dict[str, tuple[Burden | None, Burden | None]]:
    """Per variant of either version: burden before and after; None where the variant does not exist."""
    keys = dict.fromkeys([*old.matter.variants, *new.matter.variants])
    return {
        key: (
            burden(old, key, on) if key in old.matter.variants else None,
            burden(new, key, on) if key in new.matter.variants else None,
        )
        for key in keys
    }


def _whole(old: LoadedMatter, new: LoadedMatter) -> Iterator[Change]:
    before, after = old.matter, new.matter
    if before.name != after.name:
        yield _changed("name", N_("事项名称：{before} → {after}"), before.name, after.name)
    if before.fee.charged != after.fee.charged:
        words = {True: Message(N_("收费")), False: Message(N_("不收费"))}
        lighter = before.fee.charged
        yield _changed("fee", N_("收费：{before} → {after}"), words[lighter], words[not lighter], lighter=lighter)
    yield from _sentences("condition", _says(before.conditions), _says(after.conditions), N_("受理条件"))
    yield from _sentences("basis", _says(before.legal_basis), _says(after.legal_basis), N_("设定依据"))
    if old.files.get("checks.yaml") != new.files.get("checks.yaml"):
        yield Change("checks", Message(N_("系统的核对规则有调整，提交前会重新核对")), draft=True)


def _says(items: Any) -> dict[str, None]:
    return dict.fromkeys(item.says for item in items)


def _sentences(what: str, old: Mapping[str, None], new: Mapping[str, None], title: str) -> Iterator[Change]:
    for says in (sentence for sentence in new if sentence not in old):
        yield Change(what, Message(N_("{title}新增：{says}"), {"title": Message(title), "says": says}))
    for says in (sentence for sentence in old if sentence not in new):
        yield Change(what, Message(N_("{title}删去：{says}"), {"title": Message(title), "says": says}))


def _variants(old: LoadedMatter, new: LoadedMatter, on: date) -> Iterator[Change]:
    before, after = old.matter.variants, new.matter.variants
    for key, variant in before.items():
        if key not in after:
            yield Change("variant", Message(N_("不再设“{name}”"), {"name": variant.name}), key, draft=True)
    for key, variant in after.items():
        if key not in before:
            yield Change("variant", Message(N_("新增“{name}”"), {"name": variant.name}), key)
            continue
        yield from _limits(key, before[key], variant, on)
        yield from _figures(key, before[key], variant, len(steps_of(old, key)), len(steps_of(new, key)))
        yield from _materials(key, materials_of(old, key), materials_of(new, key))
        yield from _fields(key, _by_key(old, key), _by_key(new, key))


def _limits(key: str, old: Variant, new: Variant, on: date) -> Iterator[Change]:
    for what, sentence, before, after in (
        ("promised", N_("承诺时限 {before} → {after}"), old.limits.promised, new.limits.promised),
        ("statutory", N_("法定时限 {before} → {after}"), old.limits.statutory, new.limits.statutory),
    ):
        was, now = limit_on(before, on), limit_on(after, on)
        if (was and (was.amount, was.unit)) == (now and (now.amount, now.unit)):
            continue
        comparable = was and now and was.unit is now.unit and was.amount is not None and now.amount is not None
        lighter = was.amount > now.amount if comparable else None  # type: ignore[union-attr, operator]  # comparable
        yield _changed(what, sentence, _period(was), _period(now), key, lighter)


def _period(limit: Any) -> Message:
    return Message(N_("无")) if limit is None else period(limit)


def _figures(key: str, old: Variant, new: Variant, steps_before: int, steps_after: int) -> Iterator[Change]:
    if old.handling is not new.handling:
        lighter = new.handling is Handling.INSTANT
        before, after = _HANDLING[old.handling], _HANDLING[new.handling]
        yield _changed("handling", N_("办件类型 {before} → {after}"), before, after, key, lighter)
    if old.auto_approval != new.auto_approval:
        sentence = N_("符合条件的改由系统自动办理") if new.auto_approval else N_("不再由系统自动办理")
        yield Change("auto_approval", Message(sentence), key, new.auto_approval)
    if old.trips != new.trips:
        yield _changed("trips", N_("跑动次数 {before} → {after}"), old.trips, new.trips, key, old.trips > new.trips)
    if steps_before != steps_after:
        lighter = steps_before > steps_after
        yield _changed("steps", N_("办理环节 {before} → {after}个"), steps_before, steps_after, key, lighter)
    was, now = ((v.result.validity, v.result.validity_unit) for v in (old, new))
    if was != now:
        yield _changed("validity", N_("结果有效期 {before} → {after}"), amount(*was), amount(*now), key)


def _materials(key: str, old: Mapping[str, Material], new: Mapping[str, Material]) -> Iterator[Change]:
    for name, material in old.items():
        if name not in new:
            lighter = None if material.generated else True
            yield Change("material", Message(N_("不再需要材料“{name}”"), {"name": material.name}), key, lighter)
    for name, material in new.items():
        if name not in old:
            lighter = None if material.generated or material.necessity == "optional" else False
            yield Change("material", Message(N_("新增材料“{name}”"), {"name": material.name}), key, lighter, draft=True)
        else:
            yield from _material(key, old[name], material)


def _material(key: str, old: Material, new: Material) -> Iterator[Change]:
    if old.name != new.name:
        yield _changed("material", N_("材料改称：{before} → {after}"), old.name, new.name, key)
    if old.necessity != new.necessity:
        data = {"name": new.name, "before": _NECESSITY[old.necessity], "after": _NECESSITY[new.necessity]}
        order = list(_NECESSITY)
        lighter = order.index(new.necessity) > order.index(old.necessity)
        yield Change("material", Message(N_("材料“{name}”：{before} → {after}"), data), key, lighter, draft=True)
    if bool(old.replaced_by) != bool(new.replaced_by):
        sentence = N_("材料“{name}”可以凭电子证照或共享数据免交") if new.replaced_by else N_("材料“{name}”不再免交")
        yield Change("waiver", Message(sentence, {"name": new.name}), key, bool(new.replaced_by), draft=True)
    if old.standard != new.standard:
        yield Change("standard", Message(N_("材料“{name}”的要求有调整"), {"name": new.name}), key, draft=True)


def _by_key(loaded: LoadedMatter, variant: str) -> dict[str, FormField]:
    return {field.key: field for field in loaded.form.fields(variant)}


def _fields(key: str, old: Mapping[str, FormField], new: Mapping[str, FormField]) -> Iterator[Change]:
    for name, field in old.items():
        if name not in new:
            data = {"label": field.label}
            yield Change("field", Message(N_("表单不再填写“{label}”"), data), key, True, draft=True)
    for name, field in new.items():
        if name not in old:
            lighter = False if field.required else None
            yield Change("field", Message(N_("表单新增“{label}”"), {"label": field.label}), key, lighter, draft=True)
        elif (field.type, field.required, field.options) != (old[name].type, old[name].required, old[name].options):
            data = {"label": field.label}
            yield Change("field", Message(N_("表单中“{label}”的填写要求有调整"), data), key, draft=True)


def _changed(
    what: str, sentence: str, before: Any, after: Any, variant: str | None = None, lighter: bool | None = None
) -> Change:
    return Change(what, Message(sentence, {"before": before, "after": after}), variant, lighter)
