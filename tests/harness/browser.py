"""A running site and a browser for journeys. Without Chromium journeys are skipped, with one line that says so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium", path="/usr/bin:/usr/local/bin") or shutil.which("chromium-browser")
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave journeys out where no browser is, but never in CI: there they must run, and fail if they cannot."""
    journeys = [item for item in items if item.get_closest_marker("journey")]
    if CHROMIUM or IN_CI or not journeys:
        return
    config.stash[LEFT_OUT] = len(journeys)
    config.hook.pytest_deselected(items=journeys)
    items[:] = [item for item in items if item not in journeys]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line about the journeys that were left out."""
    if number := config.stash.get(LEFT_OUT, 0):
        remedy = "apt-get install chromium fonts-noto-cjk"
        terminalreporter.write_line(f"{number} journeys left out: no Chromium found ({remedy})", yellow=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a journey that skips itself has failed."""
    report = yield
    if IN_CI and report.skipped and item.get_closest_marker("journey"):
        report.outcome = "failed"
        report.longrepr = f"a journey was skipped in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of a downloaded one."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A person in China at a small laptop."""
    screen = {"width": 1280, "height": 800}
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": screen}


@pytest.fixture
def site(fresh_db: str) -> Iterator[str]:
    """Address of the whole platform, served by threads of this process on a database of its own."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()
