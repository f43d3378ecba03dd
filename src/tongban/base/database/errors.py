"""What can be wrong with the database before anything of the platform runs on it."""

from __future__ import annotations

from tongban.core.errors import TongbanError, Unavailable
from tongban.core.messages import N_


class BadDatabaseAddress(TongbanError):
    """TONGBAN_DATABASE_URL or TONGBAN_DATABASE_OWNER_URL cannot be read."""

    code = "bad_database_address"
    sentence = N_(
        "环境变量 {variable} 不是可用的数据库地址：{why}。请写成 postgresql://用户:密码@主机:5432/库名 的形式。"
    )
    exit_code = 2


class HomeUnusable(TongbanError):
    """The data folder cannot be used by the account that runs the server."""

    code = "home_unusable"
    sentence = N_("数据目录 {path} 不能使用：{why}。请用环境变量 TONGBAN_HOME 另选一个目录后再启动。")


class ServerFailed(Unavailable):
    """The embedded server did not start or stop; the last lines of its log say why."""

    code = "database_server_failed"
    sentence = N_("内置数据库没能{what}。日志 {log} 的最后几行是：\n{tail}\n请按日志处理后，再运行 tongban db start。")


class ServerTooOld(TongbanError):
    """The named server is older than this code can stand on."""

    code = "database_too_old"
    sentence = N_("数据库服务器是 PostgreSQL {found}，通办需要 {needed} 或更新的版本。请升级服务器，或改用内置数据库。")


class DatabaseUnreachable(Unavailable):
    """Nobody answers at the address, or the login is refused."""

    code = "database_unreachable"
    sentence = N_("连不上数据库（{where}）：{why}。请先运行 tongban db start，或核对 TONGBAN_DATABASE_URL。")


class NotPrepared(Unavailable):
    """The database answers, but its tables are not there or not up to date."""

    code = "database_not_prepared"
    sentence = N_("数据库还没有准备好：还有 {count} 个迁移没有执行。请运行 tongban db prepare。")
