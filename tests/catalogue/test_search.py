"""Search on PostgreSQL: finds what the pure rules find, by its index, in a stable order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper

from tests.builders import packs
from tongban.base.actor import SYSTEM
from tongban.catalogue import actions, queries
from tongban.catalogue.models import Listing, Matter, Publication
from tongban.catalogue.search import vectors
from tongban.catalogue.search.entries import entries_of, from_data
from tongban.catalogue.search.matching import Document, Rank
from tongban.catalogue.search.query import read
from tongban.catalogue.search.readings import readings, sort_key
from tongban.core.errors import InvalidInput

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
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


@pytest.fixture
def sample() -> None:
    matters = [
        packs.matter_data("doctor", "医师执业注册", theme="people", aliases=["医师证"]),
        packs.matter_data("nurse", "护士执业注册", theme="people", aliases=["护士证"]),
        packs.matter_data(faq=[{"question": "护士需要办吗？", "answer": "不需要。"}]),
    ]
    actions.publish(packs.pack(matters), actor=SYSTEM, now=NOW)


@pytest.mark.parametrize("typed", ["护士变更", "护士 变更", "hszyzc", "护士证", "hu士zhi", "ＨＵＳＨＩ证"])
@pytest.mark.usefixtures("sample")
def test_the_nurse_is_found_first(typed: str) -> None:
    hits = queries.search(typed, TODAY).hits

    assert hits[0].matter == "nurse"


@pytest.mark.usefixtures("sample")
def test_the_better_kind_of_match_comes_first_then_the_sound() -> None:
    by_sign = queries.search("护士", TODAY).hits
    by_name = queries.search("执业", TODAY).hits

    assert [(hit.matter, hit.rank) for hit in by_sign] == [("nurse", Rank.NAME_START), ("pool-permit", Rank.TEXT)]
    assert [hit.matter for hit in by_name] == ["nurse", "doctor"]


@pytest.mark.usefixtures("sample")
def test_a_hit_says_why() -> None:
    hit = queries.search("护士变更", TODAY).hits[0]
    text = queries.search("需要办", TODAY).hits[0]

    assert (str(hit.why), hit.snippet.found, hit.variant) == ("事项名称", "护士", "change")
    assert (str(text.why), text.snippet.before, text.snippet.found) == ("说明与常见问题", "护士", "需要办")


@pytest.mark.usefixtures("sample")
def test_nothing_found_offers_the_nearest_names() -> None:
    result = queries.search("护土执业注册", TODAY)

    assert result.hits == ()
    assert [card.matter for card in result.nearest] == ["nurse", "doctor"]


@pytest.mark.usefixtures("sample")
def test_only_what_holds_on_the_day_is_found() -> None:
    new = packs.matter_data(
        "nurse", "护理人员执业注册", theme="people", aliases=[], version="2", effective={"from": "2026-06-01"}
    )
    actions.publish(packs.pack([new]), actor=SYSTEM, now=NOW)

    assert [hit.matter for hit in queries.search("护士证", TODAY).hits] == ["nurse"]
    assert queries.search("护士证", date(2026, 6, 1)).hits == ()
    assert [hit.matter for hit in queries.search("护理人员", date(2026, 6, 1)).hits] == ["nurse"]
    assert queries.search("护理人员", TODAY).hits == ()


@pytest.mark.parametrize(
    "typed", ["", "   ", "？！", "'", "\\", "a'b", "护' | '士", ":*", "护:*", "!护", "( & )", "<->"]
)
@pytest.mark.usefixtures("sample")
def test_signs_of_the_query_language_are_only_signs(typed: str) -> None:
    queries.search(typed, TODAY)


@pytest.mark.parametrize("typed", ["护" * 61, "护\x00士", "护\ud800"])
def test_what_cannot_be_a_search_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        queries.search(typed, TODAY)


def test_the_database_finds_what_the_rules_find() -> None:
    fill(120)
    documents = {
        row["publication__matter__key"]: Document([from_data(entry) for entry in row["entries"]])
        for row in Listing.objects.values("publication__matter__key", "entries")
    }
    asked = [
        "护士",
        "hushi",
        "hszc",
        "放射诊疗许可",
        "护士注册",
        "fszl",
        "ys变更",
        "zhuce",
        "x",
        "7号",
        "诊疗变更",
        "sheng",
    ]
    for typed in asked:
        by_rules = {key for key, document in documents.items() if document.match(read(typed))}
        assert {hit.matter for hit in queries.search(typed, TODAY).hits} == by_rules, typed


def test_the_index_is_used() -> None:
    """Words find the index by themselves at three hundred matters; the many readings of letters may use it."""
    fill(300)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_listing")
        assert "listing_vector" in plan(cursor, "护士变更")
        assert "listing_vector" in plan(cursor, "放射诊疗许可")
        cursor.execute("SET LOCAL enable_seqscan = off")
        for typed in ("hushi", "hszc", "hu士"):
            assert "listing_vector" in plan(cursor, typed)


def plan(cursor: CursorWrapper, typed: str) -> str:
    search = "EXPLAIN SELECT publication_id FROM catalogue_listing WHERE vector @@ %s::tsquery"
    cursor.execute(search, [vectors.query(read(typed))])
    return "\n".join(row[0] for row in cursor.fetchall())


def test_a_word_in_many_places_keeps_titles() -> None:
    long = packs.matter_data(faq=[{"question": "的" * 300, "answer": "的" * 2000}])
    entries = entries_of(packs.loaded(long).matter, readings)

    text = vectors.vector(entries)

    (places,) = [part for part in text.split(" ") if part.startswith("'的'")]
    assert places.count(",") == 255
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [text, vectors.query(read("游泳场所"))])
        assert cursor.fetchone() == (True,)


def test_sort_keys_are_stored() -> None:
    fill(3)

    assert all(row.name_pinyin == sort_key(row.name) for row in Listing.objects.all())
