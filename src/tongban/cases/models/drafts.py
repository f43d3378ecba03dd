"""Drafts: what a person has typed and uploaded so far. No legal effect, no event stream."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """An application being filled in, or a correction being prepared (`case` set). Answers are encrypted.

    `saved` counts saves and `saved_by` names the open page of the last one, so that two tabs notice each other.
    `carried_note` tells what changed when the draft was carried to a newer version of the matter.
    """

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey("base.User", on_delete=models.CASCADE, related_name="+")
    matter = models.CharField(max_length=64)
    variant = models.CharField(max_length=64)
    publication = models.ForeignKey(
        "catalogue.Publication", to_field="digest", on_delete=models.PROTECT, related_name="+"
    )
    authority = models.ForeignKey("base.Authority", null=True, on_delete=models.SET_NULL, related_name="+")
    applicant_person = models.ForeignKey("base.Person", null=True, on_delete=models.CASCADE, related_name="+")
    applicant_organisation = models.ForeignKey(
        "base.Organisation", null=True, on_delete=models.CASCADE, related_name="+"
    )
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.CASCADE, related_name="drafts")
    answers_encrypted = models.BinaryField()
    channel = models.CharField(max_length=1, default="2")
    saved = models.IntegerField(default=0)
    saved_by = models.CharField(max_length=40, blank=True, default="", help_text="which open page saved last")
    prefilled = models.JSONField(default=list, help_text="keys of the fields that were filled from a known source")
    read_from = models.JSONField(default=dict, help_text="fields filled from papers: material, its name and the page")
    carried_note = models.JSONField(default=list)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-updated_at"])]


class DraftMaterial(models.Model):
    """One uploaded file of a draft, under the material it is meant for. Several pages are several files."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="materials")
    material = models.CharField(max_length=64)
    file = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
