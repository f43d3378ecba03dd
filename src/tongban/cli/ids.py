"""`tongban id`: whether a number can exist, and what it is made of. No database. Exit 0 when valid, 1 when not.

The shape of `--json` is a contract: {"valid", "reason", "parts"}; doubts stand in `parts` under "notes".
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from tongban.base import clock
from tongban.cli.language import translate
from tongban.cli.values import refuse
from tongban.core import identifiers
from tongban.core.clock import civil_day
from tongban.core.identifiers import Checked
from tongban.core.messages import N_


def _citizen_id(value: str) -> Checked:
    return identifiers.check_citizen_id(value, on=civil_day(clock.now()))


KINDS: dict[str, Callable[[str], Checked]] = {
    "citizen-id": _citizen_id,
    "uscc": identifiers.check_uscc,
    "org-code": identifiers.check_org_code,
    "certificate-id": identifiers.check_certificate_id,
    "institution-code": identifiers.check_institution_code,
    "physician-certificate": identifiers.check_physician_certificate,
    "physician-qualification": identifiers.check_physician_qualification,
    "nurse-certificate": identifiers.check_nurse_certificate,
    "case-number": identifiers.check_case_number,
}

LABELS = {
    "body": N_("主体"),
    "body_name": N_("主体类别"),
    "birth_date": N_("出生日期"),
    "category": N_("类别"),
    "category_name": N_("类别名称"),
    "check": N_("校验码"),
    "date": N_("日期"),
    "economic_type": N_("经济类型"),
    "economic_type_name": N_("经济类型名称"),
    "issuer": N_("颁发机构"),
    "kind": N_("证件种类"),
    "level": N_("级别"),
    "level_name": N_("级别名称"),
    "management": N_("分类管理"),
    "management_name": N_("分类管理名称"),
    "org_code": N_("组织机构代码"),
    "province": N_("省级区划"),
    "region": N_("行政区划"),
    "root": N_("根"),
    "serial": N_("顺序号"),
    "sex": N_("性别"),
    "type": N_("证照类型"),
    "type_owner": N_("类型所属机构"),
    "version": N_("版本"),
    "year": N_("年份"),
}
WORDS = {
    "male": N_("男"),
    "female": N_("女"),
    "resident": N_("居民身份证"),
    "residence_permit": N_("港澳台居民居住证"),
    "foreign_permanent_resident": N_("外国人永久居留身份证"),
}


class KindType(click.ParamType[str]):
    """One of KINDS."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name of the kind."""
        if value not in KINDS:
            kinds = ", ".join(KINDS)
            raise refuse(N_("没有“{value}”这一种，可以是{kinds}"), value=str(value)[:30], kinds=kinds)
        return str(value)


@click.command(help=N_("核对 VALUE 是不是一个可能存在的 KIND 号码，并拆开说明。"), epilog=f"KIND: {', '.join(KINDS)}")
@click.argument("kind", type=KindType())
@click.argument("value")
@click.option("--json", "as_json", is_flag=True, help=N_("输出 JSON"))
@click.pass_context
def ids(context: click.Context, kind: str, value: str, as_json: bool) -> None:
    """Whether the value can be a number of the kind, and what its parts say."""
    checked = KINDS[kind](value)
    click.echo(json.dumps(as_data(checked), ensure_ascii=False) if as_json else as_text(checked))
    context.exit(0 if checked.valid else 1)


def as_data(checked: Checked) -> dict[str, object]:
    """The contract of `--json`."""
    parts: dict[str, object] = dict(checked.parts)
    if checked.notes:
        parts["notes"] = [note.render(translate) for note in checked.notes]
    reason = checked.reason.render(translate) if checked.reason else None
    return {"valid": checked.valid, "reason": reason, "parts": parts}


def as_text(checked: Checked) -> str:
    """The answer for people."""
    verdict = translate(N_("有效")) if checked.valid else translate(N_("无效"))
    reason = f"：{checked.reason.render(translate)}" if checked.reason else ""
    lines = [verdict + reason]
    lines += [f"  {translate(LABELS[key])}  {translate(WORDS.get(part, part))}" for key, part in checked.parts.items()]
    lines += [f"  {translate(N_('注意'))}  {note.render(translate)}" for note in checked.notes]
    return "\n".join(lines)
