"""Tables of the certificates room. Written by its actions only."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import cast

from django.db import models
from django.db.models import Q

from tongban.base.eventlog import Head
from tongban.base.rows import Authority, Organisation, Person, StoredFile
from tongban.certificates.policy import Validity
from tongban.certificates.signing import Signature
from tongban.certificates.states import State


class PdfState(models.TextChoices):
    """Whether the document is there. The certificate counts from its signature on, whatever stands here."""

    PENDING = "pending"
    MADE = "made"
    FAILED = "failed"


class Certificate(models.Model):
    """One version of a certificate. A change makes a new row that supersedes this one; a face never changes.

    `face` is the encrypted canonical text, `face_digest` its SHA-256, the signature is over the text. `state`,
    `head_sequence` and `head_hash` are caches of the event stream. `origin` is the id of the case it came from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    identifier = models.CharField(max_length=100, unique=True, help_text="GB/T 36904")
    type = models.CharField(max_length=64)
    number = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField()
    serial = models.CharField(max_length=20)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="certificates")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="certificates")
    holder_name_masked = models.CharField(max_length=120)
    region = models.CharField(max_length=6)
    issuer = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="certificates")
    publication = models.CharField(max_length=64, blank=True, help_text="digest of the content with the face template")
    face = models.BinaryField()
    face_digest = models.CharField(max_length=64)
    signature_algorithm = models.CharField(max_length=32)
    signature_key = models.CharField(max_length=64)
    signature_value = models.BinaryField()
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in State])
    suspended_until = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    check_due_on = models.DateField(null=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    origin = models.UUIDField(null=True)
    token = models.CharField(max_length=32, unique=True, help_text="opaque name in the QR code")
    pdf = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    pdf_state = models.CharField(max_length=8, choices=PdfState.choices, default=PdfState.PENDING)
    head_sequence = models.IntegerField()
    head_hash = models.CharField(max_length=64)

    locked_at: datetime | None = None
    """The database's time when the row was locked by this transaction; not stored."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="certificate_has_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="certificate_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["type", "number", "version"], name="one_certificate_per_number"),
            models.UniqueConstraint(
                fields=["type", "number"], condition=~Q(state=State.SUPERSEDED.value), name="one_latest_version"
            ),
            models.UniqueConstraint(fields=["origin", "type"], name="one_certificate_per_case"),
        ]
        indexes = [models.Index(fields=["issuer", "type", "issued_on"])]

    def __str__(self) -> str:
        return f"certificate {self.pk}"

    @property
    def holder(self) -> Person | Organisation:
        """The person or the body; the check constraint sees to it that there is exactly one."""
        return cast(Person | Organisation, self.person or self.organisation)

    @property
    def signature(self) -> Signature:
        return Signature(self.signature_algorithm, self.signature_key, bytes(self.signature_value))

    @property
    def validity(self) -> Validity:
        return Validity(self.valid_from, self.valid_to)

    @property
    def head(self) -> Head:
        return Head(self.head_sequence, self.head_hash, self.locked_at)


class VerificationLog(models.Model):
    """Who asked about a certificate is not known; that somebody did, and what they were told, is.

    The token stands here as digest: the log must not be a list of keys to certificates.
    """

    at = models.DateTimeField()
    token_digest = models.CharField(max_length=64, db_index=True)
    result = models.CharField(max_length=20)
