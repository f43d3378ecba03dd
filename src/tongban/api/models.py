"""Clients of the API and the answers kept for repeated requests."""

from __future__ import annotations

from django.db import models


class ApiClient(models.Model):
    """A system that may call the API. The token itself is never stored, only its keyed digest."""

    name = models.CharField(max_length=80, unique=True)
    token_index = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("base.User", on_delete=models.CASCADE, related_name="+")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class IdempotencyRecord(models.Model):
    """What a client was answered under a key, so that the same request again gives the same answer."""

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    request_digest = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="one_answer_per_key")]
