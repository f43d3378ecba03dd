"""Stored files, addressed by content. What a file is *for* stands in the room that uses it."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """Bytes on the file store under their SHA-256. The same bytes are stored once."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()
