"""What people wrote and handed in, kept apart from the events so that the law can have it erased."""

from __future__ import annotations

from django.db import models

from tongban.cases.models.cases import Case


class Revision(models.Model):
    """The answers as handed in: first hand-in is number 1, each correction one more. Events refer to the digest."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="revisions")
    number = models.IntegerField()
    answers_encrypted = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    handed_in_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_revision_per_number")]


class HandedMaterial(models.Model):
    """A paper of a revision: uploaded (`file`), or waived because `replaced_by` stands in, or held (容缺)."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="materials")
    material = models.CharField(max_length=64)
    file = models.ForeignKey("base.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    replaced_by = models.CharField(max_length=120, blank=True)


class Document(models.Model):
    """A paper the authority wrote: receipt, acceptance slip, correction notice, refusal, licence decision (文书)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=32)
    number = models.CharField(max_length=48, unique=True)
    content = models.JSONField(help_text="the parts of the document; sentences for the applicant")
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
