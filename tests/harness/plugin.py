"""Set up before Django reads its settings: a data folder for tests alone, fast password hashes, no network names."""

from __future__ import annotations

import os

from tongban.base.database.home import default_home

# The processes of xdist inherit the first line's answer instead of nesting a folder in it.
os.environ.setdefault("TONGBAN_TEST_HOME", str(default_home() / "test"))
os.environ["TONGBAN_HOME"] = os.environ["TONGBAN_TEST_HOME"]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.harness.settings"
# Playwright keeps an event loop in the main thread for the whole session, where Django would refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
for _name in ("TONGBAN_DATABASE_URL", "TONGBAN_DATABASE_OWNER_URL"):  # tests never touch a real server
    os.environ.pop(_name, None)
