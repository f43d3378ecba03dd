"""What a web worker weighs after ten pages, and that it carries no text recognition: PSS of the process itself."""

from __future__ import annotations

import re
from pathlib import Path

from bench import ground, served

LIMIT_MB = 250
PAGES = ("/", "/matters/", "/matters/nurse-practice-registration/", "/verify/", "/progress/", "/accounts/login/",
         "/accessibility/", "/matters/?q=hushi", "/api/v1/matters", "/")  # fmt: skip
HEAVY = re.compile(r"onnxruntime|openvino|/cv2/|rapidocr")


def run(home: ground.Home) -> dict[str, object]:
    """Megabytes (PSS) of the one web worker, after the ten pages were answered."""
    with ground.database(home, "memory") as name:
        from tests.builders import county as build
        from tongban.base import clock

        build.publish_national(now=clock.now())
        with served.serving(home, name, workers=1) as (port, [worker]):
            for page in PAGES:
                served.get(port, page)
            megabytes, heavy = _pss(worker), HEAVY.search(Path(f"/proc/{worker}/maps").read_text())
    return {
        "name": "web worker after ten pages, PSS in MB",
        "ours": round(megabytes),
        "peer": LIMIT_MB,
        "ratio": round(megabytes / LIMIT_MB, 2),
        "aim": "< 1",
        "note": "carries text recognition!" if heavy else "no text recognition in it",
    }


def _pss(number: int) -> float:
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{number}/smaps_rollup").read_text(), re.MULTILINE)
    assert found is not None
    return int(found.group(1)) / 1024
