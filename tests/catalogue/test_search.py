"""Search on PostgreSQL: finds what the pure rules find, by its index, in a stable order."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from tests.builders import packs, synthetic
from tongban.base.actor import SYSTEM
from tongban.catalogue import actions, queries
from tongban.catalogue.models import Listing
from tongban.catalogue.search import vectors
from tongban.catalogue.search.entries import entries_of, from_data
from tongban.catalogue.search.matching import Document, Rank
from tongban.catalogue.search.query import read
from tongban.catalogue.search.readings import readings, sort_key
from tongban.core.errors import InvalidInput

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


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
    synthetic.fill(120)
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
    synthetic.fill(3)

    assert all(row.name_pinyin == sort_key(row.name) for row in Listing.objects.all())
