"""An enterprise that no longer waits for space."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.person import person
from casework.refusals import Refused
from casework.views import shown
from parks import policies
from parks.models import WaitingPlace
from parks.services import waiting


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    user = person(request)
    own = WaitingPlace.objects.filter(registration__organisation__seats__user=user)
    place = get_object_or_404(own.select_related("registration__organisation", "park"), pk=pk)
    case = place.registration
    if request.method == "POST":
        try:
            waiting.leave(place, by=user)
        except Refused as refused:
            messages.info(request, refused.message)
        else:
            messages.success(request, _("已退出%(park)s园区的轮候。") % {"park": place.park})
        return redirect(case)
    if refusal := policies.why_not(user, place, "leave"):
        messages.info(request, refusal)
        return redirect(case)
    title = _("退出轮候")
    sentence = _("退出后，%(park)s园区不再保留轮候位次，不再通知选房；仍需场地的，须重新登记。")
    confirm = {
        "title": title,
        "sentence": sentence % {"park": place.park},
        "action_url": request.path,
        "button": _("确认退出"),
        "tone": "cinnabar",
        "cancel_url": case.get_absolute_url(),
    }
    context = {"confirm": confirm, "title": title, "crumbs": shown.crumbs(case, (title, ""))}
    return render(request, "parks/confirm.html", context)
