"""Addresses of the staff pages. Every one opens to staff only; what of it an officer sees is decided case by case."""

from __future__ import annotations

from django.urls import path

from tongban.portal.workbench import acting, assisting, cases, papers, procedures, tasks

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("", tasks.worklist, name="worklist"),
    path("search/", tasks.search, name="work_search"),
    path(CASE, cases.show, name="work_case"),
    path(CASE + "act/<slug:name>/", acting.act, name="work_act"),
    path(CASE + "correct/", acting.correct, name="work_correct"),
    path(CASE + "reveal/<slug:key>/", cases.reveal, name="work_reveal"),
    path(CASE + "papers/<int:paper_id>/", papers.paper, name="work_paper"),
    path(CASE + "files/<int:file_id>/", papers.file, name="work_file"),
    path(CASE + "files/<int:file_id>/pages/<int:number>/", papers.page, name="work_file_page"),
    path(CASE + "files/<int:file_id>/download/", papers.download, name="work_file_download"),
    path("assist/", assisting.applicant, name="work_assist"),
    path("assist/matter/", assisting.matter, name="work_assist_matter"),
    path("matters/", procedures.matters, name="work_procedures"),
    path("matters/<slug:matter>/", procedures.procedure, name="work_procedure"),
]
