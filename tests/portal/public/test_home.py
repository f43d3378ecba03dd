"""The home page: themes with their number, what is asked for most, and never a claim without cases behind it."""

from __future__ import annotations

from django.core.cache import cache
from django.test import Client

from tests.builders.county import SPRING, County
from tests.builders.nurses import draft_of_change, nurse_with_certificate
from tongban.cases import actions
from tongban.cases.queries import most_asked
from tongban.portal.public.home import ASKED_WITHIN


def test_themes_and_matters_stand_there(client: Client, sample: str) -> None:
    page = client.get("/").content.decode()
    assert "?theme=places" in page
    assert "?theme=people" not in page, "a theme without matters is not offered"
    assert "游泳场所卫生许可" in page
    assert "icons.svg#other" in page


def test_without_cases_nothing_is_called_popular(client: Client, sample: str) -> None:
    page = client.get("/").content.decode()
    assert "大家常办" not in page
    assert "可以办的事项" in page


def test_what_is_asked_for_most_comes_first(client: Client, county: County) -> None:
    person, actor = nurse_with_certificate(county, confirmed_at=None)
    actions.submit(draft_of_change(county, person, actor).pk, actor=actor, now=county.now)
    assert most_asked(since=SPRING - ASKED_WITHIN, limit=3) == ["nurse-practice-registration"]
    assert most_asked(since=SPRING + ASKED_WITHIN, limit=3) == []
    cache.delete("home:most_asked")
    page = client.get("/").content.decode()
    assert "大家常办" in page
    cards = [part.split("/")[0] for part in page.split('<h3><a href="/matters/')[1:]]
    assert cards[0] == "nurse-practice-registration"


def test_an_empty_catalogue_is_no_error(client: Client, db: None) -> None:
    assert "事项正在准备" in client.get("/").content.decode()
