"""Every write of the prereview room.

What jobs alone call (`recording`, `checking`) is imported by them from its own module: it brings the reading of papers
with it, which the web process has no use for."""

from tongban.prereview.actions.forgetting import erase, forget
from tongban.prereview.actions.judging import judge, override, take_back
from tongban.prereview.actions.opening import Application, HandedFile, request_review

__all__ = ["Application", "HandedFile", "erase", "forget", "judge", "override", "request_review", "take_back"]
