"""Addresses of a named server: read strictly, shown without passwords."""

from __future__ import annotations

import pytest

from tongban.base.database import addresses
from tongban.base.database.errors import BadDatabaseAddress


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://app:p%40ss@db.example:6432/tongban?sslmode=verify-full",
        "postgresql://app@/tongban?host=%2Frun%2Fpg&port=5433",
    ],
)
def test_an_address_survives_reading_and_writing(url: str) -> None:
    address = addresses.parse(url, variable="V")
    assert addresses.parse(address.url(), variable="V") == address


def test_parts_are_read() -> None:
    address = addresses.parse("postgresql://app:p%40ss@db.example:6432/tongban?sslmode=require", variable="V")
    assert address == addresses.Address("db.example", 6432, "tongban", "app", "p@ss", (("sslmode", "require"),))
    assert "p@ss" not in address.url(with_password=False)
    assert address.django()["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "url", ["mysql://a:secret@h/d", "postgresql://h/d", "postgresql://a:secret@h", "postgresql://a:secret@h:port/d", ""]
)
def test_a_wrong_address_names_the_variable_and_keeps_the_password(url: str) -> None:
    with pytest.raises(BadDatabaseAddress) as caught:
        addresses.parse(url, variable="TONGBAN_DATABASE_URL")
    assert "TONGBAN_DATABASE_URL" in caught.value.render()
    assert "secret" not in caught.value.render()


def test_without_an_owner_both_logins_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from tongban.base.database.home import Home, default_home

    monkeypatch.setenv(addresses.URL_VARIABLE, "postgresql://one:x@h/d")
    app, owner = addresses.app_and_owner(Home(default_home()))
    assert app == owner
    monkeypatch.setenv(addresses.OWNER_URL_VARIABLE, "postgresql://two:y@h/d")
    assert addresses.app_and_owner(Home(default_home()))[1].user == "two"
