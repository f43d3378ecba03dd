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

handler400 = "tongban.portal.errors.bad_request"
handler403 = "tongban.portal.errors.permission_denied"
handler404 = "tongban.portal.errors.page_not_found"
handler500 = "tongban.portal.errors.server_error"
