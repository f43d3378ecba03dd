"""Registers (登记库) that the commission keeps or receives, and the record of who asked them."""

from __future__ import annotations

from django.db import models


class Register(models.Model):
    """One register as the pack declares it. Never fed, or closed, it answers `unavailable`: absence proves nothing."""

    key = models.CharField(max_length=64, unique=True)
    definition = models.JSONField(help_text="an entry of registries.yaml")
    declared_at = models.DateTimeField()
    fed_at = models.DateTimeField(null=True, help_text="last delivery; empty: never")
    closed_because = models.CharField(max_length=200, blank=True, default="")
    stream = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return self.key


class RegistryEntry(models.Model):
    """One entry. Found by the blind index of its key; a later entry with the same key takes its place."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="entries")
    key_index = models.CharField(max_length=64)
    payload_encrypted = models.BinaryField(help_text="canonical JSON, encrypted")
    digest = models.CharField(max_length=64, help_text="keyed digest of the canonical JSON")
    region = models.CharField(max_length=6, blank=True, default="", help_text="GB/T 2260")
    valid_from = models.DateField(null=True, help_text="first day it holds; empty: from ever")
    valid_to = models.DateField(null=True, help_text="last day it holds; empty: until further notice")
    received_at = models.DateTimeField()
    source = models.CharField(max_length=200, help_text="from whom and how it came")

    class Meta:
        indexes = [models.Index(fields=["register", "key_index", "-received_at"])]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class LookupLog(models.Model):
    """One look-up: who asked which register about whom (keyed digest) for which case, and what came of it."""

    registry = models.CharField(max_length=64)
    key_digest = models.CharField(max_length=64)
    purpose = models.UUIDField(db_index=True, help_text="the case or draft it was asked for")
    actor_kind = models.CharField(max_length=8)
    actor_id = models.CharField(max_length=64)
    actor_role = models.CharField(max_length=24)
    outcome = models.CharField(max_length=16)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["registry", "key_digest"])]

    def __str__(self) -> str:
        return f"look-up {self.pk}"
