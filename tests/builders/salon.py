"""A beauty salon that applies for its sanitary permit: the body, who acts for it, its answers and its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from tests.builders import county as build
from tests.builders.county import County, citizen_id, uscc
from tests.prereview.reading import papers
from tongban.base import actions as base
from tongban.base import queries
from tongban.base.actor import SYSTEM, Actor, user_actor
from tongban.base.rows import Organisation, User
from tongban.cases import actions
from tongban.cases.models import Draft

MATTER = "public-place-sanitary-permit"
NAME, OTHER_NAME = "武侯区花开美容美发馆", "武侯区云上理发店"
ADDRESS = "四川省成都市武侯区玉林街道芳草路18号"
BOSS, MANAGER = "周丽华", "何敏"
SCOPE = "许可项目：生活美容、理发服务。一般项目：日用百货销售。"


@dataclass
class Salon:
    """The body with the account of the person who acts for it."""

    body: Organisation
    user: User
    actor: Actor
    county: County

    @property
    def today(self) -> date:
        return self.county.now.date()


def salon(county: County) -> Salon:
    """The salon and its owner's account."""
    person, _ = build.applicant(BOSS, 124, now=county.now)
    user = User.objects.get(person=person)
    body = base.register_organisation(
        name=NAME, uscc=uscc("MA6C2X11", kind="92"), address=ADDRESS, actor=SYSTEM, now=county.now
    )
    base.represent(person, body, capacity="owner", since=date(2020, 1, 1), actor=SYSTEM, now=county.now)
    return Salon(body, user, user_actor(queries.viewer(user, on=county.now.date())), county)


def answers(shop: Salon, **changes: Any) -> dict[str, Any]:
    """Everything the form of a new permit asks for."""
    return {
        "application_type": "新办",
        "unit_name": NAME,
        "uscc": shop.body.uscc,
        "legal_representative": BOSS,
        "legal_rep_id_no": citizen_id(124),
        "contact_phone": "13800000001",
        "place_address": ADDRESS,
        "place_category": "美容美发场所",
        "business_items": "生活美容、理发服务",
        "area_sqm": "120",
        "staff_count": "2",
        "central_ac": "否",
        "health_manager": MANAGER,
        "application_date": shop.today.isoformat(),
        **changes,
    }


def draft(shop: Salon, **changes: Any) -> Draft:
    """A draft of 新办 with the form filled in and no paper yet."""
    begun = actions.begin(
        MATTER, "new", authority_id=shop.county.authority.pk, organisation=shop.body, actor=shop.actor,
        now=shop.county.now,
    )  # fmt: skip
    return actions.save(begun.pk, answers(shop, **changes), actor=shop.actor, now=shop.county.now)


def hygiene_system(manager: str = MANAGER, name: str = NAME) -> bytes:
    """The rules of the house as plain text."""
    return (
        f"{name}卫生管理制度\n\n一、卫生管理组织\n"
        f"法定代表人是卫生安全第一责任人，设专职卫生管理员{manager}，负责日常卫生管理。\n"
        "二、从业人员健康检查和培训\n每年体检一次，取得健康合格证明后上岗。\n三、公共用品用具清洗消毒\n一客一换一消毒。\n"
        "四、通风换气与卫生设施维护\n定期清洗通风设施。\n五、卫生检测与危害健康事故报告\n每年委托有资质的机构检测。\n"
    ).encode()


def staff_health(today: date, people: int = 2, *, valid_to: date | None = None, stamped: bool = False) -> bytes:
    """The list of health certificates as a Word file, with or without the picture of a seal."""
    end = valid_to or today + timedelta(days=200)
    rows = [["序号", "姓名", "岗位", "健康证明编号", "有效期至"]]
    rows += [[str(n), name, "美发师", f"JK1000000{n}", end.isoformat()]
             for n, name in zip(range(1, people + 1), ("孙倩", "吴霞", "郑洁"), strict=False)]  # fmt: skip
    seal: list[str | Image.Image] = [papers.stamp(NAME)] if stamped else []
    lines: list[str | Image.Image] = [f"单位（盖章）：{NAME}", *seal, today.isoformat()]
    return papers.word(rows, lines, title="从业人员健康合格证明汇总表")


def laboratory_report(tmp: Path, today: date, *, name: str = NAME, result: str = "0.06", days_old: int = 30) -> bytes:
    """The laboratory's report as a digital PDF with a drawn stamp."""
    reported = today - timedelta(days=days_old)
    body = (
        "#align(center, text(20pt)[公共场所卫生检测报告])\n"
        f"报告编号：WJ1002003 \\ 委托单位：{name} \\ 检测地址：{ADDRESS} \\\n"
        f"采样日期：{reported - timedelta(days=7)} \\ 报告日期：{reported} \\\n"
        "#table(columns: 5, [检测项目],[单位],[限值],[检测结果],[单项判定],"
        f"[空气中二氧化碳],[%],[≤0.10],[{result}],[合格],[毛巾细菌总数],[CFU/25cm²],[≤200],[20],[合格])\n"
        "检测结论：所检项目均符合标准要求。\n\n检测机构（盖章）：清源检测技术有限公司 \\\n"
        '#image("seal.png", width: 24mm)'
    )
    return papers.pdf(body, tmp, {"seal.png": papers.stamp("清源检测技术有限公司")})


def floor_plan(tmp: Path, *, area: int = 120) -> bytes:
    """Where the shop is and how it is laid out, as a digital PDF."""
    body = (
        "#align(center, text(20pt)[地址方位示意图和平面布局图])\n"
        f"单位名称：{NAME} \\ 总面积：{area}㎡ \\ 地址：{ADDRESS}\n"
        "#table(columns: 2, [前台],[服务区],[消毒间],[仓库])"
    )
    return papers.pdf(body, tmp)


def licence_scan(name: str = NAME, number: str = "", *, boss: str = BOSS) -> Image.Image:
    """A business licence as a scan with its stamp."""
    lines = [
        f"统一社会信用代码：{number}", f"名称：{name}", "类型：个体工商户", f"经营者：{boss}", f"经营场所：{ADDRESS}",
        "成立日期：2021年05月06日", f"经营范围：{SCOPE}",
    ]  # fmt: skip
    page = papers.page(lines, title="营业执照", size=(1240, 1000))
    return papers.put(page, papers.stamp("武侯区市场监督管理局"), 880, 640)


def id_scan() -> Image.Image:
    """The owner's identity card, front and back on one picture."""
    number = citizen_id(124)
    lines = [f"姓名 {BOSS}", "性别 女   民族 汉", "出生 1990年3月7日", f"住址 {ADDRESS}", f"公民身份号码 {number}",
             "签发机关 武侯区公安局", "有效期限 2020.01.01-2040.01.01"]  # fmt: skip
    return papers.page(lines, title="居民身份证", size=(1100, 700))


def as_file(picture: Image.Image) -> bytes:
    """A scan as people send it."""
    return papers.encoded(picture, "JPEG", quality=88)


def hand_in_the_rest(shop: Salon, row: Draft, tmp: Path) -> None:
    """Every paper of a new permit in order, except the business licence."""
    today = shop.today
    for material, data, name in (
        ("legal_rep_id", as_file(id_scan()), "身份证.jpg"),
        ("floor_plan", floor_plan(tmp), "平面图.pdf"),
        ("test_report", laboratory_report(tmp, today), "检测报告.pdf"),
        ("hygiene_system", hygiene_system(), "卫生管理制度.txt"),
        ("staff_health", staff_health(today, stamped=True), "健康证明.docx"),
    ):
        hand_in(shop, row, material, data, name)


def hand_in(shop: Salon, row: Draft, material: str, data: bytes, name: str) -> None:
    """Upload one file."""
    actions.upload(row.pk, material, [data], name=name, actor=shop.actor, now=shop.county.now)
