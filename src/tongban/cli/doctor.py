"""`tongban doctor`: what this installation can and cannot protect, and what it lacks."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from tongban.cli import ground

MARKS = {"ok": "ok     ", "warning": "WARNING", "problem": "PROBLEM"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def doctor(as_json: bool) -> None:
    """Check database, roles, triggers, clock, queue, disk and fonts; exit 1 when something is broken."""
    ground.set_up()
    from django.utils.translation import gettext

    from tongban.base import clock, diagnosis

    results = diagnosis.examine(now=clock.now())
    if as_json:
        rows = [{**asdict(result), "sentence": result.render(gettext)} for result in results]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    else:
        for result in results:
            click.echo(f"{MARKS[result.verdict]}  {result.name:18} {result.render(gettext)}")
    if any(result.verdict == "problem" for result in results):
        raise SystemExit(1)
