"""Errors of the catalogue."""

from __future__ import annotations

from tongban.core.errors import Conflict, InvalidInput, NotFound
from tongban.core.messages import N_
from tongban.core.packs.problems import Problem


class UnknownMatter(NotFound):
    """No such matter, or none in force on that day."""

    code = "unknown_matter"
    sentence = N_("没有找到事项“{matter}”，或它在{on}没有施行的版本。请从事项目录中选择。")


class UnknownVariant(NotFound):
    code = "unknown_variant"
    sentence = N_("事项“{matter}”没有办理情形“{variant}”。请从办事指南中选择。")


class UnknownPublication(NotFound):
    code = "unknown_publication"
    sentence = N_("没有找到这一版事项内容（{digest}）。请系统管理员核对数据库备份。")


class PackRefused(InvalidInput):
    """A pack with errors is not published, not even in part. `problems` holds the whole list."""

    code = "pack_refused"
    sentence = N_("事项包“{pack}”没有发布：有{count}处错误，第一处在{file}第{line}行：{first} 请全部改正后再发布。")

    def __init__(self, pack: str, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(pack=pack, count=len(problems), file=first.file, line=first.line, first=first.message)
        self.problems = problems


class SupersededContent(Conflict):
    """The same content was published before and has been replaced by other content for the same days."""

    code = "superseded_content"
    sentence = N_(
        "事项“{matter}”的这份内容以前发布过，后来被另一份取代。要恢复它，请在 matter.yaml 里改写 version 和 effective，再发布。"
    )
