"""The job that makes documents: done by the worker, and tried again after a failure."""

from __future__ import annotations

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.builders.certificates import NOW, nurse_certificate
from tests.harness.jobs import work_off_jobs
from tongban.base.actor import SYSTEM
from tongban.base.eventlog import stream_events
from tongban.certificates import actions, templates
from tongban.certificates.models import Certificate, PdfState


def test_the_worker_makes_it(fresh_db: str) -> None:
    row = nurse_certificate()
    work_off_jobs()
    assert Certificate.objects.get(pk=row.pk).pdf_state == PdfState.MADE


def test_the_worker_notes_a_failure_and_tries_again(fresh_db: str, broken_template: None) -> None:
    row = nurse_certificate()
    work_off_jobs()
    assert Certificate.objects.get(pk=row.pk).pdf_state == PdfState.FAILED
    assert stream_events(row.pk)[-1].kind == "certificate.document_failed"
    job = ProcrastinateJob.objects.get(task_name="certificates.make_pdf")
    assert (job.status, job.attempts) == ("todo", 1)


def test_what_failed_can_be_asked_for_again(fresh_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = nurse_certificate()
    with monkeypatch.context() as patched:
        patched.setattr(templates, "template", lambda publication: ({templates.MAIN: "#nothing()"}, templates.MAIN))
        work_off_jobs()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE task_name = 'certificates.make_pdf'")
    actions.ask_for_pdf_again(row.pk, actor=SYSTEM, now=NOW)
    assert Certificate.objects.get(pk=row.pk).pdf_state == PdfState.PENDING
    work_off_jobs()
    assert Certificate.objects.get(pk=row.pk).pdf_state == PdfState.MADE
    actions.ask_for_pdf_again(row.pk, actor=SYSTEM, now=NOW)
    assert not ProcrastinateJob.objects.filter(status="todo", task_name="certificates.make_pdf").exists()
