"""What the prereview room records. One stream per package, named by its id.

Payloads hold counts, rule names and row ids: never what a paper or an answer says.
"""

from __future__ import annotations

from tongban.base.events import EventKind, register
from tongban.core.messages import N_

STREAM = "prereview"

CHECKED = "prereview.checked"
FAILED = "prereview.failed"
OVERRIDDEN = "prereview.overridden"
TAKEN_BACK = "prereview.override_taken_back"
JUDGED = "prereview.judged"

register(
    EventKind(CHECKED, 1, N_("智能预审完成：须改正{blocks}处，请核对{asks}处，提示{hints}处"), True, "counts, version"),
    EventKind(FAILED, 1, N_("智能预审没有完成，由工作人员审看"), True, "code of the failure"),
    EventKind(OVERRIDDEN, 1, N_("申请人核对后说明没有问题"), True, "finding row id, rule"),
    EventKind(TAKEN_BACK, 1, N_("申请人撤回了核对说明"), True, "finding row id, rule"),
    EventKind(JUDGED, 1, N_("工作人员判断了一条预审意见"), False, "finding row id, rule, verdict"),
)
