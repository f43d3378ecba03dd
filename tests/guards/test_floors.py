"""Foreign keys and migrations obey the order of the rooms, as imports do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.guards.source import FLOORS, SOURCE, may_know

ROOMS = {config.label for config in apps.get_app_configs() if config.name.startswith("tongban.")}


def pointers() -> Iterator[tuple[str, str, str]]:
    """(room, room pointed to, where) of every relation between tables."""
    for model in apps.get_models():
        for field in model._meta.get_fields(include_parents=False, include_hidden=False):
            if field.is_relation and not field.auto_created and field.related_model:
                other = field.related_model if isinstance(field.related_model, str) else field.related_model._meta.label
                yield model._meta.app_label, other.split(".")[0], f"{model._meta.label}.{field.name} -> {other}"


def test_relations_point_downward() -> None:
    wrong = [where for room, other, where in pointers() if {room, other} <= ROOMS and not may_know(room, other)]
    assert wrong == []


def test_migrations_depend_downward() -> None:
    loader = MigrationLoader(None)
    wrong = [
        f"{key} -> {parent}"
        for key, migration in loader.disk_migrations.items()
        for parent in (*migration.dependencies, *migration.run_before)
        if {key[0], parent[0]} <= ROOMS and not may_know(key[0], parent[0])
    ]
    assert wrong == []


def test_every_room_stands_on_a_floor() -> None:
    folders = {file.parent.name for file in SOURCE.glob("*/__init__.py")}
    assert folders == set().union(*FLOORS)
    assert folders >= ROOMS


def test_the_order_forbids_what_it_should() -> None:
    assert may_know("cases", "prereview")
    assert not may_know("prereview", "cases")
    assert not may_know("catalogue", "exchange")
    assert not may_know("base", "project")


@pytest.mark.django_db
def test_migrations_match_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
