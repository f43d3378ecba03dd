"""The worklist with permissions in a large installation, against the same in a small one.

Both are filled by COPY from one seeded generator (`bench.filling`), whose event chains and cached columns pass the audit
on a sample. The measured call is what the page makes: an officer's pool, most urgent first, fifty rows with titles.
"""

from __future__ import annotations

import random
from time import perf_counter

from bench import filling, ground

SMALL, LARGE, QUICK = 10_000, 1_000_000, 100_000
CALLS, SAMPLE = 60, 200


def run(home: ground.Home, *, quick: bool = False) -> dict[str, object]:
    """Milliseconds of one list in both, clerks and chief representatives by turns; the ratio of the medians."""
    large = QUICK if quick else LARGE
    small_ms = _measure(home, SMALL)
    large_ms = _measure(home, large)
    return {
        "name": f"worklist at {large:,} cases ÷ at {SMALL:,}",
        "ours": f"{large_ms:.1f} ms",
        "peer": f"{small_ms:.1f} ms",
        "ratio": round(large_ms / small_ms, 2),
        "aim": "≤ 1.5",
        "note": "quick" if quick else "",
    }


def _measure(home: ground.Home, count: int) -> float:
    from tongban.base.permissions import HeldPost, Viewer
    from tongban.cases import queries
    from tongban.core.roles import Role

    with ground.database(home, f"cases_{count}"):
        filled = filling.fill(count)
        _check_sample(filled)
        chance, times = random.Random(7), []
        for call in range(CALLS + 5):
            authority, path = chance.choice(filled.authorities)
            role = Role.CHIEF_REPRESENTATIVE if call % 2 else Role.CLERK
            viewer = Viewer(user_id=filled.user_id, posts=(HeldPost(role, authority, path),))
            begun = perf_counter()
            rows = queries.worklist(viewer, now=filled.now, mine=False)
            times.append(perf_counter() - begun)
            assert rows
        return sorted(times[5:])[CALLS // 2] * 1000


def _check_sample(filled: filling.Filled) -> None:
    """The audit finds nothing in a random sample of the generated cases."""
    from tongban.base.eventlog import stream_events
    from tongban.cases import auditing
    from tongban.cases.models import Case

    for case in random.Random(11).sample(filled.cases, min(SAMPLE, len(filled.cases))):
        broken = auditing.verify_case(Case.objects.get(pk=case), stream_events(case))
        assert not broken, broken
