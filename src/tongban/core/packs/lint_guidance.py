"""Can people get there: examples, guided questions, steps, and what comes out at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from pydantic import BaseModel

from tongban.core.assessment.guide import choose_variant
from tongban.core.messages import N_, Message
from tongban.core.packs.declarations import APPLICANT
from tongban.core.packs.lint_references import source_names
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Matter, Procedure, Variant
from tongban.core.packs.problems import Problem
from tongban.core.packs.schema_errors import nearest
from tongban.core.packs.source import Path
from tongban.core.packs.values import Confidence
from tongban.core.packs.walk import walk

MATTER = "matter.yaml"
LEAST_EXAMPLES = 3
_MAKES_A_FACE = frozenset({"issue", "amend", "renew", "reissue"})
_ACTS_ON_ONE = frozenset({"amend", "renew", "reissue", "check", "cancel"})
_MAX_WALKS = 2000


def lint_guidance(loaded: LoadedMatter) -> Iterator[Problem]:
    """Examples, guidance, steps, results and unsure facts of a matter."""
    yield from _examples(loaded)
    yield from _reachable(loaded)
    yield from _nowhere(loaded)
    for key, variant in loaded.matter.variants.items():
        yield from _steps(loaded, key, variant)
        yield from _result(loaded, key, variant)
    yield from _unsure(loaded)


def _examples(loaded: LoadedMatter) -> Iterator[Problem]:
    examples = loaded.examples.examples
    if len(examples) < LEAST_EXAMPLES:
        yield loaded.problem("few-examples", "examples.yaml", "examples", count=len(examples), least=LEAST_EXAMPLES)
    shown = {example.given.variant for example in examples}
    for key, variant in loaded.matter.variants.items():
        if key not in shown:
            yield loaded.problem("variant-without-example", MATTER, "variants", key, name=variant.name)


def _reachable(loaded: LoadedMatter) -> Iterator[Problem]:
    matter = loaded.matter
    options = {question.key: {option.value for option in question.options} for question in matter.questions}
    for key, variant in matter.variants.items():
        for question, value in variant.answers.items():
            if value not in options.get(question, set()):
                why = Message(N_("问题“{question}”没有回答“{value}”"), {"question": question, "value": value})
                yield loaded.problem(
                    "variant-unreachable", MATTER, "variants", key, "answers", name=variant.name, why=why
                )
    for (_, a), (key, b) in combinations(matter.variants.items(), 2):
        if all(b.answers.get(question, value) == value for question, value in a.answers.items()):
            yield loaded.problem("variants-ambiguous", MATTER, "variants", key, "answers", name=b.name, other=a.name)


def _nowhere(loaded: LoadedMatter) -> Iterator[Problem]:
    for answers in dead_ends(loaded.matter):
        said = "、".join(f"{key}: {value}" for key, value in answers.items())
        yield loaded.problem("answers-nowhere", MATTER, "questions", answers=said)


def dead_ends(matter: Matter) -> Iterator[Mapping[str, str]]:
    """Answers that the guided questions allow and that end without a variant; at most a few thousand walks."""
    waiting: list[dict[str, str]] = [{}]
    for _ in range(_MAX_WALKS):
        if not waiting:
            return
        answers = waiting.pop()
        guidance = choose_variant(matter, answers)
        if guidance.variant is not None:
            continue
        if guidance.question is None:
            if not guidance.candidates:
                yield answers
            continue
        waiting += [{**answers, guidance.question.key: option.value} for option in guidance.question.options]


def _steps(loaded: LoadedMatter, key: str, variant: Variant) -> Iterator[Problem]:
    steps = [step for step in loaded.matter.steps if not step.variants or key in step.variants]
    if not steps and loaded.matter.procedure is not Procedure.FILING:
        yield loaded.problem("no-steps", MATTER, "variants", key, name=variant.name)


def _result(loaded: LoadedMatter, key: str, variant: Variant) -> Iterator[Problem]:
    result, path = variant.result, ("variants", key, "result")
    if result.action != "none" and result.certificate is None:
        yield loaded.problem("certificate-needed", MATTER, *path, name=variant.name, action=result.action)
    if result.action in _ACTS_ON_ONE and variant.required_certificate is None:
        yield loaded.problem("certificate-held-needed", MATTER, *path, name=variant.name)
    if result.certificate is None or result.action not in _MAKES_A_FACE:
        return
    if loaded.face_source is None:
        yield loaded.problem("face-missing", MATTER, *path, name=variant.name)
    if result.action == "issue":
        yield from _face(loaded, key, result.certificate)


def _face(loaded: LoadedMatter, key: str, slug: str) -> Iterator[Problem]:
    """A first certificate has nothing to take over: each item of its face needs a source in this variant."""
    certificate = loaded.catalogues.certificates.get(slug)
    fields = {f"form.{field.key}" for field in loaded.form.fields(key)}
    names = fields | source_names(loaded) | {f"applicant.{item}" for item in APPLICANT}
    for item, face in certificate.face.items() if certificate else ():
        if face.source not in names and not face.source.startswith("case."):
            data = {"certificate": slug, "field": face.label, "source": face.source}
            hint = nearest(face.source, fields)
            yield loaded.problem("face-unfilled", MATTER, "variants", key, "result", hint=hint, item=item, **data)


def _unsure(loaded: LoadedMatter) -> Iterator[Problem]:
    """Facts that the public sees as 以当地公布为准. Unsure materials have their own warning."""
    for path, part in walk(loaded.matter):
        if getattr(part, "confidence", None) is Confidence.UNSURE and path[0] != "materials":
            yield loaded.problem("fact-unsure", MATTER, *path, what=_fact(loaded, path, part))


_FACTS = {
    "codes": N_("事项编码"),
    "competent_department": N_("主管部门"),
    "fee": N_("收费"),
    "statutory": N_("法定时限"),
    "promised": N_("承诺时限"),
    "result": N_("办理结果"),
    "apply_before_expiry": N_("提前申请的天数"),
}


def _fact(loaded: LoadedMatter, path: Path, part: BaseModel) -> Message:
    """What a fact is about, in words: its own, or the kind of fact, with the variant it belongs to."""
    kind = next((_FACTS[str(step)] for step in reversed(path) if step in _FACTS), None)
    words = next(
        (text for key in ("says", "question", "name") if isinstance(text := getattr(part, key, None), str)), None
    )
    what = Message(kind) if kind else Message("{words}", {"words": words or ".".join(map(str, path))})
    if path[0] != "variants":
        return what
    return Message(N_("{variant}的{what}"), {"variant": loaded.matter.variants[str(path[1])].name, "what": what})
