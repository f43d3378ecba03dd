"""Calendar files are read strictly: what is wrong is named with its file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tongban.core.errors import NotFound
from tongban.core.packs.calendars import BadCalendar, load_calendar, read_calendar
from tongban.core.packs.location import packs_root

PROVISIONAL = """arrangements:
- year: 2027
  notice: null
  off:
  - {name: 春节, from: 2027-02-06, to: 2027-02-08}
"""
NOTICED = """arrangements:
- year: 2027
  notice: {number: 通知1号, confidence: verified}
  off:
  - {name: 春节, from: 2027-02-05, to: 2027-02-11}
  work:
  - {name: 春节, date: 2027-02-14}
"""


def test_a_notice_takes_the_place_of_the_provisional_year() -> None:
    calendar = read_calendar({"2027-2035.yaml": PROVISIONAL, "2027.yaml": NOTICED})
    assert not calendar.is_provisional(date(2027, 2, 9))
    assert not calendar.is_workday(date(2027, 2, 9))
    assert calendar.reason(date(2027, 2, 14)).message.render() == "春节调休上班（通知1号）"
    same = read_calendar({"2027.yaml": NOTICED})
    assert same.digest == calendar.digest


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (NOTICED.replace("work:", "works:"), 6, "不认识“arrangements.0.works”"),
        (NOTICED.replace("2027-02-14", "2027-02-15"), 7, "应是周六或周日"),
        (NOTICED.replace("2027-02-14", "2027-02-30"), 7, "“2027-02-30”不是有效的日期"),
        (NOTICED.replace("to: 2027-02-11", "to: 2027-02-01"), 5, "结束日期早于开始日期"),
        (NOTICED.replace("2027-02-05", "2026-02-05"), 5, "不在2027年内"),
        (NOTICED.replace("2027-02-14", "2029-02-17"), 7, "不在2027年内"),
        (NOTICED.replace("date: 2027-02-14", "date: 2027-02-06"), 2, "2027-02-06写了两次"),
        (NOTICED.replace("year: 2027", "year: 12"), 2, "不能小于1980"),
        (NOTICED.replace("year: 2027", "year: 2027\n  year: 2028"), 3, "写了两次"),
        ("arrangements: [", 1, "YAML 写法有误"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(text: str, line: int, why: str) -> None:
    with pytest.raises(BadCalendar, match=why) as caught:
        read_calendar({"2027.yaml": text})
    assert (caught.value.problems[0].file, caught.value.problems[0].line) == ("2027.yaml", line)


def test_two_notices_for_one_year_are_refused() -> None:
    with pytest.raises(BadCalendar, match=r"2027年在a\.yaml里已经有了"):
        read_calendar({"a.yaml": NOTICED, "b.yaml": NOTICED})


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCalendar, match="缺少文件"):
        load_calendar(tmp_path)


def test_the_packs_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TONGBAN_PACKS", str(tmp_path))
    assert packs_root() == tmp_path
    monkeypatch.setenv("TONGBAN_PACKS", str(tmp_path / "nowhere"))
    with pytest.raises(NotFound, match=r"nowhere.*TONGBAN_PACKS"):
        packs_root()
    monkeypatch.delenv("TONGBAN_PACKS")
    assert (packs_root() / "national" / "calendar" / "2026.yaml").is_file()
