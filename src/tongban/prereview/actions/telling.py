"""Events of a package, and the one that says the machine could not finish."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.base import eventlog
from tongban.base.actor import Actor
from tongban.base.eventlog import NewEvent
from tongban.prereview import events
from tongban.prereview.models import Package
from tongban.prereview.states import PackageState


def record(package: Package, event: NewEvent, *, actor: Actor, now: datetime) -> None:
    """One event at the end of the package's stream; the caller holds the package's row."""
    after = eventlog.head_of(package.pk)
    eventlog.append(events.STREAM, package.pk, [event], after=after, actor=actor, now=now)


@transaction.atomic
def note_failure(package_id: UUID, *, code: str, actor: Actor, now: datetime) -> None:
    """The machine could not finish: said so on the pages, and a person looks. A later try may still succeed."""
    package = Package.objects.select_for_update().filter(pk=package_id).first()
    if package is None or package.state == PackageState.FAILED:
        return
    package.state = PackageState.FAILED
    package.save(update_fields=["state"])
    record(package, NewEvent(events.FAILED, {"code": code}), actor=actor, now=now)
