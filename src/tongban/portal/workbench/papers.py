"""Papers of a case: the authority's own with the internal ones, and what the applicant handed in, page by page."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tongban.base import files
from tongban.base.rows import StoredFile
from tongban.cases import queries
from tongban.core.errors import NotFound, Unavailable
from tongban.core.messages import N_, Message
from tongban.portal.access import Door, door
from tongban.portal.shell import Asked, asked
from tongban.portal.workbench import pictures
from tongban.portal.workbench.cases import access_as_staff

SEALED_OFF = "sandbox; default-src 'none'"  # the policy of a response that holds a stranger's bytes
LONGEST_TEXT = 100_000  # characters of a text file shown in the page


@door(Door.STAFF)
def paper(request: HttpRequest, case_id: UUID, paper_id: int) -> HttpResponse:
    """One of the authority's papers, opinions and notes of the machine among them."""
    ask = asked(request)
    found = access_as_staff(ask, case_id)
    document = next((row for row in queries.papers(found.case, for_staff=True) if row.pk == paper_id), None)
    if document is None:
        raise NotFound(what=Message(N_("这份文书")))
    internal = document.kind in queries.INTERNAL_PAPERS
    context = {"found": found, "case": found.case, "matter": found.loaded.matter, "document": document}
    return render(request, "portal/workbench/paper.html", context | {"internal": internal})


@door(Door.STAFF)
def file(request: HttpRequest, case_id: UUID, file_id: int) -> HttpResponse:
    """An upload beside what it has to show; pages as pictures, text as text, everything else as a download."""
    ask = asked(request)
    found, row = _access(ask, case_id, file_id)
    rows = [item for item in queries.handed_materials(found.case) if item.file_id]
    place = [item.pk for item in rows].index(row.pk)
    stored = _stored(row)
    context = {
        "found": found,
        "case": found.case,
        "matter": found.loaded.matter,
        "row": row,
        "file": stored,
        "material": found.loaded.matter.materials.get(row.material),
        "pages": range(1, pictures.page_count(stored) + 1),
        "plain_text": _text(stored) if stored.media_type == "text/plain" else None,
        "place": place + 1,
        "total": len(rows),
        "before": rows[place - 1] if place else None,
        "after": rows[place + 1] if place + 1 < len(rows) else None,
    }
    return render(request, "portal/workbench/file.html", context)


@door(Door.STAFF)
def page(request: HttpRequest, case_id: UUID, file_id: int, number: int) -> HttpResponseBase:
    """One page as a picture that we drew."""
    _found, row = _access(asked(request), case_id, file_id)
    drawn = pictures.page_picture(_stored(row), number)
    if drawn is None:
        raise NotFound(what=Message(N_("这一页（文件可能已损坏，可以下载后查看）")))
    response = FileResponse(drawn.open("rb"), content_type="image/png")
    response["Cache-Control"] = "private, max-age=600"
    response["Content-Security-Policy"] = SEALED_OFF
    return response


@door(Door.STAFF)
def download(request: HttpRequest, case_id: UUID, file_id: int) -> HttpResponseBase:
    """The file as it was handed in; a browser saves it and never opens it as a page of ours."""
    _found, row = _access(asked(request), case_id, file_id)
    stored = _stored(row)
    try:
        stream = files.open_file(stored)
    except FileNotFoundError as error:
        raise Unavailable(what=Message(N_("这个文件"))) from error
    response = FileResponse(stream, content_type=stored.media_type, as_attachment=True, filename=row.name)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = SEALED_OFF
    return response


def _access(ask: Asked, case_id: UUID, file_id: int) -> tuple[queries.CaseView, queries.HandedMaterial]:
    """A file of the last hand-in of a case the viewer has a post in. Raises CaseNotFound or NotFound."""
    found = access_as_staff(ask, case_id)
    row = next((row for row in queries.handed_materials(found.case) if row.pk == file_id and row.file_id), None)
    if row is None:
        raise NotFound(what=Message(N_("这个文件")))
    return found, row


def _stored(row: queries.HandedMaterial) -> StoredFile:
    assert row.file is not None  # `_access` leaves the others out
    return row.file


def _text(stored: StoredFile) -> str:
    with files.open_file(stored) as stream:
        data = stream.read(4 * LONGEST_TEXT)
    try:
        return data.decode("utf-8")[:LONGEST_TEXT]
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")[:LONGEST_TEXT]
