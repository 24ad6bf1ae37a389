"""What every page's frame needs; one small dict, no query."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    label: str
    url: str
    active: bool


def _navigation(path: str) -> list[NavigationEntry]:
    entries = [
        (_("首页"), reverse("home")),
        (_("会员名录"), reverse("members")),
        (pgettext("a list", "园区"), reverse("parks")),
        (_("加入联盟"), reverse("join")),
        (_("我的工作台"), reverse("desk")),
    ]
    return [
        NavigationEntry(label, url, path == url or (url != "/" and path.startswith(url)))
        for label, url in entries
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": _("两江新区“专精特新”企业联盟"),
        "navigation": _navigation(request.path),
        "footer": {
            "icp": settings.ICP_NUMBER,
            "police": settings.POLICE_NUMBER,
            "email": settings.SECRETARIAT_EMAIL,
        },
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
    }
