"""Addresses of prereview: on a draft for applicants, on a case for officers, and the figures."""

from __future__ import annotations

from django.urls import path, register_converter

from tongban.portal.prereview import judging, precision, reviewing


class DigestConverter:
    """SHA-256 in hexadecimal digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DigestConverter, "sha256")
DRAFT, CASE = "my/drafts/<uuid:draft_id>/prereview/", "work/cases/<uuid:case_id>/prereview/"

urlpatterns = [
    path(DRAFT, reviewing.progress, name="draft_prereview"),
    path(DRAFT + "fill/", reviewing.fill, name="draft_prereview_fill"),
    path(DRAFT + "findings/<int:finding_id>/override/", reviewing.override, name="draft_prereview_override"),
    path(DRAFT + "findings/<int:finding_id>/take-back/", reviewing.take_back, name="draft_prereview_take_back"),
    path(DRAFT + "pages/<sha256:sha256>/<int:number>/", reviewing.page, name="draft_prereview_page"),
    path(CASE, judging.show, name="work_prereview"),
    path(CASE + "findings/<int:finding_id>/", judging.judge, name="work_prereview_judge"),
    path(CASE + "pages/<sha256:sha256>/<int:number>/", judging.page, name="work_prereview_page"),
    path("work/prereview/", precision.show, name="work_prereview_precision"),
]
