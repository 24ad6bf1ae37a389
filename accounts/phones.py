"""Telephone numbers as people in China write them. Pure."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?")
SERVICE = re.compile(r"(400|800)-?\d{3}-?\d{4}")


def clean_mobile(text: str) -> str:
    """Eleven digits without country code and blanks, or ValidationError."""
    digits = _without_country(text)
    if not MOBILE.fullmatch(digits):
        raise ValidationError(_("手机号应为 11 位数字，以 1 开头，例如 13800000000。"), code="mobile")
    return digits


def clean_phone(text: str) -> str:
    """A mobile number, a landline with its area code, or a 400 number."""
    digits = _without_country(text)
    if MOBILE.fullmatch(digits):
        return digits
    number = re.sub(r"[\s()（）]+", "-", text.strip()).strip("-").replace("--", "-")
    if LANDLINE.fullmatch(number) or SERVICE.fullmatch(number):
        return number
    raise ValidationError(_("请填写 11 位手机号，或带区号的座机号，例如 023-60000000。"), code="phone")


def _without_country(text: str) -> str:
    digits = re.sub(r"[\s\-]+", "", text)
    return re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", digits)
