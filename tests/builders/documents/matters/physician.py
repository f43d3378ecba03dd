"""医师执业注册."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.builders.documents.invent import CORES, mobile, person, place
from tests.builders.documents.matters import common as c
from tests.builders.documents.matters.institution_facts import institution
from tests.builders.documents.paper import Case, Defect, Paper, Row, Truth

_SCOPES = {"内科": ("临床", "内科专业", "110"), "外科": ("临床", "外科专业", "110"), "儿科": ("临床", "儿科专业", "110"),
           "眼科": ("临床", "眼耳鼻咽喉科专业", "110"), "皮肤科": ("临床", "皮肤病与性病专业", "110"), "口腔科": ("口腔", "口腔专业", "120"),
           "康复医学科": ("临床", "康复医学专业", "110"), "中医科": ("中医", "中医专业", "141"), "精神科": ("临床", "精神卫生专业", "110")}  # fmt: skip


def build(chance: Random) -> Case:
    """A clean application, first or change."""
    submitted = c.day(chance)
    facts = institution(chance, submitted)
    department = next((d for d in facts["departments"] if d in _SCOPES), None)
    if department is None:
        department = "内科"
        facts["departments"].insert(0, department)
    category, scope, codes = _SCOPES[department]
    who, change = person(chance), chance.random() < 0.6
    qualified = c.back(chance, submitted, 1200, 4000) if change else c.back(chance, submitted, 60, 1100)
    last = c.back(chance, submitted, 20, 1100)
    gap = (last if change else qualified).replace(day=min(28, (last if change else qualified).day))
    long_gap = gap.replace(year=gap.year + 2) <= submitted
    level = "执业医师" if chance.random() < 0.85 else "执业助理医师"
    digit = "1" if level == "执业医师" else "2"
    number = f"{qualified.year}{who.number[:2]}{digit}{codes[1:]}{who.number}"
    practice = f"{digit}{codes[1:]}{facts['place'].code}{chance.randint(100000, 999999)}"
    old = f"{place(chance).city}{chance.choice(CORES)}医院"
    start = c.ahead(chance, submitted, 3, 30)
    end = start.replace(year=start.year + chance.randint(1, 3), day=min(28, start.day))
    fields = {
        "registration_type": ("申请类型", "变更注册" if change else "首次注册"), "name": ("姓名", who.name), "gender": ("性别", who.sex),
        "birth_date": ("出生日期", who.born), "id_no": ("身份证号", who.number), "contact_phone": ("手机号码", mobile(chance)),
        "qualification_cert_no": ("医师资格证书编码", number), "level": ("医师级别", level), "category": ("执业类别", category),
        "qualification_date": ("资格证书签发日期", qualified), "practice_scope": ("执业范围", scope),
        **({"practice_cert_no": ("医师执业证书编码", practice), "original_institution": ("原执业机构", old),
            "last_practice_date": ("原机构执业截止日期", last), "change_items": ("变更事项", ["执业地点"]),
            "original_scope": ("原执业范围", scope)} if change else {}),
        "new_institution": ("拟执业机构名称", facts["name"]), "new_institution_licence_no": ("拟执业机构登记号", facts["licence_no"]),
        "practice_place": ("执业地点", f"{facts['place'].province}{facts['place'].city}{facts['place'].district}"),
        "employment_start": ("聘用起始日期", start), "employment_end": ("聘用截止日期", end), "application_date": ("申请日期", submitted),
    }  # fmt: skip
    case = Case(
        "physician-reg",
        "医师执业注册",
        "变更注册" if change else "首次注册",
        submitted,
        fields,
        {},
        {**facts, "department": department},
    )
    board = f"{facts['place'].province}卫生健康委员会"
    title = "医师变更执业注册申请审核表" if change else "医师执业注册申请审核表"
    identity = [Row("name", "姓名", who.name), Row("sex", "性别", who.sex), Row("born", "出生日期", who.born)]
    case.papers = {
        "application_form": c.form_paper(case, title, facts["name"], ("申请人签名", who.name), "拟执业机构（盖章）"),
        "id_card": c.id_card("id_card", "身份证", who, chance),
        "qualification_cert": Paper(
            "qualification_cert", "医师资格证书", "医师资格证书", "certificate",
            rows=[*(Row(**vars(r)) for r in identity), Row("id_no", "身份证号", who.number), Row("category", "类别", category), Row("level", "级别", level),
                  Row("number", chance.choice(("证书编码", "医师资格证书编码")), number), Row("issued", "签发日期", qualified)],
            seal=board, seal_label="发证机关：", unit=board, day=qualified, kinds=c.ISSUED),
        **({"practice_cert": Paper(
            "practice_cert", "医师执业证书", "医师执业证书", "certificate",
            rows=[*(Row(**vars(r)) for r in identity), Row("level", "执业级别", level), Row("category", "执业类别", category),
                  Row("scope", "执业范围", scope), Row("institution", "主要执业机构", old), Row("number", "证书编码", practice),
                  Row("issued", "发证日期", qualified + timedelta(days=200))],
            seal=f"{old[:3]}卫生健康局", seal_label="发证机关：", unit=f"{old[:3]}卫生健康局", day=qualified + timedelta(days=200), kinds=c.ISSUED)}
           if change else {}),
        "employment_proof": Paper(
            "employment_proof", "拟执业机构聘用证明", "聘用证明", "letter",
            body=[f"兹证明{who.name}（身份证号：{who.number}）拟在我单位{department}从事{scope}医师工作，聘用期限自"
                  f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日。", "特此证明。"],
            seal=facts["name"], seal_label="聘用单位（盖章）：", unit=facts["name"], day=c.back(chance, submitted, 0, 15)),
        "institution_licence": c.licence("institution_licence", facts, chance),
    }  # fmt: skip
    if not change or chance.random() < 0.2:
        case.papers["health_check"] = _health(case, who.name, who.number, chance, optional=change)
    if long_gap:
        trained = c.back(chance, submitted, 15, 120)
        first = trained - timedelta(days=chance.randint(190, 260))
        centre = f"{facts['place'].city}第三人民医院"
        case.papers["training_proof"] = Paper(
            "training_proof", "培训考核合格证明", "培训考核合格证明", "letter",
            body=[f"{who.name}（身份证号：{who.number}）于{_said(first)}至{_said(trained)}在我院{department}连续接受培训，考核合格。"],
            seal=centre, seal_label="培训机构（盖章）：", unit=centre, day=trained + timedelta(days=3))  # fmt: skip
    return case


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _health(case: Case, name: str, number: str, chance: Random, *, optional: bool) -> Paper:
    hospital = f"{case.facts['place'].city}{chance.choice(CORES)}医院"
    checked = c.back(chance, case.submitted, 5, 170)
    return Paper(
        "health_check", "健康体检表", "医师执业注册健康体检表", "optional" if optional else "form",
        rows=[Row("name", "姓名", name), Row("id_no", "身份证号", number), Row("day", "体检日期", checked), Row("past", "既往史", "无特殊"),
              Row("pressure", "血压", "120/78 mmHg"), Row("chest", "胸部X线", "未见异常"), Row("liver", "肝功能", "正常")],
        tail=["体检结论：合格。"], seal=hospital, seal_label="体检医院（盖章）：", unit=hospital, day=checked)  # fmt: skip


def _outdated(chance: Random, case: Case) -> Truth | None:
    if case.variant != "首次注册":
        return None
    paper = case.papers["health_check"]
    old = c.back(chance, case.submitted, 190, 400)
    paper.set("day", old)
    paper.day = old
    return Truth("DOCUMENT_OUTDATED", "health_check", None, f"体检日期{old}")


def _no_conclusion(chance: Random, case: Case) -> Truth | None:
    if case.variant != "首次注册":
        return None
    case.papers["health_check"].tail = []
    return Truth("MATERIAL_INCOMPLETE", "health_check", None, "没有体检结论")


def _unfit(chance: Random, case: Case) -> Truth | None:
    if case.variant != "首次注册":
        return None
    case.papers["health_check"].tail = ["体检结论：不合格，暂不能胜任医师执业活动。"]
    return Truth("REQUIREMENT_NOT_MET", "health_check", None, "体检不合格")


def _short_training(chance: Random, case: Case) -> Truth | None:
    paper = case.papers.get("training_proof")
    if paper is None:
        return None
    last = c.back(chance, case.submitted, 15, 60)
    paper.body = [
        f"{case.value('name')}（身份证号：{case.value('id_no')}）于{_said(last - timedelta(days=90))}至{_said(last)}在我院连续接受培训，考核合格。"
    ]
    return Truth("REQUIREMENT_NOT_MET", "training_proof", None, "培训不足6个月")


def _birth(chance: Random, case: Case) -> Truth | None:
    case.fill("birth_date", case.value("birth_date") + timedelta(days=chance.randint(30, 300)))
    return Truth(
        "CODE_INCONSISTENT",
        None,
        "birth_date",
        "出生日期与身份证号矛盾",
        ("NUMBER_MISMATCH", "PERSON_MISMATCH"),
        ("field:id_no", "material:id_card", "material:qualification_cert", "material:practice_cert"),
    )


def _sex(chance: Random, case: Case) -> Truth | None:
    case.fill("gender", "女" if case.value("gender") == "男" else "男")
    return Truth(
        "CODE_INCONSISTENT",
        None,
        "gender",
        "性别与身份证号矛盾",
        ("NUMBER_MISMATCH", "PERSON_MISMATCH"),
        ("field:id_no", "material:id_card", "material:qualification_cert", "material:practice_cert"),
    )


def _category(chance: Random, case: Case) -> Truth | None:
    case.fill("practice_scope", "口腔专业" if case.value("category") != "口腔" else "外科专业")
    if "original_scope" in case.fields:
        case.fill("original_scope", case.value("practice_scope"))
        case.papers["practice_cert"].set("scope", case.value("practice_scope"))
    return Truth(
        "SCOPE_MISMATCH",
        None,
        "practice_scope",
        "范围不属于类别",
        ("CODE_INCONSISTENT",),
        ("material:employment_proof", "material:institution_licence", "field:category"),
    )


def _no_department(chance: Random, case: Case) -> Truth | None:
    paper = case.papers["institution_licence"]
    left = [
        d
        for d in paper.row("departments").value
        if d
        not in (
            case.facts["department"],
            "疼痛科",
            "耳鼻咽喉科",
            "皮肤病专业",
            "性传播疾病专业",
            "肿瘤科",
            "医疗美容科",
            "骨科专业",
            "麻醉科",
            "内科",
        )
        and "口腔" not in d
    ]
    paper.set("departments", left or ["医学检验科"])
    return Truth("SCOPE_MISMATCH", "institution_licence", "practice_scope", "机构没有相应科目")


def _expired(chance: Random, case: Case) -> Truth | None:
    last = c.back(chance, case.submitted, 1, 90)
    case.papers["institution_licence"].set("verification", c.until("校验合格　校验有效期至", last))
    return Truth("LICENCE_EXPIRED", "institution_licence", "new_institution", f"校验到{last}")


DEFECTS: tuple[Defect, ...] = (
    *(c.missing(k) for k in ("qualification_cert", "practice_cert", "employment_proof", "institution_licence", "training_proof", "health_check", "id_card")),
    c.unreadable, c.wrong_type("qualification_cert"), c.wrong_type("employment_proof"), c.no_seal("application_form"),
    c.no_seal("employment_proof"), c.no_seal("health_check"), c.no_seal("training_proof"), c.other_seal("employment_proof"), c.other_seal("application_form"),
    c.no_signature("application_form"), c.blank("contact_phone", "practice_scope", "qualification_cert_no", "new_institution_licence_no"),
    c.bad_format("contact_phone", "id_no"), c.bad_check("id_no"), c.late_paper("application_form"), c.late_paper("employment_proof"),
    c.paper_says("id_card", "name", "PERSON_MISMATCH", "name", c.renamed, ("NAME_MISMATCH",)),
    c.paper_says("qualification_cert", "name", "PERSON_MISMATCH", "name", c.renamed, ("NAME_MISMATCH",)),
    c.paper_says("practice_cert", "name", "PERSON_MISMATCH", "name", c.renamed, ("NAME_MISMATCH",)),
    c.paper_says("qualification_cert", "number", "NUMBER_MISMATCH", "qualification_cert_no", lambda r, old: c.other_digit(old, r, range(10, 20)), ("CODE_INCONSISTENT", "PERSON_MISMATCH")),
    c.paper_says("practice_cert", "number", "NUMBER_MISMATCH", "practice_cert_no", lambda r, old: c.other_digit(old, r, range(9, 15))),
    c.paper_says("practice_cert", "institution", "NAME_MISMATCH", "original_institution", c.named),
    c.paper_says("institution_licence", "institution_name", "NAME_MISMATCH", "new_institution", c.named, ("SEAL_MISMATCH",)),
    c.paper_says("institution_licence", "licence_no", "NUMBER_MISMATCH", "new_institution_licence_no", c.digit, ("CODE_INCONSISTENT",)),
    _outdated, _no_conclusion, _unfit, _short_training, _birth, _sex, _category, _no_department, _expired,
)  # fmt: skip
