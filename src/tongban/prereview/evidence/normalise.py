"""The one place where ways of writing are made equal: widths, traditional forms, punctuation, numerals, dates, lists,
addresses, names. Everything compares `fold…`ed text; nothing else in prereview has a table of its own.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

LONG_TERM = date(9999, 12, 31)  # 长期: a validity without end

_TRADITIONAL = (
    "醫院療執業證書證許護師員學術機構級類別範圍區縣鎮鄉門號樓層東長廣豐寶華興國衛檢驗測報結論單價數據電話傳"
    "產婦兒內鼻頸體腦臟腫髮皮膚傷綜樂愛親聯辦處長長審請變更註冊簽發關現資歷歲齡漢壯滿藏維傣蒙劉陳張楊趙黃吳孫馬鄭謝"
    "韓馮許鄧葉呂蘇盧蔣賈魏餘閻鐘譚範陸賴龍萬錢湯黎賀龔顏鄒嶽穆蕭羅畢顧龐莊喬嚴鐵齊權義禮貴軍麗紅蘭靈雲飛鳳龍鵬輝曉"
    "樣時間點診頻鏡頭畫聲網絡紙視設備優質專項藥劑齒協環錄復"
)
_SIMPLE = (
    "医院疗执业证书证许护师员学术机构级类别范围区县镇乡门号楼层东长广丰宝华兴国卫检验测报结论单价数据电话传"
    "产妇儿内鼻颈体脑脏肿发皮肤伤综乐爱亲联办处长长审请变更注册签发关现资历岁龄汉壮满藏维傣蒙刘陈张杨赵黄吴孙马郑谢"
    "韩冯许邓叶吕苏卢蒋贾魏余阎钟谭范陆赖龙万钱汤黎贺龚颜邹岳穆萧罗毕顾庞庄乔严铁齐权义礼贵军丽红兰灵云飞凤龙鹏辉晓"
    "样时间点诊频镜头画声网络纸视设备优质专项药剂齿协环录复"
)
_FORMS = {ord(a): b for a, b in zip(_TRADITIONAL, _SIMPLE, strict=True) if a != b}

_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("（〔［[【｛{「『〈《﹙", "("),
        **dict.fromkeys("）〕］]】｝}」』〉》﹚", ")"),
        **dict.fromkeys("—–－―‐‑‒−﹣─━ー", "-"),
        **dict.fromkeys("·•・‧∙⋅･", "·"),
        **dict.fromkeys("，、﹐﹑", ","),
        **dict.fromkeys("；﹔", ";"),
        **dict.fromkeys("：﹕∶", ":"),
        **dict.fromkeys("。｡", "."),
        **dict.fromkeys("～〜∼", "~"),
        **dict.fromkeys("“”„‟＂", '"'),
        **dict.fromkeys("‘’＇", "'"),
        **dict.fromkeys("≦⩽", "≤"),
        **dict.fromkeys("≧⩾", "≥"),
    }
)


def simplified(text: str) -> str:
    """The text with the traditional forms that names and forms use turned into simple ones, nothing else changed."""
    return text.translate(_FORMS)


def fold(text: str) -> str:
    """One width, simple forms, plain punctuation, no spaces. For comparing, never for showing. Folding again changes
    nothing."""
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:  # compatibility forms may unfold into further ones
        folded = again
    return folded


def _fold_once(text: str) -> str:
    wide = text.translate(_PUNCTUATION)
    narrow = unicodedata.normalize("NFKC", wide).translate(_PUNCTUATION).translate(_FORMS)
    return "".join(c for c in narrow if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def fold_name(text: str) -> str:
    """A name of a person or unit: also without middle dots' variants at the ends and without quotes."""
    return fold(text).replace('"', "").replace("'", "").strip(".,;:·-_*")


def fold_person(text: str) -> str:
    """A person's name; the dots in minority names and their look-alikes (. and 。 between characters) are one."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[.·,](?=[\u4e00-\u9fff])", "·", fold_name(text))


_PROVINCES = [
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
]
_REGIONS = ("内蒙古自治区", "广西壮族自治区", "西藏自治区", "宁夏回族自治区", "新疆维吾尔自治区")


def fold_address(text: str) -> str:
    """An address without the name of its province, with plain hyphens and Arabic digits for building numbers."""
    plain = fold_name(text).replace("中华人民共和国", "")
    for name in (*(f"{province}省" for province in _PROVINCES), *_REGIONS):
        if plain.startswith(name):
            plain = plain[len(name) :]
            break
    return re.sub(r"(?<=\d)一(?=\d)", "-", plain.replace("#", "号"))


# ---- numerals and dates ------------------------------------------------------------------------------------------

_DIGITS = {
    c: i
    for i, cs in enumerate(("〇零○OoО", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in cs
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000}
_LONGEST_NUMERAL = 30  # a row of 一 as long as a page is a line
_NUMERAL = "〇零○一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"


def chinese_number(text: str) -> int | None:
    """二十三 → 23, 二〇二五 → 2025, 一百零五 → 105, 十 → 10; None when it is no numeral, or too long for one."""
    if not 0 < len(text) <= _LONGEST_NUMERAL or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif _UNITS[character] == 10000:
            total, section, digit = (total + section + digit) * 10000, 0, 0
        else:
            section += (digit or 1) * _UNITS[character]
            digit = 0
    return total + section + digit


_DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s*(?:年|[-./,·])\s*(?P<m>\d{1,2})\s*(?:月|[-./,·])\s*(?P<d>\d{1,2})(?!\d)\s*日?"
    r"|(?<!\d)(?P<y2>(?:19|20)\d{2})(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?P<y3>[〇零○O0一二三四五六七八九]{{4}})年(?P<m3>[{_NUMERAL}]{{1,3}})月(?P<d3>[{_NUMERAL}]{{1,3}})日?"
)
_SPECK = re.compile(
    r"(?<=(?:19|20)\d{2}-\d{2}-\d)[.·](?=\d(?!\d))|(?<=(?:19|20)\d{2}[-/]\d)[.·](?=\d[-/])"  # 2025-08-1.2, 2025/1·1/1
)
_LONG = re.compile("长期|永久|无固定期限")
_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "Z": "2", "S": "5", "B": "8"})


def parse_dates(text: str) -> list[date]:
    """All dates in the text, in order; 长期 counts as LONG_TERM. Impossible dates are left out."""
    plain = _SPECK.sub("", unicodedata.normalize("NFKC", text).translate(_PUNCTUATION))
    found = {match.start(): LONG_TERM for match in _LONG.finditer(plain)}
    for candidate in (plain, _mended(plain)):
        for match in _DATE.finditer(candidate):
            day, at = _date_of(match), match.start()
            if day is not None and not any(near in found for near in range(at - 3, at + 4)):
                found[at] = day
    return [day for _, day in sorted(found.items())]


_DASH_READ = re.compile(r"(?<=日)一(?=二[〇零○0O]|20)")  # a dash between two days, read as a numeral


def _mended(text: str) -> str:
    """Undo slips of recognition: letters beside digits (2O25年1l月), half a 0 (2025-(8-03), a lost 〇 (二二五年 for 二〇二五年),
    a colon for a point (2019.11:19), two days without what stood between (2025.03.072026.03.07)."""
    text = _DASH_READ.sub("至", text)
    text = re.sub(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])[-./](0[1-9]|[12]\d|3[01])(?!\d)", r"\1-\2-\3", text)
    text = re.sub(r"(?<!\d)((?:19|20)\d{2})[-./](0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)", r"\1-\2-\3", text)
    text = re.sub(r"(?<!\d)((?:19|20)\d{2})([-./])(\d{1,2}):(\d{1,2})(?![\d:])", r"\1\2\3\2\4", text)
    text = re.sub(r"((?:19|20)\d{2}([-./])\d{2}\2\d{2})(?=(?:19|20)\d{2}\2)", r"\1~", text)
    text = re.sub(r"(?<=[-./年月])\((?=\d[-./月日])", "0", text)
    text = re.sub(r"(?<=[年月])[.·,](?=\s*\d)|(?<=\d)[.·,](?=[年月日])", " ", text)
    text = re.sub(r"(?<![〇零○一二三四五六七八九])二(?=[一二三四五六七八九][〇零○一二三四五六七八九]年)", "二〇", text)
    return re.sub(r"(?<=[\d年月])[OolI|ZSB]|[OolI|ZSB](?=[\d年月日])", lambda m: m.group().translate(_SLIPS), text)


def _date_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    if groups.get("y"):
        parts: list[int | None] = [int(groups["y"]), int(groups["m"]), int(groups["d"])]
    elif groups.get("y2"):
        parts = [int(groups["y2"]), int(groups["m2"]), int(groups["d2"])]
    else:
        year = groups["y3"].replace("0", "〇")
        parts = [chinese_number(year), chinese_number(groups["m3"]), chinese_number(groups["d3"])]
    try:
        year_, month, day = (int(part or 0) for part in parts)
        return date(year_, month, day)
    except ValueError:
        return None


def parse_date(text: str) -> date | None:
    """The first date in the text, None when there is none."""
    return next(iter(parse_dates(text)), None)


_DATE_SIGN = re.compile(rf"[{_NUMERAL}\d年月日]")


def date_like(text: str) -> bool:
    """Whether the row is a day and nothing else, even one that recognition damaged: 二二五年八月三日, 20 5年3月日."""
    plain = fold(text)
    signs = len(_DATE_SIGN.findall(plain))
    marks = sum(1 for mark in "年月日" if mark in plain)
    return marks >= 2 and signs >= 5 and signs >= 0.8 * len(plain) and len(plain) <= 16


_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})[年./-](\d{1,2})(?:月(?!\d)|(?=[至到~-]|$))")
_IN_CHINESE = re.compile(rf"[〇零○一二三四五六七八九]{{4}}(?=年)|[{_NUMERAL}]{{1,3}}(?=月)")


def _arabic(text: str) -> str:
    """Years and months in digits: 二〇一五年九月 → 2015年9月."""
    return _IN_CHINESE.sub(lambda m: str(chinese_number(m.group())), text)


def parse_range(text: str) -> tuple[date | None, date | None]:
    """Start and end of a period (自…至…, …-…, …起至…止); with one date, 至 or 有效期至 before it makes it the end."""
    days = parse_dates(text)
    if len(days) >= 2:
        return days[0], days[1]
    months = [(int(year), int(month)) for year, month in _MONTH.findall(fold(_arabic(text)))]
    if not days and len(months) >= 2 and all(1 <= month <= 12 for _, month in months):
        (year, month), (last, end) = months[:2]
        return date(year, month, 1), date(last, end, monthrange(last, end)[1])
    if len(days) == 1:
        years = list(re.finditer(r"(?:19|20)\d{2}", fold(text)))
        if len(years) == 2 and str(days[0].year) == years[1].group() != years[0].group():
            return None, days[0]  # the beginning stands there, but cannot be read
        if re.search(r"\d日?(?:起)?(?:至|到|~|-)$", fold(text)):
            return days[0], None  # the end stands elsewhere
        begun = re.match(rf"(.*?)(?:至|到|~)\s*[\d{_NUMERAL}]", fold(text))
        if begun and days[0] in parse_dates(begun[1]):
            return days[0], None  # the end stands there, but cannot be read
        return (None, days[0]) if re.search(r"至|止|前", text) or days[0] == LONG_TERM else (days[0], None)
    return None, None


_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_POWER = re.compile("(?<=\\d)[²³]")  # what is left of m² behind a number


def parse_number(text: str) -> float | None:
    """The first number, thousands commas and units dropped; Chinese numerals when there are no digits."""
    plain = fold(_POWER.sub("", text))
    match = _NUMBER.search(plain)
    if match:
        try:
            return float(match.group().replace(",", ""))
        except ValueError:
            return None
    numeral = re.search(rf"[{_NUMERAL}]+", plain)
    value = chinese_number(numeral.group()) if numeral else None
    return None if value is None else float(value)


# ---- lists -------------------------------------------------------------------------------------------------------

_BULLET = re.compile(r"(?:^|(?<=[\s;；,，、]))(?:[·•●▪■◆◇○□☑√*]\s*|\d{1,2}[.、．)）]\s*(?=[\u4e00-\u9fff])|[①-⑳]\s*)")
_ITEM_END = re.compile(r"(?<=[\u4e00-\u9fff]科|专业|项目)[:：](?=\s*[\u4e00-\u9fffA-Z])")  # a semicolon misread
_TICK = re.compile("[☑☒■√✓✔]")
_UNTICKED = re.compile(r"[□◻☐][^□◻☐☑☒■√✓✔\s;；,，、]*")
_BOX = re.compile("[□◻☐]")
_TICKED = re.compile(r"[☑☒■√✓✔]\s*([^□◻☐☑☒■√✓✔\s;；,，、]+)")
_TICKED_BEHIND = re.compile(r"([^□◻☐☑☒■√✓✔\s;；,，、]+)\s*[☑☒■√✓✔]")
_NUMBER_ALONE = re.compile(r"\d{1,2}[.．、)）]?")  # of a list whose places are not all filled
_SEPARATORS = ";,/|／｜\n\t"


def ticked(text: str) -> str:
    """Of words with boxes to tick (□男 ☑女, 男□ 女√) those that are ticked; the text itself where that cannot be told."""
    plain = text.strip()
    if _BOX.search(plain) and not _TICK.search(plain):
        return _left_without_box(plain) or text
    if not _BOX.search(plain):
        return text
    first = _BOX.match(plain) or _TICK.match(plain)
    return "、".join((_TICKED if first else _TICKED_BEHIND).findall(plain)) or text


def _left_without_box(text: str) -> str:
    """男 of □女 男 and of □女男: recognition sees empty boxes as they are, and loses some of the ticked ones."""
    for words in ("男女", "女男", "是否", "否是", "有无", "无有"):
        if re.fullmatch(rf"□?{words[0]}\s*□?{words[1]}", text) and text.count("□") == 1:
            return words[0] if "□" + words[1] in text else words[1]
    return ""


def split_list(text: str) -> tuple[str, ...]:
    """Items between ; 、 , / | or wide space, brackets kept whole: ``内科(门诊、急诊);外科`` has two. Of items with boxes
    to tick those that are not ticked are left out; recognition may lose the boxes of the others."""
    items, depth, current = [], 0, ""
    text = _ITEM_END.sub(";", text)
    text = _UNTICKED.sub(";", text) if _TICK.search(text) or text.count("□") > 1 else text
    for character in _BULLET.sub(";", text).replace("\u3000", ";"):
        plain = character.translate(_PUNCTUATION)
        depth += (plain == "(") - (plain == ")" and depth > 0)
        if plain in _SEPARATORS and depth == 0:
            items.append(current)
            current = ""
        else:
            current += character
    items.append(current)
    stripped = (item.strip().strip(".。").strip() for item in items)
    return tuple(item for item in stripped if item and not _NUMBER_ALONE.fullmatch(item))


def fold_list(items: tuple[str, ...] | list[str]) -> frozenset[str]:
    """Items ready to compare as a set: order and separators do not matter."""
    return frozenset(folded for item in items if (folded := fold_name(item)))


# ---- names of units ----------------------------------------------------------------------------------------------


def same_name(one: str, other: str) -> bool:
    """Equal but for width, brackets, punctuation and traditional forms."""
    return fold_name(one) == fold_name(other)


def same_person(one: str, other: str) -> bool:
    """As `same_name`, and the dots of minority names may differ or be left out."""
    return fold_person(one).replace("·", "") == fold_person(other).replace("·", "")


def same_address(one: str, other: str) -> bool:
    """Equal but for writing and the name of the province, which may be left out."""
    return fold_address(one) == fold_address(other)


_UNIT = re.compile(
    r"(?:医院|公司|中心|局|委员会|委|研究所|研究院|学院|大学|诊所|门诊部|卫生院|厅|署|站|店|馆|部|所|院|社|场|室|园|厂|集团|"
    r"学校|学会|协会|基金会|俱乐部|会所|客栈|民宿|公寓|酒楼|茶楼|超市|沙龙|网吧|影城|基地|商城|浴场|浴池|酒吧|商行|经营部|"
    r"合作社|银行|法院|政府|办公室|实验室|分院|院区|水疗|美发|美容|理发|足浴|沐浴|堂|坊|阁|轩|府|苑|吧|城|都|汇)"
    r"(?:\([^)]*\))?$"
)


def names_a_unit(text: str) -> bool:
    """Whether the words end like the name of an institution, a firm or an authority. Names of shops are free, so a no
    only means that nothing shows it."""
    folded = fold_name(text)
    return len(folded) >= 4 and bool(_UNIT.search(folded))
