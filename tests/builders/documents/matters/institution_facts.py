"""A medical institution with its licence facts, used by three matters."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.builders.documents.invent import CORES, credit_code, organisation_code, person, place
from tests.builders.documents.matters.common import ahead

_KINDS = (
    ("综合医院", "A100", "医院", ["预防保健科", "内科", "外科", "妇产科", "儿科", "眼科", "耳鼻咽喉科", "皮肤科", "精神科", "急诊医学科",
                              "康复医学科", "麻醉科", "医学检验科", "疼痛科", "中医科", "肿瘤科", "全科医疗科"]),
    ("口腔医院", "A511", "口腔医院", ["口腔科", "口腔颌面外科专业", "口腔修复专业", "口腔正畸专业", "口腔种植专业", "麻醉科", "医学检验科"]),
    ("眼科医院", "A512", "眼科医院", ["眼科", "内科", "麻醉科", "医学检验科"]),
    ("骨科医院", "A526", "骨科医院", ["外科", "骨科专业", "内科", "康复医学科", "疼痛科", "麻醉科", "医学检验科"]),
    ("皮肤病医院", "A522", "皮肤病医院", ["皮肤科", "皮肤病专业", "性传播疾病专业", "医学检验科", "中医科"]),
)  # fmt: skip
HOURS = (
    "24小时",
    "周一至周日8:30-17:30",
    "每日8：00—20：00，节假日照常接诊",
    "8:00-12:00，14:00-18:00",
    "全年无休 9:00至21:00",
)


def institution(chance: Random, submitted: date, *, radiation: bool | None = None) -> dict[str, Any]:
    """Facts of one institution whose licence and verification are valid on `submitted`."""
    home = place(chance)
    kind, code, ending, pool = chance.choice(_KINDS)
    name = (
        chance.choice((home.city, home.city[:-1] + home.district[:-1], home.city + home.district))
        + chance.choice(CORES)
        + ending
    )
    organisation = organisation_code(chance)
    profit = chance.random() < 0.5
    departments = [d for d in pool if d in pool[:2] or chance.random() < 0.75]
    if radiation or (radiation is None and chance.random() < 0.3):
        departments += ["医学影像科", "X线诊断专业"]
    valid_from = submitted - timedelta(days=chance.randint(200, 1500))
    verified_to = ahead(chance, submitted, 5, 330)
    return {
        "name": name, "place": home, "category": kind, "departments": departments, "beds": chance.choice((20, 36, 58, 99, 160, 320)),
        "uscc": credit_code(chance, "91" if profit else "52", home.code, organisation),
        "licence_no": f"{organisation}{home.code}{chance.choice(('11', '12', '17'))}{code}{2 if profit else 1}",
        "legal": person(chance), "principal": person(chance).name,
        "ownership": "私人" if profit else chance.choice(("集体", "全民", "股份制")), "nature": "营利性" if profit else "非营利性",
        "valid_from": valid_from, "valid_to": ahead(chance, submitted, 400, 3000), "verified_to": verified_to,
        "authority": f"{home.city}{home.district}卫生健康局", "second_name": "",
    }  # fmt: skip
