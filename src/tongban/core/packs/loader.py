"""Strict loading of a pack from its folder or from the copy that a publication keeps.

`load_pack(path)` and `load_files({path: text})` run the same code. Nothing is guessed: an unknown key, a key twice or a
wrong type is a located problem, and a matter with such a problem is not loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from tongban.core.errors import InvalidInput
from tongban.core.messages import N_
from tongban.core.packs.catalogues import (
    CertificateType,
    CertificateTypes,
    Law,
    Laws,
    Pack,
    Registries,
    Registry,
)
from tongban.core.packs.checks import Checks
from tongban.core.packs.digest import content_digest
from tongban.core.packs.examples import Examples
from tongban.core.packs.folder import read_folder
from tongban.core.packs.form import Form
from tongban.core.packs.matter import Matter
from tongban.core.packs.problems import Level, Problem, in_order, of_level, problem
from tongban.core.packs.schema_errors import schema_problems
from tongban.core.packs.source import Source, read_source

AnyModel = TypeVar("AnyModel", bound=BaseModel)

PACK_WIDE = ("pack.yaml", "laws.yaml", "certificates.yaml", "registries.yaml")
SHARED_FOLDERS = ("calendar/", "faces/")
PAPER_FOLDERS = ("documents/", "wording/")  # what the reading of papers depends on
MATTER_FILES = ("matter.yaml", "form.yaml", "checks.yaml", "examples.yaml")
FACE = "face.typ"


class PackUnusable(InvalidInput):
    """A pack with errors was asked to serve."""

    code = "pack_unusable"
    sentence = N_("事项包“{pack}”有{count}处错误，第一处：{file} 第{line}行，{first} 请先用 tongban check 查看并改正。")


@dataclass(frozen=True)
class Catalogues:
    """The pack-wide lists that a matter is read against."""

    pack: Pack
    laws: Mapping[str, Law]
    certificates: Mapping[str, CertificateType]
    registries: Mapping[str, Registry]


@dataclass(frozen=True, eq=False)
class LoadedMatter:
    """One matter with everything that its folder says. Compared by identity, so that it can key caches.

    `folder` is relative to the pack; `files` holds the folder's own files by name; `sources` the places of their
    values, by the same names; `shared` the pack-wide files a publication needs beside them.
    """

    folder: str
    matter: Matter
    form: Form
    checks: Checks
    examples: Examples
    face_source: str | None
    files: Mapping[str, str]
    sources: Mapping[str, Source]
    catalogues: Catalogues
    shared: Mapping[str, str] = field(default_factory=dict)

    def path(self, name: str) -> str:
        """A file of the matter, relative to the pack."""
        return f"{self.folder}/{name}"

    def line(self, name: str, *path: str | int) -> int:
        """The line in file `name` where the value at `path` stands."""
        return self.sources[name].line(*path)

    def problem(self, code: str, name: str, /, *path: str | int, **data: object) -> Problem:
        """A problem at the value at `path` of file `name`."""
        return problem(code, self.path(name), self.line(name, *path), **data)

    def publication(self) -> dict[str, str]:
        """Every file that this matter depends on, by path relative to the pack: what a publication stores."""
        own = {self.path(name): text for name, text in self.files.items()}
        return {**self.shared, **own}

    def digest(self) -> str:
        """The content address of the publication, 64 hex characters."""
        return content_digest(self.publication())


@dataclass(frozen=True, eq=False)
class LoadedPack:
    """A pack as far as it could be read, and what was wrong on the way."""

    catalogues: Catalogues
    matters: Mapping[str, LoadedMatter]
    sources: Mapping[str, Source]
    files: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def pack(self) -> Pack:
        return self.catalogues.pack

    @property
    def laws(self) -> Mapping[str, Law]:
        return self.catalogues.laws

    @property
    def certificates(self) -> Mapping[str, CertificateType]:
        return self.catalogues.certificates

    @property
    def registries(self) -> Mapping[str, Registry]:
        return self.catalogues.registries

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that prevent publication."""
        return of_level(self.problems, Level.ERROR)

    def sound(self) -> LoadedPack:
        """The pack itself. Raises PackUnusable when it could not be read without errors."""
        if self.errors:
            first = self.errors[0]
            raise PackUnusable(
                pack=self.pack.pack,
                count=len(self.errors),
                file=first.file,
                line=first.line,
                first=first.message,
            )
        return self


def load_pack(path: Path | str) -> LoadedPack:
    """Read the pack in the folder `path`. Never raises for bad content; see `LoadedPack.problems`."""
    files, problems = read_folder(Path(path))
    return load_files(files, problems)


def load_files(files: Mapping[str, str], problems: tuple[Problem, ...] = ()) -> LoadedPack:
    """Read a pack from its files by path relative to the pack; `problems` are those met before."""
    reading = _Reading(files, list(problems))
    catalogues = reading.catalogues()
    matters: dict[str, LoadedMatter] = {}
    for folder in reading.matter_folders():
        loaded = reading.matter(folder, catalogues)
        if loaded is None:
            continue
        if loaded.matter.matter in matters:
            other = matters[loaded.matter.matter]
            reading.report("repeated-id", loaded.path("matter.yaml"), loaded.line("matter.yaml", "matter"),
                           name=loaded.matter.matter, first=other.line("matter.yaml", "matter"))  # fmt: skip
            continue
        matters[loaded.matter.matter] = loaded
    return LoadedPack(catalogues, matters, reading.sources, files, in_order(reading.problems))


def load_publication(files: Mapping[str, str], slug: str) -> LoadedMatter:
    """The matter `slug` of a stored publication. Raises PackUnusable when the copy cannot be read as a whole."""
    return load_files(files).sound().matters[slug]


def _model(file: str, text: str, kind: type[AnyModel]) -> tuple[AnyModel | None, Source | None, tuple[Problem, ...]]:
    """The model of one file with the places of its values, or None and why not."""
    source, problems = read_source(file, text)
    if source is None:
        return None, None, problems
    try:
        return kind.model_validate(source.data), source, ()
    except ValidationError as error:
        return None, source, tuple(schema_problems(source, kind, error))


_shared_model = lru_cache(maxsize=32)(_model)
"""For pack-wide files: publications of one pack share their lists instead of holding a copy each."""


@dataclass
class _Reading:
    files: Mapping[str, str]
    problems: list[Problem]
    sources: dict[str, Source] = field(default_factory=dict)

    def report(self, code: str, file: str, line: int, /, **data: object) -> None:
        self.problems.append(problem(code, file, line, **data))

    def model(self, file: str, kind: type[AnyModel]) -> AnyModel | None:
        """The model of one file, or None after reporting why not."""
        if file not in self.files:
            self.report("missing-file", file, 1, what=file)
            return None
        read = _shared_model if file in PACK_WIDE else _model
        model, source, problems = read(file, self.files[file], kind)
        self.problems.extend(problems)
        if source is not None:
            self.sources[file] = source
        return model

    def catalogues(self) -> Catalogues:
        pack = self.model("pack.yaml", Pack)
        laws = self.model("laws.yaml", Laws)
        certificates = self.model("certificates.yaml", CertificateTypes)
        registries = self.model("registries.yaml", Registries)
        return Catalogues(
            pack or Pack(pack="unnamed", name="unnamed", version="0", themes={}),
            laws.laws if laws else {},
            certificates.certificates if certificates else {},
            registries.registries if registries else {},
        )

    def matter_folders(self) -> list[str]:
        folders = set()
        for path in self.files:
            parts = path.split("/")
            if len(parts) == 4 and parts[0] == "matters":
                folders.add("/".join(parts[:3]))
            elif parts[-1] in MATTER_FILES:
                self.report("misplaced-file", path, 1, what=path)
        return sorted(folders)

    def matter(self, folder: str, catalogues: Catalogues) -> LoadedMatter | None:
        matter = self.model(f"{folder}/matter.yaml", Matter)
        form = self.model(f"{folder}/form.yaml", Form)
        checks = self.model(f"{folder}/checks.yaml", Checks)
        examples = self.model(f"{folder}/examples.yaml", Examples)
        if matter is None or form is None or checks is None or examples is None:
            return None
        own = {path[len(folder) + 1 :]: text for path, text in self.files.items() if path.startswith(folder + "/")}
        sources = {name: self.sources[f"{folder}/{name}"] for name in MATTER_FILES}
        return LoadedMatter(
            folder,
            matter,
            form,
            checks,
            examples,
            own.get(FACE),
            own,
            sources,
            catalogues,
            self.shared(checks),
        )

    def shared(self, checks: Checks) -> dict[str, str]:
        folders = SHARED_FOLDERS + (PAPER_FOLDERS if checks.papers is not None else ())
        return {p: text for p, text in self.files.items() if p in PACK_WIDE or p.startswith(folders)}
