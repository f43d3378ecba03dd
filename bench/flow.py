"""The same six-step flow, every step durable: our transitions per second, against SpiffWorkflow with its state saved.

Ours: accept, two steps of review, the decision, delivery, archive; each one action, one commit, with the whole event
stream, the authority's papers and the due dates. The peer: six manual tasks in a row; each step loads the state from
the same PostgreSQL, completes the task, saves the state, one commit. No certificate is made on either side.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from time import perf_counter
from typing import Any

from bench import ground

STEPS, CASES, ROUNDS = 6, 15, 3
PROCESS = "six_steps"


def run(home: ground.Home) -> dict[str, object]:
    """Transitions per second of both, in turn, one client each."""
    with ground.database(home, "flow"), ground.empty_database(home, "spiff") as peer_name:
        ours, theirs = _ours(), _theirs(ground.owner_login(home, peer_name))
        ours(1), theirs(1)  # loads and prepares
        seconds = [0.0, 0.0]
        for _ in range(ROUNDS):
            seconds[0] += ours(CASES)
            seconds[1] += theirs(CASES)
    made = ROUNDS * CASES * STEPS
    return {
        "name": "durable transitions per second ÷ SpiffWorkflow 3.2 saved at each step",
        "ours": round(made / seconds[0], 1),
        "peer": round(made / seconds[1], 1),
        "ratio": round(seconds[1] / seconds[0], 2),
        "aim": "3",
    }


def _ours() -> Callable[[int], float]:
    """Seconds that so many cases take for their six transitions; hand-in is not counted on either side."""
    from tests.builders import walks
    from tongban.cases import actions
    from tongban.core.roles import Role

    pool = walks.pool(review=2)
    officers = {role: pool.officer(role) for role in (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD)}

    def walk(count: int) -> float:
        cases = [pool.applied().pk for _ in range(count)]
        at = pool.county.now + timedelta(hours=1)
        begun = perf_counter()
        for case in cases:
            actions.accept(case, actor=officers[Role.CLERK], now=at)
            actions.pass_step(case, "", actor=officers[Role.REVIEWER], now=at)
            actions.pass_step(case, "", actor=officers[Role.REVIEWER], now=at)
            actions.grant(case, "", actor=officers[Role.SECTION_HEAD], now=at)
            actions.deliver(case, "counter", actor=officers[Role.CLERK], now=at)
            actions.close(case, actor=officers[Role.CLERK], now=at)
        return perf_counter() - begun

    return walk


def _theirs(login: dict[str, Any]) -> Callable[[int], float]:
    import psycopg
    from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
    from SpiffWorkflow.util.task import TaskState

    parser = BpmnParser()
    parser.add_bpmn_str(_bpmn().encode())
    spec, serializer = parser.get_spec(PROCESS), BpmnWorkflowSerializer()
    connection = psycopg.connect(**login)
    connection.execute("CREATE TABLE workflow (id integer PRIMARY KEY, state jsonb NOT NULL)")
    connection.commit()
    given = iter(range(1_000_000))

    def start(number: int) -> int:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        state = serializer.serialize_json(workflow)
        connection.execute("INSERT INTO workflow VALUES (%s, %s)", [number, state])
        connection.commit()
        return number

    def step(number: int) -> None:
        row = connection.execute("SELECT state FROM workflow WHERE id = %s FOR UPDATE", [number]).fetchone()
        assert row is not None
        workflow = serializer.deserialize_json(json.dumps(row[0]))
        [task] = [task for task in workflow.get_tasks(state=TaskState.READY) if task.task_spec.manual]
        task.run()
        workflow.do_engine_steps()
        connection.execute(
            "UPDATE workflow SET state = %s WHERE id = %s", [serializer.serialize_json(workflow), number]
        )
        connection.commit()

    def walk(count: int) -> float:
        numbers = [start(next(given)) for _ in range(count)]
        begun = perf_counter()
        for number in numbers:
            for _ in range(STEPS):
                step(number)
        return perf_counter() - begun

    return walk


def _bpmn() -> str:
    """Six manual tasks in a row."""
    names = ["start", *(f"step_{number}" for number in range(1, STEPS + 1)), "end"]
    tasks = "".join(f'<bpmn:manualTask id="{name}" name="{name}"/>' for name in names[1:-1])
    flows = "".join(
        f'<bpmn:sequenceFlow id="to_{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in pairwise(names)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench">'
        f'<bpmn:process id="{PROCESS}" isExecutable="true">'
        f'<bpmn:startEvent id="start"/>{tasks}<bpmn:endEvent id="end"/>{flows}</bpmn:process></bpmn:definitions>'
    )
