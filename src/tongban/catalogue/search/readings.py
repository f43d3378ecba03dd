"""Pinyin of titles, worked out when a matter is published and stored.

The one importer of pypinyin (40 MB of dictionaries): no page needs it, only publishing does."""

from __future__ import annotations

from collections.abc import Sequence

from pypinyin import Style, lazy_pinyin, pinyin


def readings(text: str) -> Sequence[Sequence[str]]:
    """The readings of each character of `text` (characters only, no marks), tones left out; other signs have none.

    Several readings where a character has several (重: zhong, chong): searching by any of them finds it."""
    return [_known(character, likely) for character, likely in zip(text, _words(text), strict=True)]


def _known(character: str, likely: str) -> tuple[str, ...]:
    """The likely reading first, then the others; none for signs that have no reading of their own."""
    others = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    known = dict.fromkeys([likely, *others])
    return tuple(reading for reading in known if reading != character and reading.isascii() and reading.isalpha())


def _words(text: str) -> list[str]:
    """The reading that fits the word each character stands in; signs without one stand for themselves."""
    return lazy_pinyin(text, errors=_each)  # type: ignore[arg-type]  # a list is allowed, its hints forget it


def _each(signs: str) -> list[str]:
    return list(signs.casefold())


def sort_key(text: str) -> str:
    """What lists are sorted by: the likely pinyin, other signs as they are. Stored, so no server needs ICU."""
    return " ".join(_words(text))


def initials(text: str) -> str:
    """First letters of the likely reading, e.g. hszyzc."""
    return "".join(part[0] for part in _words(text) if part[0].isalnum())
