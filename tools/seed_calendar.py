"""Write the calendar files of the national pack from chinesecalendar (noticed years) and holidays (years to come).

Run once, by hand, with the development dependencies: ``python tools/seed_calendar.py``. From then on the files are
content: when a notice is published, add `<year>.yaml` by hand as the notice reads. This script never overwrites a file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import holidays
from chinese_calendar import constants

FOLDER = Path(__file__).resolve().parents[1] / "packs" / "national" / "calendar"
NOTICED = range(2004, 2027)
COMING = range(2027, 2036)

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
}

# Number and confidence of each year's notice. verified: the number was read in a copy of the notice or in several
# independent texts; known: one careful secondary list agrees with what is generally cited. Left out: not certain.
NOTICES = {
    2007: ("国办发明电〔2006〕49号", "verified"),
    2008: ("国办发明电〔2007〕52号", "known"),
    2009: ("国办发明电〔2008〕42号", "known"),
    2010: ("国办发明电〔2009〕27号", "known"),
    2011: ("国办发明电〔2010〕40号", "known"),
    2012: ("国办发明电〔2011〕45号", "known"),
    2013: ("国办发明电〔2012〕33号", "verified"),
    2014: ("国办发明电〔2013〕28号", "known"),
    2015: ("国办发明电〔2014〕28号", "known"),
    2016: ("国办发明电〔2015〕18号", "known"),
    2017: ("国办发明电〔2016〕17号", "known"),
    2018: ("国办发明电〔2017〕12号", "known"),
    2019: ("国办发明电〔2018〕15号", "known"),
    2020: ("国办发明电〔2019〕16号", "known"),
    2021: ("国办发明电〔2020〕27号", "known"),
    2022: ("国办发明电〔2021〕11号", "known"),
    2023: ("国办发明电〔2022〕16号", "known"),
    2024: ("国办发明电〔2023〕7号", "verified"),
    2025: ("国办发明电〔2024〕12号", "verified"),
    2026: ("国办发明电〔2025〕7号", "verified"),
}
# Later notices that arranged some days anew: (year, holiday) to the number.
CHANGES = {(2015, "Anti-Fascist 70th Day"): "国发明电〔2015〕1号", (2019, "Labour Day"): "国办发明电〔2019〕3号"}
# 31 January to 2 February 2020 were added to the Spring Festival by a notice whose number is not certain.
EXTENSION = (date(2020, 1, 31), date(2020, 2, 2))
UNSURE = "null"


def notice_year(day: date, name: str) -> int:
    """The year whose notice arranged `day`: the last days of December go with the New Year's Day after them."""
    return day.year + 1 if day.month == 12 and name == "New Year's Day" else day.year


def spans(days: Iterable[tuple[date, str]]) -> Iterator[tuple[str, date, date]]:
    """Runs of consecutive days of one name and one notice."""
    runs = groupby(
        enumerate(sorted(days)),
        lambda item: (item[1][1], item[1][0] - timedelta(days=item[0]), extended(item[1][0])),
    )
    for (name, _, _), run in runs:
        members = [day for _, (day, _) in run]
        yield name, members[0], members[-1]


def extended(day: date) -> bool:
    """Whether the notice that extended the Spring Festival of 2020 added `day`."""
    return EXTENSION[0] <= day <= EXTENSION[1]


def noticed_file(year: int) -> str:
    """The text of a year that has a notice."""
    number, confidence = NOTICES.get(year, ("null", "unsure"))
    lines = [f"# {year}年部分节假日安排。放假写起止日（含周末），调休上班写日期。", "arrangements:"]
    lines += [f"- year: {year}", f"  notice: {{number: {number}, confidence: {confidence}}}", "  off:"]
    off = ((day, name) for day, name in constants.holidays.items() if notice_year(day, name) == year)
    for name, first, last in spans(off):
        notice = f", notice: {UNSURE}" if extended(first) else changed(year, name)
        lines.append(f"  - {{name: {NAMES[name]}, from: {first}, to: {last}{notice}}}")
    worked = sorted((day, name) for day, name in constants.workdays.items() if notice_year(day, name) == year)
    lines.append("  work:" if worked else "  work: []")
    lines += [f"  - {{name: {NAMES[name]}, date: {day}{changed(year, name)}}}" for day, name in worked]
    return "\n".join(lines) + "\n"


def changed(year: int, name: str) -> str:
    """The `notice` of a day that a later notice arranged."""
    return f", notice: {CHANGES[year, name]}" if (year, name) in CHANGES else ""


def coming_file(years: Iterable[int]) -> str:
    """The text of the years to come: the thirteen statutory days (全国年节及纪念日放假办法, 2024-11-10 version)."""
    lines = [
        "# 尚无放假通知的年份：只列《全国年节及纪念日放假办法》（2024年11月10日修订）规定的13天，农历日期由历法推算。",
        "# 补假和调休要等国务院办公厅的通知；通知发布后另写一个“<年份>.yaml”，它会代替这里的同一年。",
        "arrangements:",
    ]
    for year in years:
        lines += [f"- year: {year}", "  notice: null", "  off:"]
        table = holidays.country_holidays("CN", years=year, observed=False, language="zh_CN")
        for name, first, last in spans((day, chinese(label)) for day, label in table.items()):
            lines.append(f"  - {{name: {name}, from: {first}, to: {last}}}")
    return "\n".join(lines) + "\n"


def chinese(label: str) -> str:
    """The name of a statutory day: the eve as 除夕, two on one day joined with the longer holiday first."""
    return "、".join(sorted(label.replace("农历除夕", "除夕").split("; "), key=lambda name: name == "中秋节"))


def main() -> None:
    """Write every file that is not there yet."""
    texts = {f"{year}.yaml": noticed_file(year) for year in NOTICED}
    texts[f"{COMING.start}-{COMING.stop - 1}.yaml"] = coming_file(COMING)
    for name, text in texts.items():
        path = FOLDER / name
        if path.exists():
            sys.stdout.write(f"kept {path.name}\n")
        else:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {path.name}\n")


if __name__ == "__main__":
    main()
