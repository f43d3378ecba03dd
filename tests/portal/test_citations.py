"""The provision that a step cites is readable in both languages."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from tongban.cases.states import FILING, LICENCE, SERVICE
from tongban.certificates.states import LIFECYCLE
from tongban.portal.templatetags.portal import citation

CITED = sorted({row.article for table in (LICENCE, SERVICE, FILING, LIFECYCLE) for row in table.transitions})


@pytest.mark.parametrize("article", CITED)
def test_every_provision_of_a_step(article: str) -> None:
    with translation.override("en"):
        assert not re.search(r"[\u3400-\u9fff、（）]", citation(article))
    with translation.override("zh-hans"):
        assert citation(article) == article


def test_what_is_not_known_stays_as_it_is() -> None:
    with translation.override("en"):
        assert citation("某市规定 3") == "某市规定 3"
        assert citation("") == ""
        assert citation("行政许可法 32(1)(5)、32(2)") == "Administrative Licensing Law art. 32(1)(5), 32(2)"
