"""From text to a syntax tree: the grammar of cel-python, run by lark, with a place for every mistake.

Only the grammar file of cel-python is read. Its package is not imported: that costs 150 ms and a time-zone library
in every process, and its own parser gives ``true`` and ``false`` no position.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from tongban.core.messages import N_, Message
from tongban.core.rules.errors import RuleSyntaxError, RuleTooLarge, WrongLiteral

MAX_LENGTH = 2_000
_FULL_WIDTH: Mapping[str, str] = {
    "（": "(", "）": ")", "【": "[", "】": "]", "，": ",", "。": ".", "：": ":", "！": "!", "？": "?",
    "＆": "&", "｜": "|",
    "＝": "=", "＜": "<", "＞": ">", "≥": ">=", "≤": "<=", "≠": "!=", "＋": "+", "－": "-", "×": "*", "÷": "/",
    "“": '"', "”": '"', "‘": "'", "’": "'",
}  # fmt: skip
_WORDS: Mapping[str, str] = {"and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!", "is": "=="}
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|(.?))", re.DOTALL)


@cache
def _parser() -> Lark:
    found = find_spec("celpy")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("cel-python is not installed", name="celpy")
    grammar = (Path(found.origin).parent / "cel.lark").read_text(encoding="utf-8")
    return Lark(
        grammar, parser="lalr", start="expr", g_regex_flags=re.M, lexer_callbacks={"IDENT": _true_or_false},
        propagate_positions=True, maybe_placeholders=False, priority="invert",
    )  # fmt: skip


def _true_or_false(token: Token) -> Token:
    return Token.new_borrow_pos("BOOL_LIT", token.value, token) if token.value in ("true", "false") else token


def parse(source: str) -> Tree[Token]:
    """The syntax tree of a rule. Raises RuleTooLarge above 2,000 characters, RuleSyntaxError with its place."""
    if len(source) > MAX_LENGTH:
        why = Message(
            N_("共{length}个字符，一条规则最多{limit}个。请拆成几条"), {"length": len(source), "limit": MAX_LENGTH}
        )
        raise RuleTooLarge(why, line=1, column=1)
    try:
        return _parser().parse(source)
    except UnexpectedInput as error:
        raise _explained(source, error) from None


def place(source: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character offset."""
    before = source[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _explained(source: str, error: UnexpectedInput) -> RuleSyntaxError:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        line, column = place(source, len(source.rstrip()))
        text = N_("这里还没有写完，缺少后半部分或右括号") if source.strip() else N_("规则是空的，请写出要检查的条件")
        return RuleSyntaxError(Message(text), line=line, column=column)
    line, column = place(source, error.pos_in_stream or 0)
    if isinstance(error, UnexpectedCharacters):
        return RuleSyntaxError(_about_character(source, error.pos_in_stream or 0), line=line, column=column)
    text = str(error.token) if isinstance(error, UnexpectedToken) else ""
    return RuleSyntaxError(_about_word(text), line=line, column=column)


def _about_character(source: str, offset: int) -> Message:
    character = source[offset]
    if character in _FULL_WIDTH:
        data = {"found": character, "wanted": _FULL_WIDTH[character]}
        return Message(N_("这里的“{found}”是全角或特殊符号，请改为半角的 {wanted}"), data)
    if character in "\"'":
        return Message(N_("这段文字的引号没有成对，请补上右引号"))
    if character == "=":
        return Message(N_("判断相等请写两个等号 =="))
    if character in "&|":
        return Message(N_("“并且”写作 &&，“或者”写作 ||，都是两个符号"))
    if not character.isprintable():
        return Message(N_("这里有看不见的字符，请删去后重新输入"))
    if ord(character) > 127:
        return Message(N_("名称和函数用英文书写，中文要放在引号里：这里的“{found}”不在引号中"), {"found": character})
    return Message(N_("这里的“{found}”不是规则语言的符号"), {"found": character})


def _about_word(text: str) -> Message:
    if text in _WORDS:
        return Message(N_("请把“{found}”改写为 {wanted}"), {"found": text, "wanted": _WORDS[text]})
    return Message(N_("没有料到这里是“{found}”，请检查前面是否缺少运算符、逗号或括号"), {"found": text})


def text_of(token: Token) -> str:
    """The text a quoted literal stands for. Raises WrongLiteral on an escape that CEL does not know."""
    literal = str(token)
    raw = literal[0] in "rR"
    body = literal[1:] if raw else literal
    quotes = 3 if token.type == "MLSTRING_LIT" else 1
    body = body[quotes:-quotes]
    return body if raw else _ESCAPE.sub(lambda found: _unescaped(found, token), body)


def _unescaped(found: re.Match[str], token: Token) -> str:
    short, long, hexadecimal, octal, character = found.groups()
    digits = short or long or hexadecimal
    if digits or octal:
        code = int(digits, 16) if digits else int(octal, 8)
        if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code != 0:
            return chr(code)
    elif character in _ESCAPES:
        return _ESCAPES[character]
    elif character and character in "\"'`?\\":
        return str(character)
    why = Message(N_("文字中的“{found}”不是有效的转义，反斜杠本身请写两个"), {"found": found.group()})
    raise WrongLiteral(why, line=token.line or 1, column=token.column or 1)
