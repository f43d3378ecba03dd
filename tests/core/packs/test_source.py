"""The YAML dialect of packs, and that no text makes the reader fail."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.packs.minimal import FILES, FOLDER
from tongban.core.packs import source
from tongban.core.packs.linter import lint
from tongban.core.packs.loader import load_files
from tongban.core.packs.location import packs_root
from tongban.core.packs.problems import CODES
from tongban.core.packs.source import read_source


def data(text: str) -> object:
    read, problems = read_source("a.yaml", text)
    assert read is not None, problems
    return read.data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on: yes", {"on": "yes"}),
        ("a: no", {"a": "no"}),
        ("a: true", {"a": True}),
        ("a: 007", {"a": "007"}),
        ("a: 000123019000", {"a": "000123019000"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: -5", {"a": -5}),
        ("a: 12.50", {"a": Decimal("12.50")}),
        ("a: 1e5", {"a": "1e5"}),
        ("a: 2026-02-28", {"a": date(2026, 2, 28)}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ("<<: a", {"<<": "a"}),
        ("a: 99999999999999999999", {"a": "99999999999999999999"}),
        ("", {}),
    ],
)
def test_scalars(text: str, value: object) -> None:
    assert data(text) == value


def test_places_fall_back_to_the_nearest_ancestor() -> None:
    read, _ = read_source("a.yaml", "a:\n  - b: 1\n  - c: 2\n")
    assert read is not None
    assert read.line("a", 1, "c") == 3
    assert read.line("a", 1, "missing") == 3
    assert read.line("nowhere") == 1


@pytest.mark.parametrize(
    "text", ["a: \x00", "a: \ud800", "a: b\x07", "\ufffe", "%YAML 9.9\n---\n", "a: *b", "--- 1\n--- 2"]
)
def test_unreadable_text_is_a_located_problem(text: str) -> None:
    read, problems = read_source("a.yaml", text)
    assert read is None
    assert [problem.code in CODES for problem in problems] == [True]


_word = st.sampled_from(
    ["a", "name", "variants", "new", "yes", "2026-01-01", "2026-99-99", "5", "[", "{", "&x", "*x", "!!int", "｜"]
)
_yaml = st.one_of(
    st.text(max_size=200),
    st.lists(_word, max_size=40).map(" ".join),
    st.lists(st.tuples(_word, _word), max_size=20).map(lambda rows: "\n".join(f"{a}: {b}" for a, b in rows)),
)


@settings(max_examples=300, deadline=None)
@given(_yaml)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    read, problems = read_source("a.yaml", text)
    assert (read is None) == bool(problems)


@settings(max_examples=300, deadline=None)
@given(_yaml)
def test_both_parsers_read_alike(text: str) -> None:
    """What libyaml and PyYAML's own parser both accept, they read alike, with the same places."""
    fast = read_source("a.yaml", text)[0]
    with patch.object(source, "Loader", source.PlainLoader):
        plain = read_source("a.yaml", text)[0]
    if fast is not None and plain is not None:
        assert (fast.data, fast.places) == (plain.data, plain.places)


def test_the_shipped_packs_are_read_alike() -> None:
    for path in sorted(packs_root().rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        fast = read_source("a.yaml", text)[0]
        with patch.object(source, "Loader", source.PlainLoader):
            plain = read_source("a.yaml", text)[0]
        assert (fast is None) == (plain is None)
        if fast is not None and plain is not None:
            assert (fast.data, fast.places) == (plain.data, plain.places)


_value = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=20),
        st.sampled_from(["new", "form.shop_name", "shop-law"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(path for path in FILES if path.endswith(".yaml"))), st.randoms(use_true_random=False), _value
)
def test_no_pack_makes_the_linter_fail(path: str, random: object, value: object) -> None:
    """One line of one file replaced by a generated value: problems, never an exception."""
    import json
    from random import Random

    assert isinstance(random, Random)
    lines = FILES[path].splitlines()
    index = random.randrange(len(lines))
    head, colon, _ = lines[index].partition(":")
    lines[index] = f"{head}{colon} {json.dumps(value, ensure_ascii=False)}" if colon else json.dumps(value)
    problems = lint(load_files({**FILES, path: "\n".join(lines)}))
    assert all(problem.line >= 1 and problem.message.render() for problem in problems)


def test_the_folder_constant_names_the_matter() -> None:
    assert load_files(FILES).matters["demo-permit"].folder == FOLDER
