"""Guessing passwords is slowed down for all web processes together, and strangers make no accounts."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.fixture
def officer(fresh_db: str) -> str:
    get_user_model().objects.create_user(username="officer", password="right-horse-battery")
    return "officer"


def sign_in(client: Client, name: str, password: str) -> bool:
    client.post("/accounts/login/", {"login": name, "password": password})
    return "_auth_user_id" in client.session


def test_the_right_password_lets_in(officer: str) -> None:
    assert sign_in(Client(), officer, "right-horse-battery")


def test_after_five_wrong_passwords_even_the_right_one_waits(officer: str) -> None:
    for attempt in range(5):
        assert not sign_in(Client(), officer, f"guess-{attempt}")
    assert not sign_in(Client(), officer, "right-horse-battery")


def test_strangers_make_no_accounts(officer: str) -> None:
    form = {"username": "stranger", "password1": "right-horse-battery", "password2": "right-horse-battery"}
    Client().post("/accounts/signup/", form)
    assert not get_user_model().objects.filter(username="stranger").exists()
