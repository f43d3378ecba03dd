"""What scanning and photographing do to a page picture."""

from __future__ import annotations

import io
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

_FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


def scanned(picture: Image.Image, chance: Random) -> Image.Image:
    """A flatbed scan: slight turn, grey paper, specks, JPEG."""
    out = picture.convert("RGB").rotate(chance.uniform(-1.6, 1.6), Image.Resampling.BICUBIC, fillcolor=(236, 236, 236))
    if chance.random() < 0.25:
        out = watermarked(out, chance)
    return _jpeg(_grain(out, chance, chance.uniform(2, 6)), chance, 55, 88)


def photographed(picture: Image.Image, chance: Random) -> Image.Image:
    """A phone photo: perspective, a shadow, uneven light, JPEG; now and then lying on its side."""
    page = picture.convert("RGB")
    width, height = page.size
    pad = 50
    desk = Image.new(
        "RGB", (width + 2 * pad, height + 2 * pad), chance.choice(((92, 84, 76), (70, 74, 80), (150, 140, 125)))
    )
    desk.paste(page, (pad, pad))
    shift = [chance.uniform(0, 0.018) * width for _ in range(8)]
    quad = (shift[0], shift[1], shift[2], desk.height - shift[3], desk.width - shift[4], desk.height - shift[5],
            desk.width - shift[6], shift[7])  # fmt: skip
    out = desk.transform(desk.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    pixels = np.asarray(out).astype(np.float32)
    across = np.linspace(chance.uniform(0.78, 1.0), chance.uniform(0.78, 1.0), out.width)[None, :, None]
    down = np.linspace(chance.uniform(0.85, 1.0), chance.uniform(0.85, 1.0), out.height)[:, None, None]
    out = Image.fromarray(np.clip(pixels * across * down, 0, 255).astype(np.uint8))
    out = _jpeg(_grain(out, chance, chance.uniform(2, 5)), chance, 60, 88)
    return out.rotate(chance.choice((90, 180, 270)), expand=True) if chance.random() < 0.06 else out


def spoiled(picture: Image.Image, how: str, chance: Random) -> Image.Image:
    """A picture nobody can read: `blur`, `dark`, `corner` or `blank`."""
    page = picture.convert("RGB")
    if how == "blur":
        return page.filter(ImageFilter.GaussianBlur(chance.uniform(11, 16)))
    if how == "dark":
        return Image.fromarray((np.asarray(page).astype(np.float32) * 0.03).astype(np.uint8))
    if how == "corner":
        out = Image.new("RGB", page.size, (40, 40, 44))
        out.paste(page.crop((0, 0, page.width // 3, page.height // 14)), (60, 40))
        return out
    return Image.new("RGB", page.size, (247, 247, 245))


def watermarked(picture: Image.Image, chance: Random) -> Image.Image:
    """Grey words across the page, as people put them on copies."""
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    font = ImageFont.truetype(_FONT, 30, index=2)
    words = chance.choice(("仅供办理本次许可使用", "仅供卫健部门审核使用，再次复印无效"))
    draw = ImageDraw.Draw(layer)
    for x in range(-100, picture.width, 420):
        for y in range(40, picture.height, 300):
            draw.text((x, y), words, font=font, fill=(120, 120, 120, 70))
    return Image.alpha_composite(picture.convert("RGBA"), layer.rotate(24)).convert("RGB")


def _grain(picture: Image.Image, chance: Random, strength: float) -> Image.Image:
    random = np.random.default_rng(chance.randrange(2**32))
    pixels = np.asarray(picture).astype(np.float32)
    pixels += random.normal(0, strength, pixels.shape[:2])[:, :, None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _jpeg(picture: Image.Image, chance: Random, worst: int, best: int) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=chance.randint(worst, best))
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")
