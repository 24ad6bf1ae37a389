"""A list of registrations, each opening as the case it is; and one's opinions, given aspect by aspect."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.person import person, posted
from casework.admin.gate import viewable
from casework.admin.states import drawn
from casework.lifecycle import Status
from casework.refusals import Refused
from parks import policies
from parks.admin.forms import OpinionForm
from parks.admin.scope import ParkFilter, ReadOnlyScopedAdmin
from parks.facts import demand
from parks.models import Aspect, Opinion, ParkRegistration
from parks.selectors.pipeline import standing, with_standing
from parks.services import opinions


@admin.register(ParkRegistration)
class ParkRegistrationAdmin(ReadOnlyScopedAdmin[ParkRegistration]):
    list_display = [
        "reference",
        "organisation",
        "park",
        "project_name",
        "wanted",
        "stage",
        "days",
        "submitted_at",
    ]
    list_filter = [ParkFilter, "status", "use"]
    ordering = ["-pk"]
    search_fields = ["reference"]
    search_help_text = gettext_lazy("办件编号、单位名称、统一社会信用代码、拼音或拼音首字母")
    number_field = "reference"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ParkRegistration]:
        """A draft is its organisation's own affair."""
        rows = super().get_queryset(request).exclude(status=Status.DRAFT)
        return with_standing(rows.select_related("organisation", "park"))

    @admin.display(description=gettext_lazy("需求"))
    def wanted(self, registration: ParkRegistration) -> str:
        return demand(registration)

    @admin.display(description=gettext_lazy("阶段"))
    def stage(self, registration: ParkRegistration) -> SafeString:
        return drawn(standing(registration).chip)

    @admin.display(description=gettext_lazy("本阶段天数"))
    def days(self, registration: ParkRegistration) -> int | None:
        return standing(registration).days

    # --- the case is the page -------------------------------------------------------------------

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return self._to_case(request, object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._to_case(request, object_id, "#trail")

    def _to_case(self, request: HttpRequest, object_id: str, anchor: str = "") -> HttpResponseRedirect:
        case = viewable(request, object_id)
        if self.get_object(request, str(case.pk)) is None:
            raise Http404
        return redirect(reverse("admin:casework_case_change", args=[case.pk]) + anchor)

    # --- opinions -------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        give = self.wrapped(self.opinion_view)
        address = "<int:pk>/opinion/<slug:aspect>/"
        return [path(address, give, name=self.address("opinion")), *super().get_urls()]

    def opinion_view(self, request: HttpRequest, pk: int, aspect: str) -> HttpResponse:
        """One's own opinion on one aspect; it comes from the case's page and leads back there."""
        registration = self.own(request, pk, "parks.add_opinion")
        if aspect not in Aspect.values:
            raise Http404
        mine = Opinion.objects.filter(
            registration=registration, aspect=aspect, author=person(request)
        ).first()
        form = OpinionForm(posted(request), instance=mine)
        refusal = policies.why_not(person(request), registration, "opine") or ""
        case_page = reverse("admin:casework_case_change", args=[registration.pk]) + "#opinions"
        if request.method == "POST" and form.is_valid() and not refusal:
            try:
                self._give(request, registration, aspect, form)
            except Refused as refused:
                refusal = refused.message
            else:
                return redirect(case_page)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "form": form, "refusal": refusal,
            "title": _("评审意见：%(aspect)s") % {"aspect": Aspect(aspect).label},
            "case_page": case_page, "registration": registration,
        }  # fmt: skip
        status = 409 if refusal and request.method == "POST" else 200
        return TemplateResponse(request, "admin/parks/opinion.html", context, status=status)

    def _give(
        self, request: HttpRequest, registration: ParkRegistration, aspect: str, form: OpinionForm
    ) -> None:
        said = form.cleaned_data
        opinions.give(registration, aspect, verdict=said["verdict"], note=said["note"], by=person(request))
        self.message_user(request, _("评审意见已保存。"))
