"""People, bodies, accounts and posts. Identity numbers and phones are stored encrypted, found by blind index."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from tongban.base import crypto
from tongban.base.models.places import Authority, Section
from tongban.core.roles import Role


class Person(models.Model):
    """A natural person who applies, holds or represents. Written by `base.actions`, which encrypts."""

    name = models.CharField(max_length=60)
    citizen_id_encrypted = models.BinaryField()
    citizen_id_index = models.CharField(max_length=64, unique=True)
    mobile_encrypted = models.BinaryField(null=True)
    mobile_index = models.CharField(max_length=64, db_index=True, default="", blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def citizen_id(self) -> str:
        return crypto.decrypt_text(self.citizen_id_encrypted)

    @property
    def mobile(self) -> str:
        return crypto.decrypt_text(self.mobile_encrypted) if self.mobile_encrypted else ""


class Organisation(models.Model):
    """A legal person or other body, identified by its unified social credit code (public, not encrypted)."""

    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, unique=True)
    kind = models.CharField(max_length=1, default="2", help_text="GB/T 39046 A.4")
    address = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """An account. `person` is set for applicants; officers have posts instead (some have both)."""

    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="user")
    elder_view = models.BooleanField(default=False)
    # Set by actions from the caller's `now`; Django's own default would read a clock in a model.
    date_joined = models.DateTimeField(null=True, blank=True)  # type: ignore[assignment]  # Django has it not null

    REQUIRED_FIELDS = []  # an account needs no mail address


class Representation(models.Model):
    """A person may act for an organisation (法定代表人, 经办人) between two days; `until` null: until further notice."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="representations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="representatives")
    capacity = models.CharField(max_length=20, choices=[("legal", "法定代表人"), ("agent", "经办人")])
    since = models.DateField()
    until = models.DateField(null=True)


class Post(models.Model):
    """岗位: a user holds a role at an authority, maybe within one section, between two days."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="posts")
    section = models.ForeignKey(Section, null=True, on_delete=models.SET_NULL)
    role = models.CharField(max_length=24, choices=[(role.value, role.value) for role in Role])
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["authority", "role"])]
