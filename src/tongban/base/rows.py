"""The row types of base that other rooms may name in signatures and foreign keys.

To find or change rows other rooms go through `queries` and `actions`; a linter keeps `base.models` itself closed."""

from tongban.base.models import Authority, Event, Organisation, Person, Region, StoredFile, User

__all__ = ["Authority", "Event", "Organisation", "Person", "Region", "StoredFile", "User"]
