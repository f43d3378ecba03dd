"""Papers and defects that several matters share."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.builders.documents.invent import CORES, Person, Place, other_digit, place, wrong_last
from tests.builders.documents.paper import Case, Defect, Paper, Row, Truth

PICTURES = ("scan", "photo")
ISSUED = ("scan", "photo", "pdf")
UNREADABLE = ("MATERIAL_MISSING", "MATERIAL_INCOMPLETE")


def day(chance: Random) -> date:
    """A day of submission."""
    return date(2024, 6, 1) + timedelta(days=chance.randrange(600))


def back(chance: Random, from_day: date, least: int, most: int) -> date:
    return from_day - timedelta(days=chance.randint(least, most))


def ahead(chance: Random, from_day: date, least: int, most: int) -> date:
    return from_day + timedelta(days=chance.randint(least, most))


def form_paper(case: Case, title: str, seal: str, sign: tuple[str, str], seal_label: str) -> Paper:
    """The printed application form: every field of the case, filled in when the defects are done."""
    return Paper(
        "application_form", title, title, "form", sign=sign, sign_day=case.submitted, seal=seal, seal_label=seal_label,
        day=case.submitted, tail=["以上所填内容及所附材料真实有效，如有不实，愿承担法律责任。"],
    )  # fmt: skip


def fill_form(case: Case) -> None:
    """Copy the answers to the printed form."""
    form = case.papers.get("application_form")
    if form is not None:
        form.rows = [Row(key, label, value) for key, (label, value) in case.fields.items()]


def id_card(key: str, label: str, who: Person, chance: Random) -> Paper:
    home = place(chance)
    issued = date(2016, 3, 1) + timedelta(days=chance.randrange(900))
    return Paper(key, label, "居民身份证（样式）", "card", rows=[
        Row("name", "姓名", who.name), Row("gender", "性别", who.sex), Row("ethnicity", "民族", chance.choice(("汉", "彝", "羌"))),
        Row("born", "出生", f"{who.born.year} 年 {who.born.month} 月 {who.born.day} 日"), Row("address", "住址", home.full),
        Row("id_no", "公民身份号码", who.number), Row("issuer", "签发机关", f"{home.city}公安局{home.district[:-1]}分局"),
        Row("valid", "有效期限", f"{issued:%Y.%m.%d}-{issued.replace(year=issued.year + 20):%Y.%m.%d}"),
    ], kinds=PICTURES)  # fmt: skip


def licence(key: str, facts: dict[str, Any], chance: Random) -> Paper:
    """医疗机构执业许可证副本."""
    rows = [
        Row("institution_name", chance.choice(("机构名称", "医疗机构名称", "机构名称（第一名称）")), facts["name"]),
        *([Row("second_name", "第二名称", facts["second_name"])] if facts.get("second_name") else []),
        Row("licence_no", "登记号", facts["licence_no"]), Row("legal", "法定代表人", facts["legal"].name),
        Row("principal", "主要负责人", facts["principal"]), Row("address", "地址", facts["place"].full),
        Row("ownership", "所有制形式", facts["ownership"]), Row("nature", "经营性质", facts["nature"]),
        Row("category", "机构类别", facts["category"]), Row("beds", chance.choice(("床位（牙椅）", "床位数")), f"{facts['beds']}张"),
        Row("departments", "诊疗科目", facts["departments"]),
        Row("valid", "有效期限", period(facts["valid_from"], facts["valid_to"])),
        Row("verification", "校验记录", until("校验合格　校验有效期至", facts["verified_to"])),
    ]  # fmt: skip
    return Paper(key, "医疗机构执业许可证副本", "医疗机构执业许可证", "certificate", rows=rows, body=["（副本）"],
                 seal=facts["authority"], seal_label="发证机关：", unit=facts["authority"], day=facts["valid_from"],
                 kinds=ISSUED)  # fmt: skip


def period(first: date, last: date) -> str:
    """自…至… in the plain style."""
    return f"自{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"


def until(words: str, last: date) -> str:
    """Words and a day."""
    return f"{words}{last.year}年{last.month}月{last.day}日"


def business_licence(
    key: str, label: str, name: str, code: str, legal: str, home: Place, scope: str, chance: Random
) -> Paper:
    founded = date(2015, 1, 1) + timedelta(days=chance.randrange(2500))
    authority = f"{home.city}{home.district}市场监督管理局"
    return Paper(key, label, "营业执照", "certificate", body=["（副本）"], rows=[
        Row("uscc", "统一社会信用代码", code), Row("name", "名称", name), Row("type", "类型", "有限责任公司"),
        Row("legal", "法定代表人", legal), Row("address", "住所", home.full), Row("founded", "成立日期", founded),
        Row("term", "营业期限", "长期"), Row("scope", "经营范围", scope),
    ], seal=authority, seal_label="登记机关：", unit=authority, day=founded, kinds=ISSUED)  # fmt: skip


def other_name(name: str, chance: Random) -> str:
    """A name like this one with another core, two characters different."""
    for core in CORES:
        if core in name:
            return name.replace(core, chance.choice([c for c in CORES if c != core and not set(c) & set(core)]))
    return name[:2] + chance.choice(CORES) + name[4:]


def other_person(name: str, chance: Random) -> str:
    return name[:-1] + chance.choice([c for c in "峰琳栋萍蕊钧" if c != name[-1]])


# ---- defects that fit every matter -------------------------------------------------------------------------------


def missing(key: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        if key not in case.papers or case.papers[key].look == "optional":
            return None
        del case.papers[key]
        return Truth("MATERIAL_MISSING", key, None, f"缺少{key}")

    return apply


def unreadable(chance: Random, case: Case) -> Truth | None:
    paper = chance.choice([p for p in case.papers.values() if p.look != "optional"])
    paper.spoil = chance.choice(("blur", "dark", "corner", "blank"))
    return Truth("MATERIAL_UNREADABLE", paper.key, None, f"{paper.key}：{paper.spoil}", UNREADABLE)


def wrong_type(key: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        others = [p for p in case.papers.values() if p.key != key and p.look in ("certificate", "card")]
        if key not in case.papers or not others:
            return None
        source = chance.choice(others)
        old = case.papers[key]
        case.papers[key] = Paper(**{**vars(source), "key": key, "label": old.label})
        return Truth("MATERIAL_WRONG_TYPE", key, None, f"{key}是{source.title}", ("MATERIAL_MISSING",))

    return apply


def no_seal(key: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        if key not in case.papers or not case.papers[key].seal:
            return None
        case.papers[key].seal = None
        return Truth("SEAL_MISSING", key, None, f"{key}未盖章")

    return apply


def other_seal(key: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        if key not in case.papers or not case.papers[key].seal:
            return None
        case.papers[key].seal = chance.choice(("黔南同德药业有限公司", "九江柏林商务酒店", "宝鸡精诚口腔门诊部"))
        return Truth("SEAL_MISMATCH", key, None, f"{key}的章是{case.papers[key].seal}", ("NAME_MISMATCH",))

    return apply


def no_signature(key: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        if key not in case.papers or not case.papers[key].sign:
            return None
        case.papers[key].sign = (case.papers[key].sign[0], None)  # type: ignore[index]
        return Truth("SIGNATURE_MISSING", key, None, f"{key}未签名")

    return apply


def blank(*keys: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        key = chance.choice([k for k in keys if k in case.fields])
        case.fill(key, chance.choice(("", None)))
        return Truth("FIELD_MISSING", None, key, f"{key}为空")

    return apply


def bad_format(*keys: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        key = chance.choice([k for k in keys if k in case.fields])
        value = str(case.value(key))
        case.fill(key, chance.choice((value[:-1], value + "0", value[:4] + "*" + value[5:])))
        return Truth(
            "FIELD_FORMAT",
            None,
            key,
            f"{key}格式",
            ("CHECKSUM_INVALID", "NUMBER_MISMATCH", "PERSON_MISMATCH", "CODE_INCONSISTENT"),
        )

    return apply


def bad_check(*keys: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        key = chance.choice([k for k in keys if k in case.fields])
        case.fill(key, wrong_last(str(case.value(key)), chance))
        return Truth(
            "CHECKSUM_INVALID", None, key, f"{key}校验位", ("NUMBER_MISMATCH", "PERSON_MISMATCH", "CODE_INCONSISTENT")
        )

    return apply


def late_paper(key: str) -> Defect:
    """The paper's own day lies after the submission."""

    def apply(chance: Random, case: Case) -> Truth | None:
        if key not in case.papers or case.papers[key].day is None:
            return None
        late = ahead(chance, case.submitted, 3, 40)
        case.papers[key].day = late
        if case.papers[key].sign_day:
            case.papers[key].sign_day = late
        return Truth("DATE_ORDER", key, "application_date", f"{key}落款晚于提交")

    return apply


def paper_says(key: str, row: str, code: str, field: str, change: Any, accept: tuple[str, ...] = ()) -> Defect:
    """A row of a paper says something else than the form. `change(chance, old)` gives the other value."""

    def apply(chance: Random, case: Case) -> Truth | None:
        if key not in case.papers or all(r.name != row for r in case.papers[key].rows):
            return None
        old = case.papers[key].row(row).value
        case.papers[key].set(row, change(chance, old))
        return Truth(
            code, key, field, f"{key}.{row}：{old} → {case.papers[key].row(row).value}", accept, (f"field:{field}",)
        )

    return apply


def named(chance: Random, old: str) -> str:
    return other_name(old, chance)


def renamed(chance: Random, old: str) -> str:
    return other_person(old, chance)


def moved(chance: Random, old: str) -> str:
    return place(chance).full


def digit(chance: Random, old: str) -> str:
    return other_digit(old, chance, range(2, len(old) - 6))
