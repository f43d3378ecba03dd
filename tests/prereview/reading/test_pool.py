"""The pool: a reader that hangs, dies or swells costs one process; the keeper stays light."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile

import pytest

from tongban.prereview.reading.frames import receive, send
from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.pool import PoolSettings, ReaderPool


def long_word() -> bytes:
    """A Word file that takes seconds to read: 300,000 paragraphs."""
    body = "<w:p><w:r><w:t>行</w:t></w:r></w:p>" * 300_000
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return buffer.getvalue()


TEXT_POOL = PoolSettings(size=1, threads=1, engine="text_only")


def test_keeper_imports_no_picture_library() -> None:
    code = (
        "import sys, tongban.prereview.reading.pool, tongban.prereview.reading.read\n"
        "import tongban.prereview.evidence.extract\n"
        "print([m for m in ('cv2', 'numpy', 'rapidocr', 'openvino', 'onnxruntime') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_reads_and_keeps_its_process() -> None:
    with ReaderPool(TEXT_POOL) as pool:
        assert pool.warm().endswith("text-only")
        first = pool.read("姓名：王小明".encode(), "a.txt")
        second = pool.read("姓名：李小红".encode("gb18030"), "b.txt")
        assert (first.text, second.text) == ("姓名：王小明", "姓名：李小红")


def test_a_reader_that_takes_too_long_is_ended_and_replaced() -> None:
    with ReaderPool(TEXT_POOL) as pool:
        pool.warm()
        reading = pool.read(long_word(), "a.docx", Limits(seconds_per_file=0.2))
        assert [problem.code for problem in reading.problems] == ["timeout"]
        assert reading.unreadable
        assert pool.read("姓名：王小明".encode(), "a.txt").text == "姓名：王小明"


def test_a_reader_that_dies_is_replaced() -> None:
    with ReaderPool(TEXT_POOL) as pool:
        pool.warm()
        reader = pool._idle.queue[0]
        assert reader is not None
        big = long_word()
        threading.Timer(0.3, os.kill, (reader.process.pid, signal.SIGKILL)).start()
        reading = pool.read(big, "a.docx")
        assert [problem.code for problem in reading.problems] == ["reader_died"]
        assert pool.read(b"abc", "a.txt").text == "abc"


def test_a_reader_that_swells_is_ended() -> None:
    with ReaderPool(PoolSettings(threads=1, engine="text_only", max_rss=1)) as pool:
        pool.warm()
        reading = pool.read(long_word(), "a.docx")
        assert [problem.code for problem in reading.problems] == ["reader_died"]


def test_tired_readers_are_replaced_between_files() -> None:
    with ReaderPool(PoolSettings(threads=1, engine="text_only", max_files=1)) as pool:
        pids = set()
        for _ in range(2):
            assert pool.read(b"abc", "a.txt").text == "abc"
            reader = pool._idle.queue[0]
            assert reader is not None
            pids.add(reader.process.pid)
        assert len(pids) == 2


def test_several_threads_share_the_readers() -> None:
    with ReaderPool(PoolSettings(size=2, threads=1, engine="text_only")) as pool:
        texts: list[str] = []
        threads = [
            threading.Thread(target=lambda i=i: texts.append(pool.read(b"%d" % i, "a.txt").text)) for i in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(texts) == [str(i) for i in range(6)]


def test_closing_leaves_no_process() -> None:
    pool = ReaderPool(TEXT_POOL)
    pool.warm()
    reader = pool._idle.queue[0]
    assert reader is not None
    pool.close()
    time.sleep(0.05)
    with pytest.raises(ProcessLookupError):
        os.kill(reader.process.pid, 0)


@pytest.mark.parametrize("cut", [0, 3, 9, -1])
def test_broken_frames_are_the_end_not_an_error(cut: int) -> None:
    stream = io.BytesIO()
    send(stream, {"name": "王"}, b"body")
    whole = stream.getvalue()
    assert receive(io.BytesIO(whole)) == ({"name": "王"}, b"body")
    assert receive(io.BytesIO(whole[:cut])) is None
