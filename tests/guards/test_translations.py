"""Whoever reads English reads all of it: the catalogue is complete, up to date, and says what the Chinese says."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo

from tools import messages

HAN = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*(?:![rsa])?(?::[^{}]*)?\}")
CHINESE_PUNCTUATION = re.compile(r"[，。；：？！、《》「」（）【】]")

# Where English names a Chinese term on purpose: what a person types into the search, and the form of a number plate.
CHINESE_ON_PURPOSE = frozenset(
    {"例如：护士变更", "可以输入名称、拼音或首字母，如：护士、hushi、hszy", "机动车号牌，如“川A12345”"}
)


@cache
def catalogue() -> Catalog:
    """The catalogue of the repository."""
    return messages.known()


def pairs() -> Iterator[tuple[str, str]]:
    """(Chinese, English) of every sentence; of plural ones, each form."""
    for message in catalogue():
        if isinstance(message.id, str):
            yield message.id, str(message.string)
        else:
            yield from zip(message.id, message.string or (), strict=False)  # what lacks is the matter of another test


def translated() -> list[tuple[str, str]]:
    return [(chinese, english) for chinese, english in pairs() if chinese]


def test_the_catalogue_is_what_the_tool_writes() -> None:
    fresh = messages.written(messages.merged(messages.collect(), messages.known()))
    assert messages.CATALOGUE.read_bytes() == fresh, "run `make messages`, then translate what is new"


def test_no_sentence_lacks_its_english() -> None:
    assert messages.lacking(catalogue()) == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in catalogue() if message.id and message.fuzzy] == []


def test_both_languages_have_the_same_placeholders() -> None:
    wrong = [
        (chinese, english)
        for chinese, english in translated()
        if Counter(PLACEHOLDER.findall(chinese)) != Counter(PLACEHOLDER.findall(english))
    ]
    assert wrong == []


def test_english_formats_as_chinese_does() -> None:
    """A stray brace or per cent sign would only show when the sentence is needed, often while reporting an error."""
    for chinese, english in translated():
        names = set(re.findall(r"%\((\w+)\)", chinese))
        if names:
            assert english % dict.fromkeys(names, 1), chinese
        elif PLACEHOLDER.search(chinese):
            assert english.format_map(_Anything()), chinese


def test_english_has_no_chinese_but_what_is_kept_on_purpose() -> None:
    kept = {chinese for chinese, english in translated() if HAN.search(english)}
    assert kept == CHINESE_ON_PURPOSE
    assert [english for _, english in translated() if CHINESE_PUNCTUATION.search(english)] == []


def test_english_has_no_straight_double_quote() -> None:
    """In a template it may stand within an attribute, which it would end."""
    assert [english for chinese, english in translated() if '"' in english and '"' not in chinese] == []


def test_english_begins_with_the_space_the_chinese_begins_with() -> None:
    joined = [english for chinese, english in translated() if chinese.startswith(" ") and not english.startswith(" ")]
    assert joined == []


def test_the_header_has_no_empty_phrases() -> None:
    head = messages.CATALOGUE.read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert head.strip() == messages.HEADER.strip()
    assert not re.search(r"EMAIL@|FULL NAME|ORGANIZATION|YEAR-MO", head)


def test_it_compiles_with_every_sentence() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue())
    compiled.seek(0)
    assert len(read_mo(compiled)) == len(catalogue()) > 1000


class _Anything(dict[str, float]):
    """A value for any name; a number, so that number formats work."""

    def __missing__(self, key: str) -> float:
        return 1.5
