"""Where the template of a face comes from: the publication the certificate is bound to, never the folder of today."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tongban.catalogue import queries as catalogue
from tongban.certificates.errors import TemplateFailed
from tongban.core.packs.folder import read_folder
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.location import packs_root

SHARED = "faces/base.typ"
MAIN = "faces/face.typ"  # beside the shared face, so that a template imports it by its bare name
PLAIN = '#import "base.typ": licence\n#licence()\n'  # a type without a face of its own
NATIONAL = "national"


@lru_cache(maxsize=64)
def template(publication: str) -> tuple[Mapping[str, str], str]:
    """The files of a template by path in the pack, and the path of its main file.

    An empty digest (certificates taken over from elsewhere, previews) means the shared face of the national pack.
    Raises UnknownPublication; TemplateFailed when the publication holds no shared face.
    """
    if not publication:
        files, _ = read_folder(packs_root() / NATIONAL / "faces")
        return {**{f"faces/{name}": text for name, text in files.items()}, MAIN: PLAIN}, MAIN
    return of_matter(catalogue.loaded(publication))


def of_matter(matter: LoadedMatter) -> tuple[Mapping[str, str], str]:
    """The same of a matter that is loaded; also for content officers who try a face before it is published."""
    published = matter.publication()
    if SHARED not in published:
        raise TemplateFailed(title=matter.matter.name, detail=SHARED)
    return {**published, MAIN: matter.face_source or PLAIN}, MAIN
