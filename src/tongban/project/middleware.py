"""What every request passes: its id, the headers that switch browser features off, the limit on its size."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tongban.portal.errors import answer
from tongban.project.logs import request_id

Next = Callable[[HttpRequest], HttpResponse]
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_CHUNK = 256 * 1024
_DRAIN_SECONDS = 60


class RequestIdMiddleware:
    """Takes over a well-formed X-Request-ID or makes one; it stands in every log line and in the answer."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
        request_id.set(number)  # not reset afterwards: Django logs the outcome after the last middleware
        response = self.get_response(request)
        response["X-Request-ID"] = number
        return response


class PermissionsPolicyMiddleware:
    """Switches off what no page needs. The camera stays for our own pages: people photograph their papers."""

    POLICY = "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", self.POLICY)
        return response


class UploadLimitMiddleware:
    """Answers a request that is too large with a page, before anything of it is stored.

    What the browser goes on sending is read and thrown away, because a browser whose connection is closed while
    it sends shows a network error and not our page.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isascii() or not length.isdigit():
            return HttpResponse(status=400)
        if int(length) <= settings.TONGBAN_REQUEST_MAX_BYTES:
            return self.get_response(request)
        _drain(request, int(length))
        limit = settings.TONGBAN_FILE_MAX_BYTES // (1024 * 1024)
        detail = _("文件太大：每个文件最多 {limit} MB。请压缩或拆分后再上传；已经填写和上传的内容没有丢失。").format(
            limit=limit
        )
        if request.path.startswith("/api/"):
            problem = {"type": "about:blank", "status": 413, "code": "upload_too_large", "detail": detail}
            return JsonResponse(problem, status=413, content_type="application/problem+json")
        if request.headers.get("HX-Request"):
            return answer(request, {"code": "413", "sentence": detail, "status": 413})
        return render(request, "project/upload_too_large.html", {"detail": detail}, status=413)


def _drain(request: HttpRequest, length: int) -> None:
    stream, left = request.META["wsgi.input"], min(length, 8 * settings.TONGBAN_REQUEST_MAX_BYTES)
    deadline = time.monotonic() + _DRAIN_SECONDS
    while left > 0 and time.monotonic() < deadline:
        part = stream.read(min(_CHUNK, left))
        if not part:
            return
        left -= len(part)
