"""The error family as pages: the only place that knows how."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from tongban.core.errors import TongbanError


def error_page(request: HttpRequest, error: TongbanError) -> HttpResponse:
    """An error of the family, told with its own sentence."""
    return answer(request, {"code": error.code, "sentence": error.render(gettext), "status": error.http_status})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        sentence = gettext("一次最多上传 {most} 个文件。请分几次上传，或把多页合并成一个 PDF；已上传的文件都还在。")
        return _plain(request, 413, sentence.format(most=most))
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        sentence = gettext("填写的内容太长，没有保存。请返回上一页缩短后再提交；较长的内容可以作为材料上传。")
        return _plain(request, 413, sentence)
    return _plain(request, 400, gettext("请求的格式不对。请返回上一页重试；已保存的内容都还在。"))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(request, 403, gettext("您没有打开这个页面的权限。请换有权限的账号登录，或返回首页。"))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = gettext("页面停留太久，安全凭证已过期。请返回上一页刷新后再提交；已保存的内容都还在。")
    return _plain(request, 403, sentence)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(request, 404, gettext("没有这个页面。请核对网址，或从首页搜索您要办的事。"))


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain(request, 500, gettext("系统出了问题，您已保存的内容都在。请过几分钟再试，或拨打 12345。"))


def _plain(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return answer(request, {"code": str(status), "sentence": sentence, "status": status})


def answer(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """A full page; for htmx the notice alone, into the live region of the page that asked."""
    if request.headers.get("HX-Request"):
        response = render(request, "portal/parts/error_notice.html", context, status=context["status"])
        response["HX-Retarget"], response["HX-Reswap"] = "#notices", "innerHTML"
        return response
    return render(request, "portal/error.html", context, status=context["status"])
