"""Messages to a person inside the platform. Text messages and mini-programme notices hang on the same rows later."""

from __future__ import annotations

from django.db import models

from tongban.base.models.accounts import User


class Notification(models.Model):
    """`sentence` is a msgid, `data` its values: rendered in the reader's language. No personal data in either."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=64)
    sentence = models.CharField(max_length=300)
    data = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "read_at"])]
