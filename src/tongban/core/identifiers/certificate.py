"""The identifier of an electronic certificate (GB/T 36904-2018), check character by ISO/IEC 7064 MOD 37,36."""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_37_36

from tongban.core.identifiers.checked import WRONG_CHECK, Checked, refused, tidy, unreadable
from tongban.core.identifiers.credit_code import check_uscc
from tongban.core.messages import N_, Message

ROOT = "1.2.156.3005.2"
_PARTS = re.compile(r"([0-9A-Z]{21})\.([0-9A-Z]{18})\.([0-9A-Z]{1,32})\.([0-9]{3})\.([0-9A-Z])")


def check_certificate_id(value: str) -> Checked:
    """Whether `value` can be the identifier of an electronic certificate, root and dots included.

    Finds every single wrong character after the root. The codes of the type's owner and of the issuer are unified
    social credit codes; where they are not, that is a note, because such identifiers are in use.
    """
    text = tidy(value, drop=" ")
    if problem := unreadable(text):
        return refused(text, problem)
    if not text.startswith(ROOT + "."):
        return refused(text, Message(N_("应以{root}开头，各段之间用点分隔"), {"root": ROOT}))
    match = _PARTS.fullmatch(text[len(ROOT) + 1 :])
    if not match:
        return refused(text, Message(N_("应依次为类型代码21位、颁发机构代码18位、流水号、版本号3位、校验位1位")))
    kind, issuer, serial, version, check = match.groups()
    parts = {
        "root": ROOT, "type": kind, "type_owner": kind[:18], "issuer": issuer, "serial": serial,
        "version": version, "check": check,
    }  # fmt: skip
    if check != _check_character(kind, issuer, serial, version):
        return refused(text, WRONG_CHECK, parts)
    return Checked(True, text, parts, notes=_notes(kind[:18], issuer))


def build_certificate_identifier(*, type_code: str, issuer: str, serial: str, version: int = 1) -> str:
    """The identifier of a certificate: `type_code` 21 characters, `issuer` 18, `serial` 1 to 32 digits or capitals.

    `version` counts from 1 with every re-issue, up to 999. Raises ValueError for parts that do not fit: they come from
    packs and sequences, not from people.
    """
    number = f"{version:03d}"
    text = f"{type_code}.{issuer}.{serial}.{number}.0"
    if not _PARTS.fullmatch(text) or version < 1:
        raise ValueError("type_code needs 21, issuer 18, serial 1 to 32 digits or capitals, version 1 to 999")
    return f"{ROOT}.{text[:-1]}{_check_character(type_code, issuer, serial, number)}"


def _check_character(*pieces: str) -> str:
    return str(mod_37_36.calc_check_digit("".join(pieces)))


def _notes(type_owner: str, issuer: str) -> tuple[Message, ...]:
    notes = []
    if not check_uscc(type_owner).valid:
        notes.append(Message(N_("证照类型所属机构的代码不是有效的统一社会信用代码")))
    if not check_uscc(issuer).valid:
        notes.append(Message(N_("颁发机构的代码不是有效的统一社会信用代码")))
    return tuple(notes)
