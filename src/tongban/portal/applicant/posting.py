"""Addresses that only take a form. Whoever lands there by reading (after signing in again) is taken to its page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def posted(back: str, *keys: str) -> Callable[[View], View]:
    """Let a view see POST only; anything else goes to the page `back` with the named parts of the address."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            messages.warning(request, _("刚才那一步没有完成，请在这里再做一次；已保存的内容都在。"))
            address: HttpResponseBase = redirect(back, **{key: kwargs[key] for key in keys})
            return address

        return guarded  # type: ignore[return-value]  # the same call as the view

    return declare
