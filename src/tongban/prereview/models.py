"""What was read, of which files, and what was found. Whatever a paper says is kept encrypted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.prereview.states import PackageState, Standing, Verdict


class StoredReading(models.Model):
    """The reading of one file by one version of the engine, so that the same file is never read twice.

    `data` is the reading as JSON, compressed and encrypted. `problems` are codes, so that a reading that only failed
    for the moment is found again. `seconds` is wall time."""

    sha256 = models.CharField(max_length=64)
    engine = models.CharField(max_length=80)
    data = models.BinaryField()
    problems = models.JSONField(default=list)
    pages = models.IntegerField()
    seconds = models.FloatField()
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "engine"], name="one_reading_per_engine")]


class PagePicture(models.Model):
    """The picture of one page as the reading saw it: upright and straight, pixels at 150 dpi."""

    reading = models.ForeignKey(StoredReading, on_delete=models.CASCADE, related_name="pictures")
    page = models.IntegerField(help_text="page of the file, from 1")
    file = models.ForeignKey("base.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "page"], name="one_picture_per_page")]


class Package(models.Model):
    """The papers and answers of one application, as far as prereview is concerned. `owner` is whoever asked, by id.

    `wanted` is the digest of everything the findings depend on (answers, files, day, content); `checked` is that of
    the last check. They are equal exactly when the findings are about what is there now."""

    id = models.UUIDField(primary_key=True)
    owner = models.UUIDField(unique=True)
    matter = models.CharField(max_length=64)
    variant = models.CharField(max_length=64)
    publication = models.ForeignKey(
        "catalogue.Publication", to_field="digest", on_delete=models.PROTECT, related_name="+"
    )
    authority = models.ForeignKey("base.Authority", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in PackageState])
    version = models.IntegerField(default=0, help_text="counts checks")
    submitted_on = models.DateField(help_text="the civil day that the checks take for the day of submission")
    form_encrypted = models.BinaryField()
    wanted = models.CharField(max_length=64)
    checked = models.CharField(max_length=64, blank=True)
    suggestions_encrypted = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    requested_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)


class PackageFile(models.Model):
    """A file of a package under the material it is handed in for, in order."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="files")
    material = models.CharField(max_length=64)
    position = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "material", "position"], name="one_file_per_position")
        ]
        indexes = [models.Index(fields=["sha256"])]


class FindingRow(models.Model):
    """One finding through all checks of a package. `key` is a keyed digest of what makes it the same finding again.

    `said_encrypted` holds sentences and values. `page` counts through all files of the material, `file_page` within the
    file `sha256`; `box` is left, top, right, bottom in page pixels at 150 dpi. `first_version` and `version` are the
    checks that found it first and last."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="findings")
    key = models.CharField(max_length=64)
    rule = models.CharField(max_length=64)
    code = models.CharField(max_length=32)
    severity = models.CharField(max_length=8)
    material = models.CharField(max_length=64, blank=True)
    field = models.CharField(max_length=64, blank=True)
    said_encrypted = models.BinaryField()
    article = models.CharField(max_length=200, blank=True)
    page = models.IntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_page = models.IntegerField(null=True)
    box = models.JSONField(null=True)
    confidence = models.FloatField()
    first_version = models.IntegerField()
    version = models.IntegerField()
    found_at = models.DateTimeField()

    standing = models.CharField(max_length=12, choices=[(standing.value, standing.value) for standing in Standing])
    reason_encrypted = models.BinaryField(null=True)
    standing_at = models.DateTimeField()
    verdict = models.CharField(
        max_length=12, blank=True, choices=[(verdict.value, verdict.value) for verdict in Verdict]
    )
    judged_by = models.CharField(max_length=64, blank=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "key"], name="one_row_per_finding"),
            models.CheckConstraint(
                condition=Q(verdict="", judged_at__isnull=True) | (~Q(verdict="") & Q(judged_at__isnull=False)),
                name="verdict_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["rule", "judged_at"], condition=~Q(verdict=""), name="finding_judged")]
