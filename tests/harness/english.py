"""What a page says in Chinese to somebody who reads English."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from django.conf import settings
from django.test import Client

from tongban.core.packs.location import packs_root

_CHINESE = re.compile(r"\d*[\u3400-\u9fff][\d\u3400-\u9fff]*")  # with digits, so that a date counts as one
_ALWAYS = "中文 护士变更 护士"
"""The way back to Chinese, and the examples of what may be typed into the search."""


@cache
def national_content() -> str:
    """All the national pack says."""
    return "\n".join(file.read_text(encoding="utf-8") for file in (packs_root() / "national").rglob("*.yaml"))


def untranslated(client: Client, path: str, *content: str, status: int = 200) -> list[str]:
    """The Chinese words of the English page that neither `content` nor the switch of languages says."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get(path)
    assert answer.status_code == status, path
    page = unescape(answer.content.decode())
    assert '<html lang="en"' in page
    known = " ".join((_ALWAYS, *content))
    return [word for word in _CHINESE.findall(page) if word not in known]
