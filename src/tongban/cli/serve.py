"""`tongban serve`: the web processes, and with --with-worker a background worker beside them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import click

from tongban.cli import ground

LOOPBACK = ("127.0.0.1", "localhost", "::1")
STOP_SECONDS = 70  # a little longer than the worker's own grace
# One JSON object a line, with the path but without query string, address or account of the visitor.
ACCESS_LINE = (
    '{"at": "%(t)s", "logger": "access", "request": "%({x-request-id}o)s", '
    '"method": "%(m)s", "path": "%(U)s", "status": %(s)s, "milliseconds": %(M)s}'
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Threads in each.")
@click.option("--with-worker", is_flag=True, help="Run a background worker too, ending when either ends.")
def serve(host: str, port: int, workers: int, threads: int, with_worker: bool) -> None:
    """Serve the pages and the API."""
    if host in LOOPBACK:  # nobody can listen in, and a browser would keep secure cookies from plain HTTP
        os.environ.setdefault("TONGBAN_HTTPS", "0")
    ground.set_up()
    ground.require_prepared()
    _collect_static()
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if with_worker:
        raise SystemExit(_both(place, workers, threads))
    _exec_gunicorn(place, workers, threads)


def _collect_static() -> None:
    from django.conf import settings
    from django.core.management import call_command

    if settings.STATIC_ROOT:
        call_command("collectstatic", interactive=False, verbosity=0)


def _command(place: str, workers: int, threads: int) -> list[str]:
    # Threads, because a slow upload must not stop a whole process; the master loads the code once for all.
    settings = {
        "--bind": place,
        "--workers": str(workers),
        "--threads": str(threads),
        "--worker-class": "gthread",
        "--timeout": "120",
        "--graceful-timeout": "30",
        "--keep-alive": "5",
        "--max-requests": "20000",
        "--max-requests-jitter": "2000",
        "--access-logfile": "-",
        "--access-logformat": ACCESS_LINE,
        "--log-level": "warning",
        "--worker-tmp-dir": "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",  # noqa: S108 (unlinked heartbeat files)
    }
    words = [word for pair in settings.items() for word in pair]
    return [
        sys.executable, "-m", "gunicorn", *words, "--preload", "--no-control-socket", "tongban.project.wsgi:application"
    ]  # fmt: skip


def _exec_gunicorn(place: str, workers: int, threads: int) -> None:
    click.echo(f"http://{place}/")
    sys.stdout.flush()
    command = _command(place, workers, threads)
    os.execv(command[0], command)


def _both(place: str, workers: int, threads: int) -> int:
    """Run web and worker as children; when one ends or we are told to stop, end the other too."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    commands = [_command(place, workers, threads), [sys.executable, "-m", "tongban.cli.worker"]]
    children = [subprocess.Popen(command, start_new_session=True) for command in commands]
    click.echo(f"http://{place}/")
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    for child in children:
        if child.poll() is None:
            child.terminate()
    codes = [_wait(child) for child in children]
    return 0 if stopping else max(1, *map(abs, codes))


def _wait(child: subprocess.Popen[bytes]) -> int:
    try:
        return child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()
