"""Where things are: the case, its sections, and the place of each thing to mend."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.chips import Chip
from casework import chips, selectors
from casework.kinds import Problem, Turn, Way
from casework.lifecycle import Side, Status
from casework.models import Case, Correction, TargetKind
from casework.views.finding import Opened
from casework.views.shown.states import Shown


def crumbs(case: Case, *more: tuple[str, str]) -> list[Shown]:
    """My desk, the case, and what is below it; the last one is where the reader stands."""
    steps = [(_("我的工作台"), reverse("desk")), (case.reference, case.get_absolute_url()), *more]
    last = steps.pop()
    return [*({"label": label, "url": url} for label, url in steps), {"label": last[0], "url": ""}]


def turn(opened: Opened) -> Shown:
    """Whose turn it is, in one sentence; where it is the reader's, with the way on."""
    case = opened.case
    side = Side.APPLICANT if opened.is_party else Side.REVIEWER
    if after := selectors.turns_after([case], side).get(case.pk):
        way = opened.kind.way_on(opened.own, opened.user, side) if opened.is_party else None
        return turn_after(after, way)
    chip = chips.of_case(case, side)
    shown: Shown = {"tone": chip.tone, "icon": chip.icon, "sentence": selectors.turn_sentence(case, side)}
    if case.turn is Side.APPLICANT and opened.why_no_edit is None:
        shown["action_url"] = reverse("case_form", args=[case.reference])
        shown["action_label"] = _("继续填写") if case.status == Status.DRAFT else _("前往补正")
    return shown


def turn_after(after: Turn, way: Way | None) -> Shown:
    """The same for what an approval began."""
    shown: Shown = {
        "tone": after.tone, "icon": after.icon, "sentence": after.sentence, "detail": after.detail,
    }  # fmt: skip
    return {**shown, "action_url": way.url, "action_label": way.label} if way else shown


# --- places of the form ---------------------------------------------------------------------------


def section_url(case: Case, section: str, anchor: str = "") -> str:
    url = reverse("case_section", args=[case.reference, section])
    return f"{url}#{anchor}" if anchor else url


def problems(opened: Opened, found: Iterable[Problem], declarations: Iterable[str] = ()) -> list[Shown]:
    """Each with the place to mend it; declarations are asked for on the page itself."""
    asked_here = set(declarations)
    return [
        {"message": one.message, "section": one.section, "url": _problem_url(opened, one)}
        for one in found
        if one.target not in asked_here
    ]


def _problem_url(opened: Opened, problem: Problem) -> str:
    section = opened.section(problem.section)
    is_slot = problem.target in section.slots and problem.target not in section.fields
    anchor = selectors.anchor_of(problem.target, TargetKind.DOCUMENT if is_slot else TargetKind.FIELD)
    return section_url(opened.case, problem.section, anchor)


def corrections(opened: Opened, asked: Iterable[Correction]) -> list[Shown]:
    may_edit = opened.why_no_edit is None
    return [
        {
            "label": opened.kind.label_of(opened.own, one.target_kind, one.target),
            "message": one.message,
            "answer": one.answer,
            "url": selectors.correction_url(opened.own, one.target_kind, one.target) if may_edit else "",
            "chip": Chip("jade", "check", _("已处理"))
            if one.answered_at
            else Chip("amber", "pencil", _("待处理")),
        }
        for one in asked
    ]
