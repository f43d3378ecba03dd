"""Invented people, units, places and numbers, from a seeded generator; check characters are right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_SURNAMES = "赵钱孙周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常于时傅卞齐康伍余元顾孟黄穆萧尹姚邵湛汪毛米贝明计成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路江童颜郭梅林钟徐邱骆高夏蔡田胡凌霍万柯卢莫房解丁宣邓洪包左石崔龚程邢裴陆翁"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛超明霞秀平刚桂英华慧建国文辉力宁海燕玲志新晓东立波浩宇思源梓涵子轩一诺欣怡俊熙雨泽昊然若曦景行知远书瑶嘉禾承泽清扬怀瑾"
_COMPOUND = ("欧阳", "上官", "司马", "诸葛")
_MINORITY = ("阿依·古丽", "买买提·艾力", "次仁·卓玛", "达瓦·顿珠", "吉克·阿木")
_PLACES = (
    ("四川省", "成都市", "武侯区", "510107"), ("四川省", "德阳市", "旌阳区", "510603"), ("贵州省", "贵阳市", "南明区", "520102"),
    ("云南省", "昆明市", "五华区", "530102"), ("湖南省", "长沙市", "岳麓区", "430104"), ("湖北省", "武汉市", "江汉区", "420103"),
    ("浙江省", "杭州市", "拱墅区", "330105"), ("陕西省", "西安市", "雁塔区", "610113"), ("四川省", "凉山州", "西昌市", "513401"),
    ("江西省", "南昌市", "青云谱区", "360104"),
)  # fmt: skip
_STREETS = (
    "解放路",
    "建设街",
    "开光巷",
    "八一大道",
    "军民路",
    "仙桃街",
    "长寿路",
    "第一医院巷",
    "文昌路",
    "书院南街",
    "滨河东路",
    "科园三路",
)
CORES = (
    "康愈",
    "仁泰",
    "同安",
    "瑞和",
    "天禾",
    "松鹤",
    "广济",
    "嘉惠",
    "百川",
    "安平",
    "德馨",
    "明善",
    "长乐",
    "汇民",
    "永和",
    "清和",
    "博源",
    "佳音",
)
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class Person:
    name: str
    sex: str
    born: date
    number: str


@dataclass(frozen=True)
class Place:
    province: str
    city: str
    district: str
    code: str
    street: str

    @property
    def full(self) -> str:
        return f"{self.province}{self.city}{self.district}{self.street}"

    @property
    def short(self) -> str:
        return f"{self.city}{self.district}{self.street}"


def person(chance: Random) -> Person:
    """A person of working age; one in twenty with a name with a middle dot."""
    roll = chance.random()
    if roll < 0.05:
        name = chance.choice(_MINORITY)
    else:
        family = chance.choice(_COMPOUND) if roll < 0.09 else chance.choice(_SURNAMES)
        name = family + "".join(chance.choice(_GIVEN) for _ in range(chance.choice((1, 2, 2))))
    born = date(chance.randint(1964, 1994), 1, 1) + timedelta(days=chance.randrange(365))
    sex = chance.choice(("男", "女"))
    return Person(name, sex, born, citizen_number(chance, born, sex))


def citizen_number(chance: Random, born: date, sex: str) -> str:
    serial = chance.randint(10, 99) * 10 + (chance.randrange(5) * 2 + (sex == "男"))
    first = f"{chance.choice(_PLACES)[3]}{born:%Y%m%d}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11]


def place(chance: Random) -> Place:
    province, city, district, code = chance.choice(_PLACES)
    tail = chance.choice(("", "", f"附{chance.randint(1, 30)}号", f"{chance.randint(1, 9)}栋{chance.randint(1, 6)}层"))
    return Place(province, city, district, code, f"{chance.choice(_STREETS)}{chance.randint(1, 900)}号{tail}")


def organisation_code(chance: Random) -> str:
    first = "".join(chance.choice("0123456789") for _ in range(8))
    total = 11 - sum(int(c) * w for c, w in zip(first, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return first + ("X" if total == 10 else "0" if total == 11 else str(total))


def credit_code(chance: Random, kind: str, region: str, organisation: str) -> str:
    first = f"{kind}{region}{organisation}"
    total = sum(_USCC.index(c) * pow(3, i, 31) for i, c in enumerate(first))
    return first + _USCC[(31 - total % 31) % 31]


def phone(chance: Random) -> str:
    return f"0{chance.randint(10, 99)}{chance.randint(1, 9)}-{chance.randint(2, 8)}{chance.randint(100000, 999999):06d}"


def mobile(chance: Random) -> str:
    return f"1{chance.choice('3456789')}{chance.randint(0, 999999999):09d}"


def wrong_last(number: str, chance: Random) -> str:
    """The number with another last character."""
    return number[:-1] + chance.choice([c for c in "0123456789" if c != number[-1]])


def other_digit(number: str, chance: Random, among: range) -> str:
    """The number with another digit at a random place of `among`."""
    at = chance.choice([i for i in among if number[i].isdigit()])
    return number[:at] + chance.choice([c for c in "0123456789" if c != number[at]]) + number[at + 1 :]
