"""Collect the sentences of code and templates and bring the English catalogue up to date (`make messages`).

Babel alone, because a bare machine has no gettext programs. Msgids are Chinese; English is the complete translation.
Prints how many sentences still lack one.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "tongban"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("N_", "_", "gettext", "gettext_lazy", "gettext_noop", "translate"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}


def sentences(file: Path) -> Iterator[tuple[int, Any, list[str], Any]]:
    """(line, sentence or its plural forms, comments for translators, context) of one file."""
    text = file.read_text(encoding="utf-8")
    if file.suffix in (".html", ".txt"):
        from django.utils.translation.template import templatize

        text = templatize(text, origin=str(file))
        text = "\n".join(line.strip() for line in text.splitlines())  # indentation of HTML is none of Python's
    return extract("python", io.BytesIO(text.encode()), KEYWORDS, ("Translators:",))


def collect() -> Catalog:
    """All sentences of the source, in the order of files and lines."""
    catalogue = Catalog(locale="en", domain="django", project="tongban", fuzzy=False)
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    for file in sorted(files):
        for line, message, comments, context in sentences(file):
            place = (file.relative_to(ROOT).as_posix(), line)
            catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    return catalogue


def main() -> int:
    """Write the catalogue; exit code 1 when sentences are untranslated."""
    from django.conf import settings

    settings.configure(USE_I18N=True)
    found = collect()
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as stream:
            known = read_po(stream, locale="en", domain="django")
        known.update(found, no_fuzzy_matching=True)
    else:
        known = found
    known.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as stream:
        write_po(stream, known, width=110, include_lineno=False, sort_output=True)
    missing = [message for message in known if message.id and not message.string]
    print(f"{len(known)} sentences, {len(missing)} without English")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
