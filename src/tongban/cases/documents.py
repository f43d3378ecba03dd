"""The authority's papers (文书) as data: what stands in a receipt, a notice, a decision. Pure.

Every written decision names its reasons and its remedies (行政许可法 38(2)). The terms of review and suit are known, not
read in the text at hand: 行政复议法 (60 days), 行政诉讼法 (six months)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tongban.cases.policy import Reason
from tongban.core.messages import N_

TITLES = {
    "receipt": N_("收件凭证"),
    "acceptance": N_("受理通知书"),
    "correction": N_("补正材料一次告知书"),
    "non_acceptance": N_("不予受理决定书"),
    "special_procedure": N_("特别程序告知书"),
    "extension": N_("延长办理期限告知书"),
    "grant": N_("准予决定书"),
    "refusal": N_("不予批准决定书"),
    "filing_receipt": N_("备案回执"),
    "opinion": N_("审查意见"),
    "machine_note": N_("自动审批未通过的原因"),
}
CODES = {
    "receipt": "SJ",
    "acceptance": "SL",
    "correction": "BZ",
    "non_acceptance": "BSL",
    "special_procedure": "TB",
    "extension": "YQ",
    "grant": "ZY",
    "refusal": "BY",
    "filing_receipt": "BA",
    "opinion": "YJ",
    "machine_note": "JQ",
}

REMEDIES = (
    N_("如不服本决定，可以自知道本决定之日起六十日内申请行政复议。"),
    N_("也可以自知道本决定之日起六个月内向人民法院提起行政诉讼。"),
)


def document_number(case_number: str, kind: str, event: int) -> str:
    """The number on the paper: case number, code of the kind, number of the event that records it."""
    return f"{case_number}-{CODES[kind]}{event:02d}"


def plain(kind: str, **parts: Any) -> dict[str, Any]:
    """A paper without grounds."""
    return {"title": TITLES[kind], **parts}


def with_reasons(kind: str, reasons: Sequence[Reason], *, remedies: bool, **parts: Any) -> dict[str, Any]:
    """A paper with its grounds; decisions against the applicant also name the remedies."""
    content = plain(kind, reasons=[asdict(reason) for reason in reasons], **parts)
    if remedies:
        content["remedies"] = list(REMEDIES)
    return content
