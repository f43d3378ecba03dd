"""Everything of one's own on one page: drafts, cases, certificates, messages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongban.base import actions as base_actions
from tongban.base import queries as base
from tongban.base.rows import Organisation, Person
from tongban.cases import actions, queries
from tongban.catalogue import queries as catalogue
from tongban.certificates import queries as certificates
from tongban.core.messages import Message
from tongban.portal.access import Door, door
from tongban.portal.applicant.posting import posted
from tongban.portal.shell import asked


@door(Door.SIGNED_IN)
def overview(request: HttpRequest) -> HttpResponse:
    """Drafts to go on with, cases and where they stand, certificates to show."""
    ask = asked(request)
    own = base.person(ask.viewer.person_id) if ask.viewer.person_id else None
    holders: list[Person | Organisation] = [*([own] if own else []), *base.organisations_of(ask.viewer)]
    context = {
        "drafts": [(draft, catalogue.loaded(draft.publication_id).matter) for draft in queries.my_drafts(ask.viewer)],
        "cases": queries.my_rows(ask.viewer, now=ask.now),
        "certificates": [
            (row, certificates.standing_on(row, ask.today), certificates.title_of(row))
            for holder in holders
            for row in certificates.certificates_of(holder)
        ],
    }
    return render(request, "portal/applicant/mine.html", context)


@door(Door.SIGNED_IN)
def messages(request: HttpRequest) -> HttpResponse:
    """What the platform told this person; opening the page marks it read."""
    ask = asked(request)
    assert ask.viewer.user_id is not None  # the door sees to it
    found = base.notifications(ask.viewer.user_id)
    context = {"notifications": [(row, Message(row.sentence, row.data)) for row in found]}
    response = render(request, "portal/applicant/messages.html", context)
    base_actions.mark_notifications_read(ask.viewer.user_id, actor=ask.actor, now=ask.now)
    return response


@door(Door.SIGNED_IN)
@posted("my_cases")
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Delete a draft."""
    ask = asked(request)
    actions.discard(draft_id, actor=ask.actor, now=ask.now)
    flash.success(request, _("草稿已删除。"))
    return redirect("my_cases")
