"""Facts told in sentences: 申请单位济南市菌种保藏中心，统一社会信用代码…，法定代表人章晓琪，现申请…."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from tongban.prereview.evidence.flow import Flow
from tongban.prereview.evidence.normalise import names_a_unit
from tongban.prereview.evidence.templates import DocumentTemplate, FactTemplate

_TYPES = ("name", "person", "address", "date", "list", "code", "id18", "uscc18", "regno22", "cert15", "qual27", "phone")
_SHORTEST = 3  # characters of a label; shorter ones are words of any sentence
_WORDED = ("list", "date", "address")  # of which a sentence says 为 or 是


def told(flow: Flow, template: DocumentTemplate, stated: Collection[str]) -> Iterator[tuple[FactTemplate, int, int]]:
    """Each fact that is not `stated` and stands in a sentence behind its label, with its place in the running text."""
    for wanted in template.facts:
        if wanted.name in stated or wanted.type not in _TYPES:
            continue
        for label in wanted.folded:
            found = re.search(_pattern(label, wanted.type), flow.text) if len(label) >= _SHORTEST else None
            if found is not None and _plausible(wanted.type, found["v"]):
                yield wanted, *found.span("v")
                break


def _pattern(label: str, kind: str) -> str:
    """The label at the beginning of a part of a sentence, and what stands behind it up to the end of that part."""
    ends = r"[^,.;:()\n]" if kind != "list" else r"[^.:()\n]"
    between = "(?:为|是|系)" if kind in _WORDED else "(?:为|是|系|)"
    return rf"(?:^|(?<=[,.;:(\n])){re.escape(label)}{between}(?P<v>{ends}{{2,80}})(?=[,.;)])"


def _plausible(kind: str, value: str) -> bool:
    if kind == "person":
        return re.fullmatch(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})+", value) is not None
    return kind != "name" or names_a_unit(value)
