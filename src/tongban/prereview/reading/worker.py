"""A reader process: takes files on its standard input, answers with readings on its standard output.

Started by the pool as ``python -m tongban.prereview.reading.worker ENGINE THREADS``. The OCR libraries live only here.
"""

from __future__ import annotations

import os
import sys
from dataclasses import fields

from tongban.prereview.reading.data import to_data
from tongban.prereview.reading.frames import receive, send
from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.ocr import make_engine
from tongban.prereview.reading.read import engine_version, read_file


def main(engine_name: str, threads: int) -> None:
    """Serve until standard input closes."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up among the answers
    engine = make_engine(engine_name, threads)
    send(answers, {"kind": "ready", "engine": engine_version(engine)})
    known = {field.name for field in fields(Limits)}
    while (frame := receive(sys.stdin.buffer)) is not None:
        header, data = frame
        limits = Limits(**{k: v for k, v in header.get("limits", {}).items() if k in known})
        reading = read_file(
            data, header["name"], engine, limits, on_page=lambda number: send(answers, {"kind": "page", "page": number})
        )
        send(answers, {"kind": "reading", "reading": to_data(reading)})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
