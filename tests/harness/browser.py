"""A running site and a browser for journeys. Without Chromium journeys are skipped, with one line that says so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip journeys where no browser is, but never in CI: there they must run, and fail if they cannot."""
    journeys = [item for item in items if item.get_closest_marker("journey")]
    if CHROMIUM or IN_CI or not journeys:
        return
    for item in journeys:
        item.add_marker(pytest.mark.skip(reason="journeys need Chromium: apt-get install chromium fonts-noto-cjk"))


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
