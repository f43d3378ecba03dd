"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from tongban.portal.public import settings

urlpatterns = [
    path("settings/language/", settings.language, name="language"),
    path("settings/elder-view/", settings.elder_view, name="elder_view"),
    path("accessibility/", settings.accessibility, name="accessibility"),
]
