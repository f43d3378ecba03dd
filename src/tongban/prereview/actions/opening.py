"""Ask for the prereview of an application as it stands now. Cheap; the reading and checking is done by jobs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tongban.base.actor import Actor
from tongban.catalogue import queries as catalogue
from tongban.core.canonical import canonical_json, digest
from tongban.prereview import policy, stored
from tongban.prereview.models import Package, PackageFile, StoredReading
from tongban.prereview.states import PackageState

READ_TASK, CHECK_TASK, QUEUE = "prereview.read_file", "prereview.check_package", "prereview"


@dataclass(frozen=True)
class HandedFile:
    """A file of the store, handed in for a material under a name."""

    material: str
    sha256: str
    name: str


@dataclass(frozen=True)
class Application:
    """What is to be reviewed: `owner` is the id of whoever holds it (a draft); `form` are its answers as JSON data;
    `submitted_on` the civil day that counts as the day of submission."""

    owner: UUID
    publication: str
    variant: str
    authority_id: int | None
    form: Mapping[str, Any]
    files: Sequence[HandedFile]
    submitted_on: date


@transaction.atomic
def request_review(application: Application, *, actor: Actor, now: datetime) -> UUID | None:
    """The package of this application, with jobs for what is still to be read and checked.

    None where the matter has no rules about papers, or nothing was ever handed in. Asking again without a change does
    nothing, so it may be called as often as one likes.
    """
    loaded = catalogue.loaded(application.publication)
    package = Package.objects.select_for_update().filter(owner=application.owner).first()
    if policy.plan_variant(loaded, application.variant) is None or (package is None and not application.files):
        return None
    package = package or Package(id=uuid.uuid4(), owner=application.owner, created_at=now)
    wanted = _digest(application)
    unread = unread_files((file.sha256 for file in application.files), now=now)
    if package.wanted != wanted or unread:
        _update(package, application, wanted, loaded.matter.matter, now)
        defer_work(package, unread)
    return package.pk


def unread_files(files: Iterable[str], *, now: datetime) -> list[str]:
    """Those that nobody has read, or whose reading failed for a reason that may have passed by now."""
    asked = sorted(set(files))
    done: dict[str, bool] = {}
    rows = StoredReading.objects.filter(sha256__in=asked).order_by("read_at", "pk")
    for sha256, problems, read_at in rows.values_list("sha256", "problems", "read_at"):
        done[sha256] = not policy.OURS & set(problems) or now - read_at < policy.TRY_AGAIN_AFTER
    return [sha256 for sha256 in asked if not done.get(sha256)]


def defer_work(package: Package, unread: Iterable[str]) -> None:
    """One job for each unread file and one for the checks, in the transaction that wants them; ids only."""
    for sha256 in unread:
        _defer(READ_TASK, f"prereview-read-{sha256}", sha256=sha256)
    _defer(CHECK_TASK, f"prereview-check-{package.pk}", package_id=str(package.pk))


def _defer(task: str, key: str, **arguments: str) -> None:
    try:
        with transaction.atomic():
            app.configure_task(task, queue=QUEUE, queueing_lock=key).defer(**arguments)
    except AlreadyEnqueued:
        return  # the one that waits will see what is there when it runs


def _digest(application: Application) -> str:
    return digest(
        canonical_json(
            {
                "publication": application.publication,
                "variant": application.variant,
                "form": dict(application.form),
                "files": [[file.material, file.sha256, file.name] for file in application.files],
                "submitted_on": application.submitted_on.isoformat(),
            }
        )
    )


def _update(package: Package, application: Application, wanted: str, matter: str, now: datetime) -> None:
    package.matter = matter
    package.variant = application.variant
    package.publication_id = application.publication
    package.authority_id = application.authority_id
    package.form_encrypted = stored.pack_json(dict(application.form))
    package.submitted_on = application.submitted_on
    package.wanted = wanted
    package.state = PackageState.WAITING
    package.requested_at = now
    package.save()
    package.files.all().delete()
    counts: dict[str, int] = {}
    rows = []
    for file in application.files:
        counts[file.material] = counts.get(file.material, 0) + 1
        rows.append(PackageFile(package=package, material=file.material, position=counts[file.material],
                                sha256=file.sha256, name=file.name))  # fmt: skip
    PackageFile.objects.bulk_create(rows)
