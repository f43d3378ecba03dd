"""The language of the command line: Chinese, or what TONGBAN_LANGUAGE names, from the same catalogues as the pages."""

from __future__ import annotations

import gettext
import os
from functools import lru_cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def translate(sentence: str) -> str:
    """The sentence in the language of the command line; itself where there is no translation."""
    language = os.environ.get("TONGBAN_LANGUAGE", "")
    return _catalogue(language).gettext(sentence) if language and sentence else sentence


@lru_cache(maxsize=4)
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", str(LOCALE), languages=[language], fallback=True)
