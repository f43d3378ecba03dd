"""Web processes issue and verify; only workers typeset and sign documents."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys, django
django.setup()
from tongban.certificates import actions, queries
print(sorted(name for name in ("typst", "pyhanko", "segno", "pylopdf_fonts_zh_cn") if name in sys.modules))
"""


def test_the_room_is_light_until_a_document_is_made() -> None:
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
