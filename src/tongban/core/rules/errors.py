"""What can be wrong with a rule, told when its pack is checked, with the place it stands at.

A rule never raises for reasons of data (see `values.Unknown`); everything here is the author's to mend.
"""

from __future__ import annotations

from typing import ClassVar

from tongban.core.errors import TongbanError
from tongban.core.messages import N_, Message


class RuleError(TongbanError):
    """A rule that cannot be used. `line` and `column` count from 1, in characters of the rule's own text.

    `suggestion` is the nearest known name, or empty. The linter adds the file and the line of the rule.
    """

    code: ClassVar[str] = "rule_error"
    sentence = N_("规则第{line}行第{column}列：{why}")

    def __init__(self, why: Message, *, line: int, column: int, suggestion: str = "") -> None:
        self.line = line
        self.column = column
        self.suggestion = suggestion
        super().__init__(line=line, column=column, why=why, suggestion=suggestion)


class RuleSyntaxError(RuleError):
    """The text is not an expression of the rule language."""

    code = "rule_syntax"


class UnknownName(RuleError):
    """A name, or a field of a record, that the matter does not declare."""

    code = "rule_unknown_name"


class UnknownFunction(RuleError):
    """A function that is not in the table handed to the compiler."""

    code = "rule_unknown_function"


class WrongArguments(RuleError):
    """A function called with the wrong number of arguments."""

    code = "rule_wrong_arguments"


class WrongType(RuleError):
    """Values of kinds that cannot go together: a date compared with a number."""

    code = "rule_wrong_type"


class WrongLiteral(RuleError):
    """A fixed value that is not what it claims to be: 30 February, a broken pattern."""

    code = "rule_wrong_literal"


class Unsupported(RuleError):
    """CEL knows it, the rule language of matters does not."""

    code = "rule_unsupported"


class RuleTooLarge(RuleError):
    """Longer or more deeply nested than a person can check."""

    code = "rule_too_large"


class DeclarationError(TongbanError):
    """A name that cannot be declared, because no rule could ever read it."""

    code = "rule_declaration"
    sentence = N_("名称“{name}”不能在规则中使用：{why}")

    def __init__(self, name: str, why: Message) -> None:
        super().__init__(name=name, why=why)
