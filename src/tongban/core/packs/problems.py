"""What can be wrong with a pack: one table of stable codes, each with its level and its sentence.

A `Problem` always names a file and a line. Codes are part of `tongban check --json` and never change their meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tongban.core.messages import N_, Message


class Level(StrEnum):
    """error: the pack cannot be published. warning: a person should look. info: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place. `file` is relative to the pack, `line` counts from 1."""

    file: str
    line: int
    code: str
    message: Message

    @property
    def level(self) -> Level:
        """How grave it is, by the table below."""
        return CODES[self.code][0]


_E, _W, _I = Level.ERROR, Level.WARNING, Level.INFO

CODES: dict[str, tuple[Level, str]] = {
    # reading
    "missing-file": (_E, N_("缺少文件“{what}”。请按《新增事项》说明补上。")),
    "misplaced-file": (
        _E,
        N_("文件应放在 matters/<主题>/<事项>/ 下，现在的位置“{what}”读不到。请移动文件。"),
    ),
    "too-large": (
        _E,
        N_("文件太大：{size}字节，最多{limit}字节。请拆分或删去不需要的内容。"),
    ),
    "not-text": (_E, N_("文件不是 UTF-8 文本。请另存为 UTF-8 编码。")),
    "yaml-syntax": (
        _E,
        N_("YAML 写法有误：{why}。请检查这一行和上一行的缩进、引号和冒号。"),
    ),
    "yaml-duplicate-key": (
        _E,
        N_("“{key}”写了两次（第一次在第{first}行）。请只留一个。"),
    ),
    "yaml-alias": (_E, N_("不允许使用锚点和引用（& 与 *）。请把内容写全。")),
    "yaml-tag": (_E, N_("不允许使用标签“{tag}”。请去掉感叹号开头的标签。")),
    "yaml-depth": (_E, N_("层级太深，最多{limit}层。请检查缩进。")),
    "yaml-key": (
        _E,
        N_("键必须是一个词，不能是列表、映射或空。请改写这一行冒号前面的部分。"),
    ),
    "yaml-value": (_E, N_("“{value}”不是有效的{kind}。请改正。")),
    "unknown-key": (_E, N_("不认识“{key}”。{hint}")),
    "missing-key": (_E, N_("缺少必填的“{key}”。请补上。")),
    "wrong-value": (_E, N_("“{key}”的值不对：{why}。")),
    # references
    "unknown-variant": (_E, N_("没有名为“{name}”的办理情形。{hint}")),
    "unknown-law": (_E, N_("laws.yaml 里没有“{name}”。{hint}")),
    "unknown-article": (
        _E,
        N_("laws.yaml 的“{law}”没有列出第{article}条。请核对条号，或先在 laws.yaml 写明这一条的要点。"),
    ),
    "unknown-certificate": (_E, N_("certificates.yaml 里没有“{name}”。{hint}")),
    "unknown-registry": (_E, N_("registries.yaml 里没有“{name}”。{hint}")),
    "unknown-theme": (_E, N_("pack.yaml 里没有主题“{name}”。{hint}")),
    "unknown-field": (_E, N_("form.yaml 里没有字段“{name}”。{hint}")),
    "unknown-material": (_E, N_("matter.yaml 里没有材料“{name}”。{hint}")),
    "unknown-rule": (_E, N_("checks.yaml 里没有规则“{name}”。{hint}")),
    "unknown-source": (_E, N_("“{name}”不是规则语言里的名称。{hint}")),
    "unknown-item": (_E, N_("“{where}”里没有“{name}”。{hint}")),
    "unknown-question": (_E, N_("没有名为“{name}”的引导问题。{hint}")),
    "unknown-option": (_E, N_("引导问题“{question}”没有选项“{name}”。{hint}")),
    "replacement-empty": (_E, N_("材料“{name}”的 replaced_by 要写 certificate 或 registry 中的一个。请改正。")),
    "lookup-missing": (_W, N_("用到了“{name}”的登记信息，却没有在 lookups 里写明用什么去查。请补上，否则永远查不到。")),
    "reserved-name": (_E, N_("“{name}”不能作为键：{why}。请改名。")),
    "wrong-reference": (_E, N_("“{what}”应写成 field:<字段> 或 material:<材料>。")),
    "folder-name": (_E, N_("事项代号是“{name}”，文件夹却叫“{folder}”。请改成一致。")),
    "folder-theme": (_E, N_("事项的主题是“{name}”，却放在“{folder}”下。请改成一致。")),
    "repeated-id": (_E, N_("代号“{name}”用了两次（另一处在第{first}行）。请改名。")),
    "options-missing": (_E, N_("选择题“{name}”没有选项。请写出 options。")),
    "options-unexpected": (
        _W,
        N_("“{name}”不是选择题，写了的 options 不会显示。请删去，或改类型为 choice。"),
    ),
    # law
    "law-repealed": (_E, N_("《{law}》已废止，不能再作依据。请换成现行规定。")),
    "law-amended": (
        _W,
        N_("《{law}》已有修改，本包未说明读的是哪一版。请在 laws.yaml 写明 version 或 note。"),
    ),
    "citation-unsure": (
        _W,
        N_("引用《{law}》没有写条号，又标为已核。请写出条号，或把 confidence 改为 known。"),
    ),
    "law-unsure": (
        _W,
        N_("《{law}》的条文本身未核实，引用它的这一处却标为已核。请把 confidence 改为 known 或 unsure。"),
    ),
    "no-legal-basis": (_E, N_("事项没有设定依据（legal_basis）。请写明法律和条款。")),
    "promise-too-long": (
        _E,
        N_("承诺时限{promised}长于法定时限{statutory}（自{since}起）。承诺只能更短。"),
    ),
    "promise-sometimes-longer": (
        _W,
        N_(
            "承诺时限{promised}有时长于法定时限{statutory}：{since}起算时，承诺到{late}，法定到{due}。请缩短承诺，或改用同一单位。"
        ),
    ),
    "promise-not-comparable": (
        _W,
        N_("承诺时限以{promised}计，法定时限以{statutory}计，没有日历可比，请人工确认承诺不长于法定。"),
    ),
    "promise-other-start": (
        _W,
        N_("承诺时限与法定时限的起算点不同，无法比较。请改为同一起算点，或人工确认承诺不长于法定。"),
    ),
    "limit-missing": (
        _W,
        N_("办理情形“{name}”没有法定时限。没有天数时请写 amount: null，页面会显示“以当地公布为准”。"),
    ),
    "limit-without-basis": (
        _W,
        N_("法定时限写了天数却没有依据。请写 basis，或把 confidence 改为 unsure。"),
    ),
    "dates-overlap": (
        _E,
        N_("{what}在{since}有两个值同时有效。请改 from 和 to，使前一个在后一个之前结束。"),
    ),
    "dates-gap": (
        _W,
        N_("{what}从{since}到{until}没有值。请补上，或延长前一个的 to。"),
    ),
    "dates-reversed": (_E, N_("{what}的结束日期早于开始日期。请改正。")),
    # burden
    "material-no-basis": (
        _W,
        N_("材料“{name}”没有法律依据。没有依据的材料不应向群众要，请补依据或删去。"),
    ),
    "material-unsure": (
        _W,
        N_("材料“{name}”的依据未核实（confidence: unsure）。页面会标注“以当地公布为准”。"),
    ),
    "material-replaceable": (
        _W,
        N_("材料“{name}”就是本包的电子证照“{certificate}”，却没有写 replaced_by。请写上，让持证人免交。"),
    ),
    "materials-merge": (
        _W,
        N_("材料“{name}”与“{other}”证明的是同一件事（{fact}）。请合并同类项，只要其中一份。"),
    ),
    "condition-missing": (
        _E,
        N_("材料“{name}”是有条件才交的，却没有写 required_when。请写明什么情况下要交。"),
    ),
    "condition-text-missing": (
        _W,
        N_("材料“{name}”的条件只写了规则，没有给群众看的话。请写 condition_text。"),
    ),
    "condition-unexpected": (
        _E,
        N_("材料“{name}”写了 required_when，necessity 却不是 conditional。请改成一致。"),
    ),
    # wording
    "vague-wording": (
        _E,
        N_("“{word}”是兜底或含糊的说法，原句：“{sentence}”。{remedy}"),
    ),
    "soft-wording": (_W, N_("“{word}”说得不够具体，原句：“{sentence}”。{remedy}")),
    # rules
    "rule-syntax": (_E, N_("规则写法有误（第{column}列）：{why}。")),
    "rule-name": (_E, N_("规则里有不认识的名称（第{column}列）：{why}")),
    "rule-type": (_E, N_("规则的类型不对（第{column}列）：{why}。")),
    "rule-reads-absent": (
        _W,
        N_(
            "规则“{name}”用于办理情形“{variant}”，却读取了这个情形没有的字段“{field}”，结果永远是“不知道”。请限定 variants。"
        ),
    ),
    "auto-approval-undeclared": (
        _E,
        N_("办理情形“{name}”标为自动批准，checks.yaml 的 auto_approval 却没有列出它。请写明条件。"),
    ),
    "auto-approval-unmarked": (
        _E,
        N_("checks.yaml 为“{name}”写了自动批准条件，matter.yaml 却没有标 auto_approval: true。请改成一致。"),
    ),
    # papers
    "papers-no-kind": (
        _E,
        N_("documents/ 里没有一种文件对应材料“{name}”，它读不出任何内容。请在模板的 materials 里写上“{wanted}”。"),
    ),
    "papers-fact-unread": (_E, N_("对应材料“{where}”的模板都读不出“{name}”。{hint}")),
    "papers-file-missing": (_E, N_("用语规则要用的文件“{what}”不在包里。请补上。")),
    "kind-twice": (_E, N_("文件种类“{name}”在“{other}”里已经写过。请改名，或者合并成一个文件。")),
    "kind-for-nothing": (_E, N_("没有事项在 papers 里写着材料“{name}”。{hint}")),
    # examples and guidance
    "few-examples": (
        _E,
        N_("只有{count}个例子，至少要{least}个。请在 examples.yaml 补上。"),
    ),
    "variant-without-example": (
        _W,
        N_("没有例子走到办理情形“{name}”。请为它写一个例子。"),
    ),
    "variant-unreachable": (_E, N_("按引导问题怎么回答都走不到“{name}”：{why}。")),
    "variants-ambiguous": (
        _E,
        N_("同样的回答会同时走到“{name}”和“{other}”。请让它们至少有一个回答不同。"),
    ),
    "answers-nowhere": (
        _W,
        N_("回答“{answers}”走不到任何办理情形。请补一个情形，或去掉这个选项。"),
    ),
    # certificates
    "face-missing": (
        _E,
        N_("办理情形“{name}”要发证，却没有 face.typ。请写证照的版式。"),
    ),
    "face-unfilled": (
        _E,
        N_("证照“{certificate}”的照面项“{field}”取自“{source}”，本事项没有这个来源。{hint}"),
    ),
    "certificate-needed": (
        _E,
        N_("办理情形“{name}”的结果是“{action}”，却没有写 certificate。"),
    ),
    "certificate-held-needed": (
        _W,
        N_("办理情形“{name}”要处理已有的证照，却没有写 required_certificate。请写明是哪一种证照。"),
    ),
    # facts
    "fact-unsure": (_I, N_("“{what}”未核实，页面会标注“以当地公布为准”。")),
    # steps
    "no-steps": (_E, N_("办理情形“{name}”没有任何办理环节。请写 steps。")),
}


def problem(code: str, file: str, line: int, /, **data: Any) -> Problem:
    """A problem of the table. Raises KeyError for a code that the table does not hold."""
    return Problem(file, line, code, Message(CODES[code][1], data))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Without doubles, by file, line and code."""
    unique = {(p.file, p.line, p.code, p.message.render()): p for p in problems}
    return tuple(unique[key] for key in sorted(unique))


def of_level(problems: Iterable[Problem], level: Level) -> tuple[Problem, ...]:
    """Only those of one level, order kept."""
    return tuple(p for p in problems if p.level is level)
