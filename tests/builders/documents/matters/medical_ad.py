"""医疗广告审查."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tests.builders.documents.invent import mobile, person, phone
from tests.builders.documents.matters import common as c
from tests.builders.documents.matters.institution_facts import HOURS, institution
from tests.builders.documents.paper import Case, Defect, Grid, Paper, Row, Truth
from tests.builders.wording.generate import sentences

_SEED = 77


def build(chance: Random) -> Case:
    """A clean application."""
    submitted = c.day(chance)
    facts = institution(chance, submitted)
    if chance.random() < 0.4:
        facts["second_name"] = facts["place"].city[:-1] + chance.choice(("医学中心", "第二门诊部", "健康管理中心"))
    film = chance.random() < 0.6
    media = [chance.choice(("影视", "广播"))] if film else [chance.choice(("报纸", "户外", "网络", "印刷品"))]
    if chance.random() < 0.4:
        media.append("网络" if "网络" not in media else "期刊")
    seconds = chance.choice((10, 15, 20, 30)) if film else None
    handler = facts["legal"] if chance.random() < 0.4 else person(chance)
    hours, tel = chance.choice(HOURS), phone(chance)
    fields = {
        "institution_name": ("医疗机构第一名称", facts["name"]), "uscc": ("统一社会信用代码", facts["uscc"]),
        "licence_no": ("执业许可证登记号", facts["licence_no"]), "legal_representative": ("法定代表人", facts["legal"].name),
        "legal_rep_id_no": ("法定代表人身份证号", facts["legal"].number),
        "institution_address": ("医疗机构地址", chance.choice((facts["place"].full, facts["place"].short))),
        "ownership_form": ("所有制形式", facts["ownership"]), "institution_category": ("医疗机构类别", facts["category"]),
        "departments": ("诊疗科目", facts["departments"]), "bed_count": ("床位数", facts["beds"]),
        "consulting_hours": ("接诊时间", hours), "contact_phone": ("联系电话", tel),
        "licence_valid_from": ("执业许可证有效期起", facts["valid_from"]),
        "licence_valid_to": ("执业许可证有效期止", facts["valid_to"]),
        "verification_valid_to": ("校验有效期止", facts["verified_to"]), "media_types": ("拟发布媒体类别", media),
        **({"ad_duration_seconds": ("广告时长（秒）", seconds)} if film else {}),
        "handler_name": ("经办人姓名", handler.name), "handler_id_no": ("经办人身份证号", handler.number),
        "handler_phone": ("经办人手机", mobile(chance)), "application_date": ("申请日期", submitted),
    }  # fmt: skip
    case = Case("medical-ad", "医疗广告审查", "审查", submitted, fields, {}, facts)
    case.papers = {
        "application_form": c.form_paper(case, "医疗广告审查申请表", facts["name"], ("法定代表人签名", facts["legal"].name), "医疗机构（盖章）"),
        "licence_copy": c.licence("licence_copy", facts, chance),
        "ad_sample": _sample(case, chance),
        **({"ad_script": _script(case, seconds or 0, chance)} if film else {}),
        "legal_rep_id": c.id_card("legal_rep_id", "法定代表人身份证", facts["legal"], chance),
    }  # fmt: skip
    if handler is not facts["legal"]:
        case.papers["authorization"] = Paper(
            "authorization", "授权委托书", "授权委托书", "letter",
            body=[f"兹委托{handler.name}（身份证号：{handler.number}）代表我单位{facts['name']}办理医疗广告审查事项，"
                  "其在办理过程中签署的文件和处理的事务，我单位均予认可。", "委托期限：自签署之日起三个月。"],
            sign=("法定代表人（签字）", facts["legal"].name), sign_day=submitted - timedelta(days=2), seal=facts["name"],
            seal_label="委托单位（盖章）：", unit=facts["name"], day=submitted - timedelta(days=2),
        )  # fmt: skip
    return case


def _sample(case: Case, chance: Random) -> Paper:
    facts = case.facts
    poster = chance.random() < 0.3
    joint = chance.choice(("、", "；", " / "))
    rows = [
        *([] if poster else [Row("name", chance.choice(("机构名称", "医疗机构第一名称", "名称")), facts["name"])]),
        Row("address", "地址", case.value("institution_address")), Row("ownership", "所有制形式", facts["ownership"]),
        Row("category", "机构类别", facts["category"]), Row("departments", "诊疗科目", joint.join(facts["departments"])),
        Row("beds", "床位数", f"{facts['beds']}张"), Row("hours", "接诊时间", case.value("consulting_hours")),
        Row("phone", chance.choice(("联系电话", "咨询电话", "电话")), case.value("contact_phone")),
    ]  # fmt: skip
    place = (
        "医疗广告审查证明文号"
        + ("" if poster else "标注位置（右下角）")
        + f"：（川）医广〔{case.submitted.year}〕第　—　—　号"
    )
    if poster:
        return Paper(
            "ad_sample",
            "医疗广告成品样件",
            facts["name"],
            "poster",
            rows=rows,
            tail=[place],
            kinds=("scan", "photo", "poster"),
        )
    return Paper(
        "ad_sample", "医疗广告成品样件", chance.choice(("医疗广告成品样件表", "医疗广告样件")), "letter_rows", rows=rows, tail=[place],
        seal=facts["name"], seal_label="医疗机构（盖章）", day=case.submitted,
    )  # fmt: skip


def _script(case: Case, seconds: int, chance: Random) -> Paper:
    name, tel = case.facts["name"], case.value("contact_phone")
    shots = [("门头实景", name, name), ("地址字幕", str(case.value("institution_address")), f"地址：{case.value('institution_address')}"),
             ("科目字幕", "诊疗科目：" + "、".join(case.facts["departments"]), "诊疗科目见字幕"),
             ("片尾落版", f"电话：{tel}", f"联系电话：{tel}")]  # fmt: skip
    shots = shots[: 1 + chance.randint(1, 2)] + shots[-1:] if seconds < 30 else shots
    each, rest = divmod(seconds, len(shots))
    rows = [[str(n), f"{each + (rest if n == len(shots) else 0)}秒", *shot] for n, shot in enumerate(shots, 1)]
    return Paper(
        "ad_script", "镜头脚本或广播文稿", f"{seconds}秒广告镜头脚本", "letter", rows=[Row("name", "医疗机构第一名称", name)],
        grids=[Grid(["镜号", "时长", "画面", "字幕", "配音"], rows)], tail=[f"合计时长：{seconds}秒"], kinds=("docx", "pdf"),
    )  # fmt: skip


def _wording(label_start: str, code: str, also: str) -> Defect:
    def apply(chance: Random, case: Case) -> Truth | None:
        pool = [s.text for s in sentences(seed=_SEED, per_template=6) if s.label.startswith(label_start)]
        text = chance.choice(pool).replace("，，", "，").strip("，")
        paper = case.papers["ad_sample"]
        paper.rows.insert(chance.randrange(len(paper.rows) + 1), Row("extra", "", text))
        return Truth(code, "ad_sample", None, text, (also,), ("material:ad_script",))

    return apply


def _scope(chance: Random, case: Case) -> Truth | None:
    extra = chance.choice(
        [d for d in ("传染科", "医疗美容科", "重症医学科", "职业病科") if d not in case.facts["departments"]]
    )
    row = case.papers["ad_sample"].row("departments")
    row.value = f"{row.value}、{extra}"
    return Truth(
        "SCOPE_MISMATCH",
        "ad_sample",
        "departments",
        f"样件多出{extra}",
        ("AD_CONTENT_NOT_ALLOWED",),
        ("material:licence_copy",),
    )


def _expired(chance: Random, case: Case) -> Truth | None:
    which = chance.choice(("valid", "verification"))
    last = c.back(chance, case.submitted, 1, 90)
    first = case.facts["valid_from"]
    paper = case.papers["licence_copy"]
    if which == "valid":
        paper.set("valid", c.period(first - timedelta(days=900), last))
        case.fill("licence_valid_to", last)
        case.fill("licence_valid_from", first - timedelta(days=900))
        return Truth("LICENCE_EXPIRED", "licence_copy", "licence_valid_to", f"许可证到{last}")
    paper.set("verification", c.until("校验合格　校验有效期至", last))
    case.fill("verification_valid_to", last)
    return Truth("LICENCE_EXPIRED", "licence_copy", "verification_valid_to", f"校验到{last}")


def _second(chance: Random, case: Case) -> Truth | None:
    paper = case.papers["ad_sample"]
    if not case.facts["second_name"] or paper.look == "poster":
        return None
    paper.set("name", case.facts["second_name"])
    return Truth(
        "NAME_MISMATCH",
        "ad_sample",
        "institution_name",
        "用了第二名称",
        ("AD_CONTENT_NOT_ALLOWED",),
        ("material:licence_copy",),
    )


def _duration(chance: Random, case: Case) -> Truth | None:
    if "ad_duration_seconds" not in case.fields:
        return None
    case.fill("ad_duration_seconds", int(case.value("ad_duration_seconds")) + 5)
    return Truth("NUMBER_MISMATCH", "ad_script", "ad_duration_seconds", "时长与脚本不一致")


def _nature(chance: Random, case: Case) -> Truth | None:
    number = str(case.value("licence_no"))
    other = number[:-1] + ("1" if number[-1] == "2" else "2")
    case.fill("licence_no", other)
    case.papers["licence_copy"].set("licence_no", other)
    return Truth("CODE_INCONSISTENT", "licence_copy", "licence_no", "登记号末位与经营性质矛盾", ("NUMBER_MISMATCH",))


DEFECTS: tuple[Defect, ...] = (
    c.missing("licence_copy"), c.missing("ad_script"), c.missing("authorization"), c.missing("ad_sample"), c.missing("legal_rep_id"),
    c.unreadable, c.wrong_type("authorization"), c.wrong_type("ad_sample"), c.no_seal("application_form"),
    c.no_seal("ad_sample"), c.no_seal("authorization"), c.other_seal("application_form"), c.no_signature("application_form"),
    c.no_signature("authorization"), c.blank("consulting_hours", "contact_phone", "licence_no", "handler_phone", "uscc"),
    c.bad_format("handler_phone", "uscc", "legal_rep_id_no"), c.bad_check("uscc", "legal_rep_id_no", "handler_id_no"),
    c.late_paper("application_form"), c.late_paper("ad_sample"),
    c.paper_says("licence_copy", "institution_name", "NAME_MISMATCH", "institution_name", c.named),
    c.paper_says("licence_copy", "address", "ADDRESS_MISMATCH", "institution_address", c.moved),
    c.paper_says("ad_sample", "address", "ADDRESS_MISMATCH", "institution_address", c.moved, ("AD_CONTENT_NOT_ALLOWED",)),
    c.paper_says("licence_copy", "licence_no", "NUMBER_MISMATCH", "licence_no", c.digit, ("CODE_INCONSISTENT",)),
    c.paper_says("licence_copy", "beds", "NUMBER_MISMATCH", "bed_count", lambda r, old: f"{int(old[:-1]) + r.choice((10, 25))}张"),
    c.paper_says("ad_sample", "beds", "NUMBER_MISMATCH", "bed_count", lambda r, old: f"{int(old[:-1]) + 12}张", ("AD_CONTENT_NOT_ALLOWED",)),
    c.paper_says("licence_copy", "legal", "PERSON_MISMATCH", "legal_representative", c.renamed),
    c.paper_says("legal_rep_id", "name", "PERSON_MISMATCH", "legal_representative", c.renamed),
    _scope, _expired, _second, _duration, _nature,
    *(_wording(f"f{n}", "AD_FORBIDDEN_CONTENT", "AD_CONTENT_NOT_ALLOWED") for n in range(1, 9)),
    *(_wording("a6", "AD_CONTENT_NOT_ALLOWED", "AD_FORBIDDEN_CONTENT") for _ in range(3)),
)  # fmt: skip
