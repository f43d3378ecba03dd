"""事项 and the copies of its content that were published."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q


class Matter(models.Model):
    """One matter through all its versions. `stream` is its stream in the event log."""

    key = models.CharField(max_length=64, unique=True)
    stream = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return self.key


class PublicationQuerySet(models.QuerySet["Publication"]):
    def in_force(self, on: date, region: str = "") -> PublicationQuerySet:
        """The one publication of each matter that holds on a civil day: of those whose period covers the day the one
        that began last, and of those the one published last."""
        covers = Q(region=region, effective_from__lte=on) & (Q(effective_to__isnull=True) | Q(effective_to__gte=on))
        later = Q(effective_from__gt=OuterRef("effective_from")) | Q(
            effective_from=OuterRef("effective_from"), pk__gt=OuterRef("pk")
        )
        overtaken = Publication.objects.filter(covers, later, matter=OuterRef("matter"))
        return self.filter(covers).filter(~Exists(overtaken))


class Publication(models.Model):
    """One version of a matter's content, named by its digest; the database refuses to change or delete it.

    `files` is {path: text} of the matter's folder and of every pack-wide file it was computed with.
    """

    digest = models.CharField(max_length=64, unique=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="publications")
    pack = models.CharField(max_length=64)
    region = models.CharField(max_length=6, blank=True, default="", help_text="GB/T 2260; empty: the whole country")
    version = models.CharField(max_length=40)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, help_text="inclusive; empty: until further notice")
    files = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80, help_text="kind and id of the actor")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["matter", "effective_from"])]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.version} {self.digest[:8]}"


class Listing(models.Model):
    """What lists and search need of a publication, drawn from its files and rebuilt whenever that drawing changes."""

    publication = models.OneToOneField(Publication, primary_key=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=2000)
    name_pinyin = models.TextField(help_text="lists sort by it; no server needs ICU")
    name_initials = models.CharField(max_length=2000)
    theme = models.CharField(max_length=64)
    card = models.JSONField(help_text="what a list shows: see catalogue.cards")
    entries = models.JSONField(help_text="what search looks through: see catalogue.search.entries")
    vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="listing_vector", fastupdate=False)]

    def __str__(self) -> str:
        return self.name
