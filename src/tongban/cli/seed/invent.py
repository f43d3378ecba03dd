"""Invented names, numbers and addresses from one seeded source of chance."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from stdnum.cn import ric

from tongban.core.identifiers import org_check_character, uscc_check_character

REGION = "519921"  # not given to any place
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = [
    "晓燕",
    "雨桐",
    "思远",
    "志强",
    "丽华",
    "国栋",
    "秀英",
    "建军",
    "子涵",
    "欣怡",
    "浩然",
    "桂芳",
    "明辉",
    "春梅",
    "永康",
    "嘉宁",
    "若兰",
    "泽宇",
    "文静",
    "海峰",
    "小禾",
    "安琪",
    "长青",
    "素芬",
    "立新",
    "佳慧",
    "云帆",
    "宏伟",
    "玉兰",
    "启航",
    "静怡",
    "向东",
    "梓萱",
    "培根",
    "清扬",
    "彩霞",
    "学文",
    "忠良",
    "晨曦",
    "婉清",
    "德厚",
    "一鸣",
    "月娥",
    "俊杰",
    "慧敏",
    "振华",
]
_WORDS = "康宁 仁和 惠民 青禾 安泰 松柏 晨光 百草 同心 悦来 云水 德馨 福临 长宁 和润 春晖 银杏 明德 清源 恒安 翠屏 锦绣 南溪 北苑"
_SUFFIXES = (
    "美发店（个体工商户）", "口腔医院", "口腔门诊部", "中医诊所", "诊所", "门诊部", "中医院", "医院", "村卫生室", "卫生室", "卫生院",
    "游泳馆", "酒店", "宾馆", "消毒用品有限公司", "有限公司", "实验室", "疾病预防控制中心",
)  # fmt: skip
_ROADS = ["青江大道", "文化路", "解放路", "滨河街", "桂花巷", "建设路", "南门街", "书院街", "柳荫路", "新华街"]
_ORGANISATION_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Inventor:
    """Draws what has not been drawn before."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._taken: set[str] = set()

    def person_name(self) -> str:
        return self._fresh(lambda: self.chance.choice(_SURNAMES) + self.chance.choice(_GIVEN))

    def citizen_id(self, born: date | None = None, *, male: bool | None = None) -> str:
        """A number that can exist; the serial is odd for men (GB 11643)."""
        day = born or date(self.chance.randint(1962, 2001), self.chance.randint(1, 12), self.chance.randint(1, 28))
        man = self.chance.random() < 0.5 if male is None else male

        def draw() -> str:
            body = f"{REGION}{day:%Y%m%d}{self.chance.randrange(5, 499) * 2 + man:03d}"
            return body + ric.calc_check_digit(body + "0")

        return self._fresh(draw)

    def uscc(self, kind: str = "92") -> str:
        """A credit code that can exist; `kind` is its first two characters (who registers, what sort of body)."""

        def draw() -> str:
            code = "MA" + "".join(self.chance.choice(_ORGANISATION_SIGNS) for _ in range(6))
            body = f"{kind}{REGION}{code}{org_check_character(code)}"
            return body + uscc_check_character(body)

        return self._fresh(draw)

    def body_name(self, like: str) -> str:
        """A name of the same sort as `like`: another word before the same kind of body."""
        suffix = next((suffix for suffix in _SUFFIXES if like.endswith(suffix)), "服务部")
        words = _WORDS.split()
        return self._fresh(lambda: f"青江县{self.chance.choice(words)[0]}{self.chance.choice(words)[1]}{suffix}")

    def mobile(self) -> str:
        """Begins with 1380000: given to nobody."""
        return f"1380000{self.chance.randrange(10_000):04d}"

    def address(self) -> str:
        return f"四川省青江县{self.chance.choice(_ROADS)}{self.chance.randint(1, 320)}号"

    def digits(self, count: int) -> str:
        return "".join(self.chance.choice("0123456789") for _ in range(count))

    def _fresh(self, draw: Callable[[], str]) -> str:
        for _ in range(10_000):
            found = draw()
            if found not in self._taken:
                self._taken.add(found)
                return found
        raise RuntimeError("the demonstration county has run out of names")
