"""The match of a stored vector with a query that is written out (see `search.vectors`)."""

from __future__ import annotations

from django.db.models import BooleanField, Func, Value


class Matches(Func):
    """`vector @@ query::tsquery`; a condition for `filter`."""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, vector: str, query: str) -> None:
        super().__init__(vector, Value(query))
