"""Addresses of the applicant's pages. A clerk who fills in for somebody at the counter uses the same draft pages."""

from __future__ import annotations

from django.urls import path

from tongban.portal.applicant import cases, certificates, filling, handing_in, mine, starting, uploads

urlpatterns = [
    path("apply/<slug:matter>/", starting.start, name="apply"),
    path("my/", mine.overview, name="my_cases"),
    path("my/messages/", mine.messages, name="my_messages"),
    path("my/drafts/<uuid:draft_id>/", filling.form, name="draft_form"),
    path("my/drafts/<uuid:draft_id>/field/<slug:key>/", filling.field, name="draft_field"),
    path("my/drafts/<uuid:draft_id>/delete/", mine.discard, name="draft_discard"),
    path("my/drafts/<uuid:draft_id>/materials/", uploads.materials, name="draft_materials"),
    path("my/drafts/<uuid:draft_id>/materials/<slug:material>/", uploads.upload, name="draft_upload"),
    path("my/drafts/<uuid:draft_id>/files/<int:upload_id>/", uploads.show, name="draft_file"),
    path("my/drafts/<uuid:draft_id>/files/<int:upload_id>/remove/", uploads.remove, name="draft_remove"),
    path("my/drafts/<uuid:draft_id>/review/", handing_in.review, name="draft_review"),
    path("my/cases/<uuid:case_id>/", cases.show, name="my_case"),
    path("my/cases/<uuid:case_id>/correct/", cases.correct, name="my_case_correct"),
    path("my/cases/<uuid:case_id>/withdraw/", cases.withdraw, name="my_case_withdraw"),
    path("my/cases/<uuid:case_id>/papers/<int:paper_id>/", cases.paper, name="my_case_paper"),
    path("my/certificates/<uuid:certificate_id>/", certificates.show, name="my_certificate"),
    path("my/certificates/<uuid:certificate_id>/document/", certificates.document, name="my_certificate_document"),
    path("my/certificates/<uuid:certificate_id>/picture/", certificates.picture, name="my_certificate_picture"),
    path("my/certificates/<uuid:certificate_id>/file/", certificates.download, name="my_certificate_file"),
]
