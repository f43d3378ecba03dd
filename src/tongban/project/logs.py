"""Log lines: one JSON object each, with the request's id and without personal data."""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="-")

# The last net, not the rule: whoever logs leaves such values out.
_IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def scrub(text: str) -> str:
    """The text with citizen identity numbers and mobile numbers blanked."""
    return _MOBILE.sub("<phone>", _IDENTITY_NUMBER.sub("<id>", text))


class JsonFormatter(logging.Formatter):
    """`with_messages=False` leaves an exception's own message out of the trace: it may quote a row or an answer."""

    def __init__(self, with_messages: bool = False) -> None:
        super().__init__()
        self.with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON; time in UTC."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "message": scrub(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, error, trace = record.exc_info
            line["error"] = f"{kind.__module__}.{kind.__qualname__}"
            line["code"] = getattr(error, "code", None)
            line["trace"] = [f"{place.filename}:{place.lineno} {place.name}" for place in traceback.extract_tb(trace)]
            if self.with_messages:
                line["error_message"] = scrub(str(error))
        return json.dumps(line, ensure_ascii=False)
