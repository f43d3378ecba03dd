"""A mistake in a rule is told with its line and column, and with what the author probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.rules.world import DECLARED
from tongban.core.rules.declarations import Declaration
from tongban.core.rules.errors import (
    DeclarationError,
    RuleError,
    RuleSyntaxError,
    RuleTooLarge,
    UnknownFunction,
    UnknownName,
    Unsupported,
    WrongArguments,
    WrongLiteral,
    WrongType,
)
from tongban.core.rules.rule import compile_rule
from tongban.core.rules.types import ANY, BOOLEAN, TEXT

WRONG: list[tuple[str, type[RuleError], int, int, str]] = [
    ("", RuleSyntaxError, 1, 1, "规则是空的"),
    ("form.bed_count >", RuleSyntaxError, 1, 17, "没有写完"),
    ("(form.bed_count > 3", RuleSyntaxError, 1, 20, "没有写完"),
    ("form.bed_count = 3", RuleSyntaxError, 1, 16, "=="),
    ("form.bed_count > 3\n  and true", RuleSyntaxError, 2, 3, "&&"),
    ("form.bed_count > （3）", RuleSyntaxError, 1, 18, "半角的 ("),
    ("true & false", RuleSyntaxError, 1, 6, "两个符号"),
    ('form.kind == "新办', RuleSyntaxError, 1, 14, "引号"),
    ("form.kind == 新办", RuleSyntaxError, 1, 14, "引号"),
    ("form.kind\u200b == ''", RuleSyntaxError, 1, 10, "看不见"),
    ("form.kind == 'a' 'b'", RuleSyntaxError, 1, 18, "运算符"),
    ("form.bed_cuont > 3", UnknownName, 1, 1, "是不是想写 form.bed_count？"),
    ("true &&\n\n   bed_count > 3", UnknownName, 3, 4, "form.bed_count"),
    ("quite_other", UnknownName, 1, 1, "请先在事项"),
    ("form.nurses[0].aeg > 3", UnknownName, 1, 16, "是不是想写 age？"),
    ("form.nurses.all(n, m.age > 3)", UnknownName, 1, 20, "m.age"),
    ("form.nurses.all(n, true) && n.age > 3", UnknownName, 1, 29, "n.age"),
    ("form.kind.size_of() > 3", UnknownFunction, 1, 11, "size_of"),
    ("day_between(submitted_on, submitted_on) > 3", UnknownFunction, 1, 1, "是不是想写 days_between？"),
    ("days_between(submitted_on) > 3", WrongArguments, 1, 1, "要2个参数，这里有1个"),
    ("today(submitted_on) > submitted_on", WrongArguments, 1, 1, "要0个参数"),
    ("form.nurses.all(n)", WrongArguments, 1, 13, "要2个参数"),
    ("form.nurses.all(1, true)", WrongArguments, 1, 17, "变量名"),
    ("has(1 + 1)", WrongArguments, 1, 5, "known"),
    ("form.bed_count == '120'", WrongType, 1, 19, "整数不能和文字比较"),
    ("submitted_on > 20260101", WrongType, 1, 16, "日期不能和整数比较"),
    ("submitted_on + 3 > submitted_on", WrongType, 1, 1, "add_days"),
    ("form.bed_count && true", WrongType, 1, 1, "这里要是否，却是整数"),
    ("!form.kind", WrongType, 1, 2, "却是文字"),
    ("-form.kind == ''", WrongType, 1, 2, "整数或小数"),
    ("true ? 1 : 'a'", WrongType, 1, 12, "整数和文字"),
    ("[1, 'a'] == []", WrongType, 1, 5, "同一种类型"),
    ("form.kind in form.kind", WrongType, 1, 14, "列表"),
    ("1 in form.subjects", WrongType, 1, 1, "不会出现"),
    ("one_of(1, ['a'])", WrongType, 1, 8, "永远不会相等"),
    ("size(form.bed_count) > 1", WrongType, 1, 6, "文字或列表"),
    ("form.nurses.all(n, n.age)", WrongType, 1, 20, "要是否"),
    ("true < false", WrongType, 1, 1, "却是是否"),
    ("form.capital % 2 == 0", WrongType, 1, 16, "不能这样计算"),
    ("form.nurses == form.nurses", WrongType, 1, 16, "记录"),
    ("form.bed_count", WrongType, 1, 1, "这里要是否，却是整数"),
    ("date('2026-02-30') > submitted_on", WrongLiteral, 1, 6, "2026-01-31"),
    ("money('12,5') > 1", WrongLiteral, 1, 7, "12.50"),
    ("form.kind.matches('(')", WrongLiteral, 1, 19, "正则表达式"),
    ("form.kind.matches(form.address)", WrongLiteral, 1, 19, "固定"),
    ("form.kind == '\\q'", WrongLiteral, 1, 14, "转义"),
    ("form.kind == '\\ud800'", WrongLiteral, 1, 14, "转义"),
    ("form.capital > 1e5", WrongLiteral, 1, 16, "普通的数"),
    ("form.bed_count > 9223372036854775808", WrongLiteral, 1, 18, "太大"),
    ("form.kind == null", Unsupported, 1, 14, "has("),
    ("{1: 2} == {1: 2}", Unsupported, 1, 1, "{1: 2}"),
    ("form.kind == b'x'", Unsupported, 1, 14, "b'x'"),
    ("form.nurses.all(form, true)", Unsupported, 1, 17, "换一个"),
    ("form.counts.all(x, form.counts.all(x, true))", Unsupported, 1, 36, "换一个"),
    ("true || " * 251 + "true", RuleTooLarge, 1, 1, "2000"),
    ("true && " + "!" * 60 + "true", RuleTooLarge, 1, 48, "40层"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "kind", "line", "column", "words"), WRONG, ids=[each[0][:40] for each in WRONG])
def test_place_and_words(source: str, kind: type[RuleError], line: int, column: int, words: str) -> None:
    with pytest.raises(RuleError) as caught:
        compile_rule(source, DECLARED)
    error = caught.value
    assert (type(error), error.line, error.column) == (kind, line, column)
    assert words in error.render()
    assert error.render().startswith(f"规则第{line}行第{column}列：")


def test_each_kind_has_a_code_of_its_own() -> None:
    kinds = {each[1] for each in WRONG}
    assert len({kind.code for kind in kinds}) == len(kinds) == len(RuleError.__subclasses__())


GAPS = st.lists(st.sampled_from(["true && ", "\n", "  ", "'中文' == '' || ", "// 说明\n", "(1 < 2) && "]), max_size=12)


@settings(deadline=None)  # the first rule builds the parser
@given(GAPS)
def test_a_misspelt_name_is_found_wherever_it_stands(before: list[str]) -> None:
    start = "".join(before)
    with pytest.raises(UnknownName) as caught:
        compile_rule(start + "form.bed_cuont > 3", DECLARED)
    lines = (start + "form.bed_cuont").split("\n")
    assert (caught.value.line, caught.value.column) == (len(lines), len(lines[-1]) - len("form.bed_cuont") + 1)
    assert caught.value.suggestion == "form.bed_count"


@settings(deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="ab.()[]!&|<>=?:+-*/%'\"1 5,{}\\\n", max_size=80))
def test_any_text_is_a_rule_or_a_rule_error(source: str) -> None:
    found = _error(source)
    lines = source.split("\n")
    assert found is None or 1 <= found.line <= len(lines)
    assert found is None or 1 <= found.column <= len(lines[found.line - 1]) + 1
    assert found is None or found.render()


def _error(source: str) -> RuleError | None:
    try:
        compile_rule(source, DECLARED, result=ANY)
    except RuleError as error:
        return error
    return None


@pytest.mark.parametrize("name", ["", "form.床位", "form..a", "1a", "form.in", "true", "a b", "form.all"])
def test_a_name_no_rule_could_read_is_not_declared(name: str) -> None:
    with pytest.raises(DeclarationError):
        Declaration(name, TEXT)


def test_a_rule_knows_what_it_reads_and_calls() -> None:
    rule = compile_rule("has(form.kind) && size(form.kind) > 2 || form.nurses.all(n, n.age > form.bed_count)", DECLARED)
    assert rule.names == ("form.kind", "form.nurses", "form.bed_count")
    assert rule.functions == ("size",)
    assert rule.type == BOOLEAN
