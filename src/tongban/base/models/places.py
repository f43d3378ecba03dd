"""Regions (行政区划, GB/T 2260) and authorities (机关), both trees."""

from __future__ import annotations

from django.db import models


class Region(models.Model):
    """One administrative division. `code` has six digits; a province ends in 0000, a city in 00."""

    code = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    sort_key = models.CharField(max_length=200, help_text="pinyin, so that lists sort without ICU")

    def __str__(self) -> str:
        return self.name


class Authority(models.Model):
    """A body that handles matters. `path` holds the ids from the root, so that a subtree is one prefix."""

    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    level = models.CharField(
        max_length=1, help_text="GB/T 39046 A.2: 2 province, 3 city, 4 county, 5 township, 6 village"
    )
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=200, blank=True)
    matters = models.JSONField(default=list, help_text="keys of the matters this authority handles; empty: none")

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """处室: a part of an authority with its own head."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name
