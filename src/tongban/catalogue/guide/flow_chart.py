"""The flow chart as inline SVG: our own boxes and arrows, no script, no style sheet, readable at 360 px.

One user unit is one CSS pixel at 360 px wide, where text is 15 and 13 px; wider screens scale it up. Text is dark on
light with a contrast above 7:1; start, staff and machine differ by shape and line, not by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from tongban.catalogue.guide.flow import Box, Row, Shape, flow
from tongban.core.messages import N_, Message, Translate, untranslated
from tongban.core.packs.loader import LoadedMatter

WIDTH = 344
_MARGIN, _GAP, _ARROW, _SHORT_WAY = 8, 10, 26, 20
_PADDING, _TITLE, _DETAIL, _LEADING = 12, 15, 13, 1.4
_LOOK = {
    Shape.END: 'rx="22" fill="#e6f0fa" stroke="#1a4f8b" stroke-width="2"',
    Shape.STAFF: 'rx="4" fill="#ffffff" stroke="#3c4650" stroke-width="1.5"',
    Shape.MACHINE: 'rx="4" fill="#eef7ee" stroke="#1d6b2f" stroke-width="2" stroke-dasharray="6 4"',
}
_HERE = 'fill="#fff3d6" stroke="#7a4e00" stroke-width="4"'
_PRESENT = {Shape.END: f'rx="22" {_HERE}', Shape.STAFF: f'rx="4" {_HERE}', Shape.MACHINE: f'rx="4" {_HERE}'}


@dataclass(frozen=True)
class _Placed:
    shape: Shape
    left: float
    width: float
    title: list[str]
    detail: list[str]
    present: bool = False

    @property
    def height(self) -> float:
        return 2 * _PADDING + _LEADING * (_TITLE * len(self.title) + _DETAIL * len(self.detail))


def flow_chart(
    loaded: LoadedMatter, variant: str, on: date, translate: Translate = untranslated, *, present: str = ""
) -> str:
    """The SVG of a variant's way. Its title and description say the same in words. `present` is the key of the box
    where a case stands (see `Box.key`)."""
    rows = flow(loaded, variant, on)
    name = Message(
        N_("{matter}（{variant}）办理流程图"),
        {"matter": loaded.matter.name, "variant": loaded.matter.variants[variant].name},
    )
    identity = f"flow-{loaded.matter.matter}-{variant}"
    return draw(rows, identity, name.render(translate), translate, present=present)


def draw(
    rows: tuple[Row, ...], identity: str, name: str, translate: Translate = untranslated, *, present: str = ""
) -> str:
    """Rows of boxes as SVG. `identity` must be unique on the page."""
    body: list[str] = []
    top = float(_MARGIN)
    automatic: float | None = None  # where the short way from the automatic check to the result begins
    right = WIDTH - _MARGIN - (_SHORT_WAY if any(_is_automatic(row) for row in rows) else 0)
    for place, row in enumerate(rows):
        boxes = _place(row, right, translate, present)
        height = max(box.height for box in boxes)
        if place:
            body.append(_arrows(boxes, (_MARGIN + right) / 2, top - _ARROW))
        body.extend(_draw(box, top, height) for box in boxes)
        if len(boxes) > 1:
            body.append(_gather(boxes, top + height))
        if _is_automatic(row):
            automatic = top + height / 2
        if place == len(rows) - 1 and automatic is not None:
            body.append(_short_way(right, automatic, top + height / 2))
        top += height + _ARROW
    total = round(top - _ARROW + _MARGIN)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {total}" width="100%" role="img"'
        f' aria-labelledby={quoteattr(f"{identity}-title {identity}-desc")} font-family="sans-serif">'
    )
    words = _in_words(rows, translate, present)
    return "".join(
        [
            opening,
            f"<title id={quoteattr(identity + '-title')}>{escape(name)}</title>",
            f"<desc id={quoteattr(identity + '-desc')}>{escape(words)}</desc>",
            *body,
            "</svg>",
        ]
    )


def _text(value: str | Message | None, translate: Translate) -> str:
    return value.render(translate) if isinstance(value, Message) else (value or "")


def _in_words(rows: tuple[Row, ...], translate: Translate, present: str) -> str:
    sentences = []
    for number, row in enumerate(rows, start=1):
        boxes = [": ".join(filter(None, (_title(b, translate, present), _text(b.detail, translate)))) for b in row]
        sentences.append(f"{number}. " + " + ".join(boxes))
    return "; ".join(sentences)


def _title(box: Box, translate: Translate, present: str) -> str:
    """The words of a box; the present one says so, because its colour alone would not."""
    title = _text(box.title, translate)
    return Message(N_("{title}（现在）"), {"title": title}).render(translate) if _is_present(box, present) else title


def _is_present(box: Box, present: str) -> bool:
    return bool(present) and box.key == present


def _is_automatic(row: Row) -> bool:
    return any(box.shape is Shape.MACHINE for box in row)


def _place(row: Row, right: float, translate: Translate, present: str) -> list[_Placed]:
    width = (right - _MARGIN - _GAP * (len(row) - 1)) / len(row)
    placed = []
    for place, box in enumerate(row):
        room = width - 2 * _PADDING
        title = wrap(_title(box, translate, present), room / _TITLE)
        detail = wrap(_text(box.detail, translate), room / _DETAIL)
        left = _MARGIN + place * (width + _GAP)
        placed.append(_Placed(box.shape, left, width, title, detail, _is_present(box, present)))
    return placed


def wrap(text: str, widths: float) -> list[str]:
    """Lines of at most `widths` character widths; a Latin letter counts 0.56 and Latin words stay whole."""
    lines: list[str] = []
    line, used = "", 0.0
    for part in _parts(text):
        size = sum(_width(sign) for sign in part)
        if line and used + size > widths and part not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line, used = "", 0.0
            part = part.lstrip()
        line, used = line + part, used + size
    return [*lines, line.rstrip()] if line.strip() else lines


_NEVER_FIRST = set("，。；：、）》”！？,.;:)")


def _width(sign: str) -> float:
    return 0.56 if ord(sign) < 0x2000 else 1.0


def _parts(text: str) -> list[str]:
    """Single Chinese characters, whole Latin words with the space after them."""
    parts: list[str] = []
    for sign in text:
        latin = sign.isascii() and sign not in _NEVER_FIRST
        if latin and parts and parts[-1][-1].isascii() and parts[-1][-1] != " " and parts[-1] not in _NEVER_FIRST:
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


def _draw(box: _Placed, top: float, height: float) -> str:
    look = _PRESENT[box.shape] if box.present else _LOOK[box.shape]
    shape = f'<rect x="{box.left:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{height:.1f}" {look}/>'
    middle = box.left + box.width / 2
    line = top + _PADDING
    texts = []
    for lines, size, weight in ((box.title, _TITLE, "bold"), (box.detail, _DETAIL, "normal")):
        for text in lines:
            line += size * _LEADING
            texts.append(
                f'<text x="{middle:.1f}" y="{line - size * 0.3:.1f}" font-size="{size}" font-weight="{weight}"'
                f' text-anchor="middle" fill="#1b1f23">{escape(text)}</text>'
            )
    return shape + "".join(texts)


def _arrows(boxes: list[_Placed], centre: float, top: float) -> str:
    """From the middle of the row above to each box of this row."""
    bend, end = top + _ARROW / 2, top + _ARROW
    drawn = []
    for box in boxes:
        x = box.left + box.width / 2
        path = f"M{centre:.1f} {top:.1f}V{bend:.1f}H{x:.1f}V{end - 6:.1f}"
        drawn.append(f'<path d="{path}" fill="none" stroke="#3c4650" stroke-width="1.5"/>')
        drawn.append(f'<path d="M{x - 5:.1f} {end - 7:.1f}h10l-5 7z" fill="#3c4650"/>')
    return "".join(drawn)


def _short_way(right: float, start: float, end: float) -> str:
    """From the automatic check past the staff to the result."""
    side = right + _SHORT_WAY - 2
    line = f"M{right:.1f} {start:.1f}H{side:.1f}V{end:.1f}H{right + 7:.1f}"
    return (
        f'<path d="{line}" fill="none" stroke="#1d6b2f" stroke-width="2" stroke-dasharray="6 4"/>'
        f'<path d="M{right + 8:.1f} {end - 5:.1f}v10l-7 -5z" fill="#1d6b2f"/>'
    )


def _gather(boxes: list[_Placed], bottom: float) -> str:
    """Parallel boxes come together again before the next arrow."""
    first, last = (box.left + box.width / 2 for box in (boxes[0], boxes[-1]))
    stubs = "".join(f"M{box.left + box.width / 2:.1f} {bottom:.1f}v6" for box in boxes)
    return (
        f'<path d="{stubs}M{first:.1f} {bottom + 6:.1f}H{last:.1f}" fill="none" stroke="#3c4650" stroke-width="1.5"/>'
    )


__all__ = ["Box", "draw", "flow_chart", "wrap"]
