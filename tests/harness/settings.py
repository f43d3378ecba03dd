"""The settings of the platform, with what makes tests fast and quiet."""

import os

from tongban.base.database.home import Home, default_home

os.environ["TONGBAN_HTTPS"] = "0"
Home(
    default_home()
).ensure_secrets()  # before the logins are read; the server starts later, with the first test that needs it

from tongban.project.settings import *  # noqa: E402, F403 (settings modules are layered this way)
from tongban.project.settings import DATABASES, LOGGING  # noqa: E402 (as above)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
LOGGING["root"] = {"handlers": ["console"], "level": "ERROR"}
