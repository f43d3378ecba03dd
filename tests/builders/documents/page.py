"""Papers as HTML: several looks, chosen by the seeded generator."""

from __future__ import annotations

import base64
import html
import io
import math
from datetime import date
from random import Random

from PIL import Image, ImageDraw, ImageFont

from tests.builders.documents.paper import STYLES, Grid, Paper, show

_FONTS = ("Noto Sans CJK SC", "Noto Serif CJK SC")
_FONT_FILE = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"


def to_html(paper: Paper, chance: Random) -> str:
    """A whole HTML page of A4 width (or a card, or a poster)."""
    style = chance.choice(STYLES)
    font, size = chance.choice(_FONTS), chance.choice((14, 15, 16))
    colour = {"poster": chance.choice(("#eaf4ff", "#f4ffe9", "#fff6e5"))}.get(paper.look, "#fff")
    frame = f"border:{chance.choice((2, 4))}px double #8a1f1f;padding:36px" if paper.look == "certificate" else ""
    parts = [_title(paper, chance)]
    if paper.body and paper.look != "letter":
        parts += _paragraphs(paper.body)
    parts.append(_rows(paper, chance, style))
    if paper.body and paper.look == "letter":
        parts += _paragraphs(paper.body)
    parts += [_grid(grid, style) for grid in paper.grids]
    parts += _paragraphs(paper.tail)
    parts.append(_signature(paper, chance, style))
    parts.append(_stamp(paper, chance, style))
    body = "".join(parts)
    return (
        f"<html><head><meta charset=utf-8><style>@page{{size:A4;margin:18mm}}body{{font-family:'{font}';font-size:{size}px;"
        f"background:{colour};margin:0;padding:34px 44px;width:{chance.choice((700, 740))}px;line-height:1.75}}"
        "table{border-collapse:collapse;width:100%;margin:8px 0}td,th{border:1px solid #333;padding:5px 7px;"
        "vertical-align:middle;font-weight:normal;text-align:left}h1{text-align:center;font-size:1.6em;margin:.3em 0}"
        "h2{text-align:center;font-size:1em;font-weight:normal;margin:.1em}.u{border-bottom:1px solid #444;"
        "padding:0 .6em}p{margin:.35em 0}</style></head>"
        f"<body><div style='{frame}'>{body}</div></body></html>"
    )


def _title(paper: Paper, chance: Random) -> str:
    space = "&emsp;" if len(paper.title) <= 5 and chance.random() < 0.5 else ""
    title = space.join(html.escape(paper.title)) if space else html.escape(paper.title)
    return f"<h1>{title}</h1>"


def _paragraphs(lines: list[str]) -> list[str]:
    return [f"<p style='text-indent:2em'>{html.escape(line)}</p>" for line in lines]


def _rows(paper: Paper, chance: Random, style: object) -> str:
    rows = [(row.label, html.escape(show(row.value, style))) for row in paper.rows]  # type: ignore[arg-type]
    if not rows:
        return ""
    if paper.look == "form":
        wide = chance.choice(("four", "two", "lines"))
        if wide == "four":
            return _four(rows)
        if wide == "two":
            cells = "".join(f"<tr><td style='width:34%'>{label}</td><td>{value}</td></tr>" for label, value in rows)
            return f"<table>{cells}</table>"
    if paper.look == "card":
        return "".join(
            f"<p><span style='color:#456;display:inline-block;width:7em'>{label}</span>{value}</p>"
            for label, value in rows
        )
    colon = "：" if paper.look != "form" or chance.random() < 0.7 else ": "
    return "".join(f"<p>{label}{colon}{value}</p>" if label else f"<p>{value}</p>" for label, value in rows)


def _four(rows: list[tuple[str, str]]) -> str:
    out, line = [], []
    for label, value in rows:
        if len(value) > 26:
            if line:
                out.append("<tr>" + "".join(line) + "<td></td><td></td></tr>")
                line = []
            out.append(f"<tr><td style='width:18%'>{label}</td><td colspan=3>{value}</td></tr>")
            continue
        line.append(f"<td style='width:18%'>{label}</td><td style='width:32%'>{value}</td>")
        if len(line) == 2:
            out.append("<tr>" + "".join(line) + "</tr>")
            line = []
    if line:
        out.append("<tr>" + "".join(line) + "<td></td><td></td></tr>")
    return "<table>" + "".join(out) + "</table>"


def _grid(grid: Grid, style: object) -> str:
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in grid.headings)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(show(cell, style))}</td>" for cell in row) + "</tr>"  # type: ignore[arg-type]
        for row in grid.rows
    )
    title = f"<p>{html.escape(grid.title)}</p>" if grid.title else ""
    return f"{title}<table><tr>{head}</tr>{rows}</table>"


def _signature(paper: Paper, chance: Random, style: object) -> str:
    if paper.sign is None:
        return ""
    label, name = paper.sign
    ink = (
        f"<img src='{_data(handwriting(name, chance))}' style='height:44px;vertical-align:middle'>"
        if name
        else "&emsp;" * 6
    )
    day = show(paper.sign_day, style) if isinstance(paper.sign_day, date) else ""  # type: ignore[arg-type]
    return f"<p style='margin-top:22px'>{label}：{ink}&emsp;&emsp;{day}</p>"


def _stamp(paper: Paper, chance: Random, style: object) -> str:
    if not (paper.seal_label or paper.unit or paper.day or paper.seal):
        return ""
    left = chance.choice((330, 380, 420))
    image = ""
    if paper.seal:
        dx, dy = chance.randint(10, 90), chance.randint(-40, 5)
        image = f"<img src='{_data(stamp(paper.seal, chance))}' style='position:absolute;left:{dx}px;top:{dy}px;width:150px'>"
    lines = [paper.seal_label, paper.unit, show(paper.day, style) if paper.day else ""]  # type: ignore[arg-type]
    text = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)
    return f"<div style='position:relative;margin:26px 0 60px {left}px;min-height:130px'>{text}{image}</div>"


def _data(picture: Image.Image) -> str:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def handwriting(name: str, chance: Random) -> Image.Image:
    """A name as ink: print, slanted, waved and smeared a little."""
    font = ImageFont.truetype(_FONT_FILE, 78, index=2)
    width = int(font.getlength(name)) + 60
    picture = Image.new("RGBA", (width, 120), (0, 0, 0, 0))
    ink = chance.choice(((20, 24, 70, 255), (12, 12, 12, 255), (24, 40, 120, 255)))
    draw = ImageDraw.Draw(picture)
    at = 24.0
    for character in name:
        draw.text((at, 4 + chance.randint(-6, 8)), character, font=font, fill=ink)
        at += font.getlength(character) * chance.uniform(0.82, 0.98)
    slant = chance.uniform(0.08, 0.3)
    picture = picture.transform(
        picture.size, Image.Transform.AFFINE, (1, slant, -slant * 60, 0, 1, 0), Image.Resampling.BICUBIC
    )
    return picture.rotate(chance.uniform(-5, 5), Image.Resampling.BICUBIC)


def stamp(text: str, chance: Random) -> Image.Image:
    """A round red seal with `text` along the ring and a star."""
    side = 420
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    red = (chance.randint(190, 225), chance.randint(20, 50), chance.randint(25, 55), chance.randint(190, 235))
    draw = ImageDraw.Draw(picture)
    middle = side / 2
    draw.ellipse((8, 8, side - 8, side - 8), outline=red, width=9)
    star = []
    for point in range(10):
        radius = 62 if point % 2 == 0 else 25
        angle = -math.pi / 2 + point * math.pi / 5
        star.append((middle + radius * math.cos(angle), middle + radius * math.sin(angle)))
    draw.polygon(star, fill=red)
    size = 46 if len(text) <= 14 else 38 if len(text) <= 20 else 32
    font = ImageFont.truetype(_FONT_FILE.replace("Regular", "Bold"), size, index=2)
    spread = min(290, 22 * len(text) + 20)
    for index, character in enumerate(text):
        turn = -spread / 2 + spread * (index + 0.5) / len(text)
        tile = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        width = font.getlength(character)
        ImageDraw.Draw(tile).text((middle - width / 2, 24), character, font=font, fill=red)
        picture.alpha_composite(tile.rotate(-turn, Image.Resampling.BICUBIC, center=(middle, middle)))
    return picture.rotate(chance.uniform(-14, 14), Image.Resampling.BICUBIC)
