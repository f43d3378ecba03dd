"""Every write of the certificates room: each is one transaction with its event and its job."""

from tongban.certificates.actions.documents import ask_for_pdf_again, make_pdf, note_pdf_failure
from tongban.certificates.actions.ending import cancel, forfeit, rescind, resume, revoke, suspend
from tongban.certificates.actions.issuing import issue
from tongban.certificates.actions.keeping import record_periodic_check, verify_publicly
from tongban.certificates.actions.versions import amend, reissue, renew

__all__ = [
    "amend",
    "ask_for_pdf_again",
    "cancel",
    "forfeit",
    "issue",
    "make_pdf",
    "note_pdf_failure",
    "record_periodic_check",
    "reissue",
    "renew",
    "rescind",
    "resume",
    "revoke",
    "suspend",
    "verify_publicly",
]
