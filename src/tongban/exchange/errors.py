"""Errors of the exchange."""

from __future__ import annotations

from tongban.core.errors import InvalidInput, NotFound, TongbanError
from tongban.core.messages import N_


class UnknownRegistry(NotFound):
    code = "unknown_registry"
    sentence = N_("没有登记过名为“{registry}”的登记库。请先发布写有它的事项包（registries.yaml）。")


class BadEntry(InvalidInput):
    """One entry of a delivery cannot be used; nothing of the delivery was kept. Data names the field, never a value."""

    code = "bad_entry"
    sentence = N_("“{registry}”的第{place}条数据没有收下：{field}{why}。整批都没有入库，请改正这一条后整批重送。")


class ConnectorUnavailable(TongbanError):
    """A register cannot be asked now. Raised by connectors; the look-up answers `unavailable` and never `not_found`."""

    code = "connector_unavailable"
    sentence = N_("“{registry}”现在查不到：{why}。已转由工作人员核对，您不需要做什么。")
    http_status = 503
