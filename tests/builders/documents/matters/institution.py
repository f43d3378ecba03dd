"""医疗机构校验 and 变更登记."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tests.builders.documents.invent import Person, person, phone
from tests.builders.documents.matters import common as c
from tests.builders.documents.matters.institution_facts import institution
from tests.builders.documents.paper import Case, Defect, Grid, Paper, Row, Truth

_ADDED = {
    "皮肤科": "皮肤病与性病专业",
    "儿科": "儿科专业",
    "精神科": "精神卫生专业",
    "康复医学科": "康复医学专业",
    "中医科": "中医专业",
    "眼科": "眼耳鼻咽喉科专业",
}
_PARTS = (("基本情况", "我单位核定床位{beds}张，现有医师{doctors}人、护士{nurses}人，按核准科目开展诊疗。"), ("人员变动与考核", "医务人员均依法注册，考核合格。"),
          ("医疗质量与安全", "落实核心制度，未发生重大事故。"), ("医疗广告发布情况", "未发布违法医疗广告。"), ("医疗服务信息公开", "公开科目、时间和收费标准。"))  # fmt: skip


def build(chance: Random) -> Case:
    """A clean application, verification or change."""
    submitted = c.day(chance)
    check = chance.random() < 0.5
    facts = institution(chance, submitted, radiation=chance.random() < 0.4)
    legal: Person = facts["legal"]
    doctors, nurses = chance.randint(3, 9), chance.randint(4, 12)
    item = chance.choice(("法定代表人", "诊疗科目", "床位"))
    new, extra = person(chance), chance.choice([d for d in _ADDED if d not in facts["departments"]] or ["运动医学科"])
    before, after = {
        "法定代表人": (legal.name, new.name), "床位": (f"{facts['beds']}张", f"{facts['beds'] + 30}张"),
        "诊疗科目": ("；".join(facts["departments"]), "；".join([*facts["departments"], extra])),
    }[item]  # fmt: skip
    fields = {
        "application_type": ("申请类型", "校验" if check else "变更"), "institution_name": ("医疗机构名称", facts["name"]), "uscc": ("统一社会信用代码", facts["uscc"]),
        "licence_no": ("登记号", facts["licence_no"]), "legal_representative": ("法定代表人（变更前）", legal.name), "principal": ("主要负责人", facts["principal"]),
        "address": ("地址", facts["place"].full), "institution_category": ("机构类别", facts["category"]), "ownership_form": ("所有制形式", facts["ownership"]),
        "business_nature": ("经营性质", facts["nature"]), "bed_count": ("床位数（变更前）", facts["beds"]), "departments": ("诊疗科目（变更前）", facts["departments"]),
        "licence_valid_to": ("许可证有效期止", facts["valid_to"]), "verification_valid_to": ("校验有效期止", facts["verified_to"]),
        **({"doctor_count": ("医师人数", doctors), "nurse_count": ("护士人数", nurses)} if check else
           {"change_item": ("变更事项", item), "value_before": ("变更前", before), "value_after": ("变更后", after)}),
        **({"new_legal_rep_id_no": ("新任法定代表人身份证号", new.number)} if not check and item == "法定代表人" else {}),
        "contact_phone": ("联系电话", phone(chance)), "application_date": ("申请日期", submitted),
    }  # fmt: skip
    case = Case(
        "institution",
        "医疗机构校验/变更",
        "校验" if check else "变更",
        submitted,
        fields,
        {},
        {**facts, "extra": extra},
    )
    case.papers = {
        "application_form": c.form_paper(
            case,
            "医疗机构校验申请书" if check else "医疗机构申请变更登记注册书",
            facts["name"],
            ("法定代表人签名", legal.name),
            "申请机构（盖章）",
        ),
        "licence_copy": c.licence("licence_copy", facts, chance),
    }
    if check:
        _verification(case, doctors, nurses, chance)
    else:
        _change(case, item, before, after, new, chance)
    if facts["nature"] == "营利性":
        shown = new.name if not check and item == "法定代表人" and chance.random() < 0.5 else legal.name
        case.papers["business_licence"] = c.business_licence("business_licence", "营业执照", facts["name"], facts["uscc"], shown, facts["place"],
                                                             "医疗服务（凭许可证经营）。", chance)  # fmt: skip
    return case


def _verification(case: Case, doctors: int, nurses: int, chance: Random) -> None:
    facts = case.facts
    body = []
    for number, (head, text) in enumerate(_PARTS):
        body += [f"{'一二三四五'[number]}、{head}", text.format(beds=facts["beds"], doctors=doctors, nurses=nurses)]
    code = facts["place"].code
    medics = [[str(n), person(chance).name, *_level(code, chance), "内科专业"] for n in range(1, doctors + 1)]
    carers = [
        [str(n), person(chance).name, f"20{chance.randint(11, 23)}{chance.randint(10**9, 10**10 - 1)}"]
        for n in range(1, nurses + 1)
    ]
    case.papers["work_summary"] = Paper(
        "work_summary",
        "校验期执业总结",
        f"{facts['name']}校验期执业总结",
        "letter",
        body=body,
        kinds=("txt", "docx", "pdf"),
    )
    case.papers["staff_list"] = Paper(
        "staff_list", "医师护士名册", "医师、护士名册", "letter",
        grids=[Grid(["序号", "姓名", "级别", "执业证书编码", "执业范围"], medics, f"医师（{doctors}人）"), Grid(["序号", "姓名", "护士执业证书编号"], carers, f"护士（{nurses}人）")],
        seal=facts["name"], seal_label="医疗机构（盖章）：", unit=facts["name"], day=c.back(chance, case.submitted, 0, 9))  # fmt: skip
    if any(d in ("X线诊断专业", "医学影像科") for d in facts["departments"]) and "X线诊断专业" in facts["departments"]:
        first = c.back(chance, case.submitted, 100, 900)
        case.papers["radiation_licence"] = Paper(
            "radiation_licence", "放射诊疗许可证", "放射诊疗许可证", "certificate", rows=[
                Row("number", "许可证号", f"卫放证字〔{first.year}〕第{chance.randint(100, 999)}号"), Row("name", "医疗机构名称", facts["name"]),
                Row("legal", "法定代表人", facts["legal"].name), Row("address", "地址", facts["place"].full), Row("items", "许可项目", "X射线影像诊断"),
                Row("valid", "有效期限", c.period(first, c.ahead(chance, case.submitted, 60, 900)))],
            seal=facts["authority"], seal_label="发证机关：", unit=facts["authority"], day=first, kinds=c.ISSUED)  # fmt: skip


def _level(code: str, chance: Random) -> tuple[str, str]:
    level = chance.choice(("执业医师", "执业医师", "执业助理医师"))
    return level, f"{'1' if level == '执业医师' else '2'}10{code}{chance.randint(100000, 999999)}"


def _change(case: Case, item: str, before: str, after: str, new: Person, chance: Random) -> None:
    facts, name = case.facts, case.facts["name"]
    why = {"法定代表人": f"因工作调整，法定代表人由{before}变更为{after}", "床位": f"因业务发展，床位由{before}调整为{after}",
           "诊疗科目": f"为满足群众就医需求，拟增设{facts['extra']}"}[item]  # fmt: skip
    case.papers["change_reason"] = Paper("change_reason", "变更原因和理由说明", "关于申请变更登记的原因和理由说明", "letter",
                                         rows=[Row("to", "", f"{facts['authority']}：")], body=[f"{why}，现申请办理变更登记。"], seal=name,
                                         seal_label="申请机构（盖章）：", unit=name, day=c.back(chance, case.submitted, 0, 9))  # fmt: skip
    if item == "法定代表人":
        board = f"{facts['place'].city}健康产业投资有限公司"
        case.papers["appointment_doc"] = Paper("appointment_doc", "任免文件", f"关于{after}等任免职务的通知", "letter",
                                               body=[f"经研究决定：任命{after}为{name}法定代表人，免去{before}的法定代表人职务。"], seal=board,
                                               unit=board, day=c.back(chance, case.submitted, 5, 40))  # fmt: skip
        case.papers["new_legal_rep_id"] = c.id_card("new_legal_rep_id", "新任法定代表人身份证", new, chance)
    elif item == "床位":
        case.papers["bed_approval"] = Paper("bed_approval", "床位变更批复", "关于同意调整床位的批复", "letter", rows=[Row("to", "", f"{name}：")],
                                            body=[f"你单位的请示收悉。经研究，同意你单位床位由{before}调整为{after}。"], seal=facts["authority"],
                                            unit=facts["authority"], day=c.back(chance, case.submitted, 5, 60))  # fmt: skip
    else:
        scope = _ADDED.get(facts["extra"], "外科专业")
        rows = [
            [person(chance).name, "执业医师", f"110{facts['place'].code}{chance.randint(100000, 999999)}", scope, name]
            for _ in range(chance.randint(1, 2))
        ]
        case.papers["dept_staff"] = Paper("dept_staff", "新增科目人员资质表", f"新增诊疗科目人员资质表（{facts['extra']}）", "letter",
                                          grids=[Grid(["姓名", "级别", "执业证书编码", "执业范围", "主要执业机构"], rows)], seal=name,
                                          seal_label="医疗机构（盖章）：", unit=name, day=c.back(chance, case.submitted, 0, 9))  # fmt: skip
        case.papers["dept_plan"] = Paper("dept_plan", "新增科目平面布局图", f"{facts['extra']}平面布局图", "plan",
                                         rows=[Row("name", "单位名称", name)], grids=[Grid(["诊室", "治疗室"], [["候诊区", "处置室"]])], kinds=c.ISSUED)  # fmt: skip


def _count(which: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        if case.variant != "校验":
            return None
        key = f"{which}_count"
        case.fill(key, int(case.value(key)) + chance.randint(1, 3))
        return Truth("NUMBER_MISMATCH", "staff_list", key, "人数与名册不一致", (), ("material:work_summary",))

    return apply


def _part(chance: Random, case: Case) -> Truth | None:
    if case.variant != "校验":
        return None
    at = 2 * chance.randint(1, 4)
    del case.papers["work_summary"].body[at : at + 2]
    return Truth("MATERIAL_INCOMPLETE", "work_summary", None, "执业总结缺一部分")


def _late(chance: Random, case: Case) -> Truth | None:
    if case.variant != "校验":
        return None
    last = c.back(chance, case.submitted, 1, 50)
    case.fill("verification_valid_to", last)
    case.papers["licence_copy"].set("verification", c.until("校验合格　校验有效期至", last))
    return Truth(
        "DEADLINE_MISSED",
        "licence_copy",
        "verification_valid_to",
        f"校验到{last}",
        ("LICENCE_EXPIRED",),
        ("field:application_date",),
    )


def _expired(chance: Random, case: Case) -> Truth | None:
    last = c.back(chance, case.submitted, 1, 90)
    case.fill("licence_valid_to", last)
    case.papers["licence_copy"].set("valid", c.period(last - timedelta(days=1800), last))
    return Truth("LICENCE_EXPIRED", "licence_copy", "licence_valid_to", f"许可证到{last}", ("DEADLINE_MISSED",))


def _unstaffed(chance: Random, case: Case) -> Truth | None:
    if "dept_staff" not in case.papers:
        return None
    for row in case.papers["dept_staff"].grids[0].rows:
        if chance.random() < 0.5:
            row[3] = "职业病专业"
        else:
            row[1], row[2] = "执业助理医师", "2" + row[2][1:]
    return Truth(
        "REQUIREMENT_NOT_MET",
        "dept_staff",
        "value_after",
        "没有相符的执业医师",
        ("SCOPE_MISMATCH",),
        ("field:change_item",),
    )


def _scope(chance: Random, case: Case) -> Truth | None:
    if case.variant != "校验":
        return None
    case.fill("departments", [*case.value("departments"), "传染科"])
    return Truth("SCOPE_MISMATCH", None, "departments", "科目超出许可证", (), ("material:licence_copy",))


def _approval(chance: Random, case: Case) -> Truth | None:
    if "bed_approval" not in case.papers:
        return None
    after = str(case.value("value_after"))
    paper = case.papers["bed_approval"]
    paper.body = [line.replace(after, f"{int(after[:-1]) + 10}张") for line in paper.body]
    return Truth("NUMBER_MISMATCH", "bed_approval", "value_after", "批复床位不一致")


def _appointed(chance: Random, case: Case) -> Truth | None:
    if "appointment_doc" not in case.papers:
        return None
    after = str(case.value("value_after"))
    paper = case.papers["appointment_doc"]
    other = c.other_person(after, chance)
    paper.body = [line.replace(after, other) for line in paper.body]
    paper.title = paper.title.replace(after, other)
    return Truth("PERSON_MISMATCH", "appointment_doc", "value_after", f"任命的是{other}", ("NAME_MISMATCH",))


DEFECTS: tuple[Defect, ...] = (
    *(c.missing(k) for k in ("licence_copy", "work_summary", "staff_list", "radiation_licence", "change_reason", "appointment_doc", "new_legal_rep_id",
                             "dept_staff", "dept_plan", "bed_approval", "business_licence")),
    c.unreadable, c.wrong_type("staff_list"), c.wrong_type("change_reason"), c.no_seal("application_form"), c.no_seal("staff_list"), c.no_seal("change_reason"),
    c.no_seal("bed_approval"), c.no_seal("dept_staff"), c.other_seal("application_form"), c.other_seal("staff_list"), c.no_signature("application_form"),
    c.blank("contact_phone", "principal", "address", "licence_no"), c.bad_format("uscc", "contact_phone"), c.bad_check("uscc"),
    c.late_paper("application_form"), c.late_paper("staff_list"), c.late_paper("change_reason"),
    c.paper_says("licence_copy", "institution_name", "NAME_MISMATCH", "institution_name", c.named),
    c.paper_says("licence_copy", "licence_no", "NUMBER_MISMATCH", "licence_no", c.digit, ("CODE_INCONSISTENT",)),
    c.paper_says("licence_copy", "address", "ADDRESS_MISMATCH", "address", c.moved), c.paper_says("licence_copy", "legal", "PERSON_MISMATCH", "legal_representative", c.renamed),
    c.paper_says("licence_copy", "beds", "NUMBER_MISMATCH", "bed_count", lambda r, old: f"{int(old[:-1]) + 15}张"),
    c.paper_says("radiation_licence", "name", "NAME_MISMATCH", "institution_name", c.named), c.paper_says("business_licence", "name", "NAME_MISMATCH", "institution_name", c.named),
    _count("doctor"), _count("nurse"), _part, _late, _expired, _unstaffed, _scope, _approval, _appointed,
)  # fmt: skip
