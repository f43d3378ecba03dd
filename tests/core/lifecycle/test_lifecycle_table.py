"""A transition table says what may happen, and refuses to exist when it is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.core.lifecycle import (
    BadTable,
    Lifecycle,
    OutOfOrder,
    Transition,
    UnknownTransition,
    WrongRole,
    mermaid,
)
from tongban.core.messages import Message

STATES = {"draft": "草稿", "received": "已收件", "accepted": "已受理", "closed": "已归档"}


def row(name: str, title: str, sources: set[str], target: str, who: set[str], **more: str) -> Transition:
    return Transition(
        name=name,
        title=title,
        sources=frozenset(sources),
        target=target,
        who=frozenset(who),
        sentence=Message(f"{title}完毕"),
        article=more.get("article", "行政许可法 32"),
        event=f"case.{name}",
        clock=more.get("clock", "none"),
    )


SUBMIT = row("submit", "提交", {"draft"}, "received", {"applicant"}, clock="start:acceptance")
ACCEPT = row("accept", "受理", {"received"}, "accepted", {"clerk"}, clock="stop:acceptance")
WITHDRAW = row("withdraw", "撤回申请", {"received", "accepted"}, "closed", {"applicant"})
CLOSE = row("close", "归档", {"accepted"}, "closed", {"clerk", "system"})
ROWS = (SUBMIT, ACCEPT, WITHDRAW, CLOSE)


def build(rows: tuple[Transition, ...] = ROWS, states: dict[str, str] | None = None) -> Lifecycle:
    return Lifecycle(states=states or STATES, transitions=rows, initial="draft", terminal={"closed"})


def test_allowed_names_the_steps_of_a_role() -> None:
    table = build()
    assert table.allowed("received", "applicant") == (WITHDRAW,)
    assert table.allowed("received", "clerk", "applicant") == (ACCEPT, WITHDRAW)
    assert table.allowed("received") == (ACCEPT, WITHDRAW)
    assert table.allowed("closed", "clerk") == ()


def test_check_returns_the_row() -> None:
    assert build().check("received", "accept", {"clerk"}) is ACCEPT


def test_out_of_order_says_what_is_possible_instead() -> None:
    with pytest.raises(OutOfOrder) as caught:
        build().check("received", "close", ["clerk", "applicant"])
    assert caught.value.render() == "当前状态是“已收件”，不能“归档”。现在可以：受理、撤回申请。"
    with pytest.raises(OutOfOrder, match="现在没有您可以办理的动作"):
        build().check("closed", "accept", ["clerk"])


def test_the_wrong_role_is_told_so() -> None:
    with pytest.raises(WrongRole, match="您的岗位不能“受理”"):
        build().check("received", "accept", ["applicant"])
    with pytest.raises(WrongRole):
        build().check("received", "accept", [])


def test_an_unknown_step_is_not_found() -> None:
    with pytest.raises(UnknownTransition):
        build().check("received", "explode", ["clerk"])


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ((SUBMIT, ACCEPT, WITHDRAW), None),
        ((SUBMIT, ACCEPT, CLOSE, replace(CLOSE, name="lose", target="lost")), "'lost' is not declared"),
        ((SUBMIT, replace(ACCEPT, sources=frozenset({"accepted"})), WITHDRAW), "'accepted' cannot be reached"),
        ((SUBMIT, ACCEPT), "'accepted' cannot be left"),
        ((*ROWS, replace(ACCEPT, name="again", sources=frozenset({"closed"}))), "'closed' can be left"),
        ((*ROWS, ACCEPT), "two transitions are called 'accept'"),
        ((SUBMIT, ACCEPT, replace(CLOSE, article=" ")), "close: lacks an article"),
        ((SUBMIT, ACCEPT, replace(CLOSE, sentence=Message(""))), "close: lacks a sentence"),
        ((SUBMIT, ACCEPT, replace(CLOSE, who=frozenset())), "close: lacks a role"),
        ((SUBMIT, ACCEPT, replace(CLOSE, clock="reset")), "close: the clock effect 'reset'"),
    ],
)
def test_a_wrong_table_cannot_be_built(rows: tuple[Transition, ...], problem: str | None) -> None:
    if problem is None:
        assert build(rows).transitions == rows
        return
    with pytest.raises(BadTable, match=problem):
        build(rows)


def test_all_problems_are_named_at_once() -> None:
    with pytest.raises(BadTable) as caught:
        build((SUBMIT, replace(CLOSE, article="")), {"draft": "草稿", "received": "已收件", "closed": "已归档"})
    assert len(caught.value.problems) >= 3


@given(st.lists(st.integers(min_value=0, max_value=50), max_size=30))
def test_a_random_walk_never_leaves_the_declared_states(choices: list[int]) -> None:
    table, state = build(), "draft"
    for choice in choices:
        steps = table.allowed(state)
        if not steps:
            assert state in table.terminal
            return
        step = steps[choice % len(steps)]
        state = table.check(state, step.name, step.who).target
        assert state in table.states


def test_the_diagram_shows_every_state_and_arrow() -> None:
    drawing = mermaid(build())
    assert 'state "已受理" as accepted' in drawing
    assert "received --> accepted: 受理 (行政许可法 32)" in drawing
    assert drawing.count("-->") == 1 + 5 + 1
