"""Every bench in one run, one table of ratios. `tongban bench` starts it; see docs/systems/operations.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import perf_counter

from bench import ground

Result = dict[str, object]


def main(request: dict[str, object]) -> int:
    """Run what is asked for and print the table; 1 when a bench broke."""
    home = ground.prepare()
    wanted, rows, broken = tuple(request.get("only") or ()), [], 0
    benches = _benches(home, quick=bool(request.get("quick")))
    unknown = [name for name in wanted if name not in benches]
    if unknown:
        print(f"no bench “{unknown[0]}”; there are: {', '.join(benches)}", file=sys.stderr)
        return 2
    for name, bench in benches.items():
        if wanted and name not in wanted:
            continue
        begun = perf_counter()
        print(f"{name} …", end=" ", file=sys.stderr, flush=True)
        try:
            rows.append(bench())
        except Exception as error:  # one broken bench must not hide the others
            broken += 1
            rows.append({"name": name, "note": f"broken: {type(error).__name__}: {error}"[:200]})
        print(f"{perf_counter() - begun:.0f} s", file=sys.stderr)
    print(json.dumps(rows, ensure_ascii=False) if request.get("json") else "\n".join(_lines(rows)))
    return int(bool(broken))


def _benches(home: ground.Home, *, quick: bool) -> dict[str, Callable[[], Result]]:
    from bench import approvals, certificates, clock, flow, memory, worklist

    def documents() -> Result:
        with ground.database(home, "documents"):
            return certificates.run()

    return {
        "approvals": lambda: approvals.run(home),
        "documents": lambda: {**documents(), "aim": "0.7"},
        "clock": lambda: {**clock.run(), "aim": "100"},
        "worklist": lambda: worklist.run(home, quick=quick),
        "flow": lambda: flow.run(home),
        "memory": lambda: memory.run(home),
    }


def _lines(rows: list[Result]) -> list[str]:
    head = ("what", "ours", "peer", "ratio", "aim", "note")
    table = [head, *(tuple(str(row.get(key, "")) for key in ("name", *head[1:])) for row in rows)]
    widths = [max(map(_wide, column)) for column in zip(*table, strict=True)]
    return ["  ".join(text + " " * (width - _wide(text)) for text, width in zip(row, widths, strict=True)).rstrip()
            for row in table]  # fmt: skip


def _wide(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}))
