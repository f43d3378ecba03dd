"""Which characters of a clause are explained by the eight allowed kinds, and which are left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from tongban.prereview.wording.lexicon import WordingPack, find
from tongban.prereview.wording.normal import alike, is_word, normal, words
from tongban.prereview.wording.vocabulary import Stock

_PHONE = (
    r"(?:\(?0\d{2,3}\)?[-·]?)?\d{7,8}(?:[-转]\d{1,6})?|1[3-9]\d[-·]?\d{4}[-·]?\d{4}|[48]00[-·]?\d{3,4}[-·]?\d{3,4}|120"
)
_CLOCK = r"\d{1,2}[:.点时h]\d{0,2}分?半?|\d{1,2}[-至到]\d{1,2}点|24(?:小时|h|H)?|[二两一三四五六七八九十]+(?:小时|点半?|个?小时)"
_BEDS = r"\d{1,5}(?:张|个|台|床)?(?:床位|病床|牙椅|床)?|[零〇一二三四五六七八九十百千无]+张"
_NAME_TAIL = re.compile(
    r"(医院|门诊部|诊所|卫生院|卫生室|卫生所|医务室|服务中心|服务站|保健院|保健所|护理院|疗养院|急救中心|急救站|检验中心|"
    r"检验所|体检中心|透析中心|医学中心|医疗中心|康复中心|防治院|防治所|防治站|分院|病院|医美中心|实验室|卫生站|美容院)$"
)
_ADDRESS = re.compile(
    r"(省|市|区|县|州|路|街|道|巷|镇|乡|村|号|楼|幢|栋|层|段|弄|大厦|广场|小区|园|里|桥|口|组|室|座|期)"
)
_DUTY = re.compile(
    r"(法律)?责任|《[^》]*》|\([^()]*(?:办法|法)\)|有效期"
    r"|(?:不得|禁止|不应|不能|严禁|不可)(?:出现|含有|使用|包含|涉及|宣传|夸大)[^。！？!?]*"
)  # what a form's own sentences say that an advertisement must not
_WARD = re.compile(r"\((?:仅|限|含|设)?(?:门诊|急诊|住院|病房|门诊部)?\)?$")  # 内科(门诊)
_LEAST_OF_A_MARK = 4  # characters of a watermark cut off at the edge
_SLIPS = 0.25  # of the characters of a watermark, small and pale as it is
_NUMERALS = "0123456789零〇一二三四五六七八九十百千"
_LOOKS_LIKE_DEPARTMENT = re.compile(r"[\u4e00-\u9fffA-Z]{1,8}(科|专业|科室|门诊)")
_DISTRICT = re.compile(r"^[\u4e00-\u9fff]{1,10}(省|市|区|县|州|镇|乡)")
_STREET_NUMBER = re.compile(
    r"(路|街|道|巷|弄|里|段|村|组|镇|胡同|坊)[\u4e00-\u9fff]{0,3}[\dA-Za-z零一二三四五六七八九十甲乙丙]+(号|组|栋|幢|社|段)?"
)


@dataclass(frozen=True)
class Declared:
    """What form and licence say, in any spelling; each kind may hold several values. Empty where unknown."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    def normalised(self) -> Declared:
        """The same with every value in normal form and without the empty ones."""
        return Declared(*(_clean(values) for values in vars(self).values()))


@dataclass
class Cover:
    """A clause in normal form and, for each character, whether an allowed kind explains it."""

    text: str
    mask: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        self.mask = [not is_word(character) for character in self.text]

    def put(self, start: int, end: int) -> None:
        """Mark a span as explained."""
        self.mask[start:end] = [True] * (end - start)

    def put_all(self, pattern: re.Pattern[str]) -> bool:
        """Mark every match of `pattern`; True when there was one."""
        found = False
        for match in pattern.finditer(self.text):
            if match.end() > match.start():
                self.put(match.start(), match.end())
                found = True
        return found

    def put_each(self, patterns: Iterable[re.Pattern[str]]) -> None:
        """Mark every match of each pattern: a short one that comes first does not hide a long one."""
        for pattern in patterns:
            self.put_all(pattern)

    def left_over(self) -> str:
        """The characters that no allowed kind explains, in order."""
        return "".join(character for character, covered in zip(self.text, self.mask, strict=True) if not covered)

    def masked(self) -> str:
        """The clause with every explained run replaced by one space: what patterns and model get to see."""
        kept = "".join(
            character if not covered or not is_word(character) else " "
            for character, covered in zip(self.text, self.mask, strict=True)
        )
        return re.sub(r" +", " ", kept).strip()


def _clean(values: Iterable[str]) -> tuple[str, ...]:
    found = {normal(value) for value in values if value}
    return tuple(sorted((value for value in found if len(value) >= 2 or value.isdigit()), key=len, reverse=True))


def address_forms(address: str) -> list[str]:
    """The address as declared, and without the leading province, or province and city."""
    forms = [address]
    for cut in (
        r"^[\u4e00-\u9fff]{2,7}?(省|自治区)",
        r"^([\u4e00-\u9fff]{2,7}?(省|自治区))?[\u4e00-\u9fff]{2,6}?(市|州)",
    ):
        shorter = re.sub(cut, "", address)
        if len(shorter) >= 4 and shorter not in forms:
            forms.append(shorter)
    return forms


def cover_value(cover: Cover, value: str, *, least: float = 0.8) -> bool:
    """Cover `value` where it stands in the clause, exactly or with a few misread characters.

    `least` is the share of the value that must be found, in order, inside a window hardly longer than the value.
    """
    if not value:
        return False
    start = cover.text.find(value)
    if start >= 0:
        while start >= 0:
            cover.put(start, start + len(value))
            start = cover.text.find(value, start + len(value))
        return True
    if len(value) < 4:
        return False
    blocks = SequenceMatcher(None, value, cover.text, autojunk=False).get_matching_blocks()
    blocks = [block for block in blocks if block.size >= min(2, len(value))]
    if not blocks:
        return False
    first, last = blocks[0], blocks[-1]
    begin, end = first.b - first.a, last.b + last.size + (len(value) - last.a - last.size)
    begin, end = max(begin, 0), min(end, len(cover.text))
    matched = sum(block.size for block in blocks)
    if matched < least * len(value) or end - begin > len(value) + 2:
        return False
    cover.put(begin, end)
    return True


def cover_part(cover: Cover, value: str) -> bool:
    """Cover the whole clause when it is a piece of `value` (a wrapped line), at least two characters long."""
    piece = words(cover.text)
    whole = words(value)
    if len(piece) < 2 or len(piece) >= len(whole) + 2:
        return False
    blocks = SequenceMatcher(None, whole, piece, autojunk=False).get_matching_blocks()
    matched = sum(block.size for block in blocks if block.size >= 2)
    if piece in whole or (len(piece) >= 6 and matched >= 0.85 * len(piece)):
        cover.put(0, len(cover.text))
        return True
    return False


@lru_cache(maxsize=8)
def _alternatives(options: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(options, key=len, reverse=True)))


class Explainer:
    """Explains clauses for one advertisement: the pack's words and this applicant's declared facts."""

    def __init__(
        self, pack: WordingPack, departments: Sequence[str], declared: Declared, *, script: bool = False
    ) -> None:
        self._pack = pack
        self._vocabularies = tuple(each for each in pack.vocabularies if script or not each.scripts_only)
        self._known = _clean([*departments, *declared.departments])
        self._known_words = tuple(words(name) for name in self._known)
        self._declared = declared.normalised()
        allowed = pack.allowed
        self._hours = re.compile("|".join([_CLOCK, *sorted(allowed.hour_words, key=len, reverse=True), r"\d{1,2}月"]))
        self._furniture = tuple(re.compile(pattern) for pattern in pack.furniture)
        self._statements = re.compile("|".join(f"(?:{pattern})" for pattern in pack.statements) or "(?!)")
        self._scenes = tuple(re.compile(pattern) for pattern in pack.scenes)
        self._connectives = _alternatives(allowed.connectives)
        self._labels = {kind: _alternatives(tuple(map(normal, labels))) for kind, labels in allowed.labels.items()}
        self._marks = tuple(map(words, pack.watermarks))
        self._facts = Stock([*self._fact_words(), *_NUMERALS])

    def _fact_words(self) -> Iterable[str]:
        """The words of a sentence that says one of the eight kinds: labels, their values, and what links them."""
        allowed = self._pack.allowed
        labels = (words(label) for kind, of_kind in allowed.labels.items() if kind != "admin" for label in of_kind)
        days = (f"{week}{day}" for week in ("周", "星期", "礼拜") for day in "一二三四五六日天末")
        return (*labels, *days, *allowed.ownership, *allowed.categories, *self._known_words, *allowed.connectives,
                *allowed.hour_words)  # fmt: skip

    def explain(self, clause: str, kind: str | None = None) -> Cover:
        """The clause (already normal) covered by furniture, declared values and the grammar of its `kind`.

        `kind` is the label the clause stands under, or None. Order matters: whole values first, small words last.
        """
        cover = Cover(clause)
        if self.is_statement(clause):
            cover.put(0, len(clause))
            return cover
        self._cover_declared(cover)
        if self._made_of_known_words(cover) or self._is_watermark(words(clause)):
            cover.put(0, len(clause))
            return cover
        cover.put_each(self._furniture)
        grammar = {
            "name": self._as_name,
            "address": self._as_address,
            "departments": self._as_labelled_departments,
            "hours": self._as_hours,
            "phone": self._as_phone,
            "beds": self._as_beds,
            "ownership": self._as_words(self._pack.allowed.ownership),
            "category": self._as_words(self._pack.allowed.categories),
        }
        if kind in grammar:
            grammar[kind](cover)
            self._small_words(cover)
        if words(cover.left_over()):
            self._unlabelled(cover)
        self._small_words(cover)
        return cover

    def _made_of_known_words(self, cover: Cover) -> bool:
        """Whether what the declared values leave over is made of the words of one vocabulary, or only states facts."""
        rest = cover.masked()
        if any(vocabulary.explains(cover.text, rest) for vocabulary in self._vocabularies):
            return True
        if not self._facts.makes(rest):
            return False
        named = Cover(rest)
        for name in self._known:  # so that 皮肤病专业 is no disease
            _cover_plain(named, name)
        return self._says_nothing(named.masked())

    def _is_watermark(self, text: str) -> bool:
        """Whether `text` is a watermark of a copy, read with slips or cut off at its edge."""
        return len(text) >= _LEAST_OF_A_MARK and any(
            text in mark or (len(text) >= 0.5 * len(mark) and len(text) <= len(mark) + 2
                             and _matched(text, mark) >= (1 - _SLIPS) * len(text))
            for mark in self._marks
        )  # fmt: skip

    def is_statement(self, clause: str) -> bool:
        """A sentence by which a form speaks of itself, with no claim in it."""
        return bool(self._statements.fullmatch(clause)) and self._says_nothing(_DUTY.sub("", clause))

    def is_scene(self, clause: str) -> bool:
        """A description of a picture that says nothing of its own (门头外景, 片尾字幕 …)."""
        return len(words(self.explain(clause).left_over())) <= 1

    def _cover_declared(self, cover: Cover) -> None:
        for name in self._declared.names:
            cover_value(cover, name)
        for address in self._declared.addresses:
            any(cover_value(cover, form) for form in address_forms(address))
        for value in (*self._declared.hours, *self._declared.phones):
            cover_value(cover, value, least=0.9)
        for value in self._declared.other:
            if words(cover.text) == words(value):
                cover.put(0, len(cover.text))

    def _as_name(self, cover: Cover) -> None:
        rest = cover.left_over()
        if _NAME_TAIL.search(rest) and len(rest) <= 40 and self._says_nothing(rest):
            cover.put(0, len(cover.text))
            return
        self._pieces(cover, self._declared.names)

    def _as_address(self, cover: Cover) -> None:
        if self._pieces(cover, self._declared.addresses):
            return
        rest = cover.left_over()
        marks = len(_ADDRESS.findall(rest))
        if marks and self._says_nothing(rest) and len(rest) <= 6 * marks + 6 and (marks >= 2 or len(rest) <= 8):
            cover.put(0, len(cover.text))

    def _says_nothing(self, rest: str) -> bool:
        """No pattern of the pack shows in what the declared values leave over."""
        return find(self._pack, rest) is None

    def _pieces(self, cover: Cover, values: Iterable[str]) -> bool:
        return any(cover_part(cover, value) for value in values)

    def _as_labelled_departments(self, cover: Cover) -> None:
        """Under its label, a name the list does not know may still be a department; another rule looks at the scope."""
        self._as_departments(cover)
        for match in re.finditer(r"[^,;、/\\|·.。+&]+", cover.text):
            item = words(match.group())
            if _LOOKS_LIKE_DEPARTMENT.fullmatch(item) and find(self._pack, item) is None:
                cover.put(match.start(), match.end())

    def _as_departments(self, cover: Cover) -> None:
        for name in self._known:
            if "、" in name:  # 临床体液、血液专业 is one
                _cover_plain(cover, name)
        for match in re.finditer(r"[^,;、/\\|·.。+&]+", cover.text):
            item = words(match.group())
            bare = _WARD.sub("", match.group())
            if not item or self._is_department(item) or self._is_department(words(bare)):
                cover.put(match.start(), match.end())
                continue
            inner = Cover(match.group())
            inner.mask = cover.mask[match.start() : match.end()]
            for name in self._known:
                if len(name) >= 2:
                    _cover_plain(inner, name)
            if len(inner.left_over()) <= 1 or self._is_connective(inner.left_over()):
                cover.put(match.start(), match.end())
        if self._says_nothing(cover.masked()):
            self._pieces(cover, ["".join(self._declared.departments)])

    def _is_connective(self, rest: str) -> bool:
        trial = Cover(rest)
        trial.put_all(self._connectives)
        return not trial.left_over()

    def _is_department(self, item: str) -> bool:
        if item in self._known_words or item in ("专业", "科"):
            return True
        if any(
            item.startswith(name) and item[len(name) :] in ("门诊", "专业", "仅门诊", "限门诊")
            for name in self._known_words
        ):
            return True
        return len(item) >= 4 and any(
            alike(item, name) >= 0.8 for name in self._known_words if abs(len(name) - len(item)) <= 1
        )

    def _as_hours(self, cover: Cover) -> None:
        cover.put_all(self._hours)
        for match in re.finditer(r"\d{1,4}", cover.text):
            cover.put(match.start(), match.end())

    def _as_phone(self, cover: Cover) -> None:
        cover.put_all(re.compile(_PHONE))
        cover.put_all(
            re.compile(r"\d{3,}|24小时|\(?(总机|急诊|门诊|转|夜间|白天|手机|座机|固话|固定电话|挂号|导诊台)\)?")
        )

    def _as_beds(self, cover: Cover) -> None:
        cover.put_all(re.compile(_BEDS))
        cover.put_all(re.compile(r"床位|病床|牙椅|观察床|张|零|无|未设|不设置?(住院)?"))

    def _as_words(self, options: tuple[str, ...]) -> Callable[[Cover], None]:
        def cover_words(cover: Cover) -> None:
            cover.put_all(_alternatives(options))

        return cover_words

    def _unlabelled(self, cover: Cover) -> None:
        """A clause without a label: only what stands by itself as one of the kinds."""
        text = words(cover.text)
        silent = self._says_nothing(cover.masked())
        if len(text) >= 4 and silent and cover_part(cover, "".join(self._declared.departments)):
            return
        if len(text) >= 4 and self._pieces(cover, (*self._declared.addresses, *self._declared.names)):
            return
        self._whole(cover, self._as_departments, "departments")
        self._whole(cover, self._as_hours, "hours")
        self._whole(cover, self._as_phone, "phone")
        if re.search(r"床|牙椅", cover.text):
            self._whole(cover, self._as_beds, "beds")
        self._whole(cover, self._as_words(self._pack.allowed.ownership), "ownership")
        self._whole(cover, self._as_words(self._pack.allowed.categories), "category")
        self._whole(cover, self._as_scene, "")
        if silent:
            self._whole(cover, self._as_several, "")
        if silent and _DISTRICT.search(text) and _STREET_NUMBER.search(text) and len(text) <= 60:
            for match in _STREET_NUMBER.finditer(cover.text):
                cover.put(0, match.end())
                break

    def _as_scene(self, cover: Cover) -> None:
        cover.put_each(self._scenes)
        for labels in self._labels.values():
            cover.put_all(labels)

    def _as_several(self, cover: Cover) -> None:
        """Several kinds in one clause: 本院为私人所有制皮肤病医院，核定床位96张."""
        for name in sorted(self._known, key=len, reverse=True):
            if len(name) >= 2:
                _cover_plain(cover, name)
        for labels in self._labels.values():
            cover.put_all(labels)
        for options in (self._pack.allowed.ownership, self._pack.allowed.categories):
            cover.put_all(_alternatives(options))
        self._as_phone(cover)
        self._as_beds(cover)
        self._as_hours(cover)

    def _whole(self, cover: Cover, grammar: Callable[[Cover], None], kind: str) -> None:
        """Apply a grammar only when it explains the clause to the end: half an hour is no opening time."""
        trial = Cover(cover.text)
        trial.mask = list(cover.mask)
        if kind:
            trial.put_all(self._labels[kind])
        grammar(trial)
        self._small_words(trial)
        if not words(trial.left_over()):
            cover.mask = trial.mask

    def _small_words(self, cover: Cover) -> None:
        """Connectives between explained runs; never the only thing in a clause that says more."""
        rest = words(cover.left_over())
        if not rest:
            return
        trial = Cover(cover.left_over())
        trial.put_each(self._furniture)
        trial.put_all(self._connectives)
        if len(words(trial.left_over())) == 0:
            cover.put(0, len(cover.text))


def _matched(text: str, other: str) -> int:
    """How many characters of `text` stand in `other`, in order."""
    return sum(block.size for block in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks())


def _cover_plain(cover: Cover, value: str) -> None:
    start = cover.text.find(value)
    while start >= 0:
        cover.put(start, start + len(value))
        start = cover.text.find(value, start + len(value))
