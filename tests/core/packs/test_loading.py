"""A pack loads alike from its folder, from a mapping, and from the copy that a publication keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.packs.minimal import FILES, FOLDER, changed
from tongban.core.packs.digest import content_digest
from tongban.core.packs.folder import read_folder
from tongban.core.packs.loader import PackUnusable, load_files, load_pack, load_publication


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def test_a_folder_and_a_mapping_are_one(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "notes.md").write_text("not of the pack")
    (tmp_path / ".hidden.yaml").write_text("a: 1")
    assert read_folder(tmp_path)[0] == FILES
    from_folder, from_files = load_pack(tmp_path), load_files(FILES)
    assert from_folder.matters["demo-permit"].matter == from_files.matters["demo-permit"].matter
    assert from_folder.matters["demo-permit"].digest() == from_files.matters["demo-permit"].digest()


def test_a_publication_loads_by_itself() -> None:
    loaded = load_files(FILES).matters["demo-permit"]
    copy = load_publication(loaded.publication(), "demo-permit")
    assert (copy.matter, copy.form, copy.checks, copy.examples) == (
        loaded.matter,
        loaded.form,
        loaded.checks,
        loaded.examples,
    )
    assert copy.face_source == "演示"
    assert copy.digest() == loaded.digest()
    assert "calendar/2026.yaml" in copy.publication()


def test_a_publication_holds_only_its_own_matter() -> None:
    other = {path.replace("demo-permit", "other"): text.replace("matter: demo-permit", "matter: other")
             for path, text in FILES.items()}  # fmt: skip
    pack = load_files({**FILES, **other})
    assert set(pack.matters) == {"demo-permit", "other"}
    assert not any("other" in path for path in pack.matters["demo-permit"].publication())


@pytest.mark.parametrize("file", [f"{FOLDER}/matter.yaml", f"{FOLDER}/face.typ", "laws.yaml", "calendar/2026.yaml"])
def test_the_digest_follows_every_file(file: str) -> None:
    before = load_files(FILES).matters["demo-permit"].digest()
    assert load_files({**FILES, file: FILES[file] + "\n# x"}).matters["demo-permit"].digest() != before


def test_the_digest_tells_names_from_contents() -> None:
    assert content_digest({"a": "bc"}) != content_digest({"ab": "c"})
    assert content_digest({"a": "1", "b": "2"}) == content_digest({"b": "2", "a": "1"})


def test_a_broken_matter_is_left_out_and_reported() -> None:
    pack = load_files(changed("matter.yaml", "procedure: licence", "procedure: permit"))
    assert pack.matters == {}
    assert [problem.code for problem in pack.errors] == ["wrong-value"]
    with pytest.raises(PackUnusable) as raised:
        pack.sound()
    assert "第7行" in raised.value.render()
    with pytest.raises(PackUnusable):
        load_publication(dict(pack.files), "demo-permit")


def test_two_matters_of_one_name() -> None:
    twin = {path.replace("/shops/", "/other/"): text for path, text in FILES.items() if path.startswith(FOLDER)}
    assert "repeated-id" in {problem.code for problem in load_files({**FILES, **twin}).problems}


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "laws.yaml").write_bytes("店铺".encode("gb18030"))
    (tmp_path / "registries.yaml").write_bytes(b"#" * 600_000)
    (tmp_path / "link.yaml").symlink_to("/etc/hostname")
    problems = {(problem.file, problem.code) for problem in load_pack(tmp_path).problems}
    assert {("laws.yaml", "not-text"), ("registries.yaml", "too-large")} <= problems
    assert "link.yaml" not in read_folder(tmp_path)[0]


def test_a_folder_that_is_no_pack(tmp_path: Path) -> None:
    assert {problem.code for problem in load_pack(tmp_path).problems} == {"missing-file"}
