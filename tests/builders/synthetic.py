"""Many invented matters, written straight into the tables: a question of search needs no linter."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

from tests.builders import packs
from tongban.catalogue import actions
from tongban.catalogue.models import Matter, Publication

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WHO = [
    "护士",
    "医师",
    "诊所",
    "医院",
    "药师",
    "助产机构",
    "采血站",
    "游泳馆",
    "理发店",
    "实验室",
    "消毒产品",
    "村卫生室",
]
WHAT = ["执业", "设置", "卫生", "人员", "放射诊疗", "母婴保健", "生物安全", "饮用水", "校验", "质量"]
HOW = ["注册", "许可", "备案", "登记", "审批", "核准", "认定", "变更", "延续", "补办", "注销"]


def fill(count: int) -> None:
    """Synthetic matters straight into the tables: the linter has no say in a question of speed."""
    chance = random.Random(20260302)
    sample = packs.loaded(packs.matter_data(aliases=[]))
    for number in range(count):
        name = chance.choice(WHO) + chance.choice(WHAT) + chance.choice(HOW) + f"{number}号"
        matter = sample.matter.model_copy(update={"matter": f"matter-{number}", "name": name})
        row = Publication.objects.create(
            digest=f"{number:064d}",
            matter=Matter.objects.create(key=f"matter-{number}", stream=uuid4()),
            pack="sample",
            version="1",
            effective_from=date(2026, 1, 1),
            files={},
            published_at=NOW,
            published_by="system:tongban",
        )
        actions._list(row.pk, replace(sample, matter=matter))
