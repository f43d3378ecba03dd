"""From a case to a folder: renders each paper as Word, digital PDF, scanned PDF, scan or photo."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.builders.documents import noise
from tests.builders.documents.page import to_html
from tests.builders.documents.paper import Case, Paper, Truth
from tests.builders.documents.word import to_docx

CHROMIUM = "/usr/bin/chromium"


class Press:
    """One browser for many papers. Use as a context manager."""

    def __enter__(self) -> Press:
        self._play = sync_playwright().start()
        path = CHROMIUM if Path(CHROMIUM).exists() else None
        self._browser = self._play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        self._page: Page = self._browser.new_page(viewport={"width": 840, "height": 1188}, device_scale_factor=1.5)
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._play.stop()

    def picture(self, html: str) -> Image.Image:
        """The page as a picture, as long as it needs to be."""
        self._page.set_content(html)
        return Image.open(io.BytesIO(self._page.screenshot(full_page=True))).convert("RGB")

    def pdf(self, html: str, path: Path) -> None:
        """The page as a digital PDF with a text layer."""
        self._page.set_content(html)
        self._page.pdf(path=str(path), format="A4", print_background=True)


def write_case(case: Case, truth: Sequence[Truth], folder: Path, press: Press | None, chance: Random) -> None:
    """Write `application.json`, the materials and `truth.json`. Without a press only Word and text can be written."""
    materials = folder / "materials"
    materials.mkdir(parents=True, exist_ok=True)
    listed = []
    for number, paper in enumerate(case.papers.values(), 1):
        stem = chance.choice(
            (paper.key, f"{number:02d}", f"IMG_{chance.randint(1000, 9999)}", paper.label.replace("/", ""))
        )
        name = _write(paper, materials, f"{stem}_{number}", press, chance)
        listed.append({"key": paper.key, "label": paper.label, "file": f"materials/{name}"})
    data = {
        "package_id": folder.name, "matter": case.matter, "matter_label": case.label, "variant": case.variant,
        "submitted_at": case.submitted.isoformat(),
        "fields": {key: {"label": label, "value": _json(value)} for key, (label, value) in case.fields.items()},
        "materials": listed,
    }  # fmt: skip
    (folder / "application.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "truth.json").write_text(
        json.dumps([t.to_json() for t in truth], ensure_ascii=False, indent=1), encoding="utf-8"
    )


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _write(paper: Paper, folder: Path, stem: str, press: Press | None, chance: Random) -> str:
    if paper.spoil and press:
        picture = noise.spoiled(press.picture(to_html(paper, chance)), paper.spoil, chance)
        picture.save(folder / f"{stem}.jpg", quality=70)
        return f"{stem}.jpg"
    kind = chance.choice(paper.kinds)
    if kind == "txt":
        lines = [paper.title, "", *paper.body, *(f"{row.label}：{row.value}" for row in paper.rows), *paper.tail]
        (folder / f"{stem}.txt").write_bytes("\n".join(lines).encode(chance.choice(("utf-8", "gb18030"))))
        return f"{stem}.txt"
    if kind == "docx":
        to_docx(paper, folder / f"{stem}.docx", chance)
        return f"{stem}.docx"
    if press is None:
        raise ValueError(f"{paper.key} as {kind} needs a press")
    html = to_html(paper, chance)
    if kind == "pdf":
        press.pdf(html, folder / f"{stem}.pdf")
        return f"{stem}.pdf"
    picture = press.picture(html)
    picture = noise.photographed(picture, chance) if kind == "photo" else noise.scanned(picture, chance)
    ending = chance.choice(("jpg", "png", "pdf") if kind == "scan" else ("jpg",))
    picture.save(folder / f"{stem}.{ending}", **({"resolution": 110} if ending == "pdf" else {}))
    return f"{stem}.{ending}"
