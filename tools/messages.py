"""Collect the sentences of code and templates and bring the English catalogue up to date (`make messages`).

Babel alone, because a bare machine has no gettext programs. Msgids are Chinese; English is the complete translation.
Prints how many sentences still lack one. How to translate: docs/howto/translate.md.
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

HEADER = r"""# English translation of the sentences of tongban. `make messages` keeps it; docs/howto/translate.md says how.
# Distributed under the licence of tongban.
msgid ""
msgstr ""
"Project-Id-Version: tongban\n"
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


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
    catalogue = Catalog(locale="en", domain="django", fuzzy=False)
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    for file in sorted(files):
        for line, message, comments, context in sentences(file):
            place = (file.relative_to(ROOT).as_posix(), line)
            catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    return catalogue


def known() -> Catalog:
    """The catalogue as it stands; empty when there is none."""
    if not CATALOGUE.exists():
        return Catalog(locale="en", domain="django")
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="en", domain="django")


def merged(found: Catalog, old: Catalog) -> Catalog:
    """The sentences found, with the English there is already; what the source no longer says is left out.

    A changed sentence counts as new: English is never guessed from a similar one."""
    for message in found:
        before = old.get(message.id, message.context) if message.id else None
        if before is not None and isinstance(before.id, type(message.id)):
            message.string = before.string
            message.user_comments = before.user_comments
    return found


def written(catalogue: Catalog) -> bytes:
    """The file's content. The header is our own: no dates, so that the same sentences give the same file."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=110, include_lineno=False, sort_output=True, omit_header=True)
    return HEADER.encode() + stream.getvalue()


def lacking(catalogue: Catalog) -> list[str]:
    """The sentences without English; of plural ones, those that lack a form."""
    forms = {message.id: message.string for message in catalogue if message.id}
    return [str(key) for key, form in forms.items() if not form or (isinstance(form, tuple | list) and not all(form))]


def main() -> int:
    """Write the catalogue; exit code 1 when sentences are untranslated."""
    from django.conf import settings

    settings.configure(USE_I18N=True)
    catalogue = merged(collect(), known())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(written(catalogue))
    missing = lacking(catalogue)
    print(f"{len(catalogue)} sentences, {len(missing)} without English")
    for sentence in missing:
        print(f"  {sentence}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
