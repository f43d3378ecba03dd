"""Publishing copies content under its digest, and dates decide which copy holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.builders import packs
from tongban.base.actor import SYSTEM, Actor, ActorKind
from tongban.base.eventlog import stream_events
from tongban.catalogue import actions, queries
from tongban.catalogue.actions import Published
from tongban.catalogue.errors import (
    PackRefused,
    SupersededContent,
    UnknownMatter,
    UnknownPublication,
    UnknownVariant,
)
from tongban.catalogue.models import Listing, Publication
from tongban.core.errors import Forbidden
from tongban.core.packs.loader import load_files, load_pack
from tongban.core.roles import Role

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
ROOT = Path(__file__).resolve().parents[2]


def publish(matter: Mapping[str, Any] | None = None, now: datetime = NOW, **documents: Any) -> Published:
    pack = packs.pack([matter or packs.matter_data()], **documents)
    (published,) = actions.publish(pack, actor=SYSTEM, now=now)
    return published


def promise(days: int, since: str = "2026-01-01", until: str | None = None, version: str = "2") -> dict[str, Any]:
    data = packs.matter_data(version=version, effective={"from": since, **({"to": until} if until else {})})
    data["variants"]["first"]["limits"]["promised"][0]["amount"] = days
    return data


def in_force(on: date) -> str | None:
    row = queries.publication_in_force("pool-permit", on)
    return row.digest if row else None


def test_a_copy_of_every_file_is_kept_under_its_digest() -> None:
    published = publish()

    row = queries.publication(published.digest)
    assert row.files == packs.files()
    assert queries.loaded(published.digest).digest() == published.digest
    assert (row.version, row.effective_from, row.published_by) == ("1", date(2026, 1, 1), "system:tongban")


def test_a_case_reads_the_copy_even_when_a_newer_one_holds() -> None:
    first = publish()
    second = publish(promise(1))

    assert in_force(TODAY) == second.digest
    old, new = queries.loaded(first.digest), queries.loaded(second.digest)
    assert [str(change.message) for change in queries.difference(old, new, TODAY)] == ["承诺时限 7个工作日 → 1个工作日"]


def test_the_same_content_is_one_row_and_no_event() -> None:
    first = publish()
    again = publish()

    assert (again.digest, again.new, again.changes) == (first.digest, False, ())
    assert Publication.objects.count() == 1
    assert len(stream_events(Publication.objects.get().matter.stream)) == 1


def test_a_law_that_changes_makes_a_new_publication() -> None:
    laws = packs.pack_wide()["laws.yaml"]
    laws["laws"]["service-rules"]["articles"]["8"] = "经许可方可营业，5年有效。"

    assert publish().digest != publish(laws=laws).digest


def test_the_change_is_told_and_recorded_without_names() -> None:
    first = publish()
    second = publish(promise(1))

    assert [str(change.message) for change in second.changes] == ["承诺时限 7个工作日 → 1个工作日"]
    event = stream_events(Publication.objects.get(digest=second.digest).matter.stream)[-1]
    assert event.kind == "matter.published"
    assert json.loads(event.payload) == {
        "matter": "pool-permit",
        "digest": second.digest,
        "replaces": first.digest,
        "pack": "sample",
        "version": "2",
        "effective_from": "2026-01-01",
        "effective_to": None,
    }


def test_a_future_version_holds_from_its_day() -> None:
    now = publish()
    later = publish(promise(1, since="2026-06-01"))

    assert in_force(date(2026, 5, 31)) == now.digest
    assert in_force(date(2026, 6, 1)) == later.digest


def test_a_correction_of_the_past_does_not_displace_a_later_version() -> None:
    publish()
    later = publish(promise(1, since="2026-06-01"))
    correction = publish(promise(5, version="1.1"))

    assert in_force(TODAY) == correction.digest
    assert in_force(date(2026, 7, 1)) == later.digest


def test_what_held_before_holds_again_after_a_temporary_version() -> None:
    lasting = publish()
    temporary = publish(promise(1, since="2026-02-01", until="2026-02-28"))

    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)]
    assert [in_force(day) for day in days] == [lasting.digest, temporary.digest, temporary.digest, lasting.digest]


def test_nothing_holds_before_the_first_day() -> None:
    publish()

    assert in_force(date(2025, 12, 31)) is None
    with pytest.raises(UnknownMatter):
        queries.loaded_in_force("pool-permit", date(2025, 12, 31))


def test_content_that_was_replaced_cannot_slip_back_unnoticed() -> None:
    publish()
    publish(promise(1))

    with pytest.raises(SupersededContent, match="游泳场所卫生许可"):
        publish()


def test_a_pack_with_errors_is_refused_whole_with_every_error(tmp_path: Path) -> None:
    bad = packs.matter_data("bad-one", "坏事项", colour="red", summary=None)
    for path, text in packs.files([packs.matter_data(), bad]).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    with pytest.raises(PackRefused) as refused:
        actions.publish_pack(tmp_path, actor=SYSTEM, now=NOW)

    assert {problem.code for problem in refused.value.problems} >= {"unknown-key", "wrong-value"}
    assert "matters/places/bad-one/matter.yaml" in refused.value.render()
    assert not Publication.objects.exists()


def test_only_who_keeps_the_content_may_publish() -> None:
    clerk = Actor(ActorKind.USER, "7", Role.CLERK)

    with pytest.raises(Forbidden):
        actions.publish(packs.pack(), actor=clerk, now=NOW)


def test_the_database_refuses_to_change_a_publication() -> None:
    publish()

    with pytest.raises(DatabaseError, match=r"permission denied|refused"), transaction.atomic():
        Publication.objects.update(version="9")
    with pytest.raises(DatabaseError, match=r"permission denied|refused"), transaction.atomic():
        Publication.objects.all()._raw_delete("default")


def test_listings_can_be_drawn_anew() -> None:
    publish()
    before = Listing.objects.values().get()
    Listing.objects.update(name="?", entries=[], vector="")

    assert actions.rebuild_listings(actor=SYSTEM, now=NOW) == 1
    assert Listing.objects.values().get() == before


def test_a_publication_carries_its_calendar() -> None:
    pack = load_pack(ROOT / "packs" / "national")
    calendars = {path: text for path, text in pack.files.items() if path.startswith("calendar/")}
    (published,) = actions.publish(load_files({**packs.files(), **calendars}), actor=SYSTEM, now=NOW)

    calendar = queries.calendar(published.digest)

    assert calendar.nth_workday_after(date(2026, 2, 11), 20) == date(2026, 3, 17)


def test_what_is_not_there_is_said_kindly() -> None:
    published = publish()

    with pytest.raises(UnknownPublication):
        queries.loaded("0" * 64)
    with pytest.raises(UnknownVariant, match="游泳场所卫生许可"):
        queries.check_variant(queries.loaded(published.digest), "no-such")


def test_lists_by_theme_and_level_in_order_of_sound() -> None:
    matters = [
        packs.matter_data("doctor", "医师执业注册", theme="people", levels=["2"]),
        packs.matter_data("nurse", "护士执业注册", theme="people"),
        packs.matter_data(),
    ]
    actions.publish(packs.pack(matters), actor=SYSTEM, now=NOW)

    assert [(theme.key, theme.matters) for theme in queries.themes(TODAY)] == [("places", 1), ("people", 2)]
    assert [card.name for card in queries.matters(TODAY, theme="people")] == ["护士执业注册", "医师执业注册"]
    assert [card.matter for card in queries.matters(TODAY, level="2")] == ["doctor"]
    assert [row.burden.days for row in queries.benchmark(TODAY)] == [7] * 9
