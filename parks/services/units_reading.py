"""Units in a workbook: each cell judged by itself, and what is wrong told with its row and column."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from casework.refusals import FileRefused
from parks import workbooks
from parks.models import Use

COLUMNS: dict[str, Promise] = {
    "building": gettext_lazy("楼栋"),
    "floor": gettext_lazy("楼层"),
    "code": gettext_lazy("单元号"),
    "area": gettext_lazy("面积（㎡）"),
    "use": gettext_lazy("用途"),
    "rent": gettext_lazy("租金（元/㎡·月）"),
    "load": gettext_lazy("楼面荷载（kN/㎡）"),
    "height": gettext_lazy("层高（m）"),
    "power": gettext_lazy("用电容量（kVA）"),
    "available_from": gettext_lazy("可用日期"),
    "is_withheld": gettext_lazy("暂不招租"),
    "note": gettext_lazy("说明"),
}
NEEDED = ("building", "floor", "code", "area", "use")
# The longest text of each column that holds text.
LONGEST = {"building": 40, "code": 20, "note": 200}
DIGITS = {"area": 7, "rent": 6, "load": 4, "height": 3, "power": 6}
LANGUAGES = ("zh-hans", "en")

Values = dict[str, str]


class WrongCell(ValueError):
    """What is wrong with one cell, as a sentence without its address."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the workbook: its values as text, or what is wrong with it."""

    number: int
    values: Values = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read(stream: IO[bytes]) -> list[Line]:
    """The lines of the workbook, each cell judged by itself; raises `FileRefused` for the file as a whole."""
    rows = workbooks.read(stream)
    if len(rows) < 2:
        raise FileRefused(_("工作表中没有单元。第一行为表头，从第二行起每行填写一个单元。"))
    names = _head(rows[0])
    lines = [_line(number, names, row) for number, row in enumerate(rows[1:], start=2)]
    return [line for line in lines if line.values or line.problems]


def _head(row: Sequence[Any]) -> list[str]:
    """The column's name in either language; without its unit too."""
    known = {}
    for language in LANGUAGES:
        with override(language):
            for name, label in COLUMNS.items():
                known[_bare(str(label))] = name
    names: list[str] = []
    for cell in row:
        text = "" if cell is None else str(cell).strip()
        name = known.get(_bare(text), "")
        if not text:
            names.append("")
        elif not name:
            raise FileRefused(_("无法识别“%(column)s”列。请使用模板文件中的列名。") % {"column": text[:40]})
        elif name in names:
            raise FileRefused(_("“%(column)s”列重复，请只保留一列。") % {"column": text[:40]})
        else:
            names.append(name)
    for needed in NEEDED:
        if needed not in names:
            raise FileRefused(_("缺少“%(column)s”列。请使用模板文件中的列名。") % {"column": COLUMNS[needed]})
    return names


def _bare(label: str) -> str:
    return label.replace("(", "（").partition("（")[0].strip().lower()


def _line(number: int, names: Sequence[str], row: Sequence[Any]) -> Line:
    padded = [*row, *[None] * len(names)]
    cells = {name: value for name, value in zip(names, padded, strict=False) if name}
    line = Line(number)
    if all(value is None or str(value).strip() == "" for value in cells.values()):
        return line
    for name, value in cells.items():
        try:
            line.values[name] = _value(name, value)
        except WrongCell as wrong:
            line.problems.append(address(number, name, str(wrong)))
    return line


def address(number: int, name: str, sentence: str) -> str:
    column = str(COLUMNS[name]).partition("（")[0].partition(" (")[0]
    return _("第 %(row)s 行 %(column)s：%(sentence)s") % {
        "row": number, "column": column, "sentence": sentence,
    }  # fmt: skip


def _value(name: str, cell: Any) -> str:
    """The cell as text in the one form that is compared and kept; raises `WrongCell`."""
    text = _text(cell)
    if not text:
        if name in NEEDED:
            raise WrongCell(_("请填写此项。"))
        return ""
    match name:
        case "floor":
            return _floor(text)
        case "use":
            return _use(text)
        case "available_from":
            return _day(cell, text)
        case "is_withheld":
            return _yes(text)
        case _ if name in DIGITS:
            return _amount(name, text)
    limit = LONGEST[name]
    if len(text) > limit:
        raise WrongCell(_("最多 %(limit)s 个字，请精简。") % {"limit": limit})
    return text


def _text(cell: Any) -> str:
    """301 stays 301, whether it was typed as text or as a number."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    # On one line, as a form's field gives it.
    text = " ".join(str(cell).split())
    # What our own lists have put before a text that would run.
    return text[1:] if text[:1] == "'" and text[1:2] in workbooks.RUNS else text


def _floor(text: str) -> str:
    try:
        floor = int(text)
    except ValueError:
        raise WrongCell(_("请填写整数，地面层填 1，地下一层填 -1。")) from None
    if floor == 0 or not -20 <= floor <= 200:
        raise WrongCell(_("请填写 -20 至 200 之间的整数，没有 0 层：地面层填 1，地下一层填 -1。"))
    return str(floor)


def _amount(name: str, text: str) -> str:
    above_zero = name == "area"
    sentence = (
        _("请填写大于 0 的数字，最多两位小数。") if above_zero else _("请填写不小于 0 的数字，最多两位小数。")
    )
    try:
        amount = Decimal(text.replace(",", ""))
        exact = amount.quantize(Decimal("0.01"))
    except InvalidOperation:
        raise WrongCell(sentence) from None
    if not amount.is_finite() or amount < 0 or (above_zero and not exact) or exact >= 10 ** DIGITS[name]:
        raise WrongCell(sentence)
    if abs(exact - amount) > Decimal("0.000001"):
        raise WrongCell(sentence)
    return str(exact)


def _use(text: str) -> str:
    for language in LANGUAGES:
        with override(language):
            for use in Use:
                if text.lower() in (use.value, str(use.label).lower()):
                    return use.value
    choices = _("、").join(str(use.label) for use in Use)
    raise WrongCell(_("请从以下用途中选填：%(choices)s。") % {"choices": choices})


def _day(cell: Any, text: str) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    try:
        return date.fromisoformat(text.replace("/", "-")).isoformat()
    except ValueError:
        raise WrongCell(_("请按“2027-01-31”的格式填写日期。")) from None


def _yes(text: str) -> str:
    said = {"是": "yes", "yes": "yes", "true": "yes", "1": "yes", "否": "", "no": "", "false": "", "0": ""}
    if text.lower() not in said:
        raise WrongCell(_("请填写“是”或“否”。"))
    return said[text.lower()]
