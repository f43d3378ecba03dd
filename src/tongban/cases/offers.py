"""Which steps a page may offer an officer: those whose guards would let them pass. Pure.

The actions check again; this only keeps buttons away that could not work."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.cases import policy
from tongban.cases.replay import CaseState
from tongban.core.errors import TongbanError
from tongban.core.lifecycle import Transition
from tongban.core.packs.matter import Matter, SpecialProcedure
from tongban.core.roles import Role

ORDER = (
    "accept", "file", "ask_correction", "not_accept", "hand_in_correction", "grant", "pass_step", "refuse",
    "return_step", "suspend", "resume", "extend", "deliver", "close", "withdraw",
)  # fmt: skip
"""Steps that a person takes on a case page, in the order they are offered."""
_DECIDES = {"grant", "refuse"}
_MOVES_STEP = {"pass_step", "return_step"}
_FREE_OF_HOLDER = {"deliver", "close", "withdraw", "hand_in_correction", "extend"}


def offered(
    matter: Matter,
    variant: str,
    state: CaseState,
    roles: frozenset[Role],
    allowed: Sequence[Transition],
    user_id: int | None,
) -> tuple[Transition, ...]:
    """The rows of the table worth offering, in `ORDER`. `allowed` is what the table lets these roles do now."""
    rows = {row.name: row for row in allowed}
    staff = roles - {Role.APPLICANT}
    return tuple(
        rows[name]
        for name in ORDER
        if name in rows
        and not rows[name].who.isdisjoint(role.value for role in staff)
        and _passes(name, matter, variant, state, staff, user_id)
    )


def special_procedures(matter: Matter, variant: str) -> tuple[SpecialProcedure, ...]:
    """The special procedures that this variant knows."""
    return matter.special_procedures_of(variant)


def _passes(
    name: str, matter: Matter, variant: str, state: CaseState, roles: frozenset[Role], user_id: int | None
) -> bool:
    try:
        if name not in _FREE_OF_HOLDER:
            policy.check_holder(state, user_id, roles)
        if name in _DECIDES | _MOVES_STEP:
            step = policy.check_step_is_mine(matter, variant, state, roles)
            following = policy.step_after(matter, variant, step.key)
            if name == "return_step":
                return policy.step_before(matter, variant, step.key) is not None
            return (following is None) is (name in _DECIDES)
        if name == "ask_correction":
            policy.check_first_notice(state)
    except TongbanError:
        return False
    if name == "extend":
        return not state.extension
    return name != "suspend" or bool(special_procedures(matter, variant))
