"""The home page: themes with their number, what is asked for most, and never a claim without cases behind it."""

from __future__ import annotations

from django.core.cache import cache
from django.test import Client

from tests.builders import packs
from tests.builders.county import SPRING, County
from tests.builders.nurses import draft_of_change, nurse_with_certificate
from tongban.base.actor import SYSTEM
from tongban.cases import actions
from tongban.cases.queries import most_asked
from tongban.catalogue import actions as catalogue
from tongban.catalogue import queries
from tongban.portal.public.home import ASKED_WITHIN, popular


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
    assert "大家常办" in client.get("/").content.decode()
    cards, themes = queries.matters(SPRING.date()), [theme.key for theme in queries.themes(SPRING.date())]
    wanted = ["public-place-sanitary-permit", "medical-advertisement-review"]
    assert [card.matter for card in popular(cards, wanted, themes)][:2] == wanted


def test_an_empty_catalogue_is_no_error(client: Client, db: None) -> None:
    assert "事项正在准备" in client.get("/").content.decode()


def test_variants_stand_in_the_order_of_the_file(client: Client, db: None) -> None:
    data = packs.matter_data()
    variants = {key: data["variants"][key] for key in ("renewal", "first", "change")}
    catalogue.publish(packs.pack([packs.matter_data(variants=variants)]), actor=SYSTEM, now=SPRING)
    assert "延续 · 新办 · 变更单位名称" in client.get("/").content.decode()


def test_without_cases_matters_follow_the_themes_of_the_pack(client: Client, county: County) -> None:
    page = client.get("/").content.decode()
    cards = [part.split("/")[0] for part in page.split('<h3><a href="/matters/')[1:]]
    assert cards[0] == "nurse-practice-registration"
