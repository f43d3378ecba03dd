"""公共场所卫生许可."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tests.builders.documents.invent import CORES, credit_code, organisation_code, person, phone, place
from tests.builders.documents.matters import common as c
from tests.builders.documents.paper import Case, Defect, Grid, Paper, Row, Truth

_TRADES = (("住宿场所", "旅店住宿服务", "宾馆有限公司"), ("美容美发场所", "生活美容、理发服务", "美容美发馆"), ("沐浴场所", "公共浴室服务", "洗浴有限公司"),
           ("商场、书店", "零售商场经营", "百货有限责任公司"), ("游泳场所", "游泳馆服务", "体育健身有限公司"), ("文化娱乐场所", "歌舞娱乐服务", "文化娱乐有限公司"))  # fmt: skip
_TESTS = (("空气中二氧化碳", "%", "≤0.10", "0.06"), ("空气中甲醛", "mg/m³", "≤0.10", "0.04"), ("杯具细菌总数", "CFU/cm²", "≤5", "2"),
          ("毛巾大肠菌群", "—", "不得检出", "未检出"), ("室内温度", "℃", "16-28", "23"), ("照度", "lx", "≥100", "180"))  # fmt: skip
_AIR = (
    ("送风中PM10", "mg/m³", "≤0.15", "0.07"),
    ("送风中细菌总数", "CFU/m³", "≤500", "210"),
    ("冷却水嗜肺军团菌", "—", "不得检出", "未检出"),
)


def build(chance: Random) -> Case:
    """A clean application, new or renewal."""
    submitted = c.day(chance)
    home, boss, manager = place(chance), person(chance), person(chance)
    category, items, ending = chance.choice(_TRADES)
    name = f"{home.city[:-1]}{chance.choice(CORES)}{ending}"
    code = credit_code(chance, "91", home.code, organisation_code(chance))
    renewal, air = chance.random() < 0.5, chance.random() < 0.5
    staff, area = chance.randint(4, 14), chance.randint(80, 2500)
    old_to = c.ahead(chance, submitted, 30, 200)
    old_no = f"卫公证字〔{old_to.year - 4}〕第{chance.randint(1000, 9999)}号"
    fields = {
        "application_type": ("申请类型", "延续" if renewal else "新办"), "unit_name": ("单位名称", name), "uscc": ("统一社会信用代码", code),
        "legal_representative": ("法定代表人/负责人", boss.name), "legal_rep_id_no": ("法定代表人/负责人身份证号", boss.number),
        "place_address": ("经营场所地址", chance.choice((home.full, home.short))), "place_category": ("公共场所类别", category),
        "business_items": ("申请经营项目", items), "area_sqm": ("经营面积（㎡）", area), "staff_count": ("直接为顾客服务人员数", staff),
        "central_ac": ("是否使用集中空调通风系统", "是" if air else "否"), "health_manager": ("卫生管理人员", manager.name),
        "contact_phone": ("联系电话", phone(chance)),
        **({"old_licence_no": ("原卫生许可证编号", old_no), "old_licence_valid_to": ("原许可证有效期止", old_to)} if renewal else {}),
        "application_date": ("申请日期", submitted),
    }  # fmt: skip
    case = Case(
        "public-place",
        "公共场所卫生许可",
        "延续" if renewal else "新办",
        submitted,
        fields,
        {},
        {"place": home, "staff": staff},
    )
    authority = f"{home.city}{home.district}卫生健康局"
    rows = [[str(n), person(chance).name, "服务员", f"JK{chance.randint(10**7, 10**8 - 1)}", c.ahead(chance, submitted, 3, 330)]
            for n in range(1, staff + 1 + chance.randint(0, 3))]  # fmt: skip
    case.papers = {
        "application_form": c.form_paper(case, f"公共场所卫生许可证申请表（{case.variant}）", name, ("法定代表人（负责人）签名", boss.name), "申请单位（盖章）"),
        "business_licence": c.business_licence("business_licence", "营业执照", name, code, boss.name, home,
                                               f"许可项目：{items}。一般项目：日用百货销售。", chance),
        "legal_rep_id": c.id_card("legal_rep_id", "法定代表人/负责人身份证", boss, chance),
        "floor_plan": Paper("floor_plan", "地址方位示意图和平面布局图", "地址方位示意图和平面布局图", "plan",
                            rows=[Row("name", "单位名称", name), Row("area", "总面积", f"{area}㎡"), Row("address", "地址", home.full)],
                            grids=[Grid(["前台", "服务区"], [["消毒间", "仓库"]])], kinds=c.ISSUED),
        "test_report": _report("test_report", "卫生检测或评价报告", "公共场所卫生检测报告", name, home.full, _TESTS, chance, submitted),
        **({"ac_report": _report("ac_report", "集中空调通风系统卫生检测报告", "集中空调通风系统卫生检测报告", name, home.full, _AIR, chance, submitted)} if air else {}),
        "hygiene_system": Paper("hygiene_system", "卫生管理制度", f"{name}卫生管理制度", "letter", body=[
            "一、卫生管理组织", f"法定代表人是卫生安全第一责任人，设专职卫生管理员{manager.name}，负责日常卫生管理。", "二、从业人员健康检查和培训",
            "每年体检一次，取得健康合格证明后上岗。", "三、公共用品用具清洗消毒", "一客一换一消毒，并做好登记。", "四、通风换气与卫生设施维护",
            "定期清洗通风设施。", "五、卫生检测与危害健康事故报告", "每年委托有资质的机构检测。"], kinds=("txt", "docx", "pdf")),
        "staff_health": Paper("staff_health", "从业人员健康合格证明汇总", "从业人员健康合格证明汇总表", "letter",
                              grids=[Grid(["序号", "姓名", "岗位", "健康证明编号", "有效期至"], rows)], seal=name, seal_label="单位（盖章）：",
                              unit=name, day=c.back(chance, submitted, 0, 10)),
        **({"old_licence": Paper("old_licence", "原公共场所卫生许可证", "公共场所卫生许可证", "certificate", body=[old_no], rows=[
            Row("name", "单位名称", name), Row("legal", "法定代表人（负责人）", boss.name), Row("address", "经营场所地址", home.full),
            Row("items", "经营项目", items), Row("valid", "有效期限", c.period(old_to - timedelta(days=1460), old_to))],
            seal=authority, seal_label="发证机关：", unit=authority, day=old_to - timedelta(days=1460), kinds=c.ISSUED)} if renewal else {}),
        "commitment": Paper("commitment", "承诺书", "公共场所卫生许可告知承诺书", "letter", rows=[Row("name", "申请单位", name)],
                            body=["本单位郑重承诺：", "一、申请材料真实、完整。", "二、符合《公共场所卫生管理条例》规定的条件，并持续保持。",
                                  "三、愿意接受监督检查，承担不实承诺的法律责任。"],
                            sign=("法定代表人（负责人）签名", boss.name), sign_day=submitted, seal=name, seal_label="申请单位（盖章）", day=submitted),
    }  # fmt: skip
    return case


def _report(
    key: str,
    label: str,
    title: str,
    name: str,
    address: str,
    tests: tuple[tuple[str, ...], ...],
    chance: Random,
    submitted,
) -> Paper:  # type: ignore[no-untyped-def]
    laboratory = f"{chance.choice(CORES)}检测技术有限公司"
    reported = c.back(chance, submitted, 10, 340)
    rows = [[*test, "合格"] for test in tests if chance.random() < 0.9 or test is tests[0]]
    return Paper(key, label, title, "form", rows=[
        Row("number", "报告编号", f"WJ{chance.randint(10**6, 10**7 - 1)}"), Row("name", "委托单位", name), Row("address", "检测地址", address),
        Row("sampled", "采样日期", reported - timedelta(days=7)), Row("reported", "报告日期", reported)],
        grids=[Grid(["检测项目", "单位", "限值", "检测结果", "单项判定"], rows)], tail=["检测结论：所检项目均符合标准要求。", "CMA资质编号：223411220056"],
        seal=laboratory, seal_label="检测机构（盖章）：", unit=laboratory, day=reported)  # fmt: skip


def _over(key: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        if key not in case.papers:
            return None
        row = case.papers[key].grids[0].rows[0]
        row[3] = "0.35"
        if chance.random() < 0.5:
            row[4] = "不合格"
        return Truth("REQUIREMENT_NOT_MET", key, None, f"{row[0]}超标", ())

    return apply


def _old_report(chance: Random, case: Case) -> Truth | None:
    paper = case.papers["test_report"]
    old = c.back(chance, case.submitted, 380, 700)
    paper.set("reported", old)
    paper.set("sampled", old - timedelta(days=7))
    paper.day = old
    return Truth("DOCUMENT_OUTDATED", "test_report", None, f"报告日期{old}")


def _no_conclusion(chance: Random, case: Case) -> Truth | None:
    case.papers["test_report"].tail = []
    return Truth("MATERIAL_INCOMPLETE", "test_report", None, "没有检测结论")


def _few(chance: Random, case: Case) -> Truth | None:
    grid = case.papers["staff_health"].grids[0]
    grid.rows = grid.rows[: case.facts["staff"] - chance.randint(1, 2)]
    return Truth(
        "REQUIREMENT_NOT_MET",
        "staff_health",
        "staff_count",
        "健康证明人数不足",
        ("NUMBER_MISMATCH", "MATERIAL_INCOMPLETE"),
    )


def _lapsed(chance: Random, case: Case) -> Truth | None:
    chance.choice(case.papers["staff_health"].grids[0].rows)[4] = c.back(chance, case.submitted, 2, 60)
    return Truth(
        "LICENCE_EXPIRED", "staff_health", None, "有健康证明过期", ("REQUIREMENT_NOT_MET", "DOCUMENT_OUTDATED")
    )


def _late(chance: Random, case: Case) -> Truth | None:
    if case.variant != "延续":
        return None
    last = c.ahead(chance, case.submitted, 1, 28)
    case.fill("old_licence_valid_to", last)
    case.papers["old_licence"].set("valid", c.period(last - timedelta(days=1460), last))
    return Truth(
        "DEADLINE_MISSED",
        "old_licence",
        "old_licence_valid_to",
        "不足30日",
        ("REQUIREMENT_NOT_MET",),
        ("field:application_date",),
    )


def _scope(chance: Random, case: Case) -> Truth | None:
    case.papers["business_licence"].set("scope", "许可项目：餐饮服务。一般项目：企业管理咨询。")
    return Truth("SCOPE_MISMATCH", "business_licence", "business_items", "经营范围不含申请项目")


DEFECTS: tuple[Defect, ...] = (
    *(c.missing(k) for k in ("business_licence", "floor_plan", "test_report", "ac_report", "hygiene_system", "staff_health", "old_licence", "commitment")),
    c.unreadable, c.wrong_type("test_report"), c.wrong_type("floor_plan"), c.no_seal("application_form"), c.no_seal("test_report"), c.no_seal("commitment"),
    c.no_seal("staff_health"), c.other_seal("commitment"), c.other_seal("staff_health"), c.no_signature("application_form"), c.no_signature("commitment"),
    c.blank("contact_phone", "health_manager", "area_sqm", "business_items"), c.bad_format("uscc", "legal_rep_id_no", "contact_phone"),
    c.bad_check("uscc", "legal_rep_id_no"), c.late_paper("application_form"), c.late_paper("commitment"),
    c.paper_says("business_licence", "name", "NAME_MISMATCH", "unit_name", c.named), c.paper_says("test_report", "name", "NAME_MISMATCH", "unit_name", c.named),
    c.paper_says("old_licence", "name", "NAME_MISMATCH", "unit_name", c.named), c.paper_says("business_licence", "address", "ADDRESS_MISMATCH", "place_address", c.moved),
    c.paper_says("test_report", "address", "ADDRESS_MISMATCH", "place_address", c.moved), c.paper_says("floor_plan", "address", "ADDRESS_MISMATCH", "place_address", c.moved),
    c.paper_says("business_licence", "legal", "PERSON_MISMATCH", "legal_representative", c.renamed), c.paper_says("legal_rep_id", "name", "PERSON_MISMATCH", "legal_representative", c.renamed),
    c.paper_says("business_licence", "uscc", "NUMBER_MISMATCH", "uscc", c.digit),
    c.paper_says("floor_plan", "area", "NUMBER_MISMATCH", "area_sqm", lambda r, old: f"{int(old[:-1]) + 60}㎡"),
    _over("test_report"), _over("ac_report"), _old_report, _no_conclusion, _few, _lapsed, _late, _scope,
)  # fmt: skip
