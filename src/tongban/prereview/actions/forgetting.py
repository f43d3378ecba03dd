"""Letting go of what papers said: with a discarded draft, and when a law asks for erasure (个人信息保护法 47)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.base.actor import Actor
from tongban.core.messages import N_, Message
from tongban.prereview import stored
from tongban.prereview.models import Package, PackageFile, StoredReading

ERASED = N_("内容已依法删除")


@transaction.atomic
def forget(owner: UUID, *, actor: Actor, now: datetime) -> None:
    """Delete the package of an owner who is gone, with its findings and the readings nobody else needs."""
    package = Package.objects.select_for_update().filter(owner=owner).first()
    if package is not None:
        digests = set(package.files.values_list("sha256", flat=True))
        package.delete()
        _drop_readings(digests)


@transaction.atomic
def erase(package_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Erase what was read and said; which rule spoke and what the officer said of it stays for the statistics."""
    package = Package.objects.select_for_update().filter(pk=package_id).first()
    if package is None:
        return
    empty = Message(ERASED)
    said = {
        "message": stored.message_data(empty),
        "remedy": stored.message_data(Message("")),
        "read": "",
        "expected": "",
    }
    package.findings.update(said_encrypted=stored.pack_json(said), reason_encrypted=None, box=None)
    package.form_encrypted, package.suggestions_encrypted = stored.pack_json({}), None
    package.save(update_fields=["form_encrypted", "suggestions_encrypted"])
    digests = set(package.files.values_list("sha256", flat=True))
    package.files.all().delete()
    _drop_readings(digests)


def _drop_readings(digests: set[str]) -> None:
    still = set(PackageFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
    StoredReading.objects.filter(sha256__in=digests - still).delete()
