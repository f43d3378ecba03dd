"""Every address has an access rule: pages by `door`, the API by a token or by being named here as public."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tongban.portal.access import Door, door

OURS = ("tongban.portal.",)
# Addresses that have no door of ours, and who guards them instead.
GUARDED_ELSEWHERE = {
    "tongban.base.health": "says whether the process lives, nothing about anybody",
    "allauth.": "sign-in pages; allauth asks for the sign-in where it needs one",
    "ninja.": "the API: every operation is looked at below",
    "functools": "the API's own description: openapi.json, docs, root",
}
PUBLIC_API = {
    ("GET", "/matters"),
    ("GET", "/matters/{matter}/variants/{variant}"),
    ("GET", "/certificates/{token_or_identifier}"),
}


def routes() -> Iterator[tuple[str, Callable[..., Any]]]:
    """(address pattern, view) of the whole address space."""
    yield from _below(get_resolver(), "")


def _below(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield address, entry.callback
        else:
            yield from _below(entry, address)


def operations() -> Iterator[tuple[str, str, bool]]:
    """(method, path, asks for a token) of the API as it describes itself, which is how it is bound."""
    from tongban.api.v1 import api

    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path.removeprefix("/api/v1"), bool(operation.get("security"))


def without_a_rule(pairs: Iterator[tuple[str, Callable[..., Any]]]) -> list[str]:
    return [
        address
        for address, view in pairs
        if getattr(view, "door", None) not in set(Door)
        and (view.__module__.startswith(OURS) or not view.__module__.startswith(tuple(GUARDED_ELSEWHERE)))
    ]


def test_every_page_has_a_door() -> None:
    assert without_a_rule(routes()) == []


def test_pages_of_an_audience_are_behind_its_door() -> None:
    expected = {"public": Door.PUBLIC, "applicant": Door.SIGNED_IN, "workbench": Door.STAFF}
    wrong = [
        address
        for address, view in routes()
        if view.__module__.startswith(OURS)
        and (audience := view.__module__.split(".")[2]) in expected
        and view.door is not expected[audience]  # type: ignore[attr-defined]  # the test above has looked
    ]
    assert wrong == []


def test_every_operation_of_the_api_asks_for_a_token_or_is_named_public() -> None:
    found = {(method, path) for method, path, guarded in operations() if not guarded}
    assert found == PUBLIC_API


def test_what_is_public_in_the_api_only_reads() -> None:
    assert {method for method, _ in PUBLIC_API} == {"GET"}


def test_the_guard_sees_a_page_without_a_door() -> None:
    def bare() -> None: ...

    @door(Door.STAFF)  # type: ignore[type-var]  # only its mark is looked at
    def guarded(request: object) -> None: ...

    bare.__module__ = guarded.__module__ = "tongban.portal.public.pages"
    assert without_a_rule(iter([("bare/", bare), ("guarded/", guarded)])) == ["bare/"]
