"""The event log: append-only rows chained by hashes, one stream per case (or certificate, publication …)."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One thing that happened. Written only by `base.eventlog.append`; the serving role may not change or delete it.

    `effective_at` is when it takes effect in law, `recorded_at` when the database wrote it down. `payload` is the
    canonical text that was hashed."""

    stream_kind = models.CharField(max_length=16)
    stream = models.UUIDField()
    sequence = models.IntegerField()
    kind = models.CharField(max_length=64)
    version = models.SmallIntegerField()
    actor_kind = models.CharField(max_length=8)
    actor_id = models.CharField(max_length=64)
    actor_role = models.CharField(max_length=24)
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    article = models.CharField(max_length=120, blank=True)
    payload = models.TextField()
    region = models.CharField(max_length=6, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=16)

    about: object | None = None
    """The row that the stream tells of, while the event is being written; not stored."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "sequence"], name="one_event_per_place")]
        indexes = [models.Index(fields=["kind", "effective_at"])]


class Seal(models.Model):
    """A signed list of stream heads: every stream that moved since the seal before. Chained like events.

    `entries` is one line per stream: uuid, sequence, hash. A cut tail, a dropped stream or a rewritten chain no longer
    fits its line."""

    day = models.DateField(unique=True)
    previous_digest = models.CharField(max_length=64)
    from_event = models.BigIntegerField()
    to_event = models.BigIntegerField()
    entries = models.TextField()
    digest = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=24)
    signature = models.BinaryField()
    sealed_at = models.DateTimeField()
