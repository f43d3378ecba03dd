"""The case row: keys that never change, and caches of its event stream."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

NOT_STAFF = ("", "applicant")  # values of `waiting_for` that are nobody's task in the office


class CaseGroup(models.Model):
    """Cases handed in together: many persons' applications in one go, or the matters of one life event."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=24, help_text="batch_submission or life_event")
    title = models.CharField(max_length=120)
    region = models.CharField(max_length=6)
    created_at = models.DateTimeField()


class Case(models.Model):
    """One application. Columns below `state` are caches of the events; `tongban audit verify` recomputes them."""

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=32, unique=True)
    query_code_index = models.CharField(max_length=64, help_text="blind index of the code that opens public progress")
    submission_key = models.CharField(max_length=64, unique=True, help_text="the same hand-in twice is one case")
    group = models.ForeignKey(CaseGroup, null=True, on_delete=models.PROTECT, related_name="cases")

    matter = models.CharField(max_length=64)
    variant = models.CharField(max_length=64)
    publication = models.ForeignKey(
        "catalogue.Publication", to_field="digest", on_delete=models.PROTECT, related_name="+"
    )
    region = models.CharField(max_length=6)
    authority = models.ForeignKey("base.Authority", on_delete=models.PROTECT, related_name="+")
    applicant_person = models.ForeignKey("base.Person", null=True, on_delete=models.PROTECT, related_name="+")
    applicant_organisation = models.ForeignKey(
        "base.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    agent_person = models.ForeignKey("base.Person", null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=1, help_text="GB/T 39046 A.5: 1 counter, 2 computer, 3 mobile, 4 post")

    state = models.CharField(max_length=24)
    step = models.CharField(max_length=64, blank=True, help_text="key of the step under review")
    waiting_for = models.CharField(max_length=24, blank=True, help_text="role that acts next, `applicant`, or nobody")
    holder = models.ForeignKey("base.User", null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=16, blank=True)
    automatic = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    next_due = models.DateField(null=True, help_text="the day by which the present stage must end")
    statutory_due = models.DateField(null=True)
    promised_due = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    certificate = models.UUIDField(null=True, help_text="the certificate that came out")
    prereview_package = models.UUIDField(null=True, help_text="the package of papers handed in last")
    head_sequence = models.IntegerField()
    head_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applicant_person__isnull=False) ^ Q(applicant_organisation__isnull=False),
                name="case_has_one_applicant",
            )
        ]
        indexes = [
            models.Index(fields=["authority", "waiting_for", "next_due", "id"], name="case_worklist"),
            models.Index(  # for who may take any task, so that "most urgent first" needs no sorting
                fields=["authority", "next_due", "id"],
                condition=~Q(waiting_for__in=NOT_STAFF),
                name="case_worklist_of_all",
            ),
            models.Index(fields=["holder", "next_due"], condition=~Q(waiting_for=""), name="case_held"),
            models.Index(fields=["applicant_person", "-received_at"], name="case_of_person"),
            models.Index(fields=["applicant_organisation", "-received_at"], name="case_of_organisation"),
            models.Index(fields=["state", "next_due"], name="case_settling"),
        ]

    def __str__(self) -> str:
        return self.number
