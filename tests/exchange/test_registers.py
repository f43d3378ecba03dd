"""Asking a register: found, not found, or not known; never more on record than needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tongban.base.actor import SYSTEM, Actor, ActorKind
from tongban.base.eventlog import stream_events
from tongban.core.errors import Forbidden, InvalidInput
from tongban.core.packs.catalogues import Registry
from tongban.core.roles import Role
from tongban.exchange import actions, connectors, queries
from tongban.exchange.actions import Delivery, Lookup, Outcome
from tongban.exchange.errors import BadEntry, ConnectorUnavailable, UnknownRegistry
from tongban.exchange.models import LookupLog, Register, RegistryEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CASE = uuid4()
CLERK = Actor(ActorKind.USER, "7", Role.CLERK)
DEAD, ALIVE = "510107194001011210", "510107200305182041"
DEATHS = Registry.model_validate(
    {
        "name": "死因监测登记",
        "owner": "疾病预防控制机构",
        "key": "citizen_id",
        "confidence": "known",
        "fields": {
            "citizen_id": {"label": "身份证号", "type": "citizen_id", "personal": True},
            "died_on": {"label": "死亡日期", "type": "date"},
            "manner": {"label": "死亡性质", "type": "text"},
        },
    }
)


@pytest.fixture(autouse=True)
def _declared() -> None:
    actions.declare_registries({"deaths": DEATHS}, actor=SYSTEM, now=NOW)


def record(now: datetime = NOW, number: str = DEAD, **fields: Any) -> Delivery:
    days = {name: fields.pop(name) for name in ("valid_from", "valid_to") if name in fields}
    payload = {"citizen_id": number, "died_on": "2026-02-27", **fields}
    return actions.record_entry(
        "deaths", payload, source="县疾控中心日报", region="510107", **days, actor=SYSTEM, now=now
    )


def ask(number: str = DEAD, now: datetime = NOW) -> Lookup:
    return actions.look_up("deaths", number, purpose=CASE, actor=CLERK, now=now)


def test_an_entry_is_found_by_its_key() -> None:
    record(manner="正常死亡")

    answer = ask(f" {DEAD} ")

    assert (answer.outcome, answer.found) == (Outcome.FOUND, True)
    assert answer.fields == {"citizen_id": DEAD, "died_on": date(2026, 2, 27), "manner": "正常死亡"}


def test_who_is_not_there_is_not_found() -> None:
    record()

    assert (ask(ALIVE).outcome, ask(ALIVE).found) == (Outcome.NOT_FOUND, False)


def test_a_register_that_was_never_fed_knows_nothing() -> None:
    answer = ask()

    assert (answer.outcome, answer.found, dict(answer.fields)) == (Outcome.UNAVAILABLE, None, {})
    assert answer.why is not None
    assert "死因监测登记" in str(answer.why)


def test_an_empty_delivery_feeds_it() -> None:
    assert actions.receive("deaths", [], source="零报告", actor=SYSTEM, now=NOW) == Delivery(0, 0)

    assert ask().outcome is Outcome.NOT_FOUND


def test_a_closed_register_knows_nothing_until_it_is_reopened() -> None:
    record()
    actions.close_register("deaths", reason="数据核对中", actor=SYSTEM, now=NOW)
    assert ask().found is None

    actions.reopen_register("deaths", actor=SYSTEM, now=NOW)

    assert ask().found is True
    kinds = [event.kind for event in stream_events(Register.objects.get().stream)]
    assert kinds == ["register.delivered", "register.closed", "register.opened"]


class Broken:
    """A register of another authority whose line is down."""

    def look_up(self, register: Register, key: str, on: date) -> Mapping[str, Any] | None:
        raise ConnectorUnavailable(registry=register.key, why="线路中断")


def test_a_register_that_does_not_answer_is_unavailable_never_not_found() -> None:
    record()

    with connectors.using("deaths", Broken()):
        assert ask().outcome is Outcome.UNAVAILABLE
        assert ask(ALIVE).outcome is Outcome.UNAVAILABLE
    assert ask().outcome is Outcome.FOUND


def test_the_later_entry_takes_the_place_of_the_earlier() -> None:
    record(manner="待定")
    record(NOW + timedelta(hours=1), manner="正常死亡")

    assert ask().fields["manner"] == "正常死亡"


def test_delivering_twice_writes_once() -> None:
    assert (record(), record(NOW + timedelta(days=1))) == (Delivery(1, 0), Delivery(0, 1))
    assert RegistryEntry.objects.count() == 1


def test_an_entry_that_returns_to_an_earlier_value_is_new() -> None:
    for hour, manner in enumerate(("正常死亡", "待定", "正常死亡")):
        record(NOW + timedelta(hours=hour), manner=manner)

    assert RegistryEntry.objects.count() == 3
    assert ask().fields["manner"] == "正常死亡"


def test_an_entry_holds_on_its_days_only() -> None:
    record(valid_from=date(2026, 3, 3), valid_to=date(2026, 3, 4))

    found = [ask(now=NOW + timedelta(days=days)).found for days in range(4)]

    assert found == [False, True, True, False]


def test_a_bad_entry_refuses_the_whole_delivery() -> None:
    good, bad = {"citizen_id": DEAD}, {"citizen_id": ALIVE, "died_on": "昨天"}

    with pytest.raises(BadEntry, match=r"第2条.*死亡日期") as refused:
        actions.receive("deaths", [good, bad], source="日报", actor=SYSTEM, now=NOW)

    assert ALIVE not in refused.value.render()
    assert not RegistryEntry.objects.exists()
    assert ask().found is None


def test_nothing_personal_lies_in_the_open() -> None:
    record(manner="正常死亡")
    ask()

    stored = [*RegistryEntry.objects.values().get().values(), *LookupLog.objects.values().get().values()]
    events = [event.payload for event in stream_events(Register.objects.get().stream)]
    for value in [*map(str, stored), *events]:
        assert DEAD not in value
        assert "正常死亡" not in value


def test_every_look_up_is_on_record_with_its_purpose() -> None:
    record()
    ask()
    ask(ALIVE)

    rows = queries.lookups_for(CASE)

    assert [(row.registry, row.actor_id, row.actor_role, row.outcome) for row in rows] == [
        ("deaths", "7", "clerk", "found"),
        ("deaths", "7", "clerk", "not_found"),
    ]
    assert rows[0].key_digest != rows[1].key_digest


def test_look_ups_are_kept_three_years() -> None:
    for year in (2023, 2026):
        ask(now=NOW.replace(year=year))
    ask(now=NOW.replace(year=2023) - timedelta(seconds=1))

    assert actions.forget_lookups(actor=SYSTEM, now=NOW) == 1
    assert len(queries.lookups_for(CASE)) == 2


def test_facts_tell_found_from_absent_from_unknown() -> None:
    unfed = DEATHS.model_copy(update={"name": "另一登记库"})
    actions.declare_registries({"others": unfed}, actor=SYSTEM, now=NOW)
    record()

    facts = actions.facts_for_rules({"deaths": DEAD, "others": DEAD}, purpose=CASE, actor=CLERK, now=NOW)
    absent = actions.facts_for_rules({"deaths": ALIVE}, purpose=CASE, actor=CLERK, now=NOW)

    nothing = {"citizen_id": None, "died_on": None, "manner": None}
    assert facts["deaths"] == {"found": True, "citizen_id": DEAD, "died_on": date(2026, 2, 27), "manner": None}
    assert facts["others"] == {"found": None, **nothing}
    assert absent["deaths"] == {"found": False, **nothing}


def test_a_register_that_this_installation_does_not_have_is_unknown() -> None:
    facts = actions.facts_for_rules({"births": DEAD}, purpose=CASE, actor=CLERK, now=NOW)

    assert facts == {"births": {"found": None}}


@pytest.mark.parametrize("key", [None, "", "  "])
def test_what_was_not_answered_is_not_asked(key: str | None) -> None:
    record()

    facts = actions.facts_for_rules({"deaths": key}, purpose=CASE, actor=CLERK, now=NOW)

    assert facts["deaths"]["found"] is None
    assert not LookupLog.objects.exists()


def test_the_same_number_has_another_index_in_every_register() -> None:
    assert connectors.key_index("deaths", DEAD) != connectors.key_index("births", DEAD)


@pytest.mark.parametrize(
    "write",
    [
        lambda: actions.receive("deaths", [], source="日报", actor=CLERK, now=NOW),
        lambda: actions.close_register("deaths", reason="核对", actor=CLERK, now=NOW),
        lambda: actions.reopen_register("deaths", actor=CLERK, now=NOW),
        lambda: actions.declare_registries({}, actor=CLERK, now=NOW),
        lambda: actions.forget_lookups(actor=CLERK, now=NOW),
    ],
)
def test_who_handles_cases_does_not_feed_registers(write: Any) -> None:
    with pytest.raises(Forbidden):
        write()


def test_an_undeclared_register_is_named() -> None:
    with pytest.raises(UnknownRegistry, match="births"):
        actions.receive("births", [], source="日报", actor=SYSTEM, now=NOW)


def test_a_key_with_control_characters_is_refused() -> None:
    record()

    with pytest.raises(InvalidInput):
        ask("5101\x00")


def test_a_declaration_is_taken_over_once() -> None:
    changed = DEATHS.model_copy(update={"owner": "县疾控中心"})

    assert actions.declare_registries({"deaths": DEATHS}, actor=SYSTEM, now=NOW) == 0
    assert actions.declare_registries({"deaths": changed}, actor=SYSTEM, now=NOW) == 1
    assert [(state.key, state.owner, state.entries) for state in queries.registers()] == [("deaths", "县疾控中心", 0)]
