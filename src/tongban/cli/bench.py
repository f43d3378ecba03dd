"""`tongban bench`: every bench of the checkout, one table of ratios in one run.

The benches live beside the code, not in the package: they are for a checkout with its tests and development tools.
"""

from __future__ import annotations

import json
import subprocess
import sys

import click

from tongban.base.database.home import CHECKOUT
from tongban.core.messages import N_


@click.command(help=N_("测速度和内存，与同一次运行里的对照相比。"))
@click.option("--quick", is_flag=True, help=N_("小一些的数据：十万个办件代替一百万个"))
@click.option("--only", multiple=True, help=N_("只跑这一项，可以写多个"))
@click.option("--json", "as_json", is_flag=True, help=N_("输出 JSON"))
def bench(quick: bool, only: tuple[str, ...], as_json: bool) -> int:
    """Measure speed and memory against peers of the same run."""
    if not (CHECKOUT / "bench" / "table.py").is_file():
        raise click.UsageError("bench/ is only there in a checkout of the source")
    request = json.dumps({"quick": quick, "only": only, "json": as_json})
    # In a process of its own: benches set their own settings and data folder before Django is loaded.
    return subprocess.run([sys.executable, "-m", "bench.table", request], cwd=CHECKOUT, check=False).returncode
