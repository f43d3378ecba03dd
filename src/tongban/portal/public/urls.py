"""Addresses of the public pages. `verify/<token>` stands in printed QR codes and never changes."""

from __future__ import annotations

from django.urls import path

from tongban.portal.public import guide, home, matters, progress, settings, verifying

urlpatterns = [
    path("", home.home, name="home"),
    path("matters/", matters.matters, name="matters"),
    path("suggestions/", matters.suggestions, name="suggestions"),
    path("matters/<slug:matter>/", guide.matter, name="matter"),
    path("progress/", progress.progress, name="progress"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/<str:token>", verifying.verify_token, name="verify_token"),
    path("robots.txt", settings.robots, name="robots"),
    path("settings/language/", settings.language, name="language"),
    path("settings/elder-view/", settings.elder_view, name="elder_view"),
    path("accessibility/", settings.accessibility, name="accessibility"),
]
