from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from casework import kinds
from parks.views.parks import cards
from portal import alliance_file
from portal.selectors.front import Front, front


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Step:
    icon: str
    title: str
    text: str


def _figures(seen: Front) -> list[Figure]:
    counted = [
        (pgettext("how many", "会员单位"), seen.members, _("家")),
        (_("理事会单位"), seen.council_units, _("家")),
        (_("有会员的产业领域"), len(seen.sectors), _("个")),
        (_("近一年新入会"), seen.joined_lately, _("家")),
    ]
    return [
        Figure(label, formats.number_format(value, force_grouping=True), unit)
        for label, value, unit in counted
    ]


def _steps() -> list[Step]:
    kind = kinds.get("membership")
    days = {"review": kind.review_days, "correction": kind.correction_days}
    return [
        Step(
            "user-plus",
            _("注册并登记单位"),
            _("用电子邮箱注册，登记单位信息。单位信息只填写一次，以后的申请自动带入。"),
        ),
        Step(
            "file-text",
            _("填写申请，上传材料"),
            _("分部分填写，内容自动保存。材料逐份上传，可以分多次完成。"),
        ),
        Step(
            "search-check",
            _("秘书处审核"),
            _("提交后 %(review)s 个工作日内答复。需要补正的，逐项列明，补正期限为 %(correction)s 个工作日。")
            % days,
        ),
        Step("award", _("入会"), _("取得会员编号和可在线查验的会员证书，列入会员名录。")),
    ]


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    seen = front(today)
    file = alliance_file.read()
    context = {
        "front": seen,
        "today": today,
        "figures": _figures(seen),
        "steps": _steps(),
        "plan": file.plan,
        "plan_figures": file.figures,
        "park_cards": cards(today),
        "parks_together": file.parks_together,
        "members_url": reverse("members"),
    }
    return render(request, "portal/home.html", context)
