"""What a person may type and still find the matter, and why it was found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.builders import packs
from tongban.catalogue.search.entries import Entry, entries_of, from_data
from tongban.catalogue.search.matching import Document, Match, Rank
from tongban.catalogue.search.nearest import nearest
from tongban.catalogue.search.query import pieces, read
from tongban.catalogue.search.readings import initials, readings, sort_key

NURSE = packs.matter_data(
    "nurse",
    "护士执业注册",
    aliases=["护士证"],
    summary="换单位、到期延续都在这里办。",
    faq=[{"question": "怀孕了能做Ｘ射线检查吗？", "answer": "请先告诉医生。"}],
)


def entries(matter: dict[str, object] = NURSE) -> tuple[Entry, ...]:
    return entries_of(packs.loaded(matter).matter, readings)


def find(text: str, of: Sequence[Entry] | None = None) -> Match | None:
    return Document(of or entries()).match(read(text))


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("护士执业注册", Rank.EXACT),
        ("护士证", Rank.EXACT),
        ("护士", Rank.NAME_START),
        ("执业", Rank.NAME),
        ("士证", Rank.ALIAS),
        ("变更", Rank.VARIANT),
        ("护士变更", Rank.TITLES_TOGETHER),
        ("护士 变更", Rank.TITLES_TOGETHER),
        ("变更 护士", Rank.TITLES_TOGETHER),
        ("检测报告", Rank.MATERIAL),
        ("换单位", Rank.TEXT),
        ("hushi", Rank.NAME_START),
        ("hush", Rank.NAME_START),
        ("HuShi", Rank.NAME_START),
        ("ｈｕｓｈｉ", Rank.NAME_START),
        ("hu士", Rank.NAME_START),
        ("护shi", Rank.NAME_START),
        ("护sh", Rank.NAME_START),
        ("hszyzc", Rank.EXACT),
        ("hszc", Rank.TITLES_TOGETHER),
        ("hsbg", Rank.TITLES_TOGETHER),
        ("护士bg", Rank.TITLES_TOGETHER),
        ("hushi biangeng", Rank.TITLES_TOGETHER),
        ("x射线", Rank.TEXT),
        ("Ｘ射线", Rank.TEXT),
        ("《护士执业注册》", Rank.EXACT),
    ],
)
def test_what_is_understood(typed: str, rank: Rank) -> None:
    match = find(typed)

    assert match is not None
    assert match.rank is rank


@pytest.mark.parametrize("typed", ["医师", "护士 医师", "yishi", "ys", "士护", "huhsi", "册护", "", "？？"])
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert find(typed) is None


def test_marks_inside_a_name_do_not_part_it() -> None:
    germs = entries(packs.matter_data("germs", "高致病性病原微生物菌(毒)种运输"))

    match = find("菌毒种", germs)

    assert match is not None
    assert match.snippet().found == "菌(毒)种"


def test_a_phrase_does_not_run_from_one_text_into_the_next() -> None:
    """The name ends in 册 and the alias begins with 护."""
    assert find("册护") is None


def test_several_readings_of_a_character_are_all_found() -> None:
    heavy = entries(packs.matter_data("heavy", "重大项目"))

    assert find("zhongda", heavy) is not None
    assert find("chongda", heavy) is not None


@pytest.mark.parametrize(
    ("typed", "variant"),
    [
        ("护士变更", "change"),
        ("变更", "change"),
        ("护士bg", "change"),
        ("hushi yanxu", "renewal"),
        ("延续时选", "renewal"),
        ("护士", None),
        ("护士注册", None),  # the name says 注册 as well: it tells no variant from another
        ("护士变更延续", None),  # two are meant
    ],
)
def test_the_variant_that_was_meant_comes_along(typed: str, variant: str | None) -> None:
    data = {**NURSE, "aliases": ["护士变更注册"]}
    data["variants"] = {**packs.matter_data()["variants"]}
    data["variants"]["first"] = {**data["variants"]["first"], "name": "首次注册"}

    match = find(typed, entries(data))

    assert match is not None
    assert match.variant == variant


def test_characters_come_before_sounds() -> None:
    by_sign, by_sound, by_initial = find("护士"), find("hushi"), find("hs")

    assert by_sign is not None
    assert by_sound is not None
    assert by_initial is not None
    assert [by_sign.script, by_sound.script, by_initial.script] == [0, 1, 2]


def test_a_snippet_is_a_piece_of_the_text_as_written() -> None:
    match = find("x射线")

    assert match is not None
    snippet = match.snippet()
    assert snippet.found == "Ｘ射线"
    assert snippet.before + snippet.found + snippet.after in "怀孕了能做Ｘ射线检查吗？"


def test_entries_survive_storage() -> None:
    assert tuple(from_data(entry.as_data()) for entry in entries()) == entries()


def test_ambiguous_letters_are_read_in_every_way() -> None:
    phrases = {reading.phrase for reading in read("xian")[0]}

    assert {("xian",), ("xi", "an"), ("x", "i", "a", "n")} <= phrases


def test_pieces_have_at_least_two_words() -> None:
    assert pieces(("护", "士", "变")) == ()
    assert pieces(("护", "士", "变", "更")) == ((("护", "士"), ("变", "更")),)
    assert all(len(piece) >= 2 for cut in pieces(tuple("abcdefghijkl")) for piece in cut)


@pytest.mark.parametrize("typed", ["a" * 60, "zhuang" * 10, "护a" * 30, "x " * 30])
def test_long_nonsense_stays_small(typed: str) -> None:
    assert sum(len(readings) for readings in read(typed)) <= 24 * 6


def test_sort_keys_follow_the_sound() -> None:
    names = ["医师执业注册", "护士执业注册", "放射诊疗许可"]

    assert sorted(names, key=sort_key) == ["放射诊疗许可", "护士执业注册", "医师执业注册"]
    assert initials("护士执业注册") == "hszyzc"


@pytest.mark.parametrize("typed", ["护土执业", "户士执业注册", "hushizhuce", "执业注册护士长"])
def test_the_nearest_name_is_offered(typed: str) -> None:
    names = {"nurse": entries()[0], "pool": entries(packs.matter_data())[0]}

    assert nearest(typed, read(typed), names)[:1] == ["nurse"]


def test_nothing_is_offered_for_what_resembles_nothing() -> None:
    names = {"nurse": entries()[0]}

    assert nearest("天气预报", read("天气预报"), names) == []
