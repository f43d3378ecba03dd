"""What can be wrong with a table, and with a step that somebody wants to take."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.core.errors import Conflict, Forbidden, NotFound
from tongban.core.messages import N_, Message


class BadTable(ValueError):
    """A transition table contradicts itself: a mistake of ours, found at import and never shown to the public."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


class OutOfOrder(Conflict):
    """The step is not possible in this state; the sentence says what is possible instead."""

    code = "out_of_order"
    sentence = N_("当前状态是“{state}”，不能“{wanted}”。{possible}")


class WrongRole(Forbidden):
    """The step is possible in this state, but not for this person."""

    code = "wrong_role"
    sentence = N_("您的岗位不能“{wanted}”。请交给有这项权限的岗位办理。{possible}")


class UnknownTransition(NotFound):
    """The table has no step of this name."""

    code = "unknown_transition"
    sentence = N_("没有“{wanted}”这个办理动作。请刷新页面，从按钮中选择。")


def possible(titles: Sequence[str]) -> Message:
    """One sentence naming the steps that are possible now, or that there are none."""
    if not titles:
        return Message(N_("现在没有您可以办理的动作。"))
    listed = Message(titles[-1])
    for title in reversed(titles[:-1]):
        listed = Message(N_("{first}、{rest}"), {"first": Message(title), "rest": listed})
    return Message(N_("现在可以：{listed}。"), {"listed": listed})
