"""Committed automatic approvals per second, against pgbench TPC-B on the same server with as many clients.

An approval is the whole of `submit`: rules, case, event chain, certificate row and its signature, messages, the job for
the document, one commit. Drafts, certificates and register entries stand ready. Both run in turn, four clients each.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import time

from bench import ground, pgbench, served

PER_CLIENT, ROUNDS, PEER_SECONDS = 25, 2, 6


def run(home: ground.Home) -> dict[str, object]:
    """Approvals per second through the actions, statements of one, and the ratio to TPC-B."""
    with ground.database(home, "approvals") as name, pgbench.peer(home) as peer:
        batches = _drafts(pgbench.CLIENTS * (ROUNDS + 1), PER_CLIENT)  # the last ones go through the pages
        statements = _statements(batches[0].pop(), batches[1].pop())
        ours, theirs = [], []
        for round_ in range(ROUNDS):
            theirs.append(peer.per_second(PEER_SECONDS))
            ours.append(_together(name, batches[round_ * pgbench.CLIENTS : (round_ + 1) * pgbench.CLIENTS]))
        through_pages = _through_pages(home, name, batches[-pgbench.CLIENTS :])
        ours_mean, peer_mean = sum(ours) / ROUNDS, sum(theirs) / ROUNDS
    return {
        "name": "automatic approvals per second ÷ pgbench TPC-B",
        "ours": round(ours_mean, 1),
        "peer": round(peer_mean),
        "ratio": round(ours_mean / peer_mean, 3),
        "aim": "0.08",
        "note": f"{statements} statements each; through HTTP {through_pages:.1f} a second, "
        f"ratio {through_pages / peer_mean:.3f}",
    }


def _drafts(batches: int, size: int) -> list[list[str]]:
    """Complete drafts of 变更执业地点 whose every rule holds."""
    from django.db import transaction

    from tests.builders import county as build
    from tests.builders.nurses import MATTER, NEW_HOSPITAL, draft_of_change, nurse_with_certificate

    with transaction.atomic():
        build.publish_national()
        county = build.county([MATTER])
        made = []
        for serial in range(1, batches * size + 1):
            person, actor = nurse_with_certificate(county, confirmed_at=NEW_HOSPITAL, serial=serial)
            made.append(str(draft_of_change(county, person, actor).pk))
    return [made[start::batches] for start in range(batches)]


def _statements(warm: str, draft: str) -> int:
    """How many statements one approval sends in a warm process, transaction marks and savepoints included."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seen = CaptureQueriesContext(connection)
    _submit([warm, draft], ready=lambda: seen.__enter__() and None)
    seen.__exit__(None, None, None)
    return len(seen)


def _together(name: str, batches: list[list[str]]) -> float:
    clients = [ground.child("bench.approvals", name) for _ in batches]
    for client, batch in zip(clients, batches, strict=True):
        _say(client, json.dumps(batch))
    for client in clients:
        _hear(client)  # everything is loaded
    for client in clients:
        _say(client, "go")
    spans = [json.loads(_hear(client)) for client in clients]
    for client in clients:
        client.wait()
    return sum(len(batch) - 1 for batch in batches) / (max(end for _, end in spans) - min(begun for begun, _ in spans))


def _through_pages(home: ground.Home, name: str, batches: list[list[str]]) -> float:
    """The same by four people at once who press “submit” on the review page: session, middleware, redirect."""
    from tests.builders.county import SPRING
    from tongban.cases.models import Draft

    users = {str(row.pk): row.user for row in Draft.objects.select_related("user")}
    posts = [[(f"/my/drafts/{pk}/review/", served.session_of(users[pk])) for pk in batch] for batch in batches]
    with served.serving(home, name, workers=2, now=SPRING.isoformat()) as (port, _):
        served.post_together(port, [batch[:3] for batch in posts])  # every process loads what it needs
        rate = served.post_together(port, [batch[3:] for batch in posts])
    every = [pk for batch in batches for pk in batch]
    decided = Draft.objects.filter(pk__in=every, submitted_at__isnull=False).count()
    assert decided == len(every)
    return rate


def _say(client, line: str) -> None:  # type: ignore[no-untyped-def]  # a Popen of text
    client.stdin.write(line + "\n")
    client.stdin.flush()


def _hear(client) -> str:  # type: ignore[no-untyped-def]  # as above
    line: str = client.stdout.readline()
    if not line:
        raise RuntimeError(f"a client ended early, exit code {client.wait()}")
    return line


def _submit(drafts: list[str], *, ready: Callable[[], None] = lambda: None) -> tuple[float, float]:
    """When the first began and the last ended. `ready` is called when everything but the approvals is done; the first
    draft comes before it, so that rules, keys and content are loaded as in a process that serves."""
    from uuid import UUID

    from tests.builders.county import SPRING
    from tongban.base import queries
    from tongban.base.actor import user_actor
    from tongban.cases import actions
    from tongban.cases.models import Draft

    rows = Draft.objects.filter(pk__in=drafts).select_related("user")
    actors = {row.pk: user_actor(queries.viewer(row.user, on=SPRING.date())) for row in rows}

    def approve(draft: str) -> None:
        case = actions.submit(UUID(draft), actor=actors[UUID(draft)], now=SPRING).case
        assert case.automatic

    warm, *counted = drafts
    approve(warm)
    ready()
    begun = time()
    for draft in counted:
        approve(draft)
    return begun, time()


def _wait_for_go() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    ground.prepare(sys.argv[1])
    print(json.dumps(_submit(json.loads(sys.stdin.readline()), ready=_wait_for_go)), flush=True)
