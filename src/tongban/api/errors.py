"""The error family as problem+json (RFC 9457): the only place that knows how."""

from __future__ import annotations

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from tongban.core.errors import Conflict, Forbidden, InvalidInput, TongbanError
from tongban.core.messages import N_, Message

logger = logging.getLogger(__name__)


class TokenMissing(TongbanError):
    code = "token_missing"
    sentence = N_("请求没有带有效的令牌。请在 Authorization 请求头中写 Bearer 加令牌；令牌由系统管理员发放。")
    http_status = 401


class ScopeMissing(Forbidden):
    code = "scope_missing"
    sentence = N_("这个令牌没有“{scope}”权限。请系统管理员为调用方增加权限。")


class KeyReused(Conflict):
    code = "idempotency_key_reused"
    sentence = N_("同一个 Idempotency-Key 已用于另一个请求。请为新的请求换一个新的键。")
    http_status = 422


class KeyMissing(InvalidInput):
    code = "idempotency_key_missing"
    sentence = N_("提交申请要带 Idempotency-Key 请求头（1 到 100 个可见字符），重复发送才不会变成两件。")


class UnknownAction(InvalidInput):
    code = "unknown_action"
    sentence = N_("没有“{action}”这个办理动作。可用的动作见接口文档。")
    http_status = 404


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """One problem document."""
    body = {"type": "about:blank", "status": status, "code": code, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def install(api: NinjaAPI) -> None:
    """Hang the mapping on the API."""
    handlers: dict[type[Exception], Any] = {  # ninja types a handler's error as instance or class; ours take instances
        TongbanError: _of_family,
        ValidationError: _of_validation,
        AuthenticationError: _unauthenticated,
        HttpError: _of_http,
        Http404: _not_found,
        Exception: _unexpected,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _of_family(request: HttpRequest, error: TongbanError) -> HttpResponse:
    more = {}
    if "problems" in error.data:
        more["problems"] = [
            {"at": item.at, "code": item.code, "detail": item.message.render(gettext)}
            for item in error.data["problems"]
        ]
    return problem(error.http_status, error.code, error.render(gettext), **more)


def _of_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Where and what, never the value: it may be personal."""
    places = [{"at": ".".join(str(part) for part in item["loc"]), "code": item["type"]} for item in error.errors]
    detail = gettext("请求内容的格式不对，请按接口文档核对：{places}").format(
        places="、".join(p["at"] for p in places[:5])
    )
    return problem(422, "request_invalid", detail, problems=places)


def _unauthenticated(request: HttpRequest, error: Exception) -> HttpResponse:
    return _of_family(request, TokenMissing())


def _of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "request_refused", gettext("请求不能处理，请按接口文档核对后重发。"))


def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(404, "not_found", Message(N_("没有这个地址。请按接口文档核对。")).render(gettext))


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("unexpected %s in %s", type(error).__name__, request.path, exc_info=error)
    return problem(500, "unexpected", gettext("系统出了问题，已记录。请带上 X-Request-ID 联系管理员，稍后重试。"))
