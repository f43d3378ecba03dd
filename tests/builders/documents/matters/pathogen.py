"""高致病性病原微生物菌（毒）种或样本运输."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tests.builders.documents.invent import CORES, credit_code, mobile, organisation_code, person, place
from tests.builders.documents.matters import common as c
from tests.builders.documents.paper import Case, Defect, Grid, Paper, Row, Truth

_AGENTS = ("结核分枝杆菌（活菌培养物）", "布鲁氏菌（活菌培养物）", "炭疽芽孢杆菌（活菌培养物）", "汉坦病毒（病毒培养物）",
           "狂犬病病毒街毒（病毒培养物）", "鼠疫耶尔森菌（活菌培养物）", "登革病毒（病毒培养物）")  # fmt: skip


def build(chance: Random) -> Case:
    """A clean application."""
    submitted = c.day(chance)
    home, away = place(chance), place(chance)
    core, other = chance.sample(CORES, 2)
    applicant = f"{home.city}{core}{chance.choice(('疾病预防控制中心', '病原生物研究所', '传染病医院'))}"
    receiver = f"{away.city}{other}{chance.choice(('公共卫生研究院', '感染病医院', '生物制品有限公司'))}"
    boss, first, second = person(chance), person(chance), person(chance)
    many = chance.random() < 0.3
    start = c.ahead(chance, submitted, 5, 20)
    end = start + timedelta(days=chance.randint(60, 170) if many else chance.randint(0, 3))
    agent = chance.choice(_AGENTS)
    count, number = chance.randint(2, 60), f"HG{submitted.year}-{chance.randint(1000, 9999)}"
    approval, lab = (
        f"{away.province[0]}卫病原批〔{submitted.year - 1}〕{chance.randint(3, 99)}号",
        chance.choice(("微生物检验中心实验室", "三级生物安全实验室")),
    )
    road = chance.random() < 0.6
    code = credit_code(chance, "12", home.code, organisation_code(chance))
    fields = {
        "applicant_name": ("申请单位（托运单位）名称", applicant), "applicant_uscc": ("申请单位统一社会信用代码", code),
        "applicant_address": ("申请单位地址", home.full), "legal_representative": ("法定代表人", boss.name),
        "contact_name": ("联系人", person(chance).name), "contact_phone": ("联系电话", mobile(chance)),
        "receiver_name": ("接收单位名称", receiver), "receiver_address": ("接收单位地址", away.full),
        "receiver_lab": ("接收实验室名称", lab), "receiver_lab_level": ("接收实验室生物安全级别", "BSL-3"),
        "receiver_approval_no": ("接收单位实验活动批准文号", approval), "pathogen_name": ("菌（毒）种或样本名称", agent),
        "pathogen_class": ("危害程度分类", "第二类"), "transport_category": ("运输包装分类", "A"), "un_number": ("UN编号", "UN2814"),
        "packing_instruction": ("包装说明", "P620"), "sample_count": ("数量（份）", count), "volume_ml": ("每份容量（mL）", 2),
        "packaging_cert_no": ("容器包装合格证编号", number), "transport_purpose": ("运输目的", "送检复核"),
        "transport_mode": ("运输方式", "公路运输（专车）" if road else "航空运输"),
        **({"vehicle_plate": ("车牌号", f"{home.province[0]}A{chance.randint(10000, 99999)}")} if road else {}),
        "transport_times": ("运输次数", "多次" if many else "单次"), "transport_start": ("拟运输起始日期", start),
        "transport_end": ("拟运输截止日期", end), "escort1_name": ("护送人员1姓名", first.name),
        "escort1_id_no": ("护送人员1身份证号", first.number), "escort2_name": ("护送人员2姓名", second.name),
        "escort2_id_no": ("护送人员2身份证号", second.number), "application_date": ("申请日期", submitted),
    }  # fmt: skip
    case = Case("pathogen-transport", "高致病性病原微生物运输", "多次" if many else "单次", submitted, fields, {},
                {"end": end, "agents": [agent, *chance.sample([a for a in _AGENTS if a != agent], 2)]})  # fmt: skip
    registry = f"{home.city}事业单位登记管理局"
    judge, trainer = f"{away.city}{chance.choice(CORES)}包装检测中心", f"{home.city}生物安全培训中心"
    officials = f"{away.province}卫生健康委员会"
    founded, tested = c.back(chance, submitted, 700, 2000), c.back(chance, submitted, 30, 300)
    approved, trained = c.back(chance, submitted, 60, 400), c.back(chance, submitted, 30, 300)
    people = [[who.name, who.number, f"PX{chance.randint(10000, 99999)}", trained, end + timedelta(days=chance.randint(10, 400)), "合格"]
              for who in (first, second)]  # fmt: skip
    if chance.random() < 0.3:
        extra = person(chance)
        people.append(
            [extra.name, extra.number, f"PX{chance.randint(10000, 99999)}", trained, end + timedelta(days=90), "合格"]
        )
    case.papers = {
        "application_form": c.form_paper(case, "可感染人类的高致病性病原微生物菌（毒）种或样本运输申请表", applicant,
                                         ("法定代表人签名", boss.name), "申请单位（盖章）"),
        "applicant_legal_cert": Paper(
            "applicant_legal_cert", "申请单位法人资格证明", "事业单位法人证书", "certificate", body=["（副本）"],
            rows=[Row("uscc", "统一社会信用代码", code), Row("name", "名称", applicant), Row("aim", "宗旨和业务范围", "疾病预防与病原学检测"),
                  Row("address", "住所", home.full), Row("legal", "法定代表人", boss.name),
                  Row("valid", "有效期", c.period(founded, c.ahead(chance, submitted, 200, 900)))],
            seal=registry, seal_label="登记管理机关：", unit=registry, day=founded, kinds=c.ISSUED),
        "receiver_consent": Paper(
            "receiver_consent", "接收单位同意接收证明", "同意接收证明", "letter", rows=[Row("to", "", f"{applicant}：")],
            body=[f"　　你单位拟运输的{agent}共{count}份，我单位{lab}具备相应条件，同意接收。接收地址：{away.full}。"],
            seal=receiver, seal_label="接收单位（盖章）：", unit=receiver, day=c.back(chance, submitted, 1, 20)),
        "receiver_activity_approval": Paper(
            "receiver_activity_approval", "接收单位实验活动批准文件", "高致病性病原微生物实验活动批准书", "certificate", body=[approval],
            rows=[Row("unit", "实验室设立单位", receiver), Row("lab", "实验室名称", lab), Row("level", "生物安全防护级别", "BSL-3"),
                  Row("agents", "批准从事的病原", case.facts["agents"]), Row("work", "批准的实验活动", "分离培养、鉴定、保藏"),
                  Row("valid", "有效期", c.period(approved, end + timedelta(days=chance.randint(5, 700))))],
            seal=officials, seal_label="批准机关：", unit=officials, day=approved, kinds=c.ISSUED),
        "packaging_cert": Paper(
            "packaging_cert", "容器/包装材料合格证明", "感染性物质运输容器合格证明", "form",
            rows=[Row("number", "合格证编号", number), Row("model", "产品型号", "TX-8"), Row("fit", "适用物质", "A类感染性物质"),
                  Row("un", "UN编号", "UN2814"), Row("packing", "包装说明", chance.choice(("P620", "PI602（现行编号P620）"))),
                  Row("maker", "生产单位", f"{chance.choice(CORES)}生物安全设备有限公司"),
                  Row("valid", "有效期至", end + timedelta(days=chance.randint(20, 400)))],
            grids=[Grid(["检验项目", "要求", "结果"], [["跌落试验", "不泄漏", "符合"], ["内压试验", "95kPa不泄漏", "符合"]])],
            tail=["检验结论：合格。"], seal=judge, seal_label="检验机构（盖章）：", unit=judge, day=tested),
        "escort_training": Paper(
            "escort_training", "护送人员生物安全培训证明", "护送人员生物安全培训证明", "letter",
            body=["兹证明下列人员参加了感染性物质运输生物安全培训："],
            grids=[Grid(["姓名", "身份证号", "证书编号", "培训日期", "有效期至", "考核结果"], people)],
            seal=trainer, seal_label="培训单位（盖章）：", unit=trainer, day=trained + timedelta(days=2)),
    }  # fmt: skip
    if chance.random() < 0.4:
        case.papers["emergency_plan"] = Paper(
            "emergency_plan", "运输应急预案", "运输应急预案", "optional", body=["一、专人全程看护，配备防护和消毒用品。",
            "二、发生泄漏时立即停车，隔离、消毒并报告。"], kinds=("txt", "docx", "pdf"))  # fmt: skip
    return case


def _field(key: str, value: str, code: str, accept: tuple[str, ...], material: str | None = None) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        case.fill(key, value)
        return Truth(
            code, material, key, f"{key}={value}", accept, ("material:packaging_cert", "field:transport_category")
        )

    return apply


def _consent(what: str, code: str, field: str, accept: tuple[str, ...]) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        paper = case.papers["receiver_consent"]
        old = str(case.value(field))
        new = {
            "agent": "霍乱弧菌流行株（活菌培养物）",
            "count": str(int(old) + 7) if what == "count" else "",
            "address": place(chance).full,
        }[what]
        target = f"共{old}份" if what == "count" else old
        paper.body = [line.replace(target, f"共{new}份" if what == "count" else new) for line in paper.body]
        return Truth(code, "receiver_consent", field, f"同意函：{old} → {new}", accept)

    return apply


def _not_listed(chance: Random, case: Case) -> Truth | None:
    case.papers["receiver_activity_approval"].set("agents", case.facts["agents"][1:])
    return Truth(
        "RECEIVER_NOT_APPROVED",
        "receiver_activity_approval",
        "pathogen_name",
        "批准文件未列明该病原",
        ("SCOPE_MISMATCH",),
        ("field:receiver_approval_no",),
    )


def _approval_over(chance: Random, case: Case) -> Truth | None:
    last = case.facts["end"] - timedelta(days=chance.randint(1, 30))
    case.papers["receiver_activity_approval"].set("valid", c.period(last - timedelta(days=700), last))
    return Truth(
        "RECEIVER_NOT_APPROVED",
        "receiver_activity_approval",
        "receiver_approval_no",
        f"批准到{last}",
        ("LICENCE_EXPIRED",),
        ("field:transport_end",),
    )


def _level(chance: Random, case: Case) -> Truth | None:
    case.papers["receiver_activity_approval"].set("level", "BSL-2")
    return Truth(
        "RECEIVER_NOT_APPROVED",
        "receiver_activity_approval",
        "receiver_lab_level",
        "批准文件是BSL-2",
        ("NUMBER_MISMATCH", "REQUIREMENT_NOT_MET", "SCOPE_MISMATCH"),
    )


def _long(chance: Random, case: Case) -> Truth | None:
    if case.variant != "多次":
        return None
    last = case.value("transport_start") + timedelta(days=chance.randint(195, 300))
    case.fill("transport_end", last)
    return Truth(
        "REQUIREMENT_NOT_MET",
        None,
        "transport_end",
        "超过6个月",
        ("DATE_ORDER", "DEADLINE_MISSED"),
        ("field:transport_start",),
    )


def _escort(how: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        rows = case.papers["escort_training"].grids[0].rows
        if how == "absent":
            stranger = person(chance)
            rows[1][0], rows[1][1] = stranger.name, stranger.number
            return Truth(
                "PERSON_MISMATCH",
                "escort_training",
                "escort2_name",
                "培训证明没有护送人员2",
                ("REQUIREMENT_NOT_MET", "MATERIAL_INCOMPLETE"),
            )
        if how == "expired":
            rows[0][4] = c.back(chance, case.submitted, 5, 60)
            rows[0][3] = rows[0][4] - timedelta(days=700)
            return Truth(
                "REQUIREMENT_NOT_MET",
                "escort_training",
                "escort1_name",
                "培训过期",
                ("LICENCE_EXPIRED", "DOCUMENT_OUTDATED"),
            )
        rows[1][5] = "不合格"
        return Truth("REQUIREMENT_NOT_MET", "escort_training", "escort2_name", "考核不合格", ())

    return apply


def _same_escort(chance: Random, case: Case) -> Truth | None:
    case.fill("escort2_name", case.value("escort1_name"))
    case.fill("escort2_id_no", case.value("escort1_id_no"))
    return Truth("REQUIREMENT_NOT_MET", None, "escort2_name", "两名护送人员是同一人", ("PERSON_MISMATCH",))


DEFECTS: tuple[Defect, ...] = (
    *(c.missing(k) for k in ("receiver_consent", "receiver_activity_approval", "packaging_cert", "escort_training", "applicant_legal_cert")),
    c.unreadable, c.wrong_type("packaging_cert"), c.wrong_type("receiver_consent"),
    *(c.no_seal(k) for k in ("application_form", "receiver_consent", "packaging_cert", "escort_training")),
    c.other_seal("receiver_consent"), c.other_seal("application_form"), c.no_signature("application_form"),
    c.blank("transport_purpose", "contact_phone", "packaging_cert_no", "escort2_name"), c.bad_format("contact_phone", "escort1_id_no", "applicant_uscc"),
    c.bad_check("applicant_uscc", "escort1_id_no", "escort2_id_no"), c.late_paper("application_form"), c.late_paper("receiver_consent"),
    c.paper_says("applicant_legal_cert", "name", "NAME_MISMATCH", "applicant_name", c.named),
    c.paper_says("applicant_legal_cert", "legal", "PERSON_MISMATCH", "legal_representative", c.renamed),
    c.paper_says("applicant_legal_cert", "uscc", "NUMBER_MISMATCH", "applicant_uscc", c.digit),
    c.paper_says("receiver_activity_approval", "unit", "NAME_MISMATCH", "receiver_name", c.named, ("RECEIVER_NOT_APPROVED",)),
    c.paper_says("packaging_cert", "number", "NUMBER_MISMATCH", "packaging_cert_no", lambda r, old: old[:-1] + str((int(old[-1]) + 3) % 10)),
    c.paper_says("packaging_cert", "un", "PACKAGING_NONCOMPLIANT", "un_number", lambda r, old: "UN3373", ("NUMBER_MISMATCH",)),
    c.paper_says("packaging_cert", "packing", "PACKAGING_NONCOMPLIANT", "packing_instruction", lambda r, old: "P650", ("NUMBER_MISMATCH",)),
    c.paper_says("packaging_cert", "valid", "LICENCE_EXPIRED", "packaging_cert_no", lambda r, old: old - timedelta(days=1400), ("PACKAGING_NONCOMPLIANT", "DOCUMENT_OUTDATED")),
    _consent("agent", "SCOPE_MISMATCH", "pathogen_name", ("NAME_MISMATCH", "NUMBER_MISMATCH")),
    _consent("count", "NUMBER_MISMATCH", "sample_count", ()), _consent("address", "ADDRESS_MISMATCH", "receiver_address", ()),
    _field("un_number", "UN2900", "PACKAGING_NONCOMPLIANT", ("NUMBER_MISMATCH", "CODE_INCONSISTENT")),
    _field("packing_instruction", "P650", "PACKAGING_NONCOMPLIANT", ("NUMBER_MISMATCH",)),
    _field("transport_mode", "城市公共汽车", "REQUIREMENT_NOT_MET", ()),
    _not_listed, _approval_over, _level, _long, _escort("absent"), _escort("expired"), _escort("failed"), _same_escort,
)  # fmt: skip
