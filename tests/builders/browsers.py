"""Browsers of officers, without a browser: Django's client signed in as somebody."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tongban.base.models import User
from tongban.cases.models import Case


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act(client: Client, case: Case, name: str, **data: str) -> HttpResponse:
    """Take a step on the page as it stands now."""
    seen = Case.objects.values_list("head_sequence", flat=True).get(pk=case.pk)
    return client.post(reverse("work_act", args=[case.pk, name]), {"seen": str(seen), **data})
