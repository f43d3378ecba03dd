"""What `tongban doctor` finds: one result a question, each with a sentence and, where it is not well, the remedy."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.db import connections

from tongban.base import health
from tongban.base.database import prepare, rights
from tongban.core.errors import TongbanError
from tongban.core.messages import N_, Message, Translate, untranslated

Verdict = Literal["ok", "warning", "problem"]
SKEW_SECONDS = 2
FONT_PACKAGE = "pylopdf_fonts_zh_cn"


@dataclass(frozen=True)
class Result:
    """`name` is stable; `sentence` a Chinese msgid with `data`."""

    name: str
    verdict: Verdict
    sentence: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def render(self, translate: Translate = untranslated) -> str:
        """The sentence in the reader's language."""
        return Message(self.sentence, self.data).render(translate)


def examine(*, now: datetime) -> list[Result]:
    """All results, in a fixed order. Without a database only what needs none."""
    try:
        major = prepare.check_version(connections["default"])
    except TongbanError as error:
        return [Result("database", "problem", error.sentence, error.data), *_machine()]
    results = [Result("database", "ok", N_("PostgreSQL {major}"), {"major": major})]
    pending = prepare.pending_migrations()
    if pending:
        sentence = N_("还有 {count} 个迁移没有执行。请运行 tongban db prepare。")
        return [*results, Result("tables", "problem", sentence, {"count": pending}), *_machine()]
    results.append(Result("tables", "ok", N_("数据表是最新的")))
    asked = (question() for question in (_roles, _superuser, _triggers, _rights, _durability, _workers))
    return [*results, *asked, _clock(now), *_machine()]


def _rows(query: str, *values: str | list[str]) -> list[tuple[Any, ...]]:
    with connections["default"].cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _roles() -> Result:
    app, owner = (settings.DATABASES[alias]["USER"] for alias in ("default", "owner"))
    owned = _rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")[0][0]
    if app == owner or owned:
        sentence = N_(
            "服务账号 {app} 同时拥有数据表，可以拆掉事件记录的保护。请另建一个所有者账号，并设置 TONGBAN_DATABASE_OWNER_URL。"
        )
        return Result("roles", "warning", sentence, {"app": app})
    return Result("roles", "ok", N_("服务账号 {app}，所有者 {owner}，两者分开"), {"app": app, "owner": owner})


def _superuser() -> Result:
    query = "SELECT rolsuper OR rolreplication OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    if _rows(query)[0][0]:
        sentence = N_("服务账号是数据库的超级用户，任何保护都对它无效。请换成普通账号。")
        return Result("superuser", "warning", sentence)
    return Result("superuser", "ok", N_("服务账号没有特权"))


def _triggers() -> Result:
    with connections["default"].cursor() as cursor:
        missing = rights.unguarded(cursor)
    if missing:
        sentence = N_("只增不改的表 {tables} 缺少触发器。请运行 tongban db prepare。")
        return Result("triggers", "problem", sentence, {"tables": ", ".join(missing)})
    return Result("triggers", "ok", N_("{count} 张只增不改的表都有触发器"), {"count": len(rights.APPEND_ONLY)})


def _rights() -> Result:
    query = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY(%s) "
        "AND has_table_privilege(quote_ident(tablename), 'UPDATE, DELETE, TRUNCATE')"
    )
    loose = [row[0] for row in _rows(query, list(rights.APPEND_ONLY))]
    if loose:
        sentence = N_("服务账号有权修改 {tables}；目前只有触发器在保护。请运行 tongban db prepare，并使用两个账号。")
        return Result("rights", "warning", sentence, {"tables": ", ".join(loose)})
    return Result("rights", "ok", N_("服务账号无权修改或删除事件"))


def _durability() -> Result:
    names = ("fsync", "synchronous_commit", "full_page_writes")
    off = [name for name in names if _rows("SELECT current_setting(%s)", name)[0][0] == "off"]
    if off:
        sentence = N_("数据库关掉了 {names}，断电会丢失已经答复申请人的内容。请在服务器配置中打开。")
        return Result("durability", "problem", sentence, {"names": ", ".join(off)})
    return Result("durability", "ok", N_("已提交的内容断电不丢"))


def _workers() -> Result:
    alive = _rows("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'")[0][0]
    age = health.measure().queue_age
    data = {"alive": alive, "age": age or 0}
    if not alive:
        return Result(
            "queue", "warning", N_("没有后台进程在运行，最早的任务已等待 {age} 秒。请运行 tongban worker。"), data
        )
    if data["age"] > health.QUEUE_LATE_SECONDS:
        sentence = N_("后台进程 {alive} 个，但最早的任务已等待 {age} 秒。请增加 tongban worker。")
        return Result("queue", "warning", sentence, data)
    return Result("queue", "ok", N_("后台进程 {alive} 个，最早的任务等待 {age} 秒"), data)


def _clock(now: datetime) -> Result:
    skew = abs((_rows("SELECT clock_timestamp()")[0][0] - now).total_seconds())
    if skew > SKEW_SECONDS:
        sentence = N_("本机时钟与数据库相差 {skew:.1f} 秒，期限和签名时间会出错。请用 NTP 对时。")
        return Result("clock", "problem", sentence, {"skew": skew})
    return Result("clock", "ok", N_("本机时钟与数据库相差 {skew:.1f} 秒"), {"skew": skew})


def _machine() -> Iterator[Result]:
    """What can be told without a database."""
    for question in (_disk, _secrets, _font, _mode):
        yield question()


def _disk() -> Result:
    gigabytes = {"free": health.disk_free(Path(settings.TONGBAN_HOME)) / 1e9}
    if gigabytes["free"] * 1e9 < health.DISK_LOW_BYTES:
        return Result("disk", "problem", N_("磁盘只剩 {free:.1f} GB。请清理或扩容。"), gigabytes)
    return Result("disk", "ok", N_("磁盘可用 {free:.1f} GB"), gigabytes)


def _secrets() -> Result:
    open_to_others = [file.name for file in Path(settings.TONGBAN_HOME).glob("*.json") if file.stat().st_mode & 0o077]
    if open_to_others:
        sentence = N_("密钥文件 {files} 其他用户可读。请运行 chmod 600。")
        return Result("secrets", "problem", sentence, {"files": ", ".join(open_to_others)})
    return Result("secrets", "ok", N_("密钥文件只有本用户可读"))


def _font() -> Result:
    if importlib.util.find_spec(FONT_PACKAGE) is None:
        return Result("fonts", "problem", N_("缺少证照用的中文字体。请运行 make setup。"))
    return Result("fonts", "ok", N_("证照用的中文字体已安装"))


def _mode() -> Result:
    if settings.DEBUG:
        return Result("mode", "warning", N_("调试模式已打开，出错页面会显示内部数据。对外服务前请去掉 TONGBAN_DEBUG。"))
    return Result("mode", "ok", N_("调试模式已关闭"))
