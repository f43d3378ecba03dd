"""Every write of the cases room."""

from tongban.cases.actions.correcting import begin_correction
from tongban.cases.actions.drafts import begin, carry, discard, remove_upload, save, upload
from tongban.cases.actions.filling import fill_from_papers, offered
from tongban.cases.actions.looking import ALL, assess_case, reveal
from tongban.cases.actions.prereviewing import prereview_again
from tongban.cases.actions.reacting import deliver_online, tell_applicant
from tongban.cases.actions.results import close, deliver
from tongban.cases.actions.review import (
    accept,
    ask_correction,
    claim,
    extend,
    file,
    grant,
    not_accept,
    pass_step,
    refuse,
    release,
    resume,
    return_step,
    suspend,
)
from tongban.cases.actions.settling import erase_answers, settle_due
from tongban.cases.actions.submission import Checked, Problem, Submitted, check_draft, submit
from tongban.cases.actions.withdrawal import withdraw

__all__ = [
    "ALL",
    "Checked",
    "Problem",
    "Submitted",
    "accept",
    "ask_correction",
    "assess_case",
    "begin",
    "begin_correction",
    "carry",
    "check_draft",
    "claim",
    "close",
    "deliver",
    "deliver_online",
    "discard",
    "erase_answers",
    "extend",
    "file",
    "fill_from_papers",
    "grant",
    "not_accept",
    "offered",
    "pass_step",
    "prereview_again",
    "refuse",
    "release",
    "remove_upload",
    "resume",
    "return_step",
    "reveal",
    "save",
    "settle_due",
    "submit",
    "suspend",
    "tell_applicant",
    "upload",
    "withdraw",
]
