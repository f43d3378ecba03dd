"""The pages' addresses, audience by audience."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("tongban.portal.public.urls")),
    path("", include("tongban.portal.applicant.urls")),
    path("", include("tongban.portal.prereview.urls")),
    path("work/", include("tongban.portal.workbench.urls")),
]
