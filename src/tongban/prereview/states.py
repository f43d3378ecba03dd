"""The life of a finding on the applicant's side, and what an officer may say of it. One transition table.

A finding is the machine's; a person mends what it names, or says that it is wrong. Nothing here refuses anybody.
"""

from __future__ import annotations

from enum import StrEnum

from tongban.core.lifecycle import Lifecycle, Transition
from tongban.core.messages import N_, Message
from tongban.core.roles import CASE_ROLES, Role


class PackageState(StrEnum):
    """waiting: files are still being read; checked: the findings belong to what is there now; failed: the machine
    could not finish, people look instead."""

    WAITING = "waiting"
    CHECKED = "checked"
    FAILED = "failed"


class Standing(StrEnum):
    """What is stored of a finding."""

    OPEN = "open"
    MENDED = "mended"  # the last check no longer finds it
    OVERRIDDEN = "overridden"  # the applicant has checked and says it is right; shown to the officer


class Verdict(StrEnum):
    """What an officer says of a finding; none yet is the empty text."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


_OWN_STEP = N_("平台自己的步骤，不改变法定期限")
_SYSTEM = frozenset({Role.SYSTEM.value})
# Officers fill in for somebody at the counter; whose draft it is has been decided before.
_APPLICANT = frozenset({Role.APPLICANT.value, *(role.value for role in CASE_ROLES)})

FINDING = Lifecycle(
    states={
        Standing.OPEN: N_("待处理"),
        Standing.MENDED: N_("已改正"),
        Standing.OVERRIDDEN: N_("申请人已核对"),
    },
    transitions=(
        Transition(
            "mend", N_("改正"), frozenset({Standing.OPEN, Standing.OVERRIDDEN}), Standing.MENDED, _SYSTEM,
            Message(N_("重新预审后，这处问题已经没有了")), _OWN_STEP, "prereview.checked",
        ),
        Transition(
            "reopen", N_("重新发现"), frozenset({Standing.MENDED}), Standing.OPEN, _SYSTEM,
            Message(N_("重新预审后，又发现了这处问题")), _OWN_STEP, "prereview.checked",
        ),
        Transition(
            "override", N_("我已核对，没有问题"), frozenset({Standing.OPEN}), Standing.OVERRIDDEN, _APPLICANT,
            Message(N_("申请人核对后说明没有问题")), _OWN_STEP, "prereview.overridden",
        ),
        Transition(
            "take_back", N_("撤回说明"), frozenset({Standing.OVERRIDDEN}), Standing.OPEN, _APPLICANT,
            Message(N_("申请人撤回了说明")), _OWN_STEP, "prereview.override_taken_back",
        ),
    ),
    initial=Standing.OPEN,
    terminal=(),
)  # fmt: skip
