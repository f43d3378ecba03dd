"""Keep what a reader process said of a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.base import files
from tongban.base.actor import Actor
from tongban.prereview import stored
from tongban.prereview.models import Package, PackageFile, PagePicture, StoredReading
from tongban.prereview.reading.model import Reading
from tongban.prereview.reading.read import named
from tongban.prereview.states import PackageState

PICTURE_TYPE = "image/jpeg"


@transaction.atomic
def record_reading(reading: Reading, *, seconds: float, actor: Actor, now: datetime) -> StoredReading:
    """Keep a reading under the file's digest and the engine's version, without the name the file had."""
    kept = named(reading, "")
    row, _ = StoredReading.objects.update_or_create(
        sha256=kept.digest,
        engine=kept.engine or "none",
        defaults={
            "data": stored.pack_reading(kept),
            "problems": sorted({problem.code for problem in kept.problems}),
            "pages": len(kept.pages),
            "seconds": seconds,
            "read_at": now,
        },
    )
    return row


@transaction.atomic
def record_pictures(reading: StoredReading, pictures: Mapping[int, bytes], *, actor: Actor, now: datetime) -> None:
    """Keep the pictures of pages (page number to JPEG), addressed by the reading."""
    for page, data in pictures.items():
        file = files.store_bytes(data, media_type=PICTURE_TYPE, actor=actor, now=now)
        PagePicture.objects.update_or_create(reading=reading, page=page, defaults={"file": file})


def packages_waiting_for(sha256: str) -> list[UUID]:
    """The packages that this file keeps from being checked as a whole."""
    owners = PackageFile.objects.filter(sha256=sha256).values("package")
    return list(Package.objects.filter(pk__in=owners, state=PackageState.WAITING).values_list("pk", flat=True))
