"""The whole address space: health, sign-in, API, and everything else to the pages."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from tongban.base.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
]
if find_spec("tongban.api.urls"):
    urlpatterns.append(path("api/", include("tongban.api.urls")))
if find_spec("tongban.portal.urls"):
    urlpatterns.append(path("", include("tongban.portal.urls")))
