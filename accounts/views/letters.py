import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import selectors
from accounts.models import Letter, LetterState
from accounts.views.person import person

PER_PAGE = 25
DELIVERY = {
    LetterState.QUEUED: ("ink", "clock"),
    LetterState.SENDING: ("ink", "send"),
    LetterState.SENT: ("jade", "check"),
    LetterState.FAILED: ("cinnabar", "triangle-alert"),
}


@require_http_methods(["GET", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """POST marks everything as read."""
    letters = selectors.letters_of(person(request))
    if request.method == "POST":
        letters.filter(read_at=None).update(read_at=timezone.now())
        return redirect("inbox")
    before = request.GET.get("before", "")
    shown = letters.filter(pk__lt=int(before)) if before.isdecimal() and len(before) < 19 else letters
    rows = list(shown[: PER_PAGE + 1])
    older = rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None
    context = {
        "letters": rows[:PER_PAGE],
        "unread": selectors.unread_count(person(request)),
        "pager": {"older_url": f"?before={older}" if older else "", "newer_url": "?" if before else ""},
    }
    return render(request, "accounts/inbox.html", context)


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Opening a letter marks it as read."""
    one = get_object_or_404(selectors.letters_of(person(request)), pk=pk)
    unread = one.read_at is None
    if unread:
        Letter.objects.filter(pk=one.pk, read_at=None).update(read_at=timezone.now())
    return render(request, "accounts/letter.html", {"letter": _shown(one, unread=unread), "row": one})


def _body(one: Letter) -> str:
    """The mail's text without its footer and without the address that the button below leads to."""
    lines = one.text.partition("\n--\n")[0].splitlines()
    address = f"{settings.PORTAL_URL}{one.link}"
    if one.link and address in lines:
        at = lines.index(address)
        del lines[max(at - 1, 0) : at + 1]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _shown(one: Letter, *, unread: bool) -> dict[str, Any]:
    tone, icon = DELIVERY[LetterState(one.state)]
    email = {
        "channel": _("电子邮件"),
        "tone": tone,
        "icon": icon,
        "word": one.get_state_display(),
        "at": one.sent_at,
    }
    return {
        "subject": one.subject,
        "sent_at": one.created_at,
        "body": _body(one),
        "action_url": one.link,
        "action_label": _("前往查看"),
        "unread": unread,
        "deliveries": [email],
    }
