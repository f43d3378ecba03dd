"""What the certificates room records. One stream per certificate version, named by its id.

Payloads hold references, digests, days and decision numbers: never names, identity numbers or what the face says. The
certificate's own number stays out too, because some types build it from an identity number.
"""

from __future__ import annotations

from tongban.base.events import EventKind, register
from tongban.core.messages import N_

STREAM = "certificate"

ISSUED = "certificate.issued"
SUSPENDED = "certificate.suspended"
RESUMED = "certificate.resumed"
SUPERSEDED = "certificate.superseded"
RESCINDED = "certificate.rescinded"
REVOKED = "certificate.revoked"
FORFEITED = "certificate.forfeited"
CANCELLED = "certificate.cancelled"
CHECKED = "certificate.checked"
DOCUMENT_MADE = "certificate.document_made"
DOCUMENT_FAILED = "certificate.document_failed"

_DECISION = "decision number and legal ground"

register(
    EventKind(ISSUED, 1, N_("证照已制发，照面数据已签名"), True, "type, version, digests, days, origin case id"),
    EventKind(SUSPENDED, 1, N_("证照已暂扣，决定文号{decision}"), True, _DECISION),
    EventKind(RESUMED, 1, N_("证照已恢复有效"), True, _DECISION),
    EventKind(SUPERSEDED, 1, N_("证照已换发新版"), True, "id of the new version, kind of change"),
    EventKind(RESCINDED, 1, N_("行政许可已撤回，决定文号{decision}"), True, _DECISION),
    EventKind(REVOKED, 1, N_("行政许可已撤销，决定文号{decision}"), True, _DECISION),
    EventKind(FORFEITED, 1, N_("许可证件已吊销，决定文号{decision}"), True, _DECISION),
    EventKind(CANCELLED, 1, N_("行政许可已注销"), True, _DECISION),
    EventKind(CHECKED, 1, N_("已校验，结论：{conclusion}"), True, "outcome, days, origin case id"),
    EventKind(DOCUMENT_MADE, 1, N_("证照文件已制作"), True, "digest of the file"),
    EventKind(DOCUMENT_FAILED, 1, N_("证照文件制作失败，将自动重试"), False, "code of the error"),
)
