"""The unified social credit code (GB 32100-2015): cleaned, checked, and what to do when it is wrong.

Digits 3–8 name the district of first registration. They stay as they are when districts merge, so they
are never compared with today's districts. Pure: no ORM.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

Kind = Literal["length", "format", "checksum", "needs_staff"]

LENGTH = 18
CHARSET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Registration authorities that GB 32100 writes as letters and the checking library does not know.
LETTER_AUTHORITIES = "ANY"
GB11714_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
# Only a suggestion for the form: a firm of any kind may hold any code.
KIND_BY_PREFIX = {
    "31": "law_firm",
    "51": "service_body",
    "52": "service_body",
    "12": "institute",
    "9": "enterprise",
}


@dataclass
class CodeProblem(Exception):
    """Why a code was not taken, as a sentence that says what to do; `code` is what was understood."""

    kind: Kind
    message: str
    code: str = ""

    def __str__(self) -> str:
        return self.message


def normalised(text: str) -> str:
    """Half width, upper case, without the blanks and dashes that copying brings along."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff\-‐-―_.·]+", "", folded)


def clean(text: str) -> str:
    """The code as it is stored, or CodeProblem."""
    code = normalised(text)
    _require_length(code)
    _require_format(code)
    try:
        return uscc.validate(code)
    except InvalidChecksum:
        raise _checksum(code) from None
    except ValidationError:
        raise _beyond_the_library(code) from None


def inner_warning(code: str) -> str | None:
    """The organisation code inside (positions 9–17, GB 11714) has its own check; wrong is a warning only."""
    body, given = code[8:16], code[16:17]
    total = sum(weight * int(char, 36) for weight, char in zip(GB11714_WEIGHTS, body, strict=True))
    remainder = 11 - total % 11
    if given == {10: "X", 11: "0"}.get(remainder, str(remainder)):
        return None
    return _(
        "代码第 9 至 17 位（组织机构代码）的校验位与编码规则不符。"
        "请对照营业执照或登记证书核对；核对无误的，不影响提交。"
    )


def suggested_kind(code: str) -> str | None:
    return KIND_BY_PREFIX.get(code[:2]) or KIND_BY_PREFIX.get(code[:1])


def _require_length(code: str) -> None:
    if not code:
        raise CodeProblem("length", _("请填写统一社会信用代码，共 18 位，见营业执照或登记证书。"))
    if len(code) != LENGTH:
        raise CodeProblem(
            "length",
            _("统一社会信用代码应为 18 位，您填写了 %(count)s 位。请对照营业执照或登记证书改正。")
            % {"count": len(code)},
            code,
        )


def _require_format(code: str) -> None:
    wrong = "、".join(dict.fromkeys(char for char in code if char not in CHARSET))
    if wrong:
        raise CodeProblem(
            "format",
            _(
                "代码中不使用 %(characters)s。"
                "字母 I、O、S、V、Z 常为数字 1、0、5、2 的误写，请对照营业执照或登记证书改正。"
            )
            % {"characters": wrong},
            code,
        )
    authority = code[0].isdigit() or code[0] in LETTER_AUTHORITIES
    if not (authority and code[1:8].isdigit()):
        raise CodeProblem("format", _("代码第 2 至 8 位应全为数字，请对照营业执照或登记证书改正。"), code)


def check_digit_fits(code: str) -> bool:
    """Also for the codes beginning with a letter, which the library does not read."""
    return bool(uscc.calc_check_digit(code[:-1]) == code[-1])


def _beyond_the_library(code: str) -> CodeProblem:
    """Staff decide about these codes even where the check digit is off: nobody's tool can read them yet."""
    if check_digit_fits(code):
        message = _("以 %(letter)s 开头的代码需要秘书处人工核实。请提交核实申请，通过后即可继续。")
    else:
        message = _(
            "以 %(letter)s 开头的代码需要秘书处人工核实，且校验位不符。"
            "请先对照登记证书核对，确认无误后提交核实申请。"
        )
    return CodeProblem("needs_staff", message % {"letter": code[0]}, code)


def _checksum(code: str) -> CodeProblem:
    return CodeProblem(
        "checksum",
        _("代码的校验位不符，可能有一位填错或两位颠倒。请对照营业执照或登记证书逐位核对。"),
        code,
    )
