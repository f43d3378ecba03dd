"""The data folder of one checkout: where the embedded server, its log, uploads and secrets live.

Never inside the checkout. As root the server's own folder belongs to the system user `tongban`, because
PostgreSQL refuses to run as root; everything else stays with whoever runs the command.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import pwd
import secrets
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tongban.base.database.errors import HomeUnusable

SYSTEM_USER = "tongban"
CHECKOUT = Path(__file__).resolve().parents[4]

# Each name in the secrets file, and how many random bytes stand behind it.
SECRET_SIZES: Mapping[str, int] = {
    "secret_key": 48,  # sessions, sign-in links
    "admin_password": 24,  # superuser of the embedded server
    "owner_password": 24,  # owns the tables, migrates
    "app_password": 24,  # web and worker
}


def checkout_hash(path: Path = CHECKOUT) -> str:
    """Eight hex digits that tell one checkout from another on the same machine."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:8]


def default_home() -> Path:
    """The folder used when TONGBAN_HOME is not set; a relative TONGBAN_HOME is taken from the working folder."""
    if named := os.environ.get("TONGBAN_HOME"):
        return Path(named).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/tongban") / checkout_hash()
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "tongban" / checkout_hash()


@dataclass(frozen=True)
class Account:
    """The Unix account the server runs as; `switch` holds the arguments that make subprocess change to it."""

    name: str
    uid: int
    gid: int

    @property
    def switch(self) -> dict[str, object]:
        """Keyword arguments for subprocess: empty when no change of account is needed."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if os.geteuid() == 0 else {}


def server_account() -> Account:
    """Who runs PostgreSQL: the caller, or as root the system user, which is made when it is missing."""
    if os.geteuid() != 0:
        entry = pwd.getpwuid(os.geteuid())
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/var/lib/tongban"]
        subprocess.run(
            [*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER],
            check=True,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        )
        entry = pwd.getpwnam(SYSTEM_USER)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


@dataclass(frozen=True)
class Home:
    """Paths below one data folder."""

    path: Path

    @property
    def server(self) -> Path:
        """What belongs to PostgreSQL alone: data, sockets, binaries when copied."""
        return self.path / "pg"

    @property
    def data(self) -> Path:
        """PGDATA."""
        return self.server / "data"

    @property
    def log(self) -> Path:
        """What the embedded server writes; statements and row values are kept out of it."""
        return self.server / "server.log"

    @property
    def files(self) -> Path:
        """Uploaded and produced files."""
        return self.path / "files"

    @property
    def secrets_file(self) -> Path:
        """Generated passwords and keys, readable by their owner only."""
        return self.path / "secrets.json"

    @property
    def port(self) -> int:
        """Names the socket; nothing listens on the network."""
        return 20000 + int(hashlib.sha256(str(self.path).encode()).hexdigest()[:4], 16) % 20000

    @property
    def socket_folder(self) -> Path:
        """Inside the data folder, or a short one under /tmp: a socket's path may hold 107 bytes at most."""
        inside = self.server / "run"
        if len(os.fsencode(inside / f".s.PGSQL.{self.port}.lock")) <= 100:
            return inside
        return Path("/tmp") / f"tongban-{hashlib.sha256(str(self.path).encode()).hexdigest()[:12]}"  # noqa: S108 (made 0700 and its owner is checked)

    def make(self) -> None:
        """Create the folder. Others may pass through it (the server's account must), but not list it."""
        try:
            missing = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]
            self.path.mkdir(parents=True, exist_ok=True)
            for folder in missing:
                folder.chmod(0o711)
            self.files.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(path=str(self.path), why=error.strerror or str(error)) from error

    @contextlib.contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Hold an exclusive lock of this folder; a second caller waits. Freed by the system if we die."""
        self.make()
        with open(self.path / f"{name}.lock", "w", encoding="utf-8") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def read_secrets(self) -> dict[str, str]:
        """The secrets, or an empty mapping while none were made or we may not read them."""
        try:
            return dict(json.loads(self.secrets_file.read_text(encoding="utf-8")))
        except (FileNotFoundError, PermissionError):
            return {}

    def ensure_secrets(self) -> dict[str, str]:
        """The secrets, with those that are missing made and written (mode 0600, replaced in one step)."""
        with self.lock("secrets"):
            known = self.read_secrets()
            missing = {name: secrets.token_hex(size) for name, size in SECRET_SIZES.items() if name not in known}
            if missing:
                known.update(missing)
                draft = self.secrets_file.with_suffix(".new")
                draft.unlink(missing_ok=True)
                descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with open(descriptor, "w", encoding="utf-8") as handle:
                    json.dump(known, handle, indent=1)
                    handle.flush()
                    os.fsync(handle.fileno())
                draft.rename(self.secrets_file)
            return known
