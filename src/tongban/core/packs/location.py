"""Where the packs are: `TONGBAN_PACKS`, else the folder `packs/` of the checkout."""

from __future__ import annotations

import os
from pathlib import Path

from tongban.core.errors import NotFound
from tongban.core.messages import N_, Message

_CHECKOUT = Path(__file__).resolve().parents[4]


def packs_root() -> Path:
    """The folder that holds the packs. Raises NotFound, naming the folder, when there is none."""
    root = Path(os.environ.get("TONGBAN_PACKS") or _CHECKOUT / "packs")
    if not root.is_dir():
        raise NotFound(what=Message(N_("事项包目录{folder}（可用环境变量TONGBAN_PACKS指定）"), {"folder": str(root)}))
    return root
