"""What happens after what: the one list. Every event kind has an entry, even when nothing follows.

Reactions run inside the transaction of the event; what takes time they defer as a job in the same transaction. Issuing
a certificate defers the making of its document by itself (certificates.actions), because the two are one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tongban.base.reactions import Reaction
from tongban.cases.actions import deliver_online, tell_applicant

NOTHING: Sequence[Reaction] = ()
TELL: Sequence[Reaction] = (tell_applicant,)

WIRING: Mapping[str, Sequence[Reaction]] = {
    # the life of a case: the applicant hears of every step that is theirs to know
    "case.received": TELL,
    "case.sent_to_a_person": NOTHING,
    "case.correction_asked": TELL,
    "case.correction_handed_in": NOTHING,
    "case.accepted": TELL,
    "case.deemed_accepted": TELL,
    "case.not_accepted": TELL,
    "case.claimed": NOTHING,
    "case.released": NOTHING,
    "case.step_passed": NOTHING,
    "case.step_returned": NOTHING,
    "case.suspended": TELL,
    "case.resumed": TELL,
    "case.extended": TELL,
    "case.granted": NOTHING,  # `issued` follows in the same transaction and says more
    "case.granted_automatically": NOTHING,
    "case.refused": TELL,
    "case.issued": TELL,
    "case.filed": TELL,
    "case.delivered": NOTHING,
    "case.closed": NOTHING,
    "case.application_withdrawn": NOTHING,
    "case.answers_erased": NOTHING,
    "case.revealed": NOTHING,
    # certificates
    "certificate.issued": NOTHING,
    "certificate.document_made": (deliver_online,),
    "certificate.document_failed": NOTHING,
    "certificate.suspended": NOTHING,
    "certificate.resumed": NOTHING,
    "certificate.superseded": NOTHING,
    "certificate.rescinded": NOTHING,
    "certificate.revoked": NOTHING,
    "certificate.forfeited": NOTHING,
    "certificate.cancelled": NOTHING,
    "certificate.checked": NOTHING,
    # prereview: the pages look for themselves, nobody else is told
    "prereview.checked": NOTHING,
    "prereview.failed": NOTHING,
    "prereview.overridden": NOTHING,
    "prereview.override_taken_back": NOTHING,
    "prereview.judged": NOTHING,
    # content and shared data
    "matter.published": NOTHING,
    "register.delivered": NOTHING,
    "register.closed": NOTHING,
    "register.opened": NOTHING,
    # people and posts
    "person.registered": NOTHING,
    "organisation.registered": NOTHING,
    "authority.registered": NOTHING,
    "post.given": NOTHING,
    "post.ended": NOTHING,
    "client.opened": NOTHING,
    "client.revoked": NOTHING,
}
