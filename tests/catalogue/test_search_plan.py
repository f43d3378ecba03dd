"""Search takes its index, with the statistics that a served database has."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, connections

from tests.builders import synthetic
from tongban.catalogue.lookups import Matches
from tongban.catalogue.models import Publication
from tongban.catalogue.search import vectors
from tongban.catalogue.search.query import read

TODAY = date(2026, 3, 2)


@pytest.mark.usefixtures("fresh_db")
def test_the_index_is_used() -> None:
    """A phrase takes it by itself at three hundred matters; queries of many readings, for which reading fifty pages
    costs about as much, can take it."""
    synthetic.fill(300)
    with connections["owner"].cursor() as owner:  # statistics are the owner's to gather; a server does it by itself
        owner.execute("VACUUM ANALYZE catalogue_listing")
        owner.execute("VACUUM ANALYZE catalogue_publication")

    for typed in ("护士", "77号"):
        assert "listing_vector" in plan(typed), plan(typed)
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off; SET enable_indexscan = off")
    for typed in ("护士变更", "放射诊疗许可", "hushi", "hszc", "hu士"):
        assert "listing_vector" in plan(typed), plan(typed)


def plan(typed: str) -> str:
    condition = Matches("listing__vector", vectors.query(read(typed)))
    return Publication.objects.in_force(TODAY).filter(condition).values("digest").explain()
