"""What an action writes goes out together, in order, and nobody reads past it."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from tests.harness.statements import sent
from tongban.base import eventlog, sql, writes
from tongban.base.actor import SYSTEM
from tongban.base.errors import StreamMoved
from tongban.base.eventlog import GENESIS, Head, NewEvent
from tongban.base.models import Authority, Event, Notification, Region, User
from tongban.base.writes import together

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
HOLIDAY = "春节"


def region(code: str = "510107", name: str = "武侯区") -> Region:
    return Region(code=code, name=name, sort_key="wuhouqu")


def insert_and_fail(code: str) -> None:
    writes.insert(region(code))
    raise KeyError


def test_a_row_that_changes_while_it_waits_is_written_once(db: None) -> None:
    with sent() as texts, together():
        row = region()
        writes.insert(row)
        for name in ("甲", "乙", "丙"):
            row.name = name
            writes.update(row, ["name"])
        assert texts == []
    assert [text.split()[0] for text in texts] == ["INSERT"]
    assert Region.objects.get(code="510107").name == "丙"


def test_changes_of_one_row_are_one_update_of_all_its_fields(db: None) -> None:
    writes.insert(region())
    row = Region.objects.get(code="510107")
    with sent() as texts, together():
        row.name, row.sort_key = "新区", "xinqu"
        writes.update(row, ["name"])
        writes.update(row, ["sort_key"])
    row.refresh_from_db()
    assert (row.name, row.sort_key) == ("新区", "xinqu")
    assert [text.split()[0] for text in texts] == ["UPDATE"]


def test_whoever_reads_reads_what_was_written_before(db: None) -> None:
    with together():
        writes.insert(region())
        assert Region.objects.filter(code="510107").exists()  # through the query builder
        writes.insert(region("510108", "成华区"))
        [rows] = sql.fetch(sql.Query("SELECT name FROM base_region ORDER BY code"))
        assert [name for (name,) in rows] == ["武侯区", "成华区"]


def test_a_read_of_other_tables_lets_writes_wait(db: None) -> None:
    elsewhere = sql.Query("SELECT count(*) FROM base_event", tables=frozenset({"base_event"}))
    here = sql.Query("SELECT count(*) FROM base_region", tables=frozenset({"base_region"}))
    with sent() as texts, together():
        writes.insert(region())
        sql.fetch(elsewhere)
        assert len(texts) == 1
        [[(count,)]] = sql.fetch(here)
        assert (count, len(texts)) == (1, 3)


def test_rows_of_one_kind_go_out_by_one_statement(db: None) -> None:
    with sent() as texts, together():
        writes.insert(region("510107"), region("510108"))
        writes.insert(region("510109"))
    assert len(texts) == 1
    assert Region.objects.count() == 3


def test_nothing_stays_of_a_block_that_fails(db: None) -> None:
    with pytest.raises(KeyError), together():
        insert_and_fail("510107")
    assert not Region.objects.exists()


def test_an_inner_block_that_fails_takes_nothing_of_the_outer_with_it(db: None) -> None:
    with together():
        writes.insert(region())
        with pytest.raises(KeyError), together():
            insert_and_fail("510108")
        with pytest.raises(KeyError), transaction.atomic():  # a savepoint that knows nothing of `together`
            insert_and_fail("510109")
        writes.insert(region("510110", "青羊区"))
    assert sorted(Region.objects.values_list("code", flat=True)) == ["510107", "510110"]


def test_an_update_of_a_row_that_is_not_there_is_an_error(db: None) -> None:
    with pytest.raises(DatabaseError, match="not there"), together():
        writes.update(region(), ["name"])


def test_a_stream_that_moved_is_told_at_the_end_of_the_block_at_the_latest(db: None) -> None:
    stream = uuid.uuid4()

    def append(after: Head) -> Head:
        told = [NewEvent("person.registered"), NewEvent("person.registered")]
        return eventlog.append("person", stream, told, after=after, actor=SYSTEM, now=NOW)

    with together():
        head = append(Head(0, GENESIS))
    with pytest.raises(StreamMoved), together():
        append(Head(0, GENESIS))
    with together():
        append(head)
    assert [event.sequence for event in eventlog.stream_events(stream)] == [1, 2, 3, 4]
    assert Event.objects.filter(stream=stream).values("recorded_at").distinct().count() == 1


def test_every_kind_of_value_comes_back_as_it_was(db: None) -> None:
    """Nothing is lost on the way through the text form: nothing, numbers, times, bytes, quotes, nested data."""
    writes.insert(region())
    authority = Authority(
        name='局"\\{},', uscc="11510107MB0000000X", region_id="510107", level="4", path="1.", matters=["a", HOLIDAY]
    )
    writes.insert(authority)
    user = User(username="u", password="x", date_joined=NOW, is_active=True)
    writes.insert(user)
    user = User.objects.get(username="u")
    data = {"text": 'a"b\\c', "nothing": None, "yes": True, "number": 7, "deep": [HOLIDAY]}
    writes.insert(Notification(user=user, kind="k", sentence="s", data=data, link="", created_at=NOW))
    kept = Notification.objects.get()
    assert (kept.data, kept.created_at, kept.read_at) == (data, NOW, None)
    assert Authority.objects.get().matters == ["a", HOLIDAY]
    assert (user.is_active, user.last_login) == (True, None)


def test_values_are_sent_in_the_form_of_the_database() -> None:
    key = uuid.uuid4()
    given = [None, True, 12, key, NOW, date(2026, 3, 2), b"\x00\xff", [1, 2], [key], ["a,b"], []]
    expected = [
        None,
        "t",
        "12",
        str(key),
        NOW.isoformat(),
        "2026-03-02",
        "\\x00ff",
        "{1,2}",
        f"{{{key}}}",
        ["a,b"],
        "{}",
    ]
    assert sql.as_text(given) == expected


def test_columns_of_a_join_come_back_as_rows(db: None) -> None:
    writes.insert(region())
    writes.insert(
        Authority(name="局", uscc="11510107MB0000000X", region_id="510107", level="4", path="1.", matters=["a"])
    )
    authority, home = sql.Columns(Authority, "a"), sql.Columns(Region, "r", start=sql.Columns(Authority, "a").end)
    columns, tables = f"{authority.text}, {home.text}", f"{authority.table} LEFT JOIN {home.table}"
    text = f"SELECT {columns} FROM {tables} ON {home.key} = %s"  # noqa: S608  # names of our own models
    [[there]] = sql.fetch(sql.Query(text, ["510107"]))
    [[missing]] = sql.fetch(sql.Query(text, ["999999"]))
    found = authority.row(there)
    assert found is not None
    assert (found, found.matters, home.row(there)) == (Authority.objects.get(), ["a"], Region.objects.get())
    assert home.row(missing) is None
    assert json.dumps(found.matters) == '["a"]'
